"""Fields that keep what is typed: the caret stays where the words are being typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.saved_fields import SavedText
from dgsdesk.desktop.components.toast import UndoToast
from dgsdesk.desktop.theme.theme import Theme
from tests.desktop.test_components import window_with


@pytest.mark.parametrize(
    ("typed", "caret", "kept", "gone_on"),
    [
        ("l'avaloir ", 10, "l’avaloir", "l’avaloir ! "),
        ("l'été et d'autres", 8, "l’été et d’autres", "l’été et! d’autres"),
        ("😀 d'", 5, "😀 d’", "😀 d’!"),
        ("« a »\nd'b", 9, "«\u00a0a\u00a0»\nd’b", "«\u00a0a\u00a0»\nd’b!"),
        ("x'" * 1200, 2400, "x’" * 1200, "x’" * 1200 + "!"),
    ],
)
def test_a_pause_moves_neither_caret_nor_blank(
    qtbot: QtBot, theme: Theme, typed: str, caret: int, kept: str, gone_on: str
) -> None:
    field = SavedText(theme, "Question posée")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.setFocus()
    field.setPlainText(typed)
    cursor = field.textCursor()
    cursor.setPosition(caret)
    field.setTextCursor(cursor)
    told: list[str] = []
    field.kept.connect(told.append)
    field.keep_now()
    field.show_value(kept)
    QTest.keyClicks(field, "!" if not typed.endswith(" ") else "! ")
    assert field.text() == gone_on
    field.keep_now()
    assert told == [typed, gone_on]


def test_what_took_place_is_proposed_today_what_comes_in_a_year(qtbot: QtBot, theme: Theme) -> None:
    past, coming = (
        OptionalDate(theme, "Délibération du", "Date", ahead=0),
        OptionalDate(theme, "À réviser", "Jour"),
    )
    for field, day in ((past, QDate.currentDate()), (coming, QDate.currentDate().addDays(365))):
        qtbot.addWidget(field)
        field.box.click()
        assert field.day.date() == day


def test_a_row_of_chips_breaks_and_is_made_anew(qtbot: QtBot, theme: Theme) -> None:
    row = FlowRow(gap=6)
    window = window_with(qtbot, row)
    window.resize(300, 300)
    for _ in range(2):
        row.clear()
        assert not any(one.isVisible() for one in row.findChildren(Button))
        for at in range(6):
            row.add(Button(theme, f"Compétence {at}"))
        QApplication.processEvents()
        shown = [one for one in row.findChildren(Button) if one.isVisible()]
        assert len(shown) == 6
        assert all(one.geometry().right() <= row.width() for one in shown)
        assert len({one.y() for one in shown}) > 1


def test_the_toast_leaves_what_is_being_typed_in_sight(qtbot: QtBot, theme: Theme) -> None:
    window, field = QWidget(), SavedText(theme, "Position")
    QVBoxLayout(window).addStretch(1)
    window.layout().addWidget(field)
    window.resize(500, 400)
    qtbot.addWidget(window)
    window.show()
    toast = UndoToast(theme, window)
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(field.hasFocus)
    toast.show_act("Position de Gorges notée sur « Avaloirs et grilles d’eaux pluviales »", lambda: None)
    assert not toast.geometry().intersects(field.geometry())
    assert window.rect().contains(toast.geometry())
