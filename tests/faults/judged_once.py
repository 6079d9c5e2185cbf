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


@contextmanager
def each_content_once() -> Iterator[Mapping[bytes, list[str]]]:
    """Let no content be looked through twice meanwhile; lend what each came to."""
    global _known
    _known = {}
    try:
        yield _known
    finally:
        _known = None


def once(folder: Path, told: Sequence[object], look: Callable[[], list[str]], but: str = "") -> list[str]:
    """Look through a folder whose network is open, or return what the same content came to before.

    What lies in the folder ``but`` within it is looked through apart.
    """
    if _known is None:
        return look()
    found = found_in(folder)
    within = {name: found[name] for name in found if not (but and Path(name).is_relative_to(but))}
    return same_once(_known, within, json.dumps(told).encode(), folder, look)


def same_once(
    known: dict[bytes, list[str]], found: Found, told: bytes, folder: Path, judge: Callable[[], list[str]]
) -> list[str]:
    """Judge what is found, or return what the same came to before.

    What is unfinished is the same whatever it holds, as long as nobody opens or renames it meanwhile.
    """
    unfinished = {name for name, content in found.items() if content and _is_unfinished(name)}
    same = digest({name: b"" if name in unfinished else found[name] for name in found}, told)
    if same in known:
        return known[same]
    with _watched() as touched:
        came_to = judge()
    if not touched & {str(folder / name) for name in unfinished}:
        known[same] = came_to
    return came_to


def _is_unfinished(name: str) -> bool:
    return UNFINISHED in name or _SCRATCH in name


@contextmanager
def _watched() -> Iterator[set[str]]:
    """Lend the names of the files that are opened or renamed meanwhile, by Python or by SQLite."""
    if not _watch.hung:
        sys.addaudithook(_watch)  # it can never be taken away again
        _watch.hung = True
    touched = set[str]()
    _watch.lent.append(touched)
    try:
        yield touched
    finally:
        _watch.lent.remove(touched)


class _Watch:
    hung = False

    def __init__(self) -> None:
        self.lent = list[set[str]]()

    def __call__(self, event: str, values: tuple[object, ...]) -> None:
        if self.lent and event in ("open", "sqlite3.connect", "os.rename", "os.link"):
            for touched in self.lent:
                touched.add(str(values[0]))


_watch = _Watch()
