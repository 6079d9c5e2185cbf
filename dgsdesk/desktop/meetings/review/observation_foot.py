"""Below the observations: the answers to the open one where room is scarce, else what brings more of them."""

from __future__ import annotations

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.meetings.review.observation_column import ObservationColumn
from dgsdesk.desktop.meetings.review.open_observation import answer_buttons
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.theme.theme import Theme

_LOW = 260
"""Pixels at 100 % of text below which an open observation would not show its answers with its words."""


class ObservationsAndFoot(QWidget):
    """The observations over a foot that never scrolls away."""

    def __init__(
        self, theme: Theme, column: ObservationColumn, actions: ActionRegistry, *more: QAction
    ) -> None:
        super().__init__()
        self.theme, self._actions = theme, actions
        self._column = column
        self._more = self._foot(*(Button(theme, kind=ButtonKind.LINK, action=act) for act in more))
        self._answers = {rewords: self._answers_foot(rewords=rewords) for rewords in (False, True)}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(column, 1)
        for foot in (self._more, *self._answers.values()):
            layout.addWidget(foot)
        column.built.connect(self._arrange)
        theme.changed.connect(self._arrange)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the answers stand where they are seen."""
        super().resizeEvent(event)
        self._arrange()

    def _answers_foot(self, *, rewords: bool) -> Panel:
        return self._foot(*answer_buttons(self.theme, self._actions, rewords=rewords), gap="s")

    def _foot(self, *buttons: Button, gap: str = "") -> Panel:
        foot = Panel(self.theme, "surface_alt", "t")
        line = QHBoxLayout(foot)
        above = self.theme.space(gap) if gap else 0
        line.setContentsMargins(self.theme.space("s"), above, self.theme.space("m"), above)
        line.addWidget(FlowRow(*buttons), 1)
        self._column.below += buttons
        return foot

    def _arrange(self) -> None:
        card = self._column.open_card
        waits = card is not None and bool(card.buttons)
        below = waits and self.height() < self.theme.wide(_LOW)
        for button in card.buttons if card is not None else ():
            button.setHidden(below)
        for rewords, foot in self._answers.items():
            foot.setVisible(below and card is not None and card.rewords is rewords)
        self._more.setHidden(below)
