"""Swapping two turns: the first is marked, the second pointed at, the cascade shown, then it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dgsdesk.application.rota.acts import SwapTurns
from dgsdesk.application.rota.page import TurnCell
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.rota.change_guide import ChangeGuide, Wish
from dgsdesk.domain.wording import THIN, weekday_and_day


class SwapGuide(QObject):
    """The states of a swap. ``changed`` when it begins or ends."""

    changed = Signal()

    def __init__(self, guide: ChangeGuide) -> None:
        super().__init__(guide)
        self._guide = guide
        self.source: TurnCell | None = None
        self._source_host = ""
        guide.done.connect(self.stop)

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
            self.tr("Échange du tour du {} ({}).").format(day, self._source_host),
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
        if other.host_id == source.host_id:
            self.stop()
            return
        self._guide.propose(
            Wish(
                SwapTurns(source.id, other.id),
                self.tr("Échanger ces deux tours") + f"{THIN}?",
                self.tr("Échanger d’un commun accord"),
                self.tr("Les deux communes doivent être d’accord."),
                self.tr("L’échange"),
                (source.id, other.id),
                source.id,
            )
        )
