"""What an act changes in the rota, in words: which day, who would have hosted, who would host."""

from __future__ import annotations

from dgsdesk.application.rota.rehearsal import HostChange
from dgsdesk.desktop.components.lines_view import Lines
from dgsdesk.domain.wording import capitalised, date_full


def change_lines(changes: tuple[HostChange, ...]) -> Lines:
    """Return « Mardi 9 mars 2027 », « La Planche → Gorges »: who would have hosted, who would host."""
    return [(_when(change), _who(change)) for change in changes]


def _when(change: HostChange) -> str:
    day = capitalised(date_full(change.day))
    if change.moved_to is not None:
        day += f" → {date_full(change.moved_to)}"
    return f"{day}, {change.circle}" if change.circle else day


def _who(change: HostChange) -> str:
    before = change.before or "sans hôte"
    if change.gone:
        return f"{before} → pas de réunion"
    after = change.after or "sans hôte"
    return f"{before} → {after}" if before != after else after
