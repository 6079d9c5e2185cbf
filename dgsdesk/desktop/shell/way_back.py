"""The keyboard goes back to where it was when a question is given up."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from dgsdesk.desktop.shell.actions import ActionRegistry


class WayBack(QObject):
    """Remembers who had the keyboard when an act asked something, and in which part it was asked.

    When that part goes, and nothing was done meanwhile, who had the keyboard has it again: Qt would give it
    to whatever comes next. An act that was done says itself where one goes on.
    """

    def __init__(self, actions: ActionRegistry, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._origin: QWidget | None = None
        self._part: QWidget | None = None
        self._leads_on = False
        actions.asked.connect(self._begin)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def forget(self) -> None:
        """Leave the keyboard where it goes: something was done."""
        self._origin = self._part = None
        self._leads_on = False

    def _begin(self) -> None:
        had, part = QApplication.focusWidget(), self._part
        if had is None or not self._window.isAncestorOf(had):
            self.forget()
        elif part is None or not _holds(part, had):
            self._origin, self._part, self._leads_on = had, None, False
        else:  # a question leads to another one: the way back is that of the first
            self._leads_on = True

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        origin, part = self._origin, self._part
        if origin is None:
            return
        if not isValid(origin):
            self.forget()
        elif part is None:
            # It moved to another place, and Qt looks for a next one meanwhile.
            strays = old is origin and not origin.isVisible()
            if now is not None and now is not origin and not strays and self._window.isAncestorOf(now):
                self._part = _branch(now, origin)
        elif (
            old is not None and not old.isVisible() and _holds(part, old) and not _only_fields_went(old, now)
        ):
            QTimer.singleShot(0, self, partial(self._give_back, old))

    def _give_back(self, gone: QWidget) -> None:
        if isValid(gone) and gone.isVisible():
            return  # the page only made room for the question
        origin, now = self._origin, QApplication.focusWidget()
        if self._leads_on and self._part is not None and now is not None and _holds(self._part, now):
            self._leads_on = False
            return
        self.forget()
        if origin is not None and isValid(origin) and origin.isVisible() and origin.isEnabled():
            origin.setFocus(Qt.FocusReason.OtherFocusReason)


def _branch(inside: QWidget, outside: QWidget) -> QWidget:
    """Return the greatest part that holds the one widget and not the other."""
    part, above = inside, inside.parentWidget()
    while above is not None and not _holds(above, outside):
        part, above = above, above.parentWidget()
    return part


def _only_fields_went(old: QWidget, now: QWidget | None) -> bool:
    """Tell whether a few fields of a question went, in a plain row, and what they stood in has the keyboard.

    The question is not given up then: a form that is asked anew may offer less.
    """
    stands = old.parentWidget()
    while stands is not None and not stands.isVisible():
        if type(stands) is not QWidget:
            return False
        stands = stands.parentWidget()
    return stands is not None and now is not None and stands.isAncestorOf(now)


def _holds(part: QWidget, widget: QWidget) -> bool:
    return isValid(part) and (part is widget or part.isAncestorOf(widget))
