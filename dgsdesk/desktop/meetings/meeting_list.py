"""The list of meetings: those to come, the next one at the top, then those that are past."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.meeting.page import MeetingLine
from dgsdesk.application.membership import sort_key
from dgsdesk.desktop.components.badge import badge_of
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices
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
        self._lines: list[MeetingLine] = []
        self._several = False
        self._model: RowsModel[_Item] = RowsModel(self._shown, _key, self)
        self._model.more_wanted.connect(self.more_wanted)
        self.list = RowList(host.theme, self._model, self.tr("Réunions"), ground="surface_alt")
        self.list.activated_key.connect(self.opened)
        self.list.picked.connect(self.opened)
        add = Button(host.theme, action=host.actions.action("meetings.add"), icon="act.add")
        self.circle = choice_field(self.tr("Format de rencontre"))
        self.circle.activated.connect(lambda _: self._fill(self.list.chosen_key()))
        self.circle.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, host.theme.space("m"), 1, 0)
        layout.setSpacing(host.theme.space("s"))
        layout.addWidget(add, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.circle)
        layout.addWidget(self.list, 1)

    def show_lines(self, lines: Sequence[MeetingLine], meeting_id: str, *, more: bool) -> None:
        """Show the meetings in two groups, and choose the one on the page; ``more`` are older."""
        self._model.offer_more(more)
        self._lines = list(lines)
        names = sorted({line.circle for line in lines}, key=sort_key)
        self._several = len(names) > 1
        kept = str(self.circle.currentData() or "")
        every = ("", self.tr("Tous les formats"))
        fill_choices(self.circle, [every, *((name, name) for name in names)])
        choose(self.circle, kept if kept in names else "")
        self.circle.setVisible(self._several)
        self._fill(meeting_id)

    def _fill(self, meeting_id: str) -> None:
        wanted = self.circle.currentData() or ""
        lines = [line for line in self._lines if not wanted or line.circle == wanted]
        coming = [line for line in lines if not line.is_past]
        past = [line for line in lines if line.is_past]
        items: list[_Item] = []
        for title, group in ((self.tr("À venir"), coming), (self.tr("Passées"), past)):
            if group:
                items += [title, *group]
        self._model.replace(items)
        self.list.choose(meeting_id)

    def _shown(self, item: _Item) -> Shown:
        if isinstance(item, str):
            return Heading(item)
        second = item.host or self.tr("hôte à désigner")
        if self._several and not self.circle.currentData():
            second = f"{second} · {item.circle}"
        return Row(title=item.title, second=second, badge=badge_of(item.badge, item.state_word))


def _key(item: _Item) -> str:
    return item if isinstance(item, str) else item.id
