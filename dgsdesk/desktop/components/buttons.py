"""Buttons: filled (one per page), plain, and link; each may show the key that does the same."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFont, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from dgsdesk.desktop.components.paint import CENTER, LEFT, box, paint_key, write
from dgsdesk.desktop.theme.ring import WANTS_RING
from dgsdesk.desktop.theme.theme import Theme

_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class ButtonKind(StrEnum):
    """How much a button asks for the eye."""

    FILLED = "filled"
    PLAIN = "plain"
    LINK = "link"


def button_roles(kind: ButtonKind, *, enabled: bool, down: bool, hover: bool) -> tuple[str, str, str]:
    """Return the roles of fill, border and ink; an empty role is not painted."""
    if not enabled:
        return (
            ("", "", "disabled_text") if kind is ButtonKind.LINK else ("disabled_bg", "line", "disabled_text")
        )
    if kind is ButtonKind.FILLED:
        return ("accent_pressed" if down else "accent_hover" if hover else "accent", "", "on_accent")
    ground = "pressed" if down else "hover" if hover else ""
    if kind is ButtonKind.LINK:
        return ground, "", "accent_text"
    return ground or "surface", "line_strong", "text"


def paint_button(
    painter: QPainter, theme: Theme, rect: QRectF, text: str, roles: tuple[str, str, str], *, bold: bool
) -> None:
    """Paint a button of words alone, as delegates do."""
    fill, border, ink = roles
    box(
        painter,
        rect,
        theme.tokens.radius["button"],
        theme.color(fill) if fill else None,
        theme.color(border) if border else None,
    )
    write(painter, rect.adjusted(8, 0, -8, 0), text, theme.font("small", bold=bold), theme.color(ink), CENTER)


class PressedByEnter(QPushButton):
    """A button that Enter presses as Space does; Qt's own leave Enter to the form around them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it, once however long the key is held."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~_KEYPAD:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class Button(PressedByEnter):
    """A button with optional icon and key hint.

    ``icon`` is a role or Lucide name; ``key`` is only shown (the act's own shortcut works). A ``flush`` link
    has no padding, so that its words stand in line with the text above and below.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        kind: ButtonKind = ButtonKind.PLAIN,
        icon: str = "",
        key: str = "",
        action: QAction | None = None,
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.kind = kind
        self._flush = flush
        self._icon_name = icon
        self._key = key
        self._action = action
        self.setProperty(WANTS_RING, True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        theme.follow(self._restyle)
        if action is not None:
            self._text_wanted = text
            action.changed.connect(self._follow)
            self.clicked.connect(action.trigger)
            self._follow()
        else:
            self.setText(text)
        self._restyle()

    def set_kind(self, kind: ButtonKind) -> None:
        """Change how much it asks for the eye."""
        self.kind = kind
        self._restyle()

    def set_icon_name(self, icon: str) -> None:
        """Change the icon."""
        self._icon_name = icon
        self._restyle()

    def show_key(self, key: str) -> None:
        """Show another key, or none where there is no room for it."""
        if key != self._key:
            self._key = key
            self._restyle()

    def _follow(self) -> None:
        action = self._action
        assert action is not None
        self.setText(self._text_wanted or action.text().replace("&", ""))
        self.setEnabled(action.isEnabled())
        self.setToolTip("" if action.toolTip() == action.text().replace("&", "") else action.toolTip())
        shortcut = action.shortcut()
        if not shortcut.isEmpty():
            self.setAccessibleDescription(shortcut.toString(QKeySequence.SequenceFormat.NativeText))
        self.updateGeometry()

    def _restyle(self) -> None:
        self.setFont(self._text_font())
        self.updateGeometry()
        self.update()

    def _text_font(self) -> QFont:
        return self.theme.font("small", bold=self.kind is not ButtonKind.PLAIN)

    def _pad(self) -> int:
        if self.kind is ButtonKind.LINK:
            return 0 if self._flush else 6
        return 12

    def _key_width(self) -> float:
        if not self._key:
            return 0
        return self.theme.metrics("caption", bold=True).horizontalAdvance(self._key) + 10

    def _content_width(self) -> float:
        icon = self.theme.icon_size("button") + 8 if self._icon_name else 0
        key = self._key_width() + 12 if self._key else 0
        return icon + QFontMetricsF(self._text_font()).horizontalAdvance(self.text()) + key

    def sizeHint(self) -> QSize:
        """Return the room for icon, words and key."""
        height = self.theme.height("button", "small")
        return QSize(round(self._content_width() + 2 * self._pad() + 1), height)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, icon, words and key."""
        del event
        painter = QPainter(self)
        roles = button_roles(
            self.kind,
            enabled=self.isEnabled(),
            down=self.isDown() or self.isChecked(),
            hover=self.underMouse(),
        )
        fill, border, ink = roles
        rect = QRectF(self.rect())
        radius = self.theme.tokens.radius["button"]
        box(
            painter,
            rect,
            radius,
            self.theme.color(fill) if fill else None,
            self.theme.color(border) if border else None,
        )
        self._paint_content(painter, rect, ink)
        painter.end()

    def _paint_content(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        x = max(rect.center().x() - self._content_width() / 2, self._pad())
        if self._icon_name:
            side = self.theme.icon_size("button")
            self.theme.icons.paint(
                painter, self._icon_name, ink, QRectF(x, rect.center().y() - side / 2, side, side)
            )
            x += side + 8
        room = QRectF(x, rect.top(), rect.right() - x - min(self._pad(), 4), rect.height())
        width = write(painter, room, self.text(), self._text_font(), self.theme.color(ink), LEFT)
        if self._key:
            paint_key(painter, self.theme, QPointF(x + width + 12, rect.center().y()), self._key, ink)


class IconButton(PressedByEnter):
    """A square button with an icon alone; its name is the tooltip and what screen readers say."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        key: str = "",
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon_name = icon
        self._framed = framed
        self.setProperty(WANTS_RING, True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.rename(name, key)
        theme.follow(self._restyle)

    def rename(self, name: str, key: str = "") -> None:
        """Change what the button says it does."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(key)  # else the tooltip, which says the name again
        self.setToolTip(f"{name} ({key})" if key else name)

    def set_icon_name(self, icon: str) -> None:
        """Change the icon."""
        self._icon_name = icon
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square as high as the other buttons."""
        side = self.theme.height("button", "small")
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Keep the target large enough for a hand."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the icon."""
        del event
        painter = QPainter(self)
        kind = ButtonKind.PLAIN if self._framed else ButtonKind.LINK
        fill, border, ink = button_roles(
            kind, enabled=self.isEnabled(), down=self.isDown() or self.isChecked(), hover=self.underMouse()
        )
        rect = QRectF(self.rect())
        box(
            painter,
            rect,
            self.theme.tokens.radius["button"],
            self.theme.color(fill) if fill else None,
            self.theme.color(border) if border else None,
        )
        side = self.theme.icon_size("button")
        place = QRectF(0, 0, side, side)
        place.moveCenter(rect.center())
        shown = ink if ink != "accent_text" else "text_soft"
        self.theme.icons.paint(painter, self._icon_name, shown, place)
        painter.end()


class ButtonRow(QWidget):
    """Buttons side by side, 8 px apart; at most one of them filled."""

    def __init__(self, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        for button in buttons:
            self._layout.addWidget(button)

    def add(self, button: QWidget) -> None:
        """Add a button at the end."""
        self._layout.addWidget(button)

    def stretch(self) -> None:
        """Push what follows to the right."""
        self._layout.addStretch(1)
