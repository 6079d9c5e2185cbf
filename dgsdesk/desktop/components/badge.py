"""Badges: an icon and a word on a soft ground. Never a click target, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dgsdesk.desktop.components.paint import LEFT, Painted, box, write
from dgsdesk.desktop.components.visibility import show_inside
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.desktop.theme.tokens import tokens

_PAD = 6
_GAP = 5


@dataclass(frozen=True, slots=True)
class BadgeSpec:
    """What a badge shows: tone (neutral, accent, info, ok, warn, bad), icon and word."""

    tone: str
    icon: str
    text: str


def badge_of(state: str, text: str = "") -> BadgeSpec:
    """Return the badge of a state of the tokens (``meeting.planned``), with another word if given."""
    look = tokens().badges[state]
    return BadgeSpec(look.tone, look.icon, text or look.text)


def badge_roles(tone: str) -> tuple[str, str]:
    """Return the roles of ground and ink of a tone."""
    if tone == "neutral":
        return "neutral_soft", "text_soft"
    if tone == "accent":
        return "selected", "on_selected"
    return f"{tone}_soft", tone


def badge_size(theme: Theme, spec: BadgeSpec) -> QSize:
    """Return the room that a badge takes."""
    words = theme.metrics("small", bold=True).horizontalAdvance(spec.text)
    icon = theme.icon_size("badge") + _GAP if spec.icon else 0
    return QSize(round(2 * _PAD + icon + words + 1), theme.height("badge", "small", padding=3))


def paint_badge(
    painter: QPainter, theme: Theme, left_middle: QPointF, spec: BadgeSpec, room: float = 10_000
) -> float:
    """Paint a badge from its left middle, elided to ``room``; return its width."""
    size = badge_size(theme, spec)
    width = min(size.width(), room)
    rect = QRectF(left_middle.x(), round(left_middle.y() - size.height() / 2), width, size.height())
    ground, ink = badge_roles(spec.tone)
    high = theme.scheme == "high_contrast"
    border = theme.color("text") if high else None
    box(painter, rect, theme.tokens.radius["badge"], theme.color(ground), border)
    x = rect.left() + _PAD
    if spec.icon:
        side = theme.icon_size("badge")
        theme.icons.paint(painter, spec.icon, ink, QRectF(x, rect.center().y() - side / 2, side, side))
        x += side + _GAP
    words = QRectF(x, rect.top(), rect.right() - x - 2, rect.height())
    write(painter, words, spec.text, theme.font("small", bold=True), theme.color(ink), LEFT)
    return width


class Badge(Painted):
    """A badge as a widget, beside a title."""

    def __init__(self, theme: Theme, spec: BadgeSpec | None = None, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._spec = spec
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_badge(spec)

    def show_badge(self, spec: BadgeSpec | None) -> None:
        """Show another badge, or none."""
        self._spec = spec
        show_inside(self, spec is not None)
        self.setAccessibleName(spec.text if spec else "")
        self.restyle()

    def sizeHint(self) -> QSize:
        """Return the room for icon and word."""
        return badge_size(self.theme, self._spec) if self._spec else QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        del event
        if self._spec is None:
            return
        painter = QPainter(self)
        paint_badge(painter, self.theme, QPointF(0, self.height() / 2), self._spec)
        painter.end()
