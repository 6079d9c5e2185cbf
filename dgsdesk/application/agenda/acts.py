"""The agenda's acts: items drawn from the pools, edited, moved, postponed (product § 3.3)."""

from __future__ import annotations

from dataclasses import dataclass, fields

from dgsdesk.application.agenda.source import (
    Draft,
    add_late,
    draft_of,
    give_back,
    part_for,
    position_in,
    take,
)
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.keep import KEEP, Keep, chosen
from dgsdesk.application.meeting.steps import is_frozen
from dgsdesk.application.registers import LIVE, title_of, words_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, PreparationTask, SourceKind, number_items
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.theme import RaisedTheme
from dgsdesk.domain.wording import MONTHS, date_full, duration

LONGEST = 600
"""The most minutes that one item or part may take."""

add_sentences(
    {
        "agenda_closed": (
            "L’ordre du jour de la réunion du {day} ne se modifie plus : elle est {now_word}.",
            "Préparez la réunion suivante.",
        ),
        "item_already_there": (
            "« {title} » est déjà à l’ordre du jour de cette réunion.",
            "Rien n’a été changé.",
        ),
        "recall_reserved": (
            "Le rappel imprimé sous « {title} » a été écrit pour moins de lecteurs.",
            "Effacez-le à la fiche du point (Ctrl+D), élargissez la diffusion, puis rappelez de nouveau ce "
            "qui peut l’être. Rien n’a été changé.",
        ),
        "item_has_notes": (
            "Le point « {title} » porte déjà des notes, une décision ou une action.",
            "Laissez-le à sa place ; ce qui n’a pas été traité sera proposé à nouveau.",
        ),
        "bad_minutes": (
            "Un point dure de 1 à {most} minutes ; « {minutes} » ne convient pas.",
            "Corrigez la durée. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class AddItem(Command[str]):
    """Put an item on an agenda, from a pool (``source_kind``, ``source_id``) or free (``title``).

    It goes to the part of its kind unless ``part_id`` says otherwise; what is not given comes from the
    source. Returns its id. Raises RuleBroken("item_already_there"), RuleBroken("agenda_closed").
    """

    meeting_id: str
    source_kind: SourceKind = SourceKind.FREE
    source_id: str = ""
    title: str = ""
    question: str = ""
    presenter: str = ""
    minutes: int | None = None
    audience: Audience | None = None
    part_id: str | None = None
    position: int | None = None


@dataclass(frozen=True)
class EditItem(Command[None]):
    """Change what is written of an item; ``minutes`` from 1 to 600."""

    item_id: str
    title: str | Keep = KEEP
    question: str | Keep = KEEP
    presenter: str | Keep = KEEP
    minutes: int | Keep = KEEP
    audience: Audience | Keep = KEEP
    recurring: bool | Keep = KEEP
    prepared_by: str | Keep = KEEP
    recall: str | Keep = KEEP


@dataclass(frozen=True)
class MoveItem(Command[None]):
    """Move an item to a part and a place in it (0 is first); a number already printed goes with it."""

    item_id: str
    part_id: str
    position: int


@dataclass(frozen=True)
class RemoveItem(Command[None]):
    """Send an item back to its pool; raises RuleBroken("item_has_notes")."""

    item_id: str


@dataclass(frozen=True)
class PostponeItem(Command[None]):
    """Move an item to the circle's next planned meeting; without one it goes back to its pool.

    A free item has no pool: it then becomes a raised theme, so that it is not forgotten.
    """

    item_id: str


@dataclass(frozen=True)
class DropCarriedOver(Command[None]):
    """Say that an item left undone by a past meeting is no longer to be proposed."""

    item_id: str


@handles(AddItem, "Point « {title} » ajouté à l’ordre du jour")
def add_item(act: Act, command: AddItem) -> str:
    meeting = agenda_meeting(act, command.meeting_id)
    if command.source_kind is SourceKind.FREE:
        draft = Draft(title=title_of(command.title), question=words_of(command.question))
    else:
        draft = draft_of(act.store, command.source_kind, command.source_id)
    if command.minutes is not None:
        check_minutes(command.minutes)
    item = put_item(act, meeting, draft, command.part_id, command.minutes, command.position)
    item.presenter = words_of(command.presenter) or item.presenter
    item.audience = item.audience if command.audience is None else command.audience
    act.tell(title=item.title)
    return item.id


def put_item(
    act: Act,
    meeting: Meeting,
    draft: Draft,
    part_id: str | None = None,
    minutes: int | None = None,
    position: int | None = None,
) -> AgendaItem:
    """Add an item to an agenda and tell its pool; raises RuleBroken("item_already_there")."""
    if draft.source_id and act.store.find(AgendaItem, meeting_id=meeting.id, source_id=draft.source_id):
        raise RuleBroken("item_already_there", title=draft.title)
    part = act.store.get(AgendaPart, part_id) if part_id else part_for(act, meeting, draft.part_kind)
    item = AgendaItem(
        id=act.new_id(),
        meeting_id=meeting.id,
        part_id=part.id,
        position=position_in(act.store, part.id, position),
        title=draft.title,
        question=draft.question,
        presenter=draft.presenter,
        minutes=minutes or draft.minutes,
        audience=draft.audience,
        competences=draft.competences,
        source_kind=draft.source_kind,
        source_id=draft.source_id,
        recurring=draft.recurring,
        prepared_by=draft.prepared_by,
        referral=draft.referral,
    )
    act.store.add(item)
    if is_frozen(meeting):
        add_late(act.store, meeting, item)
    take(act.store, item)
    return item


@handles(EditItem, "{what}")
def edit_item(act: Act, command: EditItem) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    agenda_meeting(act, item.meeting_id)
    if not isinstance(command.minutes, Keep):
        check_minutes(command.minutes)
    if not isinstance(command.title, Keep):
        item.title = title_of(command.title)
    item.question = words_of(chosen(command.question, item.question))
    item.presenter = words_of(chosen(command.presenter, item.presenter))
    item.minutes = chosen(command.minutes, item.minutes)
    if chosen(command.audience, item.audience) > item.audience and item.recall and command.recall is KEEP:
        raise RuleBroken("recall_reserved", title=item.title)
    item.audience = chosen(command.audience, item.audience)
    item.recurring = chosen(command.recurring, item.recurring)
    item.prepared_by = words_of(chosen(command.prepared_by, item.prepared_by))
    item.recall = words_of(chosen(command.recall, item.recall))
    act.tell(what=_edit_in_words(command, item, number_of(act, item)))


def _edit_in_words(command: EditItem, item: AgendaItem, number: str) -> str:
    """Name the act after the one field that was changed, as the status bar shows it."""
    changed = [one.name for one in fields(command)[1:] if getattr(command, one.name) is not KEEP]
    if changed == ["minutes"]:
        return f"Durée du point {number} : {duration(item.minutes)}"
    if changed == ["presenter"] and item.presenter:
        return f"Point {number} présenté par {item.presenter}"
    if changed == ["prepared_by"] and item.prepared_by:
        return f"Point {number} préparé par {item.prepared_by}"
    if changed == ["recurring"]:
        again = "revient à chaque réunion" if item.recurring else "ne revient plus à chaque réunion"
        return f"Le point {number} {again}"
    if changed == ["recall"]:
        return f"Rappel du point {number} modifié"
    return f"Point {number} modifié"


@handles(MoveItem, "Point « {title} » déplacé")
def move_item(act: Act, command: MoveItem) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    meeting = agenda_meeting(act, item.meeting_id)
    part = act.store.get(AgendaPart, command.part_id)
    if part.meeting_id != meeting.id:
        raise BadInput("gone")
    others = [o for o in act.store.find(AgendaItem, part_id=part.id) if o.id != item.id]
    at = max(0, min(command.position, len(others)))
    item.part_id = part.id
    for position, other in enumerate((*others[:at], item, *others[at:])):
        other.position = position
    act.tell(title=item.title)


@handles(RemoveItem, "Point « {title} » retiré de l’ordre du jour")
def remove_item(act: Act, command: RemoveItem) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    meeting = agenda_meeting(act, item.meeting_id)
    _refuse_notes(act, meeting, item)
    act.tell(title=item.title)
    give_back(act.store, item)
    _forget(act, item)


@handles(PostponeItem, "Point {number} reporté {when}")
def postpone_item(act: Act, command: PostponeItem) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    meeting = agenda_meeting(act, item.meeting_id)
    _refuse_notes(act, meeting, item)
    act.tell(number=number_of(act, item), when="à une autre réunion")
    following = next_meeting(act, meeting)
    if following is None:
        _keep_for_later(act, item)
        return
    act.tell(when=f"en {MONTHS[following.day.month - 1]}")
    kind = act.store.get(AgendaPart, item.part_id).kind
    item.meeting_id = following.id
    item.part_id = part_for(act, following, kind).id
    item.position = position_in(act.store, item.part_id, None, but=item.id)
    item.number, item.added_late = "", False
    if is_frozen(following):
        add_late(act.store, following, item)


def next_meeting(act: Act, meeting: Meeting) -> Meeting | None:
    """Return the circle's next meeting that is still being prepared."""
    states = {MeetingState.PLANNED, MeetingState.INVITED}
    coming = act.store.find(Meeting, circle_id=meeting.circle_id, state=states)
    return min((m for m in coming if m.day > meeting.day), key=lambda m: m.day, default=None)


def _keep_for_later(act: Act, item: AgendaItem) -> None:
    if item.source_kind is SourceKind.FREE:
        theme = RaisedTheme(id=act.new_id(), title=item.title, question=item.question, raised_on=act.today)
        act.store.add(theme)
    give_back(act.store, item)
    _forget(act, item)


def _forget(act: Act, item: AgendaItem) -> None:
    """Take an item away with what was to be prepared for it."""
    for task in act.store.find(PreparationTask, item_id=item.id):
        act.store.remove(task)
    act.store.remove(item)


@handles(DropCarriedOver, "Point « {title} » laissé de côté")
def drop_carried_over(act: Act, command: DropCarriedOver) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    item.comes_back = False
    act.tell(title=item.title)


def agenda_meeting(act: Act, meeting_id: str) -> Meeting:
    """Return a meeting whose agenda may still change; raises RuleBroken("agenda_closed")."""
    meeting = act.store.get(Meeting, meeting_id)
    if meeting.state not in LIVE:
        raise RuleBroken("agenda_closed", day=date_full(meeting.day), now=meeting.state.value)
    return meeting


def number_of(act: Act, item: AgendaItem) -> str:
    """Return the number that an item has on its agenda."""
    parts = act.store.find(AgendaPart, meeting_id=item.meeting_id)
    items = act.store.find(AgendaItem, meeting_id=item.meeting_id)
    return number_items(parts, items)[item.id]


def check_minutes(minutes: int) -> None:
    """Refuse a length that no item and no part has; raises BadInput("bad_minutes")."""
    if not 1 <= minutes <= LONGEST:
        raise BadInput("bad_minutes", minutes=minutes, most=LONGEST)


def _refuse_notes(act: Act, meeting: Meeting, item: AgendaItem) -> None:
    kinds = (MinutesEntry, Decision, Action)
    noted = any(act.store.find(kind, item_id=item.id) for kind in kinds)
    if noted or meeting.current_item_id == item.id:
        raise RuleBroken("item_has_notes", title=item.title)
