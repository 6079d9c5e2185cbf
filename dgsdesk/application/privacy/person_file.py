"""Everything that the network knows of one person, for the right of access (RGPD art. 15).

What is tied to the person comes by their id; what only names them (a sending, an observation, a message that
came back) comes by their address or their name, so that a namesake's lines may be among them: the sheet says
by what each was found.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.directory.merge import fields_of, full_name
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.head import stationery
from dgsdesk.application.documents.person_sheet import person_sheet
from dgsdesk.application.mailing.words import SENDING_WORDS
from dgsdesk.application.membership import TITLES
from dgsdesk.application.naming import meeting_title
from dgsdesk.application.paper_files import lay_word_and_pdf
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.privacy.person_known import Chapter, PersonFile
from dgsdesk.application.view import View
from dgsdesk.domain.action import Action
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.dispatch import DispatchChange
from dgsdesk.domain.meeting import Answer, Attendance, Meeting, Presence, Sending
from dgsdesk.domain.minutes import KnownAuthor, MinutesEntry, MinutesVersion, Observation
from dgsdesk.domain.network import (
    Appointment,
    Commission,
    CommissionMember,
    Letterhead,
    Organisation,
    Person,
    display_name,
)
from dgsdesk.domain.richtext import words_of_json
from dgsdesk.domain.toponym import fold, names
from dgsdesk.domain.wording import NBSP, THIN, civility_mark, date_long, elided_of, join_and, plural

FOLDER = "Annuaire"

ANSWER_WORDS = {
    Answer.UNKNOWN: "sans réponse",
    Answer.COMES: "vient",
    Answer.REMOTE: "à distance",
    Answer.REPRESENTED: "se fait représenter",
    Answer.TENTATIVE: "incertain",
    Answer.DECLINES: "ne vient pas",
}
PRESENCE_WORDS = {
    Presence.UNKNOWN: "présence non notée",
    Presence.PRESENT: "présence",
    Presence.REMOTE: "à distance",
    Presence.REPRESENTED: "représentation",
    Presence.EXCUSED: "excuse",
    Presence.ABSENT: "absence",
}


@dataclass(frozen=True)
class ExportPerson(Command[str]):
    """Write all that is known of a person (.docx, .pdf and .json side by side); returns the .docx's path."""

    person_id: str


@handles(ExportPerson, "Fiche {of_name} préparée pour son droit d’accès")
def export_person(act: Act, command: ExportPerson) -> str:
    person = act.store.get(Person, command.person_id)
    known = person_file(act.view, person.id)
    sheet = person_sheet(stationery(act), known)
    stem = file_stem(act.today, known.name, "donnees-personnelles")
    data = OutFile(f"{stem}.json", person_json(known, act.today))
    act.tell(of_name=elided_of(known.name))
    return lay_word_and_pdf(act, FOLDER, stem, sheet, data)[0]


