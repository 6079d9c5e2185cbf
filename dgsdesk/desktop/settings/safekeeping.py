"""« Réseau et sauvegarde »: where the network lies, the last backup, a copy wherever the user wants one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from dgsdesk.application.safety.checking import CheckReport, network_check
from dgsdesk.application.safety.safekeeping import SafekeepingRow, network_copy, safekeeping
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.form import Form, side_by_side
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.settings.long_work import LongWork
from dgsdesk.desktop.settings.restoring import RestoringPart
from dgsdesk.desktop.settings.second_place import ExportPart, SecondPlacePart, tell_copy
from dgsdesk.desktop.shell.chosen_file import ask_folder
from dgsdesk.desktop.shell.host import PageHost

_FOLDER = "backup/folder"


class SafekeepingPane(Form):
    """``choose_folder(start)`` asks for a folder, empty when the user gives up."""

    def __init__(self, host: PageHost, bring: Callable[[], object]) -> None:
        super().__init__(host.theme)
        self._bring = bring
        self.host = host
        self.choose_folder: Callable[[str], str] = self._ask_folder
        self._file = Path()
        self.place = TextLabel(self.theme, "", "body", wrap=True)
        self.place.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.last = TextLabel(self.theme, "", "body", wrap=True)
        self.drive = TextLabel(self.theme, "", "body", wrap=True)
        self.open_folder = Button(self.theme, self.tr("Ouvrir le dossier"), icon="folder-open")
        self.open_folder.clicked.connect(lambda: self.host.open_path(str(self._file.parent)))
        self.save = Button(
            self.theme,
            kind=ButtonKind.FILLED,
            icon="kind.backup",
            action=host.actions.action("settings.backup"),
        )
        self.saving = LongWork(host)
        self.saving.ended.connect(self._saving_ended)
        self.restoring = RestoringPart(host, self)
        self.restoring.restored.connect(self.refresh)
        self.restoring.looked.connect(self._show_preview)
        self.second = SecondPlacePart(host, self)
        self.second.changed.connect(self.refresh)
        self.exporting = ExportPart(host)
        self.check = Button(self.theme, icon="list-checks", action=host.actions.action("settings.check"))
        self.found = TextLabel(self.theme, "", "body", wrap=True)
        self.checking = LongWork(host)
        self.checking.ended.connect(lambda: self.check.setEnabled(True))
        self._lay_out()
        host.actions.bind("settings.backup", self._save)
        host.actions.bind("settings.check", self._check)

    def _lay_out(self) -> None:
        self.row(self.tr("Fichier de votre réseau"), self.place)
        self.row(self.tr("Disque de ce poste"), self.drive)
        self.row(self.tr("Sauvegardes"), self.last)
        self.note(
            self.tr(
                "Une sauvegarde est faite et relue à l’ouverture et chaque jour, dans un dossier placé à "
                "côté de ce fichier."
            )
        )
        row = ButtonRow(self.save, self.open_folder)
        row.stretch()
        self.add(row)
        self.add(self.saving)
        self.row(self.tr("Copie ailleurs"), self.second.said)
        self.row(self.tr("Rappeler cette copie"), side_by_side(self.second.every))
        self.add(self.second.buttons)
        self.add(self.second.work)
        self.row(self.tr("Revenir à une sauvegarde"), self.restoring.choices)
        self.add(self.restoring.asking)
        self.answer(self.restoring.preview)
        self.add(self.restoring.acting)
        verify = ButtonRow(self.check)
        verify.stretch()
        self.row(self.tr("Vérifier que tout est intact"), self.found)
        self.add(verify)
        self.add(self.checking)
        self.found.hide()
        self.row(self.tr("Tout emporter, lisible sans DGS Desk"), self.exporting)

    def refresh(self) -> None:
        """Read again where the network lies and when it was backed up."""
        self.host.ask(safekeeping, then=self._show, owner=self, replaces="safekeeping")

    def _show(self, row: SafekeepingRow) -> None:
        self._file = Path(row.place)
        self.place.show_text(str(self._file))
        self.drive.show_text(row.drive)
        self.drive.set_role("bad" if row.endangered else "text_soft")
        self.last.show_text(row.sentence)
        self.last.set_role("bad" if row.failed else "text")

        self.second.show_second(row.second)
        self.restoring.show_backups(row.backups)

    def _show_preview(self) -> None:
        """Bring what a restore would change into sight, with its buttons."""
        QTimer.singleShot(0, self.restoring, lambda: self.ensureWidgetVisible(self.restoring.acting))

    def _check(self) -> None:
        self.check.setEnabled(False)
        self.found.hide()
        self.checking.begin(network_check, then=self._show_found)
        self._bring_into_sight(self.checking)

    def _bring_into_sight(self, part: QWidget) -> None:
        """Show what goes on for long, or what came of it: the menu asks for it from any section."""
        self._bring()
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part))

    def _show_found(self, report: CheckReport) -> None:
        self.found.show_text("\n".join(report.lines))
        self.found.set_role("bad" if report.is_uncertain else "text")
        self.found.show()
        QTimer.singleShot(0, self.found, lambda: self.ensureWidgetVisible(self.found))

    def _ask_folder(self, start: str) -> str:
        title = self.tr("Choisir le dossier ou la clé USB de la copie")
        return ask_folder(self.host.preferences, self, title, start)

    def _save(self) -> None:
        folder = self.choose_folder(self.host.preferences.text(_FOLDER))
        if folder:
            self.host.preferences.keep(_FOLDER, folder)
            self.save.setEnabled(False)
            self.saving.begin(network_copy, folder, then=partial(tell_copy, self.host))
            self._bring_into_sight(self.saving)

    def _saving_ended(self) -> None:
        self.save.setEnabled(True)
        self.refresh()
