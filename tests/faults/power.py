"""Faults 2 and 3: the power fails, on a real file system of its own and after every call to a rebuilt disk.

Their teeth: with fsync swallowed (as `eatmydata` does) or ``synchronous=OFF`` both must lose something.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.faults.apart_once import kept_answers
from tests.faults.disk import ACKS, Call, Disk, Found, digest, found_in, lay, read_log
from tests.faults.judged_once import each_content_once, same_once
from tests.faults.shim import Control, built, surroundings
from tests.faults.tally import Tally
from tests.faults.work import WORKS, Cellar, Told, Work, told_in

SHARES = (0.0, 1.0, 0.5)
"""What survives of what is not sure: nothing, everything, any part of it."""

NO_SYNC = "no-sync"
TEETH = ("swallow", NO_SYNC, "eatmydata")
"""How durability is taken away: fsync swallowed by our library, by SQLite's pragma, by the known program."""

CAN_MOUNT = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mkfs.ext4") is not None
WARM_UP_SECONDS = 30.0


def crash_points(
    tally: Tally, base: Path, names: Sequence[str], *, acts: int, points: int | None, teeth: str = ""
) -> Tally:
    """Rebuild the disk after each call (or ``points`` of them) that a work made, and judge what is found.

    A disk that holds the names and bytes of one before, when the same had been called saved, is judged as
    that one was; of what is unfinished, see `judged_once`. What the recorder did not see would make the last
    disk another than the one that was left.
    """
    for name in names:
        work, folder = WORKS[name], base / name
        root = Cellar(base / "cellar").lay(work, folder / "root")
        disk, calls = Disk(root), _recorded(work, folder, root, acts, teeth)
        judged, opened = dict[bytes, list[str]](), dict[bytes, list[str]]()
        with kept_answers(), each_content_once() as contents:
            for at, found in _states(disk, calls, points):
                wrong = judged.get(same := digest(found, disk.acks))
                if wrong is None:
                    place, told = folder / "found", told_in(disk.acks)
                    judge = partial(_laid_and_judged, work, found, place, told)
                    wrong = judged[same] = same_once(opened, found, disk.acks, place, judge)
                tally.add(wrong, f"{name} after call {at} of {len(calls)}")
        if disk.found(random.Random(), 1) != found_in(root):
            tally.add(["the recorder missed a change"], name)
        tally.remark = f"{len(judged)} disks differ, {len(opened)} opened, {len(contents)} looked through"
    return tally


def _laid_and_judged(work: Work, found: Found, folder: Path, told: Told) -> list[str]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lay(found, folder)
    return work.judge(folder, told)


def _recorded(work: Work, folder: Path, root: Path, acts: int, teeth: str) -> list[Call]:
    """Let a work live whole and return each change that it asked of the disk."""
    log, control = folder / "log", Control(folder / "control")
    control.set(swallow=int(teeth == "swallow"))
    command = [*_command(work, root, root / ACKS, teeth), str(acts)]
    subprocess.run(command, env=surroundings(built(folder), root, control.path, log), check=True)
    return list(read_log(log))


def _command(work: Work, root: Path, acks: Path, teeth: str) -> list[str]:
    options = ["-X", "utf8", "-m", "tests.faults.work", work.name, str(root), str(acks)]
    if teeth == NO_SYNC:
        options.insert(3, "tests.faults.unsynced")
        options.pop(4)
    return [sys.executable, *options]


def _states(disk: Disk, calls: Sequence[Call], points: int | None) -> Iterator[tuple[int, Found]]:
    chance = random.Random(2026)
    wanted = set(chance.sample(range(len(calls)), min(points or len(calls), len(calls))))
    for at, call in enumerate(calls):
        disk.take(call)
        for share in (SHARES if points is None else (chance.choice(SHARES),)) if at in wanted else ():
            yield at, disk.found(chance, share)


# -- a real file system --------------------------------------------------------------------------------------


def power_cuts(tally: Tally, base: Path, names: Sequence[str], *, rounds: int, teeth: str = "") -> Tally:
    """Freeze a program in mid-run on an ext4 image, copy the image as it lies, mount the copy, judge it."""
    chance = random.Random(2026)
    cellar, acts = Cellar(base / "cellar"), 0
    for number in range(rounds):
        work = WORKS[names[number % len(names)]]
        image, snap = base / "disk.img", base / "snap.img"
        with _mounted(image, base / "disk", make=True) as disk:
            root = cellar.lay(work, disk / "root")
            subprocess.run(["sync", "-f", str(disk)], check=True)
            acks = _cut(work, root, base, snap, image, chance.uniform(0.02, 1.2), teeth)
        acts += acks.count(b"\n")
        with _mounted(snap, base / "after") as after:
            tally.add(work.judge(after / "root", told_in(acks)), f"{work.name}, round {number}")
    tally.remark = f"{acts} acts called saved"
    return tally


def _cut(work: Work, root: Path, base: Path, snap: Path, image: Path, seconds: float, teeth: str) -> bytes:
    """Start a work, stop it dead after a while, copy the image meanwhile; return what it had told."""
    acks, control = base / "acks", Control(base / "control")
    acks.unlink(missing_ok=True)
    control.set(swallow=int(teeth == "swallow"))
    environment = surroundings(built(base), root, control.path)
    command = _command(work, root, acks, teeth)
    if teeth == "eatmydata":
        environment, command = {**os.environ}, ["eatmydata", *command]
    with subprocess.Popen(command, env=environment) as program:
        try:
            end = time.monotonic() + WARM_UP_SECONDS
            while (
                not (acks.exists() and acks.stat().st_size)
                and time.monotonic() < end
                and program.poll() is None
            ):
                time.sleep(0.005)
            time.sleep(seconds)
            program.send_signal(signal.SIGSTOP)
            told = acks.read_bytes() if acks.exists() else b""  # a loaded machine may not have begun
            subprocess.run(["cp", "--sparse=always", str(image), str(snap)], check=True)
        finally:
            program.kill()
    return told


@contextmanager
def _mounted(image: Path, place: Path, *, make: bool = False) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    if make:
        image.unlink(missing_ok=True)
        with image.open("wb") as file:
            file.truncate(96 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
