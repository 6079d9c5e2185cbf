"""What an intercommunality is made of: its name and size, its communes as a map and as a list."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dgsdesk.application.ports.reference import CommuneRow
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.commune_map import CommuneMap
from dgsdesk.desktop.components.map_painter import MapPoint
from dgsdesk.desktop.components.row_delegate import RowDelegate
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import number, plural

_COMMUNES_WIDTH, _MOST_COMMUNES_WIDTH, _WITH_BUTTON = 250, 330, 40
"""Pixels at 100 % of the list: as it is pictured, for the longest names, more with a button in each row."""
_BESIDE_NAME = 60
"""Pixels at 100 % beside a name and its number: margins, the gap between them, the scroll bar."""
_LEAST_MAP = 260


class _CommuneDelegate(RowDelegate):
    """Communes close together, to see sixteen at once."""

    def row_height(self, shown: Shown) -> int:
        """Return the dense height."""
        return self.theme.height("table_row_dense", "small", padding=8)


class _Communes(RowList):
    """Communes, one of which Del takes away where they may be."""

    taken_away = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes the chosen commune away."""
        if event.key() == Qt.Key.Key_Delete:
            self.taken_away.emit(self.chosen_key())
        else:
            super().keyPressEvent(event)


class CommunesPane(Panel):
    """Title, size, facts, map and list; ``taken_away(insee)`` comes from the list when ``editable``."""

    taken_away = Signal(str)

    def __init__(self, theme: Theme, *, editable: bool = False) -> None:
        super().__init__(theme, "surface_alt")
        self._editable = editable
        self._width = 0
        self.title = TextLabel(theme, "", "section", elide=True)
        self._badge = Badge(theme)
        self._facts = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.map = CommuneMap(theme)
        self._rows: RowsModel[CommuneRow] = RowsModel(self._present, lambda row: row.insee, self)
        self.communes = _Communes(
            theme,
            self._rows,
            self.tr("Communes et population"),
            delegate=_CommuneDelegate,
            ground="surface_alt",
        )
        if editable:
            self.communes.taken_away.connect(self.taken_away)
            self.communes.button_clicked.connect(self.taken_away)
        self._lay_out()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.title)
        first.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.map, 1)
        body.addWidget(self.communes)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 8)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self._facts)
        column.addLayout(body, 1)

    def _present(self, row: CommuneRow) -> Row:
        away = self.tr("Retirer {}").format(row.name)
        button = ("x", away) if self._editable else ("", "")
        said = plural(row.population, "habitant", "habitants")
        right = number(row.population)
        return Row(row.name, right=right, button=button[0], button_name=button[1], right_said=said)

    def measure(self, width: int) -> None:
        """Share this width; the map, which repeats the list of communes, goes first when text is large."""
        self._width = width
        communes = self._communes_width()
        with_map = width >= communes + self.theme.wide(_LEAST_MAP)
        self.map.setVisible(with_map)
        if with_map:
            self.communes.setFixedWidth(communes)
        else:
            self.communes.setMinimumWidth(0)
            self.communes.setMaximumWidth(width)

    def _communes_width(self) -> int:
        """Return the room that the list asks for: its longest name is read whole."""
        named = (self.theme.metrics("body").horizontalAdvance(row.name) for row in self._rows.items())
        figures = self.theme.metrics("small").horizontalAdvance(number(100_000))
        words = ceil(max(named, default=0) + figures) + self.theme.wide(_BESIDE_NAME)
        least, most = self.theme.wide(_COMMUNES_WIDTH), self.theme.wide(_MOST_COMMUNES_WIDTH)
        return min(max(words, least), most) + self.theme.wide(_WITH_BUTTON) * self._editable

    def show_communes(self, title: str, facts: str, communes: Sequence[CommuneRow]) -> None:
        """Show these communes under a title; ``facts`` is the line below it."""
        people = sum(one.population for one in communes)
        size = self.tr("{}, {}").format(
            plural(len(communes), "commune", "communes"), plural(people, "hab.", "hab.")
        )
        self.title.show_text(title)
        self._badge.show_badge(BadgeSpec("accent", "kind.place", size))
        self._facts.show_text(facts)
        points = [
            MapPoint(c.insee, c.name, c.latitude, c.longitude, c.population)
            for c in communes
            if c.latitude is not None and c.longitude is not None
        ]
        self.map.show_communes(points, self.tr("Carte : {}").format(size))
        self._rows.replace(communes)
        self.measure(self._width)
