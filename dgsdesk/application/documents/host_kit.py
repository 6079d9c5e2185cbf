"""The host's papers: the plan to follow, the sheet of the room, name tents, the sheet to the next host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    NameTent,
    NameTents,
    Part,
    StatusBox,
    Title,
)
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.application.meeting.paper import MeetingPaper
from dgsdesk.domain.host_plan import HostDays
from dgsdesk.domain.richtext import Heading, ListItem, Run, paragraph
from dgsdesk.domain.wording import (
    NBSP,
    capitalised,
    date_full,
    hour,
    hours,
    plural,
    weekday_and_day,
)

_HAND_ROW_MM = 11.0
_WHO_SENT = "Appelez le service qui vous a envoyé ce dossier"


@dataclass(frozen=True)
class Reception:
    """What is known of a reception: how many are expected, how many eat, the room, what it holds."""

    expected: int
    lunches: int
    room: str
    capacity: int | None
    contact: str


@dataclass(frozen=True)
class Handover:
    """What the next host must know: who that is and when; what stays open; what was suggested."""

    next_host: str
    next_day: date | None
    open_actions: tuple[str, ...]
    carried: tuple[str, ...]
    suggestions: tuple[str, ...]


def _document(paper: MeetingPaper, what: str, title: str, about: str, body: Sequence[Part]) -> Document:
    return headed_document(
        paper,
        DocumentKind.HOST_KIT,
        Title(title, paper.title),
        body,
        name=f"{about} – réunion du {date_full(paper.day)}",
        footer=f"{about}, réunion du {date_full(paper.day)}",
        identifier=f"{paper.meeting_id}:{what}",
        identity={"meeting": paper.meeting_id},
    )


def _facts(paper: MeetingPaper, reception: Reception) -> KeyValueTable:
    counted = (
        plural(reception.lunches, "repas", "repas") if reception.lunches else "à compter d’après les réponses"
    )
    lunch = counted if paper.lunch else "non prévu"
    facts = [
        Fact("Quand", f"{capitalised(date_full(paper.day))}, {hours(paper.starts_at, paper.ends_at)}"),
        Fact("Où", paper.where_words or "à préciser"),
        Fact("Combien", plural(reception.expected, "personne attendue", "personnes attendues")),
        Fact("Déjeuner", lunch),
    ]
    if paper.video_link:
        facts.append(Fact("Visioconférence", paper.video_link))
    return KeyValueTable(tuple(facts), ruled=True, caption="La réunion en bref")


# -- the plan ----------------------------------------------------------------------------------------------


def host_plan_document(
    paper: MeetingPaper, reception: Reception, days: HostDays, observation_words: str
) -> Document:
    """Compose the plan: one line a thing to do, its date first, a box to tick."""
    steps = [*_before(paper, reception, days), *_day(paper, days), *_after(days, observation_words)]
    today = paper.created.date()
    rows = tuple((_by_when(when, min(today, paper.day)), what, "☐") for when, what in steps)
    columns = (Column("Pour le", 1.9), Column("À faire", 4.6), Column("Fait", 0.5))
    parts = (
        _facts(paper, reception),
        paragraph(
            "Rien de tout cela n’est compliqué, et tout est prêt dans ce dossier. "
            "Suivez les lignes dans l’ordre et cochez."
        ),
        GridTable(columns, rows, "Plan à rebours de l’accueil"),
        StatusBox(
            "Besoin d’aide",
            (
                f"{reception.contact}."
                if reception.contact
                else "Appelez le service qui vous a envoyé ce dossier.",
            ),
        ),
    )
    return _document(paper, "host-plan", "Accueillir la réunion, pas à pas", "Plan de l’accueil", parts)


def _by_when(day: date, today: date) -> str:
    """Write a day; one that is past already when the kit is made is for now."""
    return "Dès maintenant" if day < today else capitalised(weekday_and_day(day))


def _before(paper: MeetingPaper, reception: Reception, days: HostDays) -> list[tuple[date, str]]:
    people = plural(reception.expected, "personne", "personnes")
    lunch = " ; prévenir le traiteur" if paper.lunch else ""
    return [
        (days.room, f"Réserver une salle pour {people}, vidéoprojecteur et connexion compris."),
        (days.people, "Prévenir le maire et l’accueil de la mairie ; proposer un mot de bienvenue."),
        (days.people, "Remplir la fiche « salle et stationnement » et la renvoyer au réseau."),
        (days.invite, "L’ordre du jour est figé et les invitations partent (l’intercommunalité)."),
        (days.reply, f"Dernier jour des réponses : compter les présents{lunch}."),
        (days.eve, "Imprimer la feuille d’émargement et les chevalets ; essayer l’écran."),
        (days.eve, "Flécher l’entrée et le stationnement ; préparer café, eau, rallonges."),
    ]


def _day(paper: MeetingPaper, days: HostDays) -> list[tuple[date, str]]:
    return [
        (
            days.day,
            f"Ouvrir la salle 45 minutes avant ; commencer à {hour(paper.starts_at)}.",
        ),
        (days.day, "Faire signer la feuille ; noter, par point, ce qui est dit, décidé, à faire."),
        (days.day, "Avant de se quitter : confirmer la date et l’hôte de la réunion suivante."),
    ]


def _after(days: HostDays, observation_words: str) -> list[tuple[date, str]]:
    return [
        (days.draft, "Envoyer le projet de compte rendu aux membres (la trame est dans ce dossier)."),
        (days.observations, f"Dernier jour des observations ({observation_words})."),
        (days.silence, "Sans observation, le compte rendu est réputé approuvé."),
        (days.silence, "Remettre la fiche « passage de relais » à l’hôte suivant."),
    ]


# -- the room ----------------------------------------------------------------------------------------------


def room_sheet(paper: MeetingPaper, reception: Reception) -> Document:
    """Compose the sheet of the room: what is known, and lines for what only the host knows."""
    seats = f"{reception.capacity} places" if reception.capacity else ""
    known = (
        ("Salle", reception.room),
        ("Places assises", seats),
        ("Adresse", paper.address),
        ("Accès", paper.access),
        ("Stationnement (où, combien de places, payant ou non)", ""),
        ("Entrée, étage, code, ascenseur ou rampe", ""),
        ("Vidéoprojecteur ou écran, prises, rallonges", ""),
        ("Connexion pour les invités (réseau, mot de passe)", ""),
        ("Téléphone à appeler le jour même, et qui répond", ""),
        ("Allergies et régimes pour le repas", "" if paper.lunch else "sans objet"),
        ("Autre", ""),
    )
    rows = tuple((label, value) for label, value in known)
    columns = (Column("Ce qu’il faut savoir", 2.2), Column("Réponse", 3.8))
    parts = (
        _facts(paper, reception),
        paragraph(
            "Complétez à la main ou à l’écran. Ce qui est écrit ici est repris dans l’invitation, "
            "pour que personne ne cherche l’entrée."
        ),
        GridTable(columns, rows, "Salle et stationnement", row_height_mm=_HAND_ROW_MM),
    )
    title = "Salle et stationnement"
    return _document(paper, "room-sheet", title, title, parts)


# -- name tents --------------------------------------------------------------------------------------------


def name_tents_document(paper: MeetingPaper, tents: Sequence[NameTent]) -> Document:
    """Compose the tents, two a page, and blank ones for who comes unannounced: no page is half empty."""
    blanks = (NameTent("", ""),) * (2 - len(tents) % 2)
    return Document(
        kind=DocumentKind.HOST_KIT,
        title=f"Chevalets – réunion du {date_full(paper.day)}",
        letterhead=paper.letterhead,
        parts=(NameTents((*tents, *blanks)),),
        created=paper.created,
        subject=paper.title,
        footer=f"Chevalets, réunion du {date_full(paper.day)}",
        identifier=f"{paper.meeting_id}:name-tents",
        identity={"meeting": paper.meeting_id},
    )


# -- the next host -----------------------------------------------------------------------------------------


def handover_document(paper: MeetingPaper, handover: Handover) -> Document:
    """Compose the sheet that goes from this host to the next."""
    when = capitalised(date_full(handover.next_day)) if handover.next_day else "date à fixer"
    parts: list[Part] = [
        KeyValueTable(
            (
                Fact("De", capitalised(paper.host) or "hôte à désigner"),
                Fact("À", handover.next_host or "hôte à désigner"),
                Fact("Prochaine réunion", when),
            ),
            ruled=True,
            caption="De qui à qui",
        ),
    ]
    for title, lines, nothing in (
        ("Ce qui reste à faire", handover.open_actions, "Aucune suite ouverte pour l’instant."),
        ("Ce qui sera repris", handover.carried, "Aucun point reporté pour l’instant."),
        ("Ce que les membres ont suggéré", handover.suggestions, "Le tour de table n’a pas encore eu lieu."),
    ):
        parts.append(Heading((Run(title),), 1))
        parts += [ListItem((Run(line),)) for line in lines] or [paragraph(nothing)]
    parts += [
        Heading((Run("Mes conseils à qui me suit"),), 1),
        GridTable(
            (Column("Question", 2.2), Column("Réponse", 3.8)),
            tuple((question, "") for question in _ADVICE),
            "Conseils de l’hôte",
            row_height_mm=14.0,
        ),
        Heading((Run("À remettre"),), 1),
        *(ListItem((Run(thing),)) for thing in _HANDED),
    ]
    title = "Passage de relais"
    return _document(paper, "handover", title, title, parts)


_ADVICE = (
    "Ce qui a bien marché",
    "Ce que je ferais autrement",
    "Le temps que cela m’a pris",
    f"À qui demander{NBSP}: nom et téléphone",
)
_HANDED = (
    "Le dossier d’accueil de la prochaine réunion : l’intercommunalité le prépare et l’envoie à l’hôte.",
    "Ce qui circule d’hôte en hôte : chevalets, multiprise, livre d’or.",
)
