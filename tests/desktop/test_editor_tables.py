"""Tables edited in their cells, by real keys and clicks."""

from __future__ import annotations

from math import ceil

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.editor.acts import perform
from dgsdesk.desktop.editor.table_editor import TableEditor
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.richtext import Cell, ListItem, Paragraph, RichText, Run, Table, paragraphs_of, plain_text

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
SALT = Table.of_texts([["Commune", "Sel"], ["Gorges", "2 t"], ["Clisson", "5 t"]])


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
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, editor.under_hand(), key, "\r" if char == "\n" else char, NONE
        )


def press(editor: TableEditor, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(editor.under_hand(), key, modifiers)


def table_of(editor: TableEditor) -> Table:
    return next(block for block in editor.text().blocks if isinstance(block, Table))


def cells(editor: TableEditor) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table_of(editor).rows]


def test_a_new_table_is_filled_by_keys(editor: TableEditor) -> None:
    type_text(editor, "Avant")
    perform(editor, "write.table", editor)
    for words in ("Commune", "Sel", "Prix", "L'Haye", "2 t", '"rien"'):
        type_text(editor, words)
        press(editor, Qt.Key.Key_Tab)
    assert cells(editor)[:2] == [["Commune", "Sel", "Prix"], ["L’Haye", "2 t", "«\u00a0rien\u00a0»"]]
    assert table_of(editor).header_rows == 1
    press(editor, Qt.Key.Key_Escape)
    type_text(editor, "Après")
    assert [plain_text(RichText((b,))) for b in editor.text().blocks if isinstance(b, Paragraph)] == [
        "Avant",
        "Après",
    ]


def test_tab_in_the_last_cell_adds_a_row_and_shift_tab_goes_back(editor: TableEditor) -> None:
    editor.show_text(RichText((SALT,)))
    editor.open_cell(0, 2, 1)
    press(editor, Qt.Key.Key_Tab)
    type_text(editor, "Boussay")
    press(editor, Qt.Key.Key_Backtab, SHIFT)
    press(editor, Qt.Key.Key_End, CTRL)
    type_text(editor, " !")
    assert cells(editor)[2:] == [["Clisson", "5 t\u202f!"], ["Boussay", ""]]


def test_a_click_edits_the_cell_that_is_clicked(editor: TableEditor) -> None:
    editor.show_text(RichText((*paragraphs_of("Avant").blocks, SALT)))
    place = len("Avant") + 1
    look = editor._format_at(place)
    rect = editor.objects.cell_rect(editor.document(), look, 1, 1).translated(editor._object_corner(place))
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, NONE, rect.center().toPoint())
    assert editor.in_table
    press(editor, Qt.Key.Key_End)
    type_text(editor, " 500")
    assert cells(editor)[1] == ["Gorges", "2 t 500"]
    assert editor.cell is not None
    assert rect.toRect().adjusted(-2, -2, 2, 2).contains(editor.cell.geometry())
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(5, 8))
    editor.setFocus()
    assert not editor.in_table


def borders(editor: TableEditor, cell: QRectF) -> tuple[list[int], list[int]]:
    """Return where lines cross a column and a row of a cell, its borders included."""
    picture = editor.viewport().grab().toImage()
    paper = editor.theme.color("input").lightness()
    x, y = int(cell.right() - 20), int(cell.bottom() - 3)

    def is_line(column: int, row: int) -> bool:
        return abs(picture.pixelColor(column, row).lightness() - paper) > 10

    return (
        [row for row in range(int(cell.top()), ceil(cell.bottom()) + 2) if is_line(x, row)],
        [column for column in range(int(cell.left()), ceil(cell.right()) + 2) if is_line(column, y)],
    )


@pytest.mark.parametrize("before", ["", "Avant", "Avant\nEncore"])
def test_the_cell_that_is_edited_leaves_its_borders_to_be_seen(editor: TableEditor, before: str) -> None:
    editor.show_text(RichText((*paragraphs_of(before).blocks, Table.of_texts([["", ""], ["a", ""]]))))
    place = len(before) + 1 if before else 0
    look = editor._format_at(place)
    for row in range(2):
        for column in range(2):
            editor.close_cell()
            rect = editor.objects.cell_rect(editor.document(), look, row, column)
            rect.translate(editor._object_corner(place))
            drawn = borders(editor, rect)
            assert min(map(len, drawn)) >= 2
            editor.open_cell(place, row, column)
            assert borders(editor, rect) == drawn


