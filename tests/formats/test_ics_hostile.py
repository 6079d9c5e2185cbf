"""No calendar file holds the reader up: each within five seconds and 200 MB, read or refused for a reason."""

from __future__ import annotations

import contextlib
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.ics import event_to_ics, inspect_ics
from dgsdesk.formats.ics.apart import inspect_apart
from tests.benchmarks.fuzz_ics import Mutations, mutated
from tests.formats.ics_bombs import READ, REFUSED, bombs, calendar, event, measure
from tests.formats.test_ics import CORPUS, MEETING, OUTLOOK_REPLY, corpus

SECONDS, MEGABYTES = 5.0, 200.0


@pytest.mark.skipif(sys.platform == "win32", reason="the peak of memory is asked of the system's fork")
def test_files_made_to_hold_the_reader_up_do_not(tmp_path: Path) -> None:
    paths = []
    for name, content in bombs():
        paths.append(tmp_path / f"{re.sub('[^a-zA-Z0-9-]', '_', name)}.ics")
        paths[-1].write_bytes(content)
    measured = measure([*paths, *corpus()])
    assert len(measured) >= len(paths)
    for name, outcome, seconds, peak in measured:
        assert outcome in (READ, REFUSED), name
        assert seconds < SECONDS, name
        assert peak < MEGABYTES, name


def test_rules_without_end_are_kept_as_they_are() -> None:
    for rule in ("FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=1000000000", "FREQ=DAILY"):
        (found,) = inspect_ics(calendar(*event(f"RRULE:{rule}")))["events"]
        assert found["recurrence"] == rule


def test_what_is_not_read_cannot_spoil_what_is() -> None:
    content = calendar(
        *event(
            "SUMMARY:Réunion des DGS",
            "CATEGORIES:" + "," * 1_000,
            "GEO:nulle part",
            "X-ALT-DESC;FMTTYPE=text/html:<b>",
            *["BEGIN:VALARM", "TRIGGER:jamais", "SUMMARY:Sonnerie", "END:VALARM"],
        )
    )
    (found,) = inspect_ics(content)["events"]
    assert found["summary"] == "Réunion des DGS"


def test_a_calendar_of_thousands_of_meetings_asks_for_the_one() -> None:
    assert len(inspect_ics(calendar(*event() * 1_000))["events"]) == 1_000
    with pytest.raises(BadInput, match="calendar_too_large"):
        inspect_ics(calendar(*event() * 9_000))


@given(st.integers(0, 2**32 - 1))
def test_a_damaged_file_is_read_or_refused(seed: int) -> None:
    seeds = [event_to_ics(MEETING), *([path.read_bytes() for path in corpus()] if CORPUS.exists() else [])]
    content = mutated(Mutations(seed), seeds)
    with contextlib.suppress(BadInput):
        assert inspect_ics(content)["encoding"] in {"utf-8", "cp1252"}


def test_another_process_says_the_same_of_good_and_bad_files() -> None:
    assert inspect_apart(OUTLOOK_REPLY) == inspect_ics(OUTLOOK_REPLY)
    for content in (
        b"",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:3\nEND:VEVENT\nEND:VCALENDAR",
        b"x" * 5_000_001,
    ):
        with pytest.raises(BadInput) as here:
            inspect_ics(content)
        with pytest.raises(BadInput) as there:
            inspect_apart(content)
        assert (there.value.code, there.value.facts) == (here.value.code, here.value.facts)
