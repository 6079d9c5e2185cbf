"""What clashes in a merge of dossiers is kept until a person chooses; settled once, it is asked no more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dgsdesk.application.command import Act
from dgsdesk.application.dossier.arrival import DossierPlan
from dgsdesk.application.dossier.json_rows import canonical, value_json
from dgsdesk.application.dossier.state import content_json
from dgsdesk.application.dossier.words import field_words, row_words, value_words
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.dossier_conflict import FieldConflict
from dgsdesk.domain.dossier_memory import Version
from dgsdesk.domain.dossier_merge import Clash
from dgsdesk.domain.dossier_rows import Content, Key, children, keys_of, row_of
from dgsdesk.domain.dossier_rules import RULES, SAID
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.minutes import ConflictChoice, ConflictPart, MinutesConflict
from dgsdesk.domain.minutes_matching import same_text
from dgsdesk.domain.richtext import Block, RichText, block_text, paragraph, plain_text

GONE = "null"
"""The JSON of a row that is not there."""


@dataclass(frozen=True)
class FoundPassage:
    """A passage, or a title, that clashes; its sides and who sent them."""

    item_id: str
    part: ConflictPart
    base: RichText
    ours: RichText
    theirs: RichText
    place: int
    sides: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from others: what was asked once is not asked again."""
        return self.item_id, self.part.value, _said(self.base), _said(self.theirs)


