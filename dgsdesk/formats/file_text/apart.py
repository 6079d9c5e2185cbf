"""Take the text out of strangers' files in a process of its own (``formats.apart``)."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence

from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.domain.library import TextState
from dgsdesk.formats.apart import Apart, Died
from dgsdesk.formats.arrivals.exchange import request_of, request_pieces
from dgsdesk.formats.file_text.read import Taken, text_of

MAX_FILE = 64 * 2**20
"""Bytes of a file whose text is looked for; a larger one is kept all the same."""

_UNREADABLE: Taken = (TextState.UNREADABLE, "")


def texts_apart(files: Sequence[tuple[str, bytes]]) -> list[Taken]:
    """Return the text of each file (name, content); a file that its reader died of says so."""
    if not files:
        return []
    with Apart("text") as reader:
        return [_read(reader, name, content) for name, content in files]


def _read(reader: Apart, name: str, content: bytes) -> Taken:
    if len(content) > MAX_FILE:
        return TextState.NONE, ""
    try:
        state, text = json.loads(reader.read(*request_pieces(content, name)))
        return TextState(state), str(text)
    except (Died, StorageUnavailable, ValueError, TypeError, struct.error):
        return _UNREADABLE


def answer(request: bytes) -> list[bytes]:
    """Take the text that ``texts_apart`` asks for, on the other side."""
    content, name = request_of(request)
    return [json.dumps(text_of(content, name)).encode()]