def person_json(known: PersonFile, day: date) -> bytes:
    """Return the same as a machine reads it (RGPD art. 20), with French keys."""
    content = {
        "etabli_le": day.isoformat(),
        "nom": known.name,
        "identite": dict(known.identity),
        "rubriques": [
            {"titre": one.title, "trouve_par": one.found_by, "lignes": list(one.lines)}
            for one in known.chapters
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def person_file(view: View, person_id: str) -> PersonFile:
    """Return all that is known of a person; chapters without a line are left out."""
    store = view.store
    person = store.get(Person, person_id)
    meetings = {meeting.id: meeting for meeting in store.find(Meeting)}
    places = {place.id: place.name for place in store.find(Organisation)}
    by_id, by_trace = "par la fiche", "par le nom ou l’adresse"
    chapters = (
        Chapter("Fonctions", by_id, tuple(_posts(store, person, places))),
        Chapter("Commissions suivies", by_id, tuple(_commissions(store, person))),
        Chapter("Invitations et présences", by_id, tuple(_attendances(store, person, meetings))),
        Chapter("Envois", by_trace, tuple(_sendings(store, person, meetings))),
        Chapter("Ajouts et retraits aux diffusions", by_trace, tuple(_changes(store, person, meetings))),
        Chapter("Observations sur des projets", by_trace, tuple(_observations(store, person, meetings))),
        Chapter("Suites à donner", by_trace, tuple(_actions(store, person))),
        Chapter("Fichiers reçus", by_trace, tuple(_arrivals(store, person))),
        Chapter("Nom reconnu dans les fichiers reçus", by_trace, tuple(_authors(store, person, places))),
        Chapter("Notre identité", by_trace, tuple(_letterhead(store, person))),
        Chapter("Textes qui citent le nom", "par le nom", tuple(_texts(store, person, meetings))),
    )
    return PersonFile(
        display_name(person) or "Personne sans nom",
        _identity(person),
        tuple(one for one in chapters if one.lines),
    )


def _identity(person: Person) -> tuple[tuple[str, str], ...]:
    said = (
        ("Civilité", civility_mark(person.civility)),
        ("Prénom", person.given_name),
        ("Nom", person.family_name),
        ("Courriel", person.email),
        ("Téléphone", person.phone),
    )
    return tuple((label, value or "non renseigné") for label, value in said)


def _posts(store: Store, person: Person, places: Mapping[str, str]) -> Iterable[str]:
    for post in store.find(Appointment, person_id=person.id):
        title = post.title or TITLES[post.role]
        yield f"{title}, {places[post.organisation_id]}{_period(post.starts, post.ends)}"


def _period(starts: date | None, ends: date | None) -> str:
    said = (f"depuis le {date_long(starts)}" if starts else "", f"jusqu’au {date_long(ends)}" if ends else "")
    words = ", ".join(filter(None, said))
    return f", {words}" if words else ""


def _commissions(store: Store, person: Person) -> Iterable[str]:
    names = {commission.id: commission.name for commission in store.find(Commission)}
    for member in store.find(CommissionMember, person_id=person.id):
        yield f"{names[member.commission_id]}, {member.title or TITLES[member.role]}"


def _attendances(store: Store, person: Person, meetings: Mapping[str, Meeting]) -> Iterable[str]:
    lines = store.find(Attendance, person_id=person.id)
    for line in sorted(lines, key=lambda one: meetings[one.meeting_id].day):
        said = (
            meeting_title(meetings[line.meeting_id].day),
            f"{line.title}, {line.organisation_name}".strip(", "),
            ANSWER_WORDS[line.answer],
            PRESENCE_WORDS[line.presence],
            f"représenté par {line.represented_by}" if line.represented_by else "",
            f"remarque{NBSP}: {line.remark}" if line.remark else "",
            f"courriel{NBSP}: {line.email}" if line.email else "",
        )
        yield f"{NBSP}; ".join(filter(None, said)).replace(f"{NBSP};", "\u202f;")


def _sendings(store: Store, person: Person, meetings: Mapping[str, Meeting]) -> Iterable[str]:
    traces = Traces(person)
    for one in sorted(store.find(Sending), key=lambda each: each.sent_at):
        if traces.of(one.recipient, one.address):
            meeting = meetings.get(one.meeting_id or "")
            about = f" ({meeting_title(meeting.day).lower()})" if meeting else ""
            what = f"{SENDING_WORDS[one.kind]}{about}"
            to = f" à {one.address}" if one.address else ""
            yield f"{date_long(one.sent_at.date())}, {what}{to}"


def _changes(store: Store, person: Person, meetings: Mapping[str, Meeting]) -> Iterable[str]:
    for one in store.find(DispatchChange):
        if is_of(person, one.name, one.address):
            what = f"retrait ({one.reason})" if one.withdrawn else "ajout"
            yield f"{meeting_title(meetings[one.meeting_id].day)}, {what}, {one.address}".rstrip(", ")


def _observations(store: Store, person: Person, meetings: Mapping[str, Meeting]) -> Iterable[str]:
    traces = Traces(person)
    authors = store.values(Observation, ("id", "author"))
    theirs = {row_id for row_id, author in authors if traces.of(author)}
    for one in sorted(store.find(Observation, id=theirs), key=lambda each: each.received_on):
        meeting = meeting_title(meetings[one.meeting_id].day).lower()
        yield f"{date_long(one.received_on)}, {meeting}, {one.text or one.proposed}"


def _actions(store: Store, person: Person) -> Iterable[str]:
    traces = Traces(person)
    rows = store.values(Action, ("id", "owner_id", "owner"))
    theirs = {row_id for row_id, by, owner in rows if by == person.id or traces.of(owner)}
    for one in store.find(Action, id=theirs):
        due = f", pour le {date_long(one.due)}" if one.due else ""
        yield f"{one.text}{due}"


def _arrivals(store: Store, person: Person) -> Iterable[str]:
    for one in arrivals_of(store, person):
        yield f"{one.name}, reçu le {date_long(one.arrived_at.date())}, de {one.sender}"


def arrivals_of(store: Store, person: Person) -> list[Arrival]:
    """Return the files that came back from a person, by name or address; their originals are kept."""
    traces = Traces(person)
    return [one for one in store.find(Arrival) if traces.of(one.sender, one.sender)]


def _authors(store: Store, person: Person, places: Mapping[str, str]) -> Iterable[str]:
    for one in store.find(KnownAuthor):
        if is_of(person, one.name):
            yield f"{one.name}, écrit pour {places[one.organisation_id]}"


def _letterhead(store: Store, person: Person) -> Iterable[str]:
    for ours in store.find(Letterhead):
        if is_of(person, ours.signatory_name):
            yield f"signe les documents{NBSP}: {ours.signatory_name}, {ours.signatory_title}".rstrip(", ")
        if is_of(person, ours.handled_by, ours.handled_by_email):
            said = (ours.handled_by, ours.handled_by_phone, ours.handled_by_email)
            yield f"affaire suivie par{NBSP}: {', '.join(filter(None, said))}"


def _texts(store: Store, person: Person, meetings: Mapping[str, Meeting]) -> Iterable[str]:
    """Return a line for each meeting whose notes or minutes hold the name."""
    name = fold(display_name(person))
    if " " not in name:
        return
    noted = {one for one, text in store.kept(MinutesEntry, "text") if names(words_of_json(text), name)}
    notes = Counter(one for (one,) in store.values(MinutesEntry, ("meeting_id",), id=noted))
    printed = {one for one, content in store.kept(MinutesVersion, "content") if names(content, name)}
    versions: dict[str, list[int]] = defaultdict(list)
    for meeting_id, number in store.values(MinutesVersion, ("meeting_id", "number"), id=printed):
        versions[meeting_id].append(number)
    for meeting_id in sorted({*notes, *versions}, key=lambda one: (meetings[one].day, one)):
        said = [meeting_title(meetings[meeting_id].day)]
        if numbers := sorted(versions[meeting_id]):
            word = "version" if len(numbers) == 1 else "versions"
            said.append(f"compte rendu, {word} {join_and([*map(str, numbers)])}")
        if count := notes[meeting_id]:
            said.append(f"notes de {plural(count, 'point', 'points')} de l’ordre du jour")
        yield f"{THIN}; ".join(said).replace(f"{THIN}; ", ", ", 1)


class Traces:
    """Tells of names and addresses that were written down whether they are a person's; each is read once."""

    def __init__(self, person: Person) -> None:
        self._address = person.email.casefold()
        whole = person.given_name and person.family_name
        self._own = set(fold(full_name(fields_of(person))).split()) if whole else None
        self._read: dict[str, bool] = {}

    def of(self, name: str, address: str = "") -> bool:
        """Tell whether a name or an address is theirs."""
        if self._address and address.casefold() == self._address:
            return True
        if name not in self._read:
            self._read[name] = self._own is not None and self._own <= set(fold(name).split())
        return self._read[name]


def is_of(person: Person, name: str, address: str = "") -> bool:
    """Tell whether a name or an address that was written down is this person's."""
    return Traces(person).of(name, address)
