"""What a dossier's rows must be to each other: of one meeting, pointing to rows that are there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import fields

from dgsdesk.application.dossier.content import Manifest, Rows, rows_of
from dgsdesk.application.dossier.json_rows import KINDS
from dgsdesk.application.safety.kept_contents import pictures_of
from dgsdesk.domain.belonging import FREE, POINTS_TO
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import MinutesEntry, Unplaced
from dgsdesk.domain.network import Attachment, Network

_HASH = re.compile(r"[0-9a-f]{64}")
_NAMES = {kind: name for name, kind in KINDS.items()}


def pointers(kind: type[Entity]) -> dict[str, type[Entity]]:
    """Return the fields of a kind that point to another row of the dossier."""
    names = [field.name for field in fields(kind) if (kind, field.name) not in FREE]
    return {name: POINTS_TO[name] for name in names if name in POINTS_TO}


def check_rows(manifest: Manifest, rows: Rows, contents: Collection[str] | None) -> None:
    """Check that rows are those of the manifest's one meeting and point to each other.

    ``contents`` are the hashes of the files at hand; None when they need not be. Raises
    BadInput("dossier_value"), which names the field.
    """
    if [one.id for one in rows.get(Meeting, ())] != [manifest.meeting_id]:
        raise _wrong(Meeting, "id")
    if [one.id for one in rows.get(Network, ())] not in ([], [manifest.network_id]):
        raise _wrong(Network, "id")
    ids = {kind: {row.id for row in found} for kind, found in rows.items()}
    for kind, found in rows.items():
        for name, target in pointers(kind).items():
            wanted = {getattr(row, name) for row in found} - {None, ""}
            if not wanted <= ids.get(target, set()):
                raise _wrong(kind, name)
    _check_contents(rows, contents)


def _check_contents(rows: Rows, contents: Collection[str] | None) -> None:
    entries: set[str] = set()
    for file in rows_of(rows, Attachment).values():
        if _HASH.fullmatch(file.sha256) is None or (contents is not None and file.sha256 not in contents):
            raise _wrong(Attachment, "sha256")
    for entry in rows_of(rows, MinutesEntry).values():
        entries.update(one.sha256 for one in pictures_of(entry.text))
    for text in rows_of(rows, Unplaced).values():
        entries.update(one.sha256 for one in pictures_of(text.text))
    if any(_HASH.fullmatch(sha256) is None for sha256 in entries):
        raise _wrong(MinutesEntry, "text")


def _wrong(kind: type[Entity], name: str) -> BadInput:
    return BadInput("dossier_value", value=f"{_NAMES[kind]}.{name}")
