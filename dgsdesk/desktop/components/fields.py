"""Fields of a form that say when they were changed by hand: texts, days, hours, choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QTime
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QTimeEdit

from dgsdesk.desktop.components.assistive import name_choice
from dgsdesk.desktop.components.day_field import DayField

FRENCH = QLocale(QLocale.Language.French, QLocale.Country.France)


def text_field(name: str, kept: Callable[[str], object] | None = None) -> QLineEdit:
    """Make a field of one line; ``kept`` hears its text when it was changed and is left."""
    field = QLineEdit()
    field.setAccessibleName(name)
    if kept is not None:
        field.editingFinished.connect(lambda: _left(field, kept))
    return field


def _left(field: QLineEdit, kept: Callable[[str], object]) -> None:
    if field.isModified():
        kept(field.text())
        field.setModified(False)


def day_field(name: str, kept: Callable[[date], object] | None = None) -> DayField:
    """Make a field for a day; ``kept`` hears the day when the field is left."""
    field = DayField(name)
    if kept is not None:
        field.editingFinished.connect(lambda: kept(day_of(field)))
    return field


def hour_field(name: str, kept: Callable[[time], object] | None = None) -> QTimeEdit:
    """Make a field for an hour, written « 9 h 30 »."""
    field = QTimeEdit()
    field.setAccessibleName(name)
    field.setLocale(FRENCH)
    field.setDisplayFormat("H 'h' mm")
    if kept is not None:
        field.editingFinished.connect(lambda: kept(hour_of(field)))
    return field


def choice_field(name: str, choices: Sequence[tuple[str, str]] = ()) -> QComboBox:
    """Make a list of choices (value, text)."""
    field = QComboBox()
    name_choice(field, name)
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(12)
    fill_choices(field, choices)
    return field


def fill_choices(field: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    """Offer other choices, without telling anybody."""
    field.blockSignals(True)
    field.clear()
    for value, text in choices:
        field.addItem(text, value)
    field.blockSignals(False)


def choose(field: QComboBox, value: str) -> None:
    """Show a choice, without telling anybody."""
    field.blockSignals(True)
    field.setCurrentIndex(max(field.findData(value), 0))
    field.blockSignals(False)


def day_of(field: QDateEdit) -> date:
    """Return the day of a field."""
    value = field.date()
    return date(value.year(), value.month(), value.day())


def show_day(field: QDateEdit, day: date) -> None:
    """Show a day, unless it is being typed."""
    if not field.hasFocus():
        field.setDate(QDate(day.year, day.month, day.day))


def hour_of(field: QTimeEdit) -> time:
    """Return the hour of a field."""
    value = field.time()
    return time(value.hour(), value.minute())


def show_hour(field: QTimeEdit, hour: time) -> None:
    """Show an hour, unless it is being typed."""
    if not field.hasFocus():
        field.setTime(QTime(hour.hour, hour.minute))


def show_text(field: QLineEdit, text: str) -> None:
    """Show a text, unless it is being typed."""
    if not (field.hasFocus() and field.isModified()):
        field.setText(text)
        field.setCursorPosition(0)
        field.setModified(False)
