"""What to send to the developers after a bug: where it happened, never whose data it was."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from dataclasses import dataclass
from pathlib import PurePath

from PySide6 import __version__ as qt_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from dgsdesk import __version__
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page, PageEntry, Place
from dgsdesk.desktop.theme.theme import Theme

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


_SCHEMES = {"light": "clair", "dark": "sombre", "high_contrast": "à fort contraste"}


def state_text(theme: Theme, page: str) -> str:
    """Describe the program as it runs, without personal data: versions, screen, appearance, page."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    lines = [
        f"DGS Desk {__version__}, Python {platform.python_version()}, Qt {qt_version}, {platform.platform()}",
        f"{size.width()} × {size.height()} × {screen.devicePixelRatio():g}, {QGuiApplication.platformName()}",
        f"thème {_SCHEMES[theme.scheme]}, texte à {theme.text_scale} %, page {page}",
    ]
    return "\n".join(lines)


def log_bug(error: BaseException) -> str:
    """Write the report to the log and return it."""
    text = report_text(error)
    _log.error("unexpected error\n%s", text)
    if sys.stderr is not None and _log.isEnabledFor(logging.DEBUG):
        traceback.print_exception(error, file=sys.stderr)
    return text


@dataclass(frozen=True)
class Offered:
    """A report that nothing went wrong for: the state of the program, to be completed by hand."""

    text: str


class BugReportPage(Page):
    """The report, readable before it is copied; one that is written by hand may be completed."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self.text = QPlainTextEdit()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(self.theme.space("xl"))
        self.text.setAccessibleName(self.tr("Texte du rapport"))
        self.header = PageHeader(self.theme)
        copy = Button(self.theme, self.tr("Copier le rapport"), kind=ButtonKind.FILLED, icon="clipboard-copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.header.add_button(copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.text, 1)

    def shown(self, subject: object | None) -> None:
        """Show a report's text, or begin one."""
        if isinstance(subject, Offered):
            self.header.show_title(
                self.tr("Envoyer un rapport"),
                self.tr("Complétez, copiez, puis collez dans un courriel. Ne citez personne."),
            )
            questions = (
                self.tr("Ce que je faisais :"),
                self.tr("Ce que j’attendais :"),
                self.tr("Ce qui s’est passé :"),
            )
            self.text.setReadOnly(False)
            self.text.setPlainText("\n\n\n".join((*questions, subject.text)))
        elif isinstance(subject, str):
            self.header.show_title(
                self.tr("Rapport d’incident"),
                self.tr("Aucun nom, aucun texte saisi : seulement l’endroit du programme."),
            )
            self.text.setReadOnly(True)
            self.text.setPlainText(subject)

    def take_focus(self) -> None:
        """Begin in the text."""
        self.text.setFocus()


ENTRY = PageEntry(
    PAGE_ID, "Rapport d’incident", "circle-alert", 0, BugReportPage, kinds=frozenset(), place=Place.NOWHERE
)
