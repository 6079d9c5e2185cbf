"""Answers about a grey zone that came back in the lines of a message (product § 3.4)."""

from __future__ import annotations

from collections.abc import Iterator

from dgsdesk.application.arrival.content import ArrivalPart
from dgsdesk.application.arrival.plan import Book, FieldChange, PartPlan, PlannedZone, Sender
from dgsdesk.application.arrival.themes import commune_of, of_nobody
from dgsdesk.application.command import Act
from dgsdesk.application.desk import View
from dgsdesk.application.grey_zone.acts import Duty, MatrixCell, fill_cell
from dgsdesk.application.grey_zone.matrix import competence_labels, holder_label, short_label
from dgsdesk.application.grey_zone.positions import write_position
from dgsdesk.application.naming import of_organisation
from dgsdesk.application.registers import epci_word, words_of
from dgsdesk.domain.grey_zone import GreyZone, Holder, Position, Practice
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.wording import NBSP
from dgsdesk.domain.zone_answer import Told, code_in, read_answer, zone_code

_DUTIES = ((Duty.ACTS, "qui agit"), (Duty.PAYS, "qui paie"))


def plan_zone(part: ArrivalPart, view: View, book: Book, sender: Sender) -> PartPlan | None:
    """Plan a message whose lines were filled in; nothing when it answers no question of ours."""
    text = part.message.text if part.message is not None else part.text
    code = code_in(f"{sender.subject}\n{text}")
    zone = next((one for one in view.store.find(GreyZone) if code and zone_code(one.id) == code), None)
    if zone is None:
        return None
    answer = read_answer(text)
    found = f"Réponse sur la zone grise «{NBSP}{zone.title}{NBSP}»"
    if not answer:
        reason = "Aucune ligne n’y est remplie : lisez-la, puis notez-la dans la matrice de la zone."
        return PartPlan(part.name, part.kind, found, reason=reason)
    commune = commune_of(answer.commune, book, sender)
    if commune is None:
        return of_nobody(part, found, sender, "la matrice")
    told = tuple(
        (zone.competences[one.number - 1], one) for one in answer.told if one.number <= len(zone.competences)
    )
    changes = tuple(_changes(view, zone, commune, told, words_of(answer.position)))
    of = of_organisation(commune.name, commune.article, commune.kind)
    act = PlannedZone(zone.id, commune.id, told, answer.position)
    return PartPlan(part.name, part.kind, found.replace("Réponse", f"Réponse {of}"), None, changes, (act,))


def _changes(
    view: View, zone: GreyZone, commune: Organisation, told: tuple[tuple[str, Told], ...], position: str
) -> Iterator[FieldChange]:
    epci, labels = epci_word(view.network()), competence_labels(view)
    known = view.store.find(Practice, grey_zone_id=zone.id, organisation_id=commune.id)
    practices = {practice.competence: practice for practice in known}
    for competence, one in told:
        for duty, words in _DUTIES:
            holder: Holder = getattr(one, duty.value)
            before = getattr(practices.get(competence), duty.value, Holder.UNKNOWN)
            if holder not in (Holder.UNKNOWN, before):
                what = f"{commune.name}, {short_label(labels.get(competence, competence))}, {words}"
                yield FieldChange(what, holder_label(before, epci), holder_label(holder, epci))
    held = view.store.find(Position, grey_zone_id=zone.id, organisation_id=commune.id)
    was = held[0].text if held else ""
    if position and position != was:
        yield FieldChange(
            f"Position {of_organisation(commune.name, commune.article, commune.kind)}", was, position
        )


def take_zone_answer(act: Act, planned: PlannedZone) -> None:
    """Fill the cells of a commune and write its position, as it answered."""
    zone = act.store.get(GreyZone, planned.grey_zone_id)
    for competence, one in planned.told:
        for duty, _ in _DUTIES:
            holder: Holder = getattr(one, duty.value)
            if holder is not Holder.UNKNOWN and competence in zone.competences:
                fill_cell(act, zone, MatrixCell(planned.organisation_id, competence, duty), holder)
    if planned.position:
        write_position(act, zone.id, planned.organisation_id, words_of(planned.position))
