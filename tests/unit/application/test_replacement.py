"""Which decision may stand in the place of another."""

from __future__ import annotations

from datetime import date

import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.dispatch import replacement
from dgsdesk.application.dispatch.decision_register import ReplaceDecision, Standing, decisions_page
from dgsdesk.application.dispatch.replacement import replacements
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import AddDecision, CloseSession, OpenSession
from dgsdesk.domain.agenda import AgendaPart
from dgsdesk.domain.circle import Circle
from tests.written_meeting import Written, on_day, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


def decide(desk: Desk, host: str, day: date, *texts: str) -> None:
    """Hold one more meeting that takes some decisions."""
    on_day(desk, day)
    circle = desk.ask(lambda view: view.store.find(Circle)[0].id)
    meeting = desk.run(PlanMeeting(circle, day, host)).value
    part = desk.ask(lambda view: view.store.find(AgendaPart, meeting_id=meeting)[0].id)
    item = desk.run(AddItem(meeting, title="Suites", part_id=part)).value
    desk.run(SendInvitation(meeting))
    desk.run(OpenSession(meeting))
    for text in texts:
        desk.run(AddDecision(item, text))
    desk.run(CloseSession(meeting))


@pytest.fixture
def ids(written_desk: Desk, written_meeting: Written, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Five decisions of three meetings, by their last word; the newest meeting alone is offered at once."""
    monkeypatch.setattr(replacement, "MEETINGS_OFFERED", 1)
    host = written_meeting.organisations["Boussay"]
    decide(written_desk, host, date(2026, 11, 17), "Le salage suit en novembre.", "Les bacs restent fermés.")
    decide(written_desk, host, date(2026, 11, 24), "Le fauchage attend juillet.")
    lines = written_desk.ask(decisions_page).lines
    return {line.text.rstrip(".").split()[-1]: line.id for line in lines}


def offered(desk: Desk, decision_id: str, words: str = "") -> set[str]:
    found = desk.ask(replacements, decision_id, words)
    assert (found.of, found.words) == (decision_id, words)
    return {row.text.rstrip(".").split()[-1] for row in found.rows}


def test_the_newest_and_those_of_its_meeting_are_offered(written_desk: Desk, ids: dict[str, str]) -> None:
    assert offered(written_desk, ids["relais"]) == {"abords", "juillet"}
    assert written_desk.ask(replacements, ids["relais"]).facts.startswith("4\u00a0décisions prises depuis")


def test_words_find_one_of_any_later_meeting(written_desk: Desk, ids: dict[str, str]) -> None:
    assert offered(written_desk, ids["relais"], "salage") == {"novembre"}
    assert offered(written_desk, ids["relais"], "sallage") == {"novembre"}, "misspelt"
    assert offered(written_desk, ids["novembre"], "relais") == set(), "it is older"


def test_one_that_was_replaced_by_it_is_not_offered(written_desk: Desk, ids: dict[str, str]) -> None:
    written_desk.run(ReplaceDecision(ids["fermés"], ids["novembre"]))
    assert offered(written_desk, ids["novembre"]) == {"juillet"}
    rows = written_desk.ask(replacements, ids["relais"], "bacs").rows
    assert [(row.is_replaced, row.day) for row in rows] == [(True, "17\u00a0novembre 2026")]


def test_replaced_ones_are_read_by_meetings_that_took_any(written_desk: Desk, ids: dict[str, str]) -> None:
    written_desk.run(ReplaceDecision(ids["relais"], ids["juillet"]))
    written_desk.run(ReplaceDecision(ids["fermés"], ids["juillet"]))
    page = written_desk.ask(decisions_page, "", 1, (), Standing.REPLACED)
    assert ([line.id for line in page.lines], page.more) == ([ids["fermés"]], True)
    page = written_desk.ask(decisions_page, "", 2, (), Standing.REPLACED)
    assert ([line.id for line in page.lines], page.more) == ([ids["fermés"], ids["relais"]], False)
    assert page.facts == "5\u00a0décisions, dont 2\u00a0remplacées"
