"""Fields and rows that were set here and in a dossier: shown side by side, settled one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from dgsdesk.application.command import Act
from dgsdesk.application.dossier.conflicts import GONE, row_content
from dgsdesk.application.dossier.json_rows import value_from_json
from dgsdesk.application.dossier.state import content_here
from dgsdesk.application.dossier.words import field_words, value_words
from dgsdesk.application.dossier.write import add_row, remove_row, write_fields
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.dossier_conflict import FieldConflict
from dgsdesk.domain.dossier_rows import Content, Key, children, keys_of, parents_of, row_of
from dgsdesk.domain.dossier_rules import RULES, SAID, Way
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.minutes import ConflictChoice
from dgsdesk.domain.richtext import RichText, plain_text
from dgsdesk.domain.wording import date_long, hour

add_sentences(
    {
        "conflict_not_text": (
            "Cette valeur ne se réécrit pas et ne se garde pas en double.",
            "Gardez la nôtre ou prenez celle du dossier ; elle se corrige ensuite à sa place. "
            "Rien n’a été changé.",
        ),
        "conflict_row_gone": (
            "« {where} » n’est plus dans la réunion.",
            "Rétablissez-le d’abord depuis l’historique, ou gardez ce qui est ici. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class FieldConflictRow:
    """A field or a row that both sides set: of what, all values in words, who and when; its item if any."""

    id: str
    about: str
    what: str
    base: str
    ours: str
    theirs: str
    ours_from: str
    theirs_from: str
    item_id: str


def field_conflicts(view: View, meeting_id: str) -> tuple[FieldConflictRow, ...]:
    """Return the fields and rows that wait for a choice, in the order in which they were met."""
    waiting = view.store.find(FieldConflict, meeting_id=meeting_id, choice=ConflictChoice.OPEN)
    if not waiting:
        return ()
    content = content_here(view.store, meeting_id)
    ours = field_origins(view, waiting)
    return tuple(_row(one, content, ours.get(one.id, "")) for one in waiting)


def _row(one: FieldConflict, content: Content, ours_from: str) -> FieldConflictRow:
    kind = kind_of(one)
    here = row_of(content, (kind, one.subject))
    writer = f"{one.written_by}, dans" if one.written_by else "Dans"
    reader = f" par {one.read_by}" if one.read_by else ""
    item_id = one.subject if kind is AgendaItem else str((here or {}).get("item_id") or "")
    return FieldConflictRow(
        one.id,
        one.about,
        field_words(kind, one.field),
        _words(one, one.base, content),
        _ours(one, kind, content),
        _words(one, one.theirs, content),
        ours_from or "Ici",
        f"{writer} « {one.source} », repris le {_moment(one.read_at)}{reader}",
        item_id if item_id in content.get(AgendaItem, {}) else "",
    )


def _ours(one: FieldConflict, kind: type[Entity], content: Content) -> str:
    """Say what stands here now."""
    row = row_of(content, (kind, one.subject))
    if not one.field:
        return "retiré" if row is None else "gardé"
    return "retiré" if row is None else value_words(row[one.field], content, one.field)


def _words(one: FieldConflict, value: str, content: Content) -> str:
    kind = kind_of(one)
    if one.field:
        return value_words(value_from_json(kind, one.field, value), content, one.field)
    if value == GONE:
        return "retiré" if one.base != GONE else "rien"
    return "\n".join(_lines(one, row_content(value), row_content(one.base)))


def _lines(one: FieldConflict, content: Content, base: Content) -> Iterator[str]:
    """Say a row by what it holds beyond the base, with what stands under it."""
    for key in keys_of(content):
        row, was = row_of(content, key), row_of(base, key)
        assert row is not None, "keys are of rows that are there"
        for name in RULES[key[0]].ways:
            value = row.get(name)
            if value in (None, "", (), RichText()) or RULES[key[0]].ways[name] is Way.PLACE:
                continue
            if was is None or was.get(name) != value:
                yield f"{field_words(key[0], name)} : {value_words(value, content, name)}"


def field_origins(view: View, waiting: Iterable[FieldConflict]) -> dict[str, str]:
    """Return conflict id -> who set our value and when, as the journal knows it."""
    groups: dict[tuple[str, str], list[FieldConflict]] = {}
    for one in waiting:
        if one.field and one.field != SAID and one.ours != one.base:
            groups.setdefault((one.kind, one.field), []).append(one)
    found: dict[str, str] = {}
    for (_, name), conflicts in groups.items():
        rows = {one.subject for one in conflicts}
        changes = view.ledger.changes_of(kind_of(conflicts[0]), name, rows)
        for one in conflicts:
            made = next((c for c in changes if c.row_id == one.subject), None)
            if made is not None:
                who = f" par {made.actor}," if made.actor else ""
                found[one.id] = f"Ici,{who} le {_moment(made.at)}"
    return found


def _moment(at: datetime) -> str:
    return f"{date_long(at.date())} à {hour(at.time())}"


def kind_of(one: FieldConflict) -> type[Entity]:
    """Return the kind of rows that a conflict is about."""
    return next(kind for kind in RULES if kind.__name__ == one.kind)


def settle_field(act: Act, one: FieldConflict, choice: ConflictChoice, text: RichText | None) -> None:
    """Carry a choice out.

    Raises RuleBroken: "conflict_settled", "conflict_row_gone"; BadInput: "conflict_not_text",
    "conflict_text_empty".
    """
    if one.choice is not ConflictChoice.OPEN:
        raise RuleBroken("conflict_settled")
    if choice is ConflictChoice.BOTH:
        raise BadInput("conflict_not_text")
    content = content_here(act.store, one.meeting_id)
    key = (kind_of(one), one.subject)
    if choice is ConflictChoice.EDITED:
        _set(act, one, content, key, _written(one, key[0], text))
    elif choice is ConflictChoice.THEIRS and one.field:
        _set(act, one, content, key, value_from_json(key[0], one.field, one.theirs))
    elif choice is ConflictChoice.THEIRS:
        _take_row(act, one, content, key)
    one.choice = choice


def _written(one: FieldConflict, kind: type[Entity], text: RichText | None) -> str:
    """Return what somebody wrote instead; only words can be written."""
    if not one.field or RULES[kind].ways[one.field] is not Way.LINE:
        raise BadInput("conflict_not_text")
    said = " ".join(plain_text(text or RichText()).split("\n")).strip()
    if not said:
        raise BadInput("conflict_text_empty")
    return said


def _set(act: Act, one: FieldConflict, content: Content, key: Key, value: object) -> None:
    row = row_of(content, key)
    if row is None:
        raise RuleBroken("conflict_row_gone", where=one.about)
    for parent in parents_of(key[0], {**row, one.field: value}):
        if row_of(content, parent) is None:
            raise RuleBroken("conflict_row_gone", where=field_words(key[0], one.field))
    write_fields(act, one.meeting_id, key, {one.field: value})


def _take_row(act: Act, one: FieldConflict, content: Content, key: Key) -> None:
    """Take a row out with all that stands under it, or put it back as the dossier has it."""
    if one.theirs == GONE:
        for gone in reversed(_tree(content, key)):
            remove_row(act, gone)
        return
    theirs = row_content(one.theirs)
    rows: Mapping[type[Entity], Mapping[str, object]] = theirs
    for kind in RULES:
        for row_id in sorted(rows.get(kind, {})):
            row = row_of(theirs, (kind, row_id))
            assert row is not None, "the conflict keeps it"
            if row_of(content, (kind, row_id)) is None:
                _check_place(one, content, theirs, (kind, row_id))
                add_row(act, one.meeting_id, (kind, row_id), row)
            elif (kind, row_id) == key:
                write_fields(
                    act, one.meeting_id, key, {name: row[name] for name in RULES[kind].ways if name in row}
                )


def _check_place(one: FieldConflict, content: Content, theirs: Content, key: Key) -> None:
    row = row_of(theirs, key)
    assert row is not None, "the conflict keeps it"
    for parent in parents_of(key[0], row):
        if row_of(content, parent) is None and row_of(theirs, parent) is None:
            raise RuleBroken("conflict_row_gone", where=one.about)


def _tree(content: Content, key: Key) -> list[Key]:
    """Return a row and what stands under it, the row first."""
    found = [key] if row_of(content, key) is not None else []
    for one in found:
        found += [child for child in children(content, one) if child not in found]
    return found
