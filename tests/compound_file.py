"""Write a small compound file ([MS-CFB], version 3) and in it a message as Outlook saves it ([MS-OXMSG])."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class Storage:
    """A folder of the compound file: streams (bytes) and storages by name."""

    name: str
    inside: dict[str, bytes | Storage] = field(default_factory=dict)


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = _FREE
    right: int = _FREE
    start: int = _END


def compound_file(root: Storage) -> bytes:
    """Return the bytes: small streams in the mini stream, large ones in sectors of their own."""
    entries: list[_Entry] = []
    _list(root, entries, 5)
    mini, fat = b"", []
    minifat: list[int] = []
    sectors: list[bytes] = []
    for entry in entries[1:]:
        if entry.kind == 2 and 0 < len(entry.data) < _CUTOFF:
            entry.start, mini = _chained(entry.data, _MINI, minifat), mini + _padded(entry.data, _MINI)
        elif entry.data:
            entry.start = _stored(entry.data, fat, sectors)
    entries[0].data = mini
    entries[0].start = _stored(mini, fat, sectors) if mini else _END
    minifat_start = _stored(_numbers(minifat), fat, sectors) if minifat else _END
    directory = _stored(b"".join(map(_directory, entries)), fat, sectors)
    fat_count = -(-(len(fat) + 1) // 127)
    fat_sectors = range(len(fat), len(fat) + fat_count)
    fat += [_FAT] * fat_count
    table = _padded(_numbers(fat), _SECTOR, b"\xff")
    minifat_count = -(-len(minifat) * 4 // _SECTOR)
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        *(0x3E, 3, 0xFFFE, 9, 6, 0, fat_count, directory, 0, _CUTOFF, minifat_start, minifat_count),
        *(_END, 0),
    )
    places = _numbers([*fat_sectors, *[_FREE] * (109 - fat_count)])
    return head + places + b"".join(sectors) + table


def _list(storage: Storage, entries: list[_Entry], kind: int) -> int:
    """Add a storage and all in it; siblings hang on one another's right, which every reader follows."""
    entry = _Entry(storage.name, kind)
    entries.append(entry)
    at = len(entries) - 1
    former: _Entry | None = None
    for name in sorted(storage.inside, key=lambda each: (len(each), each.upper())):
        one = storage.inside[name]
        rank = len(entries)
        if isinstance(one, Storage):
            _list(Storage(name, one.inside), entries, 1)
        else:
            entries.append(_Entry(name, 2, one))
        if former is None:
            entry.child = rank
        else:
            former.right = rank
        former = entries[rank]
    return at


def _chained(data: bytes, size: int, table: list[int]) -> int:
    start, count = len(table), -(-len(data) // size)
    table += [*range(start + 1, start + count), _END]
    return start


def _stored(data: bytes, fat: list[int], sectors: list[bytes]) -> int:
    start = _chained(data, _SECTOR, fat)
    sectors.append(_padded(data, _SECTOR))
    return start


def _padded(data: bytes, size: int, filler: bytes = b"\0") -> bytes:
    return data + filler * (-len(data) % size)


def _numbers(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def _directory(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    size = len(entry.data)
    return struct.pack(
        "<64sHBBIII36xIII",
        name,
        len(name),
        entry.kind,
        1,
        _FREE,
        entry.right,
        entry.child,
        entry.start,
        size,
        0,
    )


def outlook_message(
    subject: str, sender: str, text: str, attached: Sequence[tuple[str, bytes]] = (), headers: str = ""
) -> bytes:
    """Return a .msg: its subject, sender (as a header), text and attachments."""
    head = headers or f"From: {sender}\r\nSubject: {subject}\r\nDate: Thu, 26 Nov 2026 11:15:00 +0100\r\n"
    root = Storage("Root Entry", {"__nameid_version1.0": Storage("", _NAMES)})
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x1000: text, 0x007D: head, 0x0C1A: sender.split(" <")[0]}
    root.inside |= _properties(texts, {}, struct.pack("<8xIIII8x", 0, len(attached), 0, len(attached)))
    for rank, (name, content) in enumerate(attached):
        inside = _properties({0x3707: name, 0x3704: name}, {0x3701: content}, bytes(8))
        root.inside[f"__attach_version1.0_#{rank:08X}"] = Storage("", inside)
    return compound_file(root)


_NAMES: dict[str, bytes | Storage] = {f"__substg1.0_000{n}0102": b"" for n in (2, 3, 4)}


def _properties(texts: dict[int, str], blobs: dict[int, bytes], head: bytes) -> dict[str, bytes | Storage]:
    """Return the streams of properties: texts in UTF-16 (001F), bytes (0102), and their table."""
    streams: dict[str, bytes | Storage] = {}
    table = head
    if blobs:
        table += struct.pack("<IIII", 0x3705_0003, 6, 1, 0)
    for kind, values in ((0x001F, {k: v.encode("utf-16-le") for k, v in texts.items()}), (0x0102, blobs)):
        for tag, value in values.items():
            streams[f"__substg1.0_{tag:04X}{kind:04X}"] = value
            size = len(value) + (2 if kind == 0x001F else 0)
            table += struct.pack("<IIII", tag << 16 | kind, 6, size, 0)
    return streams | {"__properties_version1.0": table}
