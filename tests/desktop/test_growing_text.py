"""A text that grows in a page that scrolls: laid out once, at rest afterwards, whatever its length."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.richtext import RichText, paragraph

SENTENCE = "Les communes conviennent d’établir un inventaire, par rue, avant le prochain hiver. "
WIDEST = 860


class Asked(NotesEditor):
    """An editor that counts how often its height is asked for."""

    times = 0

    def heightForWidth(self, width: int) -> int:
        type(self).times += 1
        return super().heightForWidth(width)


def comes_to_rest(qtbot: QtBot) -> bool:
    """Say whether nothing is asked for a while; Qt lays a long text out in some steps."""
    for _ in range(10):
        Asked.times = 0
        qtbot.wait(100)
        if Asked.times == 0:
            return True
    return False


@pytest.mark.parametrize("paragraphs", [1, 12, 300])
def test_a_page_of_texts_is_at_rest_once_laid_out(qtbot: QtBot, theme: Theme, paragraphs: int) -> None:
    editors, area = page(qtbot, theme, paragraphs)
    qtbot.waitUntil(lambda: all(is_whole(editor) for editor in editors))
    assert comes_to_rest(qtbot)
    Asked.times = 0
    for key in "oui ":
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, editors[0], Qt.Key.Key_unknown, key, Qt.KeyboardModifier.NoModifier
        )
    qtbot.wait(200)
    assert Asked.times < 100
    assert all(is_whole(editor) for editor in editors)
    area.resize(700, 500)
    qtbot.waitUntil(lambda: all(is_whole(editor) for editor in editors))
    assert comes_to_rest(qtbot)


def is_whole(editor: Asked) -> bool:
    """Say whether the editor is as high as its text, and the text as wide as the editor."""
    document = editor.document()
    return document.textWidth() == editor.viewport().width() and editor.height() >= document.size().height()


def page(qtbot: QtBot, theme: Theme, paragraphs: int) -> tuple[list[Asked], QScrollArea]:
    """Show two texts as « Rédiger » does: a column of limited width in the middle of a page that scrolls."""
    text = RichText(tuple(paragraph(SENTENCE * 3) for _ in range(paragraphs)))
    editors = [Asked(theme, name, grows=True) for name in ("Premier", "Second")]
    holder, paper, area = QWidget(), QWidget(), QScrollArea()
    column = QVBoxLayout(holder)
    for editor in editors:
        editor.show_text(text)
        column.addWidget(editor)
    column.addStretch(1)
    holder.setMaximumWidth(WIDEST)
    across = QHBoxLayout(paper)
    across.addStretch(1)
    across.addWidget(holder, 10)
    across.addStretch(1)
    area.setWidgetResizable(True)
    area.setWidget(paper)
    area.resize(1100, 600)
    qtbot.addWidget(area)
    area.show()
    return editors, area
