"""The sheet for the register of processing activities (RGPD art. 30-1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    Part,
    StatusBox,
    Title,
    Tone,
    Words,
)
from dgsdesk.application.documents.stationery import Stationery, headed_document
from dgsdesk.domain.richtext import Heading, ListItem, Run, paragraph
from dgsdesk.domain.wording import NBSP

ACTIVITY = "Animation du réseau des directions générales"
TO_FILL = "À COMPLÉTER"
"""Begins every line that the program cannot know."""

_PURPOSES = (
    "tenir l’annuaire des membres du réseau et des élus et cadres qui suivent ses travaux",
    "préparer les réunions : dates, accueil, ordre du jour, invitations et réponses",
    "établir les comptes rendus, recueillir les observations, constater leur approbation",
    "diffuser les comptes rendus aux destinataires concernés, chacun selon son niveau",
    "suivre les décisions et les suites à donner",
    "conserver la mémoire des travaux, qui relève des archives publiques",
)
_BASIS = (
    "Exécution d’une mission d’intérêt public (RGPD, article 6, paragraphe 1, point e) : la coordination de "
    "l’intercommunalité et de ses communes membres. Aucun consentement n’est demandé. Aucune donnée de "
    "l’article 9 n’est prévue : un repas se note par oui ou non, sans régime ; aucune date de naissance, "
    "aucun classement des personnes."
)
_RIGHTS = (
    "Accès : une fiche par personne (annuaire, « Écrire la fiche des données »), en Word, PDF et JSON.",
    "Rectification : dans l’annuaire ; les fonctions passées gardent leurs dates.",
    "Effacement : coordonnées effacées des tables, de l’historique et des dossiers gardés ; les comptes "
    "rendus, archives publiques, gardent les noms (RGPD, article 17, paragraphe 3, points b et d).",
    "Opposition (article 21) : appréciée au cas par cas ; une adresse peut être retirée des envois. "
    "Réclamation auprès de la CNIL.",
    "Décision automatisée : aucune. Profilage : aucun.",
)


@dataclass(frozen=True)
class HeldRow:
    """A kind of data really held: whose, what, how many, how long."""

    people: str
    data: str
    count: str
    term: str


@dataclass(frozen=True)
class RecipientRow:
    """Who really received something: who, what, how many, the last day."""

    who: str
    what: str
    count: str
    last: str


@dataclass(frozen=True)
class RegisterSheet:
    """What the sheet says besides what is true of the program everywhere.

    ``measures`` are sentences; what begins with « À COMPLÉTER » is for a person to fill in, and is marked.
    """

    controller: tuple[str, ...]
    siren: str
    representative: str
    rights_at: str
    people: tuple[HeldRow, ...]
    held: tuple[HeldRow, ...]
    recipients: tuple[RecipientRow, ...]
    informed: str
    measures: tuple[str, ...]
    kept_for_good: str


def register_document(head: Stationery, sheet: RegisterSheet) -> Document:
    """Compose the sheet in the order of article 30, paragraph 1."""
    return headed_document(
        head,
        DocumentKind.OTHER,
        Title("Fiche de registre des activités de traitement", ACTIVITY),
        (
            StatusBox(
                f"État au {head.day}, à relire par le délégué à la protection des données",
                (f"Les lignes « {TO_FILL} » disent ce que le programme ne peut pas savoir.",),
                Tone.NOTICE,
            ),
            *_parts(sheet, head.day),
        ),
        subject=f"{ACTIVITY} – registre des traitements",
        footer=f"Registre des traitements – {ACTIVITY} – {head.day}",
        identifier=head.of_the_day("processing-register"),
    )


def _parts(sheet: RegisterSheet, day: str) -> Iterator[Part]:
    yield _heading("1. Responsable du traitement")
    yield KeyValueTable(tuple(_identity(sheet)), ruled=True, caption="Responsable du traitement")
    yield _heading("2. Finalités")
    yield from (ListItem((Run(f"{purpose}{_end(_PURPOSES, purpose)}"),)) for purpose in _PURPOSES)
    yield _heading("3. Base légale")
    yield paragraph(_BASIS)
    yield _heading("4. Personnes concernées")
    yield _held_table("Personnes", sheet.people, day)
    yield _heading("5. Données tenues, et leur durée")
    yield _held_table("Données", sheet.held, day)
    yield paragraph(sheet.kept_for_good)
    yield _heading("6. Destinataires")
    yield from _recipients(sheet.recipients)
    yield _heading("7. Transferts hors de l’Union européenne")
    yield paragraph(
        "Aucun par le programme : il n’ouvre aucune connexion et ne confie rien à un sous-traitant. Les "
        "messages partent de la messagerie de l’organisme."
    )
    yield _line(f"{TO_FILL}{NBSP}: hébergeur de la messagerie et lieu de ses serveurs.")
    yield _heading("8. Mesures de sécurité")
    yield from (ListItem(_marked(measure)) for measure in sheet.measures)
    yield _heading("9. Information et droits des personnes")
    yield paragraph(sheet.informed)
    yield from (ListItem((Run(right),)) for right in _RIGHTS)
    yield _line(f"Demandes{NBSP}: {sheet.rights_at}")
    yield _line(f"{TO_FILL}{NBSP}: avis du délégué sur la nécessité d’une analyse d’impact (article 35).")


def _end(lines: Sequence[str], line: str) -> str:
    return "." if line is lines[-1] else "\u202f;"


def _identity(sheet: RegisterSheet) -> Iterator[Fact]:
    yield Fact("Organisme", "\n".join(sheet.controller))
    if sheet.siren:
        yield Fact("SIREN", sheet.siren)
    yield Fact("Représenté par", _words(sheet.representative))
    yield Fact("Délégué à la protection des données", _words(f"{TO_FILL}{NBSP}: nom, courriel, téléphone"))
    yield Fact(
        "Responsables conjoints",
        _words(f"{TO_FILL} s’il y a lieu{NBSP}: communes qui décident avec l’organisme (article 26)"),
    )
    yield Fact("Référence, date de création", _words(f"{TO_FILL}{NBSP}: numéro au registre, date"))


def _recipients(rows: Sequence[RecipientRow]) -> Iterator[Part]:
    if not rows:
        yield paragraph("Rien n’a encore été envoyé.")
        return
    yield paragraph("D’après ce qui a réellement été envoyé et noté par le programme :")
    columns = (
        Column("Qui", 2.6),
        Column("A reçu", 3.2),
        Column("Adresses", 1.4, end=True),
        Column("Dernier envoi", 1.7),
    )
    lines = tuple((row.who, row.what, row.count, row.last) for row in rows)
    yield GridTable(columns, lines, "Destinataires")


def _held_table(name: str, rows: Sequence[HeldRow], day: str) -> Part:
    columns = (
        Column(name, 2.6),
        Column("Ce qui est tenu", 3.6),
        Column("Nombre", 1.35, end=True),
        Column("Durée", 2.4),
    )
    lines = tuple((row.people, row.data, row.count, row.term) for row in rows)
    return GridTable(columns, lines, f"{name}, état au {day}")


def _heading(words: str) -> Heading:
    return Heading((Run(words),), 1)


def _line(words: str) -> Part:
    return ListItem(_marked(words))


def _words(text: str) -> Words:
    return _marked(text)


def _marked(text: str) -> tuple[Run, ...]:
    """Show in bold what is to be filled in."""
    return (Run(text, bold=TO_FILL in text),)
