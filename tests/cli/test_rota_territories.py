"""`dgsdesk rota plan` on the real communes of the seven territories, with all that hinders them at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dgsdesk.bootstrap.command_line import run_command_line
from dgsdesk.storage.reference import ShippedReference

TERRITORIES = {
    "Clisson": ("200067635", 16),
    "Pompey": ("245400601", 13),
    "Vichy": ("200071363", 39),
    "SICOVAL": ("243100633", 36),
    "Bordeaux": ("243300316", 28),
    "Rouen": ("200023414", 71),
    "Angers": ("244900015", 29),
}
FIRST = date(2027, 1, 12)

Call = Callable[..., Any]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Carry a command out and return its JSON."""

    def run(*words: object) -> Any:
        assert run_command_line([*(str(word) for word in words), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def problem(siren: str) -> dict[str, Any]:
    """Two years of months: halls, absences, exemptions, a newcomer, a leaver, locks, a plan published."""
    random = Random(siren)
    communes = ShippedReference().communes_of(siren)
    hosts: list[dict[str, Any]] = [
        {
            "id": commune.insee,
            "name": commune.name,
            "lat": commune.latitude,
            "lon": commune.longitude,
            "capacity": random.choice([None, None, 14, 25, 60]),
            "debt": round(random.uniform(-1, 1), 2),
        }
        for commune in communes
    ]
    hosts[0]["exempt"] = [{"from": "2027-01-01", "to": "2027-12-31"}]
    hosts[1]["member_from"] = "2027-06-01"
    hosts[2]["member_to"] = "2027-12-31"
    hosts[3]["last_turn"] = "2024-03-12"
    slots = [FIRST + timedelta(28 * month) for month in range(24)]
    ids = [host["id"] for host in hosts]
    return {
        "hosts": hosts,
        "past": [
            {"slot": str(FIRST - timedelta(28 * back)), "host": random.choice([*ids, siren])}
            for back in range(1, 25)
        ],
        "slots": [str(slot) for slot in slots],
        "expected": 20,
        "blackouts": [
            {
                "host": host,
                "from": str(slot - timedelta(10)),
                "to": str(slot + timedelta(60)),
                "reason": "travaux",
            }
            for host in ids
            for slot in slots
            if random.random() < 0.04
        ],
        "locked": [{"slot": str(slots[at]), "host": random.choice(ids)} for at in (4, 9, 17)],
        "published": [{"slot": str(slot), "host": random.choice(ids)} for slot in slots[:12]],
    }


@pytest.mark.parametrize("name", TERRITORIES)
def test_a_territory_is_planned_and_the_plan_proven(name: str, call: Call, tmp_path: Path) -> None:
    siren, communes = TERRITORIES[name]
    given = problem(siren)
    assert len(given["hosts"]) == communes
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    plan = call("rota", "plan", file)
    assert len(plan["turns"]) + len(plan["unfilled"]) == 24
    assert plan["proven_levels"] == 5
    assert {(lock["slot"], lock["host"]) for lock in given["locked"]} <= {
        (turn["slot"], turn["host"]) for turn in plan["turns"]
    }
    assert all(turn["why"].endswith(".") for turn in plan["turns"])
    answer = tmp_path / "plan.json"
    answer.write_text(json.dumps(plan), encoding="utf-8")
    assert call("rota", "check", file, answer) == {"valid": True, "findings": []}


def test_a_plan_made_worse_by_hand_is_found_out(call: Call, tmp_path: Path) -> None:
    given = problem(TERRITORIES["Rouen"][0])
    file, answer = tmp_path / "problem.json", tmp_path / "plan.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    plan = call("rota", "plan", file)
    free = [turn for turn in plan["turns"] if not turn["locked"]]
    free[0]["host"], free[-1]["host"] = free[-1]["host"], free[0]["host"]
    answer.write_text(json.dumps(plan), encoding="utf-8")
    assert not call("rota", "check", file, answer)["valid"]
