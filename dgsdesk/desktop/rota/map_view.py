"""« Carte »: the communes where they lie, their turns, the next hosts by number, how far each is from all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.rota_fairness import FairnessPage, FairnessRow, fairness_page
from dgsdesk.desktop.components.commune_map import CommuneMap, MapPoint
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import date_long, number, plural

_NUMBERED = 9
"""How many next hosts bear a number."""

_PICTURE = QSize(1200, 860)
_SHARPNESS = 2.0
"""Pixels of the picture for each one on the screen."""


class MapView(Panel):
    """``chosen(organisation id)`` when a commune is clicked; the table of fairness says the same in words."""

    chosen = Signal(str)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.map = _PointedMap(self)
        self.words = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.map, 1)
        layout.addWidget(self.words)

    def read(self, circle_id: str) -> None:
        """Read the communes of a circle."""
        self.host.ask(fairness_page, circle_id, then=self.show_page, owner=self, replaces="map")

    def picture_of(self, page: FairnessPage) -> bytes:
        """Return the map of these communes as PNG, with every name, whatever the window shows."""
        other = MapView(self.host)
        other.resize(_PICTURE)
        other.ensurePolished()
        layout = other.layout()
        assert layout is not None
        other.show_page(page)
        layout.activate()
        image = QPixmap(other.size() * _SHARPNESS)
        image.setDevicePixelRatio(_SHARPNESS)
        other.render(image)
        other.deleteLater()
        kept = QBuffer()
        kept.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(kept, "PNG")
        return bytes(kept.data().data())

    def show_page(self, page: FairnessPage) -> None:
        """Show these communes."""
        points = [point for row in page.rows if (point := _point(row)) is not None]
        coming = sorted((row for row in page.rows if row.next_day), key=lambda row: row.next_host)
        hosts = [f"{row.next_host}. {row.name}, {_when(row)}" for row in coming[:3]]
        words = self.tr("Sous chaque nom : tours tenus, distance moyenne à toutes les communes.")
        if hosts:
            words += " " + self.tr("Prochains hôtes : {}.").format(" ; ".join(hosts).replace(" ;", "\u202f;"))
        missing = len(page.rows) - len(points)
        if missing:
            words += " " + plural(missing, "commune n’est pas située.", "communes ne sont pas situées.")
        self.words.show_text(words)
        self.map.show_communes(points, self.tr("Carte des communes. {}").format(words))


class _PointedMap(CommuneMap):
    """A map whose communes can be clicked."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view.theme)
        self._view = view
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the commune under the mouse."""
        found = self.point_at(event.position())
        if found is not None:
            self._view.chosen.emit(found.key)


def _point(row: FairnessRow) -> MapPoint | None:
    if row.latitude is None or row.longitude is None:
        return None
    numbered = 0 < row.next_host <= _NUMBERED
    look = "filled" if row.next_host == 1 else "plain" if row.next_sure else "dashed"
    return MapPoint(
        key=row.organisation_id,
        name=row.name,
        latitude=row.latitude,
        longitude=row.longitude,
        population=row.population,
        number=row.next_host if numbered else None,
        look=look,
        caption=_caption(row),
    )


def _caption(row: FairnessRow) -> str:
    parts: Sequence[str] = [plural(row.held, "tour", "tours")]
    if row.distance is not None:
        parts = [*parts, f"{number(row.distance, 1)}\u00a0km"]
    return ", ".join(parts)


def _when(row: FairnessRow) -> str:
    assert row.next_day is not None
    return date_long(row.next_day)
