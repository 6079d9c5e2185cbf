"""The editor: texts in and out without loss, typing, pasting, lists, undo."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from dgsdesk.application.minutes.notes import NotedAction, NotedDecision, NotePerson
from dgsdesk.desktop.editor import highlighter
from dgsdesk.desktop.editor.acts import perform
from dgsdesk.desktop.editor.block_painter import list_marks
from dgsdesk.desktop.editor.codec import document_blocks, read_text, write_text
from dgsdesk.desktop.editor.formats import Kind, kind_of
from dgsdesk.desktop.editor.noted import Notes
from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.editor.paste import from_html, from_plain
from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor, pasted_text
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.richtext import (
    Block,
    Cell,
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    normalised,
    paragraphs_of,
    plain_text,
)

N, T = "\u00a0", "\u202f"
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier

# -- any text, in and out ------------------------------------------------------------------------------------

LETTERS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cs", "Cc"),
        exclude_characters="\u2028\u2029\ufffc\ufdd0\ufdd1\ufffe\uffff",
    )
    | st.sampled_from("\n\t\u00a0\u202f« »éœ🙂"),
    min_size=1,
    max_size=12,
)
RUNS = st.lists(
    st.builds(
        Run,
        LETTERS,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["", "https://exemple.invalid/é"]),
    ),
    max_size=4,
).map(tuple)
STYLES = st.sampled_from(["", "quote", "decision"])
TEXT_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, RUNS, STYLES),
    st.builds(ListItem, RUNS, st.integers(0, 8), st.booleans()),
    st.builds(Heading, RUNS, st.integers(1, 6)),
)
KEPT_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(
        lambda rows, heads, caption: Table(rows, heads, caption),
        st.lists(
            st.lists(
                st.builds(Cell, st.lists(TEXT_BLOCKS, max_size=2).map(tuple), st.integers(1, 3)),
                min_size=1,
                max_size=3,
            ).map(tuple),
            min_size=1,
            max_size=3,
        ).map(tuple),
        st.integers(0, 1),
        st.text("abc é", max_size=5),
    ),
    st.builds(Image, LETTERS, LETTERS, st.floats(0, 200), st.just("ab" * 32)),
)


def with_ids(blocks: list[Block]) -> RichText:
    return normalised(
        RichText(
            tuple(replace(block, id=f"b{n}", audience=Audience(n % 4 + 1)) for n, block in enumerate(blocks))
        )
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(TEXT_BLOCKS, KEPT_BLOCKS), max_size=6).map(with_ids))
def test_any_text_comes_back_exactly(qapp: QApplication, text: RichText) -> None:
    document = QTextDocument()
    write_text(document, text)
    assert normalised(read_text(document)) == text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.one_of(TEXT_BLOCKS, KEPT_BLOCKS), min_size=1, max_size=5).map(with_ids),
    st.integers(0, 40),
    LETTERS.filter(lambda text: "\n" not in text),
)
def test_typing_anywhere_loses_no_block(qapp: QApplication, text: RichText, place: int, letters: str) -> None:
    document = QTextDocument()
    write_text(document, text)
    cursor = QTextCursor(document)
    cursor.setPosition(min(place, document.characterCount() - 1))
    cursor.insertText(letters)
    read = normalised(read_text(document))
    kept = [block for block in read.blocks if isinstance(block, Table | Image)]
    assert [b for b in text.blocks if isinstance(b, Table | Image)] == kept
    document.undo()
    assert normalised(read_text(document)) == text


def test_an_empty_document_is_an_empty_text(qapp: QApplication) -> None:
    document = QTextDocument()
    write_text(document, RichText())
    assert read_text(document) == RichText()


# -- typing ------------------------------------------------------------------------------------------------


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> RichTextEditor:
    made = RichTextEditor(theme, "Texte du point")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def type_text(widget: RichTextEditor, text: str) -> None:
    """Type letters as a keyboard does; those with accents included."""
    for char in text:
        key = {"\n": Qt.Key.Key_Return, " ": Qt.Key.Key_Space}.get(char, Qt.Key.Key_unknown)
        QTest.sendKeyEvent(QTest.KeyAction.Click, widget, key, "\r" if char == "\n" else char, NONE)


def press(widget: RichTextEditor, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(widget, key, modifiers)


def words(editor: RichTextEditor) -> str:
    return plain_text(editor.text())


def test_typing_is_french(editor: RichTextEditor) -> None:
    type_text(editor, 'L\'état : "vraiment" ?')
    assert words(editor) == f"L’état{N}: «{N}vraiment{N}»{T}?"


def test_ctrl_z_gives_back_what_was_typed(editor: RichTextEditor) -> None:
    type_text(editor, "Vraiment ?")
    assert words(editor) == f"Vraiment{T}?"
    press(editor, Qt.Key.Key_Z, CTRL)
    assert words(editor) == "Vraiment ?"
    type_text(editor, " oui")
    assert words(editor) == "Vraiment ? oui"


def test_an_input_method_types_like_keys(editor: RichTextEditor) -> None:
    type_text(editor, "déj")
    event = QInputMethodEvent()
    event.setCommitString("à")
    QApplication.sendEvent(editor, event)
    event = QInputMethodEvent()
    event.setCommitString("!")
    QApplication.sendEvent(editor, event)
    assert words(editor) == f"déjà{T}!"


def _all_marks(editor: RichTextEditor) -> dict[int, str]:
    marks: dict[int, str] = {}
    for block in document_blocks(editor.document()):
        if kind_of(block) is Kind.LIST_ITEM:
            marks |= list_marks(block)
    return marks


def test_paragraphs_and_lists_by_keys(editor: RichTextEditor) -> None:
    type_text(editor, "Un")
    editor.toggle_list(ordered=True)
    type_text(editor, "\nDeux\n")
    press(editor, Qt.Key.Key_Tab)
    type_text(editor, "Sous deux\n\n\nFin")
    assert editor.text().blocks == (
        ListItem((Run("Un"),), 0, True),
        ListItem((Run("Deux"),), 0, True),
        ListItem((Run("Sous deux"),), 1, True),
        Paragraph((Run("Fin"),)),
    )
    assert _all_marks(editor) == {0: "1.", 1: "2.", 2: "1."}


def test_backspace_at_the_start_ends_the_list(editor: RichTextEditor) -> None:
    editor.show_text(RichText((ListItem((Run("Un"),)),)))
    press(editor, Qt.Key.Key_Home)
    press(editor, Qt.Key.Key_Backspace)
    assert editor.text().blocks == (Paragraph((Run("Un"),)),)
    press(editor, Qt.Key.Key_Z, CTRL)
    assert editor.text().blocks == (ListItem((Run("Un"),)),)


def test_numbers_go_on_over_deeper_items_and_begin_again_after_text(editor: RichTextEditor) -> None:
    one, deep = ListItem((Run("a"),), 0, True), ListItem((Run("b"),), 1)
    editor.show_text(RichText((one, deep, one, Paragraph((Run("c"),)), one)))
    assert _all_marks(editor) == {0: "1.", 1: "◦", 2: "2.", 4: "1."}


def test_bold_italic_underline_and_headings(editor: RichTextEditor) -> None:
    type_text(editor, "a")
    editor.toggle_bold()
    type_text(editor, "b")
    editor.toggle_italic()
    editor.toggle_underline()
    type_text(editor, "c")
    assert editor.text().blocks == (
        Paragraph((Run("a"), Run("b", bold=True), Run("c", bold=True, italic=True, underline=True))),
    )
    editor.toggle_heading()
    type_text(editor, "\nd")
    first, second = editor.text().blocks
    assert isinstance(first, Heading)
    assert isinstance(second, Paragraph)


def test_typing_after_a_link_is_no_link(editor: RichTextEditor) -> None:
    editor.show_text(RichText((Paragraph((Run("lien", link="https://exemple.invalid"),)),)))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_text(editor, "x")
    assert editor.text().blocks == (Paragraph((Run("lien", link="https://exemple.invalid"), Run("x"))),)


def test_typing_beside_a_table_keeps_it(editor: RichTextEditor) -> None:
    table = Table.of_texts([["Commune", "Sel"], ["Gorges", "2 t"]])
    editor.show_text(RichText((table,)))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_text(editor, "après\navec")
    assert editor.text().blocks == (table, Paragraph((Run("après"),)), Paragraph((Run("avec"),)))
    assert editor.grab().height() > 0


def test_undo_goes_to_the_window_once_nothing_is_left_here(qtbot: QtBot, editor: RichTextEditor) -> None:
    type_text(editor, "a")
    press(editor, Qt.Key.Key_Z, CTRL)
    assert words(editor) == ""
    assert not editor.document().isUndoAvailable()


def test_an_unchanged_text_is_the_very_one_shown(editor: RichTextEditor) -> None:
    text = RichText((Paragraph((Run("a"),)), Paragraph()))
    editor.show_text(text)
    assert editor.text() is text
    heard: list[None] = []
    editor.edited.connect(lambda: heard.append(None))
    editor.show_text(paragraphs_of("b"))
    assert not heard


def test_a_long_text_types_quickly(editor: RichTextEditor) -> None:
    editor.show_text(paragraphs_of("\n".join(f"Paragraphe {n} : " + "mots " * 60 for n in range(700))))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_text(editor, "e")
    begin = time.process_time()
    type_text(editor, "l'agglo paie")
    QApplication.processEvents()
    assert (time.process_time() - begin) / 12 < 0.05


# -- pasting -----------------------------------------------------------------------------------------------

WORD = """<html xmlns:o="urn:x"><head><style>p {color:red}</style>
<meta name=Generator content="Word 15"></head>
<body><!--StartFragment--><p class=MsoNormal><b>Objet</b>&nbsp;: le <i>sel</i> et
 les <u>routes</u><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='margin-left:36pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7pt "Times"'>&nbsp;&nbsp;
