"""The twelve faults by hand: `python -m tests.faults [NAMES] [--rounds N] [--teeth]` prints the table.

``--rounds`` is the share of the full number of trials, 100 by default: 200 kills, 100 power cuts, every call.
``--teeth`` takes durability away; the command then succeeds only when every staging loses something.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults import failing_calls, full, kills, machine, power, rot
from tests.faults.tally import HEAD, Tally
from tests.faults.work import WORKS

Staged = Callable[[Path, int], Iterator[Tally]]
EVERY = tuple(WORKS)
LIVING = tuple(name for name in WORKS if not name.startswith("migration"))


def _share(count: int, rounds: int) -> int:
    return max(1, count * rounds // 100)


def _killed(base: Path, rounds: int) -> Iterator[Tally]:
    window = Tally("1 killed", "SIGKILL while minutes are typed in the real window")
    yield kills.killed_writers(window, base / "window", _share(200, rounds))
    anywhere = Tally("1 killed", f"SIGKILL after 0 to 3 s of {', '.join(EVERY)}")
    yield kills.killed_at_random(anywhere, base / "random", EVERY, _share(200, rounds))


def _power(base: Path, rounds: int, teeth: str = "") -> Iterator[Tally]:
    tally = Tally("2 power cut", "ext4 image, SIGSTOP, the image copied as it lay")
    yield power.power_cuts(tally, base, EVERY, rounds=_share(100, rounds), teeth=teeth)


def _crash(base: Path, rounds: int, teeth: str = "") -> Iterator[Tally]:
    tally = Tally(
        "3 every crash point", "each call recorded, disk rebuilt with none, all, part of what is unsure"
    )
    points = None if rounds >= 100 else _share(600, rounds)
    yield power.crash_points(tally, base, EVERY, acts=3, points=points, teeth=teeth)


def _full(base: Path, rounds: int) -> Iterator[Tally]:
    yield full.full_disks(
        Tally("4 disk full", "tmpfs filled to 0, 1, 5 and 50 pages, then enlarged"), base, LIVING
    )


def _limited(base: Path, rounds: int) -> Iterator[Tally]:
    tally = Tally("5 size limit", "RLIMIT_FSIZE on all files")
    yield failing_calls.swept_tally(tally, base, EVERY, list(failing_calls.limits(_share(60, rounds))))


def _io(base: Path, rounds: int) -> Iterator[Tally]:
    tally = Tally("6 I/O errors", "fsync, write, rename, open, truncate fail at call 1 to 200; short writes")
    faults = list(failing_calls.io_faults(200, max(1, 100 // rounds)))
    yield failing_calls.swept_tally(tally, base, EVERY, faults)


def _migration(base: Path, rounds: int) -> Iterator[Tally]:
    names = [name for name in WORKS if name.startswith("migration")]
    tally = Tally("10 migration", "SIGKILL at every call to the disk of an upgrade and what follows")
    yield kills.killed_at_calls(tally, base / "kills", names, max(1, 100 // rounds))


def _foreign(base: Path, rounds: int) -> Iterator[Tally]:
    del rounds
    yield machine.foreign(
        Tally("7 foreign copy", "SIGKILL, then the files copied, taken away, named twice"), base
    )


def _rot(base: Path, rounds: int) -> Iterator[Tally]:
    for kind in rot.KINDS:
        tally = Tally(f"8 rot, {kind}", "one bit flipped, each tenth time cut at random")
        yield rot.rotten(tally, base / kind, kind, _share(500, rounds))


def _two(base: Path, rounds: int) -> Iterator[Tally]:
    tally = Tally(
        "9 two programs", "a second one opens five times while the first writes, which is then killed"
    )
    yield machine.two_programs(tally, base, _share(20, rounds))


def _frozen(base: Path, rounds: int) -> Iterator[Tally]:
    del rounds
    yield machine.frozen(
        Tally("11 frozen disk", "2 s on fsync, open and rename; then every fsync fails"), base
    )


def _clock(base: Path, rounds: int) -> Iterator[Tally]:
    del rounds
    how = "faketime 2 years back, 3 forward, both nights of the hour, 1970; no language, accents, deep folder"
    yield machine.odd_machines(Tally("12 clock, machine", how), base)
    if power.CAN_MOUNT:
        yield machine.read_only(Tally("12 read-only folder", "tmpfs mounted again without writing"), base)


STAGED: dict[str, Staged] = {
    "kills": _killed,
    "power": _power,
    "crash": _crash,
    "full": _full,
    "limit": _limited,
    "io": _io,
    "foreign": _foreign,
    "rot": _rot,
    "two": _two,
    "migration": _migration,
    "frozen": _frozen,
    "clock": _clock,
}


def _with_teeth(base: Path, rounds: int) -> Iterator[Tally]:
    """Stage both power cuts without durability, in each way that takes it away."""
    for teeth in power.TEETH:
        if teeth != "eatmydata":  # what it swallows is not seen by the recorder either
            yield from (_said(one, teeth) for one in _crash(base / teeth / "crash", min(rounds, 5), teeth))
        if power.CAN_MOUNT and (teeth != "eatmydata" or shutil.which("eatmydata")):
            yield from (_said(one, teeth) for one in _power(base / teeth / "power", min(rounds, 6), teeth))


def _said(tally: Tally, teeth: str) -> Tally:
    tally.fault += f", {teeth}"
    return tally


def main() -> int:
    """Print the table; the exit code tells whether all is as it must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAMES", help=", ".join(STAGED))
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--teeth", action="store_true")
    parser.add_argument("--folder", type=Path, help="where to stage; a disk of memory is quickest")
    call = parser.parse_args()
    unknown = set(call.names) - STAGED.keys()
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
            for tally in stage(place, call.rounds):
                print(tally.line(), flush=True)
                for note, count in tally.notes.most_common(0 if call.teeth else 5):
                    print(f"  {count} × {note}", file=sys.stderr, flush=True)
                tallies.append(tally)
    lost = [bool(one.lost) for one in tallies]
    return 0 if (all(lost) if call.teeth else not any(lost)) else 1


if __name__ == "__main__":
    sys.exit(main())
