"""Who wrote our side of a conflict, and when: the journal knows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from dgsdesk.application.desk import View
from dgsdesk.application.ports.store import FieldChange
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.minutes import ConflictPart, MinutesConflict, MinutesEntry
from dgsdesk.domain.richtext import RichText, plain_text
from dgsdesk.domain.wording import date_long, hour

_READING = frozenset({"ReadBackDraft", "TakeDossier", "FileArrivals", "FileAgain"})
"""The commands by which a file is taken; their modules know the conflicts already."""

_FIELDS: dict[ConflictPart, tuple[type[Entity], tuple[str, ...]]] = {
    ConflictPart.TEXT: (MinutesEntry, ("text",)),
    ConflictPart.TITLE: (AgendaItem, ("title",)),
    ConflictPart.DECISION: (Decision, ("text",)),
    ConflictPart.ACTION: (Action, ("text", "owner", "due")),
}


def our_origins(view: View, meeting_id: str, conflicts: Iterable[MinutesConflict]) -> dict[str, str]:
    """Return conflict id -> « Ici, par Prénom Nom, le 9 décembre 2026 à 14 h 05 »."""
    entries = {entry.item_id: entry.id for entry in view.store.find(MinutesEntry, meeting_id=meeting_id)}
    rows: dict[ConflictPart, dict[str, str]] = defaultdict(dict)
    by_id = {one.id: one for one in conflicts}
    for one in by_id.values():
        text_row = entries.get(one.item_id, "")
        row = {ConflictPart.TEXT: text_row, ConflictPart.TITLE: one.item_id}.get(one.part, one.subject)
        rows[one.part][one.id] = row
    found: dict[str, str] = {}
    for part, wanted in rows.items():
        changes = _changes(view, part, set(wanted.values()))
        found |= {key: _words(by_id[key], changes[row]) for key, row in wanted.items()}
    return found


def _changes(view: View, part: ConflictPart, rows: set[str]) -> dict[str, list[FieldChange]]:
    kind, fields = _FIELDS[part]
    by_row: dict[str, list[FieldChange]] = defaultdict(list)
    for field in fields:
        for change in view.ledger.changes_of(kind, field, rows):
            by_row[change.row_id].append(change)
    return by_row


def _words(one: MinutesConflict, changes: Iterable[FieldChange]) -> str:
    """Name the newest change that made the passage what it is, else the newest of its row."""
    if one.side and one.ours == one.base:
        return "Ici, comme dans le dossier envoyé"
    earlier = sorted((c for c in changes if _before(c, one.read_at)), key=lambda c: -c.sequence)
    said = plain_text(one.ours) or plain_text(one.base)
    made = next((c for c in earlier if (said in _said(c.after)) != (said in _said(c.before))), None)
    change = made or next(iter(earlier), None)
    if change is None:
        return f"Ici, depuis l’envoi de la version {one.version}" if one.version else "Ici"
    who = f" par {change.actor}," if change.actor else ""
    return f"Ici,{who} le {date_long(change.at.date())} à {hour(change.at.time())}"


def _before(change: FieldChange, read_at: datetime) -> bool:
    """Tell whether a change was there when the file was read; reading it may have changed the same text."""
    by_reading = change.command in _READING and change.at == read_at
    return change.at <= read_at and not by_reading


def _said(value: object) -> str:
    return plain_text(value) if isinstance(value, RichText) else str(value or "")
