"""The agenda beside the notes: what is done, what is under way, the minutes spent and planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.minutes.session_page import SessionItem, SessionPage, present_words
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.paint import LEFT, RIGHT, write
from dgsdesk.desktop.components.row_delegate import RowState, ShownDelegate
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.meeting import MeetingState
from dgsdesk.domain.wording import NBSP, capitalised, date_long

OPENING, ROUND_TABLE = "opening", "round-table"
"""The keys of the two rows that are no items."""

ADDED = "point ajouté"
_NUMBER = 34
_SAID = 140
"""Characters of what was said last time, at 100 % of text."""


@dataclass(frozen=True)
class AgendaRow:
    """A row: an item, the opening or the round-table."""

    key: str
    title: str
    minutes: int
    spent_seconds: int = 0
    number: str = ""
    done: bool = False
    current: bool = False
    added: bool = False


def agenda_rows(page: SessionPage) -> list[AgendaRow]:
    """Return opening, items and round-table in order."""
    held, table = page.state is MeetingState.HELD, page.at_round_table
    over = page.closed_at is not None
    started = over or (held and (table or page.current is not None))
    opening = AgendaRow(
        OPENING, "Ouverture", page.opening_minutes, done=started, current=held and not started
    )
    items = [
        AgendaRow(
            item.id,
            item.title,
            item.minutes,
            item.spent_seconds,
            item.number,
            bool(item.discussed) and not item.current,
            item.current,
            item.added,
        )
        for item in page.items
    ]
    closing = AgendaRow(ROUND_TABLE, "Tour de table", page.closing_minutes, done=over, current=table)
    return [opening, *items, closing]


def _shown(row: AgendaRow) -> Row:
    spent = row.spent_seconds // 60
    right = f"{spent} sur {row.minutes}" if spent or row.current else str(row.minutes)
    state = "en cours" if row.current else "traité" if row.done else ""
    state = ", ".join(filter(None, (ADDED if row.added else "", state)))
    return Row(
        row.title,
        second=state,
        right=right,
        number=row.number,
        icon="check" if row.done else "mic" if row.current else "",
        tone="ok" if row.done else "accent_text",
        right_second=f"{spent - row.minutes}{NBSP}min de trop" if spent > row.minutes else "",
    )


class AgendaRowDelegate(ShownDelegate):
    """Paint a row on one line or two: tick or number, title, minutes."""

    def row_height(self, shown: Shown) -> int:
        """Return room for two lines of the title."""
        return self.theme.height("agenda_item", "body", "body", padding=6)

    def button_rect(self, rect: QRectF, shown: Shown) -> QRectF:
        """There is no button in the row."""
        del rect, shown
        return QRectF()

    def paint_row(self, painter: QPainter, rect: QRectF, shown: Shown, state: RowState) -> None:
        """Paint tick or number, title and minutes."""
        row = cast(Row, shown)
        theme = self.theme
        under_way = row.icon == "mic"
        inner = rect.adjusted(14, 0, -14, 0)
        width = theme.wide(_NUMBER)
        if row.icon and (row.icon == "check" or not row.number):
            side = theme.icon_size("button")
            place = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
            theme.icons.paint(painter, row.icon, state.ink(row.tone), place)
        else:
            number = QRectF(inner.left(), inner.top(), width, inner.height())
            ink = theme.color(state.ink("text_soft"))
            write(painter, number, row.number, theme.font("body", bold=True), ink, LEFT)
        late = bool(row.right_second)
        ink = theme.color("warn" if late else state.ink("text_soft"))
        used = write(painter, inner, row.right, theme.font("small", bold=under_way or late), ink, RIGHT)
        title = QRectF(inner.left() + width, inner.top(), inner.width() - width - used - 10, inner.height())
        note = ADDED if row.second.startswith(ADDED) else ""
        self._title(painter, title, row.title, state, bold=under_way, note=note)

    def _title(
        self, painter: QPainter, rect: QRectF, text: str, state: RowState, *, bold: bool, note: str = ""
    ) -> None:
        """Break the title over two lines, the second is elided; a note takes the second line."""
        font = self.theme.font("body", bold=bold)
        ink = self.theme.color(state.ink("text"))
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(rect.width())
        layout.endLayout()
        head, rest = text[: first.textLength()], text[first.textLength() :]
        line = self.theme.line("body")
        top = rect.center().y() - line
        if note:
            write(painter, QRectF(rect.left(), top, rect.width(), line), text, font, ink, LEFT)
            soft = self.theme.color(state.ink("text_soft"))
            below = QRectF(rect.left(), top + line, rect.width(), line)
            write(painter, below, note, self.theme.font("small"), soft, LEFT)
            return
        if not rest:
            write(painter, rect, text, font, ink, LEFT)
            return
        write(painter, QRectF(rect.left(), top, rect.width(), line), head.rstrip(), font, ink, LEFT)
        write(painter, QRectF(rect.left(), top + line, rect.width(), line), rest, font, ink, LEFT)


class HoldAgenda(Panel):
    """The left pane: ``chosen(key)``, ``taken_up(key)`` on Enter, ``wanted(title)`` for a new item."""

    chosen = Signal(str)
    taken_up = Signal(str)
    wanted = Signal(str)

    def __init__(self, theme: Theme, actions: ActionRegistry) -> None:
        super().__init__(theme, "surface")
        minutes = TextLabel(theme, self.tr("min"), "small", "text_soft")
        self.head = SectionHeader(theme, self.tr("Ordre du jour"), right=minutes, line=False)
        self._rows: list[AgendaRow] = []
        self._model: RowsModel[AgendaRow] = RowsModel(_shown, lambda row: row.key, self)
        self.list = RowList(
            theme, self._model, self.tr("Ordre du jour"), delegate=AgendaRowDelegate, ground="surface_alt"
        )
        self.list.setProperty("alwaysActive", True)  # the item under way, wherever the keyboard is
        self.list.chosen.connect(self.chosen)
        self.list.activated_key.connect(self.taken_up)
        self.new = NewLine(theme, self.tr("Point ajouté en séance"), self.tr("Titre du point, puis Entrée"))
        self.new.named.connect(self.wanted)
        self.add = Button(theme, icon="act.add", action=actions.action("hold.add_item"))
        self.present = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.present.hide()
        self._last_title = TextLabel(theme, "", "small", "text_soft", bold=True)
        self._last = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self._last.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._memory = Panel(theme, "surface_alt", "t")
        self._lay_out()

    def _lay_out(self) -> None:
        memory = QVBoxLayout(self._memory)
        memory.setContentsMargins(14, 12, 14, 12)
        memory.setSpacing(6)
        memory.addWidget(self._last_title)
        memory.addWidget(self._last)
        head = Panel(self.theme, "surface_alt", "b")
        top = QVBoxLayout(head)
        top.setContentsMargins(14, 3, 14, 3)
        top.addWidget(self.head)
        foot = Panel(self.theme, "surface_alt")
        below = QVBoxLayout(foot)
        below.setContentsMargins(14, 12, 14, 12)
        below.addWidget(self.add)
        below.addWidget(self.present)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.new)
        layout.addWidget(foot)
        layout.addWidget(self._memory)

    def show_page(self, page: SessionPage, hidden: frozenset[str]) -> None:
        """Show the rows but those that may not be seen on the wall."""
        self._rows = [row for row in agenda_rows(page) if row.key not in hidden]
        self._model.replace(self._rows)
        self.present.show_text(capitalised(present_words(page)))

    def tick(self, seconds: int) -> None:
        """Add the time since it was taken up to the row under way."""
        self._model.replace(
            [replace(row, spent_seconds=row.spent_seconds + seconds * row.current) for row in self._rows]
        )

    def show_memory(self, item: SessionItem | None, *, visible: bool) -> None:
        """Say what was said of the chosen item's subject before."""
        said = item is not None and bool(item.last_time)
        self._memory.setVisible(said and visible)
        if item is not None and item.last_day is not None:
            room = max(60, round(_SAID * (100 / self.theme.text_scale) ** 2))
            self._last_title.show_text(self.tr("Dit le {}").format(date_long(item.last_day)))
            self._last.show_text(f"«{NBSP}{_cut(item.last_time, room)}{NBSP}»")
            self._last.setToolTip(item.last_time)

    def project(self, on: bool) -> None:
        """Leave out what is only for the note-taker while on the wall, and say who is there instead."""
        self.add.setVisible(not on)
        self.present.setVisible(on)


def _cut(text: str, length: int) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
