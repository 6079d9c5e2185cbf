"""Which act on which commune or turn: keys and menu entries meet what is chosen in the timeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from dgsdesk.application.rota.page import RotaPage, RotaRow, TurnCell
from dgsdesk.desktop.rota.acts import BLACKOUT, EXEMPT, JOIN, LEAVE, MERGE, ROOM, SEAT, WITHDRAW
from dgsdesk.desktop.rota.commune_acts import CommuneActs
from dgsdesk.desktop.rota.grid_model import GridLine
from dgsdesk.desktop.rota.timeline import Timeline
from dgsdesk.desktop.shell.host import PageHost


class Chosen(Protocol):
    """What the page knows of what is chosen."""

    host: PageHost
    timeline: Timeline

    @property
    def page(self) -> RotaPage | None:
        """Return what is shown."""

    def chosen_line(self) -> GridLine | None:
        """Return the chosen line."""

    def chosen_row(self) -> RotaRow | None:
        """Return the chosen commune."""

    def chosen_turn(self) -> TurnCell | None:
        """Return the chosen turn."""

    def chosen_month(self, page: RotaPage) -> date:
        """Return the chosen month."""


class CommuneKeys:
    """Bind the acts once."""

    def __init__(self, acts: CommuneActs, screen: Chosen) -> None:
        self._acts = acts
        self._screen = screen
        self._bind()

    def _bind(self) -> None:
        bind, acts = self._screen.host.actions.bind, self._acts
        bind(
            WITHDRAW,
            self._on_turn(lambda page, row, turn: acts.withdraw(turn, row.name)),
            self._screen.timeline.months,
        )
        bind(SEAT, self._on_turn(lambda page, row, turn: acts.to_the_seat(turn, page)))
        month = self._screen.chosen_month
        bind(BLACKOUT, self._on_commune(lambda page, row: acts.black_out(row, month(page))))
        bind(EXEMPT, self._on_commune(lambda page, row: acts.exempt(row, page.today)))
        bind(ROOM, self._on_commune(lambda page, row: acts.arrange_room(row, page)))
        bind(LEAVE, self._on_commune(lambda page, row: acts.leave(row, page.today)))
        bind(JOIN, self._on_page(lambda page: acts.join(page.today)))
        bind(MERGE, self._on_page(lambda page: acts.merge(page, self._screen.chosen_row())))

    def _on_page(self, act: Callable[[RotaPage], object]) -> Callable[[], None]:
        def do() -> None:
            if self._screen.page is not None:
                act(self._screen.page)

        return do

    def _on_commune(self, act: Callable[[RotaPage, RotaRow], object]) -> Callable[[], None]:
        def do() -> None:
            row = self._screen.chosen_row()
            if self._screen.page is not None and row is not None:
                act(self._screen.page, row)

        return do

    def _on_turn(self, act: Callable[[RotaPage, RotaRow, TurnCell], object]) -> Callable[[], None]:
        def do() -> None:
            line, turn = self._screen.chosen_line(), self._screen.chosen_turn()
            if self._screen.page is not None and line is not None and turn is not None:
                act(self._screen.page, line.row, turn)

        return do
