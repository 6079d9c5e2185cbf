"""A glance at a dossier before a window is opened for it: its manifest alone, and nothing is believed."""

from __future__ import annotations

import zipfile
from pathlib import Path

from dgsdesk.application.dossier.content import Manifest
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.arrivals.safe_zip import ZIP_ERRORS
from dgsdesk.formats.dossier.manifest import MANIFEST, read_manifest

_MOST = 2**20


def peeked(file: Path) -> Manifest | None:
    """Return what a dossier says of itself, unproven.

    Nothing for what is sealed or cannot be read: whoever opens it then says why.
    """
    try:
        with zipfile.ZipFile(file) as archive, archive.open(MANIFEST) as entry:
            return read_manifest(entry.read(_MOST))[0]
    except (*ZIP_ERRORS, OSError, KeyError, BadInput):
        return None
