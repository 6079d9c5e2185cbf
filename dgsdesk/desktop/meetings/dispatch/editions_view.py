"""What each edition contains and withholds (the leak check), as a column to read."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.dispatch.acts import DispatchPage, EditionRow
from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.ring import WANTS_RING
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.audience import AUDIENCE_WORDS
from dgsdesk.domain.wording import NBSP, plural


class EditionPanel(QWidget):
    """One edition: what to judge first, then what it contains and what it withholds."""

    def __init__(self, theme: Theme, edition: EditionRow) -> None:
        super().__init__()
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(TextLabel(theme, edition.title, "section", bold=True, wrap=True))
        counts = (
            plural(len(edition.recipients), "destinataire", "destinataires"),
            plural(edition.decisions, "décision", "décisions"),
            plural(edition.actions, "suite à donner", "suites à donner"),
        )
        column.addWidget(TextLabel(theme, " · ".join(counts), "small", "text_soft", wrap=True))
        for warning in edition.warnings:
            column.addWidget(warning_message(theme, warning))
        lines = QVBoxLayout()
        lines.setSpacing(theme.space("xs"))
        self._add_lines(lines, ((heading, "") for heading in edition.contains), "check", "ok", "contient")
        gone = [(one.words, f"réservé{NBSP}: {AUDIENCE_WORDS[one.audience]}") for one in edition.withheld]
        self._add_lines(lines, gone, "x", "bad", "retiré")
        column.addLayout(lines)
        if not gone:
            column.addWidget(TextLabel(theme, "Rien n’en est retiré.", "small", "text_soft"))
        for note in edition.notes:
            column.addWidget(TextLabel(theme, note, "small", "text_soft", wrap=True))

    def _add_lines(
        self, column: QVBoxLayout, lines: Iterable[tuple[str, str]], icon: str, role: str, word: str
    ) -> None:
        theme = self.theme
        for words, side in lines:
            line = QHBoxLayout()
            line.setSpacing(theme.space("s"))
            line.addWidget(IconView(theme, icon, role, "badge"))
            label = TextLabel(theme, words, "body", "text", elide=True)
            label.setAccessibleName(f"{word}{NBSP}: {words}")
            line.addWidget(label, 1)
            if side:
                line.addWidget(TextLabel(theme, side, "small", role))
            column.addLayout(line)


class EditionsView(QScrollArea):
    """The editions one below the other, warnings first."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
        self.setProperty(WANTS_RING, True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_editions(self, page: DispatchPage) -> None:
        """Show what leaves, edition by edition."""
        theme = self.theme
        content = Panel(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.space("xl"), theme.space("m"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("s"))
        for warning in page.warnings:
            column.addWidget(warning_message(theme, warning))
        for edition in page.editions:
            column.addWidget(EditionPanel(theme, edition))
            column.addSpacing(theme.space("l"))
        if page.vacant:
            said = Message(
                "Postes vacants, que personne ne lit.",
                where=f"{', '.join(page.vacant)}.",
                remedy="La mairie reçoit l’édition des maires.",
                tone="info",
            )
            column.addWidget(InlineMessage(theme, said))
        if page.unreachable:
            missing = ", ".join(one.quality or one.name for one in page.unreachable)
            said = Message("Sans adresse, à prévenir autrement.", where=f"{missing}.", tone="info")
            column.addWidget(InlineMessage(theme, said))
        column.addStretch(1)
        self.setWidget(content)


def warning_message(theme: Theme, words: str) -> InlineMessage:
    """Return a line that a person has to judge before anything leaves."""
    return InlineMessage(theme, Message(words, tone="warn"))


def heading_band(theme: Theme, title: TextLabel, line: TextLabel, side: QWidget | None = None) -> Panel:
    """Return the band that says where the minutes stand."""
    band = Panel(theme, "surface", "b")
    words = QVBoxLayout()
    words.setSpacing(theme.space("xs"))
    words.addWidget(title)
    words.addWidget(line)
    layout = QHBoxLayout(band)
    margin = theme.space("xl")
    layout.setContentsMargins(margin, theme.space("m"), margin, theme.space("m"))
    layout.addLayout(words, 1)
    if side is not None:
        layout.addWidget(side)
    return band
