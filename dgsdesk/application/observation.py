"""Observations on a circulated draft: noted, placed, then accepted, rephrased or refused (product § 3.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.membership import members_on
from dgsdesk.application.minutes_version import circulations_of, standing_circulation
from dgsdesk.application.naming import seat_name
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesEntry, Observation, ObservationState, ObservationWay
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.proposal import Proposal, substituted, substituted_plain
from dgsdesk.domain.richtext import RichText, normalised
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
        "refusal_without_reason": (
            "Un refus se motive.",
            "Écrivez la réponse qui figurera dans les suites données. Rien n’a été changé.",
        ),
        "rephrasing_without_words": (
            "La nouvelle formulation manque.",
            "Écrivez le texte retenu, ou la réponse qui l’explique. Rien n’a été changé.",
        ),
        "passage_not_found": (
            "Le passage « {quote} » ne se trouve plus dans le texte du point.",
            "Corrigez le texte à la main, puis traitez l’observation sans l’appliquer. Rien n’a été changé.",
        ),
        "observation_of_another_meeting": (
            "Ce point appartient à une autre réunion.",
            "Choisissez un point de la réunion en relecture. Rien n’a été changé.",
        ),
        "not_a_settlement": (
            "Une observation se traite en l’acceptant, en la reformulant ou en la refusant.",
            "Pour la remettre à traiter, rouvrez-la. Rien n’a été changé.",
        ),
    }
)

SETTLED_WORDS = {
    ObservationState.ACCEPTED: "acceptée",
    ObservationState.REPHRASED: "reformulée",
    ObservationState.REFUSED: "refusée",
}


@dataclass(frozen=True)
class AddObservation(Command[str]):
    """Note an observation; the author is named by ``author``, or as the director of an organisation.

    ``quote`` is the passage that it speaks of, ``proposed`` what would stand instead. ``received_on`` is
    today unless told otherwise. Raises RuleBroken("not_in_review"), BadInput.
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


@dataclass(frozen=True)
class PlaceObservation(Command[None]):
    """Tie an observation that came without a place to an item, or untie it."""

    observation_id: str
    item_id: str | None


@dataclass(frozen=True)
class SettleObservation(Command[None]):
    """Accept, rephrase or refuse, with a reply.

    ``wording`` replaces the quoted passage in the item's text or decision; ``text`` replaces the item's
    whole text; with neither, the text is left as it is. A refusal needs its reason.
    """

    observation_id: str
    state: ObservationState
    reply: str = ""
    wording: str | None = None
    text: RichText | None = None
    changes_substance: bool = False


@dataclass(frozen=True)
class ReopenObservation(Command[None]):
    """Put a settled observation back among those to settle; the text stays as it is."""

    observation_id: str


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
    observation = Observation(
        id=act.new_id(),
        meeting_id=meeting.id,
        position=next_position(act, meeting.id),
        author=_author(act, command),
        received_on=received,
        text=words,
        item_id=command.item_id,
        organisation_id=command.organisation_id,
        quote=command.quote.strip(),
        proposed=proposed,
        way=command.way,
        late=is_late(act, meeting.id, received),
    )
    act.store.add(observation)
    act.tell(number=observation.position, short=shortened(words or proposed))
    return observation.id


def next_position(act: Act, meeting_id: str) -> int:
    """Return the number of the next observation; a number is never given twice while others stand."""
    return 1 + max((one.position for one in act.store.find(Observation, meeting_id=meeting_id)), default=0)


def is_late(act: Act, meeting_id: str, received: date) -> bool:
    """Tell whether a day is past the deadline that counts."""
    circulation = standing_circulation(circulations_of(act.store, meeting_id))
    return circulation is not None and received > circulation.last_day


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
    observation = _in_review(act, command.observation_id)
    _check_item(act, observation.meeting_id, command.item_id)
    observation.item_id = command.item_id
    title = act.store.get(AgendaItem, command.item_id).title if command.item_id else ""
    act.tell(number=observation.position, place=f"à « {title} »" if title else "à aucun point")


@handles(SettleObservation, "Observation {number} {word}")
def settle_observation(act: Act, command: SettleObservation) -> None:
    observation = _in_review(act, command.observation_id)
    reply = command.reply.strip()
    _check_settlement(command, reply)
    if command.text is not None and observation.item_id is not None:
        _write(act, observation, normalised(command.text))
    elif command.wording is not None:
        _apply(act, observation, command.wording)
    observation.state = command.state
    observation.reply = reply
    observation.settled_on = act.today
    observation.changes_substance = command.changes_substance
    act.tell(number=observation.position, word=SETTLED_WORDS[command.state])


def _check_settlement(command: SettleObservation, reply: str) -> None:
    if command.state is ObservationState.OPEN:
        raise BadInput("not_a_settlement")
    if command.state is ObservationState.REFUSED and not reply:
        raise BadInput("refusal_without_reason")
    said = reply or command.wording or command.text
    if command.state is ObservationState.REPHRASED and not said:
        raise BadInput("rephrasing_without_words")


def _apply(act: Act, observation: Observation, wording: str) -> None:
    """Put other words in the place of the passage: in the item's text, else in one of its decisions."""
    proposal = Proposal(observation.quote, wording)
    for entry in act.store.find(MinutesEntry, item_id=observation.item_id):
        changed = substituted(entry.text, proposal)
        if changed is not None:
            entry.text = changed
            return
    for decision in act.store.find(Decision, item_id=observation.item_id):
        plain = substituted_plain(decision.text, proposal)
        if plain is not None:
            decision.text = plain
            return
    raise RuleBroken("passage_not_found", quote=shortened(observation.quote, 40))


def _write(act: Act, observation: Observation, text: RichText) -> None:
    entries = act.store.find(MinutesEntry, item_id=observation.item_id)
    if entries:
        entries[0].text = text
        return
    assert observation.item_id is not None
    act.store.add(
        MinutesEntry(
            id=act.new_id(), meeting_id=observation.meeting_id, item_id=observation.item_id, text=text
        )
    )


@handles(ReopenObservation, "Observation {number} rouverte")
def reopen_observation(act: Act, command: ReopenObservation) -> None:
    observation = _in_review(act, command.observation_id)
    observation.state = ObservationState.OPEN
    observation.settled_on = None
    observation.changes_substance = False
    act.tell(number=observation.position)


@handles(RemoveObservation, "Observation {number} retirée : {short}")
def remove_observation(act: Act, command: RemoveObservation) -> None:
    observation = _in_review(act, command.observation_id)
    act.tell(number=observation.position, short=shortened(observation.text or observation.proposed))
    act.store.remove(observation)


def _in_review(act: Act, observation_id: str) -> Observation:
    observation = act.store.get(Observation, observation_id)
    meeting_in_review(act, observation.meeting_id)
    return observation
