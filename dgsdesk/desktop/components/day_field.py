"""A field for a day: typed as people do, or chosen in the calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QDateTime, QLocale, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QToolTip, QWidget

from dgsdesk.domain.typed_day import belies_weekday, typed_day, whole_day
from dgsdesk.domain.wording import NBSP, WEEKDAYS, date_full, date_long

_WRITTEN = "dddd d MMMM yyyy"
_LONGEST = ("mercredi 30 septembre 2026", "dimanche 1er novembre 2026", "dimanche 1er septembre 2026")
_AROUND = 20
"""Pixels of border and padding, the arrow apart, which is as wide as the field is high."""
_STEPS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_DONE = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_BY_MOUSE = {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason}


class DayField(QDateEdit):
    """A day, written « mardi 8 décembre 2026 ».

    Anything that means a day can be typed: « 8/12 », « mardi en huit », « fin mars ». It is read when the
    field is left or Enter is pressed; what means no day is said, and the day stays as it was. A weekday that
    is not the day’s own is said too. Escape takes back what is being typed; Up and Down go by days, Page up
    and Page down by weeks.
    """

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setLocale(QLocale(QLocale.Language.French, QLocale.Country.France))
        self.setCalendarPopup(True)
        self.setDisplayFormat(_WRITTEN)
        self.setToolTip(self.tr("Tapez « 8/12 », « mardi en huit » ou « fin mars », ou ouvrez le calendrier"))
        # The line is ours: Qt's own field refuses each letter that is no part of a day in full, and takes
        # back what is half written as soon as the cursor moves.
        line = self.lineEdit()
        line.setValidator(None)  # type: ignore[arg-type]
        line.textChanged.disconnect()
        line.cursorPositionChanged.disconnect()
        self.dateChanged.connect(lambda _: self._mark(wrong=False))  # a refusal was of the day before it

    def textFromDateTime(self, moment: QDateTime) -> str:
        """Write « mardi 1er décembre 2026 »."""
        return date_full(_python(moment.date())).replace(NBSP, " ")

    def dateTimeFromText(self, text: str) -> QDateTime:
        """Read a day back; the one that stands where it is none."""
        day = whole_day(text)
        return self.dateTime() if day is None else QDateTime(_qt(day), self.time())

    def sizeHint(self) -> QSize:
        """Leave room for the longest day; Qt does not know of « 1er »."""
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(day) for day in _LONGEST)
        return QSize(max(hint.width(), widest + hint.height() + _AROUND), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Never less: a day that is cut is another day."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type freely; Qt's own field takes each part of a date apart and jumps between them."""
        key = Qt.Key(event.key())
        if key in _DONE:
            if self._settle():
                super().keyPressEvent(event)
            else:
                event.accept()  # a form must not take the day that was refused
        elif key in _STEPS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self._settle()
            self.setDate(self.date().addDays(_days_of(key)))
            self._mark(wrong=False)
            self.lineEdit().selectAll()
        elif key == Qt.Key.Key_Escape and self._is_typed():
            self._write_back()
        elif _is_typing(event):
            self.lineEdit().event(event)
            self._mark(wrong=False)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the whole day, so that typing replaces it; a click puts the cursor where it points."""
        super().focusInEvent(event)
        if event.reason() not in _BY_MOUSE and not self._is_typed():
            QTimer.singleShot(0, self, self.lineEdit().selectAll)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Read what was typed before the field is told to be left."""
        self._settle()
        super().focusOutEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Leave the field with one Tab; Qt's own goes through weekday, day, month and year first."""
        return QAbstractSpinBox.focusNextPrevChild(self, next)

    def _is_typed(self) -> bool:
        """Say whether something else stands in the line than the day in full."""
        return self.text() != self.textFromDateTime(self.dateTime())

    def _settle(self) -> bool:
        """Show the day that was typed; else say what is none, leave the day as it was, and return False."""
        if not self._is_typed():
            return True
        typed, first, last = self.text(), _python(self.minimumDate()), _python(self.maximumDate())
        day = typed_day(typed, _python(QDate.currentDate()), last)
        taken = day is not None and first <= day <= last
        if day is not None and taken:
            self.setDate(_qt(day))
        self._write_back()
        if not taken:
            self._mark(wrong=True)
            self._say(self._refusal(typed, is_day=day is not None))
        elif day is not None and belies_weekday(typed, day):
            self._say(self.tr("Le {} est un {}.").format(date_long(day), WEEKDAYS[day.weekday()]))
        return taken

    def _write_back(self) -> None:
        """Write the day that stands, in full."""
        self.lineEdit().setText(self.textFromDateTime(self.dateTime()))
        self._mark(wrong=False)

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.property("invalid")) != wrong:
            self.setProperty("invalid", wrong)
            self.update()
        self.setAccessibleDescription("")

    def _refusal(self, typed: str, *, is_day: bool) -> str:
        """Return what could not be taken, and which day is kept."""
        words = (
            self.tr("« {} » est hors des jours possibles : le {} est gardé.")
            if is_day
            else self.tr(
                "« {} » n’est pas un jour : le {} est gardé. Tapez par exemple 8/12 ou mardi en huit."
            )
        )
        return words.format(typed.strip(), self.text())

    def _say(self, said: str) -> None:
        """Tell it under the field, and to those who hear it."""
        self.setAccessibleDescription(said)
        below = self.mapToGlobal(self.rect().bottomLeft())
        QTimer.singleShot(
            0, self, lambda: QToolTip.showText(below, said, self)
        )  # a focus that moves hides it


def _is_typing(event: QKeyEvent) -> bool:
    """Tell keys that write, erase or move in a line from those that a form waits for."""
    edits = (QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Cut, QKeySequence.StandardKey.Copy)
    if any(
        event.matches(one)
        for one in (*edits, QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Undo)
    ):
        return True
    moving = (
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    )
    return Qt.Key(event.key()) in moving or (event.text() != "" and event.text().isprintable())


def _days_of(key: Qt.Key) -> int:
    return {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7}.get(key, -7)


def _python(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
