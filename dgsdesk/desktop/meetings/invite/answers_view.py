"""The grid of answers: letters answer, Space goes to the next answer, sums stand above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from dgsdesk.application.invitation.attendance import AnswerRow, AnswersGrid
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.cell_editing import CellDelegate
from dgsdesk.desktop.components.kept_columns import KeptColumns
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.meetings.invite.answers_model import (
    ANSWER,
    LUNCH,
    NAME,
    REMARK,
    REPRESENTED,
    SEAT,
    AnswersModel,
)
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.meeting import Answer, AttendeeKind

_ORDER = (Answer.UNKNOWN, Answer.COMES, Answer.REMOTE, Answer.REPRESENTED, Answer.TENTATIVE, Answer.DECLINES)

_WIDTHS = {SEAT: (210, 140), NAME: (210, 140), ANSWER: (165, 125), REPRESENTED: (150, 125), LUNCH: (90, 80)}
"""Pixels at 100 % of text that a column wishes, and those that it needs."""

_LEAST_REMARK = 85


class AnswersView(QWidget):
    """Show a grid; ``answered(row)``, as it is to be kept, and ``removed(id)`` say what was done."""

    answered = Signal(object)
    removed = Signal(str)

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self._grid: AnswersGrid | None = None
        self.model = AnswersModel(host.theme, self.answered.emit, self)
        self.table = PlainTable(host.theme, self.model, self.tr("Réponses à l’invitation"), edited=True)
        self._summary = TextLabel(host.theme, "", "section", elide=True)
        self._lunches = TextLabel(host.theme, "", "small", "text_soft")
        self._room = Badge(host.theme)
        self._hint = TextLabel(
            host.theme,
            self.tr(
                "V vient · D à distance · R représentée · P peut-être · N ne vient pas · Espace : suivante · "
                "J déjeuner"
            ),
            "caption",
            "text_faint",
            elide=True,
        )
        self._lay_out()
        self._set_up_table()
        self._bind()

    def _lay_out(self) -> None:
        theme = self.host.theme
        head = QHBoxLayout()
        head.setSpacing(theme.space("m"))
        head.addWidget(self._summary, 1)
        head.addWidget(self._lunches)
        head.addWidget(self._room)
        guest = Button(theme, icon="user-plus", action=self.host.actions.action("invite.guest"))
        head.addWidget(guest)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.space("xl"), theme.space("m"), 0, theme.space("s"))
        layout.setSpacing(theme.space("s"))
        head.setContentsMargins(0, 0, theme.space("xl"), 0)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._hint)

    def _set_up_table(self) -> None:
        table = self.table
        table.setItemDelegate(CellDelegate(table))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        memory = self.host.preferences
        self.columns = KeptColumns(self.host.theme, memory, "answers", table, self._fit_columns)
        self.host.theme.follow(self._measure)
        self._measure()
        table.viewport().installEventFilter(self)

    def _measure(self) -> None:
        theme = self.host.theme
        self.table.verticalHeader().setDefaultSectionSize(theme.height("table_row", "small"))
        self.columns.place()

    def _fit_columns(self) -> None:
        """Give each column what it wishes; where a panel stands beside them, down to what it needs."""
        wide = self.host.theme.wide
        least = {column: wide(needed) for column, (_, needed) in _WIDTHS.items()}
        spare = {column: wide(wished) - least[column] for column, (wished, _) in _WIDTHS.items()}
        room = self.table.viewport().width() - wide(_LEAST_REMARK) - sum(least.values())
        share = min(max(room / sum(spare.values()), 0.0), 1.0)
        for column, needed in least.items():
            self.table.setColumnWidth(column, needed + int(spare[column] * share))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Place the columns anew where a panel came or went beside the table."""
        if event.type() is QEvent.Type.Resize:
            self.columns.place()
        return super().eventFilter(watched, event)

    def _bind(self) -> None:
        bind = self.host.actions.bind
        for act, answer in (
            ("invite.comes", Answer.COMES),
            ("invite.remote", Answer.REMOTE),
            ("invite.represented", Answer.REPRESENTED),
            ("invite.tentative", Answer.TENTATIVE),
            ("invite.declines", Answer.DECLINES),
            ("invite.unknown", Answer.UNKNOWN),
        ):
            bind(act, self._answerer(answer), self.table)
        bind("invite.cycle", self._cycle, self.table)
        bind("invite.lunch", self._toggle_lunch, self.table)
        bind("invite.remove", self._remove, self.table)

    def show_grid(self, grid: AnswersGrid) -> None:
        """Show the answers; the keyboard keeps its place."""
        first = self._grid is None or self._grid.meeting_id != grid.meeting_id
        self._grid = grid
        self.model.show_grid(grid)
        self.table.horizontalHeader().setSectionResizeMode(REMARK, QHeaderView.ResizeMode.Stretch)
        if first or not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, ANSWER))
        self._measure()
        self._summary.show_text(grid.summary)
        self._lunches.show_text(grid.lunch_words)
        warning = grid.room_words
        self._room.show_badge(BadgeSpec("warn", "triangle-alert", warning) if warning else None)

    def focus_row(self, attendance_id: str) -> None:
        """Bring somebody into view and give them the keyboard."""
        at = self.model.row_of(attendance_id)
        if at >= 0:
            index = self.model.index(at, ANSWER)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def current(self) -> AnswerRow | None:
        """Return the person of the current row."""
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def _answerer(self, answer: Answer) -> Callable[[], None]:
        return lambda: self._answer(answer)

    def _answer(self, answer: Answer) -> None:
        row = self.current()
        if row is None:
            return
        self._keep(row, answer)
        if answer is Answer.REPRESENTED:
            self.model.expect(row.id, answer)
            self._ask_by_whom()
        elif self.table.currentIndex().row() + 1 < self.model.rowCount():
            self.table.setCurrentIndex(
                self.table.currentIndex().siblingAtRow(self.table.currentIndex().row() + 1)
            )

    def _ask_by_whom(self) -> None:
        """Go on to the name of who comes instead."""
        index = self.table.currentIndex().siblingAtColumn(REPRESENTED)
        self.table.setCurrentIndex(index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(index)

    def _cycle(self) -> None:
        row = self.current()
        if row is not None:
            answer = _ORDER[(_ORDER.index(row.answer) + 1) % len(_ORDER)]
            self._keep(row, answer)

    def _keep(self, row: AnswerRow, answer: Answer) -> None:
        self.answered.emit(replace(row, answer=answer, lunch=row.lunch if answer.may_eat else None))

    def _toggle_lunch(self) -> None:
        row = self.current()
        if row is not None and self._grid is not None and self._grid.lunch:
            self.answered.emit(replace(row, lunch=not row.lunch))

    def _remove(self) -> None:
        row = self.current()
        if row is not None and row.kind is not AttendeeKind.MEMBER:
            self.removed.emit(row.id)
