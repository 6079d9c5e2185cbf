"""The files of the rota: the year on paper, as calendar, as table; where each went is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from dgsdesk.application.calendar.export import ExportYear
from dgsdesk.application.command import Command
from dgsdesk.application.rota.fairness import FairnessPage, fairness_page
from dgsdesk.application.rota.printing import ExportRotaTable, KeepMapPicture, PrintRota
from dgsdesk.desktop.rota import acts
from dgsdesk.desktop.rota.map_view import picture_of
from dgsdesk.desktop.rota.view import RotaView
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_folder_of


class Exports(QObject):
    """``circle`` says what is exported, the view which year and how the map looks."""

    def __init__(self, host: PageHost, circle: Callable[[], str], view: RotaView) -> None:
        super().__init__(view)
        self._host = host
        self._circle = circle
        self._view = view

    def bind(self) -> None:
        """Bind the acts of files."""
        bind = self._host.actions.bind
        printed = self.tr("Le tour d’accueil est prêt : {}")
        bind(acts.PRINT, lambda: self.write(PrintRota(self._circle()), printed))
        table = self.tr("Le tableau est prêt : {}")
        bind(acts.TABLE, lambda: self.write(ExportRotaTable(self._circle()), table))
        year = self.tr("Le calendrier est prêt : {}")
        bind(acts.CALENDAR, lambda: self.write(self._calendar(), year))
        bind(acts.MAP_PICTURE, self._export_map)

    def _calendar(self) -> ExportYear:
        return ExportYear(self._circle(), self._view.shown_year() or None)

    def _export_map(self) -> None:
        """Paint the communes of the circle, whether or not the map is in sight, and keep the picture."""
        self._host.ask(fairness_page, self._circle(), then=self._keep_map, owner=self, replaces="map")

    def _keep_map(self, page: FairnessPage) -> None:
        ready = self.tr("La carte est prête : {}")

        def keep(picture: bytes) -> None:
            self.write(KeepMapPicture(picture), ready)

        self._host.make_document(partial(picture_of, page), then=keep, owner=self)

    def write(self, command: Command[str], sentence: str) -> None:
        """Run a command that lays a file, and say where it is."""
        self._host.run(command, then=lambda path: tell_folder_of(self._host, path, sentence), owner=self)
