"""The window: what stands where. What happens is the shell's affair."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.desktop.components.search_launcher import SearchLauncher
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.shell.place import Menu, PagePlace, Place
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.rail import Rail
from dgsdesk.desktop.shell.status_bar import StatusBar
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent, QResizeEvent

    from dgsdesk.desktop.components.focus_ring import FocusRing
    from dgsdesk.desktop.components.message_bar import InlineMessage
    from dgsdesk.desktop.components.messages import Message
    from dgsdesk.desktop.components.toast import UndoToast

FOLD_BELOW = 1240
_FIRST_SIZE = (1366, 740)
_MESSAGE_ALONE = 560
"""Pixels at 100 % of a message that stands alone in the middle."""
_UNBOUND = 16_777_215
"""What Qt takes for no limit."""


class _Content(Panel):
    """The ground of the pages, which tells when it is painted.

    (Overriding `event` of the window would tell too, but make PySide load every kind of event.)
    """

    def __init__(self, theme: Theme, painted: Callable[[], None]) -> None:
        super().__init__(theme, "surface")
        self._tell_painted = painted
        #: Shows the menu of a table at a place; says whether there is a table.
        self.offer_menu: Callable[[QWidget, QPoint], bool] = lambda _at, _place: False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a table or a list that has no menu of its own."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        at = self.childAt(event.pos()) if by_mouse else self.window().focusWidget()
        if at is not None and self.offer_menu(at, event.globalPos()):
            event.accept()
        else:
            super().contextMenuEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell."""
        super().paintEvent(event)
        self._tell_painted()


