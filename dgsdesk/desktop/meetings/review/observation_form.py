"""The panel that notes an observation: who, on which item, which passage, in which words."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from dgsdesk.application.review.observation import AddObservation
from dgsdesk.application.review.page import ReviewPage
from dgsdesk.application.review.rows import WAY_WORDS
from dgsdesk.desktop.components.bounds import sized
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import day_field, day_of
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.scrolled import scrolled_inside
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.minutes import ObservationWay
from dgsdesk.domain.wording import capitalised


class ObservationForm(Panel):
    """Fields of `AddObservation`. ``wanted(command)`` when it is to be noted, ``closed`` when given up."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", "", parent)
        self._meeting_id = ""
        self.author = QComboBox()
        self.author.setEditable(True)
        self.item = QComboBox()
        self.way = QComboBox()
        self.received = day_field(self.tr("Reçue le"))
        self.quote = QLineEdit()
        self.proposed = QLineEdit()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        sized(theme, self.text.setMinimumHeight, 48)
        sized(theme, self.text.setMaximumHeight, 120)
        self.message = InlineMessage(theme)
        self.message.hide()
        for way in (ObservationWay.TYPED, ObservationWay.EMAIL):
            self.way.addItem(capitalised(WAY_WORDS[way]), way.value)
        self._arrange()

    def start(self, page: ReviewPage, item_id: str | None, quote: str) -> None:
        """Show empty fields for a meeting; ``quote`` is the passage selected in the draft."""
        self._meeting_id = page.meeting_id
        self.author.clear()
        for organisation_id, name in page.authors:
            self.author.addItem(name, organisation_id)
        self.author.setCurrentIndex(-1)
        self.item.clear()
        self.item.addItem(self.tr("Point à préciser plus tard"), None)
        for item in page.items:
            self.item.addItem(item.heading, item.id)
        self.item.setCurrentIndex(max(0, self.item.findData(item_id)) if item_id else 0)
        today = QDate(page.today.year, page.today.month, page.today.day)
        self.received.setMaximumDate(today)
        self.received.setDate(today)
        self.quote.setText(quote)
        self.proposed.clear()
        self.text.clear()
        self.say(None)
        self.author.setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> AddObservation:
        """Return what is typed as a command."""
        index = self.author.findText(self.author.currentText())
        return AddObservation(
            meeting_id=self._meeting_id,
            text=self.text.toPlainText(),
            author=self.author.currentText(),
            organisation_id=self.author.itemData(index) if index >= 0 else None,
            item_id=self.item.currentData(),
            quote=self.quote.text(),
            proposed=self.proposed.text(),
            way=ObservationWay(self.way.currentData()),
            received_on=day_of(self.received),
        )

    def say(self, message: Message | None) -> None:
        """Show what is wrong beside the fields."""
        self.message.setVisible(message is not None)
        self.message.show_message(message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter notes it from any field, Esc gives up."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.wanted.emit(self.command())
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        theme = self.theme
        inner = Panel(theme, "surface")
        layout = QVBoxLayout(inner)
        margin = theme.space("l")
        layout.setContentsMargins(margin, theme.space("m"), margin, theme.space("m"))
        layout.setSpacing(theme.space("xs"))
        layout.addWidget(TextLabel(theme, self.tr("Nouvelle observation"), "section", bold=True))
        layout.addWidget(self.message)
        self._add(layout, self.tr("De qui"), self.author)
        self._add(layout, self.tr("Sur quel point"), self.item)
        self._add(layout, self.tr("Observation"), self.text)
        quote, proposed = self.tr("Passage visé (facultatif)"), self.tr("Texte proposé (facultatif)")
        self._add_both(layout, (quote, self.quote), (proposed, self.proposed))
        self._add_both(layout, (self.tr("Reçue le"), self.received), (self.tr("Par"), self.way))
        layout.addSpacing(theme.space("s"))
        layout.addLayout(self._buttons())
        layout.addStretch(1)
        scrolled_inside(self, inner)

    def _add_both(self, layout: QVBoxLayout, *fields: tuple[str, QWidget]) -> None:
        """Put fields side by side: the form has its place in a low window."""
        both = QHBoxLayout()
        both.setSpacing(self.theme.space("m"))
        for label, field in fields:
            column = QVBoxLayout()
            column.setSpacing(self.theme.space("xs"))
            self._add(column, label, field)
            both.addLayout(column, 1)
        layout.addLayout(both)

    def _add(self, layout: QVBoxLayout, label: str, field: QWidget) -> None:
        words = TextLabel(self.theme, label, "small", "text_soft")
        words.setBuddy(field)
        field.setAccessibleName(label)
        layout.addSpacing(self.theme.space("xs"))
        layout.addWidget(words)
        layout.addWidget(field)

    def _buttons(self) -> QHBoxLayout:
        words, key = self.tr("Noter l’observation"), self.tr("Ctrl+Entrée")
        note = Button(self.theme, words, kind=ButtonKind.FILLED, icon="act.add", key=key)
        note.clicked.connect(lambda: self.wanted.emit(self.command()))
        cancel = Button(self.theme, self.tr("Annuler"))
        cancel.clicked.connect(self.closed)
        line = QHBoxLayout()
        line.setSpacing(self.theme.space("s"))
        line.addWidget(note)
        line.addWidget(cancel)
        line.addStretch(1)
        return line
