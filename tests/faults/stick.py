"""A stick that fills up, or is pulled out, while copies and dossiers are written to it.

The stick is a disk of memory of its own; pulled, its files are those of whoever holds them open still, and
its name is an empty folder on the laptop's disk, or none.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import ExportDossier
from dgsdesk.application.pace import Pace
from dgsdesk.application.safety.open_export import network_export
from dgsdesk.application.safety.second_place import choose_second_place, second_copy
from dgsdesk.domain.errors import KnownError
from dgsdesk.storage.backup_source import opened_backup
from dgsdesk.storage.place import Place
from tests.faults.full import PAGE, fill
from tests.faults.merging import meeting_of, torn_dossiers
from tests.faults.tally import Tally
from tests.faults.work import WORKS, Cellar, database_in, judged, opened

PAGES_LEFT = (0, 1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 80)
PULLED_AT = (0, 1, 2, 4, 6, 8, 9, 10, 11, 12, 13, 20, 40, 60, 80)
"""At which of the steps that a copy tells it is pulled."""

Act = Callable[[Desk, Path, Pace], object]


def _copy(desk: Desk, stick: Path, pace: Pace) -> object:
    desk.ask(choose_second_place, str(stick), 7)
    return desk.ask(second_copy)(pace)


def _export(desk: Desk, stick: Path, pace: Pace) -> object:
    return desk.ask(network_export, str(stick / "export"))(pace)


def _dossier(desk: Desk, stick: Path, pace: Pace) -> object:
    pace.stage("Dossier")
    return desk.run(ExportDossier(meeting_of(desk), "Gorges", folder=str(stick), name="sur-cle.dgsdesk"))


ACTS: dict[str, Act] = {"backup": _copy, "export": _export, "dossier": _dossier}
_FULL = frozenset({"storage_full", "storage_failing", "second_full"})
_GONE = _FULL | {"second_absent", "second_protected", "storage_pulled", "storage_unwritable"}


def full_sticks(tally: Tally, base: Path, name: str, pages: Sequence[int] = PAGES_LEFT) -> Tally:
    """Write to a stick of so many free pages: refused in words and nothing half there, or whole."""
    for left in pages:
        with _lived(base, name) as (root, desk, stick):
            fill(stick, left)
            wrong = _tried(partial(ACTS[name], desk, stick, Pace()), _FULL) + _half(stick, root)
            (stick / "ballast").unlink()
            wrong += _tried(partial(ACTS[name], desk, stick, Pace()), frozenset()) + _half(stick, root)
        tally.add(wrong + judged(root, []), f"{left} pages left")
    return tally


def pulled_sticks(tally: Tally, base: Path, name: str, steps: Sequence[int] = PULLED_AT) -> Tally:
    """Pull the stick at a step of the writing: told, or whole on what is there; then plug it in again."""
    for at in steps:
        seen: list[str] = []

        def told(words: str, percent: int, at: int = at, seen: list[str] = seen) -> None:
            seen.append(words)
            if len(seen) == at + 1:
                subprocess.run(["umount", "-l", str(base / "stick")], check=True)

        with _lived(base, name) as (root, desk, stick):
            wrong = _tried(partial(ACTS[name], desk, stick, Pace(told)), _GONE) + _half(stick, root)
            if len(seen) <= at:
                continue  # the writing had fewer steps
            _plug(stick)
            wrong += _tried(partial(ACTS[name], desk, stick, Pace()), frozenset()) + _half(stick, root)
        tally.add(wrong + judged(root, []), f"step {at}, {seen[at]}")
    return tally


@contextmanager
def _lived(base: Path, name: str) -> Iterator[tuple[Path, Desk, Path]]:
    root, stick = base / "life", base / "stick"
    base.mkdir(exist_ok=True)
    subprocess.run(["rm", "-rf", str(root), str(stick)], check=True)
    Cellar(base / "cellar").lay(WORKS["dossier" if name == "dossier" else "restore"], root)
    stick.mkdir()
    _plug(stick)
    desk = opened(root)
    try:
        desk.settle()
        yield root, desk, stick
    finally:
        desk.close()
        subprocess.run(["umount", str(stick)], check=False, stderr=subprocess.DEVNULL)


def _plug(stick: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={PAGE * 1024}", "tmpfs", str(stick)], check=True)


def _tried(act: Callable[[], object], known: frozenset[str]) -> list[str]:
    try:
        act()
    except KnownError as error:
        return [] if error.code in known else [f"refused as {error.code}"]
    return []


def _half(stick: Path, root: Path) -> list[str]:
    """Name what bears the name of something whole and is not: copies without contents, torn dossiers."""
    wrong = list(torn_dossiers(stick))
    if (export := stick / "export").exists():
        manifest = json.loads((export / "dgsdesk.json").read_text("utf-8"))
        wanted = {*manifest["files"], *(f"donnees/{name}.json" for name in manifest["rows"])}
        wrong += [f"the export lacks {name}" for name in wanted if not (export / name).exists()]
    for path in stick.rglob("*.dgsdb.gz"):
        try:
            with opened_backup(path, Place(database_in(root))) as copy:
                wanted = {row[0] for row in copy.execute("SELECT sha256 FROM arrival")}
        except KnownError as error:
            wrong.append(f"{path.name}: {error.code}")
            continue
        there = {one.name for one in (path.parent / "pieces").glob("??/*")}
        wrong += [f"{path.name} lacks {one[:8]}" for one in wanted - there]
    return wrong
