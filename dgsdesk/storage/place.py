"""Where a network lies on the disk: the database, the files beside it, the backups, and who has it open."""

from __future__ import annotations

import getpass
import json
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.storage.failures import os_failure

SUFFIX = ".dgsdb"


@dataclass(frozen=True)
class Place:
    """The paths of one network, all derived from its database's."""

    database: Path

    @property
    def files(self) -> Path:
        """The folder of attachments, kept by content."""
        return self.database.with_name(f"{self.database.stem}-pieces")

    @property
    def backups(self) -> Path:
        """The folder of backups."""
        return self.database.with_name(f"{self.database.stem}-sauvegardes")

    @property
    def holder(self) -> Path:
        """The small file that says who has the database open."""
        return self.database.with_name(f".{self.database.name}.ouvert")

    def prepare(self) -> None:
        """Make the folder; raises StorageUnavailable when that cannot be."""
        try:
            self.database.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise os_failure(error, self.database.parent) from error
        if not os.access(self.database.parent, os.W_OK):
            raise StorageUnavailable("storage_unwritable", where=str(self.database.parent))

    def hold(self) -> None:
        """Say that this program has the database open."""
        who = {"user": getpass.getuser(), "machine": socket.gethostname(), "process": os.getpid()}
        self.holder.write_text(json.dumps(who), encoding="utf-8")

    def held_by(self) -> dict[str, object]:
        """Return who said last that they have the database open, as far as it can be read."""
        try:
            known = json.loads(self.holder.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {"user": "", "machine": ""}
        return known if isinstance(known, dict) else {"user": "", "machine": ""}

    def release(self) -> None:
        """Forget that this program has the database open."""
        self.holder.unlink(missing_ok=True)
