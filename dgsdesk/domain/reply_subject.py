"""What the subject of a message says by itself: « Accepté : … », an absence, a forwarded message."""

from __future__ import annotations

import re

from dgsdesk.domain.meeting import Answer

_AGAIN = r"(?:re|rép|rep|réf|tr|fw|fwd|tr\s*:\s*re)"
_LEADING = re.compile(rf"^\s*(?:{_AGAIN}\s*:\s*)+", re.IGNORECASE)
_FORWARDED = re.compile(r"^\s*(?:re\s*:\s*)?(?:tr|fw|fwd)\s*:", re.IGNORECASE)
_WORDS = (
    (Answer.TENTATIVE, r"accepté?e?\s+provisoirement|provisoire(?:ment)?|tentative(?:ly)?(?:\s+accepted)?"),
    (Answer.TENTATIVE, r"peut-être|maybe|acceptation provisoire|à confirmer"),
    (Answer.COMES, r"acceptée?|acceptation|accepted|acceptance"),
    (Answer.DECLINES, r"refusée?|refus|déclinée?|declined|decline"),
)
_ANSWERS = tuple(
    (answer, re.compile(rf"^(?:{words})\s*:|\((?:{words})\)\s*:", re.IGNORECASE)) for answer, words in _WORDS
)
_AUTOMATIC = re.compile(
    r"^\s*(?:(?:ré|re)ponse automatique|automatic reply|auto[ -]?reply|auto[ -]?response|auto\s*:|"
    r"(?:message d['’])?absen(?:ce|te?) du bureau|message d['’]absence|absence\s*:|out of (?:the )?office|"
    r"notification d['’]absence|(?:je suis|en) (?:absente?|congés?)\b)",
    re.IGNORECASE,
)


def answer_in_subject(subject: str) -> Answer | None:
    """Return what a calendar program wrote before the subject (« Refusé : … »); nothing when it did not."""
    bare = _LEADING.sub("", subject.replace("\xa0", " ").replace("\u202f", " "))
    return next((answer for answer, words in _ANSWERS if words.search(bare)), None)


def is_automatic(subject: str) -> bool:
    """Tell whether a subject is that of a program that answers for somebody away."""
    return _AUTOMATIC.match(_LEADING.sub("", subject.replace("\xa0", " "))) is not None


def is_forwarded(subject: str) -> bool:
    """Tell whether the message hands another one on."""
    return _FORWARDED.match(subject) is not None
