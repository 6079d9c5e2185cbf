"""Opens the preview of what stands in front: the papers of the page, and the table that is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from dgsdesk.application.paper import table_paper
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.table_copy import tables_in
from dgsdesk.desktop.preview.window import PreviewWindow
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource


def preview(host: PageHost, page: Page, around: QWidget) -> PreviewWindow | None:
    """Show the papers of a page before they are printed; say kindly when there is nothing to print."""
    sources: list[PaperSource] = list(page.papers()) if host.is_open else []
    for table in tables_in(page) if host.is_open else ():
        head = table.head if any(table.head) else [table.name]
        told = partial(table_paper, title=table.name, heads=head, rows=table.rows, strong=table.groups)
        sources.append(told)
    if not sources:
        tr = QCoreApplication.translate
        what = tr("Preview", "Il n’y a rien à imprimer sur cette page.")
        remedy = tr("Preview", "Les papiers d’une réunion sont à ses étapes, les listes sur leurs pages.")
        host.tell(Message(what, remedy=remedy, tone="info"))
        return None
    window = PreviewWindow(host, sources, around)
    window.finished.connect(partial(_give_back, around.window(), around.window().focusWidget()))
    window.open()
    return window


def _give_back(window: QWidget, focus: QWidget | None, _: int) -> None:
    """Give the keyboard back to where it was, also where no window manager does."""
    window.activateWindow()
    if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
        focus.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
