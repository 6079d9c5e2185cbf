"""What the merge of a dossier gave is written: rows that come, go and change, files, what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from dgsdesk.application.agenda.source import after_meeting, give_back
from dgsdesk.application.command import Act
from dgsdesk.application.dossier.content import DossierContent
from dgsdesk.application.dossier.references import pointers
from dgsdesk.application.dossier.state import entity_of
from dgsdesk.application.library.acts import NewFile, keep_texts
from dgsdesk.application.minutes.holding import theme_of
from dgsdesk.application.returned.take import write_text
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.dossier_rows import Content, Key, Row, keys_of, row_of
from dgsdesk.domain.dossier_rules import RULES, SAID
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.host_rota import HostTurn, TurnState
from dgsdesk.domain.library import media_type_of, safe_name
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesConflict, MinutesEntry, Observation, Suggestion
from dgsdesk.domain.network import Attachment, Organisation, Person
from dgsdesk.domain.richtext import RichText


def write_rows(act: Act, meeting_id: str, now: Content, rows: Content, dossier: DossierContent) -> None:
    """Write all that differs from what stands, and what it needs that came along."""
    _bring_people(act, rows, dossier)
    _bring_files(act, now, rows, dossier)
    for kind in reversed(RULES):
        for row_id in sorted(now.get(kind, {}).keys() - rows.get(kind, {}).keys()):
            remove_row(act, (kind, row_id))
    for kind in RULES:
        for row_id in sorted(rows.get(kind, {}).keys() - now.get(kind, {}).keys()):
            add_row(act, meeting_id, (kind, row_id), rows[kind][row_id], dossier.documents)
    for key, names in changed_fields(now, rows):
        row = row_of(rows, key)
        assert row is not None, "only what stays changes"
        write_fields(act, meeting_id, key, {name: row[name] for name in names})


def changed_fields(now: Content, rows: Content) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """Give the rows that stay and change, with the fields that do."""
    for key in keys_of(rows):
        here, then = row_of(now, key), row_of(rows, key)
        if here is None or then is None:
            continue
        names = tuple(name for name in then if here.get(name) != then[name])
        if names:
            yield key, names


def remove_row(act: Act, key: Key) -> None:
    """Take a row away, and what was said under an item with it."""
    kind, row_id = key
    for row in act.store.find(kind, id=row_id):
        if isinstance(row, AgendaItem):
            _let_go(act, row)
        if isinstance(row, Decision):
            for action in act.store.find(Action, decision_id=row_id):
                action.decision_id = None
            for former in act.store.find(Decision, replaced_by_id=row_id):
                former.replaced_by_id = None
        act.store.remove(row)


def _let_go(act: Act, item: AgendaItem) -> None:
    """Take away what stands under an item and is no row of its own; remarks on it are on the whole now."""
    give_back(act.store, item)
    for entry in act.store.find(MinutesEntry, item_id=item.id):
        act.store.remove(entry)
    for conflict in act.store.find(MinutesConflict, item_id=item.id):
        act.store.remove(conflict)
    for remark in act.store.find(Observation, item_id=item.id):
        remark.item_id = None


def add_row(
    act: Act, meeting_id: str, key: Key, row: Row, documents: Mapping[str, bytes] | None = None
) -> None:
    """Add a row that came; what it points to and is not here, it points to no more."""
    kind, row_id = key
    made = entity_of(kind, row_id, row)
    if isinstance(made, Attachment):
        content = (documents or {}).get(made.sha256) or act.files.get(made.sha256)
        made.name = _file_name(row)
        made.media_type, made.size = media_type_of(made.name, content), len(content)
    if isinstance(made, Suggestion):
        made.theme_id = theme_of(act, made.text, made.raised_by_id)
    for name, target in pointers(kind).items():
        wanted = getattr(made, name)
        if wanted and target in (Organisation, Person) and not act.store.find(target, id=wanted):
            setattr(made, name, None)
    act.store.add(made)
    text = row.get(SAID)
    if isinstance(text, RichText) and text.blocks:
        write_text(act, meeting_id, row_id, text)


def write_fields(act: Act, meeting_id: str, key: Key, values: Row) -> None:
    """Give a row new values; raises NotFound."""
    row = act.store.get(key[0], key[1])
    was = row.state if isinstance(row, Meeting) else None
    for name, value in values.items():
        if name == SAID and isinstance(value, RichText):
            write_text(act, meeting_id, key[1], value)
        else:
            setattr(row, name, value)
    if isinstance(row, Meeting) and was is not row.state is MeetingState.DRAFTING:
        _close(act, row)


def _close(act: Act, meeting: Meeting) -> None:
    """Let the network know that a meeting was held, as closing its session here would."""
    meeting.current_item_id = meeting.item_since = meeting.paused_at = None
    for turn in act.store.find(HostTurn, meeting_id=meeting.id):
        turn.state = TurnState.HELD
    after_meeting(act.store, meeting)


def _bring_files(act: Act, now: Content, rows: Content, dossier: DossierContent) -> None:
    """Keep the files that came, with their texts for the search, all at once."""
    here = now.get(Attachment, {})
    come = [row for row_id, row in rows.get(Attachment, {}).items() if row_id not in here]
    wanted = {str(row["sha256"]): row for row in come}
    fresh = {sha256: row for sha256, row in wanted.items() if sha256 in dossier.documents}
    files = [NewFile(_file_name(row), dossier.documents[sha256]) for sha256, row in fresh.items()]
    act.files.put_all(dossier.documents.values())
    keep_texts(act, files, list(fresh))


def _file_name(row: Row) -> str:
    return safe_name(str(row["name"]), "document")


def _bring_people(act: Act, rows: Content, dossier: DossierContent) -> None:
    """Add the people and organisations that rows point to, are not here, and came along."""
    wanted: dict[type[Entity], set[str]] = {Organisation: set(), Person: set()}
    for kind, found in rows.items():
        for name, target in pointers(kind).items():
            if target in wanted:
                wanted[target] |= {value for row in found.values() if isinstance(value := row.get(name), str)}
    for kind, ids in wanted.items():
        here = {row.id for row in act.store.find(kind, id=ids)}
        for row in dossier.rows.get(kind, ()):
            if row.id in ids - here:
                act.store.add(kind(**{field.name: getattr(row, field.name) for field in fields(row)}))
