"""The window: what stands where. What happens is the shell's affair."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.desktop.components.focus_ring import FocusRing
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.search_field import SearchLauncher
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.components.toast import UndoToast
from dgsdesk.desktop.shell.page import PageEntry
from dgsdesk.desktop.shell.rail import Rail
from dgsdesk.desktop.shell.status_bar import StatusBar
from dgsdesk.desktop.theme.theme import Theme

FOLD_BELOW = 1240


class MainWindow(QMainWindow):
    """Menu bar with the search field, rail, pages, status bar; toast and messages above the page."""

    first_painted = Signal()

    def __init__(self, theme: Theme, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self.theme = theme
        #: Asked before closing: saves what is typed, and says no when that failed.
        self.may_close: Callable[[], bool] = lambda: True
        self._painted = False
        self._folded_by_hand: bool | None = None
        self._page_folds = False
        self.setWindowTitle("DGS Desk")
        self.setObjectName("MainWindow")
        self.menus = QMenuBar()
        self.launcher = SearchLauncher(theme, self.tr("Rechercher ou lancer une commande"), "Ctrl+K")
        self.rail = Rail(theme, entries)
        self.messages = InlineMessage(theme, closable=True)
        self.stack = QStackedWidget()
        self.status = StatusBar(theme)
        self._build()
        self.toast = UndoToast(theme, self._content)
        self.ring = FocusRing(theme, self)
        theme.changed.connect(self._measure)
        self._measure()

    def _build(self) -> None:
        self.setMenuWidget(self._top_bar())
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(8, 0, 8, 0)
        above.addWidget(self.messages)
        column.addLayout(above)
        column.addWidget(self.stack, 1)
        self._content = Panel(self.theme, "surface")
        self._content.setLayout(column)
        self.body = QWidget()
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addWidget(self._content, 1)
        self.setCentralWidget(self.body)
        self.setStatusBar(self.status)

    def _top_bar(self) -> QWidget:
        self.top_bar = Panel(self.theme, "rail", "b")
        layout = QHBoxLayout(self.top_bar)
        layout.setContentsMargins(0, 0, 8, 1)
        layout.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        layout.addWidget(self.launcher)
        return self.top_bar

    def _measure(self) -> None:
        self.top_bar.setFixedHeight(self.theme.height("menu_bar", "body", padding=18))
        width, height = self.theme.tokens.min_window
        screen = self.screen().availableSize()
        self.setMinimumSize(min(width, screen.width()), min(height, screen.height()))
        self._fold_as_needed()

    # -- menus -----------------------------------------------------------------------------------------------

    def fill_menus(self, menus: Sequence[tuple[str, Sequence[QAction]]]) -> None:
        """Fill the menu bar; an empty menu is left out."""
        self.menus.clear()
        for title, actions in menus:
            if actions:
                menu = QMenu(title, self.menus)
                menu.setToolTipsVisible(True)
                menu.addActions(list(actions))
                self.menus.addMenu(menu)

    # -- rail ------------------------------------------------------------------------------------------------

    @property
    def rail_folded(self) -> bool:
        """Say whether the rail shows icons alone."""
        return self.rail.view.folded

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
        """Give the whole width to a page (first start), without the rail."""
        self.rail.setVisible(not alone)

    def show_widget(self, page: QWidget) -> None:
        """Bring a page to the front."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    # -- life ------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Say once that the window has been painted: heavy work may begin."""
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)
        return done

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the shell save and close first."""
        event.setAccepted(self.may_close())
