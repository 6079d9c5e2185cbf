"""An act that reaches others: rehearsed first, shown as before and after, then done or given up."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from dgsdesk.application.command import Command
from dgsdesk.application.rota.rehearsal import Cascade, RotaStanding, cascade, rota_standing
from dgsdesk.desktop.components.lines_view import Lines
from dgsdesk.desktop.rota.change_lines import change_lines
from dgsdesk.desktop.rota.patience import Patience
from dgsdesk.desktop.rota.question_pane import QuestionPane
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import plural


@dataclass(frozen=True)
class Wish:
    """What is asked for: the command, its title, verb and warning, and the turns that it is about.

    ``heading`` stands above the changes of those turns; ``follow`` is the turn to show afterwards. Without
    ``asks_always`` it is done at once when nothing follows from it.
    """

    command: Command[Any]
    title: str
    verb: str
    words: str = ""
    heading: str = ""
    turns: Collection[str] = ()
    follow: str = ""
    asks_always: bool = True


class ChangeGuide(QObject):
    """``asked`` when the question is put, ``done(turn id)`` when it was answered with yes."""

    asked = Signal()
    done = Signal(str)

    def __init__(self, host: PageHost, question: QuestionPane, patience: Patience) -> None:
        super().__init__(question)
        self.host = host
        self._patience = patience
        self._question = question

    def propose(self, wish: Wish, failed: Callable[[KnownError], None] | None = None) -> None:
        """Rehearse the act, and ask with what it brings."""
        self._patience.begin()
        self.host.rehearse(
            wish.command,
            rota_standing,
            then=partial(self._ask, wish),
            owner=self,
            failed=partial(self._refuse, failed),
            replaces="wish",
        )

    def _ask(self, wish: Wish, before: RotaStanding, after: RotaStanding) -> None:
        self._patience.end()
        found = cascade(before, after, wish.turns)
        if not (wish.asks_always or found.wished or found.followed or found.warnings):
            self._do(wish)
            return
        self._question.put(
            wish.title,
            " ".join(filter(None, (self._says(found, bool(wish.turns)), wish.words))),
            self._groups(wish, found),
            wish.verb,
            partial(self._do, wish),
            " ".join(found.warnings),
        )
        self.asked.emit()

    def _refuse(self, failed: Callable[[KnownError], None] | None, error: KnownError) -> None:
        self._patience.end()
        (failed or self.host.tell_error)(error)

    def _groups(self, wish: Wish, found: Cascade) -> list[tuple[str, Lines]]:
        followed = change_lines(found.followed)
        if not wish.turns:
            return [(self.tr("Avant et après"), followed)]
        return [(wish.heading, change_lines(found.wished)), (self.tr("Ce qui suit"), followed)]

    def _says(self, found: Cascade, about_turns: bool) -> str:
        count = len(found.followed)
        if not count:
            return (
                self.tr("Aucune autre date ne change.") if about_turns else self.tr("Aucun hôte ne change.")
            )
        if about_turns:
            changes = plural(count, "autre changement", "autres changements")
            return self.tr("Cela entraîne {}.").format(changes)
        return self.tr("{}, le moins possible.").format(plural(count, "hôte change", "hôtes changent"))

    def _do(self, wish: Wish) -> None:
        self.done.emit(wish.follow)
        self.host.run(wish.command)
