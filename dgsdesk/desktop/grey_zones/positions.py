"""« Positions »: what each party holds, read in a list and written below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from dgsdesk.application.grey_zone.page import GreyZoneDetail
from dgsdesk.application.grey_zone.positions import PositionLine, SetPosition
from dgsdesk.application.subjects.page import OrganisationChoice
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.saved_fields import SavedText
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme

_LIST = 100
"""The share of the height that the list takes while it is there."""


class PositionsTab(Panel):
    """``wanted(command)`` asks to keep a position."""

    wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self._zone: GreyZoneDetail | None = None
        self.rows: RowsModel[PositionLine] = RowsModel(_row, lambda line: line.organisation_id, self)
        self.list = RowList(theme, self.rows, self.tr("Positions des parties"))
        self._nothing = TextLabel(
            theme,
            self.tr("Aucune position n’est notée. Choisissez qui parle, puis écrivez ce qu’il soutient."),
            "small",
            "text_soft",
            wrap=True,
        )
        self.party = QComboBox()
        self.text = SavedText(
            theme,
            self.tr("Position de la partie choisie"),
            lines=3,
            hint=self.tr("Ce que cette partie soutient"),
        )
        self._lay_out()
        self.list.chosen.connect(self._choose)
        self.party.activated.connect(lambda _: self._party_chosen())
        self.text.kept.connect(self._keep)

    def _lay_out(self) -> None:
        self.party.setAccessibleName(self.tr("Qui parle"))
        bound(self.theme, self.party, 360)
        bound(self.theme, self.text, 720)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 10, 16, 12)
        layout.setSpacing(self.theme.space("s"))
        layout.addWidget(self._nothing)
        layout.addWidget(self.list, _LIST)
        layout.addWidget(self.party)
        layout.addWidget(self.text)
        layout.addStretch(1)  # what is left while there is no list

    def show_parties(self, parties: Sequence[OrganisationChoice]) -> None:
        """Offer who may hold a position."""
        if [self.party.itemData(at) for at in range(self.party.count())] == [one.id for one in parties]:
            return
        self.party.clear()
        for one in parties:
            self.party.addItem(one.name, one.id)
        self._show_text()

    def show_zone(self, zone: GreyZoneDetail) -> None:
        """Show the positions of a case; what is being typed stays."""
        if self._zone is not None and self._zone.id != zone.id:
            self.leave()
        self._zone = zone
        self.rows.replace(list(zone.positions))
        self.list.setVisible(bool(zone.positions))
        self._nothing.setVisible(not zone.positions)
        self._show_text()

    def leave(self) -> None:
        """Keep what is being typed."""
        self.text.keep_now()

    def _choose(self, organisation_id: str) -> None:
        self.party.setCurrentIndex(self.party.findData(organisation_id))
        self._party_chosen()

    def _party_chosen(self) -> None:
        self._show_text()

    def _show_text(self) -> None:
        held = self._zone.positions if self._zone else ()
        chosen = self.party.currentData()
        self.text.show_value(next((one.text for one in held if one.organisation_id == chosen), ""))

    def _keep(self, text: str) -> None:
        if self._zone is not None and self.party.currentData():
            self.wanted.emit(SetPosition(self._zone.id, self.party.currentData(), text))


def _row(line: PositionLine) -> Shown:
    return Row(line.organisation, second=" ".join(line.text.split()))
