"""Whoever sees nothing or has no mouse gets everywhere: names for all, Tab to all, no trap."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)

from dgsdesk.desktop.shell.shell import Shell
from tests.house.whole_window import SPOTS, Spot, go, settle, where

ENGLISH = re.compile(
    r"\b(?:the|of|and|or|with|(?<!séance )close|open|search|add|remove|edit|save|cancel|delete|list|name|"
    r"title|new|day|"
    r"meeting|settings|button|field|label|row|column|item|step|pane|next|previous|up|down|left|right|more|"
    r"less|window|show|hide|clear|choose|select|back|forward|empty|unknown|value|state|editor)\b"
)
RAW = re.compile(
    r"^[a-z]+(?:[._][a-z_]+)+$"  # room.act, snake_case
    r"|^[0-9a-f]{8}-[0-9a-f-]{27}$"  # an id
    r"|^(?:Q[A-Z]|qt_)\w*$|^[A-Z][a-z]+(?:[A-Z][a-z]+)+$"  # a class, an object of Qt
    r"|[{}<>]|object at|None\b"
)
LONGEST_NAME = 80  # characters; longer ones are texts, which may name an English product
TAB = Qt.FocusPolicy.TabFocus
MOST_STOPS = 400
MOST_IN_ONE = 8  # Tab walks through the parts of a date before it leaves the field


@pytest.fixture(params=SPOTS, ids=str)
def shown(request: pytest.FixtureRequest, window: Shell) -> Shell:
    """The window at a spot."""
    spot: Spot = request.param
    go(window, spot)
    return window


def live(shell: Shell) -> Iterator[QWidget]:
    """Yield what can be seen and used."""
    for widget in shell.window.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled():
            yield widget


def focusable(shell: Shell) -> Iterator[QWidget]:
    """Yield what takes the keyboard itself, be it by a click alone."""
    for widget in live(shell):
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
            yield widget


def in_tab_order(shell: Shell) -> set[QWidget]:
    return {widget for widget in focusable(shell) if widget.focusPolicy() & TAB == TAB}


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says of a widget."""
    asked = QAccessible.queryAccessibleInterface(widget)
    return asked.text(QAccessible.Text.Name).strip()


def flaw(name: str) -> str:
    """Say what is wrong with a name, nothing when it is a good one."""
    if not re.search(r"\w", name):
        return "without a name"
    if RAW.search(name):
        return f"named by the machine: {name}"
    english = ENGLISH.search(name.lower()) if len(name) <= LONGEST_NAME else None
    return f"in English: {name}" if english else ""


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget | None:
    """Press a key where the keyboard is; return where it is then."""
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)
    return QApplication.focusWidget()


def walk(key: Qt.Key) -> set[QWidget]:
    """Press a key until the keyboard is back where it was; fail when it stays somewhere."""
    reached: set[QWidget] = set()
    here, stay = QApplication.focusWidget(), 0
    for _ in range(MOST_STOPS):
        assert here is not None, "the keyboard is nowhere"
        following = press(key)
        stay = stay + 1 if following is here else 0
        assert stay < MOST_IN_ONE, f"the keyboard is held by {here}"
        if following in reached and stay == 0:
            return reached
        here = following
        if here is not None:
            reached.add(here)
    raise AssertionError("the keyboard never comes back")


# -- names -------------------------------------------------------------------------------------------------


def test_everything_that_takes_the_keyboard_has_a_french_name(shown: Shell) -> None:
    flaws = {
        f"{where(shown, widget)} is {wrong}"
        for widget in focusable(shown)
        if (wrong := flaw(name_of(widget)))
    }
    assert not flaws


def test_every_button_says_its_act(shown: Shell) -> None:
    buttons = [widget for widget in live(shown) if isinstance(widget, QAbstractButton)]
    silent = {where(shown, button) for button in buttons if len(re.findall(r"[^\W\d_]", name_of(button))) < 2}
    assert not silent


def test_every_row_is_spoken(shown: Shell) -> None:
    silent = {
        f"{where(shown, view)}, row {cells[0].row()}: {said}"
        for view in live(shown)
        if isinstance(view, QAbstractItemView) and not isinstance(view, QHeaderView)
        for cells in rows_of(view)
        if (said := flaw(" ".join(spoken(cell) for cell in cells)))
    }
    assert not silent


