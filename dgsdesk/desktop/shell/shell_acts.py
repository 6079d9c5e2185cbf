"""The acts of the shell bound to what they do, and the menus filled."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from dgsdesk.desktop.shell import about_page, shortcuts_page
from dgsdesk.desktop.shell.actions import Menu
from dgsdesk.desktop.shell.global_acts import GLOBAL_ACTS, page_acts
from dgsdesk.desktop.shell.mnemonics import with_mnemonics
from dgsdesk.desktop.shell.page import PageEntry
from dgsdesk.desktop.theme.theme import ThemeChoice

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.shell import Shell


class ShellActs:
    """Declare every act, bind those at hand on every page, and fill the menus."""

    def __init__(self, shell: Shell, entries: Mapping[str, PageEntry]) -> None:
        self._shell = shell
        self._window = shell.window
        self._actions = shell.actions
        self._declare(entries)
        self._bind(entries)
        self._fill_menus()

    def _declare(self, entries: Mapping[str, PageEntry]) -> None:
        self._actions.declare(GLOBAL_ACTS)
        self._actions.declare(page_acts(list(entries.values())))
        for entry in entries.values():
            self._actions.declare(entry.actions)

    def _bind(self, entries: Mapping[str, PageEntry]) -> None:
        shell, bind = self._shell, self._actions.bind
        for entry in entries.values():
            if entry.rank:
                bind(f"go.{entry.id}", partial(shell.open_page, entry.id))
        bind("shell.quit", self._window.close)
        bind("shell.example", shell.networks.explore_example)
        bind("shell.own_network", shell.networks.go_back_to_own)
        shell.networks.allow_example()
        bind("shell.undo", self.undo)
        bind("shell.redo", shell.host.redo)
        bind("shell.palette", shell.palette.open)
        bind("shell.larger", lambda: self._scale(1))
        bind("shell.smaller", lambda: self._scale(-1))
        bind("shell.normal_size", lambda: self._scale(0))
        bind("shell.fold_rail", self._window.fold_rail_by_hand)
        bind("shell.next_pane", self.next_pane)
        for choice in ThemeChoice:
            bind(f"shell.theme_{choice.value}", partial(self._choose_theme, choice))
        bind("shell.shortcuts", lambda: shell.open_page(shortcuts_page.PAGE_ID))
        bind("shell.about", lambda: shell.open_page(about_page.PAGE_ID))
        for act in ("shell.undo", "shell.redo"):
            self._actions.allow(act, False, shell.tr("Votre réseau s’ouvre…"))

    def _fill_menus(self) -> None:
        menus: dict[Menu, list[QAction]] = {menu: [] for menu in Menu}
        for spec in self._actions.specs():
            if spec.menu is not None:
                menus[spec.menu].append(self._actions.action(spec.id))
        for actions in menus.values():
            for action, text in zip(actions, with_mnemonics([a.text() for a in actions]), strict=True):
                action.setText(text)
        self._window.fill_menus(menus)

    def undo(self) -> None:
        """Take the last act back; in a field being typed in, the field's own undo comes first."""
        field: Any = QApplication.focusWidget()
        document = getattr(field, "document", None)
        available = getattr(field, "isUndoAvailable", None) or getattr(
            document() if document else None, "isUndoAvailable", None
        )
        if available is not None and available():
            field.undo()
        else:
            self._shell.host.undo()

    def next_pane(self) -> None:
        """Give the keyboard to the toast, or else to the next list or text (F6)."""
        if self._window.toast.take_keyboard():
            return
        panes = self._panes()
        if not panes:
            return
        focus = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if focus is not None and _holds(pane, focus)), -1)
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def _panes(self) -> list[QWidget]:
        areas = self._window.body.findChildren(QAbstractScrollArea)
        wanted = Qt.FocusPolicy.TabFocus
        return [a for a in areas if a.isVisible() and (a.focusPolicy() & wanted) == wanted]

    def _scale(self, direction: int) -> None:
        self._shell.theme.zoom(direction)
        self._shell.preferences.keep("theme/text_scale", self._shell.theme.text_scale)

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self._shell.theme.choose(choice)
        self._shell.preferences.keep("theme/choice", choice.value)


def _holds(pane: QWidget, focus: QWidget) -> bool:
    return pane is focus or pane.isAncestorOf(focus)
