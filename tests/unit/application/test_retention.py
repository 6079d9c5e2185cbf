"""What has passed its time is shown with why and erased by one act; adopted minutes never are."""

from __future__ import annotations

from datetime import date

import pytest

from dgsdesk.application.desk import Desk, View
from dgsdesk.application.directory.acts import NameToPost, PersonFields, VacatePost
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.dispatch.acts import DispatchMinutes
from dgsdesk.application.home.page import home_page
from dgsdesk.application.home.todos import Todo, TodoKind
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.privacy.notice import notice_row
from dgsdesk.application.privacy.retention import ApplyRetention, retention_page
from dgsdesk.application.privacy.terms import SetRetention
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.review.observation import AddObservation
from dgsdesk.application.review.settlement import SettleObservation
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Answer, Attendance, Sending, SendingKind
from dgsdesk.domain.minutes import MinutesVersion, Observation, ObservationState
from dgsdesk.domain.network import Role
from dgsdesk.domain.retention import KeptKind, term_before
from tests.house.test_every_command import content
from tests.written_meeting import APPROVED_ON, SENT, Written, on_day

YEARS_LATER = date(2032, 3, 1)


@pytest.fixture
def old(written_desk: Desk, written_meeting: Written) -> Desk:
    """A network years after its meeting was dispatched; somebody left in between."""
    desk, meeting = written_desk, written_meeting
    place = next(one for one in desk.ask(directory_page).organisations if one.name == "Boussay")
    gone = PersonFields("Paule", "Partie", email="paule.partie@exemple.invalid", phone="02 40 00 00 00")
    desk.run(NameToPost(place.id, Role.DGA, gone))
    place = next(one for one in desk.ask(directory_page).organisations if one.name == "Boussay")
    (post,) = [one for one in place.posts if one.role is Role.DGA]
    desk.run(VacatePost(post.appointment_id, date(2027, 1, 1)))
    on_day(desk, SENT)
    desk.run(CirculateDraft(meeting.id, way=Way.COPIED))
    noted = desk.run(AddObservation(meeting.id, "Préciser le délai.", author="Zoé Curieuse")).value
    desk.run(SettleObservation(noted, ObservationState.REFUSED, reply="Déjà dit."))
    on_day(desk, APPROVED_ON)
    desk.run(ConfirmApproval(meeting.id))
    desk.run(DispatchMinutes(meeting.id, Way.COPIED))
    on_day(desk, YEARS_LATER)
    return desk


def reminders(desk: Desk) -> list[Todo]:
    page = desk.ask(home_page)
    return [one for group in page.groups for one in group.lines if one.kind is TodoKind.RETENTION]


def everything(view: View) -> str:
    kinds = (Attendance, Sending, Observation, Arrival)
    return "\n".join(repr(vars(one)) for kind in kinds for one in view.store.find(kind))


def test_what_passed_its_time_is_shown_erased_and_brought_back(old: Desk) -> None:
    frozen = old.ask(lambda view: [one.content for one in view.store.find(MinutesVersion)])
    page = old.ask(retention_page)
    assert {row.kind for row in page.overdue} == {
        KeptKind.CONTACTS,
        KeptKind.ANSWERS,
        KeptKind.SENDINGS,
        KeptKind.OBSERVATIONS,
    }
    contacts = page.rows[0]
    assert contacts.lines == ("Paule PARTIE, dernière fonction finie le 31\u00a0décembre 2026",)
    (todo,) = reminders(old)
    assert (todo.page, todo.subject) == ("settings", "keeping")
    before = content(old)

    count = old.run(ApplyRetention()).value
    assert count == sum(row.count for row in page.rows)
    assert old.ask(retention_page).overdue == ()
    assert reminders(old) == []
    held = old.ask(everything)
    assert "@exemple.invalid" not in held
    assert "Zoé Curieuse" not in held
    lines = old.ask(lambda view: view.store.find(Attendance))
    assert all(one.name and one.answer is Answer.UNKNOWN for one in lines)
    kept = old.ask(lambda view: {one.kind for one in view.store.find(Sending)})
    assert kept == {SendingKind.DRAFT, SendingKind.DISPATCH}
    assert old.ask(lambda view: [one.content for one in view.store.find(MinutesVersion)]) == frozen

    with pytest.raises(RuleBroken, match="retention_nothing"):
        old.run(ApplyRetention())
    old.undo()
    assert content(old) == before


def test_terms_are_set_and_told_to_people(old: Desk) -> None:
    on_day(old, date(2027, 2, 1))
    assert old.ask(retention_page).overdue == ()
    assert "jusqu’à un\u00a0an après votre" in old.ask(notice_row).text
    old.run(SetRetention(KeptKind.CONTACTS, 1))
    old.run(SetRetention(KeptKind.SENDINGS, 18))
    assert [row.kind for row in old.ask(retention_page).overdue] == [KeptKind.CONTACTS]
    assert "jusqu’à un\u00a0mois après votre" in old.ask(notice_row).text
    assert "envois, 18\u00a0mois au plus" in old.ask(notice_row).text
    for months in (0, 121):
        with pytest.raises(BadInput, match="retention_months"):
            old.run(SetRetention(KeptKind.CONTACTS, months))


def test_very_much_is_erased_in_parts(old: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dgsdesk.application.privacy.retention.MOST_AT_ONCE", 20)
    every = sum(row.count for row in old.ask(retention_page).rows)
    assert old.ask(retention_page).batch
    assert old.run(ApplyRetention()).value == 20
    assert sum(row.count for row in old.ask(retention_page).rows) == every - 20


def test_a_term_ends_on_the_same_day_of_the_month_or_the_last() -> None:
    assert term_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert term_before(date(2027, 1, 15), 12) == date(2026, 1, 15)
    assert term_before(date(2028, 2, 29), 24) == date(2026, 2, 28)
