"""The look through a network, done once for each content that opening makes of what disks hold.

Every disk is opened by the program, which ends there what was broken off. Many are the same from then on:
what « Vérifier », an act and its undo come to depends on nothing but the bytes and on what was called saved.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from dgsdesk.whole_file import UNFINISHED
from tests.faults.disk import Found, digest, found_in

_SCRATCH = ".travail-"
"""In the name of a folder of copies that nobody needs once the program has ended."""

_known: dict[bytes, list[str]] | None = None
_touched: set[str] | None = None


@contextmanager
def each_content_once() -> Iterator[Mapping[bytes, list[str]]]:
    """Let no content be looked through twice meanwhile; lend what each came to."""
    global _known
    _known = {}
    try:
        yield _known
    finally:
        _known = None


def once(folder: Path, told: Sequence[object], look: Callable[[], list[str]]) -> list[str]:
    """Look through a folder whose network is open, or return what the same content came to before.

    What is unfinished is the same whatever it holds, as long as nobody opens it meanwhile.
    """
    if _known is None:
        return look()
    found = found_in(folder)
    unfinished = {
        name for name, content in found.items() if content and (UNFINISHED in name or _SCRATCH in name)
    }
    same = digest(_without(found, unfinished), json.dumps(told).encode())
    if same not in _known:
        with _watched() as touched:
            came_to = look()
        if touched & {str(folder / name) for name in unfinished}:
            return came_to
        _known[same] = came_to
    return _known[same]


def _is_unfinished(name: str) -> bool:
    return UNFINISHED in name or _SCRATCH in name


def _without(found: Found, names: set[str]) -> Found:
    return {name: b"" if name in names else content for name, content in found.items()}


@contextmanager
def _watched() -> Iterator[set[str]]:
    """Lend the names of the files that are opened meanwhile, by Python or by SQLite."""
    global _touched
    if not _watch.hung:
        sys.addaudithook(_watch)  # it can never be taken away again
        _watch.hung = True
    _touched = touched = set()
    try:
        yield touched
    finally:
        _touched = None


class _Watch:
    hung = False

    def __call__(self, event: str, values: tuple[object, ...]) -> None:
        if _touched is not None and event in ("open", "sqlite3.connect"):
            _touched.add(str(values[0]))


_watch = _Watch()
