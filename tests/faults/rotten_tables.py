"""Fault 8 in what says how the tables are made, and in SQLite's own table of the last numbers.

Each flip is refused at opening or named by « Vérifier », or changes nothing; no act that follows ends as a
bug; and the backup beside the network brings all of it back.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from dgsdesk.application.safety.checking import check_network
from dgsdesk.application.safety.restoring import RestoreBackup
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap.desks import put_back
from dgsdesk.domain.errors import KnownError
from tests.faults.rot import TABLES, aims, network_that_rots, reads_as, spoil, what_it_reads
from tests.faults.tally import Tally
from tests.faults.work import BACKUPS, database_in, opened

HEAD, LAST = 12, 40
"""Bytes at the two ends of a page that is nearly empty which mean something."""


def rotten_tables(tally: Tally, base: Path, trials: int) -> Tally:
    """Flip a bit in the pages that describe the tables; judge the opening, the check, acts and the way back.

    Each second flip strikes the numbers that SQLite gave last.
    """
    chance, whole, told = random.Random(2026), base / "whole", 0
    network_that_rots(whole)
    _keep_last_backup(whole)
    spans, pristine = aims(database_in(whole))[TABLES], what_it_reads(database_in(whole))
    start, end = spans[-1]
    numbers = [(start, start + HEAD), (end - LAST, end)]
    for number in range(trials):
        folder = _copied(whole, base / "spoilt")
        about = spoil(database_in(folder), chance, numbers if number % 2 else spans[:-1], cut=False)
        codes = _looked_through(folder)
        told += bool(codes)
        wrong = [] if codes or reads_as(folder, pristine) else ["not told"]
        refused = _acted(_copied(folder, base / "acted"))
        wrong += [] if codes else [f"not told, then {code}" for code in refused]
        tally.add([*wrong, *_way_back(folder, pristine)], about)
    tally.remark = f"{told} refused or named, the others changed nothing that is read"
    return tally


def _keep_last_backup(folder: Path) -> None:
    """Remove the backup that the window made of the network before anything stood in it."""
    backups = sorted((folder / BACKUPS).glob("*.dgsdb*"), key=lambda path: path.stat().st_mtime_ns)
    last = next(path for path in reversed(backups) if path.suffix != ".sha256")
    for path in backups:
        if not path.name.startswith(last.name):
            path.unlink()


def _copied(source: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(source, target))


def _looked_through(folder: Path) -> list[str]:
    """Return the codes that the network is refused with, or that are found in it."""
    try:
        desk = opened(folder)
    except KnownError as error:
        return [error.code]
    try:
        return [one.code for one in desk.ask(check_network).findings]
    except KnownError as error:
        return [error.code]
    finally:
        desk.close()


def _acted(folder: Path) -> list[str]:
    """Note a subject, take it back, go back to the newest backup; return what is refused, in words."""
    try:
        desk = opened(folder)
    except KnownError as error:
        return [error.code]
    acts = (
        lambda: desk.run(NoteSubject("Après")),
        desk.undo,
        lambda: desk.run(RestoreBackup(desk.keeper.backups()[0].file)),
    )
    codes = []
    for act in acts:
        try:
            act()
        except KnownError as error:
            codes.append(error.code)
    desk.close()
    return [code for code in codes if code != "nothing_to_restore"]


def _way_back(folder: Path, pristine: str) -> Iterator[str]:
    """Name what keeps the newest backup from being put in the network's place, whole."""
    try:
        put_back(database_in(folder))
    except KnownError as error:
        yield f"no way back: {error.code}"
        return
    desk = opened(folder)
    try:
        yield from (f"after the way back: {one.code}" for one in desk.ask(check_network).findings)
    finally:
        desk.close()
    if not reads_as(folder, pristine):
        yield "another network came back"
