"""Dragging a turn to another commune: what would follow is said while it hangs there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from dgsdesk.application.rota import MoveTurn
from dgsdesk.application.rota_rehearsal import RotaStanding, cascade, rota_standing
from dgsdesk.desktop.rota.foot import Foot
from dgsdesk.desktop.rota.months_view import MonthsView
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import date_full, plural


class DragGuide(QObject):
    """Say in the foot what a drop would do, and do it; ``follow(turn id)`` keeps the turn current."""

    def __init__(self, host: PageHost, months: MonthsView, foot: Foot, follow: Callable[[str], None]) -> None:
        super().__init__(months)
        self.host = host
        self._months = months
        self._foot = foot
        self._follow = follow
        months.turn_dragged.connect(self._say)
        months.turn_dropped.connect(self._move)

    def _say(self, turn_id: str, key: str) -> None:
        if turn_id and key:
            self.host.rehearse(
                MoveTurn(turn_id, key),
                rota_standing,
                then=partial(self._say_cascade, turn_id),
                owner=self,
                replaces="drag",
                failed=self._say_nothing,
            )
        else:
            hint = self.tr("Déposez la date sur une autre commune. Échap renonce.")
            self._foot.say(hint if turn_id else "")

    def _say_cascade(self, turn_id: str, before: RotaStanding, after: RotaStanding) -> None:
        found = cascade(before, after, (turn_id,))
        if not self._months.dragging or not found.wished:
            return
        wish = found.wished[0]
        words = self.tr("{} accueillerait le {}").format(wish.after, date_full(wish.day))
        if found.followed:
            words += ", avec " + plural(len(found.followed), "autre changement", "autres changements")
        self._foot.say(" ".join([f"{words}.", *found.warnings]))

    def _say_nothing(self, _error: KnownError) -> None:
        """Leave it to the drop to say why it cannot be."""

    def _move(self, turn_id: str, key: str) -> None:
        self._foot.say("")
        self._follow(turn_id)
        self.host.run(MoveTurn(turn_id, key))
