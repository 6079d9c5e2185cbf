"""Step 1 for an intercommunality that the national list does not have: named, and its communes chosen."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.command import Command
from dgsdesk.application.first_start.acts import ComposedEpci, ComposeNetwork
from dgsdesk.application.first_start.page import (
    CommuneSearch,
    EpciPreview,
    Made,
    composed_types,
    find_communes,
)
from dgsdesk.application.ports.reference import CommuneRow, FoundCommune, ModelRow
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.fields import fill_choices
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.directory.field_grid import FieldGrid
from dgsdesk.desktop.first_start.choice_rows import commune_row, whole_row
from dgsdesk.desktop.first_start.communes_pane import CommunesPane
from dgsdesk.desktop.first_start.search_and_map import SearchAndMap
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.network import LEAST_COMMUNES, is_siren
from dgsdesk.domain.toponym import fold, typeset_name
from dgsdesk.domain.wording import join_and, plural

_Found = str | EpciPreview | FoundCommune


class _Ticked(RowList):
    """Rows that a click, Space or Enter ticks: ``ticked(key)``."""

    ticked = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the chosen row with Space or Enter."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ticked.emit(self.chosen_key())
        else:
            super().keyPressEvent(event)


class ComposingStep(QWidget):
    """``picked()`` at each change; nothing is kept of it before the network is made."""

    picked = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self.chosen: dict[str, CommuneRow] = {}
        self._typed = ""
        self._wanted_seat = ""
        self.fields = grid = FieldGrid(host, 10, keeps=False)
        self._name = grid.line("name", self.tr("Nom de l’intercommunalité"), 3)
        self._kind = grid.choice("type", self.tr("Nature"), 3, ())
        self._number = grid.line("siren", self.tr("SIREN"), 2, hint=self.tr("s’il est connu"))
        self._seat = grid.choice("seat", self.tr("Commune du siège"), 2, ())
        self.field = SearchField(self.theme, self.tr("Commune, code postal, département"), large=True)
        self.field.setPlaceholderText(self.tr("Une commune, ou une intercommunalité à reprendre"))
        self._rows: RowsModel[_Found] = RowsModel(self._present, _key, self)
        self.list = _Ticked(self.theme, self._rows, self.tr("Communes et intercommunalités trouvées"))
        self.pane = CommunesPane(self.theme, editable=True)
        self._search = SearchAndMap(self.theme, self.field, self.list, self.pane, self._nothing_yet())
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        band = Panel(self.theme, "surface", "b")
        inner = QVBoxLayout(band)
        inner.setContentsMargins(24, 10, 24, 12)
        inner.addWidget(self.fields)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(band)
        layout.addWidget(self._search, 1)

    def _nothing_yet(self) -> EmptyPage:
        return EmptyPage(
            self.theme,
            "kind.place",
            self.tr("Choisissez les communes"),
            self.tr(
                "Après une fusion, reprenez chaque intercommunalité d’un geste, puis ajoutez ou retirez des "
                "communes. Populations, adresses, téléphones et courriels des mairies arrivent avec elles."
            ),
        )

    def _connect(self) -> None:
        self.field.searched.connect(self._look_for)
        self.field.left_down.connect(self.list.setFocus)
        self.field.returnPressed.connect(self.list.setFocus)
        self.list.ticked.connect(self._tick)
        self.list.clicked.connect(lambda index: self._tick(_key(self._rows.item(index))))
        self.pane.taken_away.connect(lambda insee: self._take_away({insee}))
        self._name.textChanged.connect(lambda _: self._changed())
        self._number.textChanged.connect(lambda _: self.picked.emit())
        self._kind.activated.connect(lambda _: self.picked.emit())
        self._seat.activated.connect(lambda _: self._choose_seat())

    def begin(self) -> None:
        """Read the natures that there are, and say what to type."""
        self.host.ask(composed_types, then=self._offer_types, owner=self, replaces="types")
        self._look_for(self.field.text())

    def take_focus(self) -> None:
        """Begin with the name, or go on with the communes."""
        (self.field if self.name else self._name).setFocus()

    def _offer_types(self, types: list[tuple[str, str]]) -> None:
        if not self._kind.count():
            fill_choices(self._kind, types)
            self.picked.emit()

    # -- searching -------------------------------------------------------------------------------------------

    def _look_for(self, text: str) -> None:
        self.host.ask(find_communes, text, then=self._show_found, owner=self, replaces="communes")

    def _show_found(self, search: CommuneSearch) -> None:
        self._typed = search.text
        rows: list[_Found] = []
        if search.whole:
            rows += [self.tr("Intercommunalités à reprendre"), *search.whole]
        if search.found:
            rows += [self.tr("Communes"), *search.found]
        self._rows.replace(rows)
        self._rows.present_again()
        self.list.scrollToTop()
        self._search.say(self._count_words(search))

    def _count_words(self, search: CommuneSearch) -> str:
        if not search.text.strip():
            return self.tr("Un département entier se trouve par son nom ou son numéro.")
        if not (search.found or search.whole):
            return self.tr("Aucun résultat pour « {} ». Essayez le code postal, ou moins de lettres.").format(
                search.text
            )
        return self.tr("{}. Un clic ou Espace ajoute, un second retire.").format(
            plural(len(search.found), self.tr("commune"), self.tr("communes"))
        )

    def _present(self, one: _Found) -> Row | Heading:
        if isinstance(one, str):
            return Heading(one)
        if isinstance(one, EpciPreview):
            taken = sum(commune.insee in self.chosen for commune in one.communes)
            return whole_row(one.epci, self._typed, taken)
        return commune_row(one, self._typed, one.commune.insee in self.chosen)

    # -- choosing --------------------------------------------------------------------------------------------

    def _tick(self, key: str) -> None:
        """Take what was not taken yet, or leave it again; an intercommunality wholly."""
        one = next((item for item in self._rows.items() if _key(item) == key), None)
        if one is None or isinstance(one, str):
            return
        communes = one.communes if isinstance(one, EpciPreview) else (one.commune,)
        if all(commune.insee in self.chosen for commune in communes):
            self._take_away({commune.insee for commune in communes})
        else:
            self.chosen |= {commune.insee: commune for commune in communes}
            self._show_chosen()

    def _take_away(self, codes: Collection[str]) -> None:
        self.chosen = {insee: row for insee, row in self.chosen.items() if insee not in codes}
        self._show_chosen()

    def _show_chosen(self) -> None:
        self._offer_seats()
        self._rows.present_again()
        self._changed()

    def _offer_seats(self) -> None:
        """Offer the chosen communes as seat: the largest one, until another is chosen."""
        by_name = self.communes
        fill_choices(self._seat, [(row.insee, row.name) for row in by_name])
        if self._wanted_seat not in self.chosen:
            self._wanted_seat = ""
        largest = max(by_name, key=lambda row: row.population).insee if by_name else ""
        self._seat.setCurrentIndex(self._seat.findData(self._wanted_seat or largest))

    def _choose_seat(self) -> None:
        self._wanted_seat = str(self._seat.currentData() or "")

    def _changed(self) -> None:
        communes = self.communes
        self._search.show_map(bool(communes))
        facts = self.tr(
            "Adresses, téléphones et courriels des mairies seront repris. Suppr retire une commune."
        )
        self.pane.show_communes(self.name or self.tr("Votre intercommunalité"), facts, communes)
        self.picked.emit()

    # -- what is composed ------------------------------------------------------------------------------------

    @property
    def communes(self) -> list[CommuneRow]:
        """Return the communes chosen, by name."""
        return sorted(self.chosen.values(), key=lambda row: fold(row.name))

    @property
    def name(self) -> str:
        """Return the name typed."""
        return self.fields.text("name")

    @property
    def ready(self) -> bool:
        """Tell whether a network can be made of it."""
        return not self.missing

    @property
    def missing(self) -> str:
        """Return what is still to be done, empty once nothing is."""
        siren = self._siren
        if siren and not is_siren(siren):
            return self.tr(
                "« {} » n’est pas un SIREN : neuf chiffres. Laissez vide s’il n’est pas connu."
            ).format(self.fields.text("siren"))
        lacking = [] if self.name else [self.tr("son nom")]
        if len(self.chosen) < LEAST_COMMUNES:
            lacking.append(self.tr("deux communes au moins"))
        return self.tr("Il manque encore {}.").format(join_and(lacking)) if lacking else ""

    @property
    def _siren(self) -> str:
        return "".join(self.fields.text("siren").split())

    @property
    def made(self) -> Made:
        """Return what the network would be."""
        seat = self.chosen.get(str(self._seat.currentData() or ""))
        town = seat.name if seat else ""
        kind = str(self._kind.currentData() or "")
        return Made(typeset_name(self.name), self._siren, kind, frozenset(self.chosen), town)

    def command(self, model_id: str, own_model: ModelRow | None, *, instead: bool) -> Command[str]:
        """Return what founds the network."""
        epci = ComposedEpci(
            self.name,
            str(self._kind.currentData() or ""),
            tuple(sorted(self.chosen)),
            str(self._seat.currentData() or ""),
            self._siren,
        )
        return ComposeNetwork(epci, model_id, instead, own_model)


def _key(one: _Found) -> str:
    if isinstance(one, str):
        return one
    return one.epci.siren if isinstance(one, EpciPreview) else one.commune.insee
