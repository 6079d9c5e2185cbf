"""The panel that adds a recipient by hand: who, by which address, and what they may read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dgsdesk.application.dispatch.recipients import LEVEL_TITLES
from dgsdesk.application.mailing.mailing import Recipient
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.fields import choice_field, text_field
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.audience import Audience


class RecipientForm(Panel):
    """``wanted(recipient)`` when the fields are filled, ``closed`` when given up."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface_alt", "b", parent)
        self.name = text_field(self.tr("Nom"))
        self.quality = text_field(self.tr("Qualité"))
        self.address = text_field(self.tr("Adresse électronique"))
        levels = [(str(int(level)), title) for level, title in LEVEL_TITLES.items()]
        self.level = choice_field(self.tr("Édition"), levels)
        self.message = InlineMessage(theme)
        self.message.hide()
        layout = QVBoxLayout(self)
        margin = theme.space("xl")
        layout.setContentsMargins(margin, theme.space("s"), margin, theme.space("s"))
        layout.setSpacing(theme.space("s"))
        layout.addWidget(self.message)
        layout.addLayout(self._fields())
        self.hide()

    def open_form(self) -> None:
        """Show empty fields."""
        for field in (self.name, self.quality, self.address):
            field.clear()
        self.level.setCurrentIndex(list(LEVEL_TITLES).index(Audience.ELECTED))
        self.say(None)
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, message: Message | None) -> None:
        """Show what is wrong."""
        self.message.show_message(message)
        self.message.setVisible(message is not None)

    def _fields(self) -> QHBoxLayout:
        theme = self.theme
        line = QHBoxLayout()
        line.setSpacing(theme.space("m"))
        for label, field in (
            (self.tr("Nom"), self.name),
            (self.tr("Qualité"), self.quality),
            (self.tr("Adresse électronique"), self.address),
            (self.tr("Édition"), self.level),
        ):
            column = QVBoxLayout()
            column.setSpacing(theme.space("xs"))
            words = TextLabel(theme, label, "small", "text_soft")
            words.setBuddy(field)
            column.addWidget(words)
            column.addWidget(field)
            line.addLayout(column, 1)
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(self._add)
        add = Button(theme, self.tr("Ajouter"), icon="act.add")
        add.clicked.connect(self._add)
        cancel = Button(theme, self.tr("Annuler"))
        cancel.clicked.connect(self._close)
        for button in (add, cancel):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return line

    def _add(self) -> None:
        address = self.address.text().strip()
        if "@" not in address:
            what = self.tr("Il manque une adresse électronique.")
            self.say(Message(what, remedy=self.tr("Elle s’écrit comme nom@commune.fr."), tone="warn"))
            return
        level = Audience(int(self.level.currentData()))
        name = self.name.text().strip() or address
        quality = self.quality.text().strip()
        self.wanted.emit(Recipient(name, address, quality, level))
        self.hide()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
