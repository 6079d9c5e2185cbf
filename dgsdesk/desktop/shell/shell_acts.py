"""The acts of the shell bound to what they do, and the menus filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from dgsdesk.desktop.components.kept_columns import KeptColumns
from dgsdesk.desktop.components.panes import Panes
from dgsdesk.desktop.shell import about_page, shortcuts_page
from dgsdesk.desktop.shell.actions import Menu
from dgsdesk.desktop.shell.global_acts import GLOBAL_ACTS, LAST_ACTS, page_acts
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.main_window import MainWindow
from dgsdesk.desktop.shell.mnemonics import with_mnemonics
from dgsdesk.desktop.shell.networks import Networks
from dgsdesk.desktop.shell.page import PageEntry
from dgsdesk.desktop.theme.theme import ThemeChoice


class ShellActs:
    """Declare every act, bind those at hand on every page, and fill the menus."""

    def __init__(
        self,
        host: PageHost,
        window: MainWindow,
        entries: Mapping[str, PageEntry],
        networks: Networks,
        go: Callable[[str], None],
        search: Callable[[], None],
    ) -> None:
        """``go`` opens a page, ``search`` the palette."""
        self._host = host
        self._window = window
        self._actions = host.actions
        self._entries = entries
        self._declare(entries)
        self._bind_places(entries, go)
        self._bind_networks(networks)
        self._bind_view()
        self._actions.bind("shell.palette", search)
        self._fill_menus()

    def _declare(self, entries: Mapping[str, PageEntry]) -> None:
        self._actions.declare(GLOBAL_ACTS)
        self._actions.declare(page_acts(list(entries.values())))
        for entry in entries.values():
            self._actions.declare(entry.actions)
        self._actions.declare(LAST_ACTS)

    def _bind_places(self, entries: Mapping[str, PageEntry], go: Callable[[str], None]) -> None:
        for entry in entries.values():
            if entry.rank:
                self._actions.bind(f"go.{entry.id}", partial(go, entry.id))
        self._actions.bind("shell.shortcuts", lambda: go(shortcuts_page.PAGE_ID))
        self._actions.bind("shell.about", lambda: go(about_page.PAGE_ID))

    def let_go(self, there: bool) -> None:
        """Wake the ways to the pages, or let them sleep while no network is there to show."""
        self._window.rail.view.setEnabled(there)
        for entry in self._entries.values():
            if entry.rank:
                self._actions.allow(f"go.{entry.id}", there, self._window.tr("Aucun réseau n’est ouvert."))

    def _bind_networks(self, networks: Networks) -> None:
        bind = self._actions.bind
        bind("shell.example", networks.explore_example)
        bind("shell.own_network", networks.go_back_to_own)
        networks.exploring_changed.connect(lambda: self._allow_networks(networks))
        self._allow_networks(networks)
        bind("shell.undo", self.undo)
        bind("shell.redo", self._host.redo)
        for act in ("shell.undo", "shell.redo"):
            self._actions.allow(act, False, self._window.tr("Votre réseau s’ouvre…"))

    def _allow_networks(self, networks: Networks) -> None:
        """Let the example be explored, or left; nothing in a window that is gone."""
        if not shiboken6.isValid(self._window):
            return
        here = self._window.tr("Vous y êtes déjà.")
        self._actions.allow("shell.own_network", networks.exploring, here)
        why = here if networks.exploring else self._window.tr("L’exemple n’est pas installé.")
        self._actions.allow("shell.example", networks.has_example and not networks.exploring, why)

    def _bind_view(self) -> None:
        bind = self._actions.bind
        bind("shell.larger", lambda: self._scale(1))
        bind("shell.smaller", lambda: self._scale(-1))
        bind("shell.normal_size", lambda: self._scale(0))
        bind("shell.fold_rail", self._window.fold_rail_by_hand)
        bind("shell.next_pane", self.next_pane)
        bind("shell.reset_view", self._reset_view)
        for choice in ThemeChoice:
            bind(f"shell.theme_{choice.value}", partial(self._choose_theme, choice))

    def _fill_menus(self) -> None:
        menus: dict[Menu, list[list[QAction]]] = {menu: [] for menu in Menu}
        former: dict[Menu, str] = {}
        for spec in self._actions.specs():
            if spec.menu is None:
                continue
            groups = menus[spec.menu]
            if spec.apart or former.get(spec.menu) != spec.room:
                groups.append([])
            groups[-1].append(self._actions.action(spec.id))
            former[spec.menu] = spec.room
        for groups in menus.values():
            actions = [action for group in groups for action in group]
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
            self._host.undo()

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

    def _reset_view(self) -> None:
        """Put the window, its panes and the columns of its tables back as they were at first."""
        for panes in self._window.findChildren(Panes):
            panes.reset()
        for columns in self._window.findChildren(KeptColumns):
            columns.reset()
        self._window.take_first_size()

    def _panes(self) -> list[QWidget]:
        areas = self._window.body.findChildren(QAbstractScrollArea)
        wanted = Qt.FocusPolicy.TabFocus
        return [a for a in areas if a.isVisible() and (a.focusPolicy() & wanted) == wanted]

    def _scale(self, direction: int) -> None:
        self._host.theme.zoom(direction)
        self._host.preferences.keep("theme/text_scale", self._host.theme.text_scale)

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self._host.theme.choose(choice)
        self._host.preferences.keep("theme/choice", choice.value)


def _holds(pane: QWidget, focus: QWidget) -> bool:
    return pane is focus or pane.isAncestorOf(focus)
