"""What the example network keeps in its library, and what was said of its competences and cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.desk import Desk
from dgsdesk.application.document import Document, DocumentKind, Title
from dgsdesk.application.documents.head import letterhead_row
from dgsdesk.application.grey_zone.competence import EditCompetence, HoldCompetences
from dgsdesk.application.grey_zone.positions import SetPosition
from dgsdesk.application.library.acts import AddDocuments, EditDocument, NewFile, Place
from dgsdesk.domain.competence import Holding
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.richtext import Heading, Run, paragraph
from dgsdesk.domain.wording import NBSP

_ROADS = "MOB-VOI"
_INTEREST = (
    "Voies reliant deux bourgs et voies des zones d’activités ; les trottoirs, l’éclairage et les espaces "
    "verts restent aux communes."
)


@dataclass(frozen=True)
class _Sample:
    """A document of the example: the case that it serves, the days from today to its review."""

    title: str
    tags: tuple[str, ...]
    zone: int
    review: int
    sections: tuple[tuple[str, str], ...]


_SAMPLES = (
    _Sample(
        "Plan de viabilité hivernale",
        ("voirie", "hiver"),
        11,
        -12,
        (
            (
                "Niveaux de service",
                "Les liaisons entre bourgs sont salées avant 7 h, les dessertes scolaires avant 8 h. "
                "Les trottoirs ne sont pas traités.",
            ),
            (
                "Astreinte",
                "Du 15 novembre au 15 mars, deux équipages se relaient chaque semaine. Le sel est acheté en "
                "groupement de commandes et stocké dans trois dépôts.",
            ),
        ),
    ),
    _Sample(
        "Convention type d’entretien des avaloirs",
        ("eau", "convention"),
        1,
        300,
        (
            (
                "Objet",
                "La commune signale les avaloirs obstrués ; l’agglomération les cure deux fois par an et "
                "remplace les grilles cassées.",
            ),
            ("Prix", "Le curage est facturé au prix unitaire de l’inventaire, révisé chaque 1er janvier."),
        ),
    ),
    _Sample(
        "RIFSEEP : tableau des groupes de fonctions",
        ("ressources humaines", "paie"),
        0,
        120,
        (
            (
                "Groupes de fonctions",
                "Le régime indemnitaire tient compte des fonctions, des sujétions, de l’expertise et de "
                "l’engagement professionnel. Les plafonds sont ceux des corps de référence de l’État.",
            ),
        ),
    ),
)
_POSITIONS = (
    (1, 2, "L’intercommunalité cure depuis 2019 ; la commune ne reprendra pas la charge sans compensation."),
    (1, 5, "La commune cure et paie aujourd’hui ; elle demande une convention commune."),
)


def fill_library(desk: Desk, zones: Mapping[int, str], communes: Sequence[str], today: date) -> int:
    """Keep the documents of the example, its competences and the positions of two communes; count documents.

    ``zones`` are the ids of cases by their numbers in the starting catalogue.
    """
    for sample in _SAMPLES:
        place = Place(OwnerKind.GREY_ZONE, zones[sample.zone]) if sample.zone in zones else None
        file = NewFile(f"{sample.title.replace(f'{NBSP}: ', ', ')}.pdf", _pdf(desk, sample))
        (document_id,) = desk.run(AddDocuments((file,), place)).value
        review = today + timedelta(days=sample.review)
        desk.run(EditDocument(document_id, title=sample.title, tags=sample.tags, review_on=review))
    for zone, rank, words in _POSITIONS:
        if zone in zones:
            desk.run(SetPosition(zones[zone], communes[rank % len(communes)], words))
    if desk.network().epci_type in ("CC", "CA"):  # elsewhere the law itself gives the roads
        _hold_roads(desk, today)
    return len(_SAMPLES)


def _hold_roads(desk: Desk, today: date) -> None:
    desk.run(HoldCompetences((_ROADS,), Holding.SUPPLEMENTARY))
    desk.run(
        EditCompetence(
            _ROADS,
            community_interest=_INTEREST,
            interest_on=date(today.year - 2, 9, 26),
            basis="Statuts, article 5",
        )
    )


def _pdf(desk: Desk, sample: _Sample) -> bytes:
    letterhead = desk.ask(letterhead_row, None)
    body = [
        part for title, words in sample.sections for part in (Heading((Run(title),), 1), paragraph(words))
    ]
    return desk.office.pdf(
        Document(
            kind=DocumentKind.OTHER,
            title=sample.title,
            letterhead=letterhead,
            parts=(Title(sample.title, "document d’exemple"), *body),
            created=desk.clock.now(),
        )
    )
