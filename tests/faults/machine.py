"""Faults 7, 9, 11 and 12: copies behind the program's back, two programs, a frozen disk, an odd machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.richtext import block_text
from tests.faults.shim import Control, built, surroundings
from tests.faults.tally import Tally
from tests.faults.work import WORKS, Cellar, database_in, judged, opened, told_in

STALL_MS = 100


# -- 7: foreign copies ---------------------------------------------------------------------------------------


def foreign(tally: Tally, base: Path) -> Tally:
    """Kill a program, then do to its files what people do; each must be refused, or be whole as it is."""
    cellar = Cellar(base / "cellar")
    for number, (name, spoil, wanted) in enumerate(_foreign_acts()):
        root, acks = cellar.lay(WORKS["typing"], base / f"foreign-{number}"), base / f"acks-{number}"
        older = shutil.copy(database_in(root), base / "older.dgsdb")
        _killed_typing(root, acks)
        spoil(root, Path(older))
        try:
            opened(root).close()
            code = ""
        except KnownError as error:
            code = error.code
        tally.add([] if code == wanted else [f"{code or 'opened'} instead of {wanted or 'opened'}"], name)
    return tally


def _foreign_acts() -> Iterator[tuple[str, object, str]]:
    def put_over(root: Path, older: Path) -> None:
        shutil.copy(older, database_in(root))

    def without_log(root: Path, _older: Path) -> None:
        Path(f"{database_in(root)}-wal").unlink()

    def both(root: Path, older: Path) -> None:
        without_log(root, older)
        put_over(root, older)

    def second_name(root: Path, _older: Path) -> None:
        os.link(database_in(root), root.with_name(f"{root.name}-second.dgsdb"))

    def nothing(_root: Path, _older: Path) -> None:
        """Leave all as the kill left it."""

    yield "older copy over the file, log left", put_over, ""
    yield "log taken away", without_log, "storage_set_back"
    yield "older copy, log taken away", both, "storage_set_back"
    yield "second hard link", second_name, "storage_linked"
    yield "nothing", nothing, ""


def _killed_typing(root: Path, acks: Path) -> None:
    program = subprocess.Popen([sys.executable, "-m", "tests.faults.work", "typing", str(root), str(acks)])
    while not (acks.exists() and acks.read_bytes().count(b"\n") > 3):
        if program.poll() is not None:
            raise RuntimeError("the work ended by itself")
    program.kill()
    program.wait()


# -- 9: two programs -----------------------------------------------------------------------------------------


def two_programs(tally: Tally, base: Path, rounds: int) -> Tally:
    """While one program writes, another tries to open: refused with a name, and nothing is lost."""
    cellar = Cellar(base / "cellar")
    for number in range(rounds):
        root, acks = cellar.lay(WORKS["typing"], base / f"two-{number}"), base / f"acks-{number}"
        command = [sys.executable, "-m", "tests.faults.work", "typing", str(root), str(acks)]
        with subprocess.Popen(command) as program:
            while not (acks.exists() and acks.stat().st_size) and program.poll() is None:
                pass
            wrong = []
            for _ in range(5):
                try:
                    opened(root).close()
                    wrong.append("opened twice")
                except KnownError as error:
                    if error.code != "storage_in_use" or not error.facts.get("machine"):
                        wrong.append(f"{error.code} {error.facts}")
            program.kill()
        tally.add(wrong + judged(root, told_in(acks.read_bytes())), number)
    return tally


# -- 11: a disk that freezes ---------------------------------------------------------------------------------


def frozen(tally: Tally, base: Path) -> Tally:
    """Write in the real window while fsync, open and rename take two seconds, then while fsync fails."""
    root = base / "root"
    root.mkdir(parents=True)
    control = Control(base / "control")
    command = [sys.executable, "-m", "tests.faults.slow_window", str(root)]
    environment = surroundings(built(base), root, control.path)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert "SEEN " in done.stdout, done.stderr[-2000:]
    seen = json.loads(done.stdout.partition("SEEN ")[2])
    stalls, healthy = seen["stalls"], max(seen["stalls"]["healthy"], STALL_MS)
    kept = _letters(root)
    tally.add([] if seen["delays"] and stalls["frozen"] <= healthy else [f"stood still: {stalls}"])
    tally.add([] if seen["typed"] > 40 else [f"only {seen['typed']} letters taken while frozen"])
    tally.add([f"said saved: {one}" for one in seen["wrong"]])
    tally.add([] if seen["unsaved"] else ["never said that it was not saved"])
    tally.add([] if kept == seen["letters"] else [f"{kept} letters of {seen['letters']} on the disk"])
    longest = ", ".join(f"{name} {stalls[name]} ms" for name in ("healthy", "frozen", "failing"))
    tally.remark = f"longest stall of the window: {longest}; {seen['typed']} letters typed while frozen"
    return tally


def _letters(root: Path) -> int:
    desk = opened(root)
    with desk.vault.reading() as store:
        texts = [entry.text for entry in store.find(MinutesEntry)]
    desk.close()
    return sum(block_text(block).count("é") for text in texts for block in text.blocks)


# -- 12: clock and machine -----------------------------------------------------------------------------------

FAKETIME = shutil.which("faketime")
CLOCKS = ("-2y", "+3y", "2027-03-28 01:59:50", "2026-10-25 02:59:50", "1970-01-02 00:00:00")
PLACES = ("commune d’Évran – réseau été", "d" * 90 + "/" + "e" * 90 + "/" + "f" * 90)


def odd_machines(tally: Tally, base: Path) -> Tally:
    """Write under other clocks, without a language or a name, in odd, deep and read-only places."""
    cellar = Cellar(base / "cellar")
    root = cellar.lay(WORKS["backup"], base / "clock")
    told: list[dict[str, object]] = []
    for number, clock in enumerate(CLOCKS if FAKETIME else ()):
        acks = base / f"acks-{number}"
        command = ["faketime", "-f" if clock[0] in "+-" else "-m", clock]
        command = [*(command if clock[0] in "+-" else ["faketime", clock]), *_backing_up(root, acks)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        told += told_in(acks.read_bytes()) if acks.exists() else []
        tally.add([done.stderr[-300:]] if done.returncode else judged(root, told), clock)
    for number, place in enumerate(PLACES):
        lies = cellar.lay(WORKS["backup"], base / "places" / place)
        acks = base / f"acks-place-{number}"
        bare = {"PATH": os.environ["PATH"], "LC_ALL": "C", "LANG": "C", "PYTHONPATH": os.getcwd()}
        done = subprocess.run(_backing_up(lies, acks), env=bare, check=False, capture_output=True, text=True)
        told_here = told_in(acks.read_bytes()) if acks.exists() else []
        tally.add([done.stderr[-300:]] if done.returncode else judged(lies, told_here), place[:20])
    return tally


def read_only(tally: Tally, base: Path) -> Tally:
    """Open a network whose folder cannot be written: refused in words, and nothing of it differs."""
    cellar, place = Cellar(base / "cellar"), base / "read-only"
    place.mkdir(parents=True)
    for name in ("typing", "migration-2"):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)], check=True)
        try:
            root = cellar.lay(WORKS[name], place / "root")
            before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
            subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
            tally.add(_refused_read_only(root), name)
            after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
            tally.add([] if after == before else ["changed"], name)
            subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)
            tally.add(WORKS[name].judge(root, []), f"{name}, writable again")
        finally:
            subprocess.run(["umount", str(place)], check=True)
    return tally


def _refused_read_only(root: Path) -> list[str]:
    try:
        opened(root).close()
    except KnownError as error:
        return [] if error.code in ("storage_read_only", "storage_unwritable") else [error.code]
    return ["opened"]


def _backing_up(root: Path, acks: Path) -> list[str]:
    return [sys.executable, "-m", "tests.faults.work", "backup", str(root), str(acks), "2"]
