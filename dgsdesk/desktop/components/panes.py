"""Panes side by side that keep their place: one-pixel lines caught within 5 px, sizes kept per page."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QTabWidget, QVBoxLayout, QWidget

from dgsdesk.desktop.theme.theme import Theme

TABS_BELOW = 1100


class Memory(Protocol):
    """Where sizes are remembered."""

    def state(self, key: str) -> QByteArray:
        """Return a saved state, empty for none."""
        ...

    def keep(self, key: str, value: QByteArray) -> None:
        """Remember a state."""
        ...


class _Handle(QSplitterHandle):
    """A line of one pixel; Qt itself lets the mouse catch it two pixels to either side."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        del event
        splitter = self.splitter()
        assert isinstance(splitter, Panes)
        painter = QPainter(self)
        painter.fillRect(self.rect(), splitter.theme.color("line"))
        painter.end()


class Panes(QSplitter):
    """A splitter whose places are remembered under ``key``; nothing ever collapses by dragging."""

    def __init__(
        self,
        theme: Theme,
        memory: Memory,
        key: str,
        *widgets: QWidget,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self.theme = theme
        self._memory = memory
        self._key = f"panes/{key}"
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for widget in widgets:
            self.addWidget(widget)
        self._wanted: tuple[int, ...] = ()
        # A lambda keeps this wrapper alive, a bound method would let it be collected.
        self.splitterMoved.connect(lambda: self._remember())
        theme.changed.connect(self._place)

    def createHandle(self) -> QSplitterHandle:
        """Make our handle."""
        return _Handle(self.orientation(), self)

    def start_with(self, *sizes: int) -> None:
        """Take the remembered places, or these sizes in pixels at 100 % of text (0 takes what is left)."""
        state = self._memory.state(self._key)
        if state.isEmpty() or not self.restoreState(state):
            self._wanted = sizes
            self._place()
        for at, size in enumerate(sizes):
            self.setStretchFactor(at, 0 if size else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sizes asked for within the window until they are moved by hand."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Let the sizes grow with the text, to a third of the whole: what they explain needs more."""
        if self._wanted:
            most = round(self.width() * 0.3)
            sizes = [min(self.theme.wide(size), max(size, most)) for size in self._wanted]
            self.setSizes([size or max(self.width() - sum(sizes), 1) for size in sizes])

    def _remember(self) -> None:
        self._wanted = ()
        self._memory.keep(self._key, self.saveState())


class SidePane(QWidget):
    """A main part and a side pane of 280 to 480 px; below 1100 px of window the pane goes under a tab.

    ``width`` names the token that the pane starts with (default, wide).
    """

    folded = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        memory: Memory,
        key: str,
        main: QWidget,
        side: QWidget,
        *,
        main_title: str,
        side_title: str,
        width: str = "default",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._main, self._side = main, side
        self._titles = (main_title, side_title)
        self._width = width
        side.setAccessibleName(side_title)
        self._panes = Panes(theme, memory, key, parent=self)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._panes)
        layout.addWidget(self._tabs)
        self._in_tabs: bool | None = None
        # Not on FontChange: Qt walks its widgets then, and one that changes its parent meanwhile crashes it.
        theme.changed.connect(self._arrange)
        self._arrange()

    @property
    def in_tabs(self) -> bool:
        """Say whether the side pane stands under a tab."""
        return bool(self._in_tabs)

    def show_side(self, shown: bool) -> None:
        """Fold the side pane away, or bring it back (F9)."""
        self._side.setVisible(shown)
        self.folded.emit(not shown)

    def bring_forward(self, *, side: bool) -> None:
        """Show the tab of the side pane, or of the main part, where they stand under tabs."""
        self._tabs.setCurrentWidget(self._side if side else self._main)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go under a tab, or come back."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        side = self.theme.tokens.panes["side"]
        narrow = self.window().width() < TABS_BELOW or self.width() < self.theme.wide(TABS_BELOW - 330)
        if narrow != self._in_tabs:
            self._in_tabs = narrow
            self._to_tabs() if narrow else self._to_panes(side[self._width])
        if not narrow:
            self._side.setMinimumWidth(side["min"])
            self._side.setMaximumWidth(self.theme.wide(side["max"]))

    def _to_tabs(self) -> None:
        self._side.setMinimumWidth(0)
        self._side.setMaximumWidth(16_777_215)
        self._tabs.addTab(self._main, self._titles[0])
        self._tabs.addTab(self._side, self._titles[1])
        self._panes.hide()
        self._tabs.show()

    def _to_panes(self, width: int) -> None:
        self._panes.addWidget(self._main)
        self._panes.addWidget(self._side)
        self._main.show()
        self._side.show()
        self._tabs.hide()
        self._panes.show()
        self._panes.start_with(0, width)
