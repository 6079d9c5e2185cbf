"""The last check of a draft, an approval or a dispatch: what leaves, to whom, what is withheld."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.mailing.mailing import WAY_WORDS, Recipient, Way
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import choice_field
from dgsdesk.desktop.components.flow import foot_row
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.scrolled import framed
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.window_size import size_window
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import capitalised


@dataclass(frozen=True)
class CheckList:
    """A titled list of lines to read over."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """What is to be agreed to.

    ``verb`` is the filled button's; ``ways`` offers how the messages leave; ``reason`` names a line that
    must be typed; ``choices`` are values with their words, the first one chosen; ``unplaced`` warns of texts
    that wait for a place, with a way to them.
    """

    title: str
    sentence: str
    verb: str
    lists: tuple[CheckList, ...] = ()
    warnings: tuple[str, ...] = ()
    ways: bool = False
    reason: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    unplaced: str = ""


def recipient_lines(recipients: Iterable[Recipient]) -> tuple[str, ...]:
    """Write a line per recipient: capacity, name, address, what to know of it."""
    return tuple(
        " · ".join(filter(None, (capitalised(one.quality), one.name, one.address, one.note)))
        for one in recipients
    )


class Agreement(QDialog):
    """A window before the page: ``accepted`` when the user lets it happen.

    ``messages_wanted`` when the messages that would leave are to be read over first, ``unplaced_wanted`` when
    the user goes to the texts that wait for a place instead.
    """

    messages_wanted = Signal()
    unplaced_wanted = Signal()

    def __init__(self, theme: Theme, terms: Terms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._terms = terms
        self.setWindowTitle(terms.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = [(way.value, capitalised(said)) for way, said in WAY_WORDS.items()]
        self.ways = choice_field(self.tr("Façon d’envoyer les messages"), words)
        self.ways.setMinimumContentsLength(34)
        self.choices = choice_field(self.tr("Effet sur le délai"), list(terms.choices))
        self.reason_field = QLineEdit()
        self.reason_field.setAccessibleName(terms.reason)
        self.reason_field.setPlaceholderText(terms.reason)
        self.go = Button(theme, terms.verb, kind=ButtonKind.FILLED)
        self.go.clicked.connect(self.accept)
        self.read_over = Button(theme, self.tr("Lire les messages…"), icon="mail")
        self.read_over.clicked.connect(self.messages_wanted)
        self.read_over.setVisible(terms.ways)
        self.back = Button(theme, self.tr("Revenir"))
        self.back.clicked.connect(self.reject)
        self.reason_field.textChanged.connect(self._follow_reason)
        self._lay_out()
        self._follow_reason()
        size_window(self, theme, 620, 480 if terms.lists else 210)
        (self.reason_field if terms.reason else self.go).setFocus()

    @property
    def way(self) -> Way:
        """How the messages leave."""
        return Way(self.ways.currentData())

    @property
    def choice(self) -> str:
        """The value chosen, empty without choices."""
        return str(self.choices.currentData() or "")

    @property
    def reason(self) -> str:
        """The line typed."""
        return self.reason_field.text().strip()

    def _follow_reason(self) -> None:
        self.go.setEnabled(not self._terms.reason or bool(self.reason))

    def _lay_out(self) -> None:
        theme, terms = self.theme, self._terms
        layout = QVBoxLayout(self)
        margin = theme.space("xl")
        layout.setContentsMargins(margin, theme.space("l"), margin, theme.space("l"))
        layout.setSpacing(theme.space("m"))
        layout.addWidget(TextLabel(theme, terms.title, "section", bold=True, wrap=True))
        layout.addWidget(TextLabel(theme, terms.sentence, "body", "text_soft", wrap=True))
        for warning in terms.warnings:
            layout.addWidget(InlineMessage(theme, Message(warning, tone="warn")))
        if terms.unplaced:
            layout.addWidget(self._unplaced())
        for field, wanted in ((self.choices, terms.choices), (self.reason_field, terms.reason)):
            layout.addWidget(field)
            field.setVisible(bool(wanted))
        if terms.lists:
            layout.addWidget(self._lists(), 1)
        else:
            layout.addStretch(1)
        layout.addLayout(self._foot())

    def _unplaced(self) -> InlineMessage:
        words = self._terms.unplaced
        button = self.tr("Les rattacher d’abord…")
        return InlineMessage(self.theme, Message(words, tone="warn", button=button, act=self._leave))

    def _leave(self) -> None:
        self.unplaced_wanted.emit()
        self.reject()

    def _lists(self) -> QScrollArea:
        theme = self.theme
        content = Panel(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        column.setSpacing(theme.space("xs"))
        for one in self._terms.lists:
            column.addWidget(TextLabel(theme, one.title, "small", "text", bold=True, wrap=True))
            for line in one.lines:
                column.addWidget(TextLabel(theme, line, "small", "text_soft", wrap=True))
            column.addSpacing(theme.space("s"))
        column.addStretch(1)
        return framed(content, self.tr("Ce qui part, et à qui"))

    def _foot(self) -> QHBoxLayout:
        foot = foot_row((self.ways, self.read_over), (self.back, self.go), self.theme.space("s"))
        self.ways.setVisible(self._terms.ways)
        return foot
