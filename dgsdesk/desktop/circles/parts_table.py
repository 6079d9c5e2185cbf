"""The agenda template of a circle: its parts in order, each edited in its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button, ButtonRow, IconButton
from dgsdesk.desktop.components.cell_editing import CellDelegate
from dgsdesk.desktop.meetings.template_panel import PartsModel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.circle import PartKind, PartTemplate

TITLE, KIND, MINUTES = range(3)
_SHOWN_ROWS = 4


class PartsTable(QWidget):
    """``changed(parts)`` when a part was edited, added, moved or taken out."""

    changed = Signal(tuple)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.model = PartsModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Ordre du jour type"))
        self.table.setItemDelegate(CellDelegate(self.table))
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(KIND, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(MINUTES, QHeaderView.ResizeMode.ResizeToContents)
        self.add = Button(theme, self.tr("Ajouter un temps"), icon="act.add")
        self.remove = Button(theme, self.tr("Retirer"), icon="trash-2")
        self.up = IconButton(theme, "chevron-up", self.tr("Monter ce temps"), framed=True)
        self.down = IconButton(theme, "chevron-down", self.tr("Descendre ce temps"), framed=True)
        buttons = ButtonRow(self.add, self.remove, self.up, self.down)
        buttons.stretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.table)
        layout.addWidget(buttons)
        self.model.changed.connect(self.changed)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._allow())
        theme.changed.connect(self._measure)
        self._measure()

    def show_parts(self, parts: Sequence[PartTemplate]) -> None:
        """Show the parts of a circle."""
        row = self.table.currentIndex().row()
        self.model.show_parts(tuple(parts))
        if parts and row >= 0:
            self.table.setCurrentIndex(self.model.index(min(row, len(parts) - 1), TITLE))
        self._measure()
        self._allow()

    def _measure(self) -> None:
        height = self.theme.height("hit_target_min", "body", padding=12)
        self.table.verticalHeader().setDefaultSectionSize(height)
        rows = max(min(self.model.rowCount(), _SHOWN_ROWS), 2)
        self.table.setMinimumHeight(self.table.horizontalHeader().sizeHint().height() + rows * height + 4)
        self.table.setMaximumHeight(self.table.minimumHeight() + height)

    def _allow(self) -> None:
        row, count = self.table.currentIndex().row(), self.model.rowCount()
        self.remove.setEnabled(count > 1 and row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)

    def _ask(self, parts: Iterable[PartTemplate]) -> None:
        self.changed.emit(tuple(parts))

    def _add(self) -> None:
        self._ask((*self.model.parts, PartTemplate(self.tr("Nouveau temps"), PartKind.FREE, 30)))
        self.table.setCurrentIndex(self.model.index(self.model.rowCount() - 1, TITLE))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        row = self.table.currentIndex().row()
        self._ask(part for at, part in enumerate(self.model.parts) if at != row)

    def _move(self, step: int) -> None:
        row, parts = self.table.currentIndex().row(), list(self.model.parts)
        parts.insert(row + step, parts.pop(row))
        self.table.setCurrentIndex(self.model.index(row + step, TITLE))
        self._ask(parts)
