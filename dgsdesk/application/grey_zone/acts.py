"""The register of grey zones: adding, examining, settling, who acts and who pays (product § 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.application.action.roadmap import drop_works
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.grey_zone.matrix import holder_label
from dgsdesk.application.keep import KEEP, Keep, chosen
from dgsdesk.application.ports.reference import StartingGreyZoneRow
from dgsdesk.application.ports.store import Store
from dgsdesk.application.registers import epci_word, names_of, sources_of, title_of, words_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import required, shortened
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.grey_zone import GreyZone, GreyZoneKind, GreyZoneState, Holder, Position, Practice
from dgsdesk.domain.meeting import Meeting, took_place
from dgsdesk.domain.network import Network, Organisation
from dgsdesk.domain.wording import date_full, plural

add_sentences(
    {
        "grey_zone_in_meetings": (
            "La zone grise « {title} » figure à l’ordre du jour d’au moins une réunion.",
            "Retirez-la de cet ordre du jour, ou classez-la sans suite. Rien n’a été changé.",
        ),
        "grey_zone_not_met": (
            "Aucune réunion tenue n’a encore eu « {title} » à son ordre du jour.",
            "Inscrivez-la à une réunion, ou adoptez une solution en disant comment le réseau s’est accordé. "
            "Rien n’a été changé.",
        ),
        "grey_zone_meeting_ahead": (
            "La réunion du {day} ne s’est pas encore tenue : elle n’a rien adopté.",
            "Choisissez une réunion qui a eu lieu. Rien n’a été changé.",
        ),
        "unknown_competence": (
            "La compétence « {code_of_competence} » est inconnue.",
            "Choisissez-la dans la liste. Rien n’a été changé.",
        ),
        "unknown_starting_zone": (
            "Le catalogue de départ n’a pas de zone grise numéro {number}.",
            "Choisissez parmi celles qui sont proposées. Rien n’a été changé.",
        ),
        "review_in_past": (
            "La date de révision ({day}) est déjà passée.",
            "Choisissez un jour à venir, ou aucun. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class AddGreyZone(Command[str]):
    """Add a case to the register; returns its id. ``competences`` are codes of the reference."""

    title: str
    question: str = ""
    kind: GreyZoneKind = GreyZoneKind.AMBIGUOUS
    competences: tuple[str, ...] = ()
    texts: str = ""
    options: str = ""
    review_on: date | None = None
    raised_by_id: str | None = None


@dataclass(frozen=True)
class EditGreyZone(Command[None]):
    """Change what is written of a case; ``options`` holds one option per line."""

    grey_zone_id: str
    title: str | Keep = KEEP
    question: str | Keep = KEEP
    kind: GreyZoneKind | Keep = KEEP
    competences: tuple[str, ...] | Keep = KEEP
    texts: str | Keep = KEEP
    options: str | Keep = KEEP
    solution: str | Keep = KEEP
    review_on: date | Keep | None = KEEP
    raised_by_id: str | Keep | None = KEEP


@dataclass(frozen=True)
class AddStartingGreyZones(Command[tuple[str, ...]]):
    """Add chosen cases of the starting catalogue by their numbers; those already there are left alone."""

    numbers: tuple[int, ...]


@dataclass(frozen=True)
class ExamineGreyZone(Command[None]):
    """Say that the network has examined the case without settling it.

    Raises RuleBroken("grey_zone_not_met") when no meeting that took place had it on its agenda.
    """

    grey_zone_id: str


@dataclass(frozen=True)
class SettleGreyZone(Command[None]):
    """Adopt a solution, in a meeting or between two; it may be looked at again on a day.

    Nobody settles alone: a meeting must have taken place, and between two meetings ``agreed`` says how the
    network agreed. Raises RuleBroken("grey_zone_meeting_ahead"), BadInput.
    """

    grey_zone_id: str
    solution: str
    meeting_id: str | None = None
    review_on: date | None = None
    agreed: str = ""


@dataclass(frozen=True)
class CloseGreyZone(Command[None]):
    """File a case: it no longer comes back."""

    grey_zone_id: str


@dataclass(frozen=True)
class ReopenGreyZone(Command[None]):
    """Take a settled or closed case up again; its solution stays readable."""

    grey_zone_id: str


@dataclass(frozen=True)
class RemoveGreyZone(Command[None]):
    """Take a case out of the register; raises RuleBroken once a meeting has it on its agenda."""

    grey_zone_id: str


class Duty(StrEnum):
    """The two questions of the matrix."""

    ACTS = "acts"
    PAYS = "pays"


@dataclass(frozen=True)
class MatrixCell:
    """One cell: in a commune, for a competence, who acts or who pays."""

    organisation_id: str
    competence: str
    duty: Duty


@dataclass(frozen=True)
class SetPractice(Command[None]):
    """Fill one or several cells of the matrix with the same answer."""

    grey_zone_id: str
    cells: tuple[MatrixCell, ...]
    holder: Holder


@handles(AddGreyZone, "Zone grise « {title} » ajoutée")
def add_grey_zone(act: Act, command: AddGreyZone) -> str:
    check_competences(act, command.competences)
    _check_review(act, command.review_on)
    zone = GreyZone(
        id=act.new_id(),
        title=title_of(command.title),
        question=words_of(command.question),
        kind=command.kind,
        competences=command.competences,
        texts=words_of(command.texts),
        options=words_of(command.options),
        review_on=command.review_on,
        raised_by_id=_raiser(act, command.raised_by_id),
        raised_on=act.today,
    )
    act.store.add(zone)
    act.tell(title=zone.title)
    return zone.id


@handles(EditGreyZone, "Zone grise « {title} » modifiée")
def edit_grey_zone(act: Act, command: EditGreyZone) -> None:
    zone = act.store.get(GreyZone, command.grey_zone_id)
    if not isinstance(command.competences, Keep):
        check_competences(act, command.competences)
        zone.competences = command.competences
    if not isinstance(command.title, Keep):
        zone.title = title_of(command.title)
    if not isinstance(command.review_on, Keep):
        _check_review(act, command.review_on)
        zone.review_on = command.review_on
    if not isinstance(command.raised_by_id, Keep):
        zone.raised_by_id = _raiser(act, command.raised_by_id)
    zone.kind = chosen(command.kind, zone.kind)
    zone.question = words_of(chosen(command.question, zone.question))
    zone.texts = words_of(chosen(command.texts, zone.texts))
    zone.options = words_of(chosen(command.options, zone.options))
    zone.solution = words_of(chosen(command.solution, zone.solution))
    act.tell(title=zone.title)


@handles(AddStartingGreyZones, "{count}")
def add_starting_grey_zones(act: Act, command: AddStartingGreyZones) -> tuple[str, ...]:
    catalogue = {row.number: row for row in act.reference.starting_grey_zones()}
    present = {zone.title for zone in act.store.find(GreyZone)}
    added = []
    for number in dict.fromkeys(command.numbers):
        if number not in catalogue:
            raise BadInput("unknown_starting_zone", number=number)
        zone = _from_catalogue(act, catalogue[number])
        if zone.title not in present:
            act.store.add(zone)
            added.append(zone.id)
    one, several = "zone grise du catalogue ajoutée", "zones grises du catalogue ajoutées"
    act.tell(count=plural(len(added), one, several))
    return tuple(added)


def _from_catalogue(act: Act, row: StartingGreyZoneRow) -> GreyZone:
    """Make a case of the catalogue one's own: its way out becomes the first option to discuss."""
    doubt = "" if row.verified or not row.texts else " (référence à vérifier)"
    return GreyZone(
        id=act.new_id(),
        title=title_of(row.title),
        question=words_of(row.question),
        kind=row.kind,
        competences=row.competences,
        texts=words_of(row.texts + doubt),
        options=words_of(row.way_out[:1].upper() + row.way_out[1:]),
        raised_on=act.today,
    )


