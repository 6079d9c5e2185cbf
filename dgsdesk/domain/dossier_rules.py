"""What of a meeting travels in a dossier and comes home: which fields, and how each is merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum, auto

from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, PreparationTask
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.library import DocumentUse, LibraryDocument
from dgsdesk.domain.meeting import Attendance, Meeting, MeetingState
from dgsdesk.domain.minutes import Suggestion, Unplaced
from dgsdesk.domain.network import Attachment


class Way(Enum):
    """How a field is merged.

    ``WHOLE``: two values that differ are a conflict. ``TEXT``: block by block. ``LINE``: word by word, whole
    where the words touch. ``GREATEST``: what only ever grows. ``STATE``: the furthest that the meeting got.
    ``PLACE``: behind which block of the item’s text it stands.
    """

    WHOLE = auto()
    TEXT = auto()
    LINE = auto()
    GREATEST = auto()
    STATE = auto()
    PLACE = auto()


SAID = "said"
"""What was said under an item, as if it were a field of the item: an item has one text, whatever its row."""

STATES = (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.HELD, MeetingState.DRAFTING)
"""How far a meeting may be brought by a dossier, in order; what comes after needs acts with proofs."""


@dataclass(frozen=True)
class KindRule:
    """How rows of one kind are merged.

    ``ways`` says it for each field that may come back changed, ``parents`` which fields name a row without
    which this one cannot be, ``group`` within which field’s value they are ordered by ``position`` (None:
    they have no order). ``removable`` when a dossier may take a row away.
    """

    ways: Mapping[str, Way]
    parents: Mapping[str, type[Entity]] = field(default_factory=dict)
    group: str | None = None
    removable: bool = True


def _whole(names: str, **others: Way) -> dict[str, Way]:
    return dict.fromkeys(names.split(), Way.WHOLE) | others


RULES: dict[type[Entity], KindRule] = {
    Meeting: KindRule(
        _whole(
            "starts_at ends_at place address access video_link lunch chair writer started_at closed_at",
            state=Way.STATE,
            changed_since_invitation=Way.GREATEST,
        ),
        removable=False,
    ),
    AgendaPart: KindRule(_whole("title kind minutes"), {"meeting_id": Meeting}, "meeting_id"),
    AgendaItem: KindRule(
        _whole(
            "part_id title presenter minutes audience competences source_kind source_id number"
            " comes_back recurring prepared_by recall referral referred_on referral_outcome",
            question=Way.LINE,
            added_late=Way.GREATEST,
            discussed=Way.GREATEST,
            spent_seconds=Way.GREATEST,
            said=Way.TEXT,
        ),
        {"meeting_id": Meeting, "part_id": AgendaPart},
        "part_id",
    ),
    PreparationTask: KindRule(_whole("owner due done", text=Way.LINE), {"item_id": AgendaItem}, "item_id"),
    Attendance: KindRule(
        _whole(
            "organisation_id person_id organisation_name name title email kind answer presence represented_by"
            " lunch remark arrived_at left_at",
            answer_stamp=Way.GREATEST,
        ),
        {"meeting_id": Meeting},
        "meeting_id",
    ),
    Decision: KindRule(
        _whole("item_id number audience", text=Way.LINE, place=Way.PLACE),
        {"meeting_id": Meeting, "item_id": AgendaItem},
        "meeting_id",
    ),
    Action: KindRule(
        _whole(
            "item_id owner owner_id due state done_on audience decision_id", text=Way.LINE, place=Way.PLACE
        ),
        {"meeting_id": Meeting, "item_id": AgendaItem},
        "meeting_id",
    ),
    Suggestion: KindRule(_whole("raised_by_id", text=Way.LINE), {"meeting_id": Meeting}, "meeting_id"),
    Unplaced: KindRule(_whole("fate"), {"meeting_id": Meeting}, "meeting_id", removable=False),
    LibraryDocument: KindRule(_whole("title tags review_on"), removable=False),
    DocumentUse: KindRule({}, {"document_id": LibraryDocument}),
    Attachment: KindRule({}, removable=False),
}
"""The kinds that come home, each after those that it depends on."""


def names_of(kind: type[Entity]) -> tuple[str, ...]:
    """Return all fields of a kind but its id, and what was said under an item."""
    own = tuple(one.name for one in fields(kind) if one.name != "id")
    return (*own, SAID) if kind is AgendaItem else own
