"""Who gets which calendar file: everybody, the newcomer alone, who is no longer invited alone, or nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.invitation.acts import (
    CancelMeeting,
    PutMeetingOff,
    SendInvitation,
    SendUpdate,
    calling_off_preview,
    copy_addresses,
    invitation_preview,
)
from dgsdesk.application.invitation.attendance import AddGuest, RemoveGuest
from dgsdesk.application.invitation.files import Laid
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import ChangeMeeting, PlanMeeting, PostponeMeeting
from dgsdesk.application.meeting.page import meeting_header
from dgsdesk.application.meeting.prints import PrintAgenda
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import CalendarFile, Meeting, SendingKind, next_sequence
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.richtext import Heading, ListItem, block_text
from dgsdesk.domain.wording import NBSP

DAY = date(2026, 12, 8)
GUEST = "alix@exemple.invalid"


def stored(view: View, meeting_id: str) -> Meeting:
    return view.store.get(Meeting, meeting_id)


def host_of(view: View, name: str) -> str:
    return view.store.find(Organisation, name=name)[0].id


@pytest.fixture
def meeting(clisson: Desk) -> str:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    meeting_id = clisson.run(PlanMeeting(circle, DAY, clisson.ask(host_of, "Clisson"))).value
    clisson.run(AddItem(meeting_id, title="Déneigement et viabilité hivernale", presenter="DGS de Gétigné"))
    return meeting_id


@pytest.fixture
def invited(clisson: Desk, meeting: str) -> str:
    clisson.run(SendInvitation(meeting))
    return meeting


def drafts(laid: Laid) -> dict[str, EmailMessage]:
    """Return the messages laid, by whom they go to."""
    found = {}
    for path in laid.files:
        if path.endswith(".eml"):
            message = message_from_bytes(Path(path).read_bytes(), policy=policy.default)
            assert isinstance(message, EmailMessage)
            to = message["Bcc"] or message["To"]
            found[", ".join(one.addr_spec for one in to.addresses)] = message
    return found


def calendar_of(message: EmailMessage) -> icalendar.Calendar | None:
    """Return the calendar part of a message, which its attachment repeats."""
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    if not parts:
        return None
    content = parts[0].get_content()
    calendar = icalendar.Calendar.from_ical(content)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar


def said(calendar: icalendar.Calendar | None) -> tuple[str, int, list[str]]:
    """Return method, sequence and attendees of a calendar."""
    assert calendar is not None
    (event,) = calendar.walk("VEVENT")
    attendees = event["ATTENDEE"]
    every = attendees if isinstance(attendees, list) else [attendees]
    return str(calendar["METHOD"]), event["SEQUENCE"], [str(one).removeprefix("mailto:") for one in every]


def folder_calendars(laid: Laid) -> list[str]:
    return [Path(path).read_text("utf-8") for path in laid.files if path.endswith(".ics")]


# -- what everybody hears of ---------------------------------------------------------------------------------


def test_each_is_named_alone_in_the_file_that_goes_to_them(clisson: Desk, meeting: str) -> None:
    laid = clisson.run(SendInvitation(meeting)).value
    for address, message in drafts(laid).items():
        assert said(calendar_of(message)) == ("REQUEST", 0, [address])


@pytest.mark.parametrize(
    ("change", "subject", "opening"),
    [
        (
            {"starts_at": time(10)},
            "Changement d’horaires",
            "La réunion du mardi 8 décembre 2026 est déplacée.",
        ),
        ({"place": "Espace Saint-Jacques"}, "Changement de lieu", "change de lieu."),
        (
            {"ends_at": time(16), "place": "Espace Saint-Jacques"},
            "Changement d’horaires et de lieu",
            "est déplacée : ses horaires et son lieu changent.",
        ),
        ({"video_link": "https://visio.exemple.invalid/dgs"}, "Mise à jour", "est mise à jour."),
    ],
)
def test_what_calendars_hold_reaches_every_calendar(
    clisson: Desk, invited: str, change: dict[str, object], subject: str, opening: str
) -> None:
    uid = clisson.ask(stored, invited).uid
    clisson.run(ChangeMeeting(invited, **change))  # type: ignore[arg-type]
    preview = clisson.ask(invitation_preview, invited)
    assert [message.calendar for message in preview.messages] == [CalendarFile.CHANGED]
    found = drafts(clisson.run(SendUpdate(invited)).value)
    assert len(found) == 17
    for address, message in found.items():
        calendar = calendar_of(message)
        assert said(calendar) == ("REQUEST", 1, [address])
        assert calendar is not None
        assert calendar.walk("VEVENT")[0]["UID"] == uid
        assert message["Subject"].startswith(f"{subject} – réunion du")
        body = message.get_body(("plain",))
        assert body is not None
        assert opening in " ".join(body.get_content().split())


def test_what_moved_is_told_with_what_it_was(clisson: Desk, invited: str) -> None:
    clisson.run(ChangeMeeting(invited, starts_at=time(10)))
    text = " ".join(clisson.ask(invitation_preview, invited).messages[0].text.split())
    assert "Horaires : de 10 h à 12 h (avant : de 9 h 30 à 12 h)" in text


def test_the_updated_invitation_tells_what_it_was_on_paper_too(clisson: Desk, invited: str) -> None:
    clisson.run(ChangeMeeting(invited, starts_at=time(10)))
    paper = next(one for one in clisson.papers_of([SendUpdate(invited)]) if "mise-a-jour" in one.name)
    assert paper.document is not None
    lines = [block_text(part) for part in paper.document.parts if isinstance(part, ListItem)]
    assert f"Horaires{NBSP}: de 10{NBSP}h à 12{NBSP}h (avant{NBSP}: de 9{NBSP}h{NBSP}30 à 12{NBSP}h)" in lines


def test_what_changes_is_headed_from_the_first_rank(clisson: Desk, invited: str) -> None:
    clisson.run(ChangeMeeting(invited, starts_at=time(10)))
    clisson.run(AddItem(invited, title="Budget participatif"))
    papers = clisson.papers_of([SendUpdate(invited), PrintAgenda(invited)])
    assert len(papers) > 1
    for paper in papers:
        assert paper.document is not None
        ranks = [0, *(part.level for part in paper.document.parts if isinstance(part, Heading))]
        assert all(after <= before + 1 for before, after in pairwise(ranks)), paper.name


def test_another_host_moves_the_entry_to_its_room(clisson: Desk, invited: str) -> None:
    clisson.run(ChangeMeeting(invited, host_id=clisson.ask(host_of, "Gorges")))
    (calendar,) = folder_calendars(clisson.run(SendUpdate(invited)).value)
    assert "LOCATION:Mairie de Gorges" in calendar
    assert "SEQUENCE:1" in calendar


@pytest.mark.parametrize("change", [{"lunch": False}, {"chair": "Le président"}, {"access": "Badge"}])
def test_what_no_calendar_holds_leaves_without_a_calendar_file(
    clisson: Desk, invited: str, change: dict[str, object]
) -> None:
    clisson.run(ChangeMeeting(invited, **change))  # type: ignore[arg-type]
    laid = clisson.run(SendUpdate(invited)).value
    assert len(drafts(laid)) == 17
    assert folder_calendars(laid) == []
    assert all(calendar_of(message) is None for message in drafts(laid).values())
    assert clisson.ask(stored, invited).sequence == 0


def test_a_new_agenda_leaves_without_a_calendar_file(clisson: Desk, invited: str) -> None:
    clisson.run(AddItem(invited, title="Calendrier budgétaire partagé"))
    preview = clisson.ask(invitation_preview, invited)
    (message,) = preview.messages
    assert message.calendar is CalendarFile.NONE
    assert not any(name.endswith(".ics") for name in preview.files)
    assert "rendez-vous" not in message.text
    laid = clisson.run(SendUpdate(invited)).value
    assert folder_calendars(laid) == []
    (one, *_) = drafts(laid).values()
    assert calendar_of(one) is None
    assert any("ordre-du-jour_version-B" in path for path in laid.files)


def test_two_updates_of_the_agenda_are_two_messages(clisson: Desk, invited: str) -> None:
    ids = set()
    for title in ("Paie", "Astreintes"):
        clisson.run(AddItem(invited, title=title))
        found = drafts(clisson.run(SendUpdate(invited, Way.ONE_FOR_ALL)).value)
        ids |= {str(message["Message-ID"]) for message in found.values()}
    assert len(ids) == 2


# -- people come and go --------------------------------------------------------------------------------------


def test_the_newcomer_alone_gets_the_request_that_holds(clisson: Desk, invited: str) -> None:
    clisson.run(ChangeMeeting(invited, starts_at=time(10)))
    clisson.run(SendUpdate(invited))
    clisson.run(AddGuest(invited, "Alix MODÈLE", email=GUEST))
    assert clisson.ask(meeting_header, invited).changed
    preview = clisson.ask(invitation_preview, invited)
    assert (preview.kind, preview.untouched) == (SendingKind.UPDATE, 17)
    assert [one.address for one in preview.recipients] == [GUEST]
    assert preview.messages[0].calendar is CalendarFile.NEW
    assert preview.messages[0].subject.startswith("Invitation – ")
    assert "Ordre du jour" in preview.messages[0].text
    assert clisson.ask(copy_addresses, invited).count("@") == 1
    found = drafts(clisson.run(SendUpdate(invited)).value)
    assert {address: said(calendar_of(draft)) for address, draft in found.items()} == {
        GUEST: ("REQUEST", 1, [GUEST])
    }
    assert clisson.ask(stored, invited).sequence == 1
    assert not clisson.ask(meeting_header, invited).changed
    assert clisson.ask(invitation_preview, invited).kind is None


def test_who_is_no_longer_invited_alone_gets_a_cancellation(clisson: Desk, invited: str) -> None:
    guest = clisson.run(AddGuest(invited, "Alix MODÈLE", email=GUEST)).value
    clisson.run(SendUpdate(invited))
    clisson.run(RemoveGuest(guest))
    assert clisson.ask(meeting_header, invited).changed
    preview = clisson.ask(invitation_preview, invited)
    assert [message.calendar for message in preview.messages] == [CalendarFile.REMOVED]
    assert preview.untouched == 17
    laid = clisson.run(SendUpdate(invited)).value
    found = drafts(laid)
    calendar = calendar_of(found[GUEST])
    assert said(calendar) == ("CANCEL", 1, [GUEST])
    assert calendar is not None
    assert "STATUS" not in calendar.walk("VEVENT")[0]  # the meeting stands (RFC 5546 § 3.2.5)
    assert list(found) == [GUEST]
    assert folder_calendars(laid) == []
    assert clisson.ask(invitation_preview, invited).kind is None
    clisson.run(AddGuest(invited, "Alix MODÈLE", email="ALIX@exemple.invalid"))
    assert clisson.ask(invitation_preview, invited).messages[0].calendar is CalendarFile.NEW


@pytest.mark.parametrize("way", Way)
def test_one_comes_one_goes_and_the_hour_moves(clisson: Desk, meeting: str, way: Way) -> None:
    guest = clisson.run(AddGuest(meeting, "Alix MODÈLE", email=GUEST)).value
    clisson.run(SendInvitation(meeting, way))
    clisson.run(RemoveGuest(guest))
    clisson.run(AddGuest(meeting, "Sacha EXEMPLE", email="sacha@exemple.invalid"))
    clisson.run(ChangeMeeting(meeting, starts_at=time(10)))
    kinds = [message.calendar for message in clisson.ask(invitation_preview, meeting, way).messages]
    assert kinds == [CalendarFile.CHANGED, CalendarFile.NEW, CalendarFile.REMOVED]
    preview = clisson.ask(invitation_preview, meeting, way)
    laid = clisson.run(SendUpdate(meeting, way)).value
    assert laid.recipients == len(preview.recipients) == 19
    methods = [said(calendar_of(message))[:2] for message in drafts(laid).values()]
    expected = {Way.ONE_EACH: 18, Way.ONE_FOR_ALL: 2, Way.COPIED: 0}[way]
    assert methods.count(("REQUEST", 1)) == expected
    assert methods.count(("CANCEL", 1)) == (way is not Way.COPIED)
    assert sum("METHOD:CANCEL" in one for one in folder_calendars(laid)) == (way is Way.COPIED)
    names = {Path(path).name for path in laid.files if not path.endswith(".eml")}
    assert names == {name for name in preview.files if "." in name}


def test_another_address_moves_the_entry_to_it(clisson: Desk, invited: str) -> None:
    from dgsdesk.application.ports.store import JournalLine

    with clisson.vault.unit_of_work() as work:
        place = work.find(Organisation, name="Gorges")[0]
        former, place.email = place.email, "dgs.gorges@exemple.invalid"
        work.commit(JournalLine("Essai", "essai", "", clisson.clock.now()))
    messages = clisson.ask(invitation_preview, invited).messages
    assert {message.calendar: message.recipients[0].address for message in messages} == {
        CalendarFile.NEW: "dgs.gorges@exemple.invalid",
        CalendarFile.REMOVED: former,
    }


# -- another day, or none ------------------------------------------------------------------------------------


def test_a_new_date_keeps_the_entry_and_says_the_former_one(clisson: Desk, invited: str) -> None:
    uid = clisson.ask(stored, invited).uid
    clisson.run(PostponeMeeting(invited, date(2027, 1, 12)))
    clisson.run(AddGuest(invited, "Alix MODÈLE", email=GUEST))
    preview = clisson.ask(invitation_preview, invited)
    told, new = preview.messages
    assert (told.calendar, new.calendar) == (CalendarFile.CHANGED, CalendarFile.NEW)
    assert "prévue le mardi 8 décembre 2026 est déplacée" in " ".join(told.text.split())
    assert "déplacée" not in new.text
    (calendar,) = folder_calendars(clisson.run(SendInvitation(invited)).value)
    assert f"UID:{uid}" in calendar
    assert "SEQUENCE:1" in calendar
    assert "TZID=Europe/Paris:20270112T093000" in calendar


def test_put_off_frees_the_day_at_once_and_the_new_date_asks_again(clisson: Desk, invited: str) -> None:
    uid = clisson.ask(stored, invited).uid
    preview = clisson.ask(calling_off_preview, invited, SendingKind.POSTPONEMENT, Way.ONE_EACH, "crue")
    off = clisson.run(PutMeetingOff(invited, "crue")).value
    assert off is not None
    assert preview.kind is SendingKind.POSTPONEMENT
    assert len(drafts(off)) == len(preview.recipients) == 17
    for message in drafts(off).values():
        assert message["Subject"] == "Report à une date à fixer – réunion du mardi 8\u00a0décembre 2026"
        body = message.get_body(("plain",))
        assert body is not None
        assert "reportée à une date qui reste à fixer. Motif\u00a0: crue." in body.get_content()
        (event,) = calendar_of(message).walk("VEVENT")  # type: ignore[union-attr]
        assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (uid, "CANCELLED", 1)
    assert clisson.run(PostponeMeeting(invited, date(2027, 1, 12))).value is None
    (told,) = clisson.ask(invitation_preview, invited).messages
    assert told.calendar is CalendarFile.NEW
    assert "prévue le mardi 8 décembre 2026 est déplacée" in " ".join(told.text.split())
    again = clisson.run(SendInvitation(invited)).value
    for message in drafts(again).values():
        (event,) = calendar_of(message).walk("VEVENT")  # type: ignore[union-attr]
        assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (uid, "CONFIRMED", 2)


def test_who_waits_for_a_date_is_told_when_there_will_be_none(clisson: Desk, invited: str) -> None:
    clisson.run(PutMeetingOff(invited))
    clisson.run(PostponeMeeting(invited, date(2027, 1, 12)))
    laid = clisson.run(CancelMeeting(invited)).value
    assert laid is not None
    assert len(drafts(laid)) == 17
    for message in drafts(laid).values():
        assert calendar_of(message) is None
        body = message.get_body(("plain",))
        assert body is not None
        assert "est annulée" in body.get_content()
        assert "calendrier" not in body.get_content()


def test_nobody_is_told_of_a_meeting_that_nobody_was_invited_to(clisson: Desk, meeting: str) -> None:
    assert clisson.run(PutMeetingOff(meeting)).value is None


def test_a_meeting_called_off_leaves_every_calendar_that_has_it(clisson: Desk, invited: str) -> None:
    guest = clisson.run(AddGuest(invited, "Alix MODÈLE", email=GUEST)).value
    clisson.run(SendUpdate(invited))
    clisson.run(RemoveGuest(guest))
    clisson.run(AddGuest(invited, "Sacha EXEMPLE", email="sacha@exemple.invalid"))
    preview = clisson.ask(
        calling_off_preview, invited, SendingKind.CANCELLATION, Way.ONE_EACH, "salle indisponible"
    )
    laid = clisson.run(CancelMeeting(invited, "salle indisponible")).value
    assert laid is not None
    found = drafts(laid)
    assert set(found) == {one.address for one in preview.recipients}
    assert GUEST in found
    assert "sacha@exemple.invalid" not in found
    assert {said(calendar_of(message))[:2] for message in found.values()} == {("CANCEL", 1)}
    assert all("STATUS:CANCELLED" in one for one in folder_calendars(laid))


# -- numbers that never fall ---------------------------------------------------------------------------------

PLANNED = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_the_first_numbers_of_a_minute_are_the_usual_ones() -> None:
    assert [next_sequence(last, PLANNED, PLANNED) for last in (None, 0, 1)] == [0, 1, 2]
    assert [next_sequence(last, None, PLANNED) for last in (None, 0)] == [0, 1]


def numbers(known: Iterable[int | None], minutes: Iterable[int]) -> list[int]:
    """Return what leaves at some minutes, each time from a file that knows of an earlier sending or none."""
    sent: list[int] = []
    for backwards, minute in zip(known, minutes, strict=False):
        last = None if backwards is None or not sent else sent[max(0, len(sent) - 1 - backwards)]
        sent.append(next_sequence(last, PLANNED, PLANNED + timedelta(minutes=minute)))
    return sent


@given(
    st.lists(st.none() | st.integers(0, 5), min_size=8, max_size=8),
    st.sets(st.integers(0, 100_000), min_size=2, max_size=8),
)
def test_backups_and_other_laptops_never_send_a_lower_number(
    known: list[int | None], minutes: set[int]
) -> None:
    sent = numbers(known, sorted(minutes))
    assert all(earlier < later for earlier, later in pairwise(sent))


@given(st.integers(0, 1_000_000), st.timedeltas(timedelta(days=-30), timedelta(days=3000)))
def test_what_this_file_sent_is_always_exceeded(last: int, passed: timedelta) -> None:
    assert next_sequence(last, PLANNED, PLANNED + passed) > last
