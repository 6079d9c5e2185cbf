"""Where a network lies on the disk: the database, the files beside it, the backups, and who has it open."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.letterbox import holder_of
from dgsdesk.storage.failures import os_failure
from dgsdesk.whole_file import OWNERS_FILE, UNFINISHED, keep_private, make_folder

SUFFIX = ".dgsdb"

_LEFT_AFTER_S = 3_600
"""Seconds after which what is unfinished is nobody’s: a command may be looking a backup through."""

DOSSIERS, SMALL_DATABASE = "dossiers", "reunion.dgsdb"
"""The folder of the small networks made of dossiers, and the name of each, in a folder of its own."""


def user_name() -> str:
    """Return the name that the machine knows its user by; empty where it knows none."""
    try:
        return _full_name() or getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user in its list: a container, a bare Windows
        return ""


def _full_name() -> str:
    """Return the name that stands beside the account (« Claire Martin »); Windows is not asked."""
    if os.name != "posix":
        return ""
    import pwd

    account = pwd.getpwuid(os.getuid())
    name = account.pw_gecos.split(",")[0].strip()
    return "" if name == account.pw_name else name


def machine_name() -> str:
    """Return the name of this laptop, as its owner or network calls it."""
    return socket.gethostname().split(".")[0]


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
    def second(self) -> Path:
        """The small file that says where copies go besides, and when the last one did."""
        return self.database.with_name(f".{self.database.name}.copie")

    @property
    def holder(self) -> Path:
        """The small file that says who has the database open."""
        return holder_of(self.database)

    @property
    def keys(self) -> Path:
        """The folder of the laptop's keys: this one, or for the network of a dossier the one of them all."""
        is_small = self.database.name == SMALL_DATABASE and self.database.parent.parent.name == DOSSIERS
        return self.database.parents[2] if is_small else self.database.parent

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend a folder beside the network for what is under way, gone afterwards; raises OSError.

        A kill leaves it: `clear_leftovers` takes it away later.
        """
        with TemporaryDirectory(dir=self.database.parent, prefix=self._scratch_name) as folder:
            yield Path(folder)

    @property
    def _scratch_name(self) -> str:
        return f".{self.database.name}.travail-"

    def clear_leftovers(self) -> None:
        """Take away what a kill left unfinished more than an hour ago: whole copies of the network, maybe.

        Called by who has the network open. What cannot be removed stays.
        """
        half = f".*{UNFINISHED}*"  # and what SQLite keeps beside it
        found = [*self.backups.glob(half), *self.backups.glob(f"pieces/??/{half}")]
        found += [*self.files.glob(f"??/{half}"), *self.database.parent.glob(f"{self._scratch_name}*")]
        for path in found:
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _LEFT_AFTER_S:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()

    def prepare(self) -> None:
        """Make the folder; raises StorageUnavailable when that cannot be."""
        try:
            make_folder(self.database.parent)
        except OSError as error:
            raise os_failure(error, self.database.parent) from error
        if not os.access(self.database.parent, os.W_OK):
            raise StorageUnavailable("storage_unwritable", where=str(self.database.parent))

    def keep_to_owner(self) -> None:
        """Let nobody but the owner read the network, its files and its backups; raises OSError.

        What SQLite keeps beside the database takes its rights.
        """
        self.database.touch(OWNERS_FILE)
        for path in (self.database, self.files, self.backups):
            keep_private(path)

    def hold(self) -> None:
        """Say that this program has the database open."""
        who = {"user": user_name(), "machine": socket.gethostname(), "process": os.getpid()}
        self.holder.touch(OWNERS_FILE)
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


def aside_of(database: Path, now: datetime) -> Path:
    """Return where a damaged network is kept beside the one that takes its place; nothing stands there."""
    path = database.with_name(f"{database.stem}-abime_{now:%Y-%m-%d_%H%M%S}{SUFFIX}")
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
