"""Panes side by side that keep their place: one-pixel lines caught within 5 px, sizes kept per page."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Protocol

import shiboken6
from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QSplitter,
    QSplitterHandle,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dgsdesk.desktop.theme.theme import Theme

TABS_BELOW = 1100
_LARGE = 1500
"""Pixels at 100 % from which a list takes the most that its token allows."""
_UNBOUND = 16_777_215
"""What Qt takes for no limit."""


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
        self._first: tuple[int, ...] = ()
        self._need: Callable[[], int] | None = None
        self._least = 0
        # A lambda keeps this wrapper alive, a bound method would let it be collected.
        self.splitterMoved.connect(lambda: self._remember())
        theme.follow(self._place)

    def createHandle(self) -> QSplitterHandle:
        """Make our handle."""
        return _Handle(self.orientation(), self)

    def start_with(self, *sizes: int) -> None:
        """Take the remembered places, or these sizes in pixels at 100 % of text (0 takes what is left)."""
        self._first = sizes
        state = self._memory.state(self._key)
        if state.isEmpty() or not self.restoreState(state):
            self._wanted = sizes
            self._place()
        for at, size in enumerate(sizes):
            self.setStretchFactor(at, 0 if size else 1)

    def reset(self) -> None:
        """Go back to the sizes that it began with, and forget those of a hand."""
        self._memory.keep(self._key, QByteArray())
        self._wanted = self._first
        self._place()

    def give_first(self, need: Callable[[], int], least: int) -> None:
        """Let the first part be as high as it needs, the second begin right below it, moved by no hand.

        The second keeps ``least`` pixels at 100 % of text. Called again when the need changes.
        """
        self._need, self._least = need, least
        self._place()

    def want(self, *sizes: int) -> None:
        """Ask for other sizes, unless they were moved by hand."""
        if self._wanted and self._wanted != sizes:
            self._wanted = sizes
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sizes asked for within the window until they are moved by hand."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Let the sizes grow with the text, to two fifths of the whole: what they explain needs more."""
        if self._wanted and self._need is not None:
            whole = self.height() if self.orientation() is Qt.Orientation.Vertical else self.width()
            first = min(self._need(), whole - min(self.theme.wide(self._least), round(whole * 0.4)))
            self.setSizes([first, whole - first - self.handleWidth()])
        elif self._wanted:
            most = round(self.width() * 0.4)
            sizes = [min(self.theme.wide(size), max(size, most)) for size in self._wanted]
            self.setSizes([size or max(self.width() - sum(sizes), 1) for size in sizes])

    def _remember(self) -> None:
        self._wanted = ()
        self._memory.keep(self._key, self.saveState())


