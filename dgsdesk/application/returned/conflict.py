"""Conflicts of what came back, Word file or dossier: side by side until somebody chooses (product § 3.11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.dossier.field_conflict import FieldConflictRow, field_conflicts, settle_field
from dgsdesk.application.history.value_words import NOTHING
from dgsdesk.application.returned.conflict_origin import our_origins
from dgsdesk.application.returned.merge import action_from
from dgsdesk.application.returned.take import add_action, add_decision, write_action
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, number_items
from dgsdesk.domain.block_matching import match_inserted
from dgsdesk.domain.differences import BlockDifference, differences
from dgsdesk.domain.dossier_conflict import FieldConflict
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import ConflictChoice, ConflictPart, MinutesConflict, MinutesEntry
from dgsdesk.domain.richtext import Block, RichText, block_text, normalised, paragraphs_of, plain_text
from dgsdesk.domain.wording import date_long, hour, uncapitalised

add_sentences(
    {
        "conflict_settled": (
            "Le choix est déjà fait pour ce passage.",
            "Annulez ce choix pour le reprendre. Rien n’a été changé.",
        ),
        "conflict_choice": (
            "Ce passage ne se garde pas en double.",
            "Gardez le nôtre, prenez celui du fichier ou écrivez-en un autre. Rien n’a été changé.",
        ),
        "conflict_text_empty": (
            "Le passage retenu ne dit rien.",
            "Écrivez le texte, ou choisissez l’un des deux. Rien n’a été changé.",
        ),
        "conflict_action_unread": (
            "Une suite à donner s’écrit sur trois lignes : quoi, qui, quand (« 15 décembre 2026 »).",
            "Corrigez les trois lignes. Rien n’a été changé.",
        ),
    }
)

PART_WORDS = {
    ConflictPart.TEXT: "Texte",
    ConflictPart.TITLE: "Titre",
    ConflictPart.DECISION: "Décision",
    ConflictPart.ACTION: "Suite à donner",
}

CHOICE_WORDS = {
    ConflictChoice.OURS: "le nôtre gardé",
    ConflictChoice.THEIRS: "celui du fichier pris",
    ConflictChoice.BOTH: "les deux gardés",
    ConflictChoice.EDITED: "réécrit",
}


@dataclass(frozen=True)
class SettleConflict(Command[None]):
    """Choose between our words and the file's, keep both, or write others (``text``).

    Raises RuleBroken("conflict_settled"), BadInput: "conflict_choice", "conflict_text_empty",
    "conflict_action_unread".
    """

    conflict_id: str
    choice: ConflictChoice
    text: RichText | None = None


@dataclass(frozen=True)
class ConflictRow:
    """A conflict as it is shown: what differs between ours and theirs, who and when.

    ``ours`` and ``theirs`` show each side against what was sent. ``part`` is None for a field or a row of
    the meeting, ``item_id`` empty for what stands under no item.
    """

    id: str
    item_id: str
    heading: str
    part: ConflictPart | None
    words: str
    ours: tuple[BlockDifference, ...]
    theirs: tuple[BlockDifference, ...]
    ours_text: RichText
    theirs_text: RichText
    ours_from: str
    theirs_from: str
    may_keep_both: bool


def conflicts_of(view: View, meeting_id: str) -> tuple[ConflictRow, ...]:
    """Return the conflicts of a meeting that wait for a choice, in reading order."""
    return (*_passages(view, meeting_id), *map(_field_row, field_conflicts(view, meeting_id)))


def _passages(view: View, meeting_id: str) -> tuple[ConflictRow, ...]:
    store = view.store
    open_ones = store.find(MinutesConflict, meeting_id=meeting_id, choice=ConflictChoice.OPEN)
    if not open_ones:
        return ()
    items = store.find(AgendaItem, meeting_id=meeting_id)
    numbers = number_items(store.find(AgendaPart, meeting_id=meeting_id), items)
    headings = {item.id: f"{numbers[item.id]} {item.title}" for item in items}
    order = sorted(open_ones, key=lambda one: (headings[one.item_id], one.position))
    ours_from = our_origins(view, meeting_id, order)
    return tuple(_row(one, headings[one.item_id], ours_from[one.id]) for one in order)


def _field_row(one: FieldConflictRow) -> ConflictRow:
    base = RichText() if one.base == NOTHING else paragraphs_of(one.base)
    ours, theirs = paragraphs_of(one.ours), paragraphs_of(one.theirs)
    return ConflictRow(
        one.id,
        one.item_id,
        one.about,
        None,
        one.what.capitalize(),
        differences(base, ours),
        differences(base, theirs),
        ours,
        theirs,
        one.ours_from,
        one.theirs_from,
        may_keep_both=False,
    )


def _row(one: MinutesConflict, heading: str, ours_from: str) -> ConflictRow:
    writer = f"{one.written_by}, dans" if one.written_by else "Dans"
    reader = f" par {one.read_by}" if one.read_by else ""
    return ConflictRow(
        one.id,
        one.item_id,
        heading,
        one.part,
        PART_WORDS[one.part],
        differences(one.base, one.ours),
        differences(one.base, one.theirs),
        one.ours,
        one.theirs,
        ours_from,
        f"{writer} « {one.source} », repris le {_moment(one.read_at)}{reader}",
        may_keep_both(one),
    )


def _moment(at: datetime) -> str:
    return f"{date_long(at.date())} à {hour(at.time())}"


def may_keep_both(one: MinutesConflict) -> bool:
    """Tell whether both sides may stand one after the other."""
    return one.part is not ConflictPart.TITLE and bool(one.ours.blocks) and bool(one.theirs.blocks)


@handles(SettleConflict, "Conflit réglé, {where} : {chosen}")
def settle_conflict(act: Act, command: SettleConflict) -> None:
    for field in act.store.find(FieldConflict, id=command.conflict_id):
        _not_frozen(act, field.meeting_id)
        act.tell(where=uncapitalised(shortened(field.about)), chosen=CHOICE_WORDS[command.choice])
        settle_field(act, field, command.choice, command.text)
        return
    one = act.store.get(MinutesConflict, command.conflict_id)
    _not_frozen(act, one.meeting_id)
    if one.choice is not ConflictChoice.OPEN:
        raise RuleBroken("conflict_settled")
    if command.choice is ConflictChoice.BOTH and not may_keep_both(one):
        raise BadInput("conflict_choice")
    item = act.store.get(AgendaItem, one.item_id)
    where = f"«\u00a0{shortened(item.title)}\u00a0»"
    act.tell(where=where, chosen=CHOICE_WORDS[command.choice])
    if command.choice is not ConflictChoice.OURS:
        _SETTLERS[one.part](act, one, _chosen(one, command), command.choice is ConflictChoice.BOTH)
    one.choice = command.choice


def _not_frozen(act: Act, meeting_id: str) -> None:
    meeting = act.store.get(Meeting, meeting_id)
    if meeting.state in (MeetingState.APPROVED, MeetingState.DISPATCHED):
        raise RuleBroken("minutes_frozen")


def _chosen(one: MinutesConflict, command: SettleConflict) -> RichText:
    if command.choice is ConflictChoice.EDITED:
        if command.text is None or not command.text:
            raise BadInput("conflict_text_empty")
        return normalised(command.text)
    return one.theirs


def _settle_text(act: Act, one: MinutesConflict, chosen: RichText, both: bool) -> None:
    found = act.store.find(MinutesEntry, item_id=one.item_id)
    blocks = found[0].text.blocks if found else ()
    start, end = place_in(blocks, one)
    ours = blocks[start:end] if both else ()
    text = RichText((*blocks[:start], *ours, *chosen.blocks, *blocks[end:]))
    if found:
        found[0].text = text
        return
    entry = MinutesEntry(id=act.new_id(), meeting_id=one.meeting_id, item_id=one.item_id, text=text)
    act.store.add(entry)


def place_in(blocks: Sequence[Block], one: MinutesConflict) -> tuple[int, int]:
    """Return from which block to before which one our side of a conflict stands now.

    The same words, nearest to where they were; else the block that is likest; else where they were, or would
    have been.
    """
    rank = max(0, min(one.place, len(blocks)))
    if not one.ours.blocks:
        return rank, rank
    ours = one.ours.blocks[0]
    said = block_text(ours)
    same = [place for place, block in enumerate(blocks) if block_text(block) == said]
    if same:
        rank = min(same, key=lambda place: (abs(place - rank), place))
        return rank, rank + 1
    like = match_inserted((ours,), blocks)
    return (like[0][1], like[0][1] + 1) if like else (rank, rank)


def _settle_title(act: Act, one: MinutesConflict, chosen: RichText, both: bool) -> None:
    del both
    act.store.get(AgendaItem, one.item_id).title = _line(chosen)


def _line(text: RichText) -> str:
    return " ".join(plain_text(text).split("\n")).strip()


def _settle_decision(act: Act, one: MinutesConflict, chosen: RichText, both: bool) -> None:
    here = act.store.find(Decision, id=one.subject)
    words = _line(chosen)
    if here and not words:
        act.store.remove(here[0])
    elif here and not both:
        here[0].text = words
    elif words:
        add_decision(act, one.meeting_id, one.item_id, words, chosen.blocks[0].audience)


def _settle_action(act: Act, one: MinutesConflict, chosen: RichText, both: bool) -> None:
    here = act.store.find(Action, id=one.subject)
    if not chosen:
        for action in here:
            act.store.remove(action)
        return
    words = action_from((*plain_text(chosen).split("\n"), "", "")[:3])
    if words is None:
        raise BadInput("conflict_action_unread")
    if here and not both:
        write_action(here[0], words)
    else:
        add_action(act, one.meeting_id, one.item_id, words)


Settler = Callable[[Act, MinutesConflict, RichText, bool], None]

_SETTLERS: dict[ConflictPart, Settler] = {
    ConflictPart.TEXT: _settle_text,
    ConflictPart.TITLE: _settle_title,
    ConflictPart.DECISION: _settle_decision,
    ConflictPart.ACTION: _settle_action,
}
