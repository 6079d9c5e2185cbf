"""Before somebody's contact data are erased for good: what goes, what stays, what is out of reach.

All that was ever written is looked through for it, which takes a moment in a network of many years: the form
stands meanwhile and says so, and again while it is erased.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dgsdesk.application.privacy.person_erasure import ErasePerson, ErasurePreview, erasure_preview
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import elided_of


class ErasureForm(Panel):
    """``opened()`` once it stands and again when it is whole; ``closed()`` when all is done or given up."""

    opened = Signal()
    closed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface_alt", "tblr")
        self.host = host
        self._person_id = ""
        self._title = TextLabel(self.theme, "", bold=True, wrap=True)
        self._waiting = TextLabel(self.theme, "", "small", wrap=True)
        self._parts = [
            (
                TextLabel(self.theme, heading, "small", bold=True),
                TextLabel(self.theme, "", "small", wrap=True),
            )
            for heading in (
                self.tr("Ce qui sera effacé, sans retour possible"),
                self.tr("Ce qui sera gardé"),
                self.tr("Ce qui est hors d’atteinte"),
            )
        ]
        self.give_up = Button(self.theme, self.tr("Renoncer"))
        self.erase = Button(
            self.theme, self.tr("Effacer définitivement"), kind=ButtonKind.FILLED, icon="trash-2"
        )
        self._lay_out()
        self.give_up.clicked.connect(self.close_form)
        escape_clicks(self, self.give_up)
        self.erase.clicked.connect(self._erase)
        self.hide()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.give_up)
        foot.addWidget(self.erase)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._waiting)
        for heading, words in self._parts:
            column.addSpacing(4)
            column.addWidget(heading)
            column.addWidget(words)
        column.addSpacing(6)
        column.addLayout(foot)

    def begin(self, person_id: str) -> None:
        """Show what erasing would do; nothing is changed."""
        self._person_id = person_id
        self._title.show_text(self.tr("Effacer les coordonnées"))
        self._wait(self.tr("Recherche de ce qui serait effacé dans tout le réseau…"))
        self._show_parts(False)
        self.show()
        self.opened.emit()
        self.give_up.setFocus()
        self.host.ask(
            erasure_preview,
            person_id,
            then=self._show,
            failed=self._not_found,
            owner=self,
            replaces="erasure",
        )

    def _wait(self, words: str) -> None:
        """Say what is under way and let nothing be erased meanwhile; nothing is without words."""
        self._waiting.show_text(words)
        self.setAccessibleName(words)
        self._waiting.setVisible(bool(words))
        self.erase.setEnabled(not words)

    def _show_parts(self, shown: bool) -> None:
        for part in self._parts:
            for label in part:
                label.setVisible(shown)

    def _not_found(self, error: KnownError) -> None:
        self.close_form()
        self._tell(error)

    def _tell(self, error: KnownError) -> None:
        if error.code != "unexpected":  # a bug is told as such
            self.host.tell_error(error)

    def _show(self, preview: ErasurePreview) -> None:
        if self.isHidden():
            return  # given up meanwhile
        self._wait("")
        self._title.show_text(self.tr("Effacer les coordonnées {}").format(elided_of(preview.name)))
        for (_, words), lines in zip(
            self._parts, (preview.erased, preview.kept, preview.beyond), strict=True
        ):
            words.show_text(_list(lines))
        self._show_parts(True)
        self.opened.emit()

    def close_form(self) -> None:
        """Hide the form."""
        self.give_up.setEnabled(True)
        self.hide()
        self.closed.emit()

    def _erase(self) -> None:
        self.setFocus()  # its buttons rest: the keyboard would go on to the next field, and typing into it
        self._wait(self.tr("Effacement en cours : tout le réseau est relu, puis son fichier réécrit…"))
        self.give_up.setEnabled(False)
        self.host.run(
            ErasePerson(self._person_id),
            then=lambda _: self.close_form(),
            failed=self._not_erased,
            owner=self,
            quiet=True,
        )

    def _not_erased(self, error: KnownError) -> None:
        self._wait("")
        self.give_up.setEnabled(True)
        self.give_up.setFocus()
        self._tell(error)


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"– {line}" for line in lines)