@handles(ExamineGreyZone, "Zone grise « {title} » examinée")
def examine_grey_zone(act: Act, command: ExamineGreyZone) -> None:
    zone = _move(act, command.grey_zone_id, GreyZoneState.EXAMINED)
    if not was_met(act.store, zone.id, act.today):
        raise RuleBroken("grey_zone_not_met", title=zone.title)


def was_met(store: Store, zone_id: str, today: date) -> bool:
    """Tell whether a meeting that took place, or takes place today, had a case on its agenda."""
    items = items_about(store, {zone_id})
    meetings = store.find(Meeting, id={item.meeting_id for _, item in items})
    return any(took_place(meeting, today) for meeting in meetings)


def items_about(store: Store, zone_ids: set[str]) -> list[tuple[str, AgendaItem]]:
    """Return (case, item) of every item that is about one of the cases, directly or carried over."""
    direct = store.find(AgendaItem, source_id=zone_ids)
    again = store.find(AgendaItem, source_kind=SourceKind.CARRIED_OVER)
    sources = sources_of(store, [*direct, *again])
    about = [(sources[item.id][1], item) for item in (*direct, *again)]
    return [(zone_id, item) for zone_id, item in about if zone_id in zone_ids]


@handles(SettleGreyZone, "Zone grise « {title} » réglée")
def settle_grey_zone(act: Act, command: SettleGreyZone) -> None:
    solution = words_of(required(command.solution, "solution adoptée"))
    _check_review(act, command.review_on)
    agreed = (
        "" if command.meeting_id else words_of(required(command.agreed, "façon dont le réseau s’est accordé"))
    )
    zone = _move(act, command.grey_zone_id, GreyZoneState.SETTLED)
    meeting = act.store.get(Meeting, command.meeting_id) if command.meeting_id else None
    if meeting is not None and not took_place(meeting, act.today):
        raise RuleBroken("grey_zone_meeting_ahead", day=date_full(meeting.day))
    zone.agreed = agreed
    zone.solution = solution
    zone.settled_on = meeting.day if meeting else act.today
    zone.settled_meeting_id = command.meeting_id
    zone.review_on = command.review_on


