"""Typography taken back, links, pictures, plain pasting, spelling under the hand: by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dgsdesk.application.spelling import Spelling
from dgsdesk.desktop.editor.table_editor import TableEditor
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.richtext import Image, ListItem, Paragraph, RichText, Run, paragraphs_of, plain_text
from dgsdesk.outside.spelling import ShippedLexicon

N, T = "\u00a0", "\u202f"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
WAVE = QTextCharFormat.UnderlineStyle.SpellCheckUnderline


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> TableEditor:
    made = TableEditor(theme, "Texte du point")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def type_text(editor: TableEditor, text: str) -> None:
    for char in text:
        key = {"\n": Qt.Key.Key_Return, " ": Qt.Key.Key_Space}.get(char, Qt.Key.Key_unknown)
        QTest.sendKeyEvent(QTest.KeyAction.Click, editor, key, "\r" if char == "\n" else char, NONE)


def press(editor: TableEditor, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(editor, key, modifiers)


def words(editor: TableEditor) -> str:
    return plain_text(editor.text())


def waved(editor: TableEditor) -> list[str]:
    """Return the words under which a wave is drawn."""
    found = []
    block = editor.document().begin()
    while block.isValid():
        letters = [
            at
            for span in block.layout().formats()
            if span.format.underlineStyle() is WAVE
            for at in range(span.start, span.start + span.length)
        ]
        text = "".join(char if at in letters else " " for at, char in enumerate(block.text()))
        found += text.split()
        block = block.next()
    return found


# -- typography --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "french", "raw"),
    [
        ("Vraiment ?", f"Vraiment{T}?", "Vraiment ?"),
        ("Etc...", "Etc…", "Etc..."),
        ("L'", "L’", "L'"),
        ('"', f"«{N}", '"'),
        ("le 2ème ", "le 2e ", "le 2ème "),
        ("la 1ère ", "la 1re ", "la 1ère "),
    ],
)
def test_what_was_typed_is_given_back_once_and_left_alone(
    editor: TableEditor, typed: str, french: str, raw: str
) -> None:
    type_text(editor, typed)
    assert words(editor) == french
    press(editor, Qt.Key.Key_Z, CTRL)
    assert words(editor) == raw
    press(editor, Qt.Key.Key_Backspace)
    type_text(editor, raw[-1])
    assert words(editor) == raw


def test_elsewhere_typography_goes_on(editor: TableEditor) -> None:
    type_text(editor, "Vraiment ?")
    press(editor, Qt.Key.Key_Z, CTRL)
    type_text(editor, " Oui !")
    assert words(editor) == f"Vraiment ? Oui{T}!"


# -- links and pictures ------------------------------------------------------------------------------------


def test_a_link_is_made_changed_and_taken_away(editor: TableEditor) -> None:
    type_text(editor, "voir le site")
    cursor = editor.document().find("site")
    editor.setTextCursor(cursor)
    editor.set_link(editor.link_at_caret(), "site", "https://exemple.invalid")
    linked = Run("site", link="https://exemple.invalid")
    assert editor.text().blocks == (Paragraph((Run("voir le "), linked)),)
    place = editor.link_at_caret()
    assert place.selectedText() == "site"
    editor.set_link(place, "page", "https://exemple.invalid/p")
    assert editor.text().blocks == (
        Paragraph((Run("voir le "), Run("page", link="https://exemple.invalid/p"))),
    )
    editor.set_link(editor.link_at_caret(), "page", "")
    assert editor.text() == paragraphs_of("voir le page")


def test_a_picture_is_inserted_described_and_taken_back(editor: TableEditor) -> None:
    type_text(editor, "Plan")
    image = Image("plan.png", "", 80.0, "ab" * 32)
    editor.insert_picture(image)
    assert editor.text().blocks[1] == image
    cursor = editor.textCursor()
    cursor.setPosition(len("Plan") + 1)
    editor.setTextCursor(cursor)
    found = editor.picture_at_caret()
    assert found is not None
    editor.describe_picture(*found, "Plan du bourg")
    described = editor.text().blocks[1]
    assert isinstance(described, Image)
    assert described.alt == "Plan du bourg"
    editor.undo()
    editor.undo()
    assert words(editor) == "Plan"


def test_a_picture_on_the_clipboard_is_given_to_the_page(qtbot: QtBot, editor: TableEditor) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    data = QMimeData()
    data.setImageData(picture)
    with qtbot.waitSignal(editor.picture_pasted):
        editor.insertFromMimeData(data)
    assert words(editor) == ""


def test_a_picture_is_drawn_as_large_as_it_is_wide(editor: TableEditor) -> None:
    picture = QImage(400, 100, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    editor.objects.picture = lambda _: picture
    editor.show_text(RichText((Image("a.png", "", 0.0, "cd" * 32),)))
    size = editor.objects.size(editor.document(), editor._format_at(0))
    assert 100 <= size.height() < 130
    assert editor.grab().toImage().pixelColor(200, 50) == QColor("red")


# -- pasting -----------------------------------------------------------------------------------------------


def test_pasting_without_its_looks(editor: TableEditor) -> None:
    data = QMimeData()
    data.setHtml("<ul><li><b>un</b></li><li>deux</li></ul>")
    data.setText("- un\n- deux")
    QGuiApplication.clipboard().setMimeData(data)
    editor.paste_plain()
    assert editor.text() == paragraphs_of("- un\n- deux")
    editor.undo()
    editor.paste()
    assert editor.text().blocks == (ListItem((Run("un", bold=True),)), ListItem((Run("deux"),)))


# -- spelling ----------------------------------------------------------------------------------------------


@pytest.fixture
def known() -> Spelling:
    return Spelling(ShippedLexicon(), frozenset({"Gétigné"}), frozenset({"interco"}))


def test_unknown_words_are_waved_but_not_names_nor_the_word_being_typed(
    editor: TableEditor, known: Spelling
) -> None:
    editor.show_spelling(known)
    type_text(editor, "Le budjet de Gétigné, l'interco et la DGCL acceuill")
    assert waved(editor) == ["budjet"]
    type_text(editor, " ")
    assert waved(editor) == ["budjet", "acceuill"]
    type_text(editor, "sell")
    assert waved(editor) == ["budjet", "acceuill"]
    press(editor, Qt.Key.Key_Home)
    assert waved(editor) == ["budjet", "acceuill", "sell"]


def test_a_text_shown_is_judged_little_by_little_and_that_is_no_edit(
    qtbot: QtBot, editor: TableEditor, known: Spelling
) -> None:
    heard: list[None] = []
    editor.edited.connect(lambda: heard.append(None))
    editor.show_text(paragraphs_of("\n".join(["Un budjet par ans."] * 300)))
    editor.show_spelling(known)
    qtbot.waitUntil(lambda: len(waved(editor)) == 300)
    editor.show_text(paragraphs_of("Un budjet"))
    qtbot.waitUntil(lambda: waved(editor) == ["budjet"])
    assert not heard
    assert editor.text() == paragraphs_of("Un budjet")


def test_a_text_out_of_sight_is_judged_once_it_is_seen(
    qtbot: QtBot, editor: TableEditor, known: Spelling
) -> None:
    editor.hide()
    editor.show_text(paragraphs_of("Un budjet"))
    editor.show_spelling(known)
    QApplication.processEvents()
    assert waved(editor) == []
    editor.enlarge(1.2)  # the whole screen is for one text: the others of the minutes are not judged for it
    assert waved(editor) == []
    assert not known._lines
    editor.show()
    qtbot.waitUntil(lambda: waved(editor) == ["budjet"])


def test_waves_keep_the_looks_of_a_heading(qtbot: QtBot, editor: TableEditor, known: Spelling) -> None:
    editor.show_text(paragraphs_of("Le budjet"))
    editor.show_spelling(known)
    editor.toggle_heading()
    qtbot.waitUntil(lambda: waved(editor) == ["budjet"])
    spans = editor.document().begin().layout().formats()
    assert all(span.format.fontWeight() >= 600 for span in spans)


def test_the_menu_is_asked_for_by_key(qtbot: QtBot, editor: TableEditor) -> None:
    with qtbot.waitSignal(editor.menu_asked):
        press(editor, Qt.Key.Key_F10, SHIFT)


def test_the_cursor_is_where_it_was(editor: TableEditor, known: Spelling) -> None:
    type_text(editor, "abc")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.show_spelling(known)
    assert editor.textCursor().position() == 0
