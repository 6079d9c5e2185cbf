"""The laws of merging dossiers on many random histories of five laptops; by hand.

``python -m tests.benchmarks.dossier_histories [HOW_MANY] [FIRST_SEED]``
"""

from __future__ import annotations

import sys
import time
from random import Random

from tests.unit.dossier_laws import (
    check_conflicts,
    check_conservation,
    check_convergence,
    check_idempotence,
    check_other_laptops,
    history,
)


def main(how_many: int, first: int) -> None:
    """Check each history, say how many held; an error names the seed that it came from."""
    began = time.perf_counter()
    sent = 0
    for seed in range(first, first + how_many):
        found = history(Random(seed))
        sent += sum(map(len, found.sent.values()))
        try:
            check_convergence(found, Random(seed + 1))
            check_idempotence(found)
            check_conservation(found)
            check_conflicts(found)
            check_other_laptops(found)
        except AssertionError:
            print(f"seed {seed} does not hold")
            raise
    print(f"{how_many} histories, {sent} dossiers: all hold, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    main(*(numbers + [10_000, 0][len(numbers) :]))