@handles(CloseGreyZone, "Zone grise « {title} » close")
def close_grey_zone(act: Act, command: CloseGreyZone) -> None:
    _move(act, command.grey_zone_id, GreyZoneState.CLOSED)


@handles(ReopenGreyZone, "Zone grise « {title} » rouverte")
def reopen_grey_zone(act: Act, command: ReopenGreyZone) -> None:
    zone = _move(act, command.grey_zone_id, GreyZoneState.REOPENED)
    zone.review_on = None


@handles(RemoveGreyZone, "Zone grise « {title} » retirée du registre")
def remove_grey_zone(act: Act, command: RemoveGreyZone) -> None:
    zone = act.store.get(GreyZone, command.grey_zone_id)
    if act.store.find(AgendaItem, source_id=zone.id):
        raise RuleBroken("grey_zone_in_meetings", title=zone.title)
    for kind in (Practice, Position):
        for row in act.store.find(kind, grey_zone_id=zone.id):
            act.store.remove(row)
    drop_works(act, zone.id)
    act.store.remove(zone)
    act.tell(title=zone.title)


@handles(SetPractice, "{what} : {word}")
def set_practice(act: Act, command: SetPractice) -> None:
    zone = act.store.get(GreyZone, command.grey_zone_id)
    rows = {(p.organisation_id, p.competence): p for p in act.store.find(Practice, grey_zone_id=zone.id)}
    for cell in command.cells:
        if cell.competence not in zone.competences:
            raise BadInput("unknown_competence", code_of_competence=cell.competence)
        key = (cell.organisation_id, cell.competence)
        if key not in rows:
            rows[key] = _new_practice(act, zone, cell)
        setattr(rows[key], cell.duty.value, command.holder)
    act.tell(what=_cells_in_words(act, command.cells), word=holder_word(act, command.holder))


def fill_cell(act: Act, zone: GreyZone, cell: MatrixCell, holder: Holder) -> None:
    """Fill one cell of the matrix of a case."""
    found = act.store.find(
        Practice, grey_zone_id=zone.id, organisation_id=cell.organisation_id, competence=cell.competence
    )
    setattr(found[0] if found else _new_practice(act, zone, cell), cell.duty.value, holder)


def holder_word(act: Act, holder: Holder) -> str:
    """Return the answer as it reads in a sentence: « commune », « agglo », « partagé », « à demander »."""
    return holder_label(holder, epci_word(act.view.network())).lower()


def _new_practice(act: Act, zone: GreyZone, cell: MatrixCell) -> Practice:
    act.store.get(Organisation, cell.organisation_id)
    practice = Practice(
        id=act.new_id(),
        grey_zone_id=zone.id,
        organisation_id=cell.organisation_id,
        competence=cell.competence,
    )
    act.store.add(practice)
    return practice


def _cells_in_words(act: Act, cells: tuple[MatrixCell, ...]) -> str:
    communes = {cell.organisation_id for cell in cells}
    if len(communes) == 1:
        return names_of(act.store)[communes.pop()]
    return plural(len(communes), "commune", "communes")


def _move(act: Act, zone_id: str, state: GreyZoneState) -> GreyZone:
    zone = act.store.get(GreyZone, zone_id)
    zone.move(state)
    act.tell(title=shortened(zone.title))
    return zone


def _raiser(act: Act, organisation_id: str | None) -> str | None:
    return act.store.get(Organisation, organisation_id).id if organisation_id else None


def check_competences(act: Act, codes: tuple[str, ...]) -> None:
    """Refuse codes that this kind of EPCI does not know."""
    known = {row.code for row in act.reference.competences(act.store.find(Network)[0].epci_type)}
    for code in codes:
        if code not in known:
            raise BadInput("unknown_competence", code_of_competence=code)


def _check_review(act: Act, day: date | None) -> None:
    if day is not None and day < act.today:
        raise BadInput("review_in_past", day=f"{day:%d/%m/%Y}")
