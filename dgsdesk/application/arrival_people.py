"""People who come in lists and on cards: who would be named where, and what of them would change."""

from __future__ import annotations

from dgsdesk.application.arrival_content import ArrivalKind, ArrivalPart
from dgsdesk.application.arrival_plan import FieldChange, PartPlan
from dgsdesk.application.desk import View
from dgsdesk.application.directory import NameToPost
from dgsdesk.application.membership import TITLES, members_on
from dgsdesk.application.people_columns import is_list_of_people, people_of_cards, people_of_table
from dgsdesk.application.people_import import PreviewLine, preview_people
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import person_name, plural


def plan_people(part: ArrivalPart, view: View) -> PartPlan:
    """Plan the naming of everybody whom a list or a card names to a post of the network."""
    if part.table is not None and not is_list_of_people(part.table):
        reason = (
            "Ce tableau n’a pas de colonnes « commune » et « nom » : ce n’est pas une liste de personnes."
        )
        return PartPlan(part.name, part.kind, "Tableau", reason=reason)
    try:
        raw = people_of_table(part.table, part.name) if part.table else people_of_cards(part.contacts)
    except KnownError as error:
        from dgsdesk.application.sentences import sentence

        return PartPlan(part.name, part.kind, "Liste de personnes", reason=sentence(error).message)
    lines = preview_people(view, raw)
    held = {one.organisation_id: one for one in members_on(view.store, view.clock.today())}
    acts, changes = [], []
    for line in lines:
        command = line.command
        if command is None:
            continue
        seat = held.get(command.organisation_id)
        before = seat.name if seat is not None and TITLES[seat.role] == TITLES[command.role] else ""
        after = person_name(command.person.given_name, command.person.family_name)
        if before != after:
            acts.append(command)
            changes.append(FieldChange(f"{TITLES[command.role]}, {line.commune}", before, after))
    return PartPlan(
        part.name,
        part.kind,
        _found(part, len(raw), acts),
        changes=tuple(changes),
        acts=tuple(acts),
        reason=_left(lines),
    )


def _found(part: ArrivalPart, count: int, acts: list[NameToPost]) -> str:
    what = "Cartes de visite" if part.kind is ArrivalKind.CONTACTS else "Liste"
    people = plural(count, "personne", "personnes")
    return f"{what} de {people}" if acts else f"{what} de {people}, rien de nouveau"


def _left(lines: list[PreviewLine]) -> str:
    """Say which lines cannot be taken, the first three by name."""
    problems = [f"ligne {line.line}, {line.problem}" for line in lines if line.command is None]
    if not problems:
        return ""
    more = f" et {plural(len(problems) - 3, 'autre', 'autres')}" if len(problems) > 3 else ""
    return f"{plural(len(problems), 'ligne laissée', 'lignes laissées')} : {' ; '.join(problems[:3])}{more}."
