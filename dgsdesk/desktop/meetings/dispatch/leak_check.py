"""The last look before a dispatch: edition by edition what it holds, withholds and to whom it goes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.dispatch.acts import LastLook
from dgsdesk.application.mailing.mailing import WAY_WORDS, Way
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.fields import choice_field
from dgsdesk.desktop.components.flow import foot_row
from dgsdesk.desktop.components.scrolled import framed
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.window_size import size_window
from dgsdesk.desktop.meetings.agreement import recipient_lines
from dgsdesk.desktop.meetings.dispatch.editions_view import EditionPanel, warning_message
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import capitalised, plural


class LeakCheck(QDialog):
    """A window before the page: ``accepted`` when the user lets the editions leave.

    Editions with something to judge come first. With warnings, the button waits until they are said to be
    read. ``messages_wanted`` when the messages are to be read over first.
    """

    messages_wanted = Signal()

    def __init__(self, theme: Theme, look: LastLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._look = look
        page = look.page
        count = sum(len(edition.recipients) for edition in page.editions)
        title = f"Diffuser le compte rendu à {plural(count, 'destinataire', 'destinataires')}"
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.warnings = (*page.warnings, *(line for one in page.editions for line in one.warnings))
        words = [(way.value, capitalised(said)) for way, said in WAY_WORDS.items()]
        self.ways = choice_field(self.tr("Façon d’envoyer les messages"), words)
        self.ways.setMinimumContentsLength(34)
        self.read = QCheckBox(self.tr("J’ai relu les points à vérifier"))
        self.read.setVisible(bool(self.warnings))
        self.go = Button(theme, self.tr("Préparer la diffusion"), kind=ButtonKind.FILLED)
        self.go.clicked.connect(self.accept)
        self.read_over = Button(theme, self.tr("Lire les messages…"), icon="mail")
        self.read_over.clicked.connect(self.messages_wanted)
        self.back = Button(theme, self.tr("Revenir"))
        self.back.clicked.connect(self.reject)
        self.read.toggled.connect(self.go.setEnabled)
        self.go.setEnabled(not self.warnings)
        self._lay_out(title)
        size_window(self, theme, 900, 620)
        (self.read if self.warnings else self.go).setFocus()

    @property
    def way(self) -> Way:
        """How the messages leave."""
        return Way(self.ways.currentData())

    def _lay_out(self, title: str) -> None:
        theme = self.theme
        layout = QVBoxLayout(self)
        margin = theme.space("xl")
        layout.setContentsMargins(margin, theme.space("l"), margin, theme.space("l"))
        layout.setSpacing(theme.space("m"))
        layout.addWidget(TextLabel(theme, title, "section", bold=True, wrap=True))
        said = self.tr(
            "Relisez ce que chaque édition contient et retient. Les messages sont préparés sur ce poste "
            "et partent de votre messagerie."
        )
        layout.addWidget(TextLabel(theme, said, "body", "text_soft", wrap=True))
        layout.addWidget(self._editions(), 1)
        layout.addLayout(self._verified())
        layout.addLayout(self._foot())

    def _editions(self) -> QScrollArea:
        theme, page = self.theme, self._look.page
        content = Panel(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.space("l"), theme.space("m"), theme.space("l"), theme.space("m"))
        column.setSpacing(theme.space("s"))
        for warning in page.warnings:
            column.addWidget(warning_message(theme, warning))
        for edition in sorted(page.editions, key=lambda one: not one.warnings):
            column.addWidget(EditionPanel(theme, edition))
            for line in recipient_lines(edition.recipients):
                column.addWidget(TextLabel(theme, line, "small", "text_soft", wrap=True))
            column.addSpacing(theme.space("l"))
        column.addStretch(1)
        return framed(content, self.tr("Ce qui part, et à qui"))

    def _verified(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(self.theme.space("xs"))
        for said in self._look.verified:
            line = QHBoxLayout()
            line.setSpacing(self.theme.space("s"))
            line.addWidget(IconView(self.theme, "check", "ok", "badge"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(TextLabel(self.theme, said, "small", "text_soft", wrap=True), 1)
            lines.addLayout(line)
        return lines

    def _foot(self) -> QHBoxLayout:
        choices = (self.ways, self.read_over, self.read)
        return foot_row(choices, (self.back, self.go), self.theme.space("s"))
