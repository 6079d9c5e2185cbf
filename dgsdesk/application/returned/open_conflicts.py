"""The conflicts of minutes that wait for a choice: on most days there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.application.desk import View
from dgsdesk.domain.dossier_conflict import FieldConflict
from dgsdesk.domain.minutes import ConflictChoice, MinutesConflict

if TYPE_CHECKING:
    from dgsdesk.application.returned.conflict import ConflictRow


def open_conflicts(view: View, meeting_id: str) -> tuple[ConflictRow, ...]:
    """Return what `conflicts_of` does; where there is none, nothing is loaded that describes one."""
    for kind in (MinutesConflict, FieldConflict):
        if view.store.find(kind, meeting_id=meeting_id, choice=ConflictChoice.OPEN):
            from dgsdesk.application.returned.conflict import conflicts_of

            return conflicts_of(view, meeting_id)
    return ()
