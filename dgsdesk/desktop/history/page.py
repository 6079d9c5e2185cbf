"""The page of the history: what was done at left tab, what was deleted at right tab."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from dgsdesk.desktop.components.tabs import Tabs, band_of
from dgsdesk.desktop.history.address import DELETED
from dgsdesk.desktop.history.deleted_view import DeletedView
from dgsdesk.desktop.history.past_view import PastView
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page, Spot


class HistoryPage(Page):
    """``shown`` takes a `Spot` (a thing's id or none, the page to come back to) or ``DELETED``."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._back = ""
        self.tabs = Tabs(
            self.tr("Historique ou éléments supprimés"),
            (self.tr("Historique"), self.tr("Éléments supprimés")),
        )
        self.past = PastView(host)
        self.deleted = DeletedView(host)
        self.sections = QStackedWidget()
        self.sections.addWidget(self.past)
        self.sections.addWidget(self.deleted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.tabs.currentChanged.connect(self._open_section)
        layout.addWidget(band_of(self.theme, self.tabs))
        layout.addWidget(self.sections, 1)
        host.actions.bind("history.back", self._go_back)
        self._allow_back()
        self.deleted.allow()

    def _open_section(self, section: int) -> None:
        self.sections.setCurrentIndex(section)
        self.refresh(frozenset({"*"}))
        self.take_focus()

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the part that is in front again; any act is one line more."""
        del changes
        if self.sections.currentWidget() is self.past:
            self.past.refresh()
        else:
            self.deleted.refresh()

    def shown(self, subject: object | None) -> None:
        """Show the history of a thing, of everything, or what was deleted."""
        if isinstance(subject, Spot):
            self._back = subject.step
            self._allow_back()
            self.tabs.setCurrentIndex(0)
            self.past.show_about(subject.subject)
        elif subject == DELETED:
            self.tabs.setCurrentIndex(1)

    def take_focus(self) -> None:
        """Give the keyboard to the list in front."""
        front = self.past if self.sections.currentWidget() is self.past else self.deleted
        front.register.take_focus()

    def topic(self) -> str:
        """Return the part of the guide's chapter."""
        return DELETED if self.sections.currentWidget() is self.deleted else ""

    def _allow_back(self) -> None:
        self.host.actions.allow("history.back", bool(self._back), self.tr("Rien n’a été ouvert avant."))

    def _go_back(self) -> None:
        self.host.open(self._back)
