"""What a query reads from."""

from __future__ import annotations

from dataclasses import dataclass, field

from dgsdesk.application.ports.keys import Keyring
from dgsdesk.application.ports.machine import Clock
from dgsdesk.application.ports.office import Office
from dgsdesk.application.ports.reference import Reference
from dgsdesk.application.ports.search import Finder
from dgsdesk.application.ports.spelling import Lexicon
from dgsdesk.application.ports.store import Files, Keeper, Ledger, Store
from dgsdesk.domain.network import Network
from dgsdesk.domain.rota.assignment import Halt, Solve, never


@dataclass
class Proofs:
    """What was found of frozen texts since the network was opened: nobody else can write to it meanwhile.

    ``waiting`` are the ids still to be looked at, None before the first look; ``altered`` those that no
    longer say what was frozen.
    """

    waiting: list[str] | None = None
    altered: set[str] = field(default_factory=set)
    kept_within: tuple[object, ...] = ()


@dataclass(frozen=True)
class View:
    """The store inside one look, and what the queries need besides."""

    store: Store
    clock: Clock
    reference: Reference
    files: Files
    office: Office
    keeper: Keeper
    ledger: Ledger
    solve: Solve
    lexicon: Lexicon
    finder: Finder
    keyring: Keyring
    proofs: Proofs
    halt: Halt = never

    def network(self) -> Network | None:
        """Return the network, or nothing before the first start is done."""
        found = self.store.find(Network)
        return found[0] if found else None
