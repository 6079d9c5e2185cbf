"""The line that asks why a recipient is withdrawn."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.fields import text_field
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme


class WithdrawForm(Panel):
    """``wanted(address, reason)`` once a reason is typed, ``closed`` when given up."""

    wanted = Signal(str, str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface_alt", "b", parent)
        self._address = ""
        self.who = TextLabel(theme, "", "body", bold=True, elide=True)
        self.reason = text_field(self.tr("Motif du retrait"))
        self.reason.setPlaceholderText(self.tr("Motif du retrait"))
        self.reason.returnPressed.connect(self._withdraw)
        self.go = Button(theme, self.tr("Retirer"), icon="act.refuse")
        self.go.clicked.connect(self._withdraw)
        cancel = Button(theme, self.tr("Annuler"))
        cancel.clicked.connect(self._close)
        layout = QHBoxLayout(self)
        margin = theme.space("xl")
        layout.setContentsMargins(margin, theme.space("s"), margin, theme.space("s"))
        layout.setSpacing(theme.space("m"))
        for part, share in ((self.who, 1), (self.reason, 2), (self.go, 0), (cancel, 0)):
            layout.addWidget(part, share)
        self.hide()

    def open_form(self, address: str, who: str) -> None:
        """Ask why this mailbox is withdrawn."""
        self._address = address
        self.who.show_text(self.tr("Retirer {}").format(who))
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _withdraw(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.hide()
            self.wanted.emit(self._address, reason)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
