"""Faults 5 and 6: calls to the disk fail at their N-th time, files may not grow beyond a limit."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.faults.shim import OPEN, RENAME, SYNC, TRUNCATE, WRITE
from tests.faults.sweep import Fault, swept
from tests.faults.tally import Tally
from tests.faults.work import WORKS

KINDS = {"fsync": SYNC, "write": WRITE, "rename": RENAME, "open": OPEN, "truncate": TRUNCATE}
ERRORS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def io_faults(most: int, step: int = 1) -> Iterator[Fault]:
    """Yield every failing call: each kind at 1 to ``most``, once or from there on; cut writes as well."""
    count = 0
    for mask in KINDS.values():
        for always in (0, 1):
            for at in range(1, most + 1, step):
                error = ERRORS[count % len(ERRORS)]
                count += 1
                yield {"kinds": mask, "at": at, "errno": error, "always": always}
    for at in range(1, most + 1, step):
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
            calls = max((int(str(one.get("calls", 0))) for one in told), default=0)
            if "at" in fault and "limit" not in fault and 0 < calls < fault["at"]:
                beyond.add(_series(fault))
    tally.remark = f"{refused} acts refused in words"
    return tally


def _series(fault: Fault) -> tuple[int, ...]:
    return fault.get("kinds", 0), fault.get("always", 0), fault.get("short", 0), fault.get("limit", 0)
