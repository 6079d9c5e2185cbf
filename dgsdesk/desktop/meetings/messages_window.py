"""The messages of an act before it is agreed to, each as it would leave."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dgsdesk.application.calendar.round import METHOD_WORDS
from dgsdesk.application.command import Command
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.mailing.message_as_left import MessageAsLeft
from dgsdesk.desktop.components.buttons import Button, ButtonRow
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.components.window_size import size_window
from dgsdesk.desktop.meetings.message_sheet import MessageSheet
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import plural

_Numbered = tuple[int, MessageAsLeft]


class MessagesWindow(QDialog):
    """Writes the messages that a command would lay, without laying them, and shows one after the other."""

    def __init__(self, host: PageHost, command: Command[Any], parent: QWidget) -> None:
        super().__init__(parent)
        theme = host.theme
        self.host = host
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Messages tels qu’ils partent"))
        self._title = TextLabel(theme, self.tr("Écriture des messages…"), "section", bold=True)
        self._problem = InlineMessage(theme)
        self._problem.hide()
        self._model: RowsModel[_Numbered] = RowsModel(_row, lambda one: str(one[0]), self)
        self.list = RowList(theme, self._model, self.tr("Destinataires"), ground="surface_alt")
        self.list.chosen.connect(self._choose)
        self.sheet = MessageSheet(theme)
        self._calendar = TextLabel(theme, "", "small", wrap=True)
        self.sheet.told.addWidget(self._calendar)
        self.back = Button(theme, self.tr("Revenir"))
        self.back.clicked.connect(self.accept)
        self._lay_out()
        host.read_messages(command, then=self._show, failed=self._fail, owner=self)

    def _lay_out(self) -> None:
        theme = self.host.theme
        layout = QVBoxLayout(self)
        margin = theme.space("xl")
        layout.setContentsMargins(margin, theme.space("l"), margin, theme.space("l"))
        layout.setSpacing(theme.space("m"))
        panes = ListAndDetail(
            theme,
            self.host.preferences,
            "messages",
            self.list,
            self.sheet,
            list_title=self.tr("Destinataires"),
            detail_title=self.tr("Message"),
        )
        layout.addWidget(self._title)
        layout.addWidget(self._problem)
        layout.addWidget(panes, 1)
        layout.addWidget(ButtonRow(self.back), 0, Qt.AlignmentFlag.AlignRight)
        size_window(self, theme, 1040, 640)

    def _show(self, messages: list[MessageAsLeft]) -> None:
        count = plural(len(messages), "message", "messages")
        self._title.show_text(self.tr("{} à relire, tels qu’ils partent").format(count))
        self._model.replace([*enumerate(messages)])
        self.list.choose_first()
        self.list.setFocus()

    def _fail(self, error: KnownError) -> None:
        self._title.show_text(self.tr("Aucun message ne peut être écrit"))
        self._problem.show_message(self.host.message_for(error))
        self._problem.show()

    def _choose(self, key: str) -> None:
        index = self._model.index_of(key)
        if index.isValid():
            _, left = self._model.item(index)
            self._calendar.show_text(METHOD_WORDS.get(left.calendar_method, ""))
            self._calendar.setVisible(bool(left.calendar_method))
            self.sheet.show_left(left)


def show_messages(host: PageHost, command: Command[Any], parent: QWidget) -> None:
    """Show the messages of an act; where addresses would be copied, the message that serves all of them."""
    if getattr(command, "way", None) is Way.COPIED:
        command = replace(command, way=Way.ONE_FOR_ALL)  # type: ignore[type-var]
    MessagesWindow(host, command, parent).open()


def _row(one: _Numbered) -> Row:
    _, left = one
    first = left.to[0]
    if left.blind_copies:
        hidden = plural(len(left.blind_copies), "adresse en copie cachée", "adresses en copie cachée")
        return Row(hidden, left.subject, icon="act.send")
    return Row(first.name or first.address, first.address if first.name else left.subject, icon="kind.person")
