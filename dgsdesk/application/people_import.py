"""People from a list: rows as they were read, matched with communes, previewed, then taken in one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.directory import NameToPost, PersonFields, name_to_post
from dgsdesk.application.membership import organisations_on, sort_key
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.network import Civility, Network, Organisation, Role, default_role

add_sentences(
    {
        "file_unreadable": (
            "« {file} » ne peut pas être lu.",
            "Vérifiez qu’il existe encore et qu’il n’est pas ouvert ailleurs. Rien n’a été changé.",
        ),
        "file_too_large": (
            "« {file} » dépasse {limit} Mo.",
            "Choisissez un autre fichier. Rien n’a été changé.",
        ),
        "import_nothing": (
            "Aucune ligne de « {where} » ne peut être reprise.",
            "La liste doit avoir une colonne « commune » et une colonne « nom ». Rien n’a été changé.",
        ),
        "csv_too_large": (
            "« {file} » dépasse {limit} Mo : ce n’est sans doute pas une liste de personnes.",
            "Choisissez un autre fichier. Rien n’a été changé.",
        ),
        "csv_binary": (
            "« {file} » n’est pas une liste en texte.",
            "Dans votre tableur, enregistrez la feuille au format CSV. Rien n’a été changé.",
        ),
        "csv_empty": ("« {file} » est vide.", "Choisissez un autre fichier. Rien n’a été changé."),
        "csv_columns": (
            "Il manque dans « {file} » une colonne intitulée {missing_words}.",
            "Titres à écrire : commune ; nom ; prénom ; fonction ; courriel. Rien n’a été changé.",
        ),
        "csv_line": (
            "La ligne {line} de « {file} » est abîmée : un guillemet n’y est pas fermé.",
            "Corrigez cette ligne, puis recommencez. Rien n’a été changé.",
        ),
        "csv_short_line": (
            "La ligne {line} de « {file} » n’a que {cells} case(s).",
            "Complétez-la ou retirez-la, puis recommencez. Rien n’a été changé.",
        ),
    }
)

_ROLES = {
    "dgs": Role.DGS,
    "directeur general des services": Role.DGS,
    "directrice generale des services": Role.DGS,
    "sgm": Role.SGM,
    "secretaire general de mairie": Role.SGM,
    "secretaire generale de mairie": Role.SGM,
    "secretaire de mairie": Role.SGM,
    "dga": Role.DGA,
    "dst": Role.DST,
    "drh": Role.DRH,
    "maire": Role.MAYOR,
}

_CIVILITIES = {"mme": Civility.MADAM, "madame": Civility.MADAM, "m": Civility.SIR, "monsieur": Civility.SIR}


@dataclass(frozen=True)
class RawPerson:
    """One line of a list, as it was read; ``line`` is its number in the file."""

    line: int
    commune: str
    family_name: str
    given_name: str = ""
    role: str = ""
    civility: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class PreviewLine:
    """What a line would do: ``command`` when it can be taken, ``problem`` in words when it cannot."""

    line: int
    commune: str
    name: str
    title: str
    command: NameToPost | None
    problem: str = ""


@dataclass(frozen=True)
class ImportPeople(Command[int]):
    """Name everybody of a list to their posts; returns how many. ``source`` is the file's name."""

    source: str
    people: tuple[NameToPost, ...]


@handles(ImportPeople, "{count} personnes reprises de « {source} »")
def import_people(act: Act, command: ImportPeople) -> int:
    if not command.people:
        raise BadInput("import_nothing", where=command.source)
    known: dict[tuple[str, ...], str] = {}
    for naming in command.people:
        key = _same_person(naming.person)
        if key in known:
            naming = NameToPost(naming.organisation_id, naming.role, person_id=known[key])
        person_id = name_to_post(act, naming)
        known[key] = person_id
    act.tell(count=len(command.people))
    return len(command.people)


def _same_person(person: PersonFields) -> tuple[str, ...]:
    """One person who serves several communes stands on several lines with the same name and address."""
    return (sort_key(person.family_name), sort_key(person.given_name), person.email.lower())


def preview_people(view: View, rows: tuple[RawPerson, ...], starts: date | None = None) -> list[PreviewLine]:
    """Return what each line would do; nothing is changed."""
    organisations = {_folded(org.name): org for org in organisations_on(view.store, view.clock.today())}
    example = view.store.find(Network)[0].example
    return [_preview(row, organisations, starts, example) for row in rows]


def preview_list(view: View, content: bytes, name: str) -> list[PreviewLine]:
    """Return what each line of a list or a workbook would do; raises BadInput when it cannot be read."""
    from dgsdesk.application.people_columns import people_of_table

    return preview_people(view, people_of_table(view.office.read_list(content, name), name))


def _folded(name: str) -> str:
    return " ".join(sort_key(name).split())


def _organisation_named(words: str, organisations: dict[str, Organisation]) -> Organisation | None:
    """Return the organisation of that name, else the only longest one that is named in the words."""
    folded = _folded(words)
    if folded in organisations:
        return organisations[folded]
    named = [name for name in organisations if f" {name} " in f" {folded} "]
    return organisations[max(named, key=len)] if named else None


def _preview(
    row: RawPerson, organisations: dict[str, Organisation], starts: date | None, example: bool
) -> PreviewLine:
    organisation = _organisation_named(row.commune, organisations)
    name = f"{row.given_name} {row.family_name}".strip()
    if organisation is None:
        problem = f"« {row.commune} » n’est pas une commune du réseau" if row.commune else "commune absente"
        return PreviewLine(row.line, row.commune, name, row.role, None, problem)
    if not row.family_name.strip():
        return PreviewLine(row.line, organisation.name, name, row.role, None, "nom absent")
    if example and row.email and not row.email.strip().endswith(".invalid"):
        problem = "adresse réelle, refusée dans un réseau d’exemple"
        return PreviewLine(row.line, organisation.name, name, row.role, None, problem)
    role = _ROLES.get(_folded(row.role), default_role(organisation.population))
    person = PersonFields(
        given_name=row.given_name.strip(),
        family_name=row.family_name.strip(),
        civility=_CIVILITIES.get(_folded(row.civility), Civility.UNKNOWN),
        email=row.email.strip(),
        phone=row.phone.strip(),
    )
    title = row.role.strip() if _folded(row.role) not in _ROLES else ""
    command = NameToPost(organisation.id, role, person, title=title, starts=starts)
    return PreviewLine(row.line, organisation.name, name, title or role.value, command)