class MainWindow(QMainWindow):
    """Menu bar with the search field, rail, pages, status bar; toast and messages above the page.

    Only what the first paint shows is made at once; the rest when it is first wanted.
    """

    first_painted = Signal()

    def __init__(self, theme: Theme, places: Sequence[PagePlace]) -> None:
        super().__init__()
        self.theme = theme
        #: Asked before closing: saves what is typed, and says no when that failed.
        self.may_close: Callable[[], bool] = lambda: True
        #: Told when the window comes to the front.
        self.came_to_front: Callable[[], object] = lambda: None
        self._painted = False
        self._folded_by_hand: bool | None = None
        self._page_folds = False
        self._shut = False
        self._bare: tuple[QWidget, QWidget | None, QByteArray] | None = None
        self._has_rail = any(place.place is not Place.NOWHERE for place in places)
        self.setWindowTitle("DGS Desk")
        self.setObjectName("MainWindow")
        self.menus = QMenuBar()
        self.menus.setAccessibleName(self.tr("Menus"))
        self._menus = {menu: self._empty_menu(menu) for menu in Menu}
        self.launcher = SearchLauncher(theme, self.tr("Rechercher ou lancer une commande"), "Ctrl+K")
        self.rail = Rail(theme, places)
        self.stack = QStackedWidget()
        self.status = StatusBar(theme)
        self._build()
        theme.changed.connect(self._measure)
        self._measure()

    def _build(self) -> None:
        self.setMenuWidget(self._top_bar())
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._above = QVBoxLayout()
        self._above.setContentsMargins(8, 0, 8, 0)
        self._above.addStretch(0)
        self._above.addStretch(0)
        column.addLayout(self._above)
        column.addWidget(self.stack, 1)
        self._column = column
        self._content = _Content(self.theme, self._note_paint)
        self._content.setLayout(column)
        self.body = QWidget()
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addWidget(self._content, 1)
        self.setCentralWidget(self.body)
        self.show_alone(False)
        self.setStatusBar(self.status)

    def _top_bar(self) -> QWidget:
        self.top_bar = Panel(self.theme, "rail", "b")
        layout = QHBoxLayout(self.top_bar)
        layout.setContentsMargins(0, 0, 8, 1)
        layout.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        layout.addWidget(self.launcher)
        return self.top_bar

    @cached_property
    def messages(self) -> InlineMessage:
        """The message above the page."""
        from dgsdesk.desktop.components.message_bar import InlineMessage

        made = InlineMessage(self.theme, closable=True)
        line = QHBoxLayout()
        line.addStretch(0)
        line.addWidget(made, 1)
        line.addStretch(0)
        self._above.insertLayout(1, line)
        self._beside_message = line
        return made

    @cached_property
    def toast(self) -> UndoToast:
        """The toast that offers to take an act back."""
        from dgsdesk.desktop.components.toast import UndoToast

        return UndoToast(self.theme, self._content)

    @cached_property
    def ring(self) -> FocusRing:
        """The frame round the focused button; follows the keyboard once it is made."""
        from dgsdesk.desktop.components.focus_ring import FocusRing

        return FocusRing(self.theme, self)

    def offer_menu_by(self, offer: Callable[[QWidget, QPoint], bool]) -> None:
        """Say who shows the menu of a table: told where it was asked for, it says whether there is one."""
        self._content.offer_menu = offer

    def show_message(self, message: Message | None) -> None:
        """Show a message above the page, or none."""
        if message is not None or "messages" in vars(self):
            self.messages.show_message(message)

    def shut(self, is_shut: bool) -> None:
        """Let the message stand alone in the middle, not to be sent away: nothing could be opened.

        It is its way on. The next page that is shown ends that.
        """
        if is_shut == self._shut:
            return
        self._shut = is_shut
        self.stack.setVisible(not is_shut)
        self.messages.stand_alone(is_shut)
        self.messages.setMaximumWidth(self.theme.wide(_MESSAGE_ALONE) if is_shut else _UNBOUND)
        for at, share in ((0, 1), (2, 2)):
            self._above.setStretch(at, share if is_shut else 0)
            self._beside_message.setStretch(at, int(is_shut))
        self._beside_message.setStretch(1, 100 if is_shut else 1)
        self._column.setStretch(0, int(is_shut))

    def hide_what_says(self, what: str) -> None:
        """Take the message away that says so, if it still stands: it is no longer true."""
        shown = self.messages.message if "messages" in vars(self) else None
        if shown is not None and shown.what == what:
            self.messages.show_message(None)

    def hide_passing_message(self) -> None:
        """Take the message of a refused act away: « Rien n’a été changé » is no longer true."""
        shown = self.messages.message if "messages" in vars(self) else None
        if shown is not None and shown.passing:
            self.messages.show_message(None)

    def hide_message(self, message: Message) -> None:
        """Take this message away, if it is the one that stands."""
        if "messages" in vars(self) and self.messages.message is message:
            self.messages.show_message(None)

    def hide_toast(self) -> None:
        """Take the toast away."""
        if "toast" in vars(self):
            self.toast.hide()

    def _measure(self) -> None:
        self.top_bar.setFixedHeight(self.theme.height("menu_bar", "body", padding=18))
        width, height = self.theme.tokens.min_window
        screen = self.screen().availableSize()
        self.setMinimumSize(min(width, screen.width()), min(height, screen.height()))
        self._fold_as_needed()
        for menu in self._menus.values():
            self.theme.fit_menu(menu)
        if self._shut:
            self.messages.setMaximumWidth(self.theme.wide(_MESSAGE_ALONE))

    def _empty_menu(self, title: str) -> QMenu:
        menu = self.menus.addMenu(title)
        menu.setToolTipsVisible(True)
        return menu

    def show_as_left(self, preferences: Preferences) -> None:
        """Show the window, as large as it was."""
        if preferences.state("window/geometry").isEmpty():
            self.resize(*_FIRST_SIZE)
        self.show()

    def take_first_size(self) -> None:
        """Take the size of the very first start, in the middle of the screen."""
        self.showNormal()
        room = self.screen().availableGeometry()
        self.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height()))
        self.move(room.center() - self.rect().center())

    # -- menus -----------------------------------------------------------------------------------------------

    def fill_menus(self, menus: Mapping[Menu, Sequence[Sequence[QAction]]]) -> None:
        """Fill the menus, which stand empty in the bar from the first paint; one without acts is left out.

        A line stands between groups of acts.
        """
        for menu, groups in menus.items():
            for at, actions in enumerate(groups):
                if at:
                    self._menus[menu].addSeparator()
                self._menus[menu].addActions(list(actions))
            if not groups:
                self.menus.removeAction(self._menus[menu].menuAction())

    # -- rail ------------------------------------------------------------------------------------------------

    @property
    def rail_folded(self) -> bool:
        """Say whether the rail shows icons alone."""
        return self.rail.folded

    def fold_rail_by_hand(self) -> bool:
        """Fold or unfold (Ctrl+Shift+L); the choice holds until the width crosses the limit."""
        self._folded_by_hand = not self.rail_folded
        self._fold_as_needed()
        return self.rail_folded

    def fold_for_page(self, folds: bool) -> None:
        """Fold the rail for a page that wants the room."""
        if folds != self._page_folds:
            self._page_folds = folds
            self._folded_by_hand = None
        self._fold_as_needed()

    def _fold_as_needed(self) -> None:
        narrow = self.width() < self.theme.wide(FOLD_BELOW) or self._page_folds
        folded = narrow if self._folded_by_hand is None else self._folded_by_hand
        if folded != self.rail_folded:
            self.rail.fold(folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail by itself when the window gets narrow."""
        super().resizeEvent(event)
        was, limit = event.oldSize().width(), self.theme.wide(FOLD_BELOW)
        if (was < limit) != (self.width() < limit):
            self._folded_by_hand = None
        self._fold_as_needed()

    # -- pages -----------------------------------------------------------------------------------------------

    def show_alone(self, alone: bool) -> None:
        """Give the whole width to a page (first start), without the rail; without places there is none."""
        self.rail.setVisible(self._has_rail and not alone)

    def show_bare(self, room: QWidget | None) -> None:
        """Give a widget the whole screen in the place of the page; None brings everything back."""
        if self._bare is None and room is not None:
            self._bare = (room, self.stack.currentWidget(), self.saveGeometry())
            self.stack.addWidget(room)
            self.stack.setCurrentWidget(room)
            self._show_around(False)
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        elif self._bare is not None and room is None:
            (room, page, _), self._bare = self._bare, None
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
            self._show_around(True)
            if page is not None:
                self.stack.setCurrentWidget(page)
            self.stack.removeWidget(room)

    def _show_around(self, shown: bool) -> None:
        for part in (self.top_bar, self.status):
            part.setVisible(shown)
        self.rail.setVisible(shown and self._has_rail)

    def geometry_kept(self) -> QByteArray:
        """Return where the window stands, or stood before it took the whole screen."""
        return self._bare[2] if self._bare is not None else self.saveGeometry()

    def show_widget(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.show_bare(None)
        self.shut(False)
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    # -- life ------------------------------------------------------------------------------------------------

    @property
    def painted(self) -> bool:
        """Say whether the window has been painted."""
        return self._painted

    def _note_paint(self) -> None:
        """Say once that the window has been painted, when it all has: heavy work may begin."""
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Tell when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.came_to_front()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the shell save and close first."""
        event.setAccepted(self.may_close())


def window_as_left(theme: Theme, preferences: Preferences, places: Sequence[PagePlace]) -> MainWindow:
    """Return the window, not shown yet, with the theme, the text and the size that it was left with."""
    kept = preferences.text("theme/choice", ThemeChoice.SYSTEM.value)
    if kept in list(ThemeChoice) and ThemeChoice(kept) is not theme.choice:
        theme.choose(ThemeChoice(kept))
    theme.scale_text(preferences.number("theme/text_scale", theme.text_scale))
    window = MainWindow(theme, places)
    window.rail.keep_room(preferences.number("window/rail_head", 0))
    window.restoreGeometry(preferences.state("window/geometry"))
    return window
