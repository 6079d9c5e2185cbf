"""A clock that is set back while observations are awaited: the deadline stays, and the clock is told of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.home.page import home_page
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.domain.errors import KnownError
from tests.written_meeting import Written, on_day, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


def test_a_deadline_stays_when_the_clock_is_set_back_and_home_tells_of_the_clock(
    written_desk: Desk, written_meeting: Written
) -> None:
    sent: date = written_desk.clock.today()
    until = written_desk.run(CirculateDraft(written_meeting.id)).value.last_day
    assert not _told(written_desk)
    for back in (1, 800):
        on_day(written_desk, sent - timedelta(days=back))
        written_desk.run(NoteSubject(f"Écrit {back} jours trop tôt"))
        (line,) = written_desk.ask(home_page).circulating
        assert line.days_left == (until - written_desk.clock.today()).days
        assert _told(written_desk)
        for command in (ConfirmApproval(written_meeting.id), CirculateDraft(written_meeting.id)):
            with pytest.raises(KnownError):
                written_desk.run(command)
    on_day(written_desk, until + timedelta(days=1))
    assert not _told(written_desk)
    written_desk.run(ConfirmApproval(written_meeting.id))


def _told(desk: Desk) -> list[str]:
    groups = desk.ask(home_page).groups
    return [todo.why for group in groups for todo in group.lines if todo.title.endswith("de l’ordinateur")]
