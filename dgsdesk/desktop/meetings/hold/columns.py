"""The three parts of the session page: side by side where there is room, under tabs where there is not."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.desktop.components.panes import Memory, Panes
from dgsdesk.desktop.components.tabs import Tabs
from dgsdesk.desktop.theme.theme import Theme

SIDE, _SIDE_LARGE = 256, 340
"""The widths of agenda and attendance; the agenda gets the larger one where titles need not be cut."""
_LARGE, _THREE, _TWO = 1500, 940, 700
"""The widths at 100 % of text from which titles get room, three parts, then two, stand side by side."""


class HoldColumns(QWidget):
    """Agenda, notes and attendance; with larger text attendance goes under a tab, then the agenda too.

    Nothing changes its parent: a tab shows some parts and hides the others.
    """

    def __init__(
        self, theme: Theme, memory: Memory, agenda: QWidget, notes: QWidget, attendance: QWidget
    ) -> None:
        super().__init__()
        self.theme = theme
        self._agenda, self._notes, self._attendance = agenda, notes, attendance
        self._panes = Panes(theme, memory, "hold", agenda, notes, attendance)
        self._panes.start_with(SIDE, 0, SIDE)
        self.tabs = Tabs(self.tr("Parties de la séance"))
        self.tabs.currentChanged.connect(lambda _: self._show_parts())
        self._groups: list[tuple[QWidget, ...]] = []
        self._alone = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self._panes, 1)
        theme.changed.connect(self._arrange)
        self._arrange()

    def stand_alone(self, alone: bool) -> None:
        """Show agenda and notes alone (on the wall), or all again."""
        self._alone = alone
        self._arrange()

    def bring_forward(self, part: QWidget) -> None:
        """Show a part, if it stands under a tab."""
        at = next(at for at, group in enumerate(self._groups) if part in group)
        self.tabs.setCurrentIndex(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go under tabs, or come back."""
        super().resizeEvent(event)
        self._arrange()

    def _wanted(self) -> list[tuple[QWidget, ...]]:
        """Return what stands side by side, tab by tab."""
        if self._alone:
            return [(self._agenda, self._notes)]
        if self.width() >= self.theme.wide(_THREE):
            return [(self._agenda, self._notes, self._attendance)]
        if self.width() >= self.theme.wide(_TWO):
            return [(self._agenda, self._notes), (self._attendance,)]
        return [(self._notes,), (self._agenda,), (self._attendance,)]

    def _arrange(self) -> None:
        wanted = self._wanted()
        large = self.width() >= self.theme.wide(_LARGE)
        self._panes.want(_SIDE_LARGE if large else SIDE, 0, SIDE)
        for part in (self._agenda, self._attendance):
            beside = any(part in group and len(group) > 1 for group in wanted)
            part.setMinimumWidth(self.theme.wide(SIDE) if beside else 0)
        if wanted == self._groups:
            return
        self._groups = wanted
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for group in wanted:
            self.tabs.addTab(self._title(group))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(wanted) > 1)
        self._show_parts()

    def _title(self, group: tuple[QWidget, ...]) -> str:
        if self._notes in group:
            return self.tr("Notes")
        return self.tr("Ordre du jour") if self._agenda in group else self.tr("Présences")

    def _show_parts(self) -> None:
        front = self._groups[max(0, self.tabs.currentIndex())]
        for part in (self._agenda, self._notes, self._attendance):
            part.setVisible(part in front)
