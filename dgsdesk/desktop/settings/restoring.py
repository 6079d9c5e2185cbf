"""Going back to a backup: pick one, read what would change, then do it or leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dgsdesk.application.safety.restoring import RestoreBackup, RestorePreview, preview_restore
from dgsdesk.application.safety.safekeeping import BackupRow
from dgsdesk.desktop.components.buttons import Button, ButtonRow
from dgsdesk.desktop.components.fields import choice_field, fill_choices
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.chosen_file import ask_file
from dgsdesk.desktop.shell.host import PageHost


class RestoringPart(QObject):
    """The widgets of it, which the pane lays out.

    ``looked`` when what would change stands there, ``restored`` when it is done; ``choose_file()`` asks for a
    backup elsewhere, empty when given up.
    """

    restored = Signal()
    looked = Signal()

    def __init__(self, host: PageHost, parent: QWidget) -> None:
        super().__init__(parent)
        self.host = host
        theme = host.theme
        self.choose_file: Callable[[], str] = self._ask_file
        self._preview: RestorePreview | None = None
        self.choices = choice_field(self.tr("Sauvegarde"))
        self.look = Button(theme, self.tr("Restaurer…"), icon="history")
        self.other = Button(theme, self.tr("Depuis une clé…"), icon="folder-open")
        self.preview = TextLabel(theme, "", "body", wrap=True)
        self.go_back = Button(theme, self.tr("Restaurer cette sauvegarde"), icon="history")
        self.leave = Button(theme, self.tr("Ne rien changer"))
        self.asking, self.acting = ButtonRow(self.look, self.other), ButtonRow(self.go_back, self.leave)
        for buttons in (self.asking, self.acting):
            buttons.stretch()
        self.choices.currentTextChanged.connect(self.choices.setToolTip)
        self.look.clicked.connect(lambda: self._ask(str(self.choices.currentData() or "")))
        self.other.clicked.connect(lambda: self._ask(self.choose_file()))
        self.go_back.clicked.connect(self._restore)
        self.leave.clicked.connect(self._close)
        self._close()

    def show_backups(self, backups: Sequence[BackupRow]) -> None:
        """Offer the backups, newest first."""
        fill_choices(self.choices, [(one.file, one.sentence) for one in backups])
        self.choices.setToolTip(self.choices.currentText())  # the names of what one lacks may be cut
        self.look.setEnabled(bool(backups))

    def _ask_file(self) -> str:
        title, kind = self.tr("Choisir une sauvegarde"), self.tr("Sauvegardes (*.dgsdb *.dgsdb.gz)")
        return str(ask_file(self.host.preferences, self.look, title, kind) or "")

    def _ask(self, file: str) -> None:
        if file:
            self.host.ask(preview_restore, file, then=self._show, owner=self, replaces="restore")

    def _show(self, preview: RestorePreview) -> None:
        self._preview = preview
        self.preview.show_text("\n".join(preview.sentences))
        self.preview.show()
        self.leave.show()
        self.go_back.setVisible(preview.does_something)
        (self.go_back if preview.does_something else self.leave).setFocus()
        self.looked.emit()

    def _restore(self) -> None:
        preview = self._preview
        self._close()
        (self.look if self.look.isEnabled() else self.other).setFocus()  # the button that restored is gone
        if preview is None:
            return
        if preview.replaces:
            self.host.replacing_wanted.emit(preview.file, preview.erased_again)
        else:
            self.host.run(RestoreBackup(preview.file), then=lambda _: self.restored.emit(), owner=self)

    def _close(self) -> None:
        for part in (self.preview, self.go_back, self.leave):
            part.hide()
