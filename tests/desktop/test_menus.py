"""The menus: lines between what belongs together, Quitter at the foot, and what opens its page from afar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStyle

from dgsdesk.application.desk import Desk
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme
from tests.desktop.conftest import OpenShell


def menu(shell: Shell, title: str) -> Sequence[QAction]:
    bar = next(one for one in shell.window.menus.actions() if one.text().replace("&", "") == title)
    shown = bar.menu()
    assert shown is not None
    return [action for action in shown.actions() if action.isVisible()]


def test_menus_are_parted_and_plan_a_meeting_from_any_page(open_shell: OpenShell, clisson: Desk) -> None:
    shell = open_shell(clisson, PAGES, "home")
    files = menu(shell, "Fichier")
    assert [action.objectName() for action in files[-3:]] == ["", "shell.close_window", "shell.quit"]
    assert files[-3].isSeparator()
    (plan,) = [action for action in menu(shell, "Réunion") if not action.isSeparator()]
    assert plan.isEnabled()
    assert not plan.shortcuts()  # Ctrl+N is the page's own there
    plan.trigger()
    assert shell.window.rail.view.currentIndex().isValid()
    assert shell.window.stack.currentWidget().accessibleName() == "Réunions"
    assert plan.shortcut().toString() == "Ctrl+N"


def test_with_large_text_a_long_menu_scrolls_instead_of_leaving_the_screen(
    shell: Shell, theme: Theme
) -> None:
    (menu, *_) = shell.window.menus.findChildren(QMenu)
    hint = QStyle.StyleHint.SH_Menu_Scrollable
    assert not menu.style().styleHint(hint, None, menu)
    theme.scale_text(200)
    assert menu.style().styleHint(hint, None, menu)
    theme.scale_text(100)
    assert not menu.style().styleHint(hint, None, menu)
