"""The page of grey zones: the register at left, one case at right (look/e)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.command import Command
from dgsdesk.application.grey_zone.acts import (
    AddGreyZone,
    AddStartingGreyZones,
    CloseGreyZone,
    ExamineGreyZone,
    RemoveGreyZone,
    ReopenGreyZone,
)
from dgsdesk.application.grey_zone.duplicates import AlikeZone, MergeGreyZones, alike_zones
from dgsdesk.application.grey_zone.page import (
    GreyZoneDetail,
    GreyZoneLine,
    competence_choices,
    grey_zone_detail,
    grey_zones_page,
    starting_lines,
)
from dgsdesk.application.grey_zone.page import GreyZonesPage as GreyZonesRows
from dgsdesk.application.grey_zone.register import PrintGreyZones
from dgsdesk.application.subjects.page import raisers
from dgsdesk.desktop.components.badge import badge_of
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.merge_pane import MergePane
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.grey_zones.catalogue import CataloguePane
from dgsdesk.desktop.grey_zones.detail import GreyZoneView
from dgsdesk.desktop.grey_zones.duplicates import duplicates_said, tick_of
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_file
from dgsdesk.desktop.shell.page import Page
from dgsdesk.domain.grey_zone import GreyZoneState
from dgsdesk.domain.meeting import ReminderTopic

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource

_DUE = "due"


class GreyZonesPage(Page):
    """List, filter and detail; the catalogue takes the detail's place when asked for."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._rows: GreyZonesRows | None = None
        self._wanted = ""
        self._open_sheet = False
        self.model: RowsModel[object] = RowsModel(_row, _key, self)
        self.new = NewLine(
            self.theme,
            self.tr("Titre de la nouvelle zone grise"),
            self.tr("Titre de la zone grise, puis Entrée"),
        )
        self.detail = GreyZoneView(host)
        self.catalogue = CataloguePane(self.theme)
        self.duplicates = MergePane(self.theme, self.tr("Zones grises à réunir"))
        self._nothing = self._empty()
        self.register = self._make_register()
        self.list, self.filter = self.register.list, self.register.filter
        self.states, self._right = self.register.choice, self.register.right
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.register)
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _empty(self) -> EmptyPage:
        actions = self.host.actions
        return EmptyPage(
            self.theme,
            "nav.grey_zones",
            self.tr("Aucune zone grise pour l’instant"),
            self.tr(
                "Notez un cas que les statuts ne règlent pas, ou partez des vingt cas les plus courants."
            ),
            filled=Button(self.theme, kind=ButtonKind.FILLED, action=actions.action("grey_zones.add")),
            plain=Button(
                self.theme, self.tr("Voir les vingt cas"), action=actions.action("grey_zones.catalogue")
            ),
        )

    def _make_register(self) -> Register:
        register = Register(
            self.theme,
            self.host.preferences,
            "grey_zones",
            self.tr("Zones grises"),
            self.model,
            self.tr("Registre des zones grises"),
            details=(self.detail, self.catalogue, self.duplicates, self._nothing),
            detail_title=self.tr("Zone grise choisie"),
            filter_name=self.tr("Filtrer"),
            new=self.new,
        )
        add = self.host.actions.action("grey_zones.add")
        register.add_button(Button(self.theme, self.tr("Ajouter"), icon="act.add", action=add))
        register.add_links(
            self._link("grey_zones.competences", self.tr("Compétences")),
            self._link("grey_zones.print", self.tr("Imprimer")),
            self._link("grey_zones.merge", self.tr("Doublons…")),
        )
        states = [(badge_of(f"grey_zone.{state.value}").text, state.value) for state in GreyZoneState]
        choices = [(self.tr("Tous les états"), ""), *states, (self.tr("À réviser"), _DUE)]
        register.offer(self.tr("Filtrer par état"), choices)
        return register

    def _link(self, action: str, text: str) -> Button:
        act = self.host.actions.action(action)
        return Button(self.theme, text, kind=ButtonKind.LINK, action=act, flush=True)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.register.narrowed.connect(self._show_list)
        self.register.cleared.connect(self._show_list)
        self.new.named.connect(self._add_named)
        self.detail.wanted.connect(self._run)
        self.catalogue.chosen.connect(self._add_starting)
        self.catalogue.closed.connect(self._show_list)
        self.duplicates.merged.connect(self._merge)
        self.duplicates.closed.connect(self._show_list)
        bind = self.host.actions.bind
        bind("grey_zones.add", self._add)
        bind("grey_zones.catalogue", self._open_catalogue)
        bind("grey_zones.print", self._print)
        bind("grey_zones.merge", self._open_duplicates)
        bind("grey_zones.settle", self._settle)
        bind("grey_zones.examine", lambda: self._run_on_chosen(ExamineGreyZone))
        bind("grey_zones.ask", self._ask_communes)
        bind("grey_zones.reopen", lambda: self._run_on_chosen(ReopenGreyZone))
        bind("grey_zones.close", lambda: self._run_on_chosen(CloseGreyZone))
        bind("grey_zones.remove", lambda: self._run_on_chosen(RemoveGreyZone), self.list)
        also = ("settle", "examine", "ask", "reopen", "close", "merge")
        self.host.actions.offer_on(self.list, *(f"grey_zones.{act}" for act in also))
        for act in ("settle", "examine", "ask", "reopen", "close", "merge"):
            self.host.actions.allow(f"grey_zones.{act}", False, self.tr("Choisissez d’abord une zone grise."))

    # -- reading ---------------------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the register again, and the case shown."""
        if changes & {"*", "Organisation", "Network"}:
            self.host.ask(competence_choices, then=self._take_competences, owner=self, replaces="competences")
        self.host.ask(grey_zones_page, then=self._take_register, owner=self, replaces="register")

    def shown(self, subject: object | None) -> None:
        """Show a case; « add » begins a new one."""
        if subject == "add":
            self._add()
        elif isinstance(subject, str) and not self.list.choose(subject):
            self._wanted = subject
            self.register.clear_filter()  # what was asked for is shown, whatever the filter

    def take_focus(self) -> None:
        """Give the keyboard to the list, unless a title is being typed."""
        self.register.take_focus()

    def thing(self) -> str:
        """Return the grey zone that is chosen."""
        return self.list.chosen_key()

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.detail.leave()

    def _take_competences(self, choices: object) -> None:
        def take(found: object) -> None:
            self.detail.sheet.show_choices(choices, found)  # type: ignore[arg-type]
            self.detail.positions.show_parties(found)  # type: ignore[arg-type]
            if self.detail.zone is not None:
                self.detail.sheet.show_zone(self.detail.zone)

        self.host.ask(raisers, then=take, owner=self, replaces="raisers")

    def _take_register(self, rows: GreyZonesRows) -> None:
        self._rows = rows
        self._show_list()

    def _show_list(self) -> None:
        rows = self._rows
        if rows is None:
            return
        lines = [line for line in rows.lines if self._passes(line)]
        self.register.facts.show_text(str(len(lines)))
        if self.register.show_rows(lines, self._wanted, empty=None if rows.lines else self._nothing):
            self._wanted = ""

    def _passes(self, line: GreyZoneLine) -> bool:
        wanted = self.states.currentData()
        of_state = not wanted or line.state.value == wanted or (wanted == _DUE and line.review_due)
        return of_state and self.register.passes(line.search)

    def _show_chosen(self, zone_id: str) -> None:
        self.host.ask(grey_zone_detail, zone_id, then=self._show_detail, owner=self, replaces="detail")

    def _show_detail(self, zone: GreyZoneDetail) -> None:
        self.detail.show_zone(zone)
        self.host.actions.allow("grey_zones.merge", True)
        if self._right.currentWidget() not in (self.catalogue, self.duplicates):
            self._right.setCurrentWidget(self.detail)
        if self._open_sheet:
            self._open_sheet = False
            self.register.show_detail(self.detail)
            self.detail.open_sheet()

    # -- acts ------------------------------------------------------------------------------------------------

    def _run(self, command: Command[object]) -> None:
        self.host.run(command, owner=self)

    def _run_on_chosen(self, act: type[Command[None]]) -> None:
        zone_id = self.list.chosen_key()
        if zone_id:
            self.host.run(act(zone_id), owner=self)  # type: ignore[call-arg]

    def _settle(self) -> None:
        """Ask for the solution, on the tab of the detail where there are tabs."""
        self.register.show_detail(self.detail)
        self.detail.start_settling()

    def _add(self) -> None:
        self.register.begin_new()

    def _add_named(self, title: str) -> None:
        self.host.run(AddGreyZone(title), then=self._added, owner=self)

    def _added(self, zone_id: str) -> None:
        self.filter.clear()
        self.states.setCurrentIndex(0)
        self._wanted, self._open_sheet = zone_id, True
        self._show_list()

    def _open_catalogue(self) -> None:
        self.host.ask(starting_lines, then=self._show_catalogue, owner=self)

    def _show_catalogue(self, lines: object) -> None:
        self.catalogue.show_lines(lines)  # type: ignore[arg-type]
        self.register.show_detail(self.catalogue)
        self.catalogue.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_duplicates(self) -> None:
        self.host.ask(alike_zones, self.list.chosen_key(), then=self._show_duplicates, owner=self)

    def _show_duplicates(self, others: tuple[AlikeZone, ...]) -> None:
        zone = self.detail.zone
        ticks = [tick_of(one) for one in others]
        self.duplicates.show_others(zone.title if zone else "", duplicates_said(others), ticks)
        self.register.show_detail(self.duplicates)
        self.duplicates.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _merge(self, others: tuple[str, ...]) -> None:
        self._right.setCurrentWidget(self.detail)
        self.host.run(MergeGreyZones(self.list.chosen_key(), others), owner=self)

    def _ask_communes(self) -> None:
        from dgsdesk.desktop.reminders.offer import offer_reminder

        zone = self.detail.zone
        if zone is not None:
            offer_reminder(self.host, self, ReminderTopic.GREY_ZONE, zone.id, self.host.tell)

    def papers(self) -> Sequence[PaperSource]:
        """Return the register, as far as the filter leaves it."""
        return (self._printing(),)

    def _printing(self) -> PrintGreyZones:
        """Return the act that prints what the filter leaves."""
        shown = [line for line in self._rows.lines if self._passes(line)] if self._rows else []
        every = self._rows is not None and len(shown) == len(self._rows.lines)
        return PrintGreyZones(() if every else tuple(line.id for line in shown))

    def _print(self) -> None:
        self.host.run(self._printing(), then=self._printed, owner=self)

    def _printed(self, path: str) -> None:
        tell_file(self.host, path, self.tr("Le registre est prêt à imprimer\u00a0:"))

    def _add_starting(self, numbers: tuple[int, ...]) -> None:
        self.host.run(AddStartingGreyZones(numbers), then=self._starting_added, owner=self)

    def _starting_added(self, zone_ids: tuple[str, ...]) -> None:
        self._wanted = zone_ids[0] if zone_ids else ""
        self._show_list()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _row(line: object) -> Shown:
    assert isinstance(line, GreyZoneLine)
    return Row(line.title, second=line.note, badge=badge_of(f"grey_zone.{line.state.value}"))


def _key(line: object) -> str:
    assert isinstance(line, GreyZoneLine)
    return line.id
