"""What a hurried note says, so that a line becomes a decision or an action.

The rule, as users may foretell it:

- « ! » at the head of a line makes a decision;
- « @ » somebody makes an action of the line;
- a date in words makes an action of a line that also says who does it (« Clisson transmet la liste »,
  « l’agglo prépare », « Mme Martin envoie ») or what to do (« Envoyer la liste », « Liste à transmettre »,
  « Chaque commune doit répondre »).

Everything else stays a note: « Les budgets seront votés avant la fin de mars ». Pure functions on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dgsdesk.domain.note_dates import deadline_in, folded
from dgsdesk.domain.note_verbs import asks_for, begins_with_order, promised_words

DECISION_MARK = "!"
PERSON_MARK = "@"


@dataclass(frozen=True)
class Mention:
    """A person named after « @ », from ``start`` (the sign) to ``end``; ``known`` when it is one of ours."""

    start: int
    end: int
    label: str
    known: bool


@dataclass(frozen=True)
class NotedAction:
    """What a line asks for: what, who (empty for nobody yet), by when."""

    text: str
    owner: str
    due: date | None


@dataclass(frozen=True)
class Surroundings:
    """What a line is read by: the meeting's day, who may be named, the next meeting's day.

    ``spoken`` maps what stands for somebody at a sentence's head (« Clisson », « l’agglo », « Martin ») to
    the label.
    """

    today: date
    labels: Sequence[str] = ()
    spoken: Mapping[str, str] | None = None
    next_meeting: date | None = None

    @cached_property
    def heads(self) -> tuple[tuple[str, str], ...]:
        """What may be spoken at a sentence's head, folded, with its label; the longest first."""
        spoken = sorted((self.spoken or {}).items(), key=lambda one: len(one[0]), reverse=True)
        return tuple((folded(name), label) for name, label in spoken)


def mention_in(text: str, labels: Sequence[str]) -> Mention | None:
    """Return the first person named after « @ »: the longest of ``labels``, else the one word that is there.

    « @gorges » means « DGS de Gorges » (see `meant_by`).
    """
    line = folded(text)
    for match in re.finditer(r"(?<![\w@.])@(?=\w)", line):
        start, after = match.start(), match.end()
        fits = [label for label in labels if _begins(line[after:], folded(label))]
        if fits:
            label = max(fits, key=len)
            return Mention(start, after + len(label), label, True)
        word = re.match(r"[\w'-]+", line[after:])
        assert word is not None
        written = text[after : after + word.end()]
        meant = meant_by(written, labels)
        return Mention(start, after + word.end(), meant or written, meant is not None)
    return None


def _begins(line: str, label: str) -> bool:
    return line.startswith(label) and not line[len(label) : len(label) + 1].isalnum()


def meant_by(word: str, labels: Sequence[str]) -> str | None:
    """Return the one label of which a word begins like ``word``; nothing when none or several do.

    Of several posts at one place (« DGS de Gorges », « Maire de Gorges ») the first is meant.
    """
    found = matching(word, labels)
    wanted = folded(word)
    exact = [label for label in found if wanted in re.split(r"[ '-]", folded(label))]
    fits = exact or found
    places = {folded(label).partition(" ")[2] for label in fits}
    one_place = len(places) == 1 and all(wanted in re.split(r"[ '-]", place) for place in places)
    return fits[0] if len(fits) == 1 or one_place else None


def matching(typed: str, labels: Sequence[str]) -> list[str]:
    """Return the labels that have a word that begins like ``typed`` (any, for nothing), in their order."""
    wanted = folded(typed).strip()
    return [label for label in labels if any(tail.startswith(wanted) for tail in _tails(folded(label)))]


def _tails(label: str) -> Iterator[str]:
    """Give the label from each of its words on."""
    for match in re.finditer(r"(?<!\w)\w", label):
        yield label[match.start() :]


_OFFICES = "dgs|sgm|sg|directeur|directrice|secretaire|maire"
_OFFICE = re.compile(rf"(?:(?:le|la|l'|notre) ?)?(?P<office>{_OFFICES})\b(?: general[e]?(?: des services)?)?")
_PLACE = re.compile(r"(?:(?:le|la|les|l'|notre) ?)?(?:(?:commune|ville|mairie|municipalite)\b)?")
_LINK = re.compile(r" ?(?:(?:de la|de l'|de|du|des|d') ?)?")
_CIVILITY = re.compile(r"(?:mme|m\.|mr|madame|monsieur) (?P<name>[\w'-]+)")


