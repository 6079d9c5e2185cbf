"""Dragging a turn to another commune or month: what would follow is said while it hangs there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from dgsdesk.application.command import Command
from dgsdesk.application.rota.acts import MoveTurn, MoveTurnMonth
from dgsdesk.application.rota.page import TurnCell
from dgsdesk.application.rota.rehearsal import HostChange, RotaStanding, cascade, rota_standing
from dgsdesk.desktop.rota.change_guide import ChangeGuide, Wish
from dgsdesk.desktop.rota.foot import Foot
from dgsdesk.desktop.rota.months_view import Landing, MonthsView
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import THIN, date_full, plural


class DragGuide(QObject):
    """Say in the foot what a drop would do, and do it; ``follow(turn id)`` keeps the turn current.

    A published date has a meeting that people may have noted: moving it is asked first, as postponing is.
    """

    def __init__(
        self,
        guide: ChangeGuide,
        months: MonthsView,
        foot: Foot,
        follow: Callable[[str], None],
    ) -> None:
        super().__init__(months)
        self.host = guide.host
        self._guide = guide
        self._months = months
        self._foot = foot
        self._follow = follow
        months.turn_dragged.connect(self._say)
        months.turn_dropped.connect(self._move)

    def _say(self, turn: TurnCell | None, target: Landing | None) -> None:
        if turn is not None and target is not None:
            self.host.rehearse(
                _command(turn, target),
                rota_standing,
                then=partial(self._say_cascade, turn.id),
                owner=self,
                replaces="drag",
                failed=self._say_nothing,
            )
        else:
            hint = self.tr("Déposez la date sur une autre commune ou un autre mois. Échap renonce.")
            self._foot.say(hint if turn is not None else "")

    def _say_cascade(self, turn_id: str, before: RotaStanding, after: RotaStanding) -> None:
        found = cascade(before, after, (turn_id,))
        if not self._months.dragging or not found.wished:
            return
        wish = found.wished[0]
        if wish.moved_to is not None:
            self._months.show_landing(wish.moved_to)
        words = self._words(wish)
        if found.followed:
            words += ", avec " + plural(len(found.followed), "autre changement", "autres changements")
        self._foot.say(" ".join([f"{words}.", *found.warnings]))

    def _words(self, wish: HostChange) -> str:
        day = date_full(wish.moved_to or wish.day)
        if wish.after:
            return self.tr("{} accueillerait le {}").format(wish.after, day)
        return self.tr("La date passerait au {}, sans hôte").format(day)

    def _say_nothing(self, error: KnownError) -> None:
        """Say why it cannot be."""
        self._foot.say(self.host.message_for(error).what)

    def _move(self, turn: TurnCell, target: Landing) -> None:
        self._foot.say("")
        command = _command(turn, target)
        if turn.meeting_id is not None and target.month is not None:
            self._guide.propose(postponing(turn, command))
        else:
            self._follow(turn.id)
            self.host.run(command)


def postponing(turn: TurnCell, command: Command[Any]) -> Wish:
    """Return the question before a published date takes its meeting to another day."""
    title = _tr("Reporter la réunion du {}").format(date_full(turn.day))
    return Wish(
        command,
        f"{title}{THIN}?",
        _tr("Reporter la réunion"),
        _tr(
            "Les réponses déjà reçues seront effacées, et une invitation déjà partie devra repartir avec la "
            "nouvelle date."
        ),
        _tr("La réunion"),
        (turn.id,),
        turn.id,
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("DragGuide", words)


def _command(turn: TurnCell, target: Landing) -> Command[Any]:
    if target.month is None:
        return MoveTurn(turn.id, target.key)
    return MoveTurnMonth(turn.id, target.month, target.key or None)
