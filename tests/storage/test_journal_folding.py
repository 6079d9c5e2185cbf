"""Typing comes in pieces: each is on the disk, and those that follow each other are one act to take back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import OpenSession
from dgsdesk.application.minutes.notes import KeepNotes, NotedAction, NotedDecision
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.richtext import paragraphs_of, plain_text
from dgsdesk.storage.journal import LONGEST, REST


@pytest.fixture
def meeting(clisson: Desk) -> str:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    host = clisson.ask(lambda view: view.store.find(Organisation, name="Clisson")[0].id)
    meeting_id = clisson.run(PlanMeeting(circle, date(2026, 12, 8), host)).value
    for title in ("Déneigement", "Avaloirs"):
        clisson.run(AddItem(meeting_id, title=title))
    clisson.run(SendInvitation(meeting_id))
    clisson.run(OpenSession(meeting_id))
    return meeting_id


def wait(desk: Desk, pause: timedelta) -> None:
    assert isinstance(desk.clock, FixedClock)
    desk.clock.instant += pause


def items(desk: Desk, meeting: str) -> list[str]:
    return [item.id for item in desk.ask(session_page, meeting).items]


def said(desk: Desk, meeting: str, at: int = 0) -> str:
    return plain_text(desk.ask(session_page, meeting).items[at].text)


def type_in_pieces(desk: Desk, item: str, *pieces: str, pause: timedelta = timedelta(seconds=2)) -> None:
    for end in range(len(pieces)):
        desk.run(KeepNotes(item, paragraphs_of("".join(pieces[: end + 1]))))
        wait(desk, pause)


def test_pieces_of_one_item_are_one_act(clisson: Desk, meeting: str) -> None:
    first, _ = items(clisson, meeting)
    before = len(clisson.history())
    type_in_pieces(clisson, first, "Trois ", "niveaux ", "de service")
    assert len(clisson.history()) == before + 1
    assert clisson.undoable() == "Notes du point 3.1, «\u00a0Déneigement\u00a0»"
    clisson.undo()
    assert said(clisson, meeting) == ""
    clisson.redo()
    assert said(clisson, meeting) == "Trois niveaux de service"


def test_every_piece_is_on_the_disk(open_here: Callable[[], Desk], clisson: Desk, meeting: str) -> None:
    first, _ = items(clisson, meeting)
    for end in range(1, 4):
        text = "Trois niveaux"[: end * 4]
        clisson.run(KeepNotes(first, paragraphs_of(text)))
        clock, clisson = clisson.clock, open_here()
        clisson.clock = clock
        assert said(clisson, meeting) == text
    clisson.undo()
    assert said(clisson, meeting) == ""


@pytest.mark.parametrize("pause", [REST + timedelta(seconds=1), -timedelta(seconds=30)])
def test_a_rest_begins_another_act(clisson: Desk, meeting: str, pause: timedelta) -> None:
    first, _ = items(clisson, meeting)
    type_in_pieces(clisson, first, "Un", " deux", pause=pause)
    clisson.undo()
    assert said(clisson, meeting) == "Un"


def test_one_act_never_takes_half_a_meeting(clisson: Desk, meeting: str) -> None:
    first, _ = items(clisson, meeting)
    before = len(clisson.history())
    pieces = [str(number % 10) for number in range(40)]
    type_in_pieces(clisson, first, *pieces, pause=timedelta(seconds=15))
    assert 40 * timedelta(seconds=15) / LONGEST <= len(clisson.history()) - before <= 4


def test_another_item_or_another_act_between_parts_them(clisson: Desk, meeting: str) -> None:
    first, second = items(clisson, meeting)
    type_in_pieces(clisson, first, "Un")
    type_in_pieces(clisson, second, "Deux")
    clisson.run(KeepNotes(first, paragraphs_of("Un et trois")))
    clisson.undo()
    assert (said(clisson, meeting), said(clisson, meeting, 1)) == ("Un", "Deux")


def test_nothing_is_folded_into_what_was_taken_back(clisson: Desk, meeting: str) -> None:
    first, _ = items(clisson, meeting)
    type_in_pieces(clisson, first, "Un")
    clisson.undo()
    clisson.run(KeepNotes(first, paragraphs_of("Deux")))
    assert clisson.redoable() is None
    clisson.undo()
    assert said(clisson, meeting) == ""


def test_what_comes_to_nothing_leaves_no_act(clisson: Desk, meeting: str) -> None:
    first, _ = items(clisson, meeting)
    type_in_pieces(clisson, first, "Un")
    wait(clisson, REST * 2)
    before = clisson.history()
    clisson.run(KeepNotes(first, paragraphs_of("Un deux")))
    clisson.run(KeepNotes(first, paragraphs_of("Un")))
    assert clisson.history() == before
    assert said(clisson, meeting) == "Un"


def notes(item: str, state: tuple[str, bool, bool]) -> KeepNotes:
    text, decided, promised = state
    decisions = (NotedDecision(f"{item}-d", f"Décision {text}", 0),) if decided else ()
    actions = (NotedAction(f"{item}-a", f"Action {text}", "DGS", None, None, 0),) if promised else ()
    return KeepNotes(item, paragraphs_of(text), decisions, actions)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_any_pieces_are_taken_back_and_done_again_as_one(
    clisson: Desk, meeting: str, states: list[tuple[str, bool, bool]]
) -> None:
    def held() -> Any:
        return clisson.ask(session_page, meeting).items

    item = items(clisson, meeting)[0]
    wait(clisson, REST * 2)
    before, undoable = held(), clisson.undoable()
    for state in states:
        clisson.run(notes(item, state))
    after = held()
    if clisson.undoable() != undoable or before != after:
        clisson.undo()
        assert held() == before
        clisson.redo()
    assert held() == after
