"""Editions: one text for each group of levels that read the same, with what it contains and withholds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dgsdesk.application.mailing.mailing import Recipient
from dgsdesk.application.minutes.text import EditionText, MinutesText, TextItem, as_seen_by
from dgsdesk.application.words import shortened
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.reserved_text import withheld_blocks
from dgsdesk.domain.richtext import RichText, block_text, walk
from dgsdesk.domain.wording import NBSP, join_and


class Part(StrEnum):
    """What may be withheld; the value is what it is called."""

    ITEM = "point"
    PARAGRAPH = "paragraphe"
    DECISION = "décision"
    ACTION = "suite à donner"


@dataclass(frozen=True)
class Withheld:
    """Something that an edition leaves out: what it is, under which heading, its words, for whom it is."""

    part: Part
    heading: str
    text: str
    audience: Audience

    @property
    def words(self) -> str:
        """Write « 2.1 Protection des données » or « 1.2 Voirie, paragraphe « Le poste… » »."""
        if self.part is Part.ITEM:
            return self.heading
        return f"{self.heading}, {self.part.value} «{NBSP}{shortened(self.text, 60)}{NBSP}»"


@dataclass(frozen=True)
class Edition:
    """One text for one or several levels that read the same."""

    levels: tuple[Audience, ...]
    whole: MinutesText
    text: EditionText
    recipients: tuple[Recipient, ...]

    @property
    def complete(self) -> bool:
        """Whether it is the directors' own."""
        return Audience.DIRECTORS in self.levels

    @property
    def words(self) -> str:
        """What its files are called after."""
        return "DGS" if self.complete else " ".join(_FILE_WORDS[level] for level in self.levels)

    @property
    def title(self) -> str:
        """Write « Édition complète, directions générales »."""
        if self.complete:
            return "Édition complète, directions générales"
        return f"Édition de diffusion, {join_and([READERS[level] for level in self.levels])}"

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """Everything that it leaves out, in printed order; an item once, not its parts."""
        return tuple(_withheld(self.whole, self.levels[0]))


_FILE_WORDS = {Audience.EXECUTIVES: "cadres", Audience.ELECTED: "élus", Audience.ALL: "tous"}
READERS = {
    Audience.EXECUTIVES: "cadres concernés",
    Audience.ELECTED: "maires et élus concernés",
    Audience.ALL: "autres destinataires",
}
"""How the readers of a level are called inside of a sentence."""


def editions(text: MinutesText, recipients: Iterable[Recipient]) -> tuple[Edition, ...]:
    """Return the complete edition, then one for each group of wider levels that read the same."""
    every = tuple(recipients)
    used = {Audience.ELECTED, *(one.edition for one in every)} - {Audience.DIRECTORS}
    groups: dict[tuple[TextItem, ...], list[Audience]] = {}
    for level in sorted(used):
        groups.setdefault(as_seen_by(text, level).text.items, []).append(level)
    levels = [(Audience.DIRECTORS,), *map(tuple, groups.values())]
    return tuple(
        Edition(group, text, as_seen_by(text, group[0]), tuple(one for one in every if one.edition in group))
        for group in levels
    )


def _withheld(text: MinutesText, edition: Audience) -> Iterator[Withheld]:
    for item in text.items:
        if not may_read(item.audience, edition):
            yield Withheld(Part.ITEM, item.heading, "\n".join(item_texts(item)), item.audience)
            continue
        for block in withheld_blocks(item.text, edition):
            yield Withheld(Part.PARAGRAPH, item.heading, block_text(block), block.audience)
        for decision in item.decisions:
            if not may_read(decision.audience, edition):
                yield Withheld(Part.DECISION, item.heading, decision.text, decision.audience)
        for action in item.actions:
            if not may_read(action.audience, edition):
                words = " – ".join(filter(None, (action.text, action.owner)))
                yield Withheld(Part.ACTION, item.heading, words, action.audience)


def item_texts(item: TextItem) -> Iterator[str]:
    """Give everything that an item says, a piece at a time: title, question, paragraphs, what follows."""
    yield from filter(None, (item.title, item.question, item.presenter))
    yield from filter(None, block_texts(item.text))
    for decision in item.decisions:
        yield decision.text
    for action in item.actions:
        yield from filter(None, (action.text, action.owner))


def block_texts(text: RichText) -> Iterator[str]:
    """Give the words of each block, those of cells one by one."""
    return (block_text(block) for block in walk(text.blocks))
