"""Parts of an arrival as bytes and back, between the program and the process that reads for it.

What was read goes as JSON, the bytes of the parts behind it: nothing in it can be run. The file itself does
not come back: who asks has it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from typing import Any

from dgsdesk.application.arrival.content import (
    ArrivalKind,
    ArrivalPart,
    ContactContent,
    MessageContent,
    TableContent,
)
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.domain.errors import BadInput, KnownError

_HEAD = struct.Struct(">I")


def request_pieces(content: bytes, name: str) -> tuple[bytes, bytes]:
    """Give a file to read as pieces of bytes, the content uncopied."""
    head = name.encode("utf-8", errors="surrogatepass")
    return _HEAD.pack(len(head)) + head, content


def request_of(request: bytes) -> tuple[bytes, str]:
    """Give the file and its name back."""
    (length,) = _HEAD.unpack_from(request)
    start = _HEAD.size + length
    return request[start:], request[_HEAD.size : start].decode("utf-8", errors="surrogatepass")


def parts_bytes(parts: Iterable[ArrivalPart]) -> list[bytes]:
    """Give what was read as pieces of bytes, the contents uncopied."""
    every = [*parts]
    return _framed({"parts": [_told(part) for part in every]}, [part.content for part in every[1:]])


def refusal_bytes(refusal: KnownError) -> list[bytes]:
    """Give a refusal of the whole file as bytes."""
    return _framed({"refused": _problem(refusal)}, [])


def parts_of(answer: bytes, content: bytes) -> tuple[ArrivalPart, ...]:
    """Give the parts back, or raise the ``BadInput`` that was told; ``content`` is the file that was read.

    Raises ValueError, KeyError, TypeError or struct.error for anything else.
    """
    (length,) = _HEAD.unpack_from(answer)
    start = _HEAD.size + length
    told = json.loads(answer[_HEAD.size : start])
    if "refused" in told:
        raise _error(told["refused"])
    contents = _contents(answer, start, [part["size"] for part in told["parts"][1:]])
    return tuple(_part(part, inner) for part, inner in zip(told["parts"], (content, *contents), strict=True))


def _framed(told: object, blobs: list[bytes]) -> list[bytes]:
    head = json.dumps(told, separators=(",", ":")).encode("ascii")  # lone surrogates stay what they are
    return [_HEAD.pack(len(head)), head, *blobs]


def _told(part: ArrivalPart) -> dict[str, Any]:
    message = part.message
    return {
        "name": part.name,
        "kind": part.kind.value,
        "size": len(part.content),
        "path": part.path,
        "calendar": part.calendar,
        "message": message and {**vars(message), "sender": _pair(message.sender), "to": _pairs(message.to)},
        "contacts": [vars(card) for card in part.contacts],
        "table": part.table and vars(part.table),
        "text": part.text,
        "problem": part.problem and _problem(part.problem),
    }


def _pair(mailbox: Mailbox) -> tuple[str, str]:
    return mailbox.name, mailbox.address


def _pairs(mailboxes: Iterable[Mailbox]) -> list[tuple[str, str]]:
    return [_pair(one) for one in mailboxes]


def _problem(error: KnownError) -> list[object]:
    return [error.code, error.where, error.facts]


def _part(told: dict[str, Any], content: bytes) -> ArrivalPart:
    return ArrivalPart(
        told["name"],
        ArrivalKind(told["kind"]),
        content,
        tuple(told["path"]),
        calendar=told["calendar"],
        message=told["message"] and _message(told["message"]),
        contacts=tuple(_contact(card) for card in told["contacts"]),
        table=told["table"] and _table(told["table"]),
        text=told["text"],
        problem=told["problem"] and _error(told["problem"]),
    )


def _message(told: dict[str, Any]) -> MessageContent:
    people = tuple(Mailbox(*pair) for pair in told["to"])
    return MessageContent(**(told | {"sender": Mailbox(*told["sender"]), "to": people}))


def _contact(told: dict[str, Any]) -> ContactContent:
    return ContactContent(**(told | {"emails": tuple(told["emails"]), "phones": tuple(told["phones"])}))


def _table(told: dict[str, Any]) -> TableContent:
    rows = tuple(tuple(row) for row in told["rows"])
    return TableContent(**(told | {"rows": rows, "lines": tuple(told["lines"])}))


def _error(told: list[Any]) -> BadInput:
    code, where, facts = told
    return BadInput(code, where, **facts)


def _contents(answer: bytes, start: int, sizes: Iterable[int]) -> Iterator[bytes]:
    for size in sizes:
        yield answer[start : start + size]
        start += size
