"""A dossier as it is in memory: its manifest, the rows of one meeting, its base, its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias, TypeVar

from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.entity import Entity

add_sentences(
    {
        "dossier_value": (
            "Le dossier « {where} » contient une valeur que DGS Desk ne peut pas lire ({value}).",
            "Demandez à l’expéditeur d’en envoyer un nouveau. Rien n’a été changé.",
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
    ``counter`` rises with each dossier that a laptop writes.
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
    format: int = FORMAT


@dataclass(frozen=True)
class DossierContent:
    """A dossier that was read and found whole, or is about to be written.

    ``base`` is what the dossier said that this one answers; None in a first export. ``documents`` are bytes
    by SHA-256. ``unknown`` names what a newer program added, unknown to this one (« agenda_item.mood »).
    """

    manifest: Manifest
    rows: Rows
    base: Rows | None = None
    documents: Mapping[str, bytes] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def common(self) -> Rows:
        """The state that changes are counted from: the base, else the rows themselves."""
        return self.rows if self.base is None else self.base


def rows_of(rows: Rows, kind: type[E]) -> dict[str, E]:
    """Return the rows of one kind by id."""
    return {row.id: row for row in rows.get(kind, ()) if isinstance(row, kind)}
