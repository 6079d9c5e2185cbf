"""The undo toast: the act in the past and its way back, for eight seconds, without taking the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from dgsdesk.desktop.components.assistive import announce
from dgsdesk.desktop.components.paint import LEFT, box, write
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme

_MARGIN = 16
"""Pixels between the toast and the edges of its ground."""


class _ToastButton(QPushButton):
    """« Annuler » or « Rétablir », light on the dark ground."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def offer(self, words: str, icon: str, key: str) -> None:
        """Say what a click does, and which key does the same."""
        self._icon = icon
        self.setText(words)
        self.setAccessibleDescription(key)
        self.restyle()

    def restyle(self) -> None:
        """Take the size from the fonts."""
        self.setFixedSize(self._wanted_width(), self.theme.height("button_small", "small", padding=10))

    def _wanted_width(self) -> int:
        words = self.theme.metrics("small", bold=True).horizontalAdvance(self.text())
        return round(words + self.theme.icon_size("button") + 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the outline, the icon and the word in the ground's colour."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ink = self.theme.color("surface")
        box(painter, rect, 5, None, ink)
        side = self.theme.icon_size("button")
        self.theme.icons.paint(
            painter, self._icon, "surface", QRectF(12, rect.center().y() - side / 2, side, side)
        )
        words = rect.adjusted(side + 20, 0, 0, 0)
        write(painter, words, self.text(), self.theme.font("small", bold=True), ink, LEFT)
        if self.hasFocus():
            focus_ring(painter, rect.adjusted(2, 2, -2, -2), ink, 3)
        painter.end()


class UndoToast(QWidget):
    """One toast at the bottom of its parent. It stays under the mouse and while it has the keyboard."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._ground = parent
        self._back: Callable[[], object] | None = None
        self._return_to: QWidget | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self._label = TextLabel(theme, "", "body", "surface", elide=True, parent=self)
        self._button = _ToastButton(theme, self)
        self._button.clicked.connect(self._take_back)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(44, 7, 8, 7)
        layout.setSpacing(12)
        layout.addWidget(self._label)
        layout.addWidget(self._button)
        self._button.installEventFilter(self)
        parent.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self.hide()

    def show_act(self, label: str, undo: Callable[[], object]) -> None:
        """Say an act in the past (« Point 2.2 reporté en janvier ») and offer to take it back."""
        self._offer_undo(label, undo)

    def show_taken_back(self, label: str, redo: Callable[[], object]) -> None:
        """Name an act that was taken back, which may concern another page, and offer to do it again."""
        said = self.tr("Annulé\u00a0: {}").format(label)
        self._button.offer(self.tr("Rétablir"), "redo-2", "Ctrl+Y")
        self._show(said, self.tr("{}. Ctrl+Y le rétablit.").format(said), redo)

    def show_done_again(self, label: str, undo: Callable[[], object]) -> None:
        """Name an act that was done again, and offer to take it back."""
        self._offer_undo(self.tr("Rétabli\u00a0: {}").format(label), undo)

    def _offer_undo(self, said: str, undo: Callable[[], object]) -> None:
        self._button.offer(self.tr("Annuler"), "act.undo", "Ctrl+Z")
        self._show(said, self.tr("{}. Ctrl+Z l’annule.").format(said), undo)

    def _show(self, said: str, aloud: str, back: Callable[[], object]) -> None:
        self._back = back
        self._label.show_text(said)
        self.setAccessibleName(said)
        self._place()
        self.show()
        announce(self, aloud)
        self.raise_()
        self._timer.start(self.theme.duration("toast_stay_ms"))

    def take_keyboard(self) -> bool:
        """Give the keyboard to « Annuler » (F6); return False when no toast is shown."""
        if not self.isVisible():
            return False
        self._return_to = self.window().focusWidget()
        self._button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _take_back(self) -> None:
        back, self._back = self._back, None
        self._give_back_keyboard()
        self.hide()
        if back is not None:
            back()

    def _give_back_keyboard(self) -> None:
        if self._button.hasFocus() and self._return_to is not None:
            self._return_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self._return_to = None

    def _restyle(self) -> None:
        self._button.restyle()
        self._place()
        self.update()

    def _place(self) -> None:
        parent = self._ground
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(self.theme.icon_size("button") + 28, 7, 8, 7)
        self.setFixedHeight(max(self.theme.size("toast"), self._button.height() + 14))
        width = min(self.sizeHint().width(), parent.width() - 32)
        self.resize(width, self.height())
        self.move(self._freest(width))

    def _freest(self, width: int) -> QPoint:
        """Return the place at the bottom that covers the fewest buttons and fields, the middle first."""
        ground = self._ground
        top, room = ground.height() - self.height() - _MARGIN, ground.width() - width
        wanted = self._wanted_places()
        places = (room // 2, _MARGIN, max(_MARGIN, room - _MARGIN))
        rects = [QRect(left, top, width, self.height()) for left in places]
        best = min(rects, key=lambda rect: sum(rect.intersects(one) for one in wanted))
        return self._above_what_is_typed(best).topLeft()

    def _above_what_is_typed(self, rect: QRect) -> QRect:
        """Go up where the text that is being typed would be covered."""
        typed = self.window().focusWidget()
        if isinstance(typed, (QLineEdit, QPlainTextEdit, QTextEdit)) and self._ground.isAncestorOf(typed):
            field = QRect(typed.mapTo(self._ground, QPoint(0, 0)), typed.size())
            if rect.intersects(field) and field.top() > rect.height() + _MARGIN:
                rect.moveBottom(field.top() - _MARGIN // 2)
        return rect

    def _wanted_places(self) -> list[QRect]:
        """Return where the ground has something to click or to type in, as far as it is seen."""
        found: list[QWidget] = [*self._ground.findChildren(QAbstractButton)]
        for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
            found += self._ground.findChildren(kind)
        return [
            QRect(one.mapTo(self._ground, QPoint(0, 0)), one.size())
            for one in found
            if one.isVisible() and not self.isAncestorOf(one) and not one.visibleRegion().isEmpty()
        ]

    # -- staying ---------------------------------------------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is over it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count the seconds again."""
        super().leaveEvent(event)
        if not self._button.hasFocus():
            self._timer.start(self.theme.duration("toast_stay_ms"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it and gives the keyboard back."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_back_keyboard()
            self.hide()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size; stay while the button has the keyboard."""
        if event.type() == QEvent.Type.Resize and watched is self._ground:
            self._place()
        elif watched is self._button and event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif watched is self._button and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._timer.start(self.theme.duration("toast_stay_ms"))
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground (text and surface change places) and the tick."""
        del event
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), self.theme.tokens.radius["popup"], self.theme.color("text"))
        side = self.theme.icon_size("button")
        place = QRectF(16, (self.height() - side) / 2, side, side)
        self.theme.icons.paint(painter, "check", "surface", place)
        painter.end()
