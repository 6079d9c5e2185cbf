"""A band with the fields of one more guest, in the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dgsdesk.application.invitation.attendance import AddGuest
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.fields import choice_field, text_field
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.meeting import AttendeeKind


class GuestForm(Panel):
    """Name, function, house, address and kind; ``wanted(AddGuest)`` without its meeting, Esc closes."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface_alt", "b", parent)
        self.setAccessibleName(self.tr("Inviter quelqu’un d’autre"))
        self.name = text_field(self.tr("Nom de l’invité"))
        self.title = text_field(self.tr("Fonction"))
        self.house = text_field(self.tr("Collectivité ou organisme"))
        self.email = text_field(self.tr("Adresse électronique"))
        self.kind = choice_field(
            self.tr("Qualité"),
            [
                (AttendeeKind.GUEST.value, self.tr("Cadre ou intervenant")),
                (AttendeeKind.ELECTED_GUEST.value, self.tr("Élu")),
            ],
        )
        self.add = Button(theme, self.tr("Inviter"), kind=ButtonKind.PLAIN, icon="user-plus")
        self.add.clicked.connect(self._want)
        close = IconButton(theme, "x", self.tr("Fermer sans inviter"), key=self.tr("Échap"))
        close.clicked.connect(self.close_form)
        self._fields = (self.name, self.title, self.house, self.email)
        for field in self._fields:
            field.setPlaceholderText(field.accessibleName())
            field.returnPressed.connect(self._want)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.space("xl"), theme.space("s"), theme.space("xl"), theme.space("s"))
        layout.addWidget(FlowRow(*self._fields, self.kind, self.add), 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._measure)
        self._measure()
        self.hide()

    def _measure(self) -> None:
        """Leave each field its hint whole; they go on a second line with large text."""
        for field in self._fields:
            hint = self.theme.metrics("body").horizontalAdvance(field.placeholderText())
            field.setFixedWidth(max(round(hint) + self.theme.wide(28), self.theme.wide(150)))

    def open_form(self) -> None:
        """Show the fields, empty, and give them the keyboard."""
        for field in (self.name, self.title, self.house, self.email):
            field.clear()
        self.show()
        self.name.setFocus()

    def close_form(self) -> None:
        """Put the fields away."""
        self.hide()

    def _want(self) -> None:
        self.wanted.emit(
            AddGuest(
                "",
                self.name.text(),
                self.title.text(),
                self.house.text(),
                self.email.text(),
                AttendeeKind(self.kind.currentData()),
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)
