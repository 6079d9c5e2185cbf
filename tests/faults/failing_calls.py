"""Faults 5 and 6: calls to the disk fail at their N-th time, files may not grow beyond a limit."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.faults.shim import OPEN, RENAME, SYNC, TRUNCATE, WRITE
from tests.faults.sweep import ACTS, Fault, swept
from tests.faults.tally import Tally
from tests.faults.work import WORKS

KINDS = {"fsync": SYNC, "write": WRITE, "rename": RENAME, "open": OPEN, "truncate": TRUNCATE}
ERRORS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS)
LASTING = 4
"""Of how many writes that fail once one fails lastingly, and one is cut."""


def io_faults(most: int, step: int = 1, acts: int = ACTS) -> Iterator[Fault]:
    """Yield the failing calls: each kind at 1 to ``most``, once or from there on; cut writes as well.

    Writes are many: each ``step``-th fails once, each ``LASTING``-th of these lastingly or is cut. Of the
    others every one fails, for want of health and for want of room. They strike an opening and ``acts`` acts.
    """
    yield from ({**fault, "acts": acts} for fault in _io_faults(most, step))


def _io_faults(most: int, step: int) -> Iterator[Fault]:
    for mask in KINDS.values():
        writes = mask == WRITE
        for at in range(1, most + 1, step if writes else 1):
            errors = (ERRORS[at // step % 2],) if writes else ERRORS[:2]
            yield from ({"kinds": mask, "at": at, "errno": error, "always": 0} for error in errors)
        for count, at in enumerate(range(1, most + 1, step * LASTING if writes else 1)):
            yield {"kinds": mask, "at": at, "errno": ERRORS[1 + count % 3], "always": 1}
    for at in range(1, most + 1, step * LASTING):
        yield {"kinds": WRITE, "at": at, "errno": errno.ENOSPC, "short": 1}


def limits(count: int) -> Iterator[Fault]:
    """Yield limits of a file's size around the sizes that occur, from nothing to beyond."""
    for number in range(count):
        yield {"limit": 4096 + int(1_600_000 * (number / count) ** 2)}


def swept_tally(tally: Tally, base: Path, names: Sequence[str], faults: Sequence[Fault]) -> Tally:
    """Let each work live through each fault, once the fault is beyond the calls of a life no more."""
    refused = 0
    for name in names:
        beyond: set[tuple[int, ...]] = set()

        def wanted(beyond: set[tuple[int, ...]] = beyond) -> Iterator[Fault]:
            return (fault for fault in faults if _series(fault) not in beyond)

        for fault, told, wrong in swept(WORKS[name], base / name, wanted()):
            tally.add(wrong, f"{name} {fault}")
            refused += sum("refused" in one for one in told)
            calls = [int(str(one["calls"])) for one in told if "calls" in one]
            if "at" in fault and calls and calls[0] < fault["at"]:
                beyond.add(_series(fault))
    tally.remark = f"{refused} acts refused in words"
    return tally


def _series(fault: Fault) -> tuple[int, ...]:
    return fault.get("kinds", 0), fault.get("always", 0), fault.get("short", 0), fault.get("limit", 0)
