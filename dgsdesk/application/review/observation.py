"""Observations on a circulated draft: noted, placed, taken away (product § 3.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.membership import members_on
from dgsdesk.application.minutes.version import circulations_of, standing_circulation
from dgsdesk.application.naming import seat_name
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesEntry, Observation, ObservationWay
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.proposal import Proposal, placed, with_context
from dgsdesk.domain.reconciliation import together
from dgsdesk.domain.richtext import block_text
from dgsdesk.domain.wording import date_full

add_sentences(
    {
        "not_in_review": (
            "Le compte rendu n’est pas en relecture : aucune observation ne peut être notée ni traitée.",
            "Envoyez d’abord le projet, ou retirez l’approbation. Rien n’a été changé.",
        ),
        "observation_empty": (
            "L’observation ne dit rien.",
            "Écrivez une remarque, ou le texte proposé. Rien n’a été changé.",
        ),
        "observation_without_author": (
            "On ne sait pas de qui vient l’observation.",
            "Choisissez la commune, ou écrivez un nom. Rien n’a été changé.",
        ),
        "received_later": (
            "L’observation ne peut pas avoir été reçue le {day}, qui est à venir.",
            "Corrigez la date de réception. Rien n’a été changé.",
        ),
        "passage_not_found": (
            "Le passage « {quote} » ne se trouve plus dans le texte du point.",
            "Sélectionnez dans le projet le passage à remplacer, puis « Placer sur la sélection ». "
            "Rien n’a été changé.",
        ),
        "observation_of_another_meeting": (
            "Ce point appartient à une autre réunion.",
            "Choisissez un point de la réunion en relecture. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class AddObservation(Command[str]):
    """Note an observation; the author is named by ``author``, or as the director of an organisation.

    ``quote`` is the passage that it speaks of, ``proposed`` what would stand instead. ``received_on`` is
    today unless told otherwise, ``source`` names the file that it came in.
    Raises RuleBroken("not_in_review"), BadInput.
    """

    meeting_id: str
    text: str
    author: str = ""
    organisation_id: str | None = None
    item_id: str | None = None
    quote: str = ""
    proposed: str = ""
    way: ObservationWay = ObservationWay.TYPED
    received_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class PlaceObservation(Command[None]):
    """Tie an observation that came without a place to an item, or untie it; its like go with it."""

    observation_id: str
    item_id: str | None


@dataclass(frozen=True)
class AimObservation(Command[None]):
    """Tie a proposal to a passage that a person shows, since its own is no longer found."""

    observation_id: str
    item_id: str
    quote: str


@dataclass(frozen=True)
class RemoveObservation(Command[None]):
    """Take away an observation noted by mistake."""

    observation_id: str


def meeting_in_review(act: Act, meeting_id: str) -> Meeting:
    """Return a meeting whose draft is being read over; raises RuleBroken("not_in_review")."""
    meeting = act.store.get(Meeting, meeting_id)
    if meeting.state is not MeetingState.CIRCULATED:
        raise RuleBroken("not_in_review")
    return meeting


@handles(AddObservation, "Observation {number} notée : {short}")
def add_observation(act: Act, command: AddObservation) -> str:
    meeting = meeting_in_review(act, command.meeting_id)
    words, proposed = command.text.strip(), command.proposed.strip()
    if not words and not proposed:
        raise BadInput("observation_empty")
    received = command.received_on or act.today
    if received > act.today:
        raise BadInput("received_later", day=date_full(received))
    _check_item(act, meeting.id, command.item_id)
    wanted = Proposal(command.quote.strip(), proposed)
    if command.item_id is not None:
        wanted = with_context(live_words(act, command.item_id), wanted)
    observation = Observation(
        id=act.new_id(),
        meeting_id=meeting.id,
        position=next_position(act, meeting.id),
        author=_author(act, command),
        received_on=received,
        text=words,
        item_id=command.item_id,
        organisation_id=command.organisation_id,
        quote=wanted.quote,
        proposed=proposed,
        before=wanted.before,
        after=wanted.after,
        way=command.way,
        source=command.source,
        late=received > last_day(act, meeting.id),
    )
    act.store.add(observation)
    act.tell(number=observation.position, short=shortened(words or proposed))
    return observation.id


def next_position(act: Act, meeting_id: str) -> int:
    """Return the number of the next observation; a number is never given twice while others stand."""
    return 1 + max((one.position for one in act.store.find(Observation, meeting_id=meeting_id)), default=0)


def last_day(act: Act, meeting_id: str) -> date:
    """Return the deadline that counts, the end of time when there is none."""
    circulation = standing_circulation(circulations_of(act.store, meeting_id))
    return circulation.last_day if circulation is not None else date.max


def _author(act: Act, command: AddObservation) -> str:
    if command.author.strip():
        return command.author.strip()
    if command.organisation_id is None:
        raise BadInput("observation_without_author")
    seats = {seat.organisation_id: seat_name(seat) for seat in members_on(act.store, act.today)}
    return seats.get(command.organisation_id) or act.store.get(Organisation, command.organisation_id).name


def _check_item(act: Act, meeting_id: str, item_id: str | None) -> None:
    if item_id is not None and act.store.get(AgendaItem, item_id).meeting_id != meeting_id:
        raise BadInput("observation_of_another_meeting")


@handles(PlaceObservation, "Observation {number} rattachée {place}")
def place_observation(act: Act, command: PlaceObservation) -> None:
    observation = in_review(act, command.observation_id)
    _check_item(act, observation.meeting_id, command.item_id)
    for one in together(observation, act.store.find(Observation, meeting_id=observation.meeting_id)):
        one.item_id = command.item_id
    title = act.store.get(AgendaItem, command.item_id).title if command.item_id else ""
    act.tell(number=observation.position, place=f"à « {title} »" if title else "à aucun point")


@handles(AimObservation, "Observation {number} placée sur « {short} »")
def aim_observation(act: Act, command: AimObservation) -> None:
    observation = in_review(act, command.observation_id)
    _check_item(act, observation.meeting_id, command.item_id)
    quote = command.quote.strip()
    wanted = with_context(live_words(act, command.item_id), Proposal(quote, observation.proposed))
    if not wanted.before and not wanted.after and placed(live_words(act, command.item_id), wanted) is None:
        raise RuleBroken("passage_not_found", quote=shortened(quote, 40))
    for one in together(observation, act.store.find(Observation, meeting_id=observation.meeting_id)):
        one.item_id = command.item_id
        one.quote, one.before, one.after = wanted.quote, wanted.before, wanted.after
    act.tell(number=observation.position, short=shortened(quote, 40))


def live_words(act: Act, item_id: str) -> str:
    """Return the words of an item as they stand now, one line a block."""
    entries = act.store.find(MinutesEntry, item_id=item_id)
    lines = [block_text(block) for entry in entries for block in entry.text.blocks]
    return "\n".join([*lines, *(decision.text for decision in act.store.find(Decision, item_id=item_id))])


@handles(RemoveObservation, "Observation {number} retirée : {short}")
def remove_observation(act: Act, command: RemoveObservation) -> None:
    observation = in_review(act, command.observation_id)
    act.tell(number=observation.position, short=shortened(observation.text or observation.proposed))
    act.store.remove(observation)


def in_review(act: Act, observation_id: str) -> Observation:
    """Return an observation of a draft that is being read over."""
    observation = act.store.get(Observation, observation_id)
    meeting_in_review(act, observation.meeting_id)
    return observation
