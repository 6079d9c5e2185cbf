"""Step 1: the intercommunality, found as one types; its communes as map and list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.command import Command
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.first_start.page import EpciPreview, EpciSearch, Made, epci_preview, find_epci
from dgsdesk.application.ports.reference import EpciRow, ModelRow
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.first_start.choice_rows import epci_row
from dgsdesk.desktop.first_start.communes_pane import CommunesPane
from dgsdesk.desktop.first_start.search_and_map import SearchAndMap
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import number, plural


class EpciStep(QWidget):
    """``picked()`` when another intercommunality is picked; ``confirmed()`` on Enter; ``not_there()`` when
    the right one is not in the list.
    """

    picked = Signal()
    confirmed = Signal()
    not_there = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self.preview: EpciPreview | None = None
        self._entered = False
        self._typed = ""
        self.field = SearchField(self.theme, self.tr("Nom, commune, département ou SIREN"), large=True)
        self.field.setPlaceholderText(self.tr("Trois lettres suffisent"))
        self._found: RowsModel[EpciRow] = RowsModel(self._present, lambda row: row.siren, self)
        self.list = RowList(self.theme, self._found, self.tr("Intercommunalités trouvées"))
        self.list.setProperty("alwaysActive", True)  # typing goes on in the field while a row is picked
        self.pane = CommunesPane(self.theme)
        self.compose = Button(
            self.theme, self.tr("Composer un réseau à la main"), kind=ButtonKind.LINK, flush=True
        )
        asked = TextLabel(self.theme, self.tr("La vôtre n’y est pas\u202f?"), "small", "text_soft")
        foot = FlowRow(asked, self.compose)
        foot.setContentsMargins(24, 8, 16, 8)
        self._search = SearchAndMap(self.theme, self.field, self.list, self.pane, self._nothing_yet())
        self._search.add_foot(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._search)
        self._connect()

    def _nothing_yet(self) -> EmptyPage:
        return EmptyPage(
            self.theme,
            "kind.epci",
            self.tr("Cherchez votre intercommunalité, ou l’une de ses communes"),
            self.tr(
                "Communes, populations, adresses, téléphones et courriels des mairies arrivent avec elle, "
                "sans connexion."
            ),
        )

    def _connect(self) -> None:
        self.field.searched.connect(self._look_for)
        self.field.left_down.connect(self.list.setFocus)
        self.field.returnPressed.connect(self._confirm)
        self.field.textEdited.connect(lambda _: self._wait_for_enter())
        self.list.chosen.connect(self._pick)
        self.list.activated_key.connect(lambda _: self.confirmed.emit())
        self.compose.clicked.connect(self.not_there)

    def begin(self) -> None:
        """Say how many there are."""
        self._look_for(self.field.text())

    def take_focus(self) -> None:
        """Begin in the field."""
        self.field.setFocus()

    # -- searching -------------------------------------------------------------------------------------------

    def _present(self, row: EpciRow) -> Row:
        picked = self.preview is not None and self.preview.epci.siren == row.siren
        return epci_row(row, self._typed, picked)

    def _look_for(self, text: str) -> None:
        self.host.ask(find_epci, text, then=self._show_found, owner=self, replaces="search")

    def _show_found(self, search: EpciSearch) -> None:
        self._typed = search.text
        self._found.replace(search.found)
        self._found.present_again()
        self._search.say(self._count_words(search))
        if search.found and self.list.chosen_key() not in {row.siren for row in search.found}:
            self.list.choose_first()
        elif search.found:
            self._pick(self.list.chosen_key())
        elif search.text.strip():
            self._show_none()
        self._go_on_once_there()

    def _count_words(self, search: EpciSearch) -> str:
        total = number(search.total)
        if not search.text.strip():
            return self.tr("{} intercommunalités. Le nom d’une commune suffit.").format(total)
        if not search.found:
            return self.tr("Aucun résultat pour « {} ». Essayez le nom d’une commune, ou le SIREN.").format(
                search.text
            )
        found = plural(len(search.found), self.tr("intercommunalité"), self.tr("intercommunalités"))
        return self.tr("{} sur {}. Le nom d’une commune suffit.").format(found, total)

    # -- picking ---------------------------------------------------------------------------------------------

    @property
    def siren(self) -> str:
        """Return the SIREN of the one picked, empty for none."""
        return self.preview.epci.siren if self.preview else ""

    @property
    def name(self) -> str:
        """Return the name of the one picked, empty for none."""
        return self.preview.epci.short_name if self.preview else ""

    @property
    def ready(self) -> bool:
        """Tell whether one is picked."""
        return self.preview is not None

    @property
    def missing(self) -> str:
        """Return what is still to be done, empty once nothing is."""
        return "" if self.ready else self.tr("Choisissez d’abord dans la liste.")

    @property
    def made(self) -> Made | None:
        """Return what the network would be, nothing before one is picked."""
        if self.preview is None:
            return None
        epci, communes = self.preview.epci, self.preview.communes
        return Made(epci.short_name, epci.siren, epci.type, frozenset(row.insee for row in communes))

    def command(self, model_id: str, own_model: ModelRow | None, *, instead: bool) -> Command[str]:
        """Return what founds the network."""
        return FoundNetwork(self.siren, model_id, instead=instead, own_model=own_model)

    def pick(self, siren: str) -> None:
        """Show the one that was picked before."""
        self.host.ask(epci_preview, siren, then=self._show_preview, owner=self, replaces="preview")

    def _pick(self, siren: str) -> None:
        if siren and siren != self.siren:
            self.pick(siren)

    def _show_preview(self, preview: EpciPreview) -> None:
        self.preview = preview
        self.pane.show_communes(preview.epci.short_name, self._brought(preview), preview.communes)
        self._found.present_again()
        self._search.show_map(True)
        self.picked.emit()
        self._go_on_once_there()

    def _show_none(self) -> None:
        """Let go of the one picked before: what is typed now means another."""
        self.preview = None
        self._search.show_map(False)
        self._wait_for_enter()
        self.picked.emit()

    def _brought(self, preview: EpciPreview) -> str:
        halls = plural(len(preview.communes), "mairie", "mairies")
        return self.tr(
            "Adresses, téléphones et courriels de {} seront repris. Données publiques de {}, Licence Ouverte."
        ).format(halls, preview.year)

    # -- going on --------------------------------------------------------------------------------------------

    def _confirm(self) -> None:
        """Take Enter, also from somebody who types more quickly than we find."""
        self._entered = True
        self._go_on_once_there()

    def _wait_for_enter(self) -> None:
        self._entered = False

    def _go_on_once_there(self) -> None:
        """Go on with the first one that the typed words find, never with one of words before."""
        words = self.field.text()
        there = not words or (words == self._typed and self.siren == self.list.chosen_key())
        if self._entered and there and self.siren:
            self._entered = False
            self.confirmed.emit()
