"""The twelve faults by hand: `python -m tests.faults [NAMES] [--works WORKS] [--rounds PER CENT] [--teeth]`.

Prints a line for each fault and each work that it strikes, then all of them as one table of both.
``--rounds`` is the share of the full number of trials, 100 by default: 200 kills, 100 power cuts, every call.
``--teeth`` takes durability away; the command then succeeds only when every staging loses something.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dgsdesk.storage.opening import SCHEMA_VERSION
from tests.faults import dossier_rot, failing_calls, full, kills, machine, power, rot, rotten_tables, stick
from tests.faults.sweep import ACTS
from tests.faults.tally import HEAD, Tally, matrix
from tests.faults.work import WORKS

MOST_CALLS = 4000
"""More than a life of any work has."""

LONG_ACTS = ("merge", "restore", "host")
"""Works whose every act makes the same hundreds of calls: each call of an opening and one act fails."""

Staged = Callable[[Path, int, Sequence[str]], Iterator[Tally]]


def _share(count: int, rounds: int) -> int:
    return max(1, count * rounds // 100)


def _killed(base: Path, rounds: int, names: Sequence[str]) -> Iterator[Tally]:
    if "typing" in names:
        window = Tally("1 killed", "SIGKILL while minutes are typed in the real window", "typing")
        yield kills.killed_writers(window, base / "window", _share(200, rounds))
    for name in names:
        tally = Tally("1 killed", "SIGKILL after 0 to 3 s", name)
        yield kills.killed_at_random(tally, base / f"random-{name}", [name], _share(17, rounds))


def _calls(base: Path, rounds: int, names: Sequence[str]) -> Iterator[Tally]:
    for name in names:
        fault = "10 migration killed" if name.startswith("migration") else "1 killed at calls"
        tally = Tally(fault, "SIGKILL at each call to the disk, until a life has no more", name)
        yield kills.killed_at_calls(tally, base / name, [name], max(1, 100 // rounds))
        if name.startswith("migration"):
            again = Tally("10 migration killed again", "SIGKILL at 2 or 3 calls of chance in a row", name)
            yield kills.killed_again(again, base / f"again-{name}", name, _share(100, rounds))


def _power(base: Path, rounds: int, names: Sequence[str], teeth: str = "") -> Iterator[Tally]:
    for name in names:
        tally = Tally("2 power cut", "ext4 image, SIGSTOP, the image copied as it lay", name)
        place = base / name
        place.mkdir()
        count = _share(-(-100 // len(WORKS)), rounds)
        yield power.power_cuts(tally, place, [name], rounds=count, teeth=teeth)


def _crash(base: Path, rounds: int, names: Sequence[str], teeth: str = "") -> Iterator[Tally]:
    how = "each call recorded, disk rebuilt with none, all, part of what is unsure"
    points = None if rounds >= 100 else _share(600, rounds)
    for name in names:
        tally = Tally("3 every crash point", how, name)
        yield power.crash_points(tally, base, [name], acts=3, points=points, teeth=teeth)


def _full(base: Path, rounds: int, names: Sequence[str]) -> Iterator[Tally]:
    del rounds
    for name in names:
        tally = Tally("4 disk full", "tmpfs filled to 0, 1, 5, 50 and more pages, then enlarged", name)
        yield full.full_disks(tally, base / name, [name])


def _sticks(base: Path, _rounds: int, _names: Sequence[str]) -> Iterator[Tally]:
    for name in stick.ACTS if power.CAN_MOUNT else ():
        filled = Tally("4 stick full", "a stick of so many pages, then room", f"{name} to it")
        yield stick.full_sticks(filled, base / f"full-{name}", name)
        pulled = Tally(
            "4 stick pulled", "unmounted at a step of the writing, then plugged in", f"{name} to it"
        )
        yield stick.pulled_sticks(pulled, base / f"pulled-{name}", name)


def _limited(base: Path, rounds: int, names: Sequence[str]) -> Iterator[Tally]:
    for name in names:
        tally = Tally("5 size limit", "RLIMIT_FSIZE on all files", name)
        limits = list(failing_calls.limits(_share(60, rounds)))
        yield failing_calls.swept_tally(tally, base, [name], limits)


def _io(base: Path, rounds: int, names: Sequence[str]) -> Iterator[Tally]:
    for name in names:
        acts = 1 if name in LONG_ACTS else ACTS
        faults = list(failing_calls.io_faults(MOST_CALLS, max(1, 100 // rounds), acts))
        how = "fsync, write, rename, open, truncate fail at each call of a life; short writes"
        yield failing_calls.swept_tally(Tally("6 I/O errors", how, name), base, [name], faults)


def _foreign(base: Path, _rounds: int, _names: Sequence[str]) -> Iterator[Tally]:
    yield machine.foreign(
        Tally("7 foreign copy", "SIGKILL, then the files copied, taken away, named twice"), base
    )


def _rot(base: Path, rounds: int, _names: Sequence[str]) -> Iterator[Tally]:
    for kind in rot.KINDS:
        tally = Tally(f"8 rot, {kind}", "one bit flipped, each tenth time cut at random")
        yield rot.rotten(tally, base / kind, kind, _share(500, rounds))
    how = "one bit flipped in the pages that say how tables are made and which numbers were given last"
    tables = Tally("8 rot, tables", f"{how}; then acts, then the backup put in the place")
    yield rotten_tables.rotten_tables(tables, base / "tables", _share(500, rounds))
    for version in range(1, SCHEMA_VERSION + 1):
        how = f"one bit flipped, each tenth time cut, in a file of version {version}, which is then upgraded"
        tally = Tally("8 rot before upgrade", how, f"migration-{version}")
        yield rot.rotten_before_upgrade(tally, base / f"older-{version}", version, _share(300, rounds))
    yield from dossier_rot.rotten_dossiers(base / "dossier", _share(1500, rounds))


def _two(base: Path, rounds: int, _names: Sequence[str]) -> Iterator[Tally]:
    tally = Tally(
        "9 two programs", "a second one opens five times while the first writes, which is then killed"
    )
    yield machine.two_programs(tally, base, _share(20, rounds))


def _frozen(base: Path, _rounds: int, _names: Sequence[str]) -> Iterator[Tally]:
    yield machine.frozen(
        Tally("11 frozen disk", "2 s on fsync, open and rename; then every fsync fails"), base
    )


def _clock(base: Path, _rounds: int, _names: Sequence[str]) -> Iterator[Tally]:
    how = "faketime 2 years back, 3 forward, both nights of the hour, 1970; no language, accents, deep folder"
    yield machine.odd_machines(Tally("12 clock, machine", how), base)
    if power.CAN_MOUNT:
        yield machine.read_only(Tally("12 read-only folder", "tmpfs mounted again without writing"), base)


STAGED: dict[str, Staged] = {
    "kills": _killed,
    "calls": _calls,
    "power": _power,
    "crash": _crash,
    "full": _full,
    "stick": _sticks,
    "limit": _limited,
    "io": _io,
    "foreign": _foreign,
    "rot": _rot,
    "two": _two,
    "frozen": _frozen,
    "clock": _clock,
}


def _with_teeth(base: Path, rounds: int, names: Sequence[str]) -> Iterator[Tally]:
    """Stage both power cuts without durability, in each way that takes it away."""
    for teeth in power.TEETH:
        for cut in (_crash, _power):
            if teeth == "eatmydata" and (cut is _crash or shutil.which("eatmydata") is None):
                continue  # what it swallows is not seen by the recorder either
            if cut is _power and not power.CAN_MOUNT:
                continue
            place = base / teeth / cut.__name__
            place.mkdir(parents=True)
            cuts = list(cut(place, min(rounds, 5), names, teeth))
            yield sum(cuts[1:], cuts[0]).named(f"{cuts[0].fault}, {teeth}")


def main() -> int:
    """Print the table; the exit code tells whether all is as it must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAMES", help=", ".join(STAGED))
    parser.add_argument("--works", help=f"separated by commas, all by default: {', '.join(WORKS)}")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--teeth", action="store_true")
    parser.add_argument("--folder", type=Path, help="where to stage; a disk of memory is quickest")
    call = parser.parse_args()
    works = call.works.split(",") if call.works else list(WORKS)
    unknown = (set(call.names) - STAGED.keys()) | (set(works) - WORKS.keys())
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    names = call.names or list(STAGED)
    print(HEAD, flush=True)
    tallies = []
    with tempfile.TemporaryDirectory(dir=call.folder, prefix="faults-") as folder:
        staged = {"teeth": _with_teeth} if call.teeth else {name: STAGED[name] for name in names}
        for name, stage in staged.items():
            place = Path(folder) / name
            place.mkdir()
            for tally in stage(place, call.rounds, works):
                print(tally.line(), flush=True)
                for note, count in tally.notes.most_common(0 if call.teeth else 5):
                    print(f"  {count} × {note}", file=sys.stderr, flush=True)
                tallies.append(tally)
    if any(one.work for one in tallies):
        print(f"\n{matrix(tallies, works)}")
    lost = [bool(one.lost) for one in tallies]
    return 0 if (all(lost) if call.teeth else not any(lost)) else 1


if __name__ == "__main__":
    sys.exit(main())
