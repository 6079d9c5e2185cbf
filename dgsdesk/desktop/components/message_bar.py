"""Messages in the page: what, where, what to do; an icon and a bar, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow, IconButton
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.paint import box
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.components.visibility import show_inside
from dgsdesk.desktop.theme.theme import Theme

_ICONS = {"bad": "circle-alert", "warn": "triangle-alert", "info": "info", "ok": "circle-check"}


class InlineMessage(QWidget):
    """A message beside its cause. ``closed`` when the user sends it away."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        message: Message | None = None,
        *,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._message: Message | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._what = TextLabel(theme, "", "body", bold=True, wrap=True)
        self._where = TextLabel(theme, "", "small", wrap=True)
        self._remedy = TextLabel(theme, "", "small", wrap=True)
        self._button = Button(theme, "")
        self._button.clicked.connect(self._act)
        self._other = Button(theme, "")
        self._other.clicked.connect(self._act_otherwise)
        self._close = IconButton(theme, "x", self.tr("Fermer le message"))
        show_inside(self._close, closable)
        self._close.clicked.connect(self.dismiss)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._what, self._where, self._remedy):
            words.addWidget(label)
        words.addSpacing(4)
        buttons = ButtonRow(self._button, self._other)
        buttons.stretch()
        words.addWidget(buttons)
        self._layout = QHBoxLayout(self)
        self._layout.addLayout(words, 1)
        self._layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        theme.follow(self._restyle)
        self._restyle()
        self.show_message(message)

    def _restyle(self) -> None:
        self._layout.setContentsMargins(self.theme.icon_size("rail") + 25, 8, 8, 10)
        self.update()

    def stand_alone(self, alone: bool) -> None:
        """Be all that there is: not to be sent away, its first button the way on."""
        show_inside(self._close, not alone)
        self._button.set_kind(ButtonKind.FILLED if alone else ButtonKind.PLAIN)

    @property
    def message(self) -> Message | None:
        """Return the message shown, or None."""
        return self._message

    def show_message(self, message: Message | None) -> None:
        """Show a message, or nothing; screen readers hear it at once."""
        self._message = message
        show_inside(self, message is not None)
        if message is None:
            return
        for label, text in (
            (self._what, message.what),
            (self._where, message.where),
            (self._remedy, message.remedy),
        ):
            label.show_text(text)
            label.setVisible(bool(text))
        for button, text in ((self._button, message.button), (self._other, message.other)):
            button.setText(text)
            button.setVisible(bool(text))
            button.updateGeometry()
        self.setAccessibleName(message.sentence())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.update()

    def take_focus(self) -> None:
        """Give the keyboard to the button."""
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Send the message away."""
        self.show_message(None)
        self.closed.emit()

    def _act(self) -> None:
        if self._message is not None and self._message.act is not None:
            self._message.act()

    def _act_otherwise(self) -> None:
        if self._message is not None and self._message.other_act is not None:
            self._message.other_act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes a message that can be closed."""
        if event.key() == Qt.Key.Key_Escape and not self._close.isHidden():
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the soft ground, the bar at left and the icon."""
        del event
        if self._message is None:
            return
        painter = QPainter(self)
        tone = self._message.tone
        rect = QRectF(self.rect())
        border = self.theme.color("text") if self.theme.scheme == "high_contrast" else None
        box(painter, rect, self.theme.tokens.radius["field"], self.theme.color(f"{tone}_soft"), border)
        painter.fillRect(QRectF(0, 0, 3, rect.height()), self.theme.color(tone))
        side = self.theme.icon_size("rail")
        self.theme.icons.paint(painter, _ICONS[tone], tone, QRectF(15, 9, side, side))
        painter.end()
