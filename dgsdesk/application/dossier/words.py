"""Rows, fields and values of a dossier in French, as its preview, its conflicts and the history say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dgsdesk.application.history.value_words import plain_words
from dgsdesk.application.history.words import field_words as words_of_history
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, PreparationTask
from dgsdesk.domain.dossier_rows import Content, Row
from dgsdesk.domain.dossier_rules import SAID
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.library import DocumentUse, LibraryDocument
from dgsdesk.domain.meeting import Attendance, Meeting
from dgsdesk.domain.minutes import Suggestion, Unplaced
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.richtext import RichText, plain_text

_MEETING = {
    "starts_at": "début",
    "ends_at": "fin",
    "place": "lieu",
    "address": "adresse",
    "access": "accès",
    "video_link": "lien de visioconférence",
    "lunch": "déjeuner",
    "chair": "présidence",
    "writer": "rédaction",
    "started_at": "ouverture de la séance",
    "closed_at": "clôture de la séance",
    "state": "étape",
}
_ITEM = {
    SAID: "texte",
    "part_id": "temps",
    "question": "question posée",
    "presenter": "rapporteur",
    "competences": "compétences",
    "source_kind": "origine",
    "source_id": "origine",
    "discussed": "abordé",
    "comes_back": "revient à une autre réunion",
    "recurring": "revient à chaque réunion",
    "prepared_by": "préparé par",
    "recall": "rappel de la dernière fois",
    "referral": "suite",
    "referred_on": "porté le",
    "referral_outcome": "ce qui en est venu",
}
_PERSON = {
    "organisation_id": "organisme",
    "organisation_name": "organisme",
    "person_id": "personne",
    "name": "nom",
    "title": "titre",
    "email": "adresse électronique",
    "kind": "qualité",
    "answer": "réponse",
    "presence": "présence",
    "represented_by": "représenté par",
    "lunch": "déjeuner",
    "remark": "remarque",
    "arrived_at": "arrivée",
    "left_at": "départ",
}
_SHARED = {
    "title": "titre",
    "text": "texte",
    "minutes": "durée",
    "audience": "diffusion",
    "number": "numéro",
    "item_id": "point",
    "owner": "responsable",
    "owner_id": "responsable",
    "due": "échéance",
    "state": "état",
    "done": "fait",
    "done_on": "fait le",
    "decision_id": "décision",
    "kind": "nature",
    "raised_by_id": "proposé par",
    "fate": "suite",
    "tags": "étiquettes",
    "review_on": "à revoir le",
}
_OWN: Mapping[type[Entity], Mapping[str, str]] = {Meeting: _MEETING, AgendaItem: _ITEM, Attendance: _PERSON}

_UNNAMED = "suivi de la séance"
"""What the clock of a meeting keeps of itself, and nobody reads."""

ROW_WORDS = "retirer ou garder"
"""What a conflict about a whole row is called."""


def field_words(kind: type[Entity], name: str) -> str:
    """Name a field; an empty one is the whole row."""
    if not name:
        return ROW_WORDS
    own = _OWN.get(kind, {}).get(name) or _SHARED.get(name)
    return own or words_of_history(kind.__name__, name) or _UNNAMED


def row_words(kind: type[Entity], row: Row, content: Content) -> str:
    """Name a row: « Point « Voirie » »."""
    return _NAMES[kind](row, content)


def _named(word: str, field: str) -> Callable[[Row, Content], str]:
    return lambda row, _: f"{word} « {shortened(str(row[field]), 60)} »"


def _person(row: Row, _: Content) -> str:
    return str(row["organisation_name"] or row["name"] or row["title"] or "Participant")


def _use(row: Row, content: Content) -> str:
    document = content.get(LibraryDocument, {}).get(str(row["document_id"]))
    return f"Document « {shortened(str(document['title']), 60)} » joint" if document else "Document joint"


def _unplaced(row: Row, _: Content) -> str:
    text = row["text"]
    said = plain_text(text) if isinstance(text, RichText) else ""
    return f"Texte à rattacher « {shortened(said, 60)} »"


_NAMES: Mapping[type[Entity], Callable[[Row, Content], str]] = {
    Meeting: lambda row, content: "Réunion",
    AgendaPart: _named("Temps", "title"),
    AgendaItem: _named("Point", "title"),
    PreparationTask: _named("Préparation", "text"),
    Attendance: _person,
    Decision: _named("Décision", "text"),
    Action: _named("Suite à donner", "text"),
    Suggestion: _named("Sujet pour la suite", "text"),
    Unplaced: _unplaced,
    LibraryDocument: _named("Document", "title"),
    DocumentUse: _use,
    Attachment: _named("Fichier", "name"),
}


def value_words(value: object, content: Content, name: str = "") -> str:
    """Say a value in words; what it points to is named from the rows at hand."""
    said = plain_words(value)
    if said is not None:
        return said
    match value:
        case RichText():
            return plain_text(value)
        case tuple():
            return ", ".join(map(str, value))
    return f"{value} min" if name == "minutes" else _pointed(str(value), content, name)


def _pointed(value: str, content: Content, name: str) -> str:
    kind: type[Entity] | None = {"part_id": AgendaPart, "item_id": AgendaItem, "decision_id": Decision}.get(
        name
    )
    row = content.get(kind, {}).get(value) if kind is not None else None
    if kind is not None and row is not None:
        return row_words(kind, row, content)
    return "un autre" if name.endswith("_id") else value
