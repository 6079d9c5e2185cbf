"""The guide: true to the program, found by words, opened at the chapter of the page; any table copied."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop.guide.chapters import chapter_of, read_chapters
from dgsdesk.desktop.guide.page import GuidePage
from dgsdesk.desktop.guide.search import found_in
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.places import PLACES
from dgsdesk.desktop.shell.bug_report import BugReportPage
from dgsdesk.desktop.shell.place import Place
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.shipped import shipped
from tests.desktop.conftest import OpenShell
from tests.written_meeting import written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

FOLDER = shipped("guide")
CHAPTERS = read_chapters(FOLDER, lambda _, act: act)


@pytest.fixture
def shell(open_shell: OpenShell, written_desk: Desk) -> Shell:
    return open_shell(written_desk, PAGES, "home")


def guide(shell: Shell) -> GuidePage:
    found = shell.page("guide")
    assert isinstance(found, GuidePage)
    return found


# -- what is written ---------------------------------------------------------------------------------------


def test_every_act_that_the_guide_names_exists_and_has_the_key_it_promises(shell: Shell) -> None:
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")]
    named = {name for text in texts for name in re.findall(r"\{(?:touche|acte):([^}]+)\}", text)}
    keys = {name for text in texts for name in re.findall(r"\{touche:([^}]+)\}", text)}
    assert named <= {spec.id for spec in shell.actions.specs()}
    assert not [name for name in keys if not shell.actions.spec(name).shown_key()]


def test_every_page_and_every_step_has_its_chapter() -> None:
    explained = {page for chapter in CHAPTERS for page in chapter.pages}
    shown = {place.id for place in PLACES if place.place is not Place.NOWHERE}
    assert shown <= explained
    assert {f"meetings/{step.value}" for step in Step} <= explained


def test_every_picture_is_there_and_described_and_none_is_useless() -> None:
    pictures = [found for one in CHAPTERS for found in re.findall(r"!\[(.*)\]\(pictures/(.+)\)", one.text)]
    assert all(alt for alt, _ in pictures)
    assert {name for _, name in pictures} == {path.name for path in (FOLDER / "pictures").iterdir()}
    assert all(QImage(str(FOLDER / "pictures" / name)).width() >= 1000 for _, name in pictures)


def test_chapters_for_the_same_people_stand_together() -> None:
    publics = [chapter.public for chapter in CHAPTERS]
    assert all(publics)
    assert len([one for at, one in enumerate(publics) if not at or publics[at - 1] != one]) == len(
        set(publics)
    )


@pytest.mark.parametrize(
    ("query", "chapter"),
    [
        ("fosse", "zones-grises"),
        ("cle usb", "petite-mairie"),
        ("chevalet", "hote"),
        ("NVDA", "clavier-accessibilite"),
    ],
)
def test_words_are_found_without_accents_or_plurals(query: str, chapter: str) -> None:
    assert chapter in [one.id for one, line in found_in(CHAPTERS, query).chapters if line]


@pytest.mark.parametrize(
    ("query", "instead", "first"),
    [
        ("la clé USB", "", "petite-mairie"),
        ("sovegarde", "sauvegarde", "sauvegarder"),
        ("acessibilité", "", "clavier-accessibilite"),
        ("imprimer gazpacho", "imprimer", "documents-recherche"),
    ],
)
def test_a_misspelt_word_or_one_too_many_still_finds(query: str, instead: str, first: str) -> None:
    found = found_in(CHAPTERS, query)
    assert found.instead == instead
    assert first in [chapter.id for chapter, _ in found.chapters][:2]


def test_what_the_guide_does_not_say_is_not_found() -> None:
    assert not found_in(CHAPTERS, "xylophone").chapters


def test_a_page_without_chapter_leads_to_the_first() -> None:
    found = chapter_of(CHAPTERS, "nowhere")
    assert found is CHAPTERS[0]


# -- in the window -----------------------------------------------------------------------------------------


def test_help_opens_at_the_step_in_front(shell: Shell) -> None:
    shell.open_page("meetings")
    shell.actions.trigger("shell.help_here")
    assert shell.current_page == "guide"
    assert guide(shell).list.chosen_key() in {"tenir", "rediger"}
    assert guide(shell).reader.toPlainText()


def test_help_opens_where_the_chapter_speaks_of_what_is_in_front(shell: Shell) -> None:
    shell.open_page("actions", "decisions")
    shell.actions.trigger("shell.help_here")
    page = guide(shell)
    assert (page.list.chosen_key(), page.reader.textCursor().block().text()) == (
        "sujets-actions",
        "Décisions",
    )
    shell.actions.trigger("shell.help_here")
    assert page.list.chosen_key() == "sujets-actions"
    shell.open_page("settings", "archives")
    shell.actions.trigger("shell.help_here")
    assert page.list.chosen_key() == "vos-donnees"


def test_what_is_typed_narrows_the_chapters(qtbot: QtBot, shell: Shell) -> None:
    shell.actions.trigger("shell.guide")
    page = guide(shell)
    qtbot.keyClicks(page.field, "chevalets")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert {mark.cursor.selectedText().lower() for mark in page.reader.extraSelections()} == {"chevalets"}
    page.field.setText("xylophone")
    qtbot.waitUntil(lambda: "Rien sur « xylophone »" in page.model.index(0, 0).data())


def test_words_that_nothing_answers_are_looked_for_in_the_guide(shell: Shell) -> None:
    shell.palette._search_guide("sovegarde")
    page = shell.page("guide")
    assert isinstance(page, GuidePage)
    assert page.field.text() == "sovegarde"
    assert page.list.chosen_key() == found_in(page.chapters, "sovegarde").chapters[0][0].id


def test_a_report_says_nothing_of_the_network(shell: Shell) -> None:
    shell.actions.trigger("shell.report")
    page = shell.page("bug_report")
    assert isinstance(page, BugReportPage)
    text = page.text.toPlainText()
    assert "Qt" in text
    assert "Clisson" not in text
    assert not page.text.isReadOnly()


def test_the_list_of_pages_is_never_what_is_copied(shell: Shell) -> None:
    shell.open_page("subjects")
    shell.window.activateWindow()
    pages = next(one for one in shell.window.findChildren(QListView) if one.accessibleName() == "Pages")
    pages.setFocus(Qt.FocusReason.MouseFocusReason)
    shell.actions.trigger("shell.copy_table")
    assert "Réglages" not in QGuiApplication.clipboard().text()


def test_a_table_is_copied_as_text_and_as_rich_text(shell: Shell) -> None:
    shell.open_page("yearly_report", "attendance")
    table = shell.page("yearly_report").pane.table  # type: ignore[attr-defined]
    table.setFocus(Qt.FocusReason.TabFocusReason)
    shell.actions.trigger("shell.copy_table")
    copied = QGuiApplication.clipboard().mimeData()
    head, first, *_ = copied.text().splitlines()
    assert head.split("\t")[0] == "Collectivité"
    assert len(first.split("\t")) == len(head.split("\t"))
    assert "<th>Collectivité</th>" in copied.html()
