"""Icons that name a role: Lucide drawings in the colour of the theme, at every size and device ratio."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dgsdesk.shipped import shipped


class Colours(Protocol):
    """What an icon asks of the theme."""

    @property
    def scheme(self) -> str:
        """Name of the scheme in force, part of the cache's key."""
        ...

    def color(self, role: str) -> QColor:
        """Return the colour of a role."""
        ...


@cache
def _drawing(name: str) -> str:
    return shipped("icons", f"{name}.svg").read_text(encoding="utf-8")


def stroke_for(size: float) -> float:
    """Return the stroke on the grid of 24: thin drawings get heavier when small."""
    return 2.2 if size <= 14 else 1.75


class IconPainter:
    """Render named drawings in roles' colours, and keep the pixmaps."""

    def __init__(self, colours: Colours, names: dict[str, str]) -> None:
        self._colours = colours
        self._names = names
        self._pixmaps: dict[tuple[str, str, str, int, float], QPixmap] = {}

    def clear(self) -> None:
        """Forget the pixmaps, after a change of theme."""
        self._pixmaps.clear()

    def lucide(self, name: str) -> str:
        """Return the Lucide name of a role (``nav.home``); a name without role stays as it is."""
        return self._names.get(name, name)

    def pixmap(self, name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return the drawing in a square of ``size`` logical pixels."""
        drawing = self.lucide(name)
        key = (drawing, role, self._colours.scheme, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _render(drawing, self._colours.color(role), size, ratio)
        return self._pixmaps[key]

    def paint(self, painter: QPainter, name: str, role: str, rect: QRectF) -> None:
        """Paint the drawing in the middle of ``rect``, as large as its shorter side."""
        size = int(min(rect.width(), rect.height()))
        if size <= 0:
            return
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        left = round(rect.center().x() - size / 2)
        top = round(rect.center().y() - size / 2)
        painter.drawPixmap(QPoint(left, top), self.pixmap(name, role, size, ratio))

    def role_on_choice(self, role: str) -> str:
        """Return the role of a drawing on the ground of a choice: its own, where that can be read there."""
        return "on_selected" if self._colours.scheme == "high_contrast" else role

    def icon(self, name: str, role: str = "text_soft", on_role: str = "") -> QIcon:
        """Return a QIcon that follows the theme; ``on_role`` is the colour when checked or selected."""
        return QIcon(RoleIconEngine(self, name, role, on_role or role))


def drawing_of(drawing: str, color: QColor, size: float) -> QSvgRenderer:
    """Return what draws an icon in a colour, with the stroke of its size."""
    svg = _drawing(drawing).replace("currentColor", color.name())
    svg = svg.replace('stroke-width="2"', f'stroke-width="{stroke_for(size)}"')
    return QSvgRenderer(QByteArray(svg.encode()))


def _render(drawing: str, color: QColor, size: int, ratio: float) -> QPixmap:
    drawn = drawing_of(drawing, color, size)
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawn.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


class RoleIconEngine(QIconEngine):
    """A QIconEngine of one drawing and one role, coloured at the moment of painting."""

    def __init__(self, icons: IconPainter, name: str, role: str, on_role: str) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._role = role
        self._on_role = on_role

    def _role_in(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "disabled_text"
        if state == QIcon.State.On or mode == QIcon.Mode.Selected:
            return self._icons.role_on_choice(self._on_role)
        return self._role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint in a rectangle."""
        self._icons.paint(painter, self._name, self._role_in(mode, state), QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return a pixmap of device pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Return a pixmap of ``size`` device pixels at the device ratio ``scale``."""
        side = round(min(size.width(), size.height()) / scale)
        return self._icons.pixmap(self._name, self._role_in(mode, state), side, scale)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        """Return the square that fits."""
        side = min(size.width(), size.height())
        return QSize(side, side)

    def clone(self) -> QIconEngine:
        """Copy the engine, as QIcon asks before it detaches."""
        return RoleIconEngine(self._icons, self._name, self._role, self._on_role)