</span></span><![endif]>un</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo2'><span style='mso-list:Ignore'>a)<span>&nbsp;
</span></span>deux</p><img src="https://exemple.invalid/suivi.png"><script>alert(1)</script>
<!--EndFragment--></body></html>"""


def test_word_is_cleaned() -> None:
    assert from_html(WORD).blocks == (
        Paragraph(
            (
                Run("Objet", bold=True),
                Run(f"{N}: le "),
                Run("sel", italic=True),
                Run(" et les "),
                Run("routes", underline=True),
            )
        ),
        ListItem((Run("un"),), 0, False),
        ListItem((Run("deux"),), 1, True),
    )


def test_web_pages_are_cleaned() -> None:
    page = (
        '<b style="font-weight:normal"><p><span style="font-weight:700">Gras</span> <a href="http://x">lien</a>'
        "</p></b><ul><li>un<ol><li>un un</li></ol></li><li><p>deux</p></li></ul>"
        "<table><tr><td>a</td><td>b</td></tr></table><h2>Titre</h2>texte<br>suite"
    )
    assert from_html(page).blocks == (
        Paragraph((Run("Gras", bold=True), Run(" "), Run("lien", link="http://x"))),
        ListItem((Run("un"),), 0),
        ListItem((Run("un un"),), 1, True),
        ListItem((Run("deux"),), 0),
        Table(((Cell((Paragraph((Run("a"),)),)), Cell((Paragraph((Run("b"),)),))),)),
        Heading((Run("Titre"),), 2),
        Paragraph((Run("texte\nsuite"),)),
    )


def test_plain_lines_become_paragraphs_and_items() -> None:
    assert from_plain("Un\r\n\r\n- deux\n• trois").blocks == (
        Paragraph((Run("Un"),)),
        ListItem((Run("deux"),)),
        ListItem((Run("trois"),)),
    )


@settings(max_examples=100, deadline=None)
@given(st.text("<>/=\"'pbliu &;:!-—aé\n", max_size=80))
def test_any_html_is_survived(html: str) -> None:
    from_html(html)


def test_pasting_joins_the_line_and_is_one_step(editor: RichTextEditor) -> None:
    type_text(editor, "Avant ")
    data = QMimeData()
    data.setHtml(WORD)
    QGuiApplication.clipboard().setMimeData(data)
    editor.paste()
    assert words(editor) == f"Avant Objet{N}: le sel et les routes\nun\ndeux"
    press(editor, Qt.Key.Key_Z, CTRL)
    assert words(editor) == "Avant "


def test_a_table_is_cut_and_pasted_whole(editor: RichTextEditor) -> None:
    table = Table.of_texts([["a", "b"]])
    editor.show_text(RichText((Paragraph((Run("x", bold=True),)), table)))
    editor.selectAll()
    editor.cut()
    assert editor.text() == RichText()
    editor.paste()
    assert editor.text().blocks == (Paragraph((Run("x", bold=True),)), table)


def test_files_are_not_for_the_text(editor: RichTextEditor) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/ailleurs/projet.docx")])
    assert not editor.canInsertFromMimeData(data)
    broken = QMimeData()
    broken.setText("reste")
    broken.setData("application/x-dgsdesk-text", b"{")
    assert plain_text(pasted_text(broken)) == "reste"


# -- notes ---------------------------------------------------------------------------------------------------

TUESDAY = date(2026, 12, 8)
PEOPLE = (
    NotePerson("DGS de Gorges", "p1", "en séance"),
    NotePerson("DGS de Vieillevigne", "p2", "en séance"),
    NotePerson("Maire de Vieillevigne", None, "pas invité"),
)


@pytest.fixture
def notes(qtbot: QtBot, theme: Theme) -> NotesEditor:
    made = NotesEditor(theme, "Notes")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.know(TUESDAY, PEOPLE)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def test_an_exclamation_mark_makes_a_decision_at_once(notes: NotesEditor) -> None:
    type_text(notes, "Avant\n! L'Agglo paie\nAprès")
    read = notes.notes()
    assert plain_text(read.text) == "Avant\nAprès"
    assert [(d.text, d.place) for d in read.decisions] == [("L’Agglo paie", 1)]


def test_ctrl_z_makes_a_decision_plain_again(notes: NotesEditor) -> None:
    type_text(notes, "! ")
    assert kind_of(notes.textCursor().block()) is Kind.DECISION
    press(notes, Qt.Key.Key_Z, CTRL)
    assert kind_of(notes.textCursor().block()) is Kind.PARAGRAPH
    type_text(notes, "attention")
    assert plain_text(notes.text()) == "! attention"
    assert not notes.notes().decisions


def test_a_person_and_a_date_make_an_action(notes: NotesEditor) -> None:
    type_text(notes, "@gorges : liste des accès, avant le 8 janvier\nSuite")
    (action,) = notes.notes().actions
    assert (action.text, action.owner, action.owner_id) == ("liste des accès", "DGS de Gorges", "p1")
    assert (action.due, action.place) == (date(2027, 1, 8), 0)
    assert plain_text(notes.text()) == "Suite"


def test_undoing_an_action_gives_the_line_back_for_good(notes: NotesEditor) -> None:
    line = "Relire d’ici vendredi"
    type_text(notes, f"{line}\n")
    assert notes.notes().actions
    press(notes, Qt.Key.Key_Z, CTRL)
    assert not notes.notes().actions
    notes.moveCursor(QTextCursor.MoveOperation.End)
    type_text(notes, "x")
    notes.setTextCursor(QTextCursor(notes.document().begin()))
    press(notes, Qt.Key.Key_End)
    type_text(notes, "\n")
    assert not notes.notes().actions
    assert plain_text(notes.text()) == f"{line}\n\nx"


def test_an_action_is_edited_where_it_stands(notes: NotesEditor) -> None:
    action = NotedAction("a1", "écrire la note", "DGS de Gorges", "p1", date(2027, 1, 8), 0)
    notes.show_notes(Notes(actions=(action,)))
    cursor = QTextCursor(notes.document())
    found = notes.document().find("8 janvier")
    cursor.setPosition(found.selectionStart())
    notes.setTextCursor(found)
    type_text(notes, "15 mars")
    assert notes.notes().actions == (replace(action, due=date(2027, 3, 15)),)
    notes.setTextCursor(notes.document().find("Gorges"))
    type_text(notes, "Vieillevigne")
    (read,) = notes.notes().actions
    assert (read.owner, read.owner_id) == ("DGS de Vieillevigne", "p2")
    notes.setTextCursor(notes.document().find("Vieillevigne"))
    type_text(notes, "Nulle part")
    assert notes.notes().actions[0].owner_id is None


def test_names_are_offered_and_taken_with_enter(qtbot: QtBot, notes: NotesEditor) -> None:
    type_text(notes, "Sel : @vie")
    popup = notes.completer_of_people.popup
    assert popup.isVisible()
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == [
        "DGS de Vieillevigne",
        "Maire de Vieillevigne",
    ]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert words(notes) == f"Sel{N}: @Maire de Vieillevigne "


def test_esc_sends_the_names_away(qtbot: QtBot, notes: NotesEditor) -> None:
    type_text(notes, "@go")
    popup = notes.completer_of_people.popup
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert words(notes) == "@go"


def test_notes_come_back_exactly(notes: NotesEditor) -> None:
    text = paragraphs_of("un\ndeux")
    wanted = Notes(
        text,
        (NotedDecision("d1", "Décidé", 1), NotedDecision("d2", "Après tout", 2)),
        (
            NotedAction("a1", "Faire", "Quelqu’un", None, date(2027, 1, 8), 1),
            NotedAction("a2", "Rien", place=0),
        ),
    )
    notes.show_notes(wanted)
    assert notes.notes() is wanted
    notes.document().setModified(True)
    read = notes.notes()
    assert (read.text, read.decisions) == (wanted.text, wanted.decisions)
    assert sorted(read.actions, key=lambda a: a.id) == list(wanted.actions)
    assert "Action" in notes.copyable()


def test_decisions_and_actions_by_key(notes: NotesEditor) -> None:
    type_text(notes, "La commune nettoie")
    perform(notes, "write.decision")
    assert [d.text for d in notes.notes().decisions] == ["La commune nettoie"]
    perform(notes, "write.action")
    read = notes.notes()
    assert ([a.text for a in read.actions], read.decisions) == (["La commune nettoie"], ())
    perform(notes, "write.action")
    assert plain_text(notes.text()) == "La commune nettoie"
    assert notes.grab().height() > 0


def test_taking_everything_back_is_an_edit_but_a_new_look_is_none(notes: NotesEditor, theme: Theme) -> None:
    heard: list[str] = []
    notes.show_notes(Notes(paragraphs_of("Début")))
    QApplication.processEvents()
    notes.edited.connect(lambda: heard.append(notes.copyable()))
    theme.scale_text(125)
    notes.know(date(2027, 1, 12), PEOPLE)
    notes.enlarge(1.5)
    assert not heard
    notes.moveCursor(QTextCursor.MoveOperation.End)
    type_text(notes, "x")
    press(notes, Qt.Key.Key_Z, CTRL)
    assert heard[-1] == "Début"


def test_a_paragraph_is_reserved_from_the_menu_and_stays_so(qtbot: QtBot, notes: NotesEditor) -> None:
    notes.show_notes(Notes(paragraphs_of("Le sel\nLes postes")))
    notes.moveCursor(QTextCursor.MoveOperation.End)
    perform(notes, "write.reserve")
    menu = notes.findChild(QMenu)
    assert menu is not None
    assert [act.text() for act in menu.actions() if act.isChecked()] == ["Tous les lecteurs du point"]
    menu.setActiveAction(menu.actions()[0])
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert [block.audience for block in notes.text().blocks] == [Audience.ALL, Audience.DIRECTORS]
    press(notes, Qt.Key.Key_Return)
    type_text(notes, "Suite")
    perform(notes, "write.bullets")
    assert [block.audience for block in notes.text().blocks][1:] == [Audience.DIRECTORS] * 2
    perform(notes, "write.decision")
    (decided,) = notes.notes().decisions
    assert (decided.text, decided.audience) == ("Suite", Audience.DIRECTORS)
    assert notes.grab().height() > 0


def test_the_text_of_notes_follows_the_size_of_text(qtbot: QtBot, theme: Theme) -> None:
    made = NotesEditor(theme, "Notes")
    qtbot.addWidget(made)
    theme.scale_text(200)
    assert made.document().defaultFont() == theme.font("body", bold=False)
    theme.scale_text(100)
    assert made.document().defaultFont() == theme.font("body", bold=False)


def test_a_line_is_read_for_its_date_once_until_it_is_read_by_something_else(
    notes: NotesEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[date] = []

    def deadline_in(_: str, today: date, __: date | None) -> None:
        read.append(today)

    monkeypatch.setattr(highlighter, "deadline_in", deadline_in)
    notes.setPlainText("Clisson transmet la liste avant le 18 décembre")
    assert read == [TUESDAY]
    notes.enlarge(1.2)
    assert read == [TUESDAY]
    later = TUESDAY.replace(day=TUESDAY.day + 1)
    notes.know(later, PEOPLE)
    assert read == [TUESDAY, later]
