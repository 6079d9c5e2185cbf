"""« Noter le passé »: a small grid of dates and hosts, typed or pasted, so that the first rota is fair."""

from __future__ import annotations

from datetime import date
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QFrame, QHeaderView, QStyleOptionViewItem, QTableView, QVBoxLayout

from dgsdesk.application.rota.acts import PastTurn
from dgsdesk.application.rota.past import PastGrid
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.cell_editing import CellDelegate
from dgsdesk.desktop.components.paint import LEFT, fill_line, write
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.rota.past_model import PROBLEM_ROLE, PastModel
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import plural

_LONGEST_DATE = "30 septembre 2026"
_BESIDE = 14
"""Pixels beside the words of a date."""


class _PastDelegate(CellDelegate):
    """Paint a cell of the grid: what is wrong is in red, and has a word below the grid."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self.theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint text, lines and the current cell."""
        rect = QRectF(option.rect)
        painter.fillRect(rect, self.theme.color("surface"))
        fill_line(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self.theme.color("line"))
        if index.column():
            fill_line(painter, QRectF(rect.left(), rect.top(), 1, rect.height()), self.theme.color("line"))
        role = "bad" if index.data(PROBLEM_ROLE) else "text"
        words, font = str(index.data() or ""), self.theme.font("small")
        write(painter, rect.adjusted(8, 0, -4, 0), words, font, self.theme.color(role), LEFT)
        if self.view.currentIndex() == index and self.view.hasFocus():
            focus_ring(painter, rect, self.theme.color("focus"), 0)


class PastTable(QTableView):
    """The grid; Ctrl+V pastes a table, Del takes a line out."""

    def __init__(self, theme: Theme, model: PastModel) -> None:
        super().__init__()
        self.theme = theme
        self.past = model
        self.setModel(model)
        self.setItemDelegate(_PastDelegate(theme, self))
        self.setEditTriggers(self.editTriggers() | QTableView.EditTrigger.AnyKeyPressed)
        self.setAccessibleName(self.tr("Tours passés : dates et hôtes"))
        self.setFrameShape(QFrame.Shape.Box)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        as_cells = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(as_cells)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        theme.follow(self._measure)
        self._measure()

    def _measure(self) -> None:
        """A date takes what the longest one needs, the name of its host all the rest."""
        self.verticalHeader().setDefaultSectionSize(self.theme.height("table_row", "small"))
        words = self.theme.metrics("small").horizontalAdvance(_LONGEST_DATE)
        self.horizontalHeader().resizeSection(0, ceil(words) + _BESIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, or take a line out."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.past.paste(QGuiApplication.clipboard().text())
            self.scrollToBottom()
        elif event.key() == Qt.Key.Key_Delete and self.past.remove(self.currentIndex().row()):
            event.accept()
        else:
            super().keyPressEvent(event)


class PastPane(Panel):
    """``noted(turns)`` when the grid is kept, ``given_up`` otherwise."""

    noted = Signal(object)
    given_up = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt")
        self.model = PastModel(self)
        self.table = PastTable(theme, self.model)
        self.trouble = TextLabel(theme, "", "small", "bad", wrap=True)
        self.note = Button(theme, "", kind=ButtonKind.FILLED)
        back = Button(theme, self.tr("Renoncer"))
        self.note.clicked.connect(lambda: self.noted.emit(self.model.turns()))
        back.clicked.connect(self.given_up)
        row = ButtonRow(self.note, back)
        row.stretch()
        words = self.tr(
            "Tapez les dates et les hôtes, ou collez-les depuis un tableau (Ctrl+V). "
            "Le tour d’accueil en tiendra compte."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(TextLabel(theme, self.tr("Qui a déjà accueilli"), "section", wrap=True))
        layout.addWidget(TextLabel(theme, words, "small", "text_soft", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.trouble)
        layout.addWidget(row)
        for signal in (self.model.dataChanged, self.model.rowsRemoved, self.model.modelReset):
            signal.connect(self._say)

    def begin(self, grid: PastGrid, today: date) -> None:
        """Show what is known, with the keyboard on the empty line."""
        self.model.show(grid, today)
        self.table.setCurrentIndex(self.model.index(self.model.rowCount() - 1, 0))
        self.table.scrollToBottom()
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self) -> None:
        problems = self.model.problems()
        first = [self.tr("Ligne {} : {}.").format(row + 1, words) for row, words in problems[:2]]
        more = [self.tr("Et {} de plus.").format(len(problems) - 2)] if len(problems) > 2 else []
        self.trouble.show_text(" ".join(first + more))
        self.trouble.setVisible(bool(problems))
        turns: tuple[PastTurn, ...] = self.model.turns()
        count = plural(len(turns), "tour passé", "tours passés")
        self.note.setText(self.tr("Noter {}").format(count) if turns else self.tr("Noter les tours passés"))
        self.note.updateGeometry()
        self.note.setEnabled(bool(turns) and not problems)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
