"""The page of documents and what other pages show of the library, by clicks, keys and drops."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddGreyZone
from dgsdesk.application.library.acts import AddDocuments, NewFile
from dgsdesk.application.library.acts import Place as Spot
from dgsdesk.application.library.page import LibraryPage as Library
from dgsdesk.application.library.page import document_detail, documents_of, library_page
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.desktop.grey_zones.entry import ENTRY as GREY_ZONES
from dgsdesk.desktop.grey_zones.page import GreyZonesPage
from dgsdesk.desktop.library.entry import ENTRY
from dgsdesk.desktop.library.page import LibraryPage
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.subjects.entry import ENTRY as SUBJECTS
from dgsdesk.desktop.subjects.page import SubjectsPage
from dgsdesk.domain.library import OwnerKind
from dgsdesk.whole_file import FILE_LIMIT
from tests.desktop.conftest import OpenShell
from tests.desktop.drops import drop
from tests.opened import catch_opened

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return catch_opened(monkeypatch)


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    clisson.run(AddGreyZone("Déneigement"))
    return open_shell(clisson, [ENTRY, GREY_ZONES, SUBJECTS], "library")


@pytest.fixture
def page(shell: Shell) -> LibraryPage:
    found = shell.page("library")
    assert isinstance(found, LibraryPage)
    return found


@pytest.fixture
def snow(tmp_path: Path) -> Path:
    path = tmp_path / "Viabilité hivernale.txt"
    path.write_text("Qui sale les trottoirs ?", encoding="utf-8")
    return path


def library(desk: Desk) -> Library:
    return desk.ask(library_page)


def told(shell: Shell) -> str:
    """Return what the message above the page says."""
    message = shell.window.messages.message
    return message.sentence() if message else ""


def test_a_file_dropped_on_the_page_is_kept_described_found_and_opened(
    qtbot: QtBot, shell: Shell, page: LibraryPage, clisson: Desk, snow: Path, opened: list[str]
) -> None:
    drop(page, snow)
    (line,) = library(clisson).lines
    assert page.list.chosen_key() == line.id
    page.detail.tags.setText("voirie, hiver")
    page.detail.tags.keep_now()
    assert library(clisson).tags == ("hiver", "voirie")
    page.tags.setCurrentIndex(page.tags.findData("hiver"))
    page.tags.activated.emit(page.tags.currentIndex())
    assert page.model.rowCount() == 1
    page.kinds.setCurrentIndex(2)
    page.kinds.activated.emit(2)
    assert page.register.is_not_found
    page.register.clear_filter()
    assert page.model.rowCount() == 1
    qtbot.keyClick(shell.window, Qt.Key.Key_Return, CONTROL)
    assert Path(opened[0]).name == snow.name
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert library(clisson).lines == ()
    qtbot.keyClick(shell.window, Qt.Key.Key_Z, CONTROL)
    assert len(library(clisson).lines) == 1


def test_a_new_version_keeps_the_old_one(page: LibraryPage, clisson: Desk, snow: Path) -> None:
    drop(page, snow)
    snow.write_text("Qui sale, et qui paie ?", encoding="utf-8")
    page.add_version(snow)
    assert page.detail.versions.rowCount() == 2
    assert page.detail.tabs.tabText(2) == "Versions (2)"


def test_a_zone_takes_files_and_gives_them_back(
    qtbot: QtBot, shell: Shell, page: LibraryPage, clisson: Desk, snow: Path
) -> None:
    shell.open_page("grey_zones")
    zones = shell.page("grey_zones")
    assert isinstance(zones, GreyZonesPage)
    panel = zones.detail.documents
    zones.detail.tabs.setCurrentWidget(panel)
    drop(panel, snow)
    assert panel.rows.rowCount() == 1
    assert zones.detail.tabs.tabText(zones.detail.tabs.indexOf(panel)) == "Documents (1)"
    (line,) = library(clisson).lines
    assert line.uses == {OwnerKind.GREY_ZONE}
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert panel.rows.rowCount() == 0
    assert panel.library.box.count() == 1
    panel.library.box.activated.emit(0)
    assert panel.rows.rowCount() == 1
    shell.open_page("library")
    assert page.detail.uses.rowCount() == 1
    page.detail.use_list.activated_key.emit(zones.list.chosen_key())
    assert shell.current_page == "grey_zones"


def test_a_subject_takes_files(shell: Shell, clisson: Desk, snow: Path) -> None:
    theme = clisson.run(NoteSubject("Sel")).value
    shell.open_page("subjects")
    subjects = shell.page("subjects")
    assert isinstance(subjects, SubjectsPage)
    drop(subjects.detail.documents, snow)
    assert len(clisson.ask(documents_of, Spot(OwnerKind.THEME, theme)).lines) == 1


def test_a_program_is_opened_only_after_a_warning(
    qtbot: QtBot, shell: Shell, page: LibraryPage, clisson: Desk, opened: list[str]
) -> None:
    clisson.run(AddDocuments((NewFile("mise-a-jour.exe", b"MZ"),)))
    page.refresh(frozenset())
    qtbot.keyClick(shell.window, Qt.Key.Key_Return, CONTROL)
    assert opened == []
    assert "programme" in told(shell)
    message = shell.window.messages.message
    assert message is not None
    assert message.act is not None
    message.act()
    assert len(opened) == 1


@pytest.mark.parametrize("kind", ["huge", "gone", "folder", "pipe", "locked"])
def test_what_cannot_be_taken_is_told_and_nothing_changes(
    shell: Shell, page: LibraryPage, clisson: Desk, tmp_path: Path, snow: Path, kind: str
) -> None:
    import os

    path = tmp_path / "gros fichier.mp4"
    if kind == "huge":
        with path.open("wb") as file:
            file.truncate(2 * 2**30)
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "locked":
        path.symlink_to(path)
    drop(page, snow, path)
    assert "«\u00a0gros fichier.mp4\u00a0»" in told(shell)
    assert "Rien n’a été changé." in told(shell)
    assert library(clisson).lines == ()
    assert (str(FILE_LIMIT // 1_000_000) in told(shell)) == (kind == "huge")


def test_versions_and_uses_are_read_by_name(page: LibraryPage, clisson: Desk, snow: Path) -> None:
    drop(page, snow)
    found = clisson.ask(document_detail, page.list.chosen_key())
    assert page.detail.header.title() == found.title == "Viabilité hivernale"
    assert page.list.accessibleName() == "Bibliothèque du réseau"


def test_a_document_is_dragged_out_as_a_file(
    qtbot: QtBot, page: LibraryPage, clisson: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clisson.run(AddDocuments((NewFile("plan.txt", b"Sel et fondants"),), None))
    page.refresh(frozenset())
    dragged: list[str] = []
    left = Qt.MouseButton.LeftButton

    def let_go(drag: QDrag, actions: Qt.DropAction) -> Qt.DropAction:
        dragged.extend(url.toLocalFile() for url in drag.mimeData().urls())
        assert not drag.pixmap().isNull()
        monkeypatch.setattr(QDropEvent, "source", lambda _: drag.source())
        over_itself = QDragEnterEvent(QPoint(50, 50), actions, drag.mimeData(), left, Qt.KeyboardModifier(0))
        QApplication.sendEvent(page, over_itself)
        assert not over_itself.isAccepted()
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", let_go)
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: left)
    viewport = page.list.viewport()
    qtbot.mousePress(viewport, left, pos=QPoint(40, 10))
    at = QPointF(60, 60)
    move = QMouseEvent(
        QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), left, left, Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(viewport, move)
    qtbot.mouseRelease(viewport, left, pos=QPoint(60, 60))
    assert [Path(path).name for path in dragged] == ["plan.txt"]
    assert Path(dragged[0]).read_bytes() == b"Sel et fondants"
