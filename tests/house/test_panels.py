"""Every question that an act opens, on every page and step: names, roles, Tab, Esc, the keyboard given back.

Takes minutes, so by hand: ``DGSDESK_PANELS=1``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QScrollArea, QTabBar, QWidget

from dgsdesk.desktop.shell.shell import Shell
from tests.house.test_accessibility import KNOWN, NOT_SAID, flaw, name_of
from tests.house.whole_window import SPOTS, Spot, go, settle, where

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("DGSDESK_PANELS" not in os.environ, reason="by hand: DGSDESK_PANELS=1"),
]

NO_QUESTION = {
    "rota.swap": "the keyboard goes on in the grid, where the other turn is chosen",
    "circles.facts": "opens a part of the page, which stays",
    "settings.retention": "opens a part of the page, which stays",
    "settings.archive": "opens a part of the page, which stays",
    "prepare.invite": "goes on to the next step",
    "draft.circulate": "goes on to the next step",
    "write.describe": "says that a picture must be chosen first",
    "write.reserve": "opens a menu",
}
NOT_OPENED = frozenset({"app.quit", "network.open", "network.new", "network.example"})
"""Acts that leave the window, or change the network that it shows."""


@pytest.fixture(autouse=True)
def _no_dialogue_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for ask in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    monkeypatch.setattr(QPrintDialog, "exec", lambda *_: 0)


def asking(shell: Shell, spot: Spot) -> list[str]:
    """Return the acts of a spot after which a question follows."""
    entries = shell.actions._entries.values()
    return [
        one.spec.id
        for one in entries
        if one.spec.text.endswith("…")
        and one.action.isEnabled()
        and one.spec.page in ("", spot.page)
        and one.spec.id not in NOT_OPENED
        and one.spec.id not in NO_QUESTION
    ]


def seen(top: QWidget) -> Iterator[QWidget]:
    """Yield what takes the keyboard in a window."""
    for widget in top.findChildren(QWidget):
        takes = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        if takes and widget.isVisible() and widget.isEnabled() and widget.window() is top:
            yield widget


def heard(top: QWidget) -> set[str]:
    """Return the kinds and names of what takes the keyboard."""
    found = [w for w in top.findChildren(QWidget) if w.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    return {
        f"{type(widget).__name__} « {name_of(widget)} »"
        for widget in found
        if widget.isVisible() and widget.window() is top and not isinstance(widget, QTabBar)
    }


def front(shell: Shell) -> QWidget:
    """Return the dialogue or the further window that was opened, else the window."""
    modal = QApplication.activeModalWidget() or QApplication.activePopupWidget()
    if modal is not None:
        return modal
    tops = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not shell.window]
    return next((one for one in reversed(tops) if one.focusWidget()), shell.window)


def flaws(shell: Shell, top: QWidget) -> Iterator[str]:
    """Yield what a screen reader would be told wrongly."""
    for widget in seen(top):
        # Qt says of a list of choices on Linux what is chosen; its label is a relation.
        name = widget.accessibleName() if isinstance(widget, QComboBox) else name_of(widget)
        if wrong := "" if "/" in name else flaw(name):
            yield f"{where(shell, widget)} is {wrong}"
        said = QAccessible.queryAccessibleInterface(widget)
        unknown = said.role() in NOT_SAID and not isinstance(widget, QScrollArea)
        if unknown and type(widget).__name__ not in KNOWN:
            yield f"{where(shell, widget)} has no role"


def tabbed(top: QWidget) -> str:
    """Press Tab all the way round; say what is wrong."""
    reached: set[QWidget] = set()
    stay = 0
    for _ in range(400):
        here = QApplication.focusWidget()
        if here is None:
            return "Tab leaves the keyboard nowhere"
        QTest.keyClick(here, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        stay = stay + 1 if now is here else 0
        if stay >= 8:
            alone = len([w for w in seen(top) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]) <= 1
            return "" if alone else f"Tab is held by {type(here).__name__} « {name_of(here)} »"
        if now in reached and stay == 0:
            return ""
        if now is not None:
            reached.add(now)
    return "Tab never comes back"


def opened(shell: Shell, spot: Spot, act: str) -> list[str]:
    """Open what an act asks, look at it, close it by Esc; return what is wrong."""
    shell.window.activateWindow()
    go(shell, spot)
    page = shell.page(spot.page)
    page.take_focus()
    settle()
    before, there = QApplication.focusWidget(), heard(shell.window)
    shell.actions.action(act).trigger()
    settle()
    settle()
    top = front(shell)
    if shell.current_page != spot.page or (top is shell.window and heard(top) == there):
        return []  # another page asks, or the system does, or there is nothing to ask
    wrong = list(flaws(shell, top))
    focus = QApplication.focusWidget()
    if focus is None or (top is not shell.window and focus.window() is not top):
        wrong.append(f"the keyboard is not in it, but in {where(shell, focus) or 'nothing'}")
    elif top is shell.window and focus is before:
        wrong.append("the keyboard stays where it was")
    asked = focus
    of_text = act.startswith("write.")  # goes back to the text that had the keyboard last
    if focus is not None and not of_text and (stuck := tabbed(top)):
        wrong.append(stuck)
    if asked is not None and asked.isVisible():
        asked.setFocus()
    for _ in range(3):
        if front(shell) is shell.window and heard(shell.window) <= there:
            break
        popup = QApplication.activePopupWidget()
        QTest.keyClick(popup or QApplication.focusWidget() or front(shell), Qt.Key.Key_Escape)
        settle()
    left = front(shell)
    if left is not shell.window:
        wrong.append("Esc does not close it")
        left.close()
    elif extra := heard(shell.window) - there:
        wrong.append(f"Esc leaves {sorted(extra)[0]}")
    if QApplication.focusWidget() is None:
        shell.window.activateWindow()  # without a screen, Qt forgets the window behind a dialogue
        settle()
    back = QApplication.focusWidget()
    if back is None:
        wrong.append("afterwards the keyboard is nowhere")
    elif back is not before and before is not None and before.isVisible():
        wrong.append(
            f"afterwards the keyboard is in {where(shell, back)} « {name_of(back)} », "
            f"it was in {where(shell, before)} « {name_of(before)} »"
        )
    settle()
    return wrong


@pytest.mark.parametrize("spot", SPOTS, ids=str)
def test_every_question_of_a_page_can_be_heard_walked_and_left(window: Shell, spot: Spot) -> None:
    go(window, spot)
    acts = asking(window, spot)
    found = {act: wrong for act in acts if (wrong := opened(window, spot, act))}
    told = "\n".join(f"{act}: {line}" for act, lines in found.items() for line in lines)
    print(f"{spot}: {len(acts)} acts")
    assert not found, told
