"""A person's contact data erased for good (RGPD art. 17), while minutes keep their name.

The address and the telephone leave every table and the whole journal: no undo brings them back. What is
erased, what is kept and what is out of reach is said before.
"""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.ports.store import Erasure, Store
from dgsdesk.application.privacy.person_file import arrivals_of
from dgsdesk.application.view import View
from dgsdesk.domain.arrival import KnownAddress
from dgsdesk.domain.dispatch import DispatchChange
from dgsdesk.domain.dossier import Dossier, DossierWay
from dgsdesk.domain.meeting import Attendance, Sending
from dgsdesk.domain.minutes import MinutesVersion
from dgsdesk.domain.network import Letterhead, Organisation, Person, display_name
from dgsdesk.domain.wording import NBSP, elided_of, join_and, plural

CONTACT_FIELDS = ("email", "phone")

ARCHIVES = frozenset(
    {"AgendaVersion", "Decision", "MinutesConflict", "MinutesEntry", "MinutesVersion", "Rectification"}
)
"""What belongs to minutes is public archives (code du patrimoine, L211-1): never touched."""


@dataclass(frozen=True)
class ErasePerson(Command[None]):
    """Erase a person's address and telephone everywhere but in minutes; it cannot be taken back."""

    person_id: str


@dataclass(frozen=True)
class ErasurePreview:
    """What an erasure does, in sentences: what goes, what stays, what it cannot reach."""

    name: str
    erased: tuple[str, ...]
    kept: tuple[str, ...]
    beyond: tuple[str, ...]


@handles(ErasePerson, "Coordonnées {of_name} effacées définitivement")
def erase_person(act: Act, command: ErasePerson) -> None:
    person = act.store.get(Person, command.person_id)
    act.tell(of_name=elided_of(display_name(person) or "la personne"))
    act.erase(contact_erasure(person.id))


def contact_erasure(person_id: str) -> Erasure:
    """Return what erases a person's address and telephone, wherever they stand but in archives."""
    return Erasure(Person.__name__, person_id, CONTACT_FIELDS, ARCHIVES)


def erasure_preview(view: View, person_id: str) -> ErasurePreview:
    """Return what erasing a person's contact data would do; nothing is changed."""
    store = view.store
    person = store.get(Person, person_id)
    return ErasurePreview(
        display_name(person), _erased(store, person), _kept(store, person), _beyond(store, person)
    )


def _erased(store: Store, person: Person) -> tuple[str, ...]:
    said = [f"courriel{NBSP}: {person.email}"] if person.email else []
    said += [f"téléphone{NBSP}: {person.phone}"] if person.phone else []
    traces = (
        (_count(store, person, Attendance, "email"), "ligne d’invitation", "lignes d’invitation"),
        (_count(store, person, Sending, "address"), "envoi noté", "envois notés"),
        (_count(store, person, DispatchChange, "address"), "choix de diffusion", "choix de diffusion"),
        (_count(store, person, KnownAddress, "address"), "adresse reconnue", "adresses reconnues"),
        (_count(store, person, Letterhead, "handled_by_email"), "mention « Affaire suivie par »", ""),
    )
    places = [plural(count, one, several) for count, one, several in traces if count]
    said += [f"la même adresse dans {join_and(places)}"] if places else []
    said.append("les adresses et numéros précédents, dans tout l’historique")
    if _kept_dossiers(store):
        said.append("ce qu’en gardent les dossiers envoyés et repris ici")
    return tuple(said)


def _kept_dossiers(store: Store) -> bool:
    ways = store.count(Dossier, "way")
    return bool(ways.keys() - {DossierWay.OPENED})


def _count(
    store: Store,
    person: Person,
    kind: type[Attendance] | type[Sending] | type[DispatchChange] | type[KnownAddress] | type[Letterhead],
    field: str,
) -> int:
    email = person.email.casefold()
    written = store.count(kind, field) if email else {}
    return sum(number for address, number in written.items() if address.casefold() == email)


def _kept(store: Store, person: Person) -> tuple[str, ...]:
    said = [
        "le nom, les fonctions et leurs dates",
        "les réponses et les présences aux réunions, sans adresse",
    ]
    contact = [text for text in (person.email, person.phone) if text]
    found = store.holds(MinutesVersion, "content", contact)
    minutes = "les comptes rendus et les notes, qui sont des archives publiques"
    said.append(f"{minutes} (l’adresse ou le numéro y figure)" if found else minutes)
    shared = _shared(store, person)
    if shared:
        said.append(f"la même adresse ou le même numéro chez {join_and(shared)}, à qui il sert aussi")
    return tuple(said)


def _shared(store: Store, person: Person) -> list[str]:
    """Name who has the same address or number: a town hall, a colleague."""
    own = {text.casefold() for text in (person.email, person.phone) if text}
    others = [one for one in store.find(Person) if one.id != person.id]
    found = [display_name(one) for one in others if own & {one.email.casefold(), one.phone.casefold()}]
    places = store.find(Organisation)
    return found + [one.name for one in places if own & {one.email.casefold(), one.phone.casefold()}]


def _beyond(store: Store, person: Person) -> tuple[str, ...]:
    said = [
        "les sauvegardes déjà faites, où elles disparaîtront avec le temps",
        "les documents et les messages déjà produits ou envoyés",
    ]
    if DossierWay.OPENED in store.count(Dossier, "way"):
        said.append("le dossier que vous avez reçu, qui doit repartir tel quel avec votre retour")
    names = [f"«{NBSP}{one.name}{NBSP}»" for one in arrivals_of(store, person)]
    if names:
        more = [plural(len(names) - 3, "autre", "autres")] if len(names) > 3 else []
        said.append(f"les originaux gardés dans « Arrivées »{NBSP}: {join_and([*names[:3], *more])}")
    return tuple(said)
