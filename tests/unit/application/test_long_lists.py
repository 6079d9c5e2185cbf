"""Pages of a network that lasts read a bounded part, and the rest by scrolling or by a filter’s words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dgsdesk.application.action.acts import AddAction, MoveAction, decision_choices
from dgsdesk.application.action.page import ActionGroup, actions_page
from dgsdesk.application.desk import Desk
from dgsdesk.application.dispatch.decision_register import decisions_page
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import latest_meetings, meetings_list
from dgsdesk.application.minutes.frozen_text import prove_texts
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.rota.page import circles
from dgsdesk.domain.action import ActionState, Decision
from dgsdesk.domain.meeting import Meeting
from dgsdesk.storage.look import SqlLook
from tests.written_meeting import (
    APPROVED_ON,
    SENT,
    Written,
    on_day,
    written_desk,
    written_meeting,
    written_template,
)

__all__ = ["written_desk", "written_meeting", "written_template"]

WORDS = ("avaloirs", "cantine", "éclairage", "fourrière", "compostage")


def test_settled_actions_are_read_as_they_are_scrolled_to(clisson: Desk) -> None:
    clisson.run(AddAction(None, "Écrire au préfet", due=date(2027, 1, 4)))
    for day, word in enumerate(WORDS, start=1):
        on_day(clisson, date(2026, 11, day))
        done = clisson.run(AddAction(None, f"Traiter le dossier {word}", owner="DGS")).value
        clisson.run(MoveAction(done, ActionState.DONE))
    page = clisson.ask(actions_page, "", 2)
    settled = [line.row.text for line in page.lines if line.group is ActionGroup.SETTLED]
    assert settled == ["Traiter le dossier compostage", "Traiter le dossier fourrière"]
    assert (page.settled, page.more, page.facts) == (5, True, "1\u00a0ouverte")
    assert not clisson.ask(actions_page, "", 5).more
    found = clisson.ask(actions_page, "avaloir", 2)
    (old,) = found.found
    assert next(line for line in found.lines if line.id == old).row.text == "Traiter le dossier avaloirs"
    also = clisson.ask(actions_page, "", 2, {old})
    assert any(line.id == old for line in also.lines)


def test_older_decisions_are_found_by_their_words(written_desk: Desk) -> None:
    page = written_desk.ask(decisions_page, "", 0)
    assert (page.lines, page.total, page.more) == ((), 2, True)
    found = written_desk.ask(decisions_page, "relai", 0)
    assert [line.text for line in found.lines] == ["Chaque commune désigne un relais."]
    assert len(written_desk.ask(decisions_page).lines) == 2


def test_the_list_of_meetings_holds_what_is_to_come_and_the_latest(written_desk: Desk) -> None:
    circle = written_desk.ask(circles)[0][0]
    for month in (1, 2, 3):
        written_desk.run(PlanMeeting(circle, date(2027, month, 12)))
    on_day(written_desk, date(2027, 2, 1))
    every = written_desk.ask(meetings_list)
    some = written_desk.ask(latest_meetings, 1)
    assert some.more
    assert [line.day for line in some.lines] == [line.day for line in every][: len(some.lines)]
    assert next(line.day for line in some.lines if line.is_next) == date(2027, 2, 12)
    oldest = every[-1]
    assert oldest in written_desk.ask(latest_meetings, 1, oldest.id).lines
    whole = written_desk.ask(latest_meetings)
    assert (list(whole.lines), whole.more) == (every, False)


def test_frozen_texts_are_proven_some_at_a_time(written_desk: Desk, written_meeting: Written) -> None:
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    on_day(written_desk, APPROVED_ON)
    written_desk.run(ConfirmApproval(written_meeting.id))
    assert written_desk.ask(prove_texts, 0).others
    done = written_desk.ask(prove_texts, 1)
    assert (done.others, done.altered) == (False, False)


def test_an_action_is_offered_the_newest_decisions_without_reading_all(
    written_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = written_desk.run(AddAction(None, "Écrire au préfet")).value
    bounded: list[bool] = []
    find = SqlLook.find

    def noted(look: SqlLook, kind: type[Any], /, **equal: object) -> list[Any]:
        if kind in (Meeting, Decision):
            bounded.append("id" in equal or "meeting_id" in equal)
        return find(look, kind, **equal)

    monkeypatch.setattr(SqlLook, "find", noted)
    offered = [words for _, words in written_desk.ask(decision_choices, own)]
    assert offered[-1].startswith("L’Agglo enlève les dépôts")
    assert len(offered) == 2
    assert all(bounded)
