"""What each edition contains and withholds (the leak check), as a column to read."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.dispatch import DispatchPage, EditionRow
from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import plural


class EditionsView(QScrollArea):
    """The editions one below the other, warnings first."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
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
            column.addWidget(InlineMessage(theme, Message(warning, tone="warn")))
        for edition in page.editions:
            self._add_edition(column, edition)
        if page.unreachable:
            missing = ", ".join(one.quality or one.name for one in page.unreachable)
            said = Message("Sans adresse, à prévenir autrement.", where=f"{missing}.", tone="info")
            column.addWidget(InlineMessage(theme, said))
        column.addStretch(1)
        self.setWidget(content)

    def _add_edition(self, column: QVBoxLayout, edition: EditionRow) -> None:
        theme = self.theme
        column.addWidget(TextLabel(theme, edition.title, "section", bold=True, wrap=True))
        counts = (
            plural(len(edition.recipients), "destinataire", "destinataires"),
            plural(edition.decisions, "décision", "décisions"),
            plural(edition.actions, "suite à donner", "suites à donner"),
        )
        column.addWidget(TextLabel(theme, " · ".join(counts), "small", "text_soft", wrap=True))
        lines = QVBoxLayout()
        lines.setSpacing(theme.space("xs"))
        self._add_lines(lines, edition.contains, "check", "ok", "contient")
        self._add_lines(lines, edition.withholds, "x", "bad", "retiré")
        column.addLayout(lines)
        if not edition.withholds:
            column.addWidget(TextLabel(theme, "Aucun point n’en est retiré.", "small", "text_soft"))
        column.addSpacing(theme.space("l"))

    def _add_lines(
        self, lines: QVBoxLayout, headings: Iterable[str], icon: str, role: str, word: str
    ) -> None:
        theme = self.theme
        for heading in headings:
            line = QHBoxLayout()
            line.setSpacing(theme.space("s"))
            line.addWidget(IconView(theme, icon, role, "badge"))
            label = TextLabel(theme, heading, "body", "text", elide=True)
            label.setAccessibleName(f"{word} : {heading}")
            line.addWidget(label, 1)
            if word == "retiré":
                line.addWidget(TextLabel(theme, "retiré de cette édition", "small", role))
            lines.addLayout(line)


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
