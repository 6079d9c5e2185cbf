from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.application.calendar.event import (
    AttendeeRole,
    CalendarAttendee,
    CalendarEvent,
    CalendarMethod,
    EventStatus,
)
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.ics import event_to_ics, inspect_ics, year_to_ics
from dgsdesk.formats.ics.zones import KNOWN_ZONES

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "ics"
PARIS = ZoneInfo("Europe/Paris")

MEETING = CalendarEvent(
    uid="7d9b1c2e@dgsdesk",
    sequence=0,
    start=datetime(2026, 12, 8, 9, 30, tzinfo=PARIS),
    end=datetime(2026, 12, 8, 12, 20, tzinfo=PARIS),
    stamp=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
    summary="Réunion des DGS ; 1er « temps », à Clisson",
    description="Ordre du jour :\n1. Compétences et zones grises\r\n2. Sujet commun \\ RGPD",
    location="Mairie de La Planche, 2 place de l’Église, 44140 La Planche",
    geo=(47.0166, -1.4333),
    organizer=Mailbox("Clisson Sèvre et Maine Agglo, réseau des DGS", "reseau.dgs@clissonsevremaine.fr"),
    attendees=(
        CalendarAttendee(Mailbox("Zoé Lévêque", "z.leveque@la-planche.fr"), AttendeeRole.CHAIR),
        CalendarAttendee(Mailbox('Anne "Nanou" d’Hière', "dgs@gorges.fr")),
        CalendarAttendee(Mailbox("", "sg@boussay.fr"), AttendeeRole.OPTIONAL),
    ),
    alarm_minutes=60,
    url="https://example.fr/visio?salle=3",
)


def changed(**fields: object) -> CalendarEvent:
    return dataclasses.replace(MEETING, **fields)  # type: ignore[arg-type]


def only_event(content: bytes) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return event


def test_icalendar_reads_back_all_that_was_written() -> None:
    calendar = icalendar.Calendar.from_ical(event_to_ics(MEETING))
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert event["UID"] == MEETING.uid
    assert event["SEQUENCE"] == 0
    assert event["SUMMARY"] == MEETING.summary
    assert event["DESCRIPTION"] == MEETING.description.replace("\r\n", "\n")
    assert event["LOCATION"] == MEETING.location
    assert (event["GEO"].latitude, event["GEO"].longitude) == MEETING.geo
    assert event["DTSTART"].dt == MEETING.start
    assert event["DTEND"].dt == MEETING.end
    assert event["DTSTAMP"].dt == MEETING.stamp
    assert event["URL"] == MEETING.url
    assert event["STATUS"] == "CONFIRMED"
    assert event["ORGANIZER"] == f"mailto:{MEETING.organizer.address}"
    assert event["ORGANIZER"].params["CN"] == MEETING.organizer.name
    assert [person.params["ROLE"] for person in event["ATTENDEE"]] == [
        "CHAIR",
        "REQ-PARTICIPANT",
        "OPT-PARTICIPANT",
    ]
    assert event["ATTENDEE"][1].params["CN"] == "Anne 'Nanou' d’Hière"
    assert event["ATTENDEE"][0].params["RSVP"] == "TRUE"
    assert event.walk("VALARM")[0]["TRIGGER"].dt == timedelta(minutes=-60)


def test_vobject_reads_the_same() -> None:
    calendar = vobject.readOne(event_to_ics(MEETING).decode())
    event = calendar.vevent
    assert event.summary.value == MEETING.summary
    assert event.description.value == MEETING.description.replace("\r\n", "\n")
    assert event.dtstart.value.astimezone(UTC) == MEETING.start
    assert len(event.attendee_list) == 3
    assert calendar.method.value == "REQUEST"


def test_lines_are_folded_and_end_with_crlf() -> None:
    content = event_to_ics(MEETING)
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode("utf-8")


def test_the_same_event_gives_the_same_bytes() -> None:
    assert event_to_ics(MEETING) == event_to_ics(changed())


def test_an_update_keeps_the_uid_and_raises_the_sequence() -> None:
    event = only_event(event_to_ics(changed(sequence=2, location="Mairie de Gorges")))
    assert (event["UID"], event["SEQUENCE"]) == (MEETING.uid, 2)


def test_a_cancellation_says_so_and_rings_no_more() -> None:
    content = event_to_ics(changed(sequence=3, method=CalendarMethod.CANCEL))
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["METHOD"] == "CANCEL"
    assert only_event(content)["STATUS"] == "CANCELLED"
    assert not calendar.walk("VALARM")


def test_blind_copies_leave_the_organizer_alone_in_the_file() -> None:
    event = only_event(event_to_ics(changed(attendees=())))
    assert str(event["ATTENDEE"]) == f"mailto:{MEETING.organizer.address}"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def zone_of(name: str) -> icalendar.Timezone:
    content = event_to_ics(changed(time_zone=name))
    (zone,) = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")
    assert zone["TZID"] == name
    return zone


