"""The list of meetings: those to come, the next one at the top, then those that are past."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.meeting_page import MeetingLine
from dgsdesk.desktop.components.badge import badge_of
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.shell.host import PageHost

_Item = MeetingLine | str


class MeetingList(Panel):
    """A pane with the meetings; ``opened(id)`` when one is chosen with Enter or a click.

    ``more_wanted`` asks for older ones than those shown.
    """

    opened = Signal(str)
    more_wanted = Signal()

    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(host.theme, "surface_alt", "r", parent)
        self._model: RowsModel[_Item] = RowsModel(_shown, _key, self)
        self._model.more_wanted.connect(self.more_wanted)
        self.list = RowList(host.theme, self._model, self.tr("Réunions"), ground="surface_alt")
        self.list.activated_key.connect(self.opened)
        self.list.clicked.connect(lambda _: self.opened.emit(self.list.chosen_key()))
        add = Button(host.theme, action=host.actions.action("meetings.add"), icon="act.add")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, host.theme.space("m"), 1, 0)
        layout.setSpacing(host.theme.space("s"))
        layout.addWidget(add, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.list, 1)

    def show_lines(self, lines: Sequence[MeetingLine], meeting_id: str, *, more: bool) -> None:
        """Show the meetings in two groups, and choose the one on the page; ``more`` are older."""
        self._model.offer_more(more)
        coming = [line for line in lines if not line.is_past]
        past = [line for line in lines if line.is_past]
        items: list[_Item] = []
        for title, group in ((self.tr("À venir"), coming), (self.tr("Passées"), past)):
            if group:
                items += [title, *group]
        self._model.replace(items)
        self.list.choose(meeting_id)


def _key(item: _Item) -> str:
    return item if isinstance(item, str) else item.id


def _shown(item: _Item) -> Shown:
    if isinstance(item, str):
        return Heading(item)
    return Row(
        title=item.title,
        second=item.host or "hôte à désigner",
        badge=badge_of(item.badge, item.state_word),
    )
