"""What search knows of what stands in no meeting: registers, directory, arrivals, documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dgsdesk.application.ports.search import Searchable
from dgsdesk.application.ports.store import Store
from dgsdesk.application.search.meetings import kept, organisations_of
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.library import FileText, LibraryDocument
from dgsdesk.domain.network import (
    Appointment,
    Attachment,
    Organisation,
    OrganisationKind,
    Person,
    display_name,
)
from dgsdesk.domain.roadmap import PoliticalRequest
from dgsdesk.domain.theme import RaisedTheme, SharedSubject
from dgsdesk.domain.wording import role_title


def found_grey_zones(store: Store, zones: Sequence[GreyZone]) -> Iterator[Searchable]:
    """Give grey zones with their question, options and solution."""
    del store
    for zone in zones:
        yield Searchable(
            "GreyZone",
            zone.id,
            "zone",
            "Zone grise",
            zone.title,
            "\n".join(filter(None, (zone.question, zone.solution, zone.options, zone.texts))),
            "nav.grey_zones",
            "grey_zones",
            zone.id,
            day=zone.settled_on or zone.raised_on,
            organisations=kept(zone.raised_by_id),
            competences=zone.competences,
        )


def found_subjects(store: Store, subjects: Sequence[SharedSubject]) -> Iterator[Searchable]:
    """Give shared subjects."""
    del store
    for one in subjects:
        yield _subject(one, "subject", "Sujet commun", "nav.subjects")


def found_themes(store: Store, themes: Sequence[RaisedTheme]) -> Iterator[Searchable]:
    """Give raised themes."""
    del store
    for one in themes:
        yield _subject(one, "theme", "Thème remonté", "kind.theme")


def _subject(one: SharedSubject | RaisedTheme, type: str, label: str, icon: str) -> Searchable:
    return Searchable(
        one.__class__.__name__,
        one.id,
        type,
        label,
        one.title,
        one.question,
        icon,
        "subjects",
        one.id,
        day=one.raised_on,
        organisations=kept(one.raised_by_id),
    )


def found_requests(store: Store, requests: Sequence[PoliticalRequest]) -> Iterator[Searchable]:
    """Give what the elected members ask for, with who asks, what is expected and who leads it."""
    del store
    for one in requests:
        yield Searchable(
            "PoliticalRequest",
            one.id,
            "request",
            "Commande du politique",
            one.title,
            "\n".join(filter(None, (one.expected, one.asked_by, one.lead))),
            "list-ordered",
            "yearly_report",
            one.id,
            step="roadmap",
            day=one.asked_on,
        )


def found_directory(store: Store, organisations: Sequence[Organisation]) -> Iterator[Searchable]:
    """Give organisations."""
    del store
    for one in organisations:
        commune = one.kind is OrganisationKind.COMMUNE
        yield Searchable(
            "Organisation",
            one.id,
            "organisation",
            "Commune" if commune else "Intercommunalité",
            one.name,
            f"{one.town} {one.postal_code} {one.sector}".strip(),
            "kind.commune" if commune else "kind.epci",
            "directory",
            one.id,
            around=one.code,
            organisations=(one.id,),
        )


def found_people(store: Store, people: Sequence[Person]) -> Iterator[Searchable]:
    """Each person with all their posts; the directory shows them under the organisation of the first."""
    posts = store.find(Appointment, person_id={person.id for person in people}) if people else []
    places = organisations_of(store, (post.organisation_id for post in posts))
    for person in people:
        held = [post for post in posts if post.person_id == person.id]
        name = display_name(person)
        if not name or not held:
            continue
        words = [
            f"{post.title or role_title(post.role, person.civility)}, {places[post.organisation_id].name}"
            for post in held
        ]
        yield Searchable(
            "Person",
            person.id,
            "person",
            "",
            ", ".join((name, *words)),
            f"{person.email} {person.phone}".strip(),
            "kind.person",
            "directory",
            held[0].organisation_id,
            organisations=tuple(post.organisation_id for post in held),
            spot=person.id,
        )


def found_arrivals(store: Store, arrivals: Sequence[Arrival]) -> Iterator[Searchable]:
    """Give what came back."""
    del store
    for one in arrivals:
        yield Searchable(
            "Arrival",
            one.id,
            "arrival",
            "Arrivée",
            one.name,
            "\n".join(filter(None, (one.sender, one.found, one.reason))),
            "nav.arrivals",
            "arrivals",
            one.id,
            day=one.arrived_at.date(),
        )


def found_library(store: Store, documents: Sequence[LibraryDocument]) -> Iterator[Searchable]:
    """Each document with the text of its newest version; the names of all of them are found too."""
    ids = {document.id for document in documents}
    files = store.find(Attachment, owner_kind="LibraryDocument", owner_id=ids) if ids else []
    files.sort(key=lambda file: (file.owner_id, -file.version))
    newest = {file.owner_id: file for file in reversed(files)}
    contents = {file.sha256 for file in newest.values()}
    texts = {one.sha256: one.text for one in store.find(FileText, sha256=contents)} if contents else {}
    for one in documents:
        names = [file.name for file in files if file.owner_id == one.id]
        if not names:
            continue
        file = newest[one.id]
        yield Searchable(
            "LibraryDocument",
            one.id,
            "document",
            "Document",
            one.title,
            "\n".join(filter(None, (" ".join(one.tags), texts.get(file.sha256, "")))),
            "kind.document",
            "library",
            one.id,
            around=" ".join(names),
            day=file.kept_on or one.added_on,
        )
