"""What returned dossiers leave to a person: fields that two sides set, and what is remembered of them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dgsdesk.domain.entity import Entity
from dgsdesk.domain.minutes import ConflictChoice


@dataclass(eq=False, kw_only=True)
class FieldConflict(Entity):
    """A field, or a whole row, that was set here and in a dossier; our value stands meanwhile.

    ``kind`` is the entity’s class name, ``subject`` the row’s id, ``field`` empty for the row itself. The
    three values are JSON as in dossiers: of a row, a few rows (itself and what stands under it), none where
    it was taken out. ``about`` names the row in words, since it may be gone. ``side`` tells the laptop and
    the base that the value came from. Settled ones are kept: the same value is never asked about twice.
    """

    meeting_id: str
    kind: str
    subject: str
    field: str
    about: str
    base: str
    ours: str
    theirs: str
    source: str
    read_at: datetime
    side: str
    position: int = 0
    read_by: str = ""
    written_by: str = ""
    choice: ConflictChoice = ConflictChoice.OPEN


@dataclass(eq=False, kw_only=True)
class DossierMemory(Entity):
    """What is remembered of the dossiers of a meeting that came back; ``sha256`` names it among the files.

    ``counter`` is the number of the last dossier that had left then.
    """

    meeting_id: str
    sha256: str
    counter: int
