"""Observations settled: accepted, rephrased, refused, answered; the merged text grows as one goes (§ 3.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.minutes.discussed import tell_discussed
from dgsdesk.application.review.groups import requests_by_number
from dgsdesk.application.review.observation import in_review
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.minutes import MinutesEntry, Observation, ObservationState
from dgsdesk.domain.proposal import EXACT, Proposal, closeness, substituted, substituted_plain
from dgsdesk.domain.reconciliation import together
from dgsdesk.domain.richtext import RichText, normalised
from dgsdesk.domain.wording import join_and

add_sentences(
    {
        "refusal_without_reason": (
            "Un refus se motive.",
            "Écrivez la réponse qui figurera dans les suites données. Rien n’a été changé.",
        ),
        "rephrasing_without_words": (
            "La nouvelle formulation manque.",
            "Écrivez le texte retenu, ou la réponse qui l’explique. Rien n’a été changé.",
        ),
        "answer_without_words": (
            "La réponse manque.",
            "Écrivez-la : elle figurera dans les suites données. Rien n’a été changé.",
        ),
        "not_a_settlement": (
            "Une observation se traite en l’acceptant, en la reformulant, en y répondant ou en la refusant.",
            "Pour la remettre à traiter, rouvrez-la. Rien n’a été changé.",
        ),
    }
)

_WORDS = {
    ObservationState.ACCEPTED: ("acceptée", "acceptées"),
    ObservationState.REPHRASED: ("reformulée", "reformulées"),
    ObservationState.REFUSED: ("refusée", "refusées"),
    ObservationState.ANSWERED: ("répondue", "répondues"),
}


@dataclass(frozen=True)
class SettleObservation(Command[None]):
    """Accept, rephrase, refuse or answer, with a reply; whoever asked for the same gets the same.

    ``wording`` replaces the quoted passage in the item's text or decision (empty, it removes it); ``text``
    replaces the item's whole text; with neither, the text is left as it is. A refusal needs its reason.
    ``restarts`` keeps the approval back until a new version was sent round.
    """

    observation_id: str
    state: ObservationState
    reply: str = ""
    wording: str | None = None
    text: RichText | None = None
    changes_substance: bool = False
    restarts: bool = False


@dataclass(frozen=True)
class ReopenObservation(Command[None]):
    """Put what was settled back among what is to settle; its words go from the text where they stand."""

    observation_id: str


@handles(SettleObservation, "{what}")
def settle_observation(act: Act, command: SettleObservation) -> None:
    observation = in_review(act, command.observation_id)
    reply = command.reply.strip()
    _check_settlement(command, reply)
    same = together(observation, act.store.find(Observation, meeting_id=observation.meeting_id))
    act.tell(what=_what(act, observation, same, command.state))
    if command.text is not None and observation.item_id is not None:
        _write(act, observation, normalised(command.text))
    elif command.wording is not None:
        _apply(act, observation, command.wording)
    for one in same:
        one.state = command.state
        one.reply = reply
        one.settled_on = act.today
        one.kept = command.wording
        one.changes_substance = command.changes_substance
        one.restarts = command.changes_substance and command.restarts


def _check_settlement(command: SettleObservation, reply: str) -> None:
    if command.state is ObservationState.OPEN:
        raise BadInput("not_a_settlement")
    if command.state is ObservationState.REFUSED and not reply:
        raise BadInput("refusal_without_reason")
    if command.state is ObservationState.ANSWERED and not reply:
        raise BadInput("answer_without_words")
    said = reply or command.wording or command.text
    if command.state is ObservationState.REPHRASED and not said:
        raise BadInput("rephrasing_without_words")


def _what(act: Act, observation: Observation, same: list[Observation], state: ObservationState) -> str:
    """Say what was settled, and which other proposals for the same words still wait."""
    one, several = _WORDS[state]
    numbers = [str(other.position) for other in same]
    said = f"Observation {numbers[0]} {one}"
    if len(numbers) > 1:
        said = f"Observations {join_and(numbers)} {several}"
    rivals = _waiting_rivals(act, observation)
    if not rivals:
        return said
    which = "l’observation" if len(rivals) == 1 else "les observations"
    verb = "reste" if len(rivals) == 1 else "restent"
    return f"{said} ; {which} {join_and(rivals)}, sur le même passage, {verb} à traiter"


def _waiting_rivals(act: Act, observation: Observation) -> list[str]:
    known = requests_by_number(act.store, observation.meeting_id)
    rivals = (known[number] for number in known[observation.position].alternatives)
    return [str(one.lead.position) for one in rivals if one.lead.state is ObservationState.OPEN]


def _apply(act: Act, observation: Observation, wording: str) -> None:
    """Put other words in the place of the passage; raises RuleBroken("passage_not_found")."""
    asked = observation.proposal
    wanted = Proposal(asked.quote, wording, asked.before, asked.after, removes=not wording)
    if not _replaced(act, observation.item_id, wanted):
        raise RuleBroken("passage_not_found", quote=shortened(observation.quote, 40))


def _replaced(act: Act, item_id: str | None, wanted: Proposal) -> bool:
    """Change the discussion or the decision that holds the passage most surely; tell whether any does."""
    found = list(_holders(act, item_id, wanted))
    if item_id is None or not found:
        return False
    _, holder = max(found, key=lambda pair: pair[0])
    if isinstance(holder, Decision):
        holder.text = substituted_plain(holder.text, wanted) or ""
    else:
        holder.text = substituted(holder.text, wanted) or holder.text
    return True


def _holders(
    act: Act, item_id: str | None, wanted: Proposal
) -> Iterator[tuple[int, MinutesEntry | Decision]]:
    for entry in act.store.find(MinutesEntry, item_id=item_id):
        for block in entry.text.blocks:
            if (weight := closeness(block, wanted)) is not None:
                yield weight, entry
    for decision in act.store.find(Decision, item_id=item_id):
        if (weight := closeness(decision.text, wanted)) is not None:
            yield weight, decision


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
    tell_discussed(act, act.store.get(AgendaItem, observation.item_id))


@handles(ReopenObservation, "Observation {number} rouverte{restored}")
def reopen_observation(act: Act, command: ReopenObservation) -> None:
    observation = in_review(act, command.observation_id)
    same = together(observation, act.store.find(Observation, meeting_id=observation.meeting_id))
    restored = _restored(act, observation)
    for one in same:
        one.state = ObservationState.OPEN
        one.settled_on = None
        one.kept = None
        one.changes_substance = one.restarts = False
    act.tell(number=observation.position, restored=", texte d’origine rétabli" if restored else "")


def _restored(act: Act, observation: Observation) -> bool:
    """Put the quoted words back where those that were kept instead still stand."""
    kept = observation.kept
    if not kept or "\n" in kept or observation.item_id is None:
        return False
    back = Proposal(kept, observation.quote, observation.before, observation.after)
    exact = [weight for weight, _ in _holders(act, observation.item_id, back) if weight >= EXACT + 4]
    return bool(exact) and _replaced(act, observation.item_id, back)
