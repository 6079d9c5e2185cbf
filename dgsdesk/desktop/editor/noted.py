"""Decisions and actions as they stand among the paragraphs of notes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from dgsdesk.application.minutes.notes import NotedAction, NotedDecision
from dgsdesk.desktop.editor.codec import (
    begin_block,
    facts_for,
    fragments,
    with_own_ids,
    write_inline,
)
from dgsdesk.desktop.editor.formats import LINE_BREAK, NOTED, BlockFacts, Fact, Kind, facts_of, kind_of
from dgsdesk.desktop.editor.reading import Reading
from dgsdesk.domain.note_dates import deadline_in
from dgsdesk.domain.richtext import Block, Paragraph, RichText
from dgsdesk.domain.wording import NBSP, date_long

_EDGE = f" {NBSP}\u202f,:;"


@dataclass(frozen=True)
class Notes:
    """What an item's notes hold: its text, and what was decided and promised, each at its place."""

    text: RichText = field(default_factory=RichText)
    decisions: tuple[NotedDecision, ...] = ()
    actions: tuple[NotedAction, ...] = ()


def fresh_id() -> str:
    """Return an id for a decision or an action that was just typed."""
    return str(uuid.uuid4())


def write_notes(document: QTextDocument, notes: Notes) -> None:
    """Make the document these notes; what could be undone is forgotten."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    waiting = _by_place(notes)
    first = True
    for place, block in enumerate(notes.text.blocks):
        first = _write_noted(cursor, waiting, place, first=first)
        begin_block(cursor, facts_for(block), first=first)
        write_inline(cursor, block)
        first = False
    first = _write_noted(cursor, waiting, len(notes.text.blocks), first=first)
    if first or kind_of(cursor.block()) in NOTED:
        begin_block(cursor, BlockFacts(), first=first)
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def _by_place(notes: Notes) -> list[tuple[int, NotedDecision | NotedAction]]:
    last = len(notes.text.blocks)
    noted: Iterable[NotedDecision | NotedAction] = (*notes.decisions, *notes.actions)
    placed = [(last if one.place < 0 else min(one.place, last), one) for one in noted]
    return sorted(placed, key=lambda pair: pair[0])


def _write_noted(
    cursor: QTextCursor, waiting: list[tuple[int, NotedDecision | NotedAction]], place: int, *, first: bool
) -> bool:
    """Write what stands before the block of this place; tell whether the document is still empty."""
    while waiting and waiting[0][0] <= place:
        _, noted = waiting.pop(0)
        kind = Kind.DECISION if isinstance(noted, NotedDecision) else Kind.ACTION
        begin_block(cursor, BlockFacts(kind, noted_id=noted.id, audience=noted.audience), first=first)
        write_words(cursor, noted)
        first = False
    return first


def write_words(cursor: QTextCursor, noted: NotedDecision | NotedAction) -> None:
    """Write « DGS de Gorges : liste des accès, avant le 8 janvier 2027 », each part knowing what it is."""
    if isinstance(noted, NotedDecision):
        cursor.insertText(noted.text.replace("\n", LINE_BREAK), QTextCharFormat())
        return
    plain = QTextCharFormat()
    if noted.owner:
        look = QTextCharFormat()
        look.setProperty(Fact.OWNER, f"{noted.owner_id or ''}|{noted.owner}")
        cursor.insertText(noted.owner, look)
        cursor.insertText(f"{NBSP}: ", plain)
    cursor.insertText(noted.text.replace("\n", LINE_BREAK), plain)
    if noted.due is not None:
        look = QTextCharFormat()
        look.setProperty(Fact.DUE, noted.due.isoformat())
        cursor.insertText(", ", plain)
        cursor.insertText(f"avant le {date_long(noted.due)}", look)
    cursor.setCharFormat(plain)


def read_notes(reading: Reading, day: date, people: Mapping[str, str | None]) -> Notes:
    """Return what the document holds; blank paragraphs at its end are no part of the text.

    ``day`` and ``people`` (label to person's id) say what changed words of an action mean.
    """
    text: list[Block] = []
    decisions: list[NotedDecision] = []
    actions: list[NotedAction] = []
    seen: set[str] = set()
    for number, read in enumerate(reading.of_blocks()):
        if read.kind not in NOTED:
            text.extend(read.blocks)
            continue
        block = reading.document.findBlockByNumber(number)
        facts, place = facts_of(block), len(text)
        known = facts.noted_id if facts.noted_id not in seen else ""
        noted_id = known or fresh_id()
        seen.add(noted_id)
        if read.kind is Kind.DECISION:
            decisions.append(NotedDecision(noted_id, _words(block), place, facts.audience))
        else:
            actions.append(read_action(block, noted_id, place, day, people))
    return Notes(RichText(_without_blank_end(text)), tuple(decisions), tuple(actions))


def _without_blank_end(blocks: Iterable[Block]) -> tuple[Block, ...]:
    read = list(with_own_ids(blocks))
    while read and read[-1] == Paragraph():
        read.pop()
    return tuple(read)


def _words(block: QTextBlock) -> str:
    return block.text().replace(LINE_BREAK, "\n").strip()


def read_action(
    block: QTextBlock, noted_id: str, place: int, day: date, people: Mapping[str, str | None]
) -> NotedAction:
    """Return the action that a block says, as its parts now read."""
    parts = {Fact.OWNER: "", Fact.DUE: ""}
    rest, kept = "", ""
    for fragment in fragments(block):
        look = fragment.charFormat()
        fact = next((fact for fact in parts if look.hasProperty(fact)), None)
        if fact is None:
            rest += fragment.text()
            continue
        parts[fact] += fragment.text()
        if fact is Fact.OWNER:
            kept = str(look.property(fact))
    deadline = deadline_in(parts[Fact.DUE], day)
    if deadline is None:
        rest += parts[Fact.DUE]
    owner = parts[Fact.OWNER].strip()
    words = rest.replace(LINE_BREAK, "\n").strip(_EDGE + "\n")
    due = deadline.day if deadline else None
    level = facts_of(block).audience
    return NotedAction(noted_id, words, owner, _owner_id(owner, kept, people), due, place, level)


def _owner_id(owner: str, kept: str, people: Mapping[str, str | None]) -> str | None:
    """Return the person's id: by the name as it now reads, else the one kept with an unchanged name."""
    if owner in people:
        return people[owner]
    person_id, _, label = kept.partition("|")
    return person_id or None if owner and owner == label else None
