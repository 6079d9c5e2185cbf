"""How far a long command has come, on the terminal of whoever watches; a pipe gets nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from dgsdesk.application.pace import Pace
from dgsdesk.domain.wording import NBSP

_LINE_START = "\r\x1b[2K"


@contextmanager
def shown_pace() -> Iterator[Pace]:
    """Lend a pace that is shown while the work goes on; its line is wiped at the end.

    Windows gives a program without a console, or a task of its planner, nowhere to write: None.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield Pace()
        return
    try:
        yield Pace(_show)
    finally:
        _write(_LINE_START)


def _show(words: str, percent: int) -> None:
    _write(f"{_LINE_START}{words}{NBSP}: {percent}{NBSP}%")


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
