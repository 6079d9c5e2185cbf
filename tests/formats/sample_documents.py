# ruff: noqa: E501 - the papers hold French sentences of their own length
"""Papers as a network prints them, for the tests of both writers; people and subjects are invented."""

from __future__ import annotations

import hashlib
import struct
import zlib
from datetime import UTC, datetime

from dgsdesk.application.document import (
    Anchored,
    AttendanceRow,
    AttendanceTable,
    Column,
    ColumnsHead,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    LetterheadRow,
    PageBreak,
    SignatureBlock,
    StatusBox,
    Title,
    Tone,
)
from dgsdesk.domain.richtext import (
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    paragraph,
)

CREATED = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def png(width: int, height: int, color: tuple[int, int, int] = (11, 104, 112)) -> bytes:
    """Make a picture of one colour."""
    rows = b"".join(b"\0" + bytes(color) * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


LOGO = png(220, 80)
PLAN = png(400, 160, (166, 205, 208))
PLAN_NAME = hashlib.sha256(PLAN).hexdigest()

LETTERHEAD = LetterheadRow(
    name="Clisson Sèvre et Maine Agglo",
    address=("15 rue des Malifestes", "44190 Clisson"),
    service="Direction générale des services",
    phone="02\u00a000\u00a000\u00a000\u00a000",
    email="dgs@agglo.invalid",
    handled_by="Mme Camille EXEMPLE",
)

MINUTES_BODY = RichText(
    (
        Paragraph((Run("Le dépôt au pied des colonnes reste la première plainte reçue en mairie. "),
                   Run("La carte des 84 points", bold=True), Run(" a été présentée. Les communes demandent un "),
                   Run("délai d’intervention écrit", italic=True), Run("."))),
        ListItem((Run("passage hebdomadaire de l’Agglomération\u00a0;"),)),
        ListItem((Run("signalement par la mairie\u00a0:"),)),
        ListItem((Run("par courriel,"),), 1, ordered=True),
        ListItem((Run("ou par téléphone."),), 1, ordered=True),
        Paragraph((Run("Décision 2026-11/01. ", bold=True), Run("L’Agglo enlève les dépôts au pied des points "
                   "sous 48\u00a0heures, la commune nettoie les abords.")), "decision"),
    )
)  # fmt: skip


def invitation() -> Document:
    """Give an invitation to colleagues."""
    agenda = GridTable(
        (Column("N°", 0.4), Column("Sujet", 3), Column("Rapporteur", 1.6), Column("Durée", 0.8, end=True)),
        (
            ("Temps 1 – Compétences et zones grises", "", "", ""),
            (
                "1.1",
                "Points d’apport volontaire\u00a0: qui nettoie les abords\u202f?",
                "DGS de Gorges",
                "20\u00a0min",
            ),
            ("1.2", "Voirie d’intérêt communautaire", "DST de l’Agglo", "25\u00a0min"),
            ("Temps 2 – Sujet commun", "", "", ""),
            ("2.1", "Protection des données\u00a0: registre commun", "DGS de Clisson", "30\u00a0min"),
        ),
        caption="Ordre du jour",
        strong_rows=frozenset({0, 3}),
    )
    return Document(
        DocumentKind.INVITATION,
        "Invitation à la réunion du 8 décembre 2026",
        LETTERHEAD,
        (
            ColumnsHead(
                "Clisson, le 24\u00a0novembre 2026",
                ("La directrice générale des services", "à", "Mesdames et Messieurs les directeurs généraux",
                 "des services et secrétaires généraux de mairie"),
            ),
            KeyValueTable(
                (
                    Fact("Objet", (Run("Réunion mensuelle des DGS du mardi 8\u00a0décembre 2026", bold=True),)),
                    Fact("Réf.", "DGS/2026-12"),
                    Fact("P.\u00a0J.", "2 (ordre du jour, compte rendu approuvé)"),
                )
            ),
            paragraph("Chères collègues, chers collègues,"),
            paragraph("J’ai le plaisir de vous inviter, avec M.\u00a0Alix MODÈLE, secrétaire général de la mairie "
                      "de Gorges qui nous accueille, à notre prochaine réunion."),
            KeyValueTable(
                (
                    Fact("Date", "mardi 8\u00a0décembre 2026, de 9\u00a0h\u00a030 à 12\u00a0h\u00a030"),
                    Fact("Lieu", "mairie de Gorges, 1 rue Exemple, 44190 Gorges"),
                    Fact("Accès", "stationnement place de l’Église"),
                    Fact("Déjeuner", "proposé sur place à 12\u00a0h\u00a030"),
                    Fact("Réponse", "avant le mardi 1er\u00a0décembre 2026"),
                ),
                ruled=True,
                caption="Renseignements pratiques",
            ),
            Heading((Run("Ordre du jour"),), 2),
            agenda,
            paragraph("Je vous prie d’agréer, chères collègues, chers collègues, l’expression de mes salutations "
                      "les meilleures."),
            SignatureBlock("La directrice générale des services,", "Camille EXEMPLE"),
            paragraph("Copie à\u00a0: Mesdames et Messieurs les maires", "small"),
        ),
        CREATED,
        subject="Invitation",
        footer="Réunion des DGS – 8 décembre 2026",
    )  # fmt: skip


def draft_minutes() -> Document:
    """Give draft minutes with anchors, a table and a picture."""
    return Document(
        DocumentKind.DRAFT_MINUTES,
        "Compte rendu de la réunion du 10 novembre 2026",
        LetterheadRow(**(vars(LETTERHEAD) | {"logo": LOGO, "with_host": ("avec la commune de Gorges",)})),
        (
            ColumnsHead("Gorges, le 20\u00a0novembre 2026"),
            Title("Compte rendu", "Réunion mensuelle des DGS – mardi 10\u00a0novembre 2026, mairie de Gorges"),
            StatusBox(
                "PROJET – version 2",
                (
                    "Observations à adresser à dgs@gorges.invalid jusqu’au mercredi 2\u00a0décembre 2026 inclus\u00a0; "
                    "à défaut d’observation, le compte rendu est réputé approuvé le jeudi 3\u00a0décembre à 0\u00a0h.",
                ),
                Tone.DRAFT,
            ),
            KeyValueTable(
                (
                    Fact("Présents", "Clisson, Gorges, Boussay, Gétigné"),
                    Fact("Excusés", "Remouillé (représentée par Vieillevigne)"),
                    Fact("Rédaction", "DGS de Gorges"),
                ),
                ruled=True,
                caption="Participants",
            ),
            Heading((Run("1. Compétences et zones grises"),), 1),
            Anchored(Heading((Run("1.1 Points d’apport volontaire"),), 2), ("dgs_0a1b2c3d_t",)),
            Anchored(MINUTES_BODY, ("dgs_0a1b2c3d_d",)),
            Anchored(Paragraph((Run("Unanimité des présents"),), "vote"), ("dgs_0a1b2c3d_v",)),
            Anchored(Heading((Run("1.2 Voirie d’intérêt communautaire"),), 2), ("dgs_11223344_t",)),
            Anchored(
                Paragraph((Run("Voir le "), Run("règlement de voirie", link="https://agglo.invalid/voirie"),
                           Run(" et le plan ci-dessous.")), ),
                ("dgs_11223344_d",),
            ),
            Image("plan.png", "Plan de la voirie", 120, PLAN_NAME),
            Table.of_texts([["Commune", "Linéaire", "Position"], ["Gétigné", "12\u00a0km", "favorable"],
                            ["Boussay", "8\u00a0km", "réservée"]], caption="Positions"),
            Heading((Run("Relevé des actions"),), 1),
            GridTable(
                (Column("Action", 3), Column("Responsable", 1.4), Column("Échéance", 1.2)),
                (("Écrire la procédure de signalement", "DST de l’Agglo", "15\u00a0mars 2027"),),
                caption="Actions",
            ),
            SignatureBlock("Le rédacteur,", "Alix MODÈLE"),
        ),
        CREATED,
        subject="Projet de compte rendu",
        footer="Compte rendu du 10 novembre 2026 – projet, version 2",
        identifier="urn:uuid:6d0c7fd5-8b3f-4c6c-9d1c-4e1e1b1f0001",
        identity={"dgs-meeting": "6d0c7fd5-8b3f-4c6c-9d1c-4e1e1b1f0001", "dgs-version": "2"},
        images={PLAN_NAME: PLAN},
    )  # fmt: skip


def sign_in_sheet() -> Document:
    """Give a sign-in sheet on its side."""
    communes = ("Aigrefeuille-sur-Maine", "Boussay", "Château-Thébaud", "Clisson", "Gétigné", "Gorges",
                "Haute-Goulaine", "La Haye-Fouassière", "La Planche", "Maisdon-sur-Sèvre", "Monnières",
                "Remouillé", "Saint-Fiacre-sur-Maine", "Saint-Hilaire-de-Clisson", "Saint-Lumine-de-Clisson",
                "Vieillevigne")  # fmt: skip
    rows = tuple(AttendanceRow(name, "MODÈLE Alix", "secrétaire générale de mairie") for name in communes)
    return Document(
        DocumentKind.SIGN_IN_SHEET,
        "Feuille d’émargement",
        LETTERHEAD,
        (
            ColumnsHead("Gorges, le 10\u00a0novembre 2026"),
            Title("Feuille d’émargement", "Réunion mensuelle des DGS – mardi 10\u00a0novembre 2026"),
            AttendanceTable(rows),
        ),
        CREATED,
        landscape=True,
        footer="Feuille d’émargement",
    )


def certificate() -> Document:
    """Give a certificate of tacit approval, and a second page."""
    return Document(
        DocumentKind.CERTIFICATE,
        "Certificat d’approbation tacite",
        LETTERHEAD,
        (
            ColumnsHead("Clisson, le 3\u00a0décembre 2026"),
            Title("Certificat d’approbation tacite", "Compte rendu de la réunion du 10\u00a0novembre 2026"),
            StatusBox("Approuvé le jeudi 3\u00a0décembre 2026 à 0\u00a0h", (), Tone.SETTLED),
            paragraph("Le projet a été adressé le mardi 24\u00a0novembre 2026 à 17 personnes."),
            SignatureBlock("La directrice générale des services,", "Camille EXEMPLE", "Empreinte du texte\u00a0: ab12"),
            PageBreak(),
            Heading((Run("Annexe\u00a0: destinataires"),), 1),
            ListItem((Run("DGS de Gorges"),), 0, ordered=True),
            ListItem((Run("DGS de Clisson"),), 0, ordered=True),
        ),
        CREATED,
    )  # fmt: skip


SAMPLES = {
    "invitation": invitation,
    "minutes": draft_minutes,
    "sign-in": sign_in_sheet,
    "certificate": certificate,
}
