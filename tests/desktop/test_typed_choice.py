"""Taking one of many by typing: what Enter takes, what it says, and that typing outlives new choices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.components.typed_choice import Choice, TypedChoice
from dgsdesk.desktop.theme.theme import Theme

EAU, VOIRIE, EAUX = Choice("eau", "Eau potable"), Choice("voirie", "Voirie"), Choice("eaux", "Eaux usées")


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> Iterator[TypedChoice]:
    made = TypedChoice(theme, "Ajouter une compétence")
    qtbot.addWidget(made)
    made.offer([EAU, VOIRIE, EAUX])
    made.show()
    made.box.setFocus()
    yield made
    made.close()


def line(field: TypedChoice) -> QLineEdit:
    found = field.box.lineEdit()
    assert found is not None
    return found


def enter(field: TypedChoice, words: str) -> list[str]:
    """Type words and Enter; return what was picked."""
    picked: list[str] = []
    field.picked.connect(picked.append)
    QTest.keyClicks(line(field), words)
    QTest.keyClick(line(field), Qt.Key.Key_Return)
    field.picked.disconnect(picked.append)
    return picked


@pytest.mark.parametrize("words", ["voirie", "Voirie", "voi"])
def test_enter_takes_what_is_typed_once(field: TypedChoice, words: str) -> None:
    assert enter(field, words) == ["voirie"]
    assert line(field).text() == ""


@pytest.mark.parametrize("words", ["inconnu", "eau"])
def test_a_word_that_is_none_is_said_and_adds_nothing(field: TypedChoice, words: str) -> None:
    assert enter(field, words) == []
    assert field.box.count() == 3
    assert line(field).text() == words
    assert words in field.said.whole_text()
    assert field.said.isVisible()
    QTest.keyClicks(line(field), "x")
    assert not field.said.isVisible()


def test_arrow_and_enter_in_the_list_take_one(qtbot: QtBot, field: TypedChoice) -> None:
    picked: list[str] = []
    field.picked.connect(picked.append)
    QTest.keyClicks(line(field), "eau")
    popup = field.box.completer().popup()  # type: ignore[union-attr]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line(field).text() == "")
    assert picked == ["eaux"]


def test_what_is_being_typed_outlives_new_choices(field: TypedChoice) -> None:
    QTest.keyClicks(line(field), "voi")
    field.offer([EAU, VOIRIE, EAUX])
    assert line(field).text() == "voi"
    field.offer([EAU, VOIRIE])
    assert line(field).text() == "voi"
    assert field.box.count() == 2
