"""One competence: in which capacity it is held, its community interest, the grey zones that touch it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from dgsdesk.application.grey_zone.competence import (
    HOLDING_WORDS,
    NOT_THE_LAW,
    CompetenceLine,
    EditCompetence,
    HoldCompetences,
    ZoneOfCompetence,
)
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.saved_fields import SavedLine, SavedText
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.competence import Holding
from dgsdesk.domain.wording import capitalised

BADGES = {
    Holding.COMPULSORY: BadgeSpec("accent", "lock", HOLDING_WORDS[Holding.COMPULSORY]),
    Holding.SUPPLEMENTARY: BadgeSpec("info", "act.add", HOLDING_WORDS[Holding.SUPPLEMENTARY]),
    Holding.OPTIONAL: BadgeSpec("info", "kind.epci", HOLDING_WORDS[Holding.OPTIONAL]),
    Holding.NONE: BadgeSpec("neutral", "kind.commune", HOLDING_WORDS[Holding.NONE]),
    Holding.UNKNOWN: BadgeSpec("neutral", "kind.unknown", HOLDING_WORDS[Holding.UNKNOWN]),
}
"""The badge of each holding."""

LACKING = BadgeSpec("warn", "kind.review_due", "intérêt à définir")


class CompetenceView(Panel):
    """``wanted(command)`` asks for an act."""

    wanted = Signal(object)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.line: CompetenceLine | None = None
        self.header = PageHeader(self.theme)
        self.holdings = QButtonGroup(self)
        self.interest = SavedText(
            self.theme,
            self.tr("Définition de l’intérêt communautaire"),
            lines=4,
            hint=self.tr("Ce que le conseil a défini, à la majorité des deux tiers"),
        )
        self.interest_on = OptionalDate(
            self.theme, self.tr("Délibération du"), self.tr("Date de la délibération"), ahead=0
        )
        self.basis = SavedLine(
            self.theme, self.tr("Fondement"), hint=self.tr("Statuts, arrêté préfectoral, délibération")
        )
        self.zones: RowsModel[ZoneOfCompetence] = RowsModel(
            lambda zone: Row(zone.title, icon="nav.grey_zones"), lambda zone: zone.id, self
        )
        self.zone_list = RowList(self.theme, self.zones, self.tr("Zones grises de cette compétence"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        actions = self.host.actions
        back = Button(self.theme, self.tr("Zones grises"), action=actions.action("competences.zones"))
        print_it = Button(self.theme, self.tr("Imprimer"), action=actions.action("competences.print"))
        for button in (back, print_it):
            self.header.add_button(button)
        form = self._form = Form(self.theme)
        form.row(self.tr("L’intercommunalité l’exerce à titre"), self._radios())
        self._basis_label = form.row(self.tr("Fondement"), self.basis)
        self._interest_label = form.row(self.tr("Intérêt communautaire"), self.interest)
        form.add(self.interest_on)
        self._law = form.note("")
        self._zones_label = form.row(self.tr("Zones grises de cette compétence"), self.zone_list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(form, 1)

    def _radios(self) -> QWidget:
        """The five capacities, one beside the other."""
        row = FlowRow(gap=16)
        for at, holding in enumerate(Holding):
            spec = self.host.actions.spec(f"competences.{holding.value}")
            radio = QRadioButton(f"{capitalised(HOLDING_WORDS[holding])} ({spec.shown_key()})")
            radio.setAccessibleName(HOLDING_WORDS[holding])
            self.holdings.addButton(radio, at)
            row.add(radio)
        return row

    def _connect(self) -> None:
        self.holdings.idClicked.connect(lambda at: self.hold(list(Holding)[at]))
        self.interest.kept.connect(lambda text: self._edit(community_interest=text))
        self.interest.typing.connect(partial(self.host.mark_unsaved, self.interest))
        self.interest_on.chosen.connect(lambda day: self._edit(interest_on=day))
        self.basis.kept.connect(lambda text: self._edit(basis=text))
        self.zone_list.activated_key.connect(lambda key: self.host.open("grey_zones", key))

    def show_line(self, line: CompetenceLine) -> None:
        """Show a competence; what is being typed stays."""
        if self.line is not None and self.line.code != line.code:
            self.leave()
        self.line = line
        self.header.show_title(line.label, f"{line.domain} · {line.law}")
        badges = [BADGES[line.holding], LACKING] if line.lacks_interest else [BADGES[line.holding]]
        self.header.show_badges(*badges)
        button = self.holdings.button(list(Holding).index(line.holding))
        assert button is not None
        button.setChecked(True)
        self.interest.show_value(line.community_interest)
        self.interest_on.show_day(line.interest_on)
        self.basis.show_value(line.basis)
        for part in (self._interest_label, self.interest, self.interest_on):
            part.setVisible(line.wants_interest or bool(line.community_interest))
        law = " · ".join(filter(None, (line.article, line.condition)))
        self._law.show_text("\n".join(filter(None, (law, NOT_THE_LAW))))
        self.zones.replace(list(line.zones))
        self._zones_label.setVisible(bool(line.zones))
        self.zone_list.setVisible(bool(line.zones))

    def hold(self, holding: Holding) -> None:
        """Say in which capacity the competence is held."""
        if self.line is not None and self.line.holding is not holding:
            self.wanted.emit(HoldCompetences((self.line.code,), holding))

    def leave(self) -> None:
        """Keep what is being typed."""
        self.interest.keep_now()
        self.basis.keep_now()

    def _edit(self, **fields: object) -> None:
        if self.line is not None:
            command: EditCompetence = EditCompetence(self.line.code, **fields)  # type: ignore[arg-type]
            self.wanted.emit(command)
