"""Our calendar files before real stores: a CalDAV server, khal, and libical's checker of iTIP."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError

import pytest

from dgsdesk.application.calendar.event import CalendarAttendee, CalendarEvent, CalendarMethod
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.formats.ics import event_to_ics, year_to_ics
from dgsdesk.formats.ics.zones import KNOWN_ZONES
from tests.calendar_stores import Khal, libical_answers, radicale
from tests.formats.test_ics import MEETING

TITLE = MEETING.summary


def changed(**fields: object) -> CalendarEvent:
    return dataclasses.replace(MEETING, **fields)  # type: ignore[arg-type]


WEEK = timedelta(days=7)
REQUEST = event_to_ics(MEETING)
UPDATE = event_to_ics(changed(sequence=1, start=MEETING.start + WEEK, end=MEETING.end + WEEK))
CANCEL = event_to_ics(
    changed(sequence=2, start=MEETING.start + WEEK, end=MEETING.end + WEEK, method=CalendarMethod.CANCEL)
)
ONE = (CalendarAttendee(Mailbox("Zoé Lévêque", "z.leveque@la-planche.fr")),)
UNINVITED = event_to_ics(
    changed(sequence=2, method=CalendarMethod.CANCEL, uninvites=True, attendees=ONE, description="")
)


def test_a_caldav_server_keeps_moves_and_cancels_one_entry(tmp_path: Path) -> None:
    with radicale(tmp_path) as server:
        zoe = server.mailbox("zoe")
        zoe.take(REQUEST)
        (entry,) = zoe.entries()
        assert (entry.uid, entry.sequence, entry.status) == (MEETING.uid, 0, "CONFIRMED")
        assert entry.start == "2026-12-08 09:30"
        assert entry.location == MEETING.location
        zoe.take(UPDATE)
        (entry,) = zoe.entries()
        assert (entry.sequence, entry.start) == (1, "2026-12-15 09:30")
        zoe.take(REQUEST)  # an older one that comes late
        assert zoe.entries() == [entry]
        zoe.take(CANCEL)
        (entry,) = zoe.entries()
        assert (entry.sequence, entry.status) == (2, "CANCELLED")


def test_who_is_no_longer_invited_loses_the_entry_and_others_keep_it(tmp_path: Path) -> None:
    with radicale(tmp_path) as server:
        zoe, anne = server.mailbox("zoe"), server.mailbox("anne")
        for person in (zoe, anne):
            person.take(REQUEST)
        zoe.take(UNINVITED)
        assert zoe.entries() == []
        assert [entry.status for entry in anne.entries()] == ["CONFIRMED"]


def test_a_caldav_server_knows_the_entry_by_its_uid(tmp_path: Path) -> None:
    with radicale(tmp_path) as server:
        zoe = server.mailbox("zoe")
        zoe.take(REQUEST)
        twin = REQUEST.replace(b"METHOD:REQUEST\r\n", b"")
        with pytest.raises(HTTPError):
            zoe._ask("PUT", "autre.ics", twin, {"Content-Type": "text/calendar; charset=utf-8"})


@pytest.mark.parametrize("zone", ["Pacific/Wallis", "America/Miquelon"])
def test_a_caldav_server_takes_overseas_zones(tmp_path: Path, zone: str) -> None:
    with radicale(tmp_path) as server:
        zoe = server.mailbox("zoe")
        zoe.take(event_to_ics(changed(time_zone=zone)))
        (entry,) = zoe.entries()
        assert entry.start == MEETING.start.astimezone(_zone(zone)).strftime("%Y-%m-%d %H:%M")


def _zone(name: str) -> object:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def test_khal_imports_moves_and_cancels_one_entry(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    seen = []
    for content in (REQUEST, UPDATE, CANCEL):
        khal.take(content)
        seen += khal.listed("2026-12-01", "60d")
    assert seen == [
        ("2026-12-08 09:30", TITLE, "CONFIRMED"),
        ("2026-12-15 09:30", TITLE, "CONFIRMED"),
        ("2026-12-15 09:30", TITLE, "CANCELLED"),
    ]


def test_libical_finds_nothing_against_our_files(tmp_path: Path) -> None:
    good = {"request": REQUEST, "update": UPDATE, "cancel": CANCEL, "uninvited": UNINVITED}
    good["year"] = year_to_ics([MEETING, changed(uid="b@dgsdesk")], "Réunions des DGS 2027")
    good |= {zone.replace("/", "-"): event_to_ics(changed(time_zone=zone)) for zone in sorted(KNOWN_ZONES)}
    bad = {
        "organizer": b"".join(
            line for line in REQUEST.splitlines(keepends=True) if not line.startswith((b"ORGANIZER", b" "))
        ),
        "status": REQUEST.replace(b"STATUS:CONFIRMED", b"STATUS:COMPLETED"),
    }
    paths = []
    for name, content in (good | bad).items():
        paths.append(tmp_path / f"{name}.ics")
        paths[-1].write_bytes(content)
    answers = libical_answers(paths)
    if answers is None:
        pytest.skip("libical is not installed (gir1.2-ical-3.0, python3-gi)")
    assert answers[: len(good)] == ["good"] * len(good)
    assert all(answer.startswith("bad") for answer in answers[len(good) :])
