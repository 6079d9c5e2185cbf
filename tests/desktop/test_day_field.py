"""The field for a day: what people type is read when they leave it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.components.fields import day_field, day_of, show_day

DAY = date(2026, 12, 8)


class Form(QWidget):
    """A day and a field after it."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[date] = []
        self.entered = 0
        self.day = day_field("Jour", self.kept.append)
        self.next = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.day)
        layout.addWidget(self.next)
        show_day(self.day, DAY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.entered += event.key() == Qt.Key.Key_Return


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    form.next.setFocus(Qt.FocusReason.OtherFocusReason)
    come_back(qtbot, form)
    return form


def come_back(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClick(form.next, Qt.Key.Key_Backtab)
    qtbot.waitUntil(lambda: form.day.lineEdit().selectedText() == form.day.text())


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("mardi 22 decembre 2026", date(2026, 12, 22)),
        ("12/1/2027", date(2027, 1, 12)),
        ("2027-03-31", date(2027, 3, 31)),
    ],
)
def test_a_typed_day_is_taken_when_the_field_is_left(qtbot: QtBot, form: Form, typed: str, day: date) -> None:
    qtbot.keyClicks(form.day, typed)
    assert form.day.text() == typed
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert form.next.hasFocus()
    assert (form.kept, day_of(form.day)) == ([day], day)
    assert form.day.text().startswith(("mardi 22", "mardi 12", "mercredi 31"))


def test_enter_takes_it_too(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.day, "9/12/2026")
    qtbot.keyClick(form.day, Qt.Key.Key_Return)
    assert form.kept == [date(2026, 12, 9)]


def test_a_digit_is_mended_within_the_day(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClick(form.day, Qt.Key.Key_Home)
    for _ in "mardi ":
        qtbot.keyClick(form.day, Qt.Key.Key_Right)
    qtbot.keyClick(form.day, Qt.Key.Key_Delete)
    qtbot.keyClicks(form.day, "10")
    assert form.day.text() == "mardi 10 décembre 2026"
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert day_of(form.day) == date(2026, 12, 10)


def test_what_is_no_day_is_said_and_changes_nothing(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.day, "mardu")
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert day_of(form.day) == DAY
    assert form.day.text() == "mardi 8 décembre 2026"
    assert "« mardu »".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in form.day.accessibleDescription()
    qtbot.waitUntil(QToolTip.isVisible)
    assert form.day.property("invalid")
    form.day.setDate(form.day.date().addDays(9))  # another thing was chosen
    assert not form.day.property("invalid")
    form.day.setDate(form.day.date().addDays(-9))
    form.day.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(form.day, "1")
    assert not form.day.property("invalid")


def test_a_weekday_that_is_not_the_days_own_is_said(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.day, "lundi 15 decembre 2026")
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert form.kept == [date(2026, 12, 15)]
    assert form.day.accessibleDescription() == "Le 15\u00a0décembre 2026 est un mardi."
    assert not form.day.property("invalid")
    qtbot.keyClick(form.day, Qt.Key.Key_Up)
    assert form.day.accessibleDescription() == ""


def test_a_day_beyond_the_limits_is_refused(qtbot: QtBot, form: Form) -> None:
    form.day.setMaximumDate(QDate(2026, 12, 31))
    qtbot.keyClicks(form.day, "2/1/2027")
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert day_of(form.day) == DAY
    assert "hors des jours possibles" in form.day.accessibleDescription()


def test_escape_takes_typing_back_and_arrows_go_by_days(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.day, "99")
    qtbot.keyClick(form.day, Qt.Key.Key_Escape)
    assert form.day.text() == "mardi 8 décembre 2026"
    qtbot.keyClick(form.day, Qt.Key.Key_Up)
    assert day_of(form.day) == date(2026, 12, 9)
    qtbot.keyClick(form.day, Qt.Key.Key_PageDown)
    assert day_of(form.day) == date(2026, 12, 2)


def test_a_pasted_day_is_read(qtbot: QtBot, form: Form) -> None:
    QApplication.clipboard().setText("fin mars 2027")
    qtbot.keyClick(form.day, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert day_of(form.day) == date(2027, 3, 31)


def test_a_day_pasted_from_the_menu_is_read(qtbot: QtBot, form: Form) -> None:
    QApplication.clipboard().setText("8/12/2027")
    form.day.lineEdit().selectAll()
    form.day.lineEdit().paste()
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert day_of(form.day) == date(2027, 12, 8)


def test_enter_on_a_refused_day_goes_no_further(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.day, "32/13")
    qtbot.keyClick(form.day, Qt.Key.Key_Return)
    assert form.kept == []
    assert form.entered == 0
    qtbot.keyClick(form.day, Qt.Key.Key_Return)
    assert form.entered == 1


def test_the_first_of_a_month_is_written_so_and_typed_again(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.day, "1/12/2026")
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert form.day.text() == "mardi 1er décembre 2026"
    come_back(qtbot, form)
    qtbot.keyClick(form.day, Qt.Key.Key_End)
    qtbot.keyClick(form.day, Qt.Key.Key_Backspace)
    qtbot.keyClicks(form.day, "7")
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert form.day.text() == "mercredi 1er décembre 2027"
    qtbot.keyClick(form.day, Qt.Key.Key_Up)
    assert form.day.text() == "jeudi 2 décembre 2027"


def test_a_refused_day_is_told_to_nobody_and_forgotten_with_the_next(qtbot: QtBot, form: Form) -> None:
    form.day.setMaximumDate(QDate(2026, 12, 31))
    heard: list[object] = []
    form.day.dateChanged.connect(heard.append)
    qtbot.keyClicks(form.day, "2/1/2027")
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert heard == []
    come_back(qtbot, form)
    qtbot.keyClicks(form.day, "9/12/2026")
    qtbot.keyClick(form.day, Qt.Key.Key_Tab)
    assert len(heard) == 1
    assert form.day.accessibleDescription() == ""
