"""« Annuaire »: organisations, the grid of directors, commissions, our identity, lists of people."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.directory.export import ExportDirectory, ListFormat
from dgsdesk.application.directory.page import DirectoryPage as Directory
from dgsdesk.application.directory.page import directory_page
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.tabs import Tabs, band_of
from dgsdesk.desktop.directory.list_drop import ListDrop
from dgsdesk.desktop.directory.organisations import OrganisationsPane
from dgsdesk.desktop.directory.people_grid import PeopleGrid
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_file
from dgsdesk.desktop.shell.page import Page, Spot
from dgsdesk.domain.network import Role
from dgsdesk.domain.wording import plural

if TYPE_CHECKING:
    from dgsdesk.desktop.directory.commissions import CommissionsPane
    from dgsdesk.desktop.directory.identity import IdentityPane
    from dgsdesk.desktop.directory.import_pane import ImportPane

P = TypeVar("P", bound=QWidget)

ORGANISATIONS, GRID, COMMISSIONS, IDENTITY, IMPORT = range(5)
_SECTIONS = {"identity": IDENTITY, "people": GRID}


class DirectoryPage(Page):
    """Four sections under tabs; the preview of a list covers them until it is taken or given up."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._wanted = ""
        self.header = PageHeader(self.theme, self.tr("Annuaire"), line=False)
        titles = (
            self.tr("Organisations"),
            self.tr("Directions en grille"),
            self.tr("Commissions"),
            self.tr("Notre identité"),
        )
        self.tabs = Tabs(self.tr("Sections de l’annuaire"), titles)
        self.organisations = OrganisationsPane(host)
        self.grid = PeopleGrid(host)
        self.sections = QStackedWidget()
        for part in (self.organisations, self.grid, QWidget(), QWidget(), QWidget()):
            self.sections.addWidget(part)  # the empty ones are made when they are first asked for
        self._directory: Directory | None = None
        self._lay_out()
        self._connect()

    @cached_property
    def commissions(self) -> CommissionsPane:
        """Return the section of commissions, made when first asked for."""
        from dgsdesk.desktop.directory.commissions import CommissionsPane

        pane = CommissionsPane(self.host)
        if self._directory is not None:
            pane.show_commissions(self._directory.commissions)
        return self._placed(pane, COMMISSIONS)

    @cached_property
    def identity(self) -> IdentityPane:
        """Return the section of our identity, made and read when first asked for."""
        from dgsdesk.desktop.directory.identity import IdentityPane

        pane = IdentityPane(self.host)
        pane.refresh()
        return self._placed(pane, IDENTITY)

    @cached_property
    def import_pane(self) -> ImportPane:
        """Return the preview of a list, made when a first list comes."""
        from dgsdesk.desktop.directory.import_pane import ImportPane

        pane = ImportPane(self.host)
        pane.opened.connect(lambda: self.sections.setCurrentIndex(IMPORT))
        pane.closed.connect(lambda _: self._open_section(self.tabs.currentIndex()))
        return self._placed(pane, IMPORT)

    def _placed(self, pane: P, section: int) -> P:
        """Put a section in the place that was kept for it."""
        in_front = self.sections.currentIndex()
        kept = self.sections.widget(section)
        assert kept is not None
        self.sections.removeWidget(kept)
        kept.deleteLater()
        self.sections.insertWidget(section, pane)
        self.sections.setCurrentIndex(in_front)
        return pane

    def _made(self, name: str) -> bool:
        return name in vars(self)

    def _lay_out(self) -> None:
        act = self.host.actions.action
        for name, words, icon in (
            ("mandate", self.tr("Changement de mandat…"), "calendar-days"),
            ("export_xlsx", self.tr("Exporter"), "download"),
            ("import", self.tr("Importer une liste…"), "upload"),
        ):
            self.header.add_button(Button(self.theme, words, icon=icon, action=act(f"directory.{name}")))
        self._band = band_of(self.theme, self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._band)
        layout.addWidget(ListDrop(self.theme, lambda: self.import_pane, self.sections), 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._open_section)
        self.sections.currentChanged.connect(self._make_room)
        bind = self.host.actions.bind
        bind("directory.import", lambda: self.import_pane.choose())
        bind("directory.mandate", lambda: self.import_pane.choose(Role.MAYOR))
        bind("directory.export_xlsx", lambda: self._export(ListFormat.XLSX))
        bind("directory.export_csv", lambda: self._export(ListFormat.CSV))
        bind("directory.person_file", self.organisations.sheet.write_person_file)
        bind("directory.erase", partial(self._on_sheet, self.organisations.sheet.ask_erasure))
        bind("directory.name", self._name)
        bind("directory.vacate", partial(self._on_sheet, self.organisations.sheet.vacate))
        bind("directory.leave", partial(self._on_sheet, self.organisations.sheet.leave_network))
        bind("directory.add_commission", self._add_commission)
        bind("directory.remove_commission", self._remove_commission)
        bind("directory.filter", self._filter)
        also = ("directory.name", "directory.vacate", "directory.leave")
        self.host.actions.offer_on(self.organisations.list, *also)

    # -- the page --------------------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the directory, and our identity when it changed."""
        self.host.ask(directory_page, then=self._show, owner=self, replaces="directory")
        self.grid.refresh()
        if self._made("identity") and changes & {"*", "Letterhead", "Network"}:
            self.identity.refresh()

    def shown(self, subject: object | None) -> None:
        """Open our identity, the grid of people, an organisation by its id, or a list that came back."""
        if isinstance(subject, Spot):
            self.open_section(ORGANISATIONS)
            self._wanted = subject.subject
            self.organisations.sheet.want_person(subject.at)
            self._choose_wanted()
        elif isinstance(subject, tuple):
            self.import_pane.open_arrival(str(subject[0]))
        elif subject in _SECTIONS:
            self._open_by_subject(str(subject))
        elif isinstance(subject, str) and subject:
            self.open_section(ORGANISATIONS)
            self._wanted = subject
            self._choose_wanted()

    def _open_by_subject(self, subject: str) -> None:
        self.open_section(_SECTIONS[subject])
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to the section."""
        section = self.sections.currentIndex()
        if section == GRID:
            self.grid.take_focus()
        elif section == IDENTITY:
            self.identity.take_focus()
        elif section == COMMISSIONS:
            self.commissions.list.setFocus()
        else:
            self.organisations.list.setFocus()

    def thing(self) -> str:
        """Return the organisation, person or commission that is chosen in the section in front."""
        section = self.sections.currentIndex()
        if section == GRID:
            return self.grid.chosen_person()
        if section == COMMISSIONS:
            return self.commissions.thing()
        return self.organisations.sheet.person_at_hand() or self.organisations.list.chosen_key()

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.organisations.sheet.keep_now()
        self.grid.leaving()
        if self._made("commissions"):
            self.commissions.keep_now()
        if self._made("identity"):
            self.identity.keep_now()

    def open_section(self, section: int) -> None:
        """Bring a section to the front."""
        self._make(section)
        self.tabs.setCurrentIndex(section)
        self.sections.setCurrentIndex(section)

    def _make(self, section: int) -> None:
        """Make the section when it is shown for the first time."""
        if section == COMMISSIONS:
            self.commissions  # noqa: B018
        elif section == IDENTITY:
            self.identity  # noqa: B018

    def _open_section(self, section: int) -> None:
        self._make(section)
        self.sections.setCurrentIndex(section)
        self.take_focus()

    def _make_room(self, section: int) -> None:
        """A list of people takes the whole page: large text needs it."""
        for part in (self.header, self._band):
            part.setVisible(section != IMPORT)

    def _show(self, directory: Directory) -> None:
        self._directory = directory
        self.header.show_facts(_facts(directory))
        self.organisations.show_directory(directory)
        if self._made("commissions"):
            self.commissions.show_commissions(directory.commissions)
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        """Choose the organisation that was asked for, as soon as it is there."""
        if self._wanted and self.organisations.choose(self._wanted):
            self._wanted = ""

    # -- acts ------------------------------------------------------------------------------------------------

    def _export(self, form: ListFormat) -> None:
        self.host.run(
            ExportDirectory(form), then=lambda path: tell_file(self.host, path), owner=self, quiet=True
        )

    def _on_sheet(self, act: Callable[[], object]) -> None:
        """Do an act on the sheet, where it can be seen."""
        self.organisations.show_sheet()
        act()

    def _name(self) -> None:
        self.open_section(ORGANISATIONS)
        self._on_sheet(self.organisations.sheet.name_somebody)

    def _add_commission(self) -> None:
        self.open_section(COMMISSIONS)
        self.commissions.begin()

    def _remove_commission(self) -> None:
        self.open_section(COMMISSIONS)
        self.commissions.remove()

    def _filter(self) -> None:
        self.open_section(ORGANISATIONS)
        self.organisations.filter.setFocus()


def _facts(directory: Directory) -> str:
    """Say how many organisations there are, and what is missing."""
    facts = [plural(len(directory.organisations), "organisation", "organisations")]
    if directory.vacant:
        facts.append(plural(directory.vacant, "poste vacant", "postes vacants"))
    if directory.without_email:
        facts.append(f"{plural(directory.without_email, 'organisation', 'organisations')} sans courriel")
    return ", ".join(facts)
