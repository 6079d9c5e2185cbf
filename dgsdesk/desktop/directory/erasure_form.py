"""Before somebody's contact data are erased for good: what goes, what stays, what is out of reach."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dgsdesk.application.privacy.person_erasure import ErasePerson, ErasurePreview, erasure_preview
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import elided_of


class ErasureForm(Panel):
    """``opened()`` once it stands; ``closed()`` once the data were erased, or the user gave up."""

    opened = Signal()
    closed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface_alt", "tblr")
        self.host = host
        self._person_id = ""
        self._title = TextLabel(self.theme, "", bold=True, wrap=True)
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
        for heading, words in self._parts:
            column.addSpacing(4)
            column.addWidget(heading)
            column.addWidget(words)
        column.addSpacing(6)
        column.addLayout(foot)

    def begin(self, person_id: str) -> None:
        """Show what erasing would do; nothing is changed."""
        self._person_id = person_id
        self.host.ask(erasure_preview, person_id, then=self._show, owner=self, replaces="erasure")

    def _show(self, preview: ErasurePreview) -> None:
        self._title.show_text(self.tr("Effacer les coordonnées {}").format(elided_of(preview.name)))
        for (_, words), lines in zip(
            self._parts, (preview.erased, preview.kept, preview.beyond), strict=True
        ):
            words.show_text(_list(lines))
        self.show()
        self.opened.emit()
        self.give_up.setFocus()

    def close_form(self) -> None:
        """Hide the form."""
        self.hide()
        self.closed.emit()

    def _erase(self) -> None:
        self.host.run(ErasePerson(self._person_id), then=lambda _: self.close_form(), owner=self, quiet=True)


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"– {line}" for line in lines)
