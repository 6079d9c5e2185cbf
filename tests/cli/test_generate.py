"""A generated network: its counts, a database that opens and shows, the same each time, nothing half-done."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from dgsdesk.application.action.page import actions_page
from dgsdesk.application.example.generated_text import FIELDS
from dgsdesk.application.home.page import home_page
from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.application.minutes.frozen_text import prove_texts
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.bootstrap.command_line import run_command_line
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.storage.reference import ShippedReference
from tests.conftest import CLISSON, TODAY


def generate(file: Path, *more: str) -> int:
    words = ("--epci", CLISSON, "--years", "1", "--circles", "2", "--today", TODAY.isoformat(), "--json")
    return run_command_line(["generate", str(file), *words, *more])


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("généré") / "réseau.dgsdb"
    assert generate(file) == 0
    return file


def rows(file: Path) -> dict[str, list[Any]]:
    with sqlite3.connect(file) as connection:
        tables = ("meeting", "agenda_item", "minutes_entry", "attendance", "minutes_version", "grey_zone")
        found = {name: connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in tables}
    connection.close()
    return found


def test_it_opens_and_every_query_reads_it(generated: Path) -> None:
    desk = open_desk(generated, clock=FixedClock.on(TODAY))
    try:
        meetings = desk.ask(meetings_list)
        assert len(meetings) == 23
        page = desk.ask(session_page, meetings[0].id)
        assert len(page.items) >= 12
        assert all(item.number for item in page.items)
        assert desk.ask(home_page) is not None
        assert desk.ask(actions_page) is not None
        assert not desk.ask(prove_texts, 10_000).altered
        assert (desk.undoable(), desk.history()) == (None, [])
    finally:
        desk.close()


def test_it_is_searched(generated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--database", str(generated), "--today", TODAY.isoformat(), "--json")
    assert run_command_line(["search", "eau pluviale", "--type", "item", "--limit", "3", *words]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [set(row) for row in found] == [{"type", "id", "title", "snippet", "date", "score"}] * 3
    assert all(row["type"] == "item" and "eaux pluviales" in row["title"] for row in found)
    assert run_command_line(["search", "maintenu éditeur", *words]) == 0
    assert "<mark>éditeur</mark>" in json.loads(capsys.readouterr().out)[0]["snippet"]


def test_it_tells_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.dgsdb"
    assert generate(file) == 0
    said = json.loads(capsys.readouterr().out)
    kept = rows(file)
    assert said == {
        "meetings": len(kept["meeting"]),
        "items": len(kept["agenda_item"]),
        "paragraphs": sum(row[3].count('"kind":"paragraph"') for row in kept["minutes_entry"]),
        "bytes": file.stat().st_size,
    }


def test_the_same_seed_gives_the_same_and_another_another(generated: Path, tmp_path: Path) -> None:
    assert generate(tmp_path / "b.dgsdb") == 0
    assert rows(tmp_path / "b.dgsdb") == rows(generated)
    assert generate(tmp_path / "c.dgsdb", "--seed", "2") == 0
    assert rows(tmp_path / "c.dgsdb") != rows(generated)


def test_what_is_there_is_never_touched(generated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = generated.read_bytes()
    assert generate(generated) == 3
    assert "existe déjà" in capsys.readouterr().err
    assert generated.read_bytes() == before


@pytest.mark.parametrize("wrong", [("--years", "0"), ("--circles", "61"), ("--epci", "123456789")])
def test_a_wrong_size_or_epci_leaves_nothing(tmp_path: Path, wrong: tuple[str, str]) -> None:
    assert generate(tmp_path / "d.dgsdb", *wrong) == 3
    assert list(tmp_path.iterdir()) == []


def test_its_competences_are_those_of_the_reference() -> None:
    known = {row.code for row in ShippedReference().competences("ME")}
    assert {code for code, _, _ in FIELDS if code} <= known
