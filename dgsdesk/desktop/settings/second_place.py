"""The copy elsewhere: a stick or a folder chosen once, one click, and everything in open formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.ports.store import NetworkCopied
from dgsdesk.application.safety.open_export import ExportReport, network_export
from dgsdesk.application.safety.safekeeping import absent_from
from dgsdesk.application.safety.second_place import SecondRow, choose_second_place, second_copy
from dgsdesk.desktop.components.buttons import Button, ButtonRow
from dgsdesk.desktop.components.fields import choice_field, choose
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.settings.long_work import LongWork
from dgsdesk.desktop.shell.chosen_file import ask_folder
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import folder_message, tell_folder

_EVERY = (
    ("7", "Chaque semaine"),
    ("14", "Tous les quinze jours"),
    ("30", "Chaque mois"),
)
_USUAL = 7


def tell_copy(host: PageHost, made: NetworkCopied) -> None:
    """Say that a copy of the network was made, what it lacks, and offer its folder."""
    file, (lacks, remedy) = Path(made.file), absent_from(made)
    said = QCoreApplication.translate("SecondPlacePart", "Copie faite et relue\u00a0: {}").format(file.name)
    told = folder_message(host, f"{said}. {lacks}" if lacks else said, str(file.parent), remedy=remedy)
    host.tell(replace(told, tone="warn", passing=False) if lacks else told)


class SecondPlacePart(QObject):
    """The widgets of the copy elsewhere, which the pane lays out.

    ``changed`` when a copy was made; ``choose_folder()`` asks for a folder, empty when given up.
    """

    changed = Signal()

    def __init__(self, host: PageHost, parent: QWidget) -> None:
        super().__init__(parent)
        self.host = host
        self.choose_folder: Callable[[], str] = self._ask_folder
        self._folder = ""
        self.said = TextLabel(host.theme, "", "body", wrap=True)
        self.every = choice_field(
            self.tr("Rappeler la copie"), [(days, self.tr(said)) for days, said in _EVERY]
        )
        self.copy = Button(host.theme, icon="kind.backup", action=host.actions.action("settings.second_copy"))
        self.where = Button(
            host.theme, icon="folder-open", action=host.actions.action("settings.second_place")
        )
        self.buttons = ButtonRow(self.copy, self.where)
        self.buttons.stretch()
        self.work = LongWork(host)
        self.work.ended.connect(self.changed)
        self.every.activated.connect(lambda _: self._keep(self._folder))
        host.actions.bind("settings.second_place", lambda: self._keep(self.choose_folder()))
        host.actions.bind("settings.second_copy", self._copy)

    def show_second(self, row: SecondRow | None) -> None:
        """Show what was chosen, and what is due."""
        self._folder = row.folder if row else ""
        nothing = self.tr("Aucun endroit n’est choisi\u00a0: une clé USB, un dossier de la mairie.")
        self.said.show_text(row.sentence if row else nothing)
        self.said.set_role("bad" if row and row.late else "text")
        choose(self.every, str(row.every_days if row else _USUAL))
        self.every.setEnabled(row is not None)
        self.copy.setEnabled(row is not None and not self.work.under_way)

    def _ask_folder(self) -> str:
        title = self.tr("Choisir la clé USB ou le dossier des copies")
        return ask_folder(self.host.preferences, self.said, title, self._folder)

    def _keep(self, folder: str) -> None:
        if folder:
            every = int(self.every.currentData())
            self.host.ask(choose_second_place, folder, every, then=lambda _: self.changed.emit(), owner=self)

    def _copy(self) -> None:
        if self._folder:
            self.copy.setEnabled(False)
            self.work.begin(second_copy, then=partial(tell_copy, self.host))


class ExportPart(QWidget):
    """Everything in open formats, into a folder of the user's choice."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.choose_folder: Callable[[], str] = self._ask_folder
        self.export = Button(host.theme, icon="folder-open", action=host.actions.action("settings.export"))
        buttons = ButtonRow(self.export)
        buttons.stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.work = LongWork(host)
        self.work.ended.connect(lambda: self.export.setEnabled(True))
        column.addWidget(buttons)
        column.addWidget(self.work)
        host.actions.bind("settings.export", self._export)

    def _ask_folder(self) -> str:
        title = self.tr("Choisir un dossier vide pour l’export")
        return ask_folder(self.host.preferences, self, title)

    def _export(self) -> None:
        folder = self.choose_folder()
        if folder:
            self.export.setEnabled(False)
            self.work.begin(network_export, folder, then=self._done)

    def _done(self, report: ExportReport) -> None:
        tell_folder(self.host, report.folder, f"{report.sentence}.")
