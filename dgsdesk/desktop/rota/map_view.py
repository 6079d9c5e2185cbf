"""« Carte »: the communes where they lie, their turns, the next hosts by number, how far each is from all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from dgsdesk.application.rota.fairness import FairnessPage, FairnessRow, fairness_page
from dgsdesk.desktop.components.chart_view import png_of
from dgsdesk.desktop.components.commune_map import CommuneMap
from dgsdesk.desktop.components.map_painter import MapPoint, map_image
from dgsdesk.desktop.components.scrolled import framed
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import date_long, number, plural

_NUMBERED = 9
"""How many next hosts bear a number."""
_LEAST_HEIGHT = 300
"""Pixels at 100 % below which the map is scrolled, not squeezed."""


class MapView(Panel):
    """``chosen(organisation id)`` when a commune is clicked; the table of fairness says the same in words."""

    chosen = Signal(str)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.map = _PointedMap(self)
        self.words = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        inner = Panel(self.theme, "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.map, 1)
        column.addWidget(self.words)
        area = framed(inner, self.tr("Carte des communes"))  # the keyboard scrolls it where it is too low
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.theme.follow(self._measure)
        self._measure()

    def _measure(self) -> None:
        """Leave the names room in any size of text: they are written beside their points."""
        self.map.setMinimumHeight(self.theme.wide(_LEAST_HEIGHT))

    def read(self, circle_id: str) -> None:
        """Read the communes of a circle."""
        self.host.ask(fairness_page, circle_id, then=self.show_page, owner=self, replaces="map")

    def show_page(self, page: FairnessPage) -> None:
        """Show these communes."""
        points, words = _points(page), _words(page)
        self.words.show_text(words)
        self.map.show_communes(points, self.tr("Carte des communes. {}").format(words))


def picture_of(page: FairnessPage) -> bytes:
    """Return the map of these communes as PNG, with every name, whatever the window shows.

    It takes half a second, in any thread: ask for it beside the window.
    """
    return png_of(map_image(_points(page), _words(page)))


def _points(page: FairnessPage) -> list[MapPoint]:
    return [point for row in page.rows if (point := _point(row)) is not None]


def _words(page: FairnessPage) -> str:
    """Say what stands below each name, who receives next, and who is not on the map."""
    coming = sorted((row for row in page.rows if row.next_day), key=lambda row: row.next_host)
    hosts = [f"{row.next_host}. {row.name}, {_when(row)}" for row in coming[:3]]
    words = "Sous chaque nom : tours tenus, distance moyenne à toutes les communes."
    if hosts:
        words += " Prochains hôtes : {}.".format(" ; ".join(hosts))
    missing = sum(row.latitude is None or row.longitude is None for row in page.rows)
    if missing:
        words += " " + plural(missing, "commune n’est pas située.", "communes ne sont pas situées.")
    return words


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
