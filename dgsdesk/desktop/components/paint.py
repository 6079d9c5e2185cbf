"""Strokes that several components share: lines, boxes, hatching, text that is elided, marked text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from dgsdesk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from dgsdesk.desktop.theme.inks import Inks

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


class Run(NamedTuple):
    """A stretch of text on one line, with its own weight, ink and ground (roles; empty for none)."""

    text: str
    bold: bool = False
    ink: str = ""
    ground: str = ""


class Painted(QWidget):
    """Base of the widgets that paint themselves from the theme."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Measure and paint again after a change of theme or text scale."""
        self.updateGeometry()
        self.update()


def take_ground(area: QAbstractScrollArea, theme: Theme, role: str) -> None:
    """Give a list, table or text the ground of a colour role.

    The viewport is told as well: once a sheet has polished it, it no longer takes its parent's palette over.
    (Before that it does, and asking for a viewport makes PySide load every kind of widget: 10 ms.)
    """
    palette = area.palette()
    palette.setColor(QPalette.ColorRole.Base, theme.color(role))
    area.setPalette(palette)
    if area.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        area.viewport().setPalette(palette)


def left_ground(theme: Theme) -> str:
    """Return the role of the ground of what is chosen while the keyboard is elsewhere.

    In high contrast the soft grounds are black like the page.
    """
    return "pressed" if theme.scheme == "high_contrast" else "neutral_soft"


def fill_line(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Fill a line of whole pixels, without antialiasing."""
    painter.fillRect(rect.toAlignedRect(), color)


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    border: QColor | None = None,
    width: float = 1,
    *,
    dashed: bool = False,
) -> None:
    """Paint a rounded box whose border lies inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        pen = QPen(border, width)
        if dashed:
            pen.setDashPattern([6 / width, 4 / width])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        inset = width / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def hatch(painter: QPainter, rect: QRectF, color: QColor, gap: float = 6, width: float = 2) -> None:
    """Draw slanting lines in ``rect``: brushes of Qt do not follow the scale."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(color, width))
    x = rect.left() - rect.height()
    while x < rect.right() + width:
        painter.drawLine(QLineF(x, rect.bottom() + 1, x + rect.height() + 1, rect.top()))
        x += gap
    painter.restore()


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = LEFT,
    *,
    elide: bool = True,
) -> float:
    """Write one line in ``rect``, elided unless told otherwise; return the width written, in pixels."""
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text)
    if elide and width > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        width = metrics.horizontalAdvance(text)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), text)
    return width


def write_lines(painter: QPainter, rect: QRectF, text: str, font: QFont, color: QColor, count: int) -> None:
    """Write ``text`` on so many lines of ``rect``, broken between words; the last one is elided."""
    metrics = QFontMetricsF(font)
    place = QRectF(rect.left(), rect.top(), rect.width(), rect.height() / count)
    for _ in range(count - 1):
        words = text.split(" ")
        fits = len(words)
        while fits > 1 and metrics.horizontalAdvance(" ".join(words[:fits])) > rect.width():
            fits -= 1
        write(painter, place, " ".join(words[:fits]), font, color)
        text = " ".join(words[fits:])
        place.translate(0, place.height())
    write(painter, place, text, font, color)


def write_runs(
    painter: QPainter, theme: Theme, rect: QRectF, runs: list[Run], style: str, ink: str, bold: bool
) -> float:
    """Write runs one after the other on one line; return the width written."""
    x = rect.left()
    for run in runs:
        if x >= rect.right():
            break
        font = theme.font(style, bold=run.bold or bold)
        width = min(QFontMetricsF(font).horizontalAdvance(run.text), rect.right() - x)
        if run.ground:
            line = QFontMetricsF(font).height()
            ground = QRectF(x, rect.center().y() - line / 2, width, line)
            painter.fillRect(ground, theme.color(run.ground))
        place = QRectF(x, rect.top(), rect.right() - x, rect.height())
        x += write(painter, place, run.text, font, theme.color(run.ink or ink))
    return x - rect.left()


def marked_runs(text: str, marks: tuple[tuple[int, int], ...], ground: str = "mark_on") -> list[Run]:
    """Cut a text at its found passages, given as (start, end) in characters and in order."""
    runs: list[Run] = []
    at = 0
    for start, end in marks:
        if start > at:
            runs.append(Run(text[at:start]))
        runs.append(Run(text[start:end], ground=ground))
        at = end
    if at < len(text) or not runs:
        runs.append(Run(text[at:]))
    return runs


def number_disc(painter: QPainter, inks: Inks, center: QPointF, text: str, side: float, look: str) -> None:
    """Paint a number in a disc: ``look`` is filled, plain, dashed or soft."""
    rect = QRectF(0, 0, side, side)
    rect.moveCenter(center)
    accent = inks.color("accent")
    if look == "filled":
        box(painter, rect, side / 2, accent)
    else:
        border = inks.color("line_strong") if look == "soft" else inks.color("chart_1")
        box(painter, rect, side / 2, inks.color("surface"), border, 1.5, dashed=look == "dashed")
    ink = {"filled": "on_accent", "soft": "text_soft"}.get(look, "accent_text")
    font = inks.font("caption", bold=True)
    write(painter, rect, text, font, inks.color(ink), CENTER, elide=False)


def paint_key(painter: QPainter, theme: Theme, left_middle: QPointF, key: str, ink: str) -> float:
    """Paint the name of a key in its little box; return the box's width."""
    metrics = theme.metrics("caption", bold=True)
    width = metrics.horizontalAdvance(key) + 10
    height = metrics.height() + 2
    rect = QRectF(left_middle.x(), left_middle.y() - height / 2, width, height)
    box(painter, rect, 3, None, theme.color(ink), 1)
    write(painter, rect, key, theme.font("caption", bold=True), theme.color(ink), CENTER, elide=False)
    return width
