"""Fault 1: the program is killed, at any moment and at any call to the disk."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.faults.shim import EVERYTHING, UNLINK
from tests.faults.sweep import Fault, swept
from tests.faults.tally import Tally
from tests.faults.work import WORKS

LONGEST_MS = 3_000


def killed_writers(tally: Tally, base: Path, times: int) -> Tally:
    """Kill the real window while minutes are typed in it; see `tests/journeys/killed_writer.py`."""
    from tests.journeys.test_kill import bare

    base.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.journeys.killed_writer", str(base), str(times)]
    last = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for number, line in enumerate(program.stdout):
            found, saved = json.loads(line)
            if number:
                tally.add([] if bare(found).startswith(bare(last)) else ["found less than was saved"], number)
            last = saved[-1] if saved else found
    if program.returncode:
        tally.add([f"the window ended by itself ({program.returncode})"])
    return tally


def killed_at_random(tally: Tally, base: Path, names: Sequence[str], times: int) -> Tally:
    """Kill each work so many times after 0 to 3 seconds; the network opens again within two seconds."""
    chance, slowest = random.Random(2026), 0.0
    for name in names:
        faults = ({"after_ms": int(chance.uniform(0, LONGEST_MS))} for _ in range(times))
        for fault, told, wrong in swept(WORKS[name], base / name, faults):
            slowest = max(slowest, *(float(str(one["judged_in"])) for one in told if "judged_in" in one))
            tally.add(wrong, f"{name} {fault}")
    tally.remark = f"opened and looked through again in {slowest:.1f} s at most"
    return tally


def killed_again(tally: Tally, base: Path, name: str, times: int) -> Tally:
    """Kill a work at a call of chance, and what is opened after it once or twice more, at calls of chance."""
    chance, every = random.Random(2026), EVERYTHING | UNLINK
    _, healthy, _ = next(swept(WORKS[name], base / "healthy", [{"kinds": every}]))
    most = next(int(str(one["calls"])) for one in healthy if "calls" in one)

    def faults() -> Iterator[Fault]:
        for number in range(times):
            lives = ("kill_at", "again", "thrice")[: 2 + number % 2]
            yield {"kinds": every, **{life: chance.randint(1, most) for life in lives}}

    for fault, _, wrong in swept(WORKS[name], base / name, faults()):
        tally.add(wrong, f"{name} {fault}")
    return tally


def killed_at_calls(tally: Tally, base: Path, names: Sequence[str], step: int, most: int = 4000) -> Tally:
    """Kill each work at every ``step``-th of its calls to the disk, until a life has no such call."""
    for name in names:
        ended: list[int] = []
        faults = ({"kinds": EVERYTHING | UNLINK, "kill_at": at} for at in range(1, most, step) if not ended)
        for fault, told, wrong in swept(WORKS[name], base / name, faults):
            tally.add(wrong, f"{name} {fault}")
            if any("over" in one for one in told):
                ended.append(fault["kill_at"])
    return tally