@dataclass(frozen=True)
class FoundField:
    """A field, or a row, that clashes, with its values as JSON and in words."""

    kind: type[Entity]
    row_id: str
    field: str
    about: str
    base: str
    ours: str
    theirs: str
    ours_words: str
    theirs_words: str
    sides: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from others: what was asked once is not asked again."""
        return self.kind.__name__, self.row_id, self.field, self.base, self.theirs


def passages_of(plan: DossierPlan) -> Iterator[FoundPassage]:
    """Give the passages and titles that clash."""
    if plan.merged is None:
        return
    for one in plan.merged.passages:
        clash = one.clash
        texts = (_alone(clash.base), _alone(clash.ours), _alone(clash.theirs))
        yield FoundPassage(one.item_id, ConflictPart.TEXT, *texts, clash.place, clash.sides)
    for found in plan.merged.clashes:
        if _is_title(found):
            lines = (_line(found.base), _line(found.ours), _line(found.theirs))
            yield FoundPassage(found.row_id, ConflictPart.TITLE, *lines, 0, found.sides)


def fields_of(plan: DossierPlan) -> Iterator[FoundField]:
    """Give the other fields and the rows that clash."""
    if plan.merged is None:
        return
    for one in plan.merged.clashes:
        if not _is_title(one):
            yield _found_row(plan, one) if not one.field else _found_field(plan, one)


def _is_title(one: Clash) -> bool:
    return one.kind is AgendaItem and one.field == "title"


def _alone(block: Block | None) -> RichText:
    return RichText() if block is None else RichText((block,))


def _line(value: object) -> RichText:
    return RichText((paragraph(str(value)),)) if value else RichText()


def _said(text: RichText) -> str:
    return same_text(plain_text(text))


def _found_field(plan: DossierPlan, one: Clash) -> FoundField:
    assert plan.merged is not None, "something was merged"
    row = plan.merged.rows[one.kind][one.row_id]
    return FoundField(
        one.kind,
        one.row_id,
        one.field,
        row_words(one.kind, row, plan.merged.rows),
        value_json(one.base),
        value_json(one.ours),
        value_json(one.theirs),
        value_words(one.ours, plan.merged.rows, one.field),
        value_words(one.theirs, plan.merged.rows, one.field),
        one.sides,
    )


def _found_row(plan: DossierPlan, one: Clash) -> FoundField:
    """Describe a row that one side took out or added where it cannot be."""
    assert plan.merged is not None, "something was merged"
    theirs = _version(plan, one.sides).content
    row = next(row for row in (one.ours, one.theirs, one.base) if isinstance(row, dict))
    content = plan.merged.rows if one.ours is not None else theirs
    key = (one.kind, one.row_id)
    return FoundField(
        one.kind,
        one.row_id,
        "",
        row_words(one.kind, row, content),
        GONE if one.base is None else _tree(_version(plan, one.sides).base, key),
        GONE if one.ours is None else _tree(plan.merged.rows, key),
        GONE if one.theirs is None else _tree(theirs, key),
        "retiré" if one.ours is None else "gardé",
        "retiré" if one.theirs is None else _row_said(plan, one),
        one.sides,
    )


def _row_said(plan: DossierPlan, one: Clash) -> str:
    """Say what a side made of a row that is not here: what it changed, else that it is new."""
    base, theirs = one.base, one.theirs
    assert isinstance(theirs, dict), "the row is there"
    if not isinstance(base, dict):
        return "ajouté"
    content = _version(plan, one.sides).content
    changed = [
        f"{field_words(one.kind, name)} : {value_words(theirs[name], content, name)}"
        for name in RULES[one.kind].ways
        if name in theirs and theirs[name] != base.get(name)
    ]
    return " ; ".join(changed) or "complété"


def _version(plan: DossierPlan, sides: Sequence[str]) -> Version:
    assert plan.memory is not None, "something was merged"
    return next(one for one in plan.memory.versions if one.side in sides)


def _tree(content: Content, key: Key) -> str:
    """Return a row with all that stands under it, as JSON."""
    wanted, left = {key}, [key]
    while left:
        found = set(children(content, left.pop())) - wanted
        wanted |= found
        left += sorted(found, key=lambda one: (one[0].__name__, one[1]))
    part: dict[type[Entity], dict[str, object]] = {}
    for one in keys_of(content):
        if one in wanted:
            part.setdefault(one[0], {})[one[1]] = row_of(content, one)
    return canonical(content_json(part)).decode()  # type: ignore[arg-type]


def fresh_passages(store: Store, plan: DossierPlan) -> list[FoundPassage]:
    """Return the passages that nobody was asked about yet."""
    known = {_known(one) for one in store.find(MinutesConflict, meeting_id=plan.meeting.id)}
    return [one for one in passages_of(plan) if one.key not in known]


def _known(one: MinutesConflict) -> tuple[str, ...]:
    return one.item_id, one.part.value, _said(one.base), _said(one.theirs)


def fresh_fields(store: Store, plan: DossierPlan) -> list[FoundField]:
    """Return the fields and rows that nobody was asked about yet."""
    known = {
        (one.kind, one.subject, one.field, one.base, one.theirs)
        for one in store.find(FieldConflict, meeting_id=plan.meeting.id)
    }
    return [one for one in fields_of(plan) if one.key not in known]


def keep_clashes(act: Act, plan: DossierPlan, source: str) -> int:
    """Keep what clashes until somebody chooses; return how many are new.

    What the same laptop took back meanwhile is asked no more.
    """
    passages, found = fresh_passages(act.store, plan), fresh_fields(act.store, plan)
    _drop_taken_back(act, plan)
    written = act.store.find(MinutesConflict, meeting_id=plan.meeting.id)
    position = max((one.position for one in written), default=0)
    for rank, passage in enumerate(passages, 1):
        one = passage_conflict(plan, passage, act.new_id(), act.now, act.actor, source)
        one.position = position + rank
        act.store.add(one)
    known = act.store.find(FieldConflict, meeting_id=plan.meeting.id)
    position = max((one.position for one in known), default=0)
    for rank, field in enumerate(found, 1):
        asked = field_conflict(plan, field, act.new_id(), act.now, act.actor, source)
        asked.position = position + rank
        act.store.add(asked)
    return len(passages) + len(found)


def writers(plan: DossierPlan, sides: Iterable[str]) -> str:
    """Name who sent the sides of a clash."""
    said_by = plan.said_by or {}
    return ", ".join(dict.fromkeys(said_by[one] for one in sides if one in said_by))


def passage_conflict(
    plan: DossierPlan, one: FoundPassage, id: str, at: datetime, by: str = "", source: str = ""
) -> MinutesConflict:
    """Return what is asked of a passage: read when, by whom, from which file."""
    return MinutesConflict(
        id=id,
        meeting_id=plan.meeting.id,
        item_id=one.item_id,
        position=0,
        part=one.part,
        base=one.base,
        ours=one.ours,
        theirs=one.theirs,
        place=one.place,
        source=source,
        version=0,
        read_at=at,
        read_by=by,
        written_by=writers(plan, one.sides),
        side=" ".join(one.sides),
    )


def field_conflict(
    plan: DossierPlan, one: FoundField, id: str, at: datetime, by: str = "", source: str = ""
) -> FieldConflict:
    """Return what is asked of a field or a row: read when, by whom, from which file."""
    return FieldConflict(
        id=id,
        meeting_id=plan.meeting.id,
        kind=one.kind.__name__,
        subject=one.row_id,
        field=one.field,
        about=one.about,
        base=one.base,
        ours=one.ours,
        theirs=one.theirs,
        source=source,
        read_at=at,
        side=" ".join(one.sides),
        position=0,
        read_by=by,
        written_by=writers(plan, one.sides),
    )


def _drop_taken_back(act: Act, plan: DossierPlan) -> None:
    """Stop asking about what only this laptop had said, and says no more."""
    version = _latest(plan)
    found = {one.key for one in passages_of(plan)} | {one.key for one in fields_of(plan)}
    mine = {"side": version.side, "meeting_id": plan.meeting.id, "choice": ConflictChoice.OPEN}
    for passage in act.store.find(MinutesConflict, **mine):
        if _known(passage) not in found and not _still_said(version.content, passage):
            act.store.remove(passage)
    for one in act.store.find(FieldConflict, **mine):
        key = (one.kind, one.subject, one.field, one.base, one.theirs)
        if key not in found and not _still_set(version.content, one):
            act.store.remove(one)


def _latest(plan: DossierPlan) -> Version:
    assert plan.memory is not None, "something was merged"
    dossier_id = plan.dossier.manifest.dossier_id
    return next(one for one in plan.memory.versions if one.dossier_id == dossier_id)


def _still_said(content: Content, one: MinutesConflict) -> bool:
    row = row_of(content, (AgendaItem, one.item_id))
    if row is None:
        return False
    if one.part is ConflictPart.TITLE:
        return _said(one.theirs) == same_text(str(row["title"]))
    text = row[SAID]
    blocks = text.blocks if isinstance(text, RichText) else ()
    said = {same_text(block_text(block)) for block in blocks}
    return _said(one.theirs) in said if one.theirs else _said(one.base) not in said


def _still_set(content: Content, one: FieldConflict) -> bool:
    kind = next(kind for kind in RULES if kind.__name__ == one.kind)
    row = row_of(content, (kind, one.subject))
    if not one.field:
        now = GONE if row is None else _tree(content, (kind, one.subject))
        return now == one.theirs
    return row is not None and value_json(row.get(one.field)) == one.theirs


def row_content(text: str) -> Content:
    """Return the rows that a conflict keeps as JSON, nothing for one that was taken out."""
    from dgsdesk.application.dossier.state import content_from_json

    return {} if text == GONE else content_from_json(json.loads(text))
