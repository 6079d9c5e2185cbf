"""Which contents a network speaks of: documents, pictures in texts, states of dossiers."""

from __future__ import annotations

import re
import sqlite3

from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.dossier import Dossier
from dgsdesk.domain.dossier_conflict import DossierMemory
from dgsdesk.domain.minutes import MinutesEntry, MinutesVersion, Unplaced
from dgsdesk.domain.network import Attachment
from dgsdesk.storage.rows import table_name

CONTENT = re.compile(r"\b[0-9a-f]{64}\b")
"""The hash of a content in a text."""


def named_contents(connection: sqlite3.Connection) -> set[str]:
    """Return the hashes of all documents, pictures and states that a network speaks of."""
    names = ((kind, "sha256") for kind in (Attachment, Arrival, DossierMemory))
    found = {
        row[0]
        for kind, name in (*names, (Dossier, "state_sha256"))
        for row in connection.execute(f'SELECT DISTINCT {name} FROM "{table_name(kind)}"')
    }
    for kind, name in ((MinutesEntry, "text"), (Unplaced, "text"), (MinutesVersion, "content")):
        query = f'SELECT {name} FROM "{table_name(kind)}" WHERE {name} LIKE \'%"sha256":%\''
        found.update(*(CONTENT.findall(row[0]) for row in connection.execute(query)))
    return found
