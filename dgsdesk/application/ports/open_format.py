"""The network as every program reads it: tables of plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

FORMAT = "dgsdesk-export"
FORMAT_VERSION = 1
MANIFEST = "dgsdesk.json"
"""The file that says what a folder of open formats is, and how many rows and which files it holds."""

DATA = "donnees"
"""The folder of the rows."""


@dataclass(frozen=True)
class OpenTable:
    """The rows of one kind, ordered by id; values are texts, numbers, null, lists or objects of such.

    ``rows`` reads them anew, one after the other: twenty years of one kind are hundreds of megabytes.
    """

    name: str
    fields: tuple[str, ...]
    rows: Callable[[], Iterator[dict[str, Any]]]