@dataclass(frozen=True)
class _Head:
    """Who a sentence begins with: the label, and where the rest begins."""

    label: str
    end: int


def _promising_head(text: str, around: Surroundings) -> _Head | None:
    """Return who a sentence begins with when they promise something.

    « Clisson transmet », « La mairie de Gorges prépare », « le DGS de Boussay envoie », « Mme Martin relit ».
    """
    heads = (head for head in _heads(text, around) if promised_words(text[head.end :]) is not None)
    return next(heads, None)


def _heads(text: str, around: Surroundings) -> Iterator[_Head]:
    """Give whom the first words may name, the longest name first."""
    line = folded(text)
    office = _OFFICE.match(line)
    before = office or _PLACE.match(line)
    assert before is not None
    link = _LINK.match(line, before.end())
    starts = dict.fromkeys((link.end() if link else 0, before.end() if not before.group() else 0, 0))
    for start in starts:
        rest = line[start:]
        for name, label in around.heads:
            if _begins(rest, name):
                said = office["office"] if office is not None and start else ""
                yield _Head(_for_office(label, said, around), start + len(name))
    civility = _CIVILITY.match(line)
    if civility is not None and text[civility.start("name")].isupper():
        known = (label for name, label in around.heads if name == civility["name"])
        yield _Head(next(known, text[: civility.end()]), civility.end())


def _for_office(label: str, office: str, around: Surroundings) -> str:
    """Return the mayor's label of a place when the mayor was said."""
    if office != "maire":
        return label
    place = folded(label).partition(" ")[2]
    return next((one for one in around.labels if folded(one) == f"maire {place}"), label)


def action_in(text: str, around: Surroundings) -> NotedAction | None:
    """Read a line as an action; nothing when it is a mere note (see the rule above).

    The person and the date are taken out of the words, except where a sentence needs them.
    """
    mention = mention_in(text, around.labels)
    deadline = deadline_in(text, around.today, around.next_meeting)
    if mention is None and deadline is None:
        return None
    words = text
    if deadline is not None:
        words = _without(words, deadline.start, deadline.end)
    if mention is None:
        return _promise(_tidy(words), around, deadline.day if deadline else None)
    shifted = mention_in(words, around.labels)
    words = _tidy(_without_mention(words, shifted) if shifted is not None else words)
    return NotedAction(words, mention.label, deadline.day if deadline else None) if words else None


def _promise(words: str, around: Surroundings, due: date | None) -> NotedAction | None:
    """Read a line with a date and without « @ »: who begins it, or what it asks for."""
    head = _promising_head(words, around)
    if head is not None:
        promised = promised_words(words[head.end :])
        return NotedAction(promised, head.label, due) if promised else None
    if not words or not (begins_with_order(words) or asks_for(words)):
        return None
    return NotedAction(words, "", due)


def task_in(text: str, around: Surroundings) -> NotedAction:
    """Read a line that is known to ask for something: « Inviter le SDIS @DST avant le 20 novembre »."""
    deadline = deadline_in(text, around.today, around.next_meeting)
    words = _without(text, deadline.start, deadline.end) if deadline is not None else text
    mention = mention_in(words, around.labels)
    if mention is not None:
        last = not words[mention.end :].strip(f"{_EDGE}.")
        words = words[: mention.start] if last else _without_mention(words, mention)
    said = _tidy(words)
    if not said:
        return NotedAction(text, "", None)
    return NotedAction(said, mention.label if mention else "", deadline.day if deadline else None)


_EDGE = " \u00a0\u202f,;:–-"


def _without(text: str, start: int, end: int) -> str:
    before, after = text[:start].rstrip(_EDGE), text[end:].lstrip(" \u00a0\u202f")
    if after[:1] in (".", ",", ""):
        return before + after
    return f"{before} {after}" if before else after.lstrip(_EDGE)


def _without_mention(text: str, mention: Mention) -> str:
    """Drop the person at the edge of the sentence; inside, only the sign goes."""
    before, after = text[: mention.start], text[mention.end :]
    stripped = before.rstrip(" \u00a0\u202f")
    if not stripped:
        return after.lstrip(_EDGE)
    if not after.strip(" .\u00a0\u202f") and stripped.endswith((",", ":", ";", "–", "(", "→")):
        return stripped.rstrip(_EDGE + "(→") + after.strip()
    return f"{before}{mention.label}{after}"


def _tidy(text: str) -> str:
    return re.sub(r"  +", " ", text).strip(_EDGE).rstrip()
