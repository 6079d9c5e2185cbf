"""Fault 4: the disk fills up to the last page, then there is room again, without a restart."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from dgsdesk.domain.errors import KnownError
from tests.faults.tally import Tally
from tests.faults.work import WORKS, Cellar, Work, opened

PAGES_LEFT = (0, 1, 5, 50)
PAGE = 4096
MOST_ACTS = 400


def full_disks(tally: Tally, base: Path, names: Sequence[str], pages: Sequence[int] = PAGES_LEFT) -> Tally:
    """Fill a small disk of memory, act until it is refused, give room, go on in the same program."""
    cellar, place = Cellar(base / "cellar"), base / "small"
    place.mkdir(parents=True, exist_ok=True)
    for name in names:
        for left in pages:
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)], check=True)
            try:
                tally.add(_lived(WORKS[name], cellar, place, left), f"{name}, {left} pages left")
            finally:
                subprocess.run(["umount", str(place)], check=True)
    return tally


def _lived(work: Work, cellar: Cellar, place: Path, left: int) -> list[str]:
    root, told, codes = cellar.lay(work, place / "root"), list[dict[str, object]](), set[str]()
    desk = opened(root)
    try:
        desk.settle()
        _fill(place, left)
        for number in range(MOST_ACTS):
            try:
                told.append(work.act(desk, number))
            except KnownError as error:
                codes.add(error.code)
                break
        (place / "ballast").unlink()
        subprocess.run(["mount", "-o", "remount,size=12m", str(place)], check=True)
        told.append(work.act(desk, MOST_ACTS))
    finally:
        desk.close()
    wrong = [] if codes and codes <= {"storage_full", "storage_failing"} else [f"refused as {codes}"]
    return wrong + work.judge(root, told)


def _fill(place: Path, left: int) -> None:
    """Write to the disk until so many pages are left."""
    room = os.statvfs(place)
    with suppress(OSError), (place / "ballast").open("wb") as file:
        file.write(bytes(max(0, room.f_bavail * room.f_frsize - left * PAGE)))
