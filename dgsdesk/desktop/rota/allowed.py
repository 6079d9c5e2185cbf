"""Which acts the page allows, on what is chosen, and why not the others."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from dgsdesk.application.rota.page import RotaPage, TurnCell
from dgsdesk.desktop.rota import acts
from dgsdesk.desktop.rota.grid_model import GridLine
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.domain.host_rota import TurnState
from dgsdesk.domain.wording import plural

_OF_A_CIRCLE = (acts.PROPOSE, acts.PAST, acts.CALENDAR, acts.MAP_PICTURE)
"""What every circle allows."""


class Allowed(QObject):
    """Tell the registry, whenever the page or the choice changes."""

    def __init__(self, actions: ActionRegistry) -> None:
        super().__init__(actions)
        self._actions = actions

    def on_page(self, page: RotaPage) -> None:
        """Allow what concerns the whole rota."""
        actions = self._actions
        for action_id in _OF_A_CIRCLE:
            actions.allow(action_id, True)
        count = plural(page.proposed, "date", "dates")
        actions.action(acts.PUBLISH).setText(self.tr("Publier {}…").format(count))
        actions.allow(acts.PUBLISH, bool(page.proposed), self.tr("Aucune date n’est proposée."))
        nothing = self.tr("Aucune date n’est à venir : proposez d’abord un tour d’accueil.")
        for action_id in (acts.RECOMPUTE, acts.PRINT, acts.TABLE):
            actions.allow(action_id, bool(page.coming), nothing)

    def on_no_circle(self) -> None:
        """Refuse what needs a rota: there is none before a circle is open."""
        none = self.tr("Aucun format de rencontre n’est ouvert.")
        for action_id in (acts.PUBLISH, acts.RECOMPUTE, acts.PRINT, acts.TABLE, *_OF_A_CIRCLE):
            self._actions.allow(action_id, False, none)

    def on_cell(self, line: GridLine | None, turn: TurnCell | None, today: date, *, swapping: bool) -> None:
        """Allow what concerns the chosen commune and turn."""
        actions = self._actions
        coming = turn is not None and turn.state is not TurnState.HELD and turn.day >= today
        hosted = coming and turn is not None and turn.host_id is not None
        proposed = coming and turn is not None and turn.meeting_id is None
        place = self.tr("Placez-vous d’abord sur un tour à venir.")
        locked = turn is not None and turn.locked
        actions.action(acts.LOCK).setText(self.tr("Déverrouiller") if locked else self.tr("Verrouiller"))
        actions.allow(acts.LOCK, hosted, place)
        actions.allow(acts.SWAP, hosted, place)
        actions.allow(acts.MOVE_DAY, coming, place)
        published = self.tr("Seule une date proposée se retire ; annulez la réunion elle-même.")
        actions.allow(acts.REMOVE, proposed, published)
        member = line is not None and line.member
        for act in (acts.BLACKOUT, acts.EXEMPT, acts.ROOM, acts.LEAVE):
            actions.allow(act, member, self.tr("Choisissez une commune."))
        actions.allow(acts.WITHDRAW, hosted and member, place)
        actions.allow(acts.SEAT, coming, place)
        opens = swapping or (turn is not None and turn.meeting_id is not None)
        actions.allow(acts.OPEN, opens, self.tr("Cette date n’a pas encore de réunion : publiez-la d’abord."))
