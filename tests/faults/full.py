"""Fault 4: the disk fills up to the last page, then there is room again, without a restart."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from dgsdesk.application.desk import Desk
from dgsdesk.domain.errors import KnownError
from tests.faults.tally import Tally
from tests.faults.work import WORKS, Cellar, Work, opened

PAGES_LEFT = (0, 1, 5, 50)
PAGES_LEFT_TO_UPGRADES = (0, 1, 5, 50, 100, 150, 200, 250, 300, 400, 500, 600)
"""An upgrade backs up first, then writes all anew: it is stopped in each."""

PAGE = 4096
MOST_ACTS = 400


def full_disks(tally: Tally, base: Path, names: Sequence[str], pages: Sequence[int] = ()) -> Tally:
    """Fill a small disk of memory, act until it is refused, give room, go on in the same program."""
    cellar, place = Cellar(base / "cellar"), base / "small"
    place.mkdir(parents=True, exist_ok=True)
    for name in names:
        upgrades = name.startswith("migration")
        for left in pages or (PAGES_LEFT_TO_UPGRADES if upgrades else PAGES_LEFT):
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], check=True)
            try:
                lived = _upgraded if upgrades else _lived
                tally.add(lived(WORKS[name], cellar, place, left), f"{name}, {left} pages left")
            finally:
                subprocess.run(["umount", str(place)], check=True)
    return tally


def _lived(work: Work, cellar: Cellar, place: Path, left: int) -> list[str]:
    root, told = cellar.lay(work, place / "root"), list[dict[str, object]]()
    desk = opened(root)
    try:
        desk.settle()
        fill(place, left)
        codes = _acted(work, desk, told)
        _give_room(place)
        told.append(work.act(desk, MOST_ACTS))
    finally:
        desk.close()
    return _named(codes) + work.judge(root, told)


def _upgraded(work: Work, cellar: Cellar, place: Path, left: int) -> list[str]:
    """Open an older network on a disk that is nearly full: refused in words, or upgraded."""
    root, told, codes = cellar.lay(work, place / "root"), list[dict[str, object]](), set[str]()
    fill(place, left)
    try:
        desk = opened(root)
        try:
            codes = _acted(work, desk, told)
        finally:
            desk.close()
    except KnownError as error:
        codes = {error.code}
    _give_room(place)
    return _named(codes) + work.judge(root, told)


def _acted(work: Work, desk: Desk, told: list[dict[str, object]]) -> set[str]:
    """Act until it is refused; return as what."""
    for number in range(MOST_ACTS):
        try:
            told.append(work.act(desk, number))
        except KnownError as error:
            return {error.code}
    return set()


def _named(codes: set[str]) -> list[str]:
    return [] if codes and codes <= {"storage_full", "storage_failing"} else [f"refused as {codes}"]


def _give_room(place: Path) -> None:
    (place / "ballast").unlink()
    subprocess.run(["mount", "-o", "remount,size=24m", str(place)], check=True)


def fill(place: Path, left: int) -> None:
    """Write to the disk until so many pages are left."""
    room = os.statvfs(place)
    with suppress(OSError), (place / "ballast").open("wb") as file:
        file.write(bytes(max(0, room.f_bavail * room.f_frsize - left * PAGE)))
