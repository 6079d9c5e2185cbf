"""The sheet for the register of processing activities, filled from what is really held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.head import letterhead_row, stationery
from dgsdesk.application.documents.processing_register import (
    TO_FILL,
    HeldRow,
    RecipientRow,
    RegisterSheet,
    register_document,
)
from dgsdesk.application.mailing.words import SENDING_WORDS
from dgsdesk.application.paper_files import lay_word_and_pdf
from dgsdesk.application.ports.store import Store
from dgsdesk.application.privacy.terms import KIND_WORDS, MINUTES_WORDS, retention_terms
from dgsdesk.application.view import View
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.dossier import Dossier, DossierWay
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import Answer, Attendance, AttendeeKind, Sending, SendingKind
from dgsdesk.domain.minutes import ExpressApproval, Observation
from dgsdesk.domain.network import (
    Appointment,
    CommissionMember,
    Letterhead,
    Network,
    Person,
    Role,
    is_current,
)
from dgsdesk.domain.retention import KeptKind, term_words
from dgsdesk.domain.wording import NBSP, capitalised, date_long, join_and, number, plural

FOLDER = "Données personnelles"

_EXECUTIVES = frozenset({Role.DGA, Role.DST, Role.DRH, Role.EXECUTIVE})
_ELECTED = frozenset({Role.MAYOR, Role.PRESIDENT, Role.ELECTED})
_IDENTITY = "civilité, nom, prénom, fonction et ses dates"
_READERS = {
    Audience.DIRECTORS: "Directions générales membres du réseau",
    Audience.EXECUTIVES: "Cadres concernés",
    Audience.ELECTED: "Maires et élus concernés",
    Audience.ALL: "Autres destinataires",
}


@dataclass(frozen=True)
class PrintRegisterSheet(Command[tuple[str, ...]]):
    """Lay the sheet for the register of processing activities, .docx and .pdf; nothing else changes.

    ``folder`` is below the user's documents, or a full path.
    """

    folder: str = FOLDER


@handles(PrintRegisterSheet, "Fiche du registre des traitements préparée")
def print_register_sheet(act: Act, command: PrintRegisterSheet) -> tuple[str, ...]:
    sheet = register_sheet(act.view)
    paper = register_document(stationery(act), sheet)
    stem = file_stem(act.today, "registre-des-traitements")
    return lay_word_and_pdf(act, command.folder, stem, paper)


def register_sheet(view: View) -> RegisterSheet:
    """Return what the sheet says of this network as it stands."""
    store = view.store
    (network,), ours = store.find(Network), letterhead_row(view)
    letterheads = store.find(Letterhead)
    signatory = ", ".join(
        filter(None, (letterheads[0].signatory_name, letterheads[0].signatory_title)) if letterheads else ()
    )
    contact = " – ".join(filter(None, (ours.phone, ours.email)))
    return RegisterSheet(
        controller=tuple(filter(None, (ours.name or network.name, *ours.address, contact))),
        siren=network.siren,
        representative=signatory or f"{TO_FILL}{NBSP}: nom et qualité",
        rights_at=ours.email or f"{TO_FILL}{NBSP}: adresse où les exercer",
        people=tuple(_people(view)),
        held=tuple(_held(store)),
        recipients=tuple(_recipients(store)),
        informed=_informed(store),
        measures=tuple(_measures(view)),
        kept_for_good=MINUTES_WORDS,
    )


# -- who and what --------------------------------------------------------------------------------------------


def _people(view: View) -> Iterator[HeldRow]:
    store, today = view.store, view.clock.today()
    roles: dict[str, set[Role]] = {}
    for post in store.find(Appointment):
        if post.person_id:
            roles.setdefault(post.person_id, set())
            if is_current(post.starts, post.ends, today):
                roles[post.person_id].add(post.role)
    for member in store.find(CommissionMember):
        roles.setdefault(member.person_id, set()).add(member.role)
    terms = retention_terms(store)
    in_post = "tant que la fonction dure"
    gone = f"{term_words(terms[KeptKind.CONTACTS])} après le départ, puis sans coordonnées"
    groups = (
        ("Directions générales et secrétariats généraux de mairie", {Role.DGS, Role.SGM}, in_post),
        ("Autres cadres", _EXECUTIVES, in_post),
        ("Maires, présidents et élus", _ELECTED, in_post),
    )
    known = {one.id: one for one in store.find(Person)}
    for name, wanted, term in groups:
        ids = {person for person, held in roles.items() if held & wanted}
        yield from _group(name, [known[one] for one in ids if one in known], term)
    left = [one for one in known.values() if not roles.get(one.id)]
    yield from _group("Personnes qui n’ont plus de fonction", left, gone)
    guests = store.count(Attendance, "name", kind={AttendeeKind.GUEST, AttendeeKind.ELECTED_GUEST})
    if guests:
        yield HeldRow("Invités des réunions", "nom, titre, courriel", number(len(guests)), "voir § 5")


def _group(name: str, people: list[Person], term: str) -> Iterator[HeldRow]:
    if people:
        emails, phones = sum(bool(one.email) for one in people), sum(bool(one.phone) for one in people)
        contacts = f"courriel ({number(emails)}), téléphone ({number(phones)})"
        yield HeldRow(name, f"{_IDENTITY}, {contacts}", number(len(people)), term)


def _held(store: Store) -> Iterator[HeldRow]:
    terms = retention_terms(store)

    def row(kind: KeptKind, data: str, count: int) -> HeldRow:
        words = KIND_WORDS[kind]
        return HeldRow(words.title, data, number(count), f"{term_words(terms[kind])} {words.since}")

    answers = store.count(Attendance, "answer")
    answered = sum(count for answer, count in answers.items() if answer is not Answer.UNKNOWN)
    rows = (
        row(KeptKind.ANSWERS, "réponse, remarque, repas (oui ou non), adresse", answered),
        row(
            KeptKind.SENDINGS,
            "destinataire, qualité, adresse, document, date",
            _total(store, Sending, "kind"),
        ),
        row(
            KeptKind.OBSERVATIONS,
            "auteur, commune, texte de l’observation, suite donnée",
            _total(store, Observation, "state") + _total(store, ExpressApproval, "way"),
        ),
        row(KeptKind.ARRIVALS, "fichier ou message d’origine, expéditeur", _total(store, Arrival, "state")),
        row(KeptKind.DRAFTS, "noms d’expéditeur et de destinataire, textes", _total(store, Dossier, "way")),
    )
    came = sum(store.count(Attendance, "presence").values())
    yield HeldRow(
        "Présences",
        "nom et titre du jour, présence, représentation",
        number(came),
        "avec le compte rendu",
    )
    yield from (one for one in rows if one.count != "0")


def _total(store: Store, kind: type[Entity], by: str) -> int:
    return sum(store.count(kind, by).values())


# -- who received --------------------------------------------------------------------------------------------


def _recipients(store: Store) -> Iterator[RecipientRow]:
    sent = store.find(Sending)
    for level, name in _READERS.items():
        theirs = [one for one in sent if one.edition == level and one.kind is not SendingKind.DOSSIER]
        if theirs:
            what = join_and(sorted({SENDING_WORDS[one.kind] for one in theirs}))
            addresses = {one.address.casefold() for one in theirs if one.address}
            last = max(one.sent_at for one in theirs).date()
            yield RecipientRow(name, capitalised(what), number(len(addresses)), date_long(last))
    carried = store.find(Dossier, way=DossierWay.SENT)
    if carried:
        last = max(one.made_at for one in carried).date()
        who = plural(len({one.addressee for one in carried}), "destinataire", "destinataires")
        what = "Dossier d’une réunion, minimisé et signé"
        yield RecipientRow(f"Communes hôtes et relecteurs ({who})", what, "–", date_long(last))


def _informed(store: Store) -> str:
    told = store.find(Sending, informed=True)
    how = "Chaque personne reçoit une mention (articles 13 et 14) au pied de son premier message"
    if not told:
        return f"{how} ; aucune ne l’a encore reçue."
    since = date_long(min(one.sent_at for one in told).date())
    people = len({one.address.casefold() for one in told})
    had = plural(people, "adresse l’a reçue", "adresses l’ont reçue")
    return f"{how} ; {had}, depuis le {since}."


# -- how it is guarded ---------------------------------------------------------------------------------------


def _measures(view: View) -> Iterator[str]:
    drive, second = view.keeper.drive(), view.keeper.second()
    yield "Données sur le seul poste de travail ; le programme n’ouvre aucune connexion."
    yield "Fichiers lisibles par leur seul propriétaire, quand le système le permet."
    match drive.encrypted:
        case True:
            yield "Le disque de ce poste est chiffré ; la base elle-même ne l’est pas."
        case False:
            yield f"{TO_FILL}{NBSP}: ni ce disque ni la base ne sont chiffrés ; dire ce qui y remédie."
        case _:
            yield f"{TO_FILL}{NBSP}: chiffrement du disque, que le système tait ; la base n’est pas chiffrée."
    if drive.shared or drive.synchronised:
        yield f"{TO_FILL}{NBSP}: la base est dans un dossier partagé ou synchronisé ; dire qui y accède."
    yield "Sauvegardes vérifiées à l’ouverture et chaque jour, à côté de la base, éclaircies avec le temps."
    if second is not None:
        yield f"Copie régulière sur un second support ; {TO_FILL.lower()} : où il est rangé."
    yield "Empreinte de chaque ligne, geste et compte rendu adopté ; vérification à la demande."
    yield "Historique des gestes : quoi, quand, sur quel poste."
    yield "Diffusion par niveaux : chaque édition ne contient que ce que ses lecteurs peuvent lire."
    yield "Dossiers entre communes minimisés, signés, scellés au besoin par une phrase secrète."
    yield "Fichiers reçus lus à part, sans connexion ni écriture."
    yield f"{TO_FILL}{NBSP}: mot de passe et verrouillage de la session, personnes habilitées."
