"""Each fault in a few trials; the many are staged by hand (`python -m tests.faults`)."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.faults import dossier_rot, failing_calls, full, kills, machine, power, rot, rotten_tables, shim
from tests.faults.tally import Tally

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shim.CAN_BE_BUILT, reason="the library between a program and its disk is Linux's"),
]


def sound(tally: Tally) -> None:
    assert tally.tried
    assert not tally.lost, dict(tally.notes)


@pytest.mark.parametrize("work", ["import", "backup", "migration-2"])
def test_power_fails_after_any_call(tmp_path: Path, work: str) -> None:
    sound(power.crash_points(Tally("3", ""), tmp_path, [work], acts=2, points=8))


def test_the_proof_has_teeth(tmp_path: Path) -> None:
    for teeth in ("swallow", power.NO_SYNC):
        tally = power.crash_points(
            Tally("3", ""), tmp_path / teeth, ["typing"], acts=2, points=8, teeth=teeth
        )
        assert tally.lost, f"nothing is lost without durability ({teeth}): the proof proves nothing"


@pytest.mark.skipif(not power.CAN_MOUNT, reason="needs root and ext4")
def test_power_fails_on_a_real_file_system(tmp_path: Path) -> None:
    sound(power.power_cuts(Tally("2", ""), tmp_path, ["import"], rounds=1))


def test_calls_to_the_disk_fail(tmp_path: Path) -> None:
    faults = [*list(failing_calls.io_faults(20, 20))[::31], *failing_calls.limits(2)]
    tally = failing_calls.swept_tally(Tally("6", ""), tmp_path, ["export"], faults)
    sound(tally)
    assert not tally.remark.startswith("0 ")


@pytest.mark.skipif(not power.CAN_MOUNT, reason="needs root")
def test_the_disk_fills_up_and_has_room_again(tmp_path: Path) -> None:
    sound(full.full_disks(Tally("4", ""), tmp_path, ["typing"], pages=(0, 5)))


@pytest.mark.parametrize(("work", "step"), [("migration-2", 211), ("compaction", 37)])
def test_an_upgrade_and_compaction_are_killed(tmp_path: Path, work: str, step: int) -> None:
    sound(kills.killed_at_calls(Tally("10", ""), tmp_path, [work], step))


def test_the_window_lives_while_the_disk_freezes_and_never_says_saved_when_it_is_not(tmp_path: Path) -> None:
    tally = machine.frozen(Tally("11", ""), tmp_path / "frozen")
    # A loaded machine stands still too: how long is looked at by hand.
    told = [note for note in tally.notes if not note.startswith("stood still")]
    assert not told


@pytest.mark.parametrize("kind", [one for one in rot.KINDS if one != "letterhead"])
def test_rot_is_told(tmp_path: Path, kind: str) -> None:
    sound(rot.rotten(Tally("8", ""), tmp_path, kind, 4))


def test_rot_in_what_says_how_tables_are_made_has_a_way_back(tmp_path: Path) -> None:
    sound(rotten_tables.rotten_tables(Tally("8", ""), tmp_path, 3))


def test_rot_in_a_dossier_is_told(tmp_path: Path) -> None:
    for tally in islice(dossier_rot.rotten_dossiers(tmp_path / "dossier", 1), 10):
        sound(tally)


def test_a_second_program_is_refused_by_name(tmp_path: Path) -> None:
    sound(machine.two_programs(Tally("9", ""), tmp_path, 1))
