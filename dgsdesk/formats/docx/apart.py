"""Read a stranger's .docx in a process of its own (``formats.apart``)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from dgsdesk.application.ports.office import BaseState
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.read_document import Changes, ReadDocument
from dgsdesk.formats.apart import Apart, Died
from dgsdesk.formats.docx.exchange import (
    base_state_bytes,
    base_state_of,
    document_bytes,
    document_of,
    refusal_bytes,
)
from dgsdesk.formats.docx.package import check_kind

_T = TypeVar("_T")
_BASE = "base"


def read_apart(data: bytes, changes: Changes = Changes.ACCEPT) -> ReadDocument:
    """Read the bytes of a .docx as ``read.read_docx`` does, in another process.

    Raises ``BadInput``: all of ``read_docx``, ``docx_too_slow``, ``docx_unreadable`` when the process died.
    """
    return _answered(data, changes.value, document_of)


def check_base_apart(data: bytes) -> BaseState:
    """Tell what a letterhead file has and lacks, read in another process; raises as ``read_apart`` does."""
    return _answered(data, _BASE, base_state_of)


def read_many_apart(files: Sequence[bytes], changes: Changes = Changes.ACCEPT) -> list[ReadDocument | None]:
    """Read several files through two processes at once, in their order; None for each that is refused."""
    with Apart("docx") as one, Apart("docx") as other, ThreadPoolExecutor(max_workers=2) as pool:
        batches = (files[::2], files[1::2])
        odd, even = pool.map(lambda reader, batch: _read_batch(reader, batch, changes), (one, other), batches)
    found: list[ReadDocument | None] = [None] * len(files)
    found[::2], found[1::2] = odd, even
    return found


def _read_batch(reader: Apart, files: Sequence[bytes], changes: Changes) -> list[ReadDocument | None]:
    found: list[ReadDocument | None] = []
    for data in files:
        try:
            found.append(_through(reader, data, changes.value, document_of))
        except BadInput:
            found.append(None)
    return found


def _answered(data: bytes, what: str, told: Callable[[bytes], _T]) -> _T:
    """Have a file read by another process and take its answer."""
    with Apart("docx") as reader:
        return _through(reader, data, what, told)


def _through(reader: Apart, data: bytes, what: str, told: Callable[[bytes], _T]) -> _T:
    """Have a file read by a process and take its answer; raises BadInput."""
    check_kind(data)
    try:
        return told(reader.read(what.encode() + b"\n", data))
    except Died as death:
        raise BadInput("docx_too_slow" if death.slow else "docx_unreadable") from death
    except (ValueError, KeyError, TypeError, struct.error) as error:
        raise BadInput("docx_unreadable") from error


def answer(request: bytes) -> list[bytes]:
    """Read what was asked for, on the other side.

    The first line names how tracked changes are read, or that the file is a letterhead to check.
    """
    line, _, data = request.partition(b"\n")
    what = line.decode()
    try:
        return _base_answer(data) if what == _BASE else _document_answer(data, Changes(what))
    except BadInput as refusal:
        return refusal_bytes(refusal)


def _document_answer(data: bytes, changes: Changes) -> list[bytes]:
    from dgsdesk.formats.docx.read import read_docx

    return document_bytes(read_docx(data, changes))


def _base_answer(data: bytes) -> list[bytes]:
    from dgsdesk.formats.docx.base import base_state

    return base_state_bytes(base_state(data))
