"""A network overseas has its own day and hour, from its founding and at each opening."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.first_start.page import find_epci
from dgsdesk.application.ports.machine import SystemClock
from dgsdesk.bootstrap.desks import open_desk


@pytest.mark.parametrize(("typed", "hours"), [("Ouest Guyanais", -3), ("Nord de La Réunion", 4)])
def test_the_clock_tells_the_hours_of_the_network(
    database: Path, tmp_path: Path, typed: str, hours: int
) -> None:
    def opened() -> Desk:
        return open_desk(database, documents=tmp_path / "documents", actor="essai")

    desk = opened()
    desk.run(FoundNetwork(desk.ask(find_epci, typed).found[0].siren))
    here = timedelta(hours=hours)
    assert _at_next_look(desk) == here
    desk.close()
    again = opened()
    assert _at_next_look(again) == here
    again.undo()
    again.redo()
    assert _at_next_look(again) == here
    again.close()


def test_a_zone_that_nobody_knows_leaves_the_clock_as_it_was() -> None:
    clock = SystemClock("Indian/Reunion")
    for unknown in ("Mars/Olympus", "", "../etc", "Europe"):
        clock.keep_to(unknown)
        assert clock.now().utcoffset() == timedelta(hours=4)


def _at_next_look(desk: Desk) -> timedelta | None:
    desk.network()
    return desk.clock.now().utcoffset()
