"""Read what came back in a process of its own (``formats.apart``), many files through one."""

from __future__ import annotations

import struct
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from threading import Lock, Timer

from dgsdesk.application.arrival.content import ArrivalPart
from dgsdesk.domain.errors import BadInput, KnownError
from dgsdesk.formats.apart import Apart, Died
from dgsdesk.formats.arrivals.exchange import (
    parts_bytes,
    parts_of,
    refusal_bytes,
    request_of,
    request_pieces,
)
from dgsdesk.formats.arrivals.unpack import MAX_FILE, unpack

_MANY = 40
_REST = 2.0
"""Seconds that the processes of many files wait for more: to start them takes as long as fifty files."""

Unpacked = tuple[ArrivalPart, ...] | BadInput

_REMEMBERED = 64 * 2**20
"""Bytes of the files whose reading is kept: what was previewed is read again when it is filed."""


class ArrivalReader:
    """Reads batches of files; one that was read a moment ago is not read again."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], Unpacked] = OrderedDict()
        self._sizes: dict[tuple[str, str], int] = {}
        self._held = 0
        self._pair = _Pair()

    def read(self, files: Sequence[tuple[str, bytes]]) -> list[Unpacked]:
        """Return for each file (name, content) what ``unpack`` says of it, or its refusal."""
        keys = [(name, sha256(content).hexdigest()) for name, content in files]
        fresh = {key: file for key, file in zip(keys, files, strict=True) if key not in self._known}
        unpacked = dict(zip(fresh, self._read_all([*fresh.values()]), strict=True))
        found = [unpacked[key] if key in unpacked else self._known[key] for key in keys]
        for key, (_, content) in fresh.items():
            self._keep(key, unpacked[key], len(content))
        return found

    def _read_all(self, files: Sequence[tuple[str, bytes]]) -> list[Unpacked]:
        """Read many files through two processes, a few through one."""
        if len(files) >= _MANY:
            return self._pair.read(files)
        with Apart("arrival") as reader:
            return _read_batch(reader, files)

    def _keep(self, key: tuple[str, str], unpacked: Unpacked, size: int) -> None:
        inner = () if isinstance(unpacked, BadInput) else unpacked[1:]
        self._known[key] = unpacked
        self._sizes[key] = size + sum(len(part.content) for part in inner)
        self._held += self._sizes[key]
        while len(self._known) > 1 and self._held > _REMEMBERED:
            key, _ = self._known.popitem(last=False)
            self._held -= self._sizes.pop(key)


class _Pair:
    """Two processes that read many files at once, and stay a moment in case more come."""

    def __init__(self) -> None:
        self._readers = (Apart("arrival"), Apart("arrival"))
        self._using = Lock()
        self._end: Timer | None = None

    def read(self, files: Sequence[tuple[str, bytes]]) -> list[Unpacked]:
        """Return what is said of each file, in their order."""
        with self._using, ThreadPoolExecutor(max_workers=2) as pool:
            if self._end is not None:
                self._end.cancel()
            odd, even = pool.map(_read_batch, self._readers, (files[::2], files[1::2]))
            self._end = Timer(_REST, self._close)
            self._end.daemon = True
            self._end.start()
        found: list[Unpacked] = [()] * len(files)
        found[::2], found[1::2] = odd, even
        return found

    def _close(self) -> None:
        with self._using:
            for reader in self._readers:
                reader.close()


def _read_batch(reader: Apart, files: Sequence[tuple[str, bytes]]) -> list[Unpacked]:
    return [_read(reader, content, name) for name, content in files]


def _read(reader: Apart, content: bytes, name: str) -> Unpacked:
    """Read one file; its size is looked at here, so that nothing enormous is sent."""
    if len(content) > MAX_FILE:
        return BadInput("arrival_too_large", where=name, limit=MAX_FILE // 2**20)
    try:
        return parts_of(reader.read(*request_pieces(content, name)), content)
    except BadInput as refusal:
        return refusal
    except Died as death:
        return BadInput("arrival_too_slow" if death.slow else "arrival_unreadable", where=name)
    except (ValueError, KeyError, TypeError, struct.error):
        return BadInput("arrival_unreadable", where=name)


def answer(request: bytes) -> list[bytes]:
    """Read what ``ArrivalReader`` asks for, on the other side."""
    content, name = request_of(request)
    try:
        return parts_bytes(unpack(content, name))
    except KnownError as refusal:
        return refusal_bytes(refusal)
