"""What colleagues sent back, before it is noted: source by source, who is still to be named (look/c)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout

from dgsdesk.application.review.incoming import UNNAMED, Incoming, IncomingPreview, IncomingRow
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import choice_field
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.scrolled import scrolled_inside
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import NBSP, plural


class PastePanel(Panel):
    """A field for the text of a message; ``read(text)`` when it is to be read, ``closed`` when given up."""

    read = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Texte du courriel"))
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(
            self.tr("De : …\nEnvoyé : …\n\nPoint 1.2 : remplacer « 48 heures » par « deux jours ouvrés ».")
        )
        go = Button(theme, self.tr("Lire le courriel"), kind=ButtonKind.FILLED)
        go.clicked.connect(lambda: self.read.emit(self.text.toPlainText()))
        back = Button(theme, self.tr("Annuler"))
        back.clicked.connect(self.closed)
        escape_clicks(self, back)
        inner = Panel(theme, "surface")
        layout = QVBoxLayout(inner)
        margin = theme.space("l")
        layout.setContentsMargins(margin, theme.space("m"), margin, theme.space("m"))
        layout.setSpacing(theme.space("s"))
        layout.addWidget(TextLabel(theme, self.tr("Coller un courriel"), "section", bold=True))
        words = self.tr(
            "Collez le message entier, avec ses lignes « De » et « Envoyé » : l’auteur, le jour, les points "
            "et les passages cités sont reconnus. Rien n’est noté avant votre accord."
        )
        layout.addWidget(TextLabel(theme, words, "small", "text_soft", wrap=True))
        layout.addWidget(self.text, 1)
        layout.addWidget(FlowRow(go, back))
        scrolled_inside(self, inner)

    def start(self, text: str) -> None:
        """Show a text to begin with, ready to be replaced."""
        self.text.setPlainText(text)
        self.text.selectAll()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


class IncomingPanel(Panel):
    """``wanted(incoming)`` when it is to be noted, ``named(incoming)`` when an author is told, ``closed``."""

    wanted = Signal(object)
    named = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self._incoming = Incoming()
        self.choices: dict[str, QComboBox] = {}
        self.title = TextLabel(theme, "", "section", bold=True, wrap=True)
        self.go = Button(theme, "", kind=ButtonKind.FILLED)
        self.go.clicked.connect(lambda: self.wanted.emit(self._incoming))
        back = Button(theme, self.tr("Annuler"))
        back.clicked.connect(self.closed)
        escape_clicks(self, back)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.tr("Ce qui sera noté"))
        layout = QVBoxLayout(self)
        margin = theme.space("l")
        layout.setContentsMargins(margin, theme.space("m"), 0, theme.space("m"))
        layout.setSpacing(theme.space("s"))
        layout.addWidget(self.title)
        layout.addWidget(self._area, 1)
        layout.addWidget(FlowRow(self.go, back))

    def show_preview(
        self, incoming: Incoming, preview: IncomingPreview, members: tuple[tuple[str, str], ...]
    ) -> None:
        """Show what was read; names that belong to nobody are asked, each once."""
        self._incoming = incoming
        self.title.show_text(_title(preview))
        nothing = not preview.fresh and not preview.approvals
        self.go.setText(self.tr("Ranger {}").format(_count(preview)) if not nothing else self.tr("Ranger"))
        self.go.setEnabled(not nothing)
        content = Panel(self.theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, self.theme.space("m"), 0)
        column.setSpacing(self.theme.space("s"))
        self._add_warnings(column, preview)
        self._add_unknown(column, preview, members)
        self._add_rows(column, preview)
        column.addStretch(1)
        self._area.setWidget(content)
        (next(iter(self.choices.values()), None) or self.go).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_warnings(self, column: QVBoxLayout, preview: IncomingPreview) -> None:
        for refused in preview.refused:
            column.addWidget(InlineMessage(self.theme, Message(refused.words, tone="bad")))
        for older in preview.older:
            column.addWidget(InlineMessage(self.theme, Message(older, tone="warn")))
        for approver in preview.approvals:
            said = Message(f"{approver}{NBSP}: approbation expresse.", tone="ok")
            column.addWidget(InlineMessage(self.theme, said))

    def _add_unknown(
        self, column: QVBoxLayout, preview: IncomingPreview, members: tuple[tuple[str, str], ...]
    ) -> None:
        self.choices = {}
        told = dict(self._incoming.told)
        for name in (*preview.unknown, *(name for name in told if name not in preview.unknown)):
            words = self._question(name)
            label = TextLabel(self.theme, words, "small", "warn", wrap=True)
            field = choice_field(words, [("", self.tr("Personne du réseau")), *members])
            field.setCurrentIndex(max(0, field.findData(told.get(name, ""))))
            field.activated.connect(lambda _, key=name: self._tell(key))
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            self.choices[name] = field

    def _question(self, name: str) -> str:
        if name.startswith(UNNAMED):
            return self.tr("Qui est l’{} ?").format(name[0].lower() + name[1:])
        return self.tr("Qui est « {} » ? La réponse est retenue pour la prochaine fois.").format(name)

    def _tell(self, name: str) -> None:
        told: Mapping[str, str] = dict(self._incoming.told) | {name: str(self.choices[name].currentData())}
        kept = tuple((key, value) for key, value in told.items() if value)
        self.named.emit(
            Incoming(self._incoming.files, self._incoming.pasted, kept, self._incoming.received_on)
        )

    def _add_rows(self, column: QVBoxLayout, preview: IncomingPreview) -> None:
        fresh = [row for row in preview.rows if not row.known]
        for source, rows in groupby(fresh, key=lambda row: (row.source, row.author)):
            title = " · ".join(filter(None, (source[1], source[0])))
            column.addWidget(TextLabel(self.theme, title, "small", "text", bold=True, wrap=True))
            for row in rows:
                column.addWidget(TextLabel(self.theme, _line(row), "small", "text_soft", wrap=True))
        known = len(preview.rows) - len(fresh)
        if known:
            words = plural(known, "observation déjà notée", "observations déjà notées")
            column.addWidget(TextLabel(self.theme, f"{words}, laissées de côté", "small", "text_faint"))


def _count(preview: IncomingPreview) -> str:
    parts = []
    if preview.fresh:
        parts.append(plural(preview.fresh, "observation", "observations"))
    if preview.approvals:
        parts.append(plural(len(preview.approvals), "approbation", "approbations"))
    return " et ".join(parts)


def _title(preview: IncomingPreview) -> str:
    return f"À ranger{NBSP}: {_count(preview)}" if _count(preview) else "Rien de nouveau à ranger"


def _line(row: IncomingRow) -> str:
    change = ""
    if row.removes:
        change = f"supprimer «{NBSP}{row.quote}{NBSP}»"
    elif row.proposed and row.quote:
        change = f"«{NBSP}{row.quote}{NBSP}» → «{NBSP}{row.proposed}{NBSP}»"
    elif row.proposed:
        change = f"«{NBSP}{row.proposed}{NBSP}»"
    return " · ".join(filter(None, (row.heading, row.text, change)))
