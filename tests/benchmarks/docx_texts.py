"""Write and read thousands of generated texts, plain and with tracked changes.

By hand: ``.venv/bin/python -m tests.benchmarks.docx_texts [HOW MANY]`` (10,000 of each unless told).
"""

from __future__ import annotations

import sys
from time import perf_counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats import test_docx_read, test_docx_tracked
from tests.formats.rich_texts import rich_texts


def main() -> None:
    """Check both properties; the first text that fails is shown, made as small as it goes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    often = settings(
        max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    plain = test_docx_read.test_what_was_written_is_read_again.hypothesis.inner_test
    tracked = test_docx_tracked.test_both_sides_of_written_changes_are_read_again.hypothesis.inner_test
    picks = st.lists(st.integers(0, 3), max_size=6)
    for name, check in (
        ("written, then read", often(given(rich_texts)(plain))),
        (
            "tracked changes written, then accepted and refused",
            often(given(rich_texts, picks, rich_texts)(tracked)),
        ),
    ):
        start = perf_counter()
        check()
        print(f"{name}: {count} texts in {perf_counter() - start:.0f} s, all the same")


if __name__ == "__main__":
    main()
