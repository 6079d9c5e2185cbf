"""What to send to the developers after a bug: where it happened, never whose data it was."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from pathlib import PurePath

from PySide6 import __version__ as qt_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page, PageEntry, Place

PAGE_ID = "bug_report"
_log = logging.getLogger("dgsdesk")


def report_text(error: BaseException) -> str:
    """Describe a bug without personal data: kinds of errors, files and lines, versions.

    Messages of exceptions are left out, since they may quote what was typed.
    """
    lines = [f"DGS Desk, Python {platform.python_version()}, Qt {qt_version}, {platform.platform()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [
            f"  {PurePath(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def log_bug(error: BaseException) -> str:
    """Write the report to the log and return it."""
    text = report_text(error)
    _log.error("unexpected error\n%s", text)
    if sys.stderr is not None and _log.isEnabledFor(logging.DEBUG):
        traceback.print_exception(error, file=sys.stderr)
    return text


class BugReportPage(Page):
    """The report, readable before it is copied."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Texte du rapport"))
        header = PageHeader(
            self.theme,
            self.tr("Rapport d’incident"),
            self.tr("Aucun nom, aucun texte saisi : seulement l’endroit du programme."),
        )
        copy = Button(self.theme, self.tr("Copier le rapport"), kind=ButtonKind.FILLED, icon="clipboard-copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text.toPlainText()))
        header.add_button(copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(self._text, 1)

    def shown(self, subject: object | None) -> None:
        """Show a report's text."""
        if isinstance(subject, str):
            self._text.setPlainText(subject)


ENTRY = PageEntry(
    PAGE_ID, "Rapport d’incident", "circle-alert", 0, BugReportPage, kinds=frozenset(), place=Place.NOWHERE
)
