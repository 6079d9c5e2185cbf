"""Meetings made at random, and laptops that edit them: what the merge of dossiers is tried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from random import Random

from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart
from dgsdesk.domain.circle import PartKind
from dgsdesk.domain.dossier_memory import Version
from dgsdesk.domain.dossier_rows import Content, content_of
from dgsdesk.domain.dossier_rules import RULES, SAID
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import Attendance, Meeting, MeetingState, Presence
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.richtext import Paragraph, RichText, Run, block_text

Rows = dict[type[Entity], dict[str, dict[str, object]]]

LINES = (
    "Le maire ouvre la séance devant les agents réunis",
    "Les habitants demandent un nouvel arrêt devant la médiathèque",
    "La commission propose de revoir la tournée du mardi",
    "Le budget du service est tenu malgré les travaux",
    "Les écoles accueillent trois classes de plus cette année",
    "La réunion suivante commence à 9 h dans la salle basse",
)


def line(words: str, name: str) -> Paragraph:
    """Make a paragraph that is known by its id."""
    return Paragraph((Run(words),), id=name)


def first_meeting(random: Random) -> Content:
    """Make a meeting of two parts with its items, texts, decisions, actions and people."""
    meeting = Meeting(
        id="m", circle_id="c", day=date(2026, 12, 8), starts_at=time(9), ends_at=time(12), place="Mairie"
    )
    meeting.state = MeetingState.DRAFTING
    parts = [
        AgendaPart(id=f"p{n}", meeting_id="m", position=n, title=f"Temps {n}", kind=PartKind.FREE, minutes=60)
        for n in (1, 2)
    ]
    items = [
        AgendaItem(id=f"i{n}", meeting_id="m", part_id=f"p{1 + n % 2}", position=n, title=f"Point {n}")
        for n in range(1, random.randint(3, 5))
    ]
    entries = [
        MinutesEntry(
            id=f"e{one.id}",
            meeting_id="m",
            item_id=one.id,
            text=RichText(
                tuple(line(words, f"{one.id}-{n}") for n, words in enumerate(random.sample(LINES, 3)))
            ),
        )
        for one in items
    ]
    decisions = [
        Decision(id=f"d{n}", meeting_id="m", item_id=one.id, position=n, text="Le tri est étendu")
        for n, one in enumerate(items[:2])
    ]
    actions = [Action(id="a1", meeting_id="m", item_id=items[0].id, position=1, text="Écrire au préfet")]
    people = [Attendance(id=f"l{n}", meeting_id="m", position=n, name=f"Nom {n}") for n in range(1, 4)]
    return content_of(
        {
            Meeting: [meeting],
            AgendaPart: parts,
            AgendaItem: items,
            MinutesEntry: entries,
            Decision: decisions,
            Action: actions,
            Attendance: people,
        }
    )


@dataclass
class Laptop:
    """A laptop that edits its own copy; each word that it writes is its own."""

    name: str
    base: Content
    rows: Rows
    random: Random
    written: int = 0

    @classmethod
    def opening(cls, name: str, base: Content, random: Random) -> Laptop:
        rows: Rows = {kind: {key: dict(row) for key, row in base[kind].items()} for kind in RULES}
        return cls(name, base, rows, random)

    def word(self) -> str:
        self.written += 1
        return f"{self.name}{self.written}"

    def edit(self, times: int) -> None:
        """Do a few things, each at random."""
        for _ in range(times):
            self.random.choice(EDITS)(self)

    def version(self, counter: int) -> Version:
        content = {kind: {key: dict(row) for key, row in rows.items()} for kind, rows in self.rows.items()}
        return Version(self.name, counter, f"{self.name}/{counter}", "b", self.base, content)

    def any_of(self, kind: type[Entity]) -> dict[str, object] | None:
        rows = self.rows[kind]
        return rows[self.random.choice(sorted(rows))] if rows else None


def _title(laptop: Laptop) -> None:
    item = laptop.any_of(AgendaItem)
    if item is not None:
        item["title"] = f"Titre {laptop.word()}"


def _presence(laptop: Laptop) -> None:
    person = laptop.any_of(Attendance)
    if person is not None:
        person["presence"] = laptop.random.choice([Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT])


def _minutes(laptop: Laptop) -> None:
    item = laptop.any_of(AgendaItem)
    if item is not None:
        item["minutes"] = laptop.random.choice([10, 15, 30])


def _place(laptop: Laptop) -> None:
    laptop.rows[Meeting]["m"]["place"] = laptop.random.choice(["Mairie", "Salle basse", "Médiathèque"])


def _said(laptop: Laptop, change: Callable[[list[Paragraph]], None]) -> None:
    item = laptop.any_of(AgendaItem)
    if item is None:
        return
    text = item[SAID]
    assert isinstance(text, RichText)
    blocks = [block for block in text.blocks if isinstance(block, Paragraph)]
    change(blocks)
    item[SAID] = RichText(tuple(blocks))


def _rewrite(laptop: Laptop) -> None:
    def change(blocks: list[Paragraph]) -> None:
        if blocks:
            at = laptop.random.randrange(len(blocks))
            words = block_text(blocks[at]).split()
            words[laptop.random.randrange(len(words))] = laptop.word()
            blocks[at] = replace(blocks[at], runs=(Run(" ".join(words)),))

    _said(laptop, change)


def _write(laptop: Laptop) -> None:
    def change(blocks: list[Paragraph]) -> None:
        words = f"{laptop.word()} demande {laptop.word()} puis {laptop.word()}"
        blocks.insert(laptop.random.randint(0, len(blocks)), line(words, f"{laptop.name}-{laptop.written}"))

    _said(laptop, change)


def _strike(laptop: Laptop) -> None:
    _said(laptop, lambda blocks: blocks and blocks.pop(laptop.random.randrange(len(blocks))))  # type: ignore[arg-type,return-value]


def _add_item(laptop: Laptop) -> None:
    part = laptop.any_of(AgendaPart)
    if part is None:
        return
    name = laptop.word()
    part_id = next(key for key, row in laptop.rows[AgendaPart].items() if row is part)
    item = AgendaItem(id=name, meeting_id="m", part_id=part_id, position=0, title=f"Point {name}")
    row = dict(content_of({AgendaItem: [item]})[AgendaItem][name])
    row["position"] = laptop.random.randint(0, 6)
    laptop.rows[AgendaItem][name] = row


def _move_item(laptop: Laptop) -> None:
    item = laptop.any_of(AgendaItem)
    if item is not None:
        item["position"] = laptop.random.randint(0, 6)


def _remove_item(laptop: Laptop) -> None:
    items = sorted(laptop.rows[AgendaItem])
    if len(items) > 1:
        gone = laptop.random.choice(items)
        del laptop.rows[AgendaItem][gone]
        for kind in (Decision, Action):
            for key in [key for key, row in laptop.rows[kind].items() if row["item_id"] == gone]:
                del laptop.rows[kind][key]


def _decide(laptop: Laptop) -> None:
    items = sorted(laptop.rows[AgendaItem])
    name = laptop.word()
    decision = Decision(
        id=name, meeting_id="m", item_id=laptop.random.choice(items), position=9, text=f"Décider {name}"
    )
    laptop.rows[Decision][name] = dict(content_of({Decision: [decision]})[Decision][name])


def _decide_otherwise(laptop: Laptop) -> None:
    decision = laptop.any_of(Decision)
    if decision is not None:
        decision["text"] = f"Refuser {laptop.word()}"


def _revoke(laptop: Laptop) -> None:
    decisions = laptop.rows[Decision]
    if decisions:
        del decisions[laptop.random.choice(sorted(decisions))]


def _promise(laptop: Laptop) -> None:
    action = laptop.any_of(Action)
    if action is not None:
        action["due"] = date(2027, 1, laptop.random.randint(1, 28))


EDITS: tuple[Callable[[Laptop], None], ...] = (
    *(_title, _presence, _minutes, _place, _rewrite, _rewrite, _write, _write, _strike),
    *(_add_item, _move_item, _remove_item, _decide, _decide_otherwise, _revoke, _promise),
)
