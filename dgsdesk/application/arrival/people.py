"""People who come in lists and on cards: who would be named where, and what of them would change."""

from __future__ import annotations

from dgsdesk.application.arrival.content import ArrivalKind, ArrivalPart
from dgsdesk.application.arrival.plan import PartPlan
from dgsdesk.application.desk import View
from dgsdesk.application.directory.columns import (
    RawPerson,
    below_heading,
    match_columns,
    people_of_cards,
    people_of_table,
)
from dgsdesk.application.directory.importing import PreviewLine, matching_facts, preview_people
from dgsdesk.application.directory.likeness import LIKENESS_WORDS
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import plural

UNKNOWN_COLUMNS = (
    "Les colonnes de ce tableau ne sont pas reconnues : accordez-les pour en reprendre les personnes."
)


def plan_people(part: ArrivalPart, view: View) -> PartPlan:
    """Plan the naming of everybody whom a list or a card names to a post of the network."""
    try:
        raw = _people(part, view)
    except KnownError as error:
        return PartPlan(part.name, part.kind, "Liste de personnes", reason=sentence(error).message)
    if raw is None:
        return PartPlan(part.name, part.kind, "Tableau", reason=UNKNOWN_COLUMNS)
    lines = preview_people(view, raw)
    taken = [line for line in lines if line.command is not None]
    return PartPlan(
        part.name,
        part.kind,
        _found(part, len(raw), bool(taken)),
        changes=tuple(
            change._replace(what=_about(line, change.what)) for line in taken for change in line.changes
        ),
        acts=tuple(line.command for line in taken if line.command is not None),
        reason=_left(lines),
    )


def _people(part: ArrivalPart, view: View) -> tuple[RawPerson, ...] | None:
    """Return the people, None when the columns of a table are not those of a list of people."""
    if part.table is None:
        return people_of_cards(part.contacts)
    facts = matching_facts(view.store, view.clock.today())
    table = below_heading(part.table, facts[0])
    columns = match_columns(table, *facts)
    return None if columns.missing else people_of_table(table, columns, part.name)


def _about(line: PreviewLine, what: str) -> str:
    """A field of a person needs the person's name; a post says its place already."""
    return what if line.commune in what else f"{line.name}, {what}"


def _found(part: ArrivalPart, count: int, changes: bool) -> str:
    cards = "Carte de visite" if count == 1 else "Cartes de visite"
    what = cards if part.kind is ArrivalKind.CONTACTS else "Liste"
    people = plural(count, "personne", "personnes")
    return f"{what} de {people}" if changes else f"{what} de {people}, rien de nouveau"


def _left(lines: list[PreviewLine]) -> str:
    """Say which lines cannot be taken, the first three by name."""
    problems = [f"ligne {line.line}, {_why(line)}" for line in lines if line.problem or line.doubtful]
    if not problems:
        return ""
    more = f" et {plural(len(problems) - 3, 'autre', 'autres')}" if len(problems) > 3 else ""
    return f"{plural(len(problems), 'ligne laissée', 'lignes laissées')} : {' ; '.join(problems[:3])}{more}."


def _why(line: PreviewLine) -> str:
    if line.problem or line.alike is None:
        return line.problem
    return f"{line.name} ({LIKENESS_WORDS[line.alike.why]}), à décider dans l’annuaire"
