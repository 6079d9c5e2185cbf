"""A disk rebuilt from what was asked of it: as it may be found when the power fails after any call.

What was written since a file's last fsync may be there or not, each sector of 512 bytes for itself; names
come and go in the order in which they were changed, but are sure only once their folder was synced (or a
later change was). This is what POSIX allows, and less than ext4 gives.
"""

from __future__ import annotations

import hashlib
import os
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
ACKS = ".acks"
_HEAD = struct.Struct("=cQQIII")


class Call(NamedTuple):
    """Change: W(rite), T(runcate), S(ync), Y (folder synced), C(reate), R(ename), U(nlink), L(ink), M, D."""

    what: str
    node: int
    offset: int
    path: str
    other: str
    data: bytes


def read_log(path: Path) -> Iterator[Call]:
    """Read what the library noted, in its order."""
    raw = path.read_bytes()
    at = 0
    while at + _HEAD.size <= len(raw):
        what, node, offset, length, first, second = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        texts = raw[at : at + first + second]
        at += first + second
        data = raw[at : at + length]
        at += length
        yield Call(what.decode(), node, offset, os.fsdecode(texts[:first]), os.fsdecode(texts[first:]), data)


@dataclass
class Node:
    """The content of a file: what is sure, and what was asked for since."""

    sure: bytes = b""
    asked: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        """Make sure of all that was asked for."""
        self.sure = self.found(None)
        self.asked = []

    def found(self, chance: random.Random | None, share: float = 1.0) -> bytes:
        """Return a content that may be found: of what is not sure, each sector with the chance ``share``."""
        if not self.asked or (share == 0 and chance is not None):
            return self.sure
        content = bytearray(self.sure)
        for offset, data in self.asked:
            if data is None:
                if chance is None or chance.random() < share:
                    _cut(content, offset)
                continue
            for start, piece in _sectors(offset, data):
                if chance is None or chance.random() < share:
                    _put(content, start, piece)
        return bytes(content)


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        length = SECTOR - (offset + at) % SECTOR
        yield offset + at, data[at : at + length]
        at += length


def _put(content: bytearray, offset: int, data: bytes) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _cut(content: bytearray, size: int) -> None:
    if len(content) > size:
        del content[size:]
    else:
        content.extend(bytes(size - len(content)))


Names = dict[str, Node | None]
"""Path below the root -> its content; None for a folder."""

Found = dict[str, bytes | None]
"""What a disk is found to hold: path below the root -> bytes; None for a folder."""


def found_in(root: Path) -> Found:
    """Return what a folder holds but the acknowledgements, as a rebuilt disk would hold it."""
    every = ((str(path.relative_to(root)), path) for path in sorted(root.rglob("*")) if path.name != ACKS)
    return {name: None if path.is_dir() else path.read_bytes() for name, path in every}


def lay(found: Found, folder: Path) -> None:
    """Write into a folder what was found."""
    for path, content in found.items():
        target = folder / path
        if content is None:
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def digest(found: Found, told: bytes = b"") -> bytes:
    """Return what two disks share when they hold the same names and bytes and the same was called saved."""
    whole = hashlib.blake2b(told, digest_size=20)
    for path, content in sorted(found.items()):
        whole.update(b"\n" + os.fsencode(path) + b"\n" + (b"" if content is None else _sum(content)))
    return whole.digest()


@lru_cache(64)
def _sum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=20).digest()


class Disk:
    """The files below a root as they stood when the recording began, then call by call."""

    def __init__(self, root: Path) -> None:
        self._root = str(root.resolve())
        self._sure: Names = {}
        self._asked: list[Call] = []
        self._nodes: dict[int, Node] = {}
        self._of_call: dict[int, Node] = {}
        for path in sorted(root.rglob("*")):
            node = None if path.is_dir() else Node(path.read_bytes())
            self._sure[self._below(str(path.resolve()))] = node
            if node is not None:
                self._nodes[path.stat().st_ino] = node
        self.acks = b""

    def _below(self, path: str) -> str:
        return os.path.relpath(path, self._root)

    def take(self, call: Call) -> None:
        """Let a call happen."""
        if call.path.endswith(f"/{ACKS}"):
            self.acks += call.data
        elif call.what in "WT":
            data = call.data if call.what == "W" else None
            self._nodes.setdefault(call.node, Node()).asked.append((call.offset, data))
        elif call.what == "S":
            self._nodes.setdefault(call.node, Node()).sync()
        elif call.what == "Y":
            self._make_sure(self._below(call.path))
        else:
            if call.what == "C":
                self._nodes[call.node] = self._of_call[id(call)] = Node()
            self._asked.append(call)

    def _make_sure(self, folder: str) -> None:
        touching = [
            at
            for at, call in enumerate(self._asked)
            if folder in {os.path.dirname(self._below(one)) or "." for one in (call.path, call.other) if one}
        ]
        if touching:
            count = touching[-1] + 1
            for call in self._asked[:count]:
                self._apply(self._sure, call)
            self._asked = self._asked[count:]

    def _apply(self, names: Names, call: Call) -> None:
        path, other = self._below(call.path), self._below(call.other) if call.other else ""
        if call.what == "C":
            names[path] = self._of_call[id(call)]
        elif call.what == "M":
            names[path] = None
        elif call.what in "UD":
            names.pop(path, None)
        elif call.what == "L":
            names[other] = names.get(path)
        else:
            _rename(names, path, other)

    def found(self, chance: random.Random, share: float) -> Found:
        """Return what may be found; ``share`` 0: nothing that is not sure, 1: all of it."""
        names = dict(self._sure)
        count = round(share * len(self._asked)) if share in (0, 1) else chance.randint(0, len(self._asked))
        for call in self._asked[:count]:
            self._apply(names, call)
        contents: dict[int, bytes] = {}
        for node in (node for _, node in sorted(names.items(), key=lambda item: item[0])):
            if node is not None and id(node) not in contents:
                contents[id(node)] = node.found(None if share == 1 else chance, share)
        return {path: node if node is None else contents[id(node)] for path, node in names.items()}


def _rename(names: Names, path: str, other: str) -> None:
    for name in [name for name in names if name == path or name.startswith(f"{path}/")]:
        names[other + name[len(path) :]] = names.pop(name)