class TwoPanes(QWidget):
    """Two parts side by side or one above the other, or under two tabs where both have not the room.

    ``arranged(in_tabs)`` says that it changed. Kinds of it decide when, and how wide the parts begin.
    """

    arranged = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        memory: Memory,
        key: str,
        first: QWidget,
        second: QWidget,
        titles: tuple[str, str],
        parent: QWidget | None = None,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._parts = (first, second)
        self._titles = titles
        self._panes = Panes(theme, memory, key, parent=self, orientation=orientation)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._panes)
        layout.addWidget(self._tabs)
        self._in_tabs: bool | None = None
        self._kept_back: QWidget | None = None
        self._wanted_part: QWidget | None = None
        self._left: QWidget | None = None
        for part in self._parts:  # they find their places once there is a size: to move a part takes 25 ms
            part.setParent(self)
        # Not on FontChange: Qt walks its widgets then, and one that changes its parent meanwhile crashes it.
        theme.follow(self._arrange)

    @property
    def in_tabs(self) -> bool:
        """Say whether the parts stand under tabs."""
        return bool(self._in_tabs)

    def keep_back(self, part: QWidget, kept: bool) -> None:
        """Leave the whole room to the other part, or give a part its place again."""
        self._kept_back = part if kept else None
        self._show_parts()

    def _show_parts(self) -> None:
        for at, part in enumerate(self._parts):
            shown = part is not self._kept_back
            if self._in_tabs:
                self._tabs.setTabVisible(at, shown)
            elif self._in_tabs is not None:
                part.setVisible(shown)
        self._tabs.tabBar().setVisible(self._kept_back is None)

    def show_tab(self, part: QWidget) -> None:
        """Bring the tab of a part forward, now or once the parts stand under tabs."""
        self._wanted_part = part
        had, waits = QApplication.focusWidget(), part.focusWidget() is not None
        self._tabs.setCurrentWidget(part)
        others = (one for one in self._parts if one is not part)
        if self._in_tabs and had is not None and any(one.isAncestorOf(had) for one in others):
            self._left = had
            if not waits:  # Qt would give the keyboard to the first button there, whose act nobody meant
                self._tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go under tabs, or come back."""
        super().resizeEvent(event)
        self._arrange(sized=True)

    @abstractmethod
    def _is_narrow(self) -> bool:
        """Say whether both parts have not the room to be read side by side."""

    @abstractmethod
    def _widths(self) -> tuple[int, int]:
        """Return the widths at 100 % that the parts begin with, 0 for what is left."""

    @abstractmethod
    def _bound(self, *, in_tabs: bool) -> None:
        """Limit the widths of the parts."""

    def _arrange(self, *, sized: bool = False) -> None:
        if self._in_tabs is None and not sized:
            return
        narrow = self._is_narrow()
        if narrow != self._in_tabs:
            self._in_tabs = narrow
            had = QApplication.focusWidget()
            fonts = [(one, one.font()) for part in self._parts for one in _with_own_font(part)]
            self._to_tabs() if narrow else self._to_panes()
            for one, font in fonts:  # a style sheet that meets a moved widget gives it its first font back
                if shiboken6.isValid(one):
                    one.setFont(font)
            self._show_parts()
            self._give_back(had)
            self.arranged.emit(narrow)
        self._bound(in_tabs=narrow)

    def _give_back(self, had: QWidget | None) -> None:
        """Leave the keyboard to who had it in a part: a widget that moves elsewhere loses it."""
        part = next((one for one in self._parts if had is not None and one.isAncestorOf(had)), None)
        if had is not None and part is not None:
            self.show_tab(part)
            had.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_tabs(self) -> None:
        for part, title in zip(self._parts, self._titles, strict=True):
            self._tabs.addTab(part, title)
        if self._wanted_part is not None:
            self._tabs.setCurrentWidget(self._wanted_part)
        self._panes.hide()
        self._tabs.show()

    def _to_panes(self) -> None:
        for part in self._parts:
            self._panes.addWidget(part)
            part.show()
        self._tabs.hide()
        self._panes.show()
        self._panes.start_with(*self._widths())


def _with_own_font(part: QWidget) -> list[QWidget]:
    """Return the widgets whose font is their own; heads of tables own the weight alone."""
    own = Qt.WidgetAttribute.WA_SetFont
    every = part.findChildren(QWidget)
    return [one for one in every if one.testAttribute(own) and not isinstance(one, QHeaderView)]


class SidePane(TwoPanes):
    """A main part and a side pane of 280 to 480 px; below 1100 px of window the pane goes under a tab.

    ``width`` names the token that the pane starts with (default, wide).
    """

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
        super().__init__(theme, memory, key, main, side, (main_title, side_title), parent)
        side.setAccessibleName(side_title)
        self._width = width

    def bring_forward(self, *, side: bool) -> None:
        """Show the tab of the side pane, or of the main part, where they stand under tabs."""
        self.show_tab(self._parts[side])

    def _is_narrow(self) -> bool:
        return self.window().width() < TABS_BELOW or self.width() < self.theme.wide(TABS_BELOW - 330)

    def _widths(self) -> tuple[int, int]:
        """Give a wide pane the most on a large screen, where the main part has room to spare."""
        most = self._width == "wide" and self.width() >= self.theme.wide(_LARGE)
        return 0, self.theme.tokens.panes["side"]["max" if most else self._width]

    def _bound(self, *, in_tabs: bool) -> None:
        if not in_tabs:
            self._panes.want(*self._widths())
        pane = self.theme.tokens.panes["side"]
        self._parts[1].setMinimumWidth(0 if in_tabs else pane["min"])
        self._parts[1].setMaximumWidth(_UNBOUND if in_tabs else self.theme.wide(pane["max"]))


class ListAndDetail(TwoPanes):
    """A list and the detail of what is chosen in it; under tabs where ``detail`` px (at 100 %) do not remain.

    ``width`` names the token of the list's width (default, max).
    """

    def __init__(
        self,
        theme: Theme,
        memory: Memory,
        key: str,
        listed: QWidget,
        detail: QWidget,
        *,
        list_title: str,
        detail_title: str,
        width: str = "default",
        room: int = 420,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, memory, key, listed, detail, (list_title, detail_title), parent)
        self._width = width
        self._room = room

    def bring_forward(self, *, detail: bool) -> None:
        """Show the tab of the detail, or of the list, where they stand under tabs."""
        self.show_tab(self._parts[detail])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back from the tab of the detail to the list, where nothing in it had a use for the key."""
        listed, detail = self._parts
        if event.key() != Qt.Key.Key_Escape or not self._in_tabs or self._tabs.currentWidget() is not detail:
            super().keyPressEvent(event)
            return
        back = self._left
        self.show_tab(listed)
        if back is not None and shiboken6.isValid(back) and listed.isAncestorOf(back):
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_narrow(self) -> bool:
        return self.width() < self.theme.wide(self.theme.tokens.panes["list"][self._width] + self._room)

    def _widths(self) -> tuple[int, int]:
        """Give the list more on a large screen, where titles need not be cut."""
        wide = self.width() >= self.theme.wide(_LARGE) and self._width == "default"
        return self.theme.tokens.panes["list"]["max" if wide else self._width], 0

    def _bound(self, *, in_tabs: bool) -> None:
        least = 0 if in_tabs else self.theme.tokens.panes["list"]["min"]
        self._parts[0].setMinimumWidth(least)
        if not in_tabs:
            self._panes.want(*self._widths())
