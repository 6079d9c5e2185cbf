"""A dossier as it is in memory: its manifest, the rows of one meeting, its base, its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias, TypeVar

from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.dossier import Dossier, DossierWay, Purpose
from dgsdesk.domain.entity import Entity

_AGAIN = "Demandez à l’expéditeur de l’envoyer à nouveau. Rien n’a été changé."

add_sentences(
    {
        "dossier_comes_home": (
            "Le dossier « {where} » revient dans votre réseau : c’est là qu’il se range.",
            "Ouvrez DGS Desk, puis déposez ce fichier sur la fenêtre. Rien n’a été changé.",
        ),
        "dossier_shown": (
            "« {where} » est déjà ouvert : sa fenêtre est passée devant.",
            "Vous pouvez fermer celle-ci. Rien n’a été changé.",
        ),
        "dossier_not_one": (
            "« {where} » n’est pas un dossier de DGS Desk.",
            "Prenez le fichier « .dgsdesk » tel que reçu, ou faites-le renvoyer. Rien n’a été changé.",
        ),
        "dossier_broken": ("Le dossier « {where} » est abîmé ou coupé.", _AGAIN),
        "dossier_altered": (
            "Le dossier « {where} » n’est pas tel qu’il est parti : « {entry} » a été modifié en route.",
            _AGAIN,
        ),
        "dossier_forged": (
            "La signature du dossier « {where} » est fausse : il a été modifié, ou ne vient "
            "pas de celui qu’il nomme.",
            "Appelez l’expéditeur avant toute chose. Rien n’a été changé.",
        ),
        "dossier_newer": (
            "Le dossier « {where} » a été fait par une version plus récente de DGS Desk.",
            "Installez la version la plus récente du programme pour l’ouvrir. Rien n’a été changé.",
        ),
        "dossier_sealed": (
            "Le dossier « {where} » est protégé par une phrase secrète.",
            "Demandez-la à l’expéditeur par téléphone, puis ouvrez-le à nouveau. Rien n’a été changé.",
        ),
        "dossier_passphrase": (
            "Cette phrase secrète n’ouvre pas le dossier « {where} », ou le dossier est abîmé.",
            "Vérifiez-la avec l’expéditeur, puis recommencez. Rien n’a été changé.",
        ),
        "dossier_too_large": (
            "Le dossier « {where} » contient trop de choses pour être ouvert sans risque.",
            "Demandez à l’expéditeur un dossier plus léger. Rien n’a été changé.",
        ),
        "dossier_too_heavy": (
            "Ce dossier pèserait plus de {limit} Mo avec ses pièces jointes.",
            "Détachez de la réunion les documents les plus lourds. Rien n’a été changé.",
        ),
        "dossier_unsafe": (
            "Le dossier « {where} » contient un fichier qui n’a rien à y faire : « {entry} ».",
            "Ne vous en servez pas et appelez l’expéditeur. Rien n’a été changé.",
        ),
        "dossier_value": (
            "Le dossier « {where} » contient une valeur que DGS Desk ne peut pas lire ({value}).",
            "Demandez à l’expéditeur d’en envoyer un nouveau. Rien n’a été changé.",
        ),
        "passphrase_short": (
            "Une phrase secrète compte au moins {least} caractères.",
            "Choisissez quelques mots sans rapport entre eux. Rien n’a été changé.",
        ),
        "keys_damaged": (
            "Le fichier « {where} », qui garde les clés de ce poste, est abîmé.",
            "Mettez-le de côté : une nouvelle clé sera faite, que vos correspondants compareront.",
        ),
        "no_such_sender": (
            "Cet expéditeur n’est pas connu de ce poste.",
            "Ouvrez d’abord l’un de ses dossiers.",
        ),
    }
)

E = TypeVar("E", bound=Entity)

FORMAT = 1
"""The format that is written; a greater one is refused."""

Rows: TypeAlias = Mapping[type[Entity], tuple[Entity, ...]]
"""Entities by kind, each kind in the order of their ids. Kinds without rows are left out."""


@dataclass(frozen=True)
class DossierSender:
    """Who wrote a dossier: a name, the laptop, and its public key (Ed25519, 32 bytes in hexadecimal)."""

    name: str
    laptop_id: str
    public_key: str


@dataclass(frozen=True)
class Manifest:
    """What a dossier says of itself.

    ``family_id`` is the id of the first dossier of a family, kept by its returns. ``base_sha256`` is that of
    ``base.json``, empty where there is none: ``state_sha256``, that of ``meeting.json``, is then the base of
    what will come back. ``created`` is told by the sender's clock: it is shown, and orders nothing;
    ``counter`` rises with each dossier that a laptop writes. ``due`` is when its sender expects it back.
    """

    dossier_id: str
    family_id: str
    network_id: str
    siren: str
    epci: str
    meeting_id: str
    title: str
    purpose: Purpose
    edition: Audience
    sender: DossierSender
    to: str
    created: datetime
    counter: int
    program: str
    state_sha256: str
    base_sha256: str = ""
    due: date | None = None
    format: int = FORMAT


@dataclass(frozen=True)
class DossierContent:
    """A dossier that was read and found whole, or is about to be written.

    ``base`` is what the dossier said that this one answers; None in a first export. ``documents`` are bytes
    by SHA-256. ``state_json`` and ``base_json`` are both states to the letter, as their hashes name them.
    ``unknown`` names what a newer program added, unknown to this one (« agenda_item.mood »). ``signed``
    tells that the signature is good; what is not signed is only ever shown as such.
    """

    manifest: Manifest
    rows: Rows
    state_json: bytes
    base: Rows | None = None
    base_json: bytes = b""
    documents: Mapping[str, bytes] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    signed: bool = True

    @property
    def common(self) -> Rows:
        """The state that changes are counted from: the base, else the rows themselves."""
        return self.rows if self.base is None else self.base


def record_of(manifest: Manifest, way: DossierWay, state_sha256: str) -> Dossier:
    """Return what a network remembers of a dossier that came; ``state_sha256`` is where its state is kept."""
    return Dossier(
        id=manifest.dossier_id,
        family_id=manifest.family_id,
        meeting_id=manifest.meeting_id,
        way=way,
        purpose=manifest.purpose,
        edition=manifest.edition,
        sender=manifest.sender.name,
        addressee=manifest.to,
        laptop_id=manifest.sender.laptop_id,
        public_key=manifest.sender.public_key,
        counter=manifest.counter,
        made_at=manifest.created,
        state_sha256=state_sha256,
        base_sha256=manifest.base_sha256,
        due=manifest.due,
    )


def rows_of(rows: Rows, kind: type[E]) -> dict[str, E]:
    """Return the rows of one kind by id."""
    return {row.id: row for row in rows.get(kind, ()) if isinstance(row, kind)}
