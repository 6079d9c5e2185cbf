"""JSON of strangers: no number beyond all numbers, no name twice, no more than a meeting can hold."""

from __future__ import annotations

import json
from typing import Any

from dgsdesk.domain.errors import BadInput

MAX_JSON = 16 * 2**20
"""Bytes of one JSON entry; the minutes of a thousand paragraphs take one million."""

_MAX_SIGNS = 3_000_000
"""Commas and opening brackets of one entry: what bounds the memory that its values take."""


def parse(content: bytes) -> Any:
    """Return the value; raises BadInput: "dossier_broken", "dossier_too_large"."""
    if len(content) > MAX_JSON or sum(map(content.count, (b",", b"[", b"{"))) > _MAX_SIGNS:
        raise BadInput("dossier_too_large")
    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise BadInput("dossier_broken") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _refused(name: str) -> Any:
    raise ValueError(name)
