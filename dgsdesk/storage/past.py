"""A backup beside the present: what differs, what was done since, and the files that it needs."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from dgsdesk.application.ports.store import Erasure, KindDifference
from dgsdesk.storage.backup import instant_of
from dgsdesk.storage.backup_source import (
    acts_since,
    differences,
    erase_in_copy,
    erased_since,
    kept_contents,
    taken_for_damage,
)
from dgsdesk.storage.damage import is_rotten
from dgsdesk.storage.files import FolderFiles
from dgsdesk.storage.look import SqlLook
from dgsdesk.storage.place import Place

R = TypeVar("R")


class SqlPast:
    """A checked copy of a backup and the live connection.

    Raises StorageUnavailable("backup_damaged"), and so does comparing them; what a rotten present cannot say
    is left out instead.
    """

    def __init__(
        self, path: Path, live: sqlite3.Connection, backup: sqlite3.Connection, place: Place
    ) -> None:
        self._path, self._live, self._backup = path, live, backup
        self._files = FolderFiles(place.files)
        self.store = SqlLook(backup)
        self.made_at = instant_of(path)
        self.is_present_rotten = is_rotten(live)
        with taken_for_damage(path):
            self.acts_since = self._as_far_as_read(acts_since) or []
            self.erased_since = self._as_far_as_read(erased_since) or set()
            self.kept_contents = self._as_far_as_read(kept_contents) or set()

    def _as_far_as_read(self, reading: Callable[[sqlite3.Connection, sqlite3.Connection], R]) -> R | None:
        """Return what both say; nothing where rot keeps the present from being read."""
        try:
            return reading(self._live, self._backup)
        except Exception:  # rot may break any reader in its own way
            if not self.is_present_rotten:
                raise
            return None

    def lost_contents(self) -> list[str]:
        """Return those of the ``kept_contents`` that are gone or rotten here and whole beside the backup."""
        rotten = (one for one in sorted(self.kept_contents) if not self._files.is_itself(one))
        return [one for one in rotten if content_beside(self._path, one) is not None]

    def compare(self, erasures: Collection[Erasure]) -> list[KindDifference]:
        """Take out of the copy what was erased since, by the very code that erased it; then compare all."""
        with taken_for_damage(self._path):
            if erasures:
                erase_in_copy(self._backup, erasures)
                self.store = SqlLook(self._backup)  # the former one may remember what it read
            return self._as_far_as_read(differences) or []

    def bring_file(self, sha256: str) -> bool:
        """Copy a content from beside the backup where it is not whole here; tell whether it is here now."""
        return bring_file(self._path, self._files, sha256)

    def has_file(self, sha256: str) -> bool:
        """Tell whether a content is whole here or beside the backup."""
        return self._files.is_itself(sha256) or content_beside(self._path, sha256) is not None


def content_beside(backup: Path, sha256: str) -> bytes | None:
    """Return a content that was kept with a backup, or nothing when it is not there or not whole."""
    try:
        content = (backup.parent / "pieces" / sha256[:2] / sha256).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def bring_file(backup: Path, files: FolderFiles, sha256: str) -> bool:
    """Keep a content that stands beside a backup; tell whether it is kept now. Raises StorageUnavailable."""
    if files.is_itself(sha256):
        return True
    content = content_beside(backup, sha256)
    if content is not None:
        files.put(content)
    return content is not None