@pytest.mark.parametrize("name", sorted(KNOWN_ZONES))
def test_written_zones_agree_with_the_zone_database(name: str) -> None:
    written, known = zone_of(name).to_tz(lookup_tzid=False), ZoneInfo(name)
    for days in range(0, 9 * 365, 3):
        moment = datetime(2024, 1, 1, 12) + timedelta(days=days)
        assert moment.replace(tzinfo=written).utcoffset() == moment.replace(tzinfo=known).utcoffset(), moment


@pytest.mark.parametrize("name", sorted(KNOWN_ZONES))
def test_a_meeting_keeps_its_moment_in_every_zone(name: str) -> None:
    assert only_event(event_to_ics(changed(time_zone=name)))["DTSTART"].dt == MEETING.start


def test_the_zone_is_a_rule_and_not_a_list_of_dates() -> None:
    content = event_to_ics(MEETING)
    assert b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in content
    assert b"RDATE" not in content


def test_a_year_is_published_without_attendees() -> None:
    other = changed(uid="autre@dgsdesk", time_zone="Indian/Reunion", status=EventStatus.TENTATIVE)
    calendar = icalendar.Calendar.from_ical(year_to_ics([MEETING, other], "Réunions des DGS 2027"))
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["X-WR-CALNAME"] == "Réunions des DGS 2027"
    assert [str(event["UID"]) for event in calendar.walk("VEVENT")] == [MEETING.uid, other.uid]
    assert len(calendar.walk("VTIMEZONE")) == 2
    assert not any("ATTENDEE" in event for event in calendar.walk("VEVENT"))
    with pytest.raises(BadInput, match="no_event"):
        year_to_ics([])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"uid": "a\r\nATTENDEE:mailto:x@y.fr"}, "control_character"),
        ({"organizer": Mailbox("A\nB", "a@b.fr")}, "control_character"),
        ({"organizer": Mailbox("A", "a@b.fr\r\nX:1")}, "control_character"),
        ({"organizer": Mailbox("A", "pas une adresse")}, "broken_address"),
        ({"attendees": (CalendarAttendee(Mailbox("A", "a@b.fr, c@d.fr")),)}, "broken_address"),
        ({"url": "javascript:alert(1)"}, "broken_url"),
        ({"url": "https://a.fr/\r\nX:1"}, "broken_url"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"end": MEETING.start - timedelta(minutes=1)}, "event_ends_before"),
    ],
)
def test_what_would_break_the_file_is_refused(fields: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput) as error:
        event_to_ics(changed(**fields))
    assert error.value.code == code


def test_an_accented_domain_is_written_in_ascii() -> None:
    event = only_event(event_to_ics(changed(organizer=Mailbox("A", "dgs@mairie-évry.fr"))))
    assert str(event["ORGANIZER"]) == "mailto:dgs@xn--mairie-vry-h7a.fr"


@given(st.text(max_size=200))
def test_any_text_comes_back(text: str) -> None:
    content = event_to_ics(changed(description=text))
    assert max(map(len, content.split(b"\r\n"))) <= 75
    kept = str(only_event(content).get("DESCRIPTION", ""))
    letters = "".join(sign for sign in text if sign.isprintable() and not sign.isspace())
    assert "".join(sign for sign in kept if sign.isprintable() and not sign.isspace()) == letters


def test_our_own_file_is_inspected() -> None:
    found = inspect_ics(event_to_ics(MEETING))
    assert found["method"] == "REQUEST"
    assert found["encoding"] == "utf-8"
    (event,) = found["events"]
    assert event["uid"] == MEETING.uid
    assert event["start"] == "2026-12-08T08:30:00+00:00"
    assert event["end"] == "2026-12-08T11:20:00+00:00"
    assert event["organizer"] == MEETING.organizer.address
    assert event["attendees"][0] == {
        "address": "z.leveque@la-planche.fr",
        "name": "Zoé Lévêque",
        "partstat": "NEEDS-ACTION",
        "delegated_to": "",
        "delegated_from": "",
    }


def calendar_of(*lines: str, method: str = "REPLY") -> bytes:
    body = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", *lines, "END:VCALENDAR", ""]
    return "\r\n".join(body).encode()


OUTLOOK_REPLY = calendar_of(
    "BEGIN:VEVENT",
    "UID:7d9b1c2e@dgsdesk",
    "DTSTAMP:20261125T100000Z",
    "DTSTART;TZID=Romance Standard Time:20261208T093000",
    "DURATION:PT2H",
    "SUMMARY:Réunion des DGS",
    'ATTENDEE;PARTSTAT=DECLINED;CN="Lévêque, Zoé":MAILTO:Z.Leveque@la-planche.fr',
    "END:VEVENT",
)


