"""What the command line needs of the other floors; ``bootstrap`` provides it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Protocol

from dgsdesk.application.arrival.content import ArrivalPart
from dgsdesk.application.command import Outcome
from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.inspection import InspectedDossier
from dgsdesk.application.example.demonstration import Demonstration
from dgsdesk.application.example.generation import Size
from dgsdesk.application.pace import Pace
from dgsdesk.application.ports.reference import Reference
from dgsdesk.application.ports.store import NetworkCopied
from dgsdesk.domain.rota.assignment import Solve
from dgsdesk.domain.rota.outcome import Plan
from dgsdesk.domain.rota.problem import Problem


class House(Protocol):
    """The other floors, seen from the command line."""

    def default_database(self) -> Path:
        """Return where the network lies unless told otherwise."""

    def open_desk(self, database: Path, today: date | None) -> Desk:
        """Open a network that is there; raises NotFound("no_database") and the storage's errors."""

    def reference(self) -> Reference:
        """Return the national reference."""

    def solve(self) -> Solve:
        """Return the assignment solver."""

    def read_problem(self, text: str) -> Problem:
        """Read a rota problem; raises BadInput."""

    def read_plan(self, text: str) -> Plan:
        """Read a rota plan; raises BadInput."""

    def write_plan(self, plan: Plan) -> str:
        """Return a plan as JSON."""

    def read_docx(self, content: bytes, changes: str) -> dict[str, Any]:
        """Return what a Word file says, as plain values; raises BadInput."""

    def inspect_ics(self, content: bytes) -> dict[str, Any]:
        """Return what a calendar file says, as plain values; raises BadInput."""

    def unpack(self, content: bytes, name: str) -> tuple[ArrivalPart, ...]:
        """Return a file that came back and all that it carries; raises BadInput."""

    def inspect_dossier(self, content: bytes, name: str, passphrase: str) -> InspectedDossier:
        """Return what a dossier says, by what this laptop knows of its sender; raises BadInput."""

    def back_up(self, desk: Desk, folder: Path | None, pace: Pace) -> NetworkCopied:
        """Write a verified copy of the network; raises StorageUnavailable."""

    def import_network(self, database: Path, folder: Path, today: date | None) -> Outcome[int]:
        """Read an export into a network made for it, which goes again when that fails.

        Raises the errors of ``ImportNetwork``.
        """

    def replace_by(self, database: Path, backup: Path, today: date | None, dry_run: bool) -> Path | None:
        """Put a backup in the place of a network that cannot be opened; return where that is kept.

        A ``dry_run`` only checks the backup.
        """

    def demonstrate(self, demonstration: Demonstration, folder: Path, say: Any) -> dict[str, Any]:
        """Run a whole month in a folder; return the files and the database."""

    def generate(self, file: Path, siren: str, size: Size, today: date | None) -> dict[str, int]:
        """Write a generated network; return its counts. Raises BadInput, NotFound, StorageUnavailable."""
