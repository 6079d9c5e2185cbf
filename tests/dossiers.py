"""Laptops of hosts that open a dossier, work on it and send it back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import ExportDossier, ReturnDossier
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.bootstrap.dossiers import open_dossier
from dgsdesk.domain.dossier import Purpose
from tests.conftest import TODAY


@dataclass
class HostLaptop:
    """The laptop of a host in a home folder of its own."""

    home: Path
    name: str
    desk: Desk | None = field(default=None)

    def open(self, dossier: bytes) -> Desk:
        """Open a dossier by a double click."""
        self.home.mkdir(parents=True, exist_ok=True)
        file = self.home / f"{self.name}.dgsdesk"
        file.write_bytes(dossier)
        place = open_dossier(file, self.home, today=TODAY)
        self.desk = open_desk(
            place.database, documents=self.home / "documents", clock=FixedClock.on(TODAY), actor=self.name
        )
        return self.desk

    def send_back(self, meeting_id: str, passphrase: str = "") -> bytes:
        """Send the meeting back as it stands."""
        assert self.desk is not None, "the dossier was opened"
        back = ReturnDossier(meeting_id, sender=self.name, name=f"{self.name}.dgsdesk", passphrase=passphrase)
        return Path(self.desk.run(back).value.file).read_bytes()

    def close(self) -> None:
        if self.desk is not None:
            with suppress(Exception):
                self.desk.close()


Hosts = Callable[[str], HostLaptop]


def dossier_for(desk: Desk, meeting_id: str, to: str, purpose: Purpose = Purpose.EDIT) -> bytes:
    """Return the dossier that leaves for somebody."""
    done = desk.run(ExportDossier(meeting_id, to, purpose, name=f"pour-{to}.dgsdesk"))
    return Path(done.value.file).read_bytes()
