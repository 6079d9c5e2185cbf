"""How a turn, a blackout and a hint look in the timeline, and the legend that names them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from dgsdesk.application.rota.page import STATE_WORDS
from dgsdesk.desktop.components.paint import CENTER, LEFT, Painted, box, hatch, write
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.host_rota import TurnState

SIDE = 20
_DASHES = [2.2, 1.6]


_ABOVE = 2
"""Pixels that a row keeps above a turn in any size of text."""

TURN_INK = {TurnState.HELD: "text", TurnState.PUBLISHED: "on_accent", TurnState.PROPOSED: "accent_text"}
"""What is written on a turn, by its state."""


def paint_turn(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    text: str,
    state: TurnState,
    *,
    locked: bool = False,
    tone: str = "accent",
) -> None:
    """Paint a turn: held is soft, published filled, proposed dashed; a lock sits on its corner."""
    radius = theme.tokens.radius["cell"]
    edge = theme.color("text") if theme.scheme == "high_contrast" else None
    if state is TurnState.HELD:
        soft = theme.color("chart_2") if theme.scheme == "dark" else None  # else lost in a chosen row
        box(painter, rect, radius, theme.color("chart_3"), edge or soft)
    elif state is TurnState.PUBLISHED:
        box(painter, rect, radius, theme.color("accent"), edge)
    else:
        box(painter, rect, radius, theme.color("surface"))
        _dashed(painter, rect, radius, theme, tone)
    ink = tone if state is TurnState.PROPOSED and tone != "accent" else TURN_INK[state]
    bold = state is not TurnState.HELD
    write(
        painter,
        rect,
        text,
        theme.font("caption", bold=bold),
        theme.color(ink),
        CENTER,
        elide=False,
    )
    if locked:
        _lock(painter, theme, rect)


def _dashed(painter: QPainter, rect: QRectF, radius: float, theme: Theme, tone: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color(tone), 1.5)
    pen.setDashPattern(_DASHES)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def lock_place(theme: Theme, rect: QRectF) -> QRectF:
    """Return where the lock of a turn sits: beyond its corner, never beyond its row."""
    side = theme.wide(11)
    return QRectF(rect.right() - side * 0.62, rect.top() - min(side * 0.38, _ABOVE), side, side)


def _lock(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    corner = lock_place(theme, rect)
    side = corner.width()
    box(painter, corner, side / 2, theme.color("surface"))
    theme.icons.paint(painter, "act.lock", "text", corner.adjusted(1, 1, -1, -1))


def paint_blackout(painter: QPainter, theme: Theme, rect: QRectF, reason: str, ground: str) -> None:
    """Paint a hatched bar with its reason in the middle, when there is room for it."""
    box(painter, rect, 2, theme.color("surface_alt"))
    hatch(painter, rect.adjusted(1, 1, -1, -1), theme.color("line_strong"), 5, 1)
    box(painter, rect, 2, None, theme.color("line_strong"))
    paint_hint(painter, theme, rect, reason, ground, "text")


def paint_hint(
    painter: QPainter, theme: Theme, rect: QRectF, text: str, ground: str, ink: str = "text_soft"
) -> QRectF:
    """Write a few words in the middle of ``rect`` on their own ground; return the room that they took.

    What has no room is not written at all: half a reason says nothing, the tooltip says it whole.
    """
    width = theme.metrics("caption").horizontalAdvance(text) + 12
    room = QRectF(rect.center().x() - width / 2, rect.top(), width, rect.height())
    if not text or width > rect.width():
        return QRectF(rect.center(), rect.center())
    painter.fillRect(room, theme.color(ground))
    write(painter, room, text, theme.font("caption"), theme.color(ink), CENTER)
    return room


def paint_dots(painter: QPainter, theme: Theme, left: float, right: float, y: float) -> None:
    """Draw a dotted line."""
    if right <= left:
        return
    pen = QPen(theme.color("text_faint"), 1.5, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1, 2.6])
    painter.setPen(pen)
    painter.drawLine(round(left), round(y), round(right), round(y))


class Legend(Painted):
    """The four marks with their words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        words = [STATE_WORDS[state] for state in (TurnState.HELD, TurnState.PUBLISHED, TurnState.PROPOSED)]
        self._marks = (*words, "indisponible")
        self.setAccessibleName(self.tr("Légende : {}").format(", ".join(self._marks)))

    def sizeHint(self) -> QSize:
        """Return the room of marks and words."""
        words = sum(self.theme.metrics("small").horizontalAdvance(word) for word in self._marks)
        side = self.theme.wide(16)
        return QSize(round(words) + len(self._marks) * (side + 28), self.theme.height("badge", "small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint them side by side."""
        del event
        painter = QPainter(self)
        theme, side, x = self.theme, self.theme.wide(16), 0.0
        states = (TurnState.HELD, TurnState.PUBLISHED, TurnState.PROPOSED, None)
        for state, word in zip(states, self._marks, strict=True):
            rect = QRectF(x, (self.height() - side) / 2, side, side)
            if state is None:
                paint_blackout(painter, theme, rect, "", "surface")
            else:
                paint_turn(painter, theme, rect, "", state)
            place = QRectF(rect.right() + 7, 0, self.width(), self.height())
            x = place.left() + 21
            x += write(painter, place, word, theme.font("small"), theme.color("text_soft"), LEFT)
        painter.end()
