"""« Rédiger » by real keys: what is typed is kept, what comes back from Word is previewed, then taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage, QImageWriter, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.minutes.session_page import SessionPage, session_page
from dgsdesk.application.review.circulation import LayDraft
from dgsdesk.desktop.meetings.draft.pane import DraftPane
from dgsdesk.desktop.meetings.draft.writing_room import MEASURE
from dgsdesk.desktop.meetings.entry import ENTRY
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.domain.richtext import Image, Paragraph, RichText, Run, block_text, paragraphs_of, plain_text
from tests.desktop.conftest import OpenShell
from tests.returned_drafts import edited, without_anchors
from tests.written_meeting import WASTE, Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def shell(open_shell: OpenShell, written_desk: Desk) -> Shell:
    return open_shell(written_desk, [ENTRY], "meetings")


@pytest.fixture
def pane(shell: Shell, written_meeting: Written) -> DraftPane:
    shell.open_page("meetings", (written_meeting.id, Step.DRAFT))
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    found = page.stack.currentWidget()
    assert isinstance(found, DraftPane)
    return found


def type_text(pane: DraftPane, text: str) -> None:
    for char in text:
        QTest.sendKeyEvent(QTest.KeyAction.Click, pane, Qt.Key.Key_unknown, char, NO_KEYS)


def kept(desk: Desk, meeting: Written) -> SessionPage:
    return desk.ask(session_page, meeting.id)


def first_item(pane: DraftPane):  # type: ignore[no-untyped-def]
    return next(iter(pane._items.values()))


def test_opening_changes_nothing(pane: DraftPane, written_desk: Desk, written_meeting: Written) -> None:
    before, history = kept(written_desk, written_meeting), len(written_desk.history())
    pane.leaving()
    for item in pane._items.values():
        assert item.kept.whole_text() == ""
    assert kept(written_desk, written_meeting).items == before.items
    assert len(written_desk.history()) == history


def test_what_is_typed_is_kept_and_said(
    qtbot: QtBot, pane: DraftPane, written_desk: Desk, written_meeting: Written
) -> None:
    item = first_item(pane)
    item.editor.setFocus()
    item.editor.moveCursor(item.editor.textCursor().MoveOperation.Start)
    for char in "Été à Gorges: ":
        QTest.sendKeyEvent(QTest.KeyAction.Click, item.editor, Qt.Key.Key_unknown, char, NO_KEYS)
    qtbot.waitUntil(lambda: item.kept.whole_text().startswith("enregistré à"), timeout=5000)
    text = plain_text(kept(written_desk, written_meeting).items[0].text)
    assert text.startswith("Été à Gorges\u00a0: ")


@pytest.mark.parametrize("name", ["photo.png", "photo.jpg"])
def test_the_picture_of_a_file_is_inserted_and_kept(
    qtbot: QtBot,
    pane: DraftPane,
    written_desk: Desk,
    written_meeting: Written,
    tmp_path: Path,
    name: str,
) -> None:
    photo = QImage(400, 200, QImage.Format.Format_RGB32)
    photo.fill(Qt.GlobalColor.darkCyan)
    QImageWriter(str(tmp_path / name)).write(photo)
    item = first_item(pane)
    pane.writing.pictures.take(item.editor, tmp_path / name)
    qtbot.waitUntil(lambda: any(isinstance(block, Image) for block in item.editor.text().blocks))
    pane.leaving()
    (picture,) = (
        one for one in kept(written_desk, written_meeting).items[0].text.blocks if isinstance(one, Image)
    )
    assert picture.name == name
    content = written_desk.ask(lambda view: view.files.get(picture.sha256))
    read = QImage.fromData(content)
    assert (read.width(), read.height()) == (400, 200)


def test_the_text_alone_takes_the_whole_screen_and_is_the_same_text(
    qtbot: QtBot, pane: DraftPane, shell: Shell, written_desk: Desk, written_meeting: Written
) -> None:
    around = (shell.window.top_bar, shell.window.status, shell.window.rail, pane.toolbar)
    here = shell.window.stack.currentWidget()
    shell.open_page("about")
    shell.open_page("meetings", (written_meeting.id, Step.DRAFT))
    second = list(pane._items.values())[1]
    second.editor.setFocus()
    before = second.editor.toPlainText()
    QTest.keyClick(second.editor, Qt.Key.Key_F11)
    assert shell.window.isFullScreen()
    assert not any(part.isVisible() for part in around)
    assert shell.window.focusWidget() is second.editor
    letters = second.editor.width() / second.editor.fontMetrics().averageCharWidth()
    assert letters <= MEASURE + 1

    for char in "Mot ":
        QTest.sendKeyEvent(QTest.KeyAction.Click, second.editor, Qt.Key.Key_unknown, char, NO_KEYS)
    qtbot.waitUntil(lambda: pane.room.saved.whole_text().startswith("enregistré à"), timeout=5000)
    assert second.title.whole_text() == pane.room.place.whole_text()
    assert "mots" in pane.room.facts.whole_text()
    assert plain_text(kept(written_desk, written_meeting).items[1].text).startswith("Mot ")
    QTest.keyClick(second.editor, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(pane.writing.find_bar.field, Qt.Key.Key_Escape)  # the first one is for the bar
    assert shell.window.isFullScreen()
    assert shell.window.focusWidget() is second.editor
    for _ in range(4):
        QTest.keyClick(second.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert second.editor.toPlainText() == before

    QTest.keyClick(second.editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shell.window.focusWidget() is second.editor)
    assert not shell.window.isFullScreen()
    assert all(part.isVisible() for part in around if part is not shell.window.rail)
    stack = shell.window.stack
    assert [stack.widget(at) for at in range(stack.count()) if stack.widget(at).isVisible()] == [here]
    QTest.keyClick(second.editor, Qt.Key.Key_F11)
    shell.open_page("meetings", (written_meeting.id, Step.DRAFT))  # what was found elsewhere, a reminder
    assert not shell.window.isFullScreen()
    assert pane.isAncestorOf(second.editor)


def test_a_full_disk_keeps_the_text_in_the_field_and_saves_later(
    qtbot: QtBot,
    pane: DraftPane,
    written_desk: Desk,
    written_meeting: Written,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item = first_item(pane)

    def full(*_: object) -> None:
        raise StorageUnavailable("storage_full", where="reseau.dgsdb")

    with monkeypatch.context() as broken:
        broken.setattr(written_desk, "run", full)
        item.editor.moveCursor(item.editor.textCursor().MoveOperation.Start)
        QTest.sendKeyEvent(QTest.KeyAction.Click, item.editor, Qt.Key.Key_unknown, "X", NO_KEYS)
        pane.leaving()
        assert not item.trouble.isHidden()
        assert item.kept.whole_text() == "non enregistré"
    assert item.editor.copyable().startswith("X")
    pane.leaving()
    assert item.kept.whole_text().startswith("enregistré à")
    assert plain_text(kept(written_desk, written_meeting).items[0].text).startswith("X")


def test_a_returned_file_is_previewed_then_taken_and_undone(
    qtbot: QtBot, pane: DraftPane, shell: Shell, written_desk: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    before = kept(written_desk, written_meeting).items
    laid = written_desk.run(LayDraft(written_meeting.id)).value
    words = plain_text(before[0].text).split("\n")[0]
    returned = tmp_path / "projet corrigé.docx"
    returned.write_bytes(edited(Path(laid).read_bytes(), changed={words: "Texte réécrit par l’hôte."}))
    pane.examine(str(returned))
    panel = pane.returning.panel
    assert panel.isVisible()
    assert not pane.area.isVisible()
    assert pane.primary_act() == ""
    assert kept(written_desk, written_meeting).items == before
    QTest.mouseClick(panel.take, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
    assert pane.area.isVisible()
    after = kept(written_desk, written_meeting).items
    assert "Texte réécrit par l’hôte." in plain_text(after[0].text)
    assert first_item(pane).editor.copyable().startswith("Texte réécrit")
    shell.undo()
    assert kept(written_desk, written_meeting).items == before


def test_a_file_that_is_no_word_file_is_refused(pane: DraftPane, shell: Shell, tmp_path: Path) -> None:
    odd = tmp_path / "photo.docx"
    odd.write_bytes(b"\xff\xd8\xff\xe0 not a document")
    told = []
    shell.host.message_told.connect(told.append)
    pane.examine(str(odd))
    assert told
    assert "Word" in told[0].sentence()


def test_a_file_that_vanished_is_named(pane: DraftPane, shell: Shell, tmp_path: Path) -> None:
    told = []
    shell.host.message_told.connect(told.append)
    pane.examine(str(tmp_path / "parti.docx"))
    assert "parti.docx" in told[0].sentence()


# -- finding, spelling, versions ----------------------------------------------------------------


def test_words_are_found_and_replaced_everywhere_as_one_act(
    qtbot: QtBot, pane: DraftPane, shell: Shell, written_desk: Desk, written_meeting: Written
) -> None:
    before = kept(written_desk, written_meeting).items
    first_item(pane).editor.setFocus()
    shell.host.actions.trigger("write.replace")
    bar = pane.writing.find_bar
    assert not bar.isHidden()
    bar.field.setText("le")
    bar.by.setText("ZZZ")
    bar.field.returnPressed.emit()
    qtbot.waitUntil(lambda: "résultats" in bar.count.whole_text())
    bar.stepped.emit(1)
    assert " sur " in bar.count.whole_text()
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert "remplacements" in bar.count.whole_text()
    assert sum(plain_text(i.text).count("ZZZ") for i in kept(written_desk, written_meeting).items) >= 2
    shell.undo()
    assert kept(written_desk, written_meeting).items == before
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_the_next_unknown_word_is_chosen_with_its_menu(
    pane: DraftPane, shell: Shell, written_desk: Desk
) -> None:
    editor = first_item(pane).editor
    editor.setFocus()
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    for char in "Budjet ":
        QTest.sendKeyEvent(QTest.KeyAction.Click, editor, Qt.Key.Key_unknown, char, NO_KEYS)
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    shell.host.actions.trigger("write.next_fault")
    menu = next(w for w in editor.findChildren(QMenu) if w.isVisible())
    words = [act.text() for act in menu.actions()]
    assert editor.textCursor().selectedText() == "Budjet"
    assert words[0] == "Budget"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert editor.copyable().startswith("Budget")


def test_a_link_is_asked_for_in_a_bar(pane: DraftPane, shell: Shell) -> None:
    first_item(pane).editor.setFocus()
    shell.host.actions.trigger("write.link")
    bar = pane.writing.line_bar
    bar.fields[0].setText("le site")
    bar.fields[1].setText("pas une adresse")
    QTest.mouseClick(bar.ok, Qt.MouseButton.LeftButton)
    assert not bar.trouble.isHidden()
    bar.fields[1].setText("www.exemple.invalid")
    QTest.mouseClick(bar.ok, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert "le site" in first_item(pane).editor.copyable()


def test_versions_are_compared_and_a_text_taken_up(
    pane: DraftPane, shell: Shell, written_desk: Desk, written_meeting: Written
) -> None:
    written_desk.run(LayDraft(written_meeting.id))
    before = kept(written_desk, written_meeting).items
    editor = first_item(pane).editor
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    for char in "Ajout ":
        QTest.sendKeyEvent(QTest.KeyAction.Click, editor, Qt.Key.Key_unknown, char, NO_KEYS)
    shell.host.actions.trigger("draft.history")
    panel = pane.history
    assert panel.old.currentText().startswith("Version 1, gardée")
    assert ["ajouté «\u00a0Ajout\u00a0»" in view.accessibleName() for view in panel.views] == [True]
    QTest.mouseClick(panel.take_up[0], Qt.MouseButton.LeftButton)
    assert kept(written_desk, written_meeting).items[0].text == before[0].text
    assert panel.told.whole_text() == "Ces deux versions disent la même chose."
    shell.undo()
    assert plain_text(kept(written_desk, written_meeting).items[0].text).startswith("Ajout ")
    shell.host.actions.trigger("draft.history")
    assert panel.isHidden()


def test_a_conflict_is_settled_side_by_side_by_key_and_undone(
    pane: DraftPane, shell: Shell, written_desk: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    laid = Path(written_desk.run(LayDraft(written_meeting.id)).value).read_bytes()
    returned = tmp_path / "projet.docx"
    returned.write_bytes(edited(laid, changed={"première": "seule"}))
    shell.host.run(WriteEntry(written_meeting.waste, paragraphs_of(WASTE.replace("première", "dernière"))))
    pane.examine(str(returned))
    QTest.mouseClick(pane.returning.panel.take, Qt.MouseButton.LeftButton)
    conflicts = pane.returning.conflicts
    assert conflicts.isVisible()
    assert "dernière" in first_item(pane).editor.copyable()
    shell.host.actions.action("draft.first_conflict").trigger()
    QTest.keyClick(conflicts.cards[0], Qt.Key.Key_F)
    assert not conflicts.isVisible()
    assert "seule plainte" in plain_text(kept(written_desk, written_meeting).items[0].text)
    shell.undo()
    assert conflicts.isVisible()


def test_items_without_anchors_are_all_confirmed_in_one_act(
    pane: DraftPane, shell: Shell, written_desk: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    laid = Path(written_desk.run(LayDraft(written_meeting.id)).value).read_bytes()
    returned = tmp_path / "projet.docx"
    returned.write_bytes(without_anchors(edited(laid, changed={"première": "seule"})))
    pane.examine(str(returned))
    panel = pane.returning.panel
    assert panel.confirm.isVisible()
    QTest.mouseClick(panel.confirm, Qt.MouseButton.LeftButton)
    assert not panel.confirm.isVisible()
    assert not shell.host.actions.action("draft.confirm_all").isEnabled()
    QTest.mouseClick(panel.take, Qt.MouseButton.LeftButton)
    assert "seule plainte" in plain_text(kept(written_desk, written_meeting).items[0].text)


def test_a_conflict_is_written_otherwise_with_its_bold_words(
    qtbot: QtBot, pane: DraftPane, shell: Shell, written_desk: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    laid = Path(written_desk.run(LayDraft(written_meeting.id)).value).read_bytes()
    returned = tmp_path / "projet.docx"
    returned.write_bytes(edited(laid, changed={"première": "seule"}))
    words = WASTE.replace("première", "dernière")
    bold = Paragraph((Run(words[:8], bold=True), Run(words[8:])))
    shell.host.run(WriteEntry(written_meeting.waste, RichText((bold,))))
    pane.examine(str(returned))
    QTest.mouseClick(pane.returning.panel.take, Qt.MouseButton.LeftButton)
    (card,) = pane.returning.conflicts.cards
    QApplication.sendPostedEvents()  # the card is laid out, as it is before any hand reaches it
    QTest.mouseClick(card.rewrite, Qt.MouseButton.LeftButton)
    assert card.field.hasFocus()
    shell.host.actions.trigger("write.bold")
    for char in "Net ":
        QTest.sendKeyEvent(QTest.KeyAction.Click, card.field, Qt.Key.Key_unknown, char, NO_KEYS)
    QTest.mouseClick(card.keep, Qt.MouseButton.LeftButton)
    (block,) = kept(written_desk, written_meeting).items[0].text.blocks
    assert isinstance(block, Paragraph)
    assert [run.bold for run in block.runs] == [False, True, False]
    assert block_text(block).startswith("Net Le")


def test_the_end_of_a_pasted_text_is_in_sight(qtbot: QtBot, pane: DraftPane) -> None:
    editor = list(pane._items.values())[-1].editor
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    pasted = QMimeData()
    rows = "".join(f"<tr><td>Commune {at}</td><td>{at}</td></tr>" for at in range(30))
    pasted.setHtml(f"<h2>Bilan</h2><ul><li>un</li><li>deux</li></ul><table>{rows}</table><p>Fin.</p>")
    editor.insertFromMimeData(pasted)

    def is_grown_and_in_sight() -> bool:
        is_grown = editor.height() >= round(editor.document().size().height()) > pane.area.height()
        caret = editor.viewport().mapTo(pane.area.viewport(), editor.cursorRect().center())
        return is_grown and pane.area.viewport().rect().contains(caret)

    qtbot.waitUntil(is_grown_and_in_sight)
