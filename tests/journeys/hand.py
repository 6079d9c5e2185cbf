"""A hand and a pair of eyes: they find what stands in the window by its name, click it, and type.

What cannot be seen is not found, and what is covered or disabled is not clicked: a journey that passes was
possible for a person. Everything here knows Qt's widgets alone, nothing of the program behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as WaitedInVain
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.components.stepper import StepCell

W = TypeVar("W", bound=QWidget)

LEFT = Qt.MouseButton.LeftButton
PATIENCE_MS = 10_000


def _scrolled_to(view: QAbstractItemView, index: QModelIndex) -> bool:
    """Scroll to a row; tell whether it can be seen, which a page that has just come is not at once."""
    view.scrollTo(index)
    return view.viewport().rect().contains(view.visualRect(index).center())


def plain(text: str) -> str:
    """Return a text as it is read aloud: no mnemonics, no-break spaces like others."""
    return " ".join(text.replace("&", "").split())


class Hand:
    """Works in one window and in the dialogues before it."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self.qtbot = qtbot
        self.window = window

    # -- seeing ----------------------------------------------------------------------------------------------

    def wait(self, condition: Callable[[], bool], what: str = "") -> None:
        """Wait until something is so; say what did not come, with what can be read meanwhile."""
        try:
            self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)
        except WaitedInVain:
            raise AssertionError(f"{what or 'condition'} did not come; read: {self.read(rows=8)}") from None

    def front(self) -> QWidget:
        """Return the dialogue that stands before the window, or the window."""
        modal = QApplication.activeModalWidget()
        return modal if modal is not None else self.window

    def seen(self, kind: type[W]) -> list[W]:
        """Return what is visible of a kind in front, from the first to the last."""
        front = self.front()
        found = [widget for widget in front.findChildren(kind) if widget.isVisible()]
        return [front, *found] if isinstance(front, kind) else found

    def named(self, kind: type[W], name: str) -> list[W]:
        """Return what is seen of a kind under a name: its accessible name, else its words."""
        return [widget for widget in self.seen(kind) if plain(_name(widget)) == plain(name)]

    def find(self, kind: type[W], name: str) -> W:
        """Wait for the one visible widget of a kind and a name."""
        self.wait(lambda: len(self.named(kind, name)) == 1, f"one {kind.__name__} « {name} »")
        return self.named(kind, name)[0]

    def read(self, rows: int = 10_000) -> str:
        """Return every word that can be seen in front: labels, buttons, fields, ``rows`` cells of lists."""
        words = [
            *(_name(w) for w in self.seen(QWidget) if w.accessibleName()),
            *(label.text() for label in self.seen(QLabel)),
            *(button.text() for button in self.seen(QAbstractButton)),
            *(step.toolTip() for step in self.seen(StepCell)),  # its note, painted below its name
            *(text.toPlainText() for text in self.seen(QTextEdit)),
            *(str(getattr(w, "toPlainText", str)()) for w in self.seen(QWidget)),
            *(str(w.property("text") or "") for w in self.seen(QWidget)),
            *(line for view in self.seen(QAbstractItemView) for line in _lines(view)[:rows]),
            *(tabs.tabText(at) for tabs in self.seen(QTabBar) for at in range(tabs.count())),
            *(box.currentText() for box in self.seen(QComboBox)),
        ]
        return plain(" | ".join(dict.fromkeys(word for word in words if word)))

    def wait_for(self, words: str) -> None:
        """Wait until some words can be read."""
        self.wait(lambda: plain(words) in self.read(), f"« {words} »")

    def wait_gone(self, words: str) -> None:
        """Wait until some words cannot be read any more."""
        self.wait(lambda: plain(words) not in self.read(), f"the end of « {words} »")

    def settle(self) -> None:
        """Wait until the mouse shows that nothing is under way."""
        busy = Qt.CursorShape.BusyCursor
        self.wait(lambda: self.window.cursor().shape() is not busy, "the end of the work under way")

    # -- clicking --------------------------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Click the one button of a name, once it can be clicked; « … » at the end stands for any words."""
        self.settle()
        self.wait(lambda: len(self._buttons(name)) == 1, f"one live button « {name} »")
        self.click_at(self._buttons(name)[0])

    def _buttons(self, name: str) -> list[QAbstractButton]:
        return [b for b in self.seen(QAbstractButton) if _fits(_name(b), name) and b.isEnabled()]

    def click_at(self, widget: QWidget, place: QPoint | None = None, *, twice: bool = False) -> None:
        """Click into a widget, provided that nothing covers it."""
        self._come_forward()
        place = place if place is not None else widget.rect().center()
        top = widget.window()

        def there() -> QWidget | None:
            return top.childAt(widget.mapTo(top, place))

        def free() -> bool:
            found = there()
            return found is not None and (found is widget or widget.isAncestorOf(found))

        self.wait(free, f"« {_name(widget)} » in sight, uncovered by {there()},")
        if twice:
            self.qtbot.mouseDClick(widget, LEFT, pos=place)
        else:
            self.qtbot.mouseClick(widget, LEFT, pos=place)

    def click_tab(self, tabs_name: str, tab: str) -> None:
        """Click a tab by its words."""
        tabs = self.find(QTabBar, tabs_name)
        at = next(at for at in range(tabs.count()) if plain(tabs.tabText(at)) == plain(tab))
        self.click_at(tabs, tabs.tabRect(at).center())

    def choose_act(self, act: str) -> None:
        """Choose an act in the menu that is open."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "a menu")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        found = self._act(menu, act)
        assert found.isEnabled(), f"« {act} » sleeps: {found.toolTip()}"
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(found).center())
        self.wait(lambda: QApplication.activePopupWidget() is None, "the menu to close")

    def menu(self, title: str, act: str) -> None:
        """Choose an act in a menu of the menu bar, once the page or the step that offers it is there."""
        bar: Any = next(w for w in self.seen(QWidget) if w.metaObject().className() == "QMenuBar")
        found = next(a for a in bar.actions() if plain(a.text()) == plain(title))
        acts: Any = found.menu()
        self.wait(lambda: any(_fits(a.text(), act) for a in acts.actions() if a.isVisible()), f"« {act} »")
        self.qtbot.mouseClick(bar, LEFT, pos=bar.actionGeometry(found).center())
        self.choose_act(act)

    @staticmethod
    def _act(menu: QMenu, act: str) -> QAction:
        shown = [a for a in menu.actions() if a.isVisible()]
        found = [a for a in shown if _fits(a.text(), act)]
        assert len(found) == 1, f"« {act} » is not one of {[a.text() for a in shown]}"
        return found[0]

    # -- rows and cells --------------------------------------------------------------------------------------

    def view(self, name: str) -> QAbstractItemView:
        """Wait for the one list or table of a name."""
        return self.find(QAbstractItemView, name)

    def row(self, view_name: str, words: str) -> QModelIndex:
        """Wait for the first row in which some words are read."""
        self.wait(lambda: self._row(view_name, words).isValid(), f"a row « {words} » in « {view_name} »")
        return self._row(view_name, words)

    def _row(self, view_name: str, words: str) -> QModelIndex:
        views = self.named(QAbstractItemView, view_name)
        if len(views) != 1:
            return QModelIndex()
        for index in _indexes(views[0]):
            if plain(words) in _cell(index):
                return index
        return QModelIndex()

    def click_row(self, view_name: str, words: str, *, twice: bool = False) -> QModelIndex:
        """Click a row in which some words are read."""
        return self._click_index(self.view(view_name), self.row(view_name, words), twice=twice)

    def click_place(self, table_name: str, row: int, header: str, *, twice: bool = False) -> QModelIndex:
        """Click the cell of a row (from the end when negative) under a header."""
        view = self.view(table_name)
        assert isinstance(view, QTableView)
        model = view.model()
        headers = [str(model.headerData(c, Qt.Orientation.Horizontal)) for c in range(model.columnCount())]
        index = model.index(row % model.rowCount(), headers.index(header))
        return self._click_index(view, index, twice=twice)

    def _click_index(
        self, view: QAbstractItemView, index: QModelIndex, *, twice: bool = False
    ) -> QModelIndex:
        self.wait(lambda: _scrolled_to(view, index), f"« {_cell(index)} » in sight")
        place = view.visualRect(index).center()
        self.click_at(view.viewport(), place)
        if twice:
            self.click_at(view.viewport(), place, twice=True)
        return index

    def give_file(self, button: str, *paths: Path) -> None:
        """Click a button that asks for files, and type their names into the dialogue that comes."""
        names = str(paths[0]) if len(paths) == 1 else " ".join(f'"{path}"' for path in paths)

        def answer() -> None:
            dialogue = QApplication.activeModalWidget()
            if not isinstance(dialogue, QFileDialog):
                return
            beat.stop()  # typing lets events through: a second beat would type into the first
            give(dialogue)
            beat.start()

        def give(dialogue: QFileDialog) -> None:
            (field,) = dialogue.findChildren(QLineEdit, "fileNameEdit")
            field.setCompleter(None)  # type: ignore[arg-type]  # its list would take the click
            if field.text() != names:
                field.clear()
                self.qtbot.keyClicks(field, names)
                return  # the dialogue may still be reading its folder: it answers at the next beat
            opens = next(b for b in dialogue.findChildren(QPushButton) if b.isDefault())
            self.qtbot.mouseClick(opens, LEFT)

        beat = QTimer(interval=30)
        beat.timeout.connect(answer)
        beat.start()
        self.click(button)
        beat.stop()

    # -- the keyboard ----------------------------------------------------------------------------------------

    def focus(self) -> QWidget:
        """Return the widget that has the keyboard."""
        popup = QApplication.activePopupWidget()
        self._come_forward()
        widget = popup.focusWidget() or popup if popup is not None else QApplication.focusWidget()
        assert widget is not None, f"nothing has the keyboard; read: {self.read(rows=8)}"
        return widget

    def _come_forward(self) -> None:
        """Have a window in front again: without a screen, Qt forgets it after menus and dialogues."""
        front = self.front()
        if QApplication.activePopupWidget() is None and not front.isActiveWindow():
            front.activateWindow()
            self.wait(front.isActiveWindow, "the window in front")

    def _keyboard(self) -> QWindow:
        """Return the system's window that keys go to: whatever the program hears there, it hears of them."""
        window = self.focus().window().windowHandle()
        assert window is not None
        return window

    def key(self, *keys: str) -> None:
        """Press keys one after the other, written as « Ctrl+Z », « Return », « F8 »."""
        for key in keys:
            sequence = QKeySequence(key)
            assert not sequence.isEmpty(), key
            QTest.keySequence(self._keyboard(), sequence)
            QApplication.processEvents()

    def undo(self) -> None:
        """Take the last act back."""
        self.settle()
        self.key("Ctrl+Z")

    def redo(self) -> None:
        """Do again what was taken back."""
        self.settle()
        self.key("Ctrl+Y")

    def type(self, text: str) -> None:
        """Type a text, accents and all, where the keyboard is."""
        for char in text:
            code = Qt.Key(ord(char.upper())) if char.isascii() and char.isprintable() else Qt.Key.Key_unknown
            shift = char.isascii() and char.isupper()
            held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
            QTest.sendKeyEvent(QTest.KeyAction.Click, self._keyboard(), code, char, held)

    def write(self, field: str, text: str) -> None:
        """Click into a field, replace what stands there, and leave it by Tab."""
        self.fill(field, text)
        self.key("Tab")

    def typed(self, field: str) -> str:
        """Return what stands in a line of text."""
        return str(self.field(field).property("text"))

    def field(self, name: str) -> QWidget:
        """Wait for the one field of a name that takes the keyboard."""

        def fields() -> list[QWidget]:
            takes = Qt.FocusPolicy.ClickFocus
            return [w for w in self.named(QWidget, name) if w.focusPolicy() & takes and w.accessibleName()]

        self.wait(lambda: len(fields()) == 1, f"one field « {name} »")
        return fields()[0]

    def fill(self, field: str, text: str) -> None:
        """Click into a field and replace what stands there."""
        widget = self.field(field)
        place = QPoint(min(12, widget.width() // 2), min(12, widget.height() // 2))
        self.click_at(widget, place)
        assert widget.hasFocus() or widget.isAncestorOf(self.focus()), f"« {field} » takes no keyboard"
        self.key("Ctrl+A")
        self.type(text)

    def pick(self, field: str, choice: str) -> None:
        """Choose in a closed list by its words, with the keyboard: Down and Up, then Enter."""
        box = self.find(QComboBox, field)
        self.wait(lambda: self._choice(box, choice) >= 0, f"the choice « {choice} » in « {field} »")
        box.setFocus(Qt.FocusReason.TabFocusReason)
        self.click_at(box, QPoint(box.width() - 10, box.height() // 2))
        self.wait(lambda: box.view().isVisible(), f"the open list « {field} »")
        view = box.view()
        index = box.model().index(self._choice(box, choice), 0)
        view.scrollTo(index)
        self.qtbot.mouseMove(view.viewport(), view.visualRect(index).center())
        self.qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
        self.wait(lambda: QApplication.activePopupWidget() is None, "the list to close")

    @staticmethod
    def _choice(box: QComboBox, words: str) -> int:
        found = [at for at in range(box.count()) if plain(words) in plain(box.itemText(at))]
        return found[0] if found else -1


def _name(widget: QWidget) -> str:
    """Return the accessible name of a widget, else its words."""
    return widget.accessibleName() or str(widget.property("text") or "")


def _fits(text: str, wanted: str) -> bool:
    """Compare words; « … » at the end of what is wanted stands for the rest of a longer text."""
    text, wanted = plain(text), plain(wanted)
    return text == wanted or (wanted.endswith("…") and text.startswith(wanted[:-1]))


def _cell(index: QModelIndex) -> str:
    spoken = index.data(int(Qt.ItemDataRole.AccessibleTextRole))
    return plain(f"{index.data() or ''} {spoken or ''}")


def _indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """Yield every cell, row after row; a list has one column."""
    model = view.model()
    for row in range(model.rowCount() if model is not None else 0):
        column = 0
        while (index := model.index(row, column)).isValid():
            yield index
            column += 1


def _lines(view: QAbstractItemView) -> list[str]:
    return [_cell(index) for index in _indexes(view)]