def test_a_reply_of_outlook_is_understood() -> None:
    (event,) = inspect_ics(OUTLOOK_REPLY)["events"]
    assert event["start"] == "2026-12-08T08:30:00+00:00"
    assert event["end"] == "2026-12-08T10:30:00+00:00"
    (attendee,) = event["attendees"]
    assert (attendee["address"], attendee["name"], attendee["partstat"]) == (
        *("Z.Leveque@la-planche.fr", "Lévêque, Zoé", "DECLINED"),
    )


def test_another_encoding_is_read_and_said() -> None:
    found = inspect_ics(OUTLOOK_REPLY.decode().encode("cp1252"))
    assert found["encoding"] == "cp1252"
    assert found["events"][0]["summary"] == "Réunion des DGS"
    with pytest.raises(BadInput, match="calendar_encoding"):
        inspect_ics(OUTLOOK_REPLY.decode().encode("utf-16"))


def test_whole_days_and_recurrences_are_kept_as_they_are() -> None:
    content = calendar_of(
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTART;VALUE=DATE:20261208",
        "RRULE:FREQ=SECONDLY;COUNT=1000000000",
        "END:VEVENT",
    )
    (event,) = inspect_ics(content)["events"]
    assert (event["start"], event["end"]) == ("2026-12-08", str(date(2026, 12, 9)))
    assert event["recurrence"] == "FREQ=SECONDLY;COUNT=1000000000"


def wild_zone(rule: str) -> list[str]:
    return [
        "BEGIN:VTIMEZONE",
        "TZID:Ailleurs",
        "BEGIN:STANDARD",
        "DTSTART:16010101T000000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        f"RRULE:{rule}",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;BYHOUR=0,1,2,3;BYMINUTE=0,1,2;BYSECOND=1,2,3",
        "FREQ=YEARLY;BYMONTH=13;BYDAY=1SU",
        "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ],
)
def test_the_rule_of_a_zone_cannot_hold_the_reader_up(rule: str) -> None:
    event = ["BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Ailleurs:20261208T093000", "END:VEVENT"]
    begun = time.process_time()
    found = inspect_ics(calendar_of(*wild_zone(rule), *event))
    assert time.process_time() - begun < 2
    assert len(found["events"]) == 1


def test_zones_of_one_file_do_not_leak_into_the_next() -> None:
    event = ["BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Ailleurs:20261208T093000", "END:VEVENT"]
    rule = "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"
    assert inspect_ics(calendar_of(*wild_zone(rule), *event))["events"][0]["start"] == (
        "2026-12-08T07:30:00+00:00"
    )
    assert inspect_ics(calendar_of(*event))["events"][0]["start"] == "2026-12-08T08:30:00+00:00"


def nested(depth: int) -> bytes:
    return calendar_of(*["BEGIN:VEVENT"] * depth, *["END:VEVENT"] * depth)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_calendar"),
        (b"/etc/passwd", "not_a_calendar"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "not_a_calendar"),
        (b"BEGIN:VCALENDAR", "not_a_calendar"),
        (b"x" * 5_000_001, "calendar_too_large"),
        (b"BEGIN:VCALENDAR\n" + b"A:1\n" * 100_001, "calendar_too_large"),
        (nested(20_000), "calendar_too_deep"),
        (b"BEGIN:VCALENDAR\r\nBEGIN;X=1:VTIMEZONE\r\nEND:VCALENDAR\r\n", "calendar_broken"),
        (calendar_of("BEGIN:VEVENT", "DTSTART:20240230T100000Z", "END:VEVENT"), "calendar_broken"),
        (calendar_of("BEGIN:VEVENT", "UID:1", "SEQUENCE:beaucoup", "END:VEVENT"), "calendar_broken"),
        (b"BEGIN:VCALENDAR\r\n" + bytes([0x81, 0x8D, 0xFF]), "calendar_encoding"),
        (bytes([0x81, 0x8D, 0xFF]), "not_a_calendar"),
    ],
)
def test_what_is_no_calendar_is_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(BadInput) as error:
        inspect_ics(content)
    assert error.value.code == code


def corpus() -> Iterator[Path]:
    yield from sorted(CORPUS.glob("*.ics"))


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the checkout")
def test_files_of_others_are_read_or_refused_never_a_crash() -> None:
    refused = []
    for path in corpus():
        try:
            found = inspect_ics(path.read_bytes())
        except BadInput:
            refused.append(path.name)
        else:
            assert found["encoding"] in {"utf-8", "cp1252"}, path.name
    assert refused == [
        "icalendar__Index_Error.ics",
        "libical__malloc.ics",
        "node-ical__large-file-with-late-error.ics",
    ]


@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda body: calendar_of()[:30] + body))
def test_noise_is_refused_or_read(content: bytes) -> None:
    with contextlib.suppress(BadInput):
        assert inspect_ics(content)["encoding"]
