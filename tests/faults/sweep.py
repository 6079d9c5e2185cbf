"""Many lives under the library, forked from one program that has loaded everything: one fault in each.

Run as a program with a work's name and a folder; reads one fault per line of JSON, answers one line each:
what was told in that life, and what the judge found afterwards.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from subprocess import PIPE, Popen

from dgsdesk.domain.errors import KnownError
from tests.faults.apart_once import kept_answers
from tests.faults.disk import ACKS, Disk, lay, read_log
from tests.faults.judged_once import each_content_once
from tests.faults.same_chance import same_chance
from tests.faults.shim import SYNC, Control, built, surroundings
from tests.faults.work import WORKS, Cellar, Say, Told, Work, opened, told_in, unsound_backups

ACTS = 3
"""Acts in one life until a fault has struck, or while it strikes; one more follows when it is over."""

LONGEST_S = 240
"""Seconds after which a life does not end any more."""

Fault = dict[str, int]
"""The numbers for the library; ``acts``, if not so many; ``limit``: the most bytes of a file; ``after_ms``:
when a life without end is killed; ``again``, ``thrice``: the calls at which a second and third are killed."""

KILLS = ("kill_at", "after_ms")


def live(work: Work, folder: Path, control: Control, fault: Fault, say: Say) -> None:
    """Open and act under a fault; refused acts are told with their code, and the last one has no fault."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limit = fault.pop("limit", 0)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    control.set(**fault)
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most[1]))
    desk, syncs = None, fault.get("kinds") == SYNC and not limit
    acts = fault.get("acts", ACTS)
    for number in range(acts):
        before = len(failed_calls())
        try:
            desk = desk or opened(folder)
            told = work.act(desk, number)
        except KnownError as error:
            say({"refused": error.code})
        else:
            if syncs and (failed := failed_calls()[before:]):
                told["unsure"] = failed
            say(told)
        if control["failed"] and not fault.get("always"):
            break  # a fault that struck once is over: the act that follows is the last
    calls = control["counted"]
    control.set()
    resource.setrlimit(resource.RLIMIT_FSIZE, most)
    desk = desk or opened(folder)
    say(work.act(desk, acts))
    say({"over": True, "calls": calls})
    desk.close()


def failed_calls() -> list[str]:
    """Return the calls made to fail in this life: whose thread, which kind, by which library, which path."""
    return Path(os.environ["FAULTS_TOLD"]).read_text(encoding="utf-8").splitlines()


def _life(
    work: Work, folder: Path, control: Control, fault: Fault, number: int = 0
) -> tuple[Told, list[str]]:
    """Fork a folder's life of a number and return what was told, and what was wrong with how it ended."""
    acks, log = folder.with_name(ACKS), Path(os.environ["FAULTS_LOG"])
    stuck = folder.parents[1].joinpath("stuck").open("w+")
    disk = Disk(folder.parent)
    for path in (log, Path(os.environ["FAULTS_TOLD"])):
        path.write_bytes(b"")
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST_S)
        faulthandler.dump_traceback_later(LONGEST_S - 2, file=stuck)  # where it stood, should it not end
        told = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        say = partial(_say, told)
        same_chance(number)
        try:
            if "after_ms" in fault:
                work.live(folder, say, None)
            live(work, folder, control, fault, say)
        except BaseException:
            _say(told, {"bug": traceback.format_exc()[-1500:]})
        os._exit(0)
    if "after_ms" in fault:
        time.sleep(fault["after_ms"] / 1000)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    control.set()
    told = told_in(acks.read_bytes()) if acks.exists() else []
    wrong = [str(one["bug"]) for one in told if "bug" in one]
    if not any(fault.get(kill) for kill in KILLS) and not wrong and not any("over" in one for one in told):
        stuck.seek(0)
        wrong.append(f"did not go on when the fault was over (status {status}) {stuck.read()[:2500]}")
    stuck.close()
    return told, wrong + list(_unsure(work, disk, log, folder.parents[1] / "found", told))


def _unsure(work: Work, disk: Disk, log: Path, found: Path, told: Told) -> Iterator[str]:
    """Name what a power cut would take of an act that was called saved though an fsync failed meanwhile.

    The disk is rebuilt as it was when that was said, without anything that was not sure.
    """
    unsure = {number for number, one in enumerate(told, 1) if "unsure" in one}
    for call in read_log(log) if unsure else ():
        disk.take(call)
        said = disk.acks.count(b"\n")
        if call.path.endswith(ACKS) and said in unsure:
            shutil.rmtree(found, ignore_errors=True)
            found.mkdir()
            lay(disk.found(random.Random(2026), 0), found)
            lost = work.judge(found / "life", [one for one in told[:said] if "refused" not in one])
            lost += unsound_backups(found / "life")
            yield from (
                f"said saved after {told[said - 1]['unsure']}, then the power fails: {one}" for one in lost
            )


def _say(told: int, what: dict[str, object]) -> None:
    os.write(told, json.dumps(what).encode() + b"\n")


def main(name: str, base: str) -> None:
    """Answer each fault."""
    work, cellar = WORKS[name], Cellar(Path(base) / "cellar")
    control, root = Control(Path(os.environ["FAULTS_CONTROL"])), Path(os.environ["FAULTS_ROOT"])
    cellar.lay(work, root / "first")
    with kept_answers(), each_content_once():
        warm = opened(root / "first")  # loads what the lives need
        for number in range(ACTS + 1):
            work.act(warm, number)
        warm.close()
        gc.collect()
        gc.freeze()  # or each life would copy what it only looks through for rubbish
        for line in sys.stdin:
            _answered(work, cellar, control, root, json.loads(line))


def _answered(work: Work, cellar: Cellar, control: Control, root: Path, fault: Fault) -> None:
    """Let a work live through a fault in a folder of its own, and print what came of it."""
    shutil.rmtree(root, ignore_errors=True)
    folder = cellar.lay(work, root / "life")
    told, wrong = _life(work, folder, control, dict(fault))
    kills = [fault[again] for again in ("again", "thrice") if again in fault]
    for number, kill_at in enumerate(kills, 1):
        told, more = _life(work, folder, control, {**fault, "kill_at": kill_at}, number)
        wrong += more
    began = time.process_time()
    wrong += work.judge(folder, [one for one in told if "refused" not in one])
    told.append({"judged_in": time.process_time() - began})
    print(json.dumps({"told": told, "wrong": wrong}), flush=True)


Answer = tuple[Fault, list[dict[str, object]], list[str]]


def swept(work: Work, base: Path, faults: Iterable[Fault]) -> Iterator[Answer]:
    """Give each fault with what was told in its life and what was found wrong."""
    root = base / "root"
    root.mkdir(parents=True, exist_ok=True)
    control = base / "control"
    control.write_bytes(bytes(64))
    command = [sys.executable, "-m", "tests.faults.sweep", work.name, str(base)]
    environment = surroundings(built(base), root, control, base / "log", base / "failures")
    with Popen(command, env=environment, stdin=PIPE, stdout=PIPE, text=True) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for fault in faults:
            program.stdin.write(json.dumps(fault) + "\n")
            program.stdin.flush()
            answer = json.loads(program.stdout.readline())
            yield fault, answer["told"], answer["wrong"]
        program.stdin.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
