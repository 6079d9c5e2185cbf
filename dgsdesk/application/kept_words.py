"""What each kind of kept thing is called when many are counted, and how one of them is named."""

from __future__ import annotations

from typing import Any

from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Person
from dgsdesk.domain.wording import date_full, person_name, plural

_LONGEST = 48

_DETAIL = ("élément lié", "éléments liés")
"""What stands for the kinds that nobody sees by themselves."""

_WORDS = {
    "Network": ("réglage du réseau", "réglages du réseau"),
    "Organisation": ("commune ou organisme", "communes et organismes"),
    "Person": ("personne", "personnes"),
    "Appointment": ("poste", "postes"),
    "Commission": ("commission", "commissions"),
    "Attachment": ("pièce jointe", "pièces jointes"),
    "LibraryDocument": ("document", "documents"),
    "Letterhead": ("en-tête", "en-têtes"),
    "SharedService": ("service commun", "services communs"),
    "Circle": ("format de rencontre", "formats de rencontre"),
    "Meeting": ("réunion", "réunions"),
    "Attendance": ("ligne de présence", "lignes de présence"),
    "Sending": ("envoi", "envois"),
    "HostTurn": ("date d’accueil", "dates d’accueil"),
    "HeldCompetence": ("compétence", "compétences"),
    "GreyZone": ("zone grise", "zones grises"),
    "SharedSubject": ("sujet commun", "sujets communs"),
    "RaisedTheme": ("sujet", "sujets"),
    "AgendaItem": ("point", "points"),
    "AgendaVersion": ("version d’ordre du jour", "versions d’ordre du jour"),
    "MinutesEntry": ("texte de compte rendu", "textes de compte rendu"),
    "MinutesVersion": ("compte rendu figé", "comptes rendus figés"),
    "Observation": ("observation", "observations"),
    "Approval": ("approbation", "approbations"),
    "Decision": ("décision", "décisions"),
    "Action": ("action", "actions"),
    "Arrival": ("arrivée", "arrivées"),
    "journal": ("geste de l’historique", "gestes de l’historique"),
}


def counted(kind: str, count: int) -> str:
    """Write « 12 points » of a kind (class name)."""
    return plural(count, *_WORDS.get(kind, _DETAIL))


def word_key(kind: str) -> str:
    """Return the kind itself, or one key for all that nobody sees by themselves."""
    return kind if kind in _WORDS else ""


def called(entity: Entity) -> str:
    """Name one thing as people know it, on one line; empty when it has no name of its own."""
    if isinstance(entity, Person):
        return person_name(entity.given_name, entity.family_name)
    if isinstance(entity, Meeting):
        return f"réunion du {date_full(entity.day)}"
    words: Any = next(
        (getattr(entity, name, "") for name in ("title", "name", "text") if hasattr(entity, name)), ""
    )
    line = " ".join(words.split()) if isinstance(words, str) else ""
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
