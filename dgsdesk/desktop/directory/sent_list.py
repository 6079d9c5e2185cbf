"""What was sent to somebody, below their sheet: the newest first, each leads to its meeting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.directory.sendings import SendingLine
from dgsdesk.application.view import View
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.places import MEETINGS
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import NBSP, date_long

_FEW = 6
"""How many stand there before all are asked for."""


class SentList(QWidget):
    """A section under its own header; it asks for itself what it shows."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self._asked: tuple[object, str] | None = None
        self._lines: tuple[SendingLine, ...] = ()
        self._model: RowsModel[SendingLine] = RowsModel(_shown, lambda line: line.id, self)
        self.header = SectionHeader(host.theme, self.tr("Ce qui lui a été envoyé"), line=True)
        self.list = RowList(host.theme, self._model, self.tr("Envois enregistrés"))
        self.none = TextLabel(
            host.theme, self.tr("Aucun envoi n’est enregistré à son nom."), "small", "text_soft", wrap=True
        )
        self.more = Button(host.theme, "", kind=ButtonKind.LINK)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(host.theme.space("xs"))
        for part in (self.header, self.list, self.none):
            layout.addWidget(part)
        row = QVBoxLayout()
        row.addWidget(self.more)
        layout.addLayout(row)
        self.more.clicked.connect(lambda: self._fill(all_of_them=True))
        self.list.activated_key.connect(self._open)

    def ask(self, query: Callable[[View, str], tuple[SendingLine, ...]], subject_id: str, name: str) -> None:
        """Show what a query says of somebody by their post or their place in a commission.

        ``name`` is theirs: the list says it where it is read out or printed alone.
        """
        titled = self.tr("Envois enregistrés : {}").format(name) if name else self.tr("Envois enregistrés")
        self.list.setAccessibleName(titled)
        if self._asked != (query, subject_id):
            self._asked = (query, subject_id)
            self._show(())
        self.host.ask(query, subject_id, then=self._show, owner=self, replaces="sendings")

    def _show(self, lines: tuple[SendingLine, ...]) -> None:
        self._lines = lines
        self._fill(all_of_them=False)

    def _fill(self, *, all_of_them: bool) -> None:
        few = self._lines if all_of_them else self._lines[:_FEW]
        self._model.replace(few)
        self.list.show_whole()
        self.list.setVisible(bool(few))
        self.none.setVisible(not few)
        self.more.setText(self.tr("Voir les {} envois").format(len(self._lines)))
        self.more.setVisible(len(few) < len(self._lines))

    def _open(self, key: str) -> None:
        line = next((one for one in self._lines if one.id == key), None)
        if line is not None and line.meeting_id:
            self.host.open(MEETINGS.id, (line.meeting_id, line.step))


def _shown(line: SendingLine) -> Row:
    second = f"{NBSP}· ".join(filter(None, (line.about, line.way, line.address)))
    return Row(line.what, second, right=date_long(line.day), icon="check", tone="ok")