def test_arrows_go_into_the_table_through_it_and_out(editor: TableEditor) -> None:
    editor.show_text(RichText((*paragraphs_of("Avant").blocks, SALT)))
    press(editor, Qt.Key.Key_Down)
    assert editor.cell_place() == (6, 0, 0)
    press(editor, Qt.Key.Key_Down)
    press(editor, Qt.Key.Key_Right)
    press(editor, Qt.Key.Key_Down)
    press(editor, Qt.Key.Key_End)
    type_text(editor, "x")
    assert cells(editor)[2][0] == "Clissonx"
    press(editor, Qt.Key.Key_Down)
    assert not editor.in_table
    type_text(editor, "fin")
    assert plain_text(editor.text()).endswith("fin")
    press(editor, Qt.Key.Key_Up)
    assert editor.cell_place() == (6, 2, 0)


def test_rows_and_columns_come_and_go_and_come_back(editor: TableEditor) -> None:
    editor.show_text(RichText((SALT,)))
    editor.open_cell(0, 1, 1)
    perform(editor.under_hand(), "write.column_left", editor)
    type_text(editor, "44")
    perform(editor.under_hand(), "write.row_above", editor)
    type_text(editor, "neuf")
    assert cells(editor) == [
        ["Commune", "", "Sel"],
        ["", "neuf", ""],
        ["Gorges", "44", "2 t"],
        ["Clisson", "", "5 t"],
    ]
    perform(editor.under_hand(), "write.remove_row", editor)
    perform(editor.under_hand(), "write.remove_column", editor)
    assert cells(editor) == [["Commune", "Sel"], ["Gorges", "2 t"], ["Clisson", "5 t"]]
    for _ in range(12):
        editor.undo()
    assert table_of(editor) == SALT
    perform(editor.under_hand(), "write.remove_table", editor)
    assert plain_text(editor.text()) == ""
    editor.undo()
    assert table_of(editor) == SALT


def test_undo_inside_a_cell_then_of_the_whole_visit(editor: TableEditor) -> None:
    editor.show_text(RichText((SALT,)))
    editor.open_cell(0, 1, 0, at_end=True)
    type_text(editor, " ?")
    assert cells(editor)[1][0] == "Gorges\u202f?"
    press(editor, Qt.Key.Key_Z, CTRL)
    assert cells(editor)[1][0] == "Gorges ?"
    press(editor, Qt.Key.Key_Tab)
    type_text(editor, "x")
    press(editor, Qt.Key.Key_Z, CTRL)
    press(editor, Qt.Key.Key_Z, CTRL)
    assert cells(editor)[1] == ["Gorges", "2 t"]
    assert editor.text() == RichText((SALT,))


def test_cells_hold_lists_and_looks(editor: TableEditor) -> None:
    editor.show_text(RichText((SALT,)))
    editor.open_cell(0, 1, 1)
    press(editor, Qt.Key.Key_A, CTRL)
    perform(editor.under_hand(), "write.bullets", editor)
    type_text(editor, "un\ndeux")
    perform(editor.under_hand(), "write.bold", editor)
    type_text(editor, "!")
    assert table_of(editor).rows[1][1].blocks == (
        ListItem((Run("un"),)),
        ListItem((Run("deux"), Run("\u202f!", bold=True))),
    )


def test_looking_into_every_cell_changes_nothing(editor: TableEditor) -> None:
    odd = Table(
        (
            (Cell((Paragraph((Run("large", bold=True),)),), 2), Cell()),
            (Cell((ListItem((Run("a"),), 3, True), Paragraph())), Cell((SALT,))),
        ),
        caption="Sel",
        id="t1",
    )
    text = RichText((odd,))
    editor.show_text(text)
    for row, cells_of_row in enumerate(odd.rows):
        for at in range(len(cells_of_row)):
            editor.open_cell(0, row, at)
    editor.close_cell()
    assert editor.text() == text
    assert not editor.document().isModified()


def test_every_edit_is_told_at_once(editor: TableEditor) -> None:
    heard: list[str] = []
    editor.show_text(RichText((SALT,)))
    editor.edited.connect(lambda: heard.append(editor.copyable()))
    editor.open_cell(0, 0, 0)
    assert not heard
    type_text(editor, "x")
    assert "xCommune" in heard[-1]


def test_what_is_read_only_is_not_edited(editor: TableEditor) -> None:
    editor.show_text(RichText((SALT,)))
    editor.setReadOnly(True)
    editor.open_cell(0, 0, 0)
    assert not editor.in_table
