"""People from a list: what each line would do in the directory, then all in one act (product § 3.13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dgsdesk.application.arrival.content import ContactContent
from dgsdesk.application.arrival.plan import FieldChange
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.directory.acts import NameToPost, PersonFields, same_seat
from dgsdesk.application.directory.columns import (
    Columns,
    Field,
    RawPerson,
    below_heading,
    match_columns,
    people_of_cards,
    people_of_table,
)
from dgsdesk.application.directory.likeness import Alike, KnownPerson, Likeness, most_alike, name_words
from dgsdesk.application.directory.merge import (
    fields_of,
    full_name,
    person_changes,
    post_of,
    take_person,
    title_after,
)
from dgsdesk.application.directory.roles import is_interim, role_of, title_said
from dgsdesk.application.membership import TITLES, organisations_on
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.arrival import Arrival, ArrivalState, KnownColumns
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.mail_address import is_address
from dgsdesk.domain.name_splitting import civility_of
from dgsdesk.domain.network import (
    DIRECTOR_ROLES,
    Appointment,
    Network,
    Organisation,
    Person,
    Role,
    default_role,
    is_current,
)
from dgsdesk.domain.toponym import fold, fold_place
from dgsdesk.domain.wording import plural

add_sentences(
    {
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
            "La ligne {line} de « {file} » n’a que {cells_words}.",
            "Complétez-la ou retirez-la, puis recommencez. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class PreviewLine:
    """What a line would do.

    ``adding`` names somebody new, ``merging`` somebody whom the directory knows (``alike``), each with what
    it would change field by field. ``problem`` says in words why a line cannot be taken at all.
    """

    line: int
    commune: str
    name: str
    title: str
    said: PersonFields = field(default_factory=PersonFields)
    problem: str = ""
    alike: Alike | None = None
    adding: NameToPost | None = None
    merging: NameToPost | None = None
    add_changes: tuple[FieldChange, ...] = ()
    merge_changes: tuple[FieldChange, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Tell whether a person must say if it is somebody we know."""
        return self.alike is not None and self.alike.why is not Likeness.SAME

    @property
    def command(self) -> NameToPost | None:
        """Return what is proposed: nothing for a problem, a doubt, or a line that changes nothing."""
        if self.problem or self.doubtful:
            return None
        if self.merging is not None:
            return self.merging if self.merge_changes else None
        return self.adding

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """Return what the proposal changes."""
        return self.merge_changes if self.merging is not None else self.add_changes

    @property
    def unchanged(self) -> bool:
        """Tell whether everything that the line says is known already."""
        known = self.merging is not None and not self.merge_changes and not self.doubtful
        return not self.problem and (known or self.adding is None)


