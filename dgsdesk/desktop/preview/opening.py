"""Opens the preview of what stands in front: the papers of the page, and the table that is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QWidget

from dgsdesk.application.paper import table_paper
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.table_copy import tables_in
from dgsdesk.desktop.preview.window import PreviewWindow
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.main_window import MainWindow
from dgsdesk.desktop.shell.page import Page

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource
    from dgsdesk.application.view import View


_ROUNDS = 2
"""Answers that are waited for before a page is looked at: what is read may ask for more."""

_MORE_ROUNDS, _PAUSE_MS = 8, 50
"""Those for a page on which there is nothing yet, and what lies between them: it may come in pieces."""


def preview(host: PageHost, page: Page, around: MainWindow) -> None:
    """Show the papers of a page before they are printed; say kindly when there is nothing to print.

    What the page still reads is waited for: a page that has just been opened is empty.
    """
    if host.is_open:
        _wait(host, page, around, _ROUNDS + _MORE_ROUNDS)
    else:
        _say_nothing(host)


def _wait(host: PageHost, page: Page, around: MainWindow, rounds: int) -> None:
    """Look at the page behind all that was asked before."""
    then = partial(_look, host, page, around, rounds - 1)
    host.ask(_nothing, then=lambda _: then(), owner=page, replaces="preview")


def _nothing(view: View) -> None:
    """Ask for nothing: the answer comes behind those that are on their way."""


def _look(host: PageHost, page: Page, around: MainWindow, rounds: int) -> None:
    if not page.isVisible():
        return
    sources = _sources(page) if rounds <= _MORE_ROUNDS else []
    if sources:
        around.hide_what_says(_nothing_said())
        window = PreviewWindow(host, sources, around.body)
        window.finished.connect(partial(_give_back, around, around.focusWidget()))
        window.open()
    elif rounds > _MORE_ROUNDS:
        _wait(host, page, around, rounds)
    elif rounds:
        QTimer.singleShot(_PAUSE_MS, page, lambda: _wait(host, page, around, rounds))
    else:
        _say_nothing(host)


def _sources(page: Page) -> list[PaperSource]:
    sources: list[PaperSource] = list(page.papers())
    for table in tables_in(page):
        head = table.head if any(table.head) else [table.name]
        told = partial(table_paper, title=table.name, heads=head, rows=table.rows, strong=table.groups)
        sources.append(told)
    return sources


def _say_nothing(host: PageHost) -> None:
    remedy = QCoreApplication.translate(
        "Preview", "Les papiers d’une réunion sont à ses étapes, les listes sur leurs pages."
    )
    host.tell(Message(_nothing_said(), remedy=remedy, tone="info", passing=True))


def _nothing_said() -> str:
    return QCoreApplication.translate("Preview", "Il n’y a rien à imprimer sur cette page.")


def _give_back(window: QWidget, focus: QWidget | None, _: int) -> None:
    """Give the keyboard back to where it was, also where no window manager does."""
    window.activateWindow()
    if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
        focus.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
