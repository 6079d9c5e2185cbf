"""The zip of a dossier: its few known entries, counted before they are read and never unpacked to a disk."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.arrivals.safe_zip import ZIP_ERRORS
from dgsdesk.formats.dossier.manifest import BASE, DOCUMENTS, MANIFEST, SIGNATURE, STATE
from dgsdesk.formats.dossier.strict_json import MAX_JSON

MAX_FILE = 64 * 2**20
"""Bytes of a dossier, and of all that it unfolds to: three times what a mailbox takes."""

MAX_ENTRIES = 1_000
_MAX_SIGNATURE = 4_096
_DOCUMENT = re.compile(rf"{DOCUMENTS}[0-9a-f]{{64}}")
_SIZES = {MANIFEST: 2**20, STATE: MAX_JSON, BASE: MAX_JSON, SIGNATURE: _MAX_SIGNATURE}
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_WHEN = (1980, 1, 1, 0, 0, 0)


def write_package(entries: Mapping[str, bytes]) -> bytes:
    """Return the entries as a zip, in their order, the same bytes for the same entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, _WHEN)
            info.external_attr = 0o600 << 16
            # Documents are mostly packed already: a second time takes half a second and spares nothing.
            packed = zipfile.ZIP_STORED if name.startswith(DOCUMENTS) else zipfile.ZIP_DEFLATED
            archive.writestr(info, content, packed)
    return target.getvalue()


def read_package(content: bytes) -> dict[str, bytes]:
    """Return the entries by name.

    Raises BadInput: "dossier_not_one", "dossier_broken", "dossier_too_large", "dossier_unsafe".
    """
    if len(content) > MAX_FILE:
        raise BadInput("dossier_too_large")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        found = [one for one in archive.infolist() if one.filename != DOCUMENTS]
    except ZIP_ERRORS as error:
        raise BadInput("dossier_broken" if content[:2] == b"PK" else "dossier_not_one") from error
    if MANIFEST not in {one.filename for one in found}:
        raise BadInput("dossier_not_one")
    if len(found) > MAX_ENTRIES:
        raise BadInput("dossier_too_large")
    return _read_all(archive, found)


def _read_all(archive: zipfile.ZipFile, found: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    entries: dict[str, bytes] = {}
    room = MAX_FILE
    for one in found:
        if one.filename in entries or not (_DOCUMENT.fullmatch(one.filename) or one.filename in _SIZES):
            raise BadInput("dossier_unsafe", entry=one.filename[:80])
        limit = min(room, _SIZES.get(one.filename, MAX_FILE))
        if one.file_size > limit:
            raise BadInput("dossier_too_large")
        entries[one.filename] = _read(archive, one, limit)
        room -= len(entries[one.filename])
    return entries


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """Read one entry: never more than it says itself, whatever it unfolds to."""
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
        raise BadInput("dossier_unsafe", entry=entry.filename)
    try:
        with archive.open(entry) as stream:
            data = stream.read(min(limit, entry.file_size) + 1)
    except ZIP_ERRORS as error:
        raise BadInput("dossier_broken") from error
    if len(data) != entry.file_size:
        raise BadInput("dossier_broken")
    return data