@dataclass(frozen=True)
class ListPreview:
    """A list as it would be taken; ``columns`` is None for contact cards, which name their fields."""

    columns: Columns | None
    lines: tuple[PreviewLine, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportPeople(Command[int]):
    """Name everybody of a list to their posts, and update whom the directory knows; returns how many.

    ``source`` is the file's name. ``fields`` are what a person said of the columns titled ``titles``, to be
    remembered. ``arrival_id`` is the arrival that brought the list, filed by this.
    """

    backs_up = "import"
    source: str
    people: tuple[NameToPost, ...]
    titles: str = ""
    fields: tuple[str, ...] = ()
    arrival_id: str | None = None


@handles(ImportPeople, "{count} de « {source} »")
def import_people(act: Act, command: ImportPeople) -> int:
    if not command.people:
        raise BadInput("import_nothing", where=command.source)
    new: dict[tuple[object, ...], str] = {}
    for naming in command.people:
        key = (name_words(naming.person), naming.person.email.strip().lower())
        if naming.person_id is None and key in new:
            naming = replace(naming, person_id=new[key])
        person_id = take_person(act, naming)
        new.setdefault(key, person_id)
    remember_columns(act, command.titles, command.fields)
    if command.arrival_id is not None:
        act.store.get(Arrival, command.arrival_id).state = ArrivalState.FILED
    act.tell(count=plural(len(command.people), "personne reprise", "personnes reprises"))
    return len(command.people)


def remember_columns(act: Act, titles: str, fields: tuple[str, ...]) -> None:
    """Keep what a person said of a set of titles; nothing is kept of a list without titles."""
    if not titles.replace("|", ""):
        return
    known = act.store.find(KnownColumns, titles=titles)
    if known:
        known[0].fields = fields
    else:
        act.store.add(KnownColumns(id=act.new_id(), titles=titles, fields=fields))


def preview_list(
    view: View,
    content: bytes,
    name: str,
    fields: Sequence[Field] | None = None,
    titled: bool | None = None,
    role: Role | None = None,
) -> ListPreview:
    """Return what each line of a list, a workbook or contact cards would do; nothing is changed.

    ``fields`` is what a person said of the columns, ``titled`` of the first row; ``role`` leaves other posts
    aside (mandate change). Raises BadInput when the file cannot be read; columns that lack a commune
    or a name give no lines (`Columns.missing`).
    """
    if b"BEGIN:VCARD" in content[:4096].upper():
        cards = _cards(view, content, name)
        return ListPreview(None, tuple(preview_people(view, people_of_cards(cards), role)))
    table = view.office.read_list(content, name)
    facts = matching_facts(view.store, view.clock.today())
    table = below_heading(table, facts[0])
    columns = match_columns(table, *facts, titled=titled)
    if fields is not None and len(fields) == len(columns.guesses):
        guesses = zip(columns.guesses, fields, strict=True)
        said = tuple(replace(guess, field=chosen) for guess, chosen in guesses)
        columns = replace(columns, guesses=said)
    lines = () if columns.missing else preview_people(view, people_of_table(table, columns, name), role)
    return ListPreview(columns, tuple(lines), table.rows[0] if columns.titled else ())


def _cards(view: View, content: bytes, name: str) -> list[ContactContent]:
    (parts,) = view.office.unpack([(name, content)])
    if isinstance(parts, BadInput):
        raise parts
    refused = next((part.problem for part in parts if part.problem), None)
    if refused is not None:
        raise refused
    return [card for part in parts for card in part.contacts]


def matching_facts(store: Store, day: date) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Return what matching columns needs: the folded names of our organisations, the remembered titles."""
    places = frozenset(fold(org.name) for org in organisations_on(store, day))
    return places, {known.titles: known.fields for known in store.find(KnownColumns)}


# -- what each line would do ---------------------------------------------------------------------------------


@dataclass
class _Book:
    """What previewing needs of the directory; it grows with the lines read."""

    organisations: dict[str, Organisation]
    people: dict[str, KnownPerson]
    posts: list[Appointment]
    example: bool
    day: date
    taken: dict[tuple[str, frozenset[Role]], tuple[int, tuple[str, ...]]]
    told: set[str]


def preview_people(view: View, rows: Iterable[RawPerson], role: Role | None = None) -> list[PreviewLine]:
    """Return what each line would do; nothing is changed. With ``role``, other posts are left aside."""
    book = _open_book(view)
    return [_preview(_for_role(row, role), book, role) for row in rows]


def _for_role(row: RawPerson, role: Role | None) -> RawPerson:
    """A list of mayors has often no column that says so; one of directors leaves it to the population."""
    if role is None or role in DIRECTOR_ROLES or row.role.strip():
        return row
    return replace(row, role=TITLES[role])


def _open_book(view: View) -> _Book:
    day = view.clock.today()
    posts = [post for post in view.store.find(Appointment) if is_current(post.starts, post.ends, day)]
    served: dict[str, set[str]] = {}
    for post in posts:
        served.setdefault(post.person_id or "", set()).add(post.organisation_id)
    return _Book(
        organisations={fold(org.name): org for org in organisations_on(view.store, day)},
        people={
            person.id: KnownPerson(person.id, fields_of(person), frozenset(served.get(person.id, ())))
            for person in view.store.find(Person)
            if person.family_name
        },
        posts=posts,
        example=view.store.find(Network)[0].example,
        day=day,
        taken={},
        told=set(),
    )


def organisation_named(words: str, organisations: dict[str, Organisation]) -> Organisation | None:
    """Return the organisation of that folded name, else the only longest one that is named in the words."""
    folded = fold_place(words)
    if folded in organisations:
        return organisations[folded]
    named = [name for name in organisations if f" {name} " in f" {folded} "]
    return organisations[max(named, key=len)] if named else None


def _preview(row: RawPerson, book: _Book, role: Role | None) -> PreviewLine:
    said = PersonFields(
        row.given_name.strip(),
        row.family_name.strip(),
        civility_of(row.civility),
        row.email.strip(),
        row.phone.strip(),
    )
    organisation = organisation_named(row.commune, book.organisations)
    line = PreviewLine(
        row.line, organisation.name if organisation else row.commune, full_name(said), row.role, said
    )
    problem = _problem(row, said, organisation, book)
    if problem or organisation is None:
        return replace(line, problem=problem)
    if not said.family_name:
        return line  # a post without anybody: nothing to take, nothing to correct
    return _naming(line, row.role, organisation, book, role)


def _problem(row: RawPerson, said: PersonFields, organisation: Organisation | None, book: _Book) -> str:
    if organisation is None:
        return f"« {row.commune} » n’est pas une commune du réseau" if row.commune else "commune absente"
    if not said.family_name and (said.given_name or said.email):
        return "nom absent"
    if said.email and not is_address(said.email):
        return f"« {said.email} » n’est pas une adresse électronique"
    if book.example and said.email and not said.email.endswith(".invalid"):
        return "adresse réelle, refusée dans un réseau d’exemple"
    return ""


def _naming(
    line: PreviewLine, words: str, organisation: Organisation, book: _Book, wanted: Role | None
) -> PreviewLine:
    alike = most_alike(line.said, organisation.id, book.people.values())
    there = _role_there(organisation, words, alike, book)
    role = (
        there
        or role_of(words)
        or (Role.EXECUTIVE if words.strip() else default_role(organisation.population))
    )
    title, interim = title_said(words, role), is_interim(words)
    adding = NameToPost(organisation.id, role, line.said, title=title, interim=interim)
    if wanted is not None and role not in same_seat(wanted):
        return replace(line, problem="autre fonction, hors de ce changement")
    rival = _rival(line, adding, book)
    if rival:
        return replace(line, problem=f"la ligne {rival} nomme déjà quelqu’un à ce poste")
    line = replace(line, title=adding.title or TITLES[role], alike=alike, adding=adding)
    line = replace(line, add_changes=(_post_change(line, adding, book),))
    if alike is None:
        return line
    merging = replace(adding, person_id=alike.known.id)
    return replace(line, merging=merging, merge_changes=_merge_changes(line, merging, alike, book))


def _role_there(organisation: Organisation, words: str, alike: Alike | None, book: _Book) -> Role | None:
    """Return the role of the post that they hold there under that title, or under any when none is said."""
    for post in book.posts:
        theirs = alike is not None and post.person_id == alike.known.id
        if theirs and post.organisation_id == organisation.id and fold(words) in ("", fold(post.title)):
            return post.role
    return None


def _rival(line: PreviewLine, naming: NameToPost, book: _Book) -> int:
    """Return the line that names somebody else to the same post, 0 for none."""
    seats = same_seat(naming.role)
    if not seats:
        return 0
    who = name_words(line.said)
    number, other = book.taken.setdefault((naming.organisation_id, seats), (line.line, who))
    return number if other != who else 0


def _post_change(line: PreviewLine, naming: NameToPost, book: _Book) -> FieldChange:
    seats = same_seat(naming.role)
    held = [
        post.person_id or ""
        for post in book.posts
        if post.organisation_id == naming.organisation_id and post.role in seats
    ]
    before = next((full_name(book.people[one].person) for one in held if one in book.people), "")
    title = naming.title or TITLES[naming.role]
    return FieldChange(f"{title}, {line.commune}", before, line.name)


def _merge_changes(
    line: PreviewLine, merging: NameToPost, alike: Alike, book: _Book
) -> tuple[FieldChange, ...]:
    changes: tuple[FieldChange, ...] = ()
    if alike.known.id not in book.told:
        changes = person_changes(alike.known.person, line.said)
        book.told.add(alike.known.id)
    post = post_of(book.posts, merging, book.day)
    if post is None:
        return (*changes, _post_change(line, merging, book))
    before = post.title or TITLES[post.role]
    after = title_after(before, merging.title)
    return (*changes, FieldChange("fonction", before, after)) if before != after else changes
