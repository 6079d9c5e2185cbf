"""Fault 1: the program is killed, at any moment and at any call to the disk."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.power import WARM_UP_SECONDS
from tests.faults.shim import EVERYTHING, UNLINK
from tests.faults.sweep import swept
from tests.faults.tally import Tally
from tests.faults.work import WORKS, Cellar, told_in


def killed_writers(tally: Tally, base: Path, times: int) -> Tally:
    """Kill the real window while minutes are typed in it; see `tests/journeys/killed_writer.py`."""
    from tests.journeys.test_kill import bare

    base.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.journeys.killed_writer", str(base), str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    last = ""
    for number, line in enumerate(done.stdout.splitlines()):
        found, saved = json.loads(line)
        if number:
            tally.add([] if bare(found).startswith(bare(last)) else ["found less than was saved"], number)
        last = saved[-1] if saved else found
    return tally


def killed_at_random(tally: Tally, base: Path, names: Sequence[str], times: int) -> Tally:
    """Kill each work after 0 to 3 seconds; the network opens again within two seconds."""
    chance, slowest, cellar = random.Random(2026), 0.0, Cellar(base / "cellar")
    for number in range(times):
        work = WORKS[names[number % len(names)]]
        root, acks = cellar.lay(work, base / f"life-{number}"), base / f"acks-{number}"
        command = [sys.executable, "-m", "tests.faults.work", work.name, str(root), str(acks)]
        with subprocess.Popen(command) as program:
            end = time.monotonic() + WARM_UP_SECONDS
            while not acks.exists() and time.monotonic() < end and program.poll() is None:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 3))
            program.send_signal(signal.SIGKILL)
        began = time.process_time()
        wrong = work.judge(root, told_in(acks.read_bytes()) if acks.exists() else [])
        slowest = max(slowest, time.process_time() - began)
        tally.add(wrong, f"{work.name}, round {number}")
    tally.remark = f"opened and looked through again in {slowest:.1f} s at most"
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
