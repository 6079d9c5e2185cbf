"""Rows as JSON and back: the same, or refused with the place of what is wrong."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from dgsdesk.application.dossier.json_rows import CARRIED, CONTEXT, canonical, rows_from_json, rows_json
from dgsdesk.application.dossier.references import pointers
from dgsdesk.domain.agenda import AgendaItem, AgendaVersion, FrozenItem
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.belonging import FREE, POINTS_TO
from dgsdesk.domain.circle import Circle, PartKind, PartTemplate
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.richtext import paragraphs_of
from dgsdesk.storage.mapping import ENTITIES

A, B, C, D = (f"00000000-0000-4000-8000-00000000000{n}" for n in "abcd")
DAY = date(2026, 12, 8)


def sample() -> dict[type[Entity], tuple[Entity, ...]]:
    """Return rows with every kind of value."""
    parts = (PartTemplate("Zones grises", PartKind.GREY_ZONES, 40),)
    frozen = FrozenItem(C, "1.1", "Voirie", "DGS de Clisson", 20, "Qui paie ?", "Zones grises")
    now = datetime(2026, 11, 27, 9, 0, 0, 250_001, UTC)
    return {
        Circle: (Circle(id=A, name="DGS", parts=parts, skipped_months=(7, 8)),),
        Meeting: (
            Meeting(id=B, circle_id=A, day=DAY, starts_at=time(9, 30), ends_at=time(12), planned_at=now),
        ),
        AgendaItem: (
            AgendaItem(
                id=C, meeting_id=B, part_id=D, position=0, title="Voirie", audience=Audience.EXECUTIVES
            ),
        ),
        AgendaVersion: (
            AgendaVersion(id=D, meeting_id=B, letter="A", frozen_at=now, lines=("1.1",), items=(frozen,)),
        ),
        MinutesEntry: (MinutesEntry(id=D, meeting_id=B, item_id=C, text=paragraphs_of("Dit.\nÉcrit.")),),
    }


def told(rows: Any) -> Any:
    return json.loads(canonical(rows_json(rows)))


def test_rows_come_back_equal() -> None:
    value = told(sample())
    rows, unknown = rows_from_json(value)
    assert unknown == ()
    assert canonical(rows_json(rows)) == canonical(value)
    (meeting,) = rows[Meeting]
    assert isinstance(meeting, Meeting)
    assert (meeting.day, meeting.starts_at, meeting.state) == (DAY, time(9, 30), MeetingState.PLANNED)
    (circle,) = rows[Circle]
    assert isinstance(circle, Circle)
    assert circle.parts[0].kind is PartKind.GREY_ZONES


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("meeting", "day", "2026-02-30"),
        ("meeting", "day", 20261208),
        ("meeting", "day", "0001-01-01"),
        ("meeting", "starts_at", "09:30+02:00"),
        ("meeting", "planned_at", "2026-11-27T09:00:00"),
        ("meeting", "state", "nowhere"),
        ("meeting", "lunch", 1),
        ("meeting", "sequence", True),
        ("meeting", "sequence", 10**30),
        ("meeting", "sequence", 1.5),
        ("meeting", "place", ["Clisson"]),
        ("meeting", "place", "x" * 2_000_001),
        ("meeting", "id", "../../etc"),
        ("meeting", "id", A.upper()),
        ("agenda_item", "audience", 9),
        ("agenda_item", "audience", "1"),
        ("agenda_item", "competences", "EAU"),
        ("agenda_item", "minutes", None),
        ("agenda_version", "items", [{"item_id": 3}]),
        ("minutes_entry", "text", [{"kind": "script"}]),
        ("minutes_entry", "text", {}),
        ("circle", "parts", [{"title": "x", "kind": "free", "minutes": "20"}]),
        ("circle", "skipped_months", [[8]]),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_place(kind: str, field: str, value: object) -> None:
    rows = told(sample())
    rows["kinds"][kind][0][field] = value
    with pytest.raises(BadInput) as refusal:
        rows_from_json(rows)
    assert refusal.value.code == "dossier_value"
    assert refusal.value.facts["value"] == f"{kind}.{field}"


@pytest.mark.parametrize("value", [None, [], {}, {"kinds": []}, {"kinds": {"meeting": {}}}, "kinds", 3])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(BadInput):
        rows_from_json(value)


def test_two_rows_of_one_id_and_a_needed_field_that_lacks_are_refused() -> None:
    rows = told(sample())
    rows["kinds"]["meeting"] *= 2
    with pytest.raises(BadInput):
        rows_from_json(rows)
    rows = told(sample())
    del rows["kinds"]["meeting"][0]["day"]
    with pytest.raises(BadInput):
        rows_from_json(rows)


def test_what_a_newer_program_added_is_set_aside_and_named() -> None:
    rows = told(sample())
    rows["kinds"]["meeting"][0]["mood"] = "good"
    rows["kinds"]["hologram"] = [{"id": A}]
    read, unknown = rows_from_json(rows)
    assert unknown == ("hologram", "meeting.mood")
    assert canonical(rows_json(read)) == canonical(told(sample()))


def test_what_an_older_program_does_not_know_is_as_in_the_base() -> None:
    base = sample()
    (item,) = base[AgendaItem]
    assert isinstance(item, AgendaItem)
    item.recall = "Dit la dernière fois."
    rows = told(base)
    del rows["kinds"]["agenda_item"][0]["recall"]
    read, _ = rows_from_json(rows, base)
    assert canonical(rows_json(read)) == canonical(rows_json(base))
    (alone,) = rows_from_json(rows)[0][AgendaItem]
    assert isinstance(alone, AgendaItem)
    assert alone.recall == ""


def test_every_kind_is_an_entity_of_the_network_and_named_once() -> None:
    kinds = (*CONTEXT, *CARRIED)
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) <= set(ENTITIES)


@pytest.mark.parametrize("kind", [*CONTEXT, *CARRIED])
def test_what_points_to_another_row_is_what_the_tables_say(kind: type[Entity]) -> None:
    names = {field.name for field in fields(kind)}
    wanted = {name: POINTS_TO[name] for name in names & POINTS_TO.keys() if (kind, name) not in FREE}
    assert pointers(kind) == wanted
    assert {*wanted.values()} <= {*CONTEXT, *CARRIED}
