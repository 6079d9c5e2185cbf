"""What keys, clicks and dragging do to the items and parts of the agenda."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from dgsdesk.application.agenda.acts import (
    AddItem,
    DropCarriedOver,
    EditItem,
    MoveItem,
    PostponeItem,
    RemoveItem,
)
from dgsdesk.application.agenda.parts import AddPart, EditPart, RemovePart
from dgsdesk.application.agenda.workshop import FitIdea, Workshop, WorkshopItem, WorkshopPart
from dgsdesk.application.command import Command
from dgsdesk.desktop.meetings.prepare.agenda_model import AUDIENCE, MINUTES, PRESENTER, TITLE
from dgsdesk.desktop.meetings.prepare.agenda_table import AgendaTable
from dgsdesk.desktop.meetings.prepare.pool_list import PoolPane, parse_key
from dgsdesk.desktop.meetings.step import StepPane
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.audience import Audience


class ItemActs(QObject):
    """Binds the acts of the table and of the pools, and carries them out for the pane's meeting."""

    def __init__(self, pane: StepPane, table: AgendaTable, pool: PoolPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._host = pane.host
        self._table = table
        self._pool = pool
        self._workshop: Workshop | None = None
        self._edit_next = ""
        pool.wanted.connect(self._add_from_pool)
        table.lines.edited.connect(self._edited)
        table.item_dropped.connect(self._dropped_item)
        table.entry_dropped.connect(self._dropped_entry)
        bind = self._host.actions.bind
        bind("prepare.add_free", self._add_free, pane)
        bind("prepare.add", self._add_chosen, pool.list)
        bind("prepare.leave", self._leave, pool.list)
        bind("prepare.add_part", self._add_part)
        bind("prepare.up", lambda: self._move(-1), table)
        bind("prepare.down", lambda: self._move(1), table)
        bind("prepare.remove", self._remove, table)
        bind("prepare.postpone", self._postpone, table)

    def show_workshop(self, workshop: Workshop) -> None:
        """Know the agenda as it is now; begin to edit what was just added."""
        self._workshop = workshop
        if self._edit_next:
            key, self._edit_next = self._edit_next, ""
            self._table.edit_title(key)

    def follow(self, idea: FitIdea) -> None:
        """Do what was proposed to make the agenda fit."""
        if idea.minutes is None:
            self._host.run(PostponeItem(idea.item_id), owner=self._pane)
        else:
            self._host.run(EditItem(idea.item_id, minutes=idea.minutes), owner=self._pane)

    # -- from the pools --------------------------------------------------------------------------------------

    def _add_from_pool(self, kind: SourceKind, source_id: str) -> None:
        command = AddItem(self._pane.meeting_id, kind, source_id)
        self._host.run(command, then=self._choose, owner=self._pane)

    def _choose(self, item_id: str) -> None:
        self._table.choose(item_id)

    def _add_chosen(self) -> None:
        key = self._pool.list.chosen_key()
        if ":" in key:
            self._add_from_pool(*parse_key(key))

    def _leave(self) -> None:
        _, item_id = parse_key(self._pool.list.chosen_key())
        self._host.run(DropCarriedOver(item_id), owner=self._pane)

    def _dropped_entry(self, key: str, part_id: str, position: int) -> None:
        kind, source_id = parse_key(key)
        command = AddItem(self._pane.meeting_id, kind, source_id, part_id=part_id, position=position)
        self._host.run(command, then=self._choose, owner=self._pane)

    # -- items and parts -------------------------------------------------------------------------------------

    def _add_free(self) -> None:
        """Add a free item under the current line, and let its title be typed at once."""
        index = self._table.currentIndex()
        part, at = self._table.lines.part_of(index.row())
        after = at + 1 if self._table.chosen_item() else at
        command = AddItem(self._pane.meeting_id, title=self.tr("Nouveau point"))
        if part is not None and index.isValid():
            command = replace(command, part_id=part.id, position=after)
        # No toast: it would stand on the row that is typed into.
        self._host.run(command, then=self._edit_added, owner=self._pane, quiet=True)

    def _add_part(self) -> None:
        """Add a part at the end, and let its title be typed at once."""
        command = AddPart(self._pane.meeting_id, self.tr("Nouveau temps"))
        self._host.run(command, then=self._edit_added, owner=self._pane)

    def _edit_added(self, item_id: str) -> None:
        if self._table.lines.row_of(item_id) >= 0:
            self._table.edit_title(item_id)
        else:
            self._edit_next = item_id

    def _edited(self, line: WorkshopItem | WorkshopPart, column: int, value: object) -> None:
        command = _edit_of(line, column, value)
        if command is not None:
            self._host.run(command, owner=self._pane, quiet=True)

    def _move(self, step: int) -> None:
        item = self._table.chosen_item()
        target = self._beside(item, step) if item is not None else None
        if item is not None and target is not None:
            self._host.run(MoveItem(item.id, *target), owner=self._pane, quiet=True)

    def _beside(self, item: WorkshopItem, step: int) -> tuple[str, int] | None:
        """Return the part and the place one step up or down, into the neighbouring part at the ends."""
        parts = self._workshop.parts if self._workshop else ()
        for at, part in enumerate(parts):
            places = [other.id for other in part.items]
            if item.id not in places:
                continue
            place = places.index(item.id) + step
            if 0 <= place < len(places):
                return part.id, place
            if 0 <= at + step < len(parts):
                other = parts[at + step]
                return other.id, 0 if step > 0 else len(other.items)
        return None

    def _remove(self) -> None:
        """Send the item back, or take an empty part away."""
        chosen, row = self._table.chosen(), self._table.currentIndex().row()
        if isinstance(chosen, WorkshopPart):
            self._host.run(RemovePart(chosen.id), owner=self._pane)
        elif chosen is not None:
            self._host.run(
                RemoveItem(chosen.id), then=lambda _: self._table.choose_near(row), owner=self._pane
            )

    def _postpone(self) -> None:
        item = self._table.chosen_item()
        if item is not None:
            row = self._table.currentIndex().row()
            self._host.run(
                PostponeItem(item.id), then=lambda _: self._table.choose_near(row), owner=self._pane
            )

    def _dropped_item(self, item_id: str, part_id: str, position: int) -> None:
        row = self._table.lines.row_of(item_id)
        part, at = self._table.lines.part_of(row)
        same_and_above = part is not None and part.id == part_id and at < position
        self._host.run(MoveItem(item_id, part_id, position - same_and_above), owner=self._pane)


def _edit_of(line: WorkshopItem | WorkshopPart, column: int, value: object) -> Command[None] | None:
    """Return the command that keeps what was typed in a cell."""
    if isinstance(line, WorkshopPart):
        if column == TITLE and isinstance(value, tuple):
            return EditPart(line.id, title=value[0])
        return EditPart(line.id, minutes=int(str(value))) if column == MINUTES else None
    if column == TITLE and isinstance(value, tuple):
        return EditItem(line.id, title=value[0], question=value[1])
    if column == PRESENTER:
        return EditItem(line.id, presenter=str(value))
    if column == MINUTES:
        return EditItem(line.id, minutes=int(str(value)))
    if column == AUDIENCE:
        return EditItem(line.id, audience=Audience(int(str(value))))
    return None
