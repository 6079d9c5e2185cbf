"""The page of settings: its sections at left, one of them at right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.settings.archives import ArchivesPane
from dgsdesk.desktop.settings.display import DisplayPane
from dgsdesk.desktop.settings.keeping import KeepingPane
from dgsdesk.desktop.settings.privacy import PrivacyPane
from dgsdesk.desktop.settings.safekeeping import SafekeepingPane
from dgsdesk.desktop.settings.signatures import SignaturesPane
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page

_ADOPTED = frozenset({"*", "Approval", "Meeting"})
"""What changes what may be handed over to archives."""

_KEPT = frozenset({"*", "RetentionPeriod", "Person", "Appointment", "Attendance", "Sending", "Observation"})
_KEPT |= {"Meeting", "Arrival", "Dossier", "DispatchChange", "CommissionMember"}
"""What changes what has passed its time."""

RESTORE = "restore"


@dataclass(frozen=True)
class _Section:
    """A section: its key, title, what it is for, its icon and its pane."""

    key: str
    title: str
    facts: str
    icon: str
    pane: QWidget


class SettingsPage(Page):
    """``shown`` takes a section's key: display, privacy, keeping, archives, safekeeping or signatures.

    With ``RESTORE`` the keyboard stands where one goes back to a backup.
    """

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._restores = False
        self.display = DisplayPane(host)
        self.safekeeping = SafekeepingPane(host, partial(self._bring, "safekeeping"))
        self.privacy = PrivacyPane(host)
        self.keeping = KeepingPane(host, partial(self._bring, "keeping"))
        self.archives = ArchivesPane(host, partial(self._bring, "archives"))
        self.signatures = SignaturesPane(host)
        self._sections = {section.key: section for section in self._made()}
        self.model: RowsModel[_Section] = RowsModel(_row, lambda section: section.key, self)
        self.list = RowList(self.theme, self.model, self.tr("Réglages"), ground="surface_alt")
        self.header = PageHeader(self.theme)
        self._panes = QStackedWidget()
        for section in self._sections.values():
            section.pane.setAccessibleName(section.title)
            self._panes.addWidget(section.pane)
        self._lay_out()
        self.list.chosen.connect(self._open)
        self.list.activated_key.connect(lambda _: self.focusNextChild())
        self.model.replace(list(self._sections.values()))
        self.list.choose_first()

    def _made(self) -> tuple[_Section, ...]:
        return (
            _Section(
                "display",
                self.tr("Affichage et clavier"),
                self.tr("Ces choix ne concernent que ce poste."),
                "act.project",
                self.display,
            ),
            _Section(
                "privacy",
                self.tr("Données personnelles"),
                self.tr("Chacun est informé une fois, par sa première invitation (RGPD)."),
                "user-round",
                self.privacy,
            ),
            _Section(
                "keeping",
                self.tr("Durées de conservation"),
                self.tr("Rien ne s’efface tout seul : le programme montre, vous décidez."),
                "calendar-clock",
                self.keeping,
            ),
            _Section(
                "archives",
                self.tr("Archives"),
                self.tr("Ce qui fait mémoire est versé, lisible sans DGS Desk."),
                "archive",
                self.archives,
            ),
            _Section(
                "safekeeping",
                self.tr("Réseau et sauvegarde"),
                self.tr("Tout reste sur ce poste."),
                "kind.backup",
                self.safekeeping,
            ),
            _Section(
                "signatures",
                self.tr("Signatures des dossiers"),
                self.tr("Pour savoir au téléphone de qui vient un dossier. Cela reste sur ce poste."),
                "pen-line",
                self.signatures,
            ),
        )

    def _lay_out(self) -> None:
        left = Panel(self.theme, "surface_alt")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Panel(self.theme, "surface_alt", "b")
        titled = QVBoxLayout(head)
        titled.setContentsMargins(16, 11, 8, 10)
        titled.addWidget(TextLabel(self.theme, self.tr("Réglages"), "title"))
        column.addWidget(head)
        column.addWidget(self.list, 1)
        right = Panel(self.theme, "surface")
        main = QVBoxLayout(right)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(0)
        main.addWidget(self.header)
        main.addWidget(self._panes, 1)
        self._columns = ListAndDetail(
            self.theme,
            self.host.preferences,
            "settings",
            left,
            right,
            list_title=self.tr("Réglages"),
            detail_title=self.tr("Réglage choisi"),
            width="min",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._columns)

    # -- what the shell asks ---------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read again what may have changed."""
        if changes & {"*", "Network"}:
            self.safekeeping.refresh()
        if changes & {"*", "Network", "Letterhead", "RetentionPeriod"}:
            self.privacy.refresh()
        shown = self._panes.currentWidget()  # what is read of twenty years is read when it is looked at
        if shown is self.keeping and changes & _KEPT:
            self.keeping.refresh()
        if shown is self.archives and changes & _ADOPTED:
            self.archives.refresh()

    def shown(self, subject: object | None) -> None:
        """Open a section."""
        self._restores = subject == RESTORE
        if isinstance(subject, str):
            self.list.choose("safekeeping" if self._restores else subject)
            self._columns.bring_forward(detail=True)

    def topic(self) -> str:
        """Return the section in front."""
        return self.list.chosen_key()

    def take_focus(self) -> None:
        """Give the keyboard to the sections, or to the button that was asked for."""
        first = self.safekeeping.restoring.look if self._restores else self.list
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def leaving(self) -> None:
        """Keep what is being typed."""
        self._keep_typed()

    def _keep_typed(self) -> None:
        self.privacy.leave()

    def _bring(self, key: str) -> bool:
        """Open the section that an act is about; return whether it was open, so that the act may begin."""
        if self._panes.currentWidget() is self._sections[key].pane:
            return True
        self.shown(key)
        return False

    def _open(self, key: str) -> None:
        self._keep_typed()
        section = self._sections[key]
        if section.pane is self.signatures:
            self.signatures.refresh()  # never behind other pages: the first look makes the key
        if section.pane is self.keeping:
            self.keeping.refresh()
        if section.pane is self.archives:
            self.archives.refresh()
        self.header.show_title(section.title, section.facts)
        self._panes.setCurrentWidget(section.pane)


def _row(section: _Section) -> Row:
    return Row(section.title, icon=section.icon, tone="accent_text")
