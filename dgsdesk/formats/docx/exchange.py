"""A read document as bytes and back, between the program and the process that reads for it.

The text goes as JSON, the pictures' bytes behind it: nothing in it can be run.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from dgsdesk.application.ports.office import BaseState
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.read_document import Anchor, Change, ChangeKind, Comment, Note, ReadDocument, Reply
from dgsdesk.domain.richtext import RichText, from_json, to_json

_T = TypeVar("_T")
_HEAD = struct.Struct(">I")
_WORDS = ("title", "identifier")


def document_bytes(read: ReadDocument) -> list[bytes]:
    """Give a read document as pieces of bytes, the pictures uncopied."""
    told = {
        "blocks": to_json(RichText(read.blocks)),
        **{name: _rows(getattr(read, name)) for name in ("changes", "comments", "anchors", "notes")},
        **{name: getattr(read, name) for name in _WORDS},
        "identity": dict(read.identity),
        "outside": list(read.outside),
        "images": {sha256: len(data) for sha256, data in read.images.items()},
    }
    return _framed(told, read.images.values())


def refusal_bytes(refusal: BadInput) -> list[bytes]:
    """Give a refusal as bytes."""
    return _framed({"refused": refusal.code, "where": refusal.where, "facts": refusal.facts}, ())


def base_state_bytes(state: BaseState) -> list[bytes]:
    """Give what a letterhead file has and lacks as bytes."""
    return _framed(asdict(state), ())


def base_state_of(answer: bytes) -> BaseState:
    """Give a letterhead's state back; raises as ``document_of`` does."""
    told, _ = _told(answer)
    return BaseState(tuple(told["lacking"]), bool(told["has_footer_line"]))


def document_of(answer: bytes) -> ReadDocument:
    """Give the document back, or raise the ``BadInput`` that was told.

    Raises ``ValueError``, ``KeyError``, ``TypeError`` or ``struct.error`` for anything else.
    """
    told, start = _told(answer)
    return ReadDocument(
        blocks=from_json(told["blocks"]).blocks,
        changes=_all(told["changes"], _change),
        comments=_all(told["comments"], _comment),
        anchors=_all(told["anchors"], lambda row: Anchor(**row)),
        notes=_all(told["notes"], lambda row: Note(**row)),
        identity=told["identity"],
        images=dict(_pictures(answer, start, told["images"])),
        outside=tuple(told["outside"]),
        **{name: told[name] for name in _WORDS},
    )


def _told(answer: bytes) -> tuple[dict[str, Any], int]:
    """Give what was told, and where the pictures behind it begin; raise what was refused."""
    (length,) = _HEAD.unpack_from(answer)
    start = _HEAD.size + length
    told = json.loads(answer[_HEAD.size : start])
    if "refused" in told:
        raise BadInput(told["refused"], told["where"], **told["facts"])
    return told, start


def _framed(told: object, blobs: Iterable[bytes]) -> list[bytes]:
    head = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return [_HEAD.pack(len(head)), head, *blobs]


def _rows(values: Iterable[Change | Comment | Anchor | Note]) -> list[dict[str, object]]:
    return [asdict(value) for value in values]


def _all(rows: Iterable[dict[str, object]], make: Callable[..., _T]) -> tuple[_T, ...]:
    return tuple(map(make, rows))


def _change(row: dict[str, object]) -> Change:
    return Change(**(row | {"kind": ChangeKind(row["kind"])}))  # type: ignore[arg-type]


def _comment(row: dict[str, list[dict[str, str]]]) -> Comment:
    return Comment(**(row | {"replies": tuple(Reply(**reply) for reply in row["replies"])}))  # type: ignore[arg-type]


def _pictures(answer: bytes, start: int, sizes: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    for sha256, size in sizes.items():
        yield sha256, answer[start : start + size]
        start += size
