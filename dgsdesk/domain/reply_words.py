"""What somebody wrote beside a calendar reply, told from what programs write of their own accord."""

from __future__ import annotations

import re

from dgsdesk.domain.mail_text import read_mail_text

LONGEST_REMARK = 500
"""Characters above which words beside a reply are a letter: it is read in « Arrivées », not in the grid."""

_BY_A_PROGRAM = re.compile(
    r"\b(?:a|ont|has|have)\s+(?:\w+\s+)?(?:accept|refus|déclin|declin|tentativ)|\b(?:votre|cette|your|this)\s+"
    r"(?:event\s+)?invitation|calendrier|calendar|google agenda|pi[eè]ce jointe|https?://",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^[>*\s]*(?:De|From|Expéditeur)\s*:|^-{3,}", re.IGNORECASE | re.MULTILINE)


def remark_beside_reply(text: str) -> str:
    """Return the own words of a message around a calendar reply; nothing for a program’s or a forwarder’s."""
    if _BY_A_PROGRAM.search(text) or _FORWARDED.search(text):
        return ""
    said = " ".join(read_mail_text(text).paragraphs).strip()
    return said if len(said) <= LONGEST_REMARK else ""
