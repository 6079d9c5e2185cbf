"""Swapping two turns: the first is marked, the second pointed at, the cascade shown, then it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dgsdesk.application.rota import SwapTurns
from dgsdesk.application.rota_page import TurnCell
from dgsdesk.application.rota_preview import Cascade, HostChange, swap_preview
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.rota.question_pane import Lines, QuestionPane
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import THIN, capitalised, date_full, plural, weekday_and_day


def change_lines(changes: tuple[HostChange, ...]) -> Lines:
    """Return « Mardi 9 mars 2027 », « Gorges à la place de La Planche »."""
    return [
        (capitalised(date_full(change.day)), f"{change.after or 'sans hôte'} à la place de {change.before}")
        if change.before
        else (capitalised(date_full(change.day)), change.after)
        for change in changes
    ]


class SwapGuide(QObject):
    """The states of a swap. ``changed`` when it begins or ends; ``asked`` when the question is put."""

    changed = Signal()
    asked = Signal()
    done = Signal(str)

    def __init__(self, host: PageHost, question: QuestionPane) -> None:
        super().__init__(question)
        self.host = host
        self._question = question
        self.source: TurnCell | None = None
        self._source_host = ""

    def begin(self, turn: TurnCell, host_name: str) -> None:
        """Mark the first turn."""
        self.source, self._source_host = turn, host_name
        self.changed.emit()

    def stop(self) -> None:
        """Give up."""
        if self.source is not None:
            self.source = None
            self.changed.emit()

    def message(self, choose: Callable[[], object]) -> Message | None:
        """Return what to do next, or nothing outside a swap."""
        if self.source is None:
            return None
        day = weekday_and_day(self.source.day)
        return Message(
            self.tr("Échange du tour de {}, {}.").format(self._source_host, day),
            remedy=self.tr("Placez-vous sur l’autre tour, puis Entrée. Échap renonce."),
            tone="info",
            button=self.tr("Échanger avec le tour choisi"),
            act=choose,
        )

    def choose(self, other: TurnCell | None) -> None:
        """Point at the second turn: its cascade is looked up, then the question put."""
        source = self.source
        if source is None or other is None or other.id == source.id:
            return
        self.host.ask(
            swap_preview,
            source.id,
            other.id,
            then=lambda cascade: self._ask(cascade, source.id, other.id),
            owner=self,
            replaces="swap",
        )

    def _ask(self, cascade: Cascade, turn_id: str, other_id: str) -> None:
        if not cascade.wished:
            self.stop()
            return
        followed = len(cascade.followed)
        words = (
            self.tr("Aucune autre date ne change.")
            if not followed
            else self.tr("L’échange entraîne {}.").format(
                plural(followed, "autre changement", "autres changements")
            )
        )
        self._question.put(
            self.tr("Échanger ces deux tours") + f"{THIN}?",
            words + " " + self.tr("Les deux communes doivent être d’accord."),
            [
                (self.tr("L’échange"), change_lines(cascade.wished)),
                (self.tr("Ce qui suit"), change_lines(cascade.followed)),
            ],
            self.tr("Échanger d’un commun accord"),
            lambda: self._swap(turn_id, other_id),
            " ".join(cascade.warnings),
        )
        self.asked.emit()

    def _swap(self, turn_id: str, other_id: str) -> None:
        self.stop()
        self.done.emit(turn_id)
        self.host.run(SwapTurns(turn_id, other_id))
