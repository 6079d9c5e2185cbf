"""The other floors, handed to the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgsdesk.bootstrap import places
from dgsdesk.bootstrap.desks import import_export, open_desk, replace_network
from dgsdesk.bootstrap.places import clock_on
from dgsdesk.bootstrap.stories import generate_network, run_demonstration

if TYPE_CHECKING:
    from datetime import date

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


class House:
    """The other floors, as the command line needs them."""

    def default_database(self) -> Path:
        return places.default_database()

    def open_desk(self, database: Path, today: date | None) -> Desk:
        return open_desk(database, clock=clock_on(today), create=False)

    def reference(self) -> Reference:
        from dgsdesk.storage.reference import ShippedReference

        return ShippedReference()

    def solve(self) -> Solve:
        from dgsdesk.outside.solver import solve_assignment

        return solve_assignment

    def read_problem(self, text: str) -> Problem:
        from dgsdesk.formats.rota_json import problem_from_json

        return problem_from_json(text)

    def read_plan(self, text: str) -> Plan:
        from dgsdesk.formats.rota_json import plan_from_json

        return plan_from_json(text)

    def write_plan(self, plan: Plan) -> str:
        from dgsdesk.formats.rota_json import plan_to_json

        return plan_to_json(plan)

    def read_docx(self, content: bytes, changes: str) -> dict[str, Any]:
        from dgsdesk.domain.read_document import Changes, document_json
        from dgsdesk.formats.docx.apart import read_apart

        return document_json(read_apart(content, Changes(changes)))

    def inspect_ics(self, content: bytes) -> dict[str, Any]:
        from dgsdesk.application.calendar.content import calendar_json
        from dgsdesk.formats.ics.apart import inspect_apart

        return calendar_json(inspect_apart(content))

    def unpack(self, content: bytes, name: str) -> tuple[ArrivalPart, ...]:
        from dgsdesk.domain.errors import BadInput
        from dgsdesk.formats.arrivals import ArrivalReader

        found = ArrivalReader().read([(name, content)])[0]
        if isinstance(found, BadInput):
            raise found
        return found

    def inspect_dossier(self, content: bytes, name: str, passphrase: str) -> InspectedDossier:
        from dgsdesk.application.dossier.inspection import inspect_dossier
        from dgsdesk.formats.office import FolderOffice
        from dgsdesk.outside.keyring import FolderKeyring

        keyring = FolderKeyring(places.default_database().parent)
        return inspect_dossier(FolderOffice(places.default_documents()), keyring, content, name, passphrase)

    def back_up(self, desk: Desk, folder: Path | None, pace: Pace) -> NetworkCopied:
        return desk.keeper.copy_to(str(folder) if folder else "", pace)

    def import_network(self, database: Path, folder: Path, today: date | None) -> Outcome[int]:
        return import_export(database, folder, today)

    def replace_by(self, database: Path, backup: Path, today: date | None, dry_run: bool) -> Path | None:
        return replace_network(database, backup, today, dry_run=dry_run)

    def demonstrate(
        self, demonstration: Demonstration, folder: Path, say: Callable[[str], None]
    ) -> dict[str, Any]:
        return run_demonstration(demonstration, folder, say)

    def generate(self, file: Path, siren: str, size: Size, today: date | None) -> dict[str, int]:
        return generate_network(file, siren, size, today)


def run_command_line(arguments: Sequence[str]) -> int:
    """Carry a command out and return its exit code."""
    from dgsdesk.cli.main import main

    return main(arguments, House())
