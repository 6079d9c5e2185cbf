"""Papers are seen as they will be printed, on every page, before anything is laid or printed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from dgsdesk.application.action.printing import PrintActions
from dgsdesk.application.desk import Desk
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.preview.pages_view import PagesView
from dgsdesk.desktop.preview.window import PreviewWindow
from dgsdesk.desktop.shell.page import Page, PageEntry
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.outside.opening import Late, SystemOpener
from tests.desktop.conftest import OpenShell


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Iterator[Shell]:
    shell = open_shell(clisson, PAGES, "rota")
    yield shell
    for window in opened():
        window.reject()


def opened() -> list[PreviewWindow]:
    """Return the previews that are open."""
    every = QApplication.topLevelWidgets()
    return [one for one in every if isinstance(one, PreviewWindow) and one.isVisible()]


def previewed(shell: Shell, qtbot: QtBot) -> PreviewWindow:
    """Press Ctrl+P and return the preview, its first page painted."""
    qtbot.keyClick(shell.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (window,) = opened()
    qtbot.waitUntil(lambda: window.view.count > 0 and window.view.has_picture(0))
    return window


def test_the_pages_of_a_list_are_shown_enlarged_and_saved(
    shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.open_page("shortcuts")
    window = previewed(shell, qtbot)
    view, count = window.view, window.view.count
    assert count > 3
    assert window.number.suffix() == f" sur {count}"
    assert f"page 1 sur {count}" in view.accessibleName()
    assert "aperçu avant impression" in view.accessibleDescription()  # the words of the page itself

    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert window.number.value() == count
    assert window.thumbnails.currentIndex().row() == count - 1
    assert not window.next.isEnabled()
    qtbot.mouseClick(window.former, Qt.MouseButton.LeftButton)
    assert f"page {count - 1} sur" in view.accessibleName()

    qtbot.mouseClick(window.own, Qt.MouseButton.LeftButton)
    assert window.percent.whole_text() == "100\u00a0%"
    qtbot.mouseClick(window.larger, Qt.MouseButton.LeftButton)
    assert view.scale() == 1.25
    qtbot.mouseClick(window.wide, Qt.MouseButton.LeftButton)
    assert view.horizontalScrollBar().maximum() == 0
    window.save_as(tmp_path / "commandes.pdf")
    assert len(pypdfium2.PdfDocument(tmp_path / "commandes.pdf")) == count
    assert window.problem.message is not None
    pulled: list[str] = []
    monkeypatch.setattr(window, "_drag", pulled.append)  # the system's drag itself would wait for a drop
    port = window.thumbnails.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    moved = QPointF(100, 60)
    held = (Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(port, QMouseEvent(QEvent.Type.MouseMove, moved, moved, *held))
    (path,) = map(Path, pulled)
    assert path.name.endswith("_Commandes.pdf")
    assert path.stat().st_mode & 0o222 == 0
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    window.save_as(tmp_path / "nowhere" / "commandes.pdf")
    assert window.problem.message.tone == "bad"


def test_the_act_s_own_paper_comes_first_and_is_not_laid(
    shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(tmp_path.rglob("*.docx"))
    shell.open_page("actions")
    window = previewed(shell, qtbot)
    assert window.said.whole_text() == "Actions ouvertes – 1\u00a0page"
    assert sorted(tmp_path.rglob("*.docx")) == before
    assert not shell.window.toast.isVisible()

    printed = tmp_path / "imprime.pdf"

    def agree(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(printed))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", agree)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page = pypdfium2.PdfDocument(printed)[0]
    assert page.get_width() > page.get_height()  # the list lies across the page, and so does the print
    drawn = page.render(scale=0.5)
    assert len(set(bytes(drawn.buffer))) > 20  # there is something on it
    window.reject()


def test_a_page_with_nothing_to_print_says_so(shell: Shell, qtbot: QtBot) -> None:
    shell.open_page("about")
    qtbot.keyClick(shell.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.window.messages.message is not None)
    assert not opened()
    message = shell.window.messages.message
    assert message is not None
    assert message.what == "Il n’y a rien à imprimer sur cette page."


def test_what_a_page_still_reads_is_waited_for_and_the_message_goes(
    open_shell: OpenShell, clisson: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    class Slow(Page):
        def papers(self) -> list[Any]:
            asked.append(0)
            return [PrintActions()] if len(asked) == 3 else []

    entry = PageEntry("slow", "Lente", "nav.rota", 1, Slow)
    shell = open_shell(clisson, [entry], "slow")
    qtbot.keyClick(shell.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(opened()))
    assert shell.window.messages.message is None
    opened()[0].reject()

    monkeypatch.setattr(Slow, "papers", lambda _: [])
    shell.actions.trigger("shell.preview")
    qtbot.waitUntil(lambda: shell.window.messages.message is not None)
    monkeypatch.setattr(Slow, "papers", lambda _: [PrintActions()])
    shell.actions.trigger("shell.preview")
    assert opened()
    assert shell.window.messages.message is None
    opened()[0].reject()


def test_a_program_that_refuses_late_is_told_of_all_the_same(
    shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_late(_: SystemOpener, path: str, late: Late) -> None:
        error = StorageUnavailable("no_program", where="plan.pdf", folder=path)
        threading.Thread(target=late, args=(error,)).start()

    monkeypatch.setattr(SystemOpener, "open", refuse_late)
    shell.host.open_path(str(tmp_path))
    qtbot.waitUntil(lambda: shell.window.messages.message is not None)
    message = shell.window.messages.message
    assert message is not None
    assert "plan.pdf" in message.what


def test_a_huge_document_takes_a_bounded_room(shell: Shell, qtbot: QtBot) -> None:
    made = pypdfium2.PdfDocument.new()
    for _ in range(400):
        made.new_page(595, 842)
    huge = Path(shell.preferences._settings.fileName()).with_name("huge.pdf")
    made.save(huge)
    view = PagesView(shell.host)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.show_pages(shell.host.press.pages(huge.read_bytes()))
    for page in range(0, 400, 7):
        view.go_to(page)
        view.grab()
        assert view.has_picture(page)
    assert view.count == 400
    assert view.bytes_kept < 70_000_000
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    view.show_pages(None)