def rows_of(view: QAbstractItemView, most: int = 30) -> Iterator[list[QModelIndex]]:
    """Yield the cells of each of the first rows that can be chosen."""
    model: QAbstractItemModel | None = view.model()
    columns = model.columnCount() if isinstance(view, QTableView | QTreeView) and model is not None else 1
    for row in range(min(model.rowCount(), most) if model is not None else 0):
        assert model is not None
        cells = [model.index(row, column) for column in range(columns)]
        if cells and cells[0].flags() & Qt.ItemFlag.ItemIsSelectable:
            yield cells


def spoken(index: QModelIndex) -> str:
    """Return what a screen reader says of a cell."""
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
        if text := index.data(role):
            return str(text)
    return ""


def test_no_menu_has_the_same_letter_twice(window: Shell) -> None:
    for menu in [window.window.menus, *window.window.menus.findChildren(QMenu)]:
        letters = [found for act in menu.actions() for found in re.findall(r"&(\w)", act.text().lower())]
        assert len(letters) == len(set(letters)), [act.text() for act in menu.actions()]


# -- roles, states, values ---------------------------------------------------------------------------------

NOT_SAID = frozenset({QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window})
"""What Qt says of a widget of which it knows nothing: no screen reader can tell what it is for."""


KNOWN = frozenset({"ObservationCard", "OpenObservation"})
"""What Qt cannot be told the role of from Python; its name says all of it, and the guide says so."""


def test_everything_that_takes_the_keyboard_says_what_it_is(shown: Shell) -> None:
    """A text to scroll is read by its content: its role is to be a part of the window."""
    unknown = {
        where(shown, widget)
        for widget in focusable(shown)
        if QAccessible.queryAccessibleInterface(widget).role() in NOT_SAID
        and not isinstance(widget, QScrollArea)
        and type(widget).__name__ not in KNOWN
    }
    assert not unknown


def test_the_state_said_is_the_state_shown(shown: Shell) -> None:
    wrong = set()
    for widget in focusable(shown):
        state = QAccessible.queryAccessibleInterface(widget).state()
        if not state.focusable or state.disabled or state.invisible:
            wrong.add(f"{where(shown, widget)} is not said to take the keyboard")
        if isinstance(widget, QAbstractButton) and widget.isCheckable() != bool(state.checkable):
            wrong.add(f"{where(shown, widget)} is not said to be checkable as it is")
        if isinstance(widget, QAbstractButton) and widget.isChecked() != bool(state.checked):
            wrong.add(f"{where(shown, widget)} is not said to be checked as it is")
        if isinstance(widget, QLineEdit) and widget.isReadOnly() != bool(state.readOnly):
            wrong.add(f"{where(shown, widget)} is not said to be read only as it is")
    assert not wrong


def test_the_value_said_is_the_value_shown(shown: Shell) -> None:
    wrong = set()
    for widget in focusable(shown):
        said = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Value)
        if said != value_shown(widget, said):
            wrong.add(f"{where(shown, widget)} says « {said} »")
    assert not wrong


def value_shown(widget: QWidget, otherwise: str) -> str:
    """Return the value that a person sees in a widget, ``otherwise`` where it has none."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    return otherwise


# -- the keyboard ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab], ids=["Tab", "Shift+Tab"])
def test_the_keyboard_gets_everywhere_and_back(shown: Shell, key: Qt.Key) -> None:
    reached = walk(key)
    missed = {where(shown, widget) for widget in in_tab_order(shown) - reached}
    assert not missed


def test_f6_goes_round_all_panes(shown: Shell) -> None:
    panes = len(shown._acts._panes())
    visited = [press(Qt.Key.Key_F6) for _ in range(panes + 1)]
    settle()
    assert len(set(visited)) >= min(panes, 1)
    assert visited[panes] is visited[0]


def test_escape_neither_traps_nor_loses_the_keyboard(shown: Shell) -> None:
    for widget in in_tab_order(shown):
        if not widget.isVisible():
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        held = press(Qt.Key.Key_Escape)
        assert shown.window.isVisible()
        assert held is not None, f"Esc in {where(shown, widget)} leaves the keyboard nowhere"
        assert press(Qt.Key.Key_Tab) is not None


def test_nothing_was_warned_of(window: Shell, said: list[str]) -> None:
    assert window.host.is_open
    assert not said
