"""Attachments: each content once, in a folder beside the database, under its own hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from dgsdesk.domain.errors import NotFound, StorageUnavailable
from dgsdesk.storage.failures import translated
from dgsdesk.whole_file import make_folder, sync_folders, write_whole

_AT_ONCE = 16

MOVED = ".efface"
"""Ends the name of the note that stands for a content whose words were erased: it holds the new hash."""

_READ_AGAIN = 5_000_000
"""Bytes up to which a look at a content reads it whole."""


class FolderFiles:
    """Files kept by content under a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep the content and return its SHA-256 in hexadecimal; raises StorageUnavailable.

        What stands under that name and is not it, rotten or cut, is replaced.
        """
        sha256 = self._written(content)
        with translated(self._folder):
            sync_folders([self._path(sha256).parent])
        return sha256

    def _written(self, content: bytes) -> str:
        """Write a content that is not there yet; its name is not sure before its folder is synced.

        One that is there is young again: whoever keeps it is about to name it (`storage/leftovers.py`).
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        with translated(path):
            if self.is_itself(sha256):
                os.utime(self._place_of(sha256))
            else:
                make_folder(path.parent)
                write_whole(path, content, synced=False)
        return sha256

    def put_all(self, contents: Iterable[bytes]) -> list[str]:
        """Keep many contents, side by side: the disk confirms several at once; raises StorageUnavailable."""
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            kept = list(pool.map(self._written, contents))
        with translated(self._folder):
            sync_folders(self._path(sha256).parent for sha256 in kept)
        return kept

    def has(self, sha256: str) -> bool:
        """Tell whether a content is still there, be it without what was erased of it."""
        return self._path(sha256).is_file() or self._note(sha256).is_file()

    def replace(self, sha256: str, content: bytes) -> None:
        """Keep another content in the place of one, whose bytes go; it is still found by the old hash.

        Raises StorageUnavailable.
        """
        stood = self._place_of(sha256)
        moved = self.put(content)
        note = self._note(sha256)
        with translated(note):
            write_whole(note, moved.encode())
            stood.unlink(missing_ok=True)
            sync_folders({note.parent, stood.parent})

    def _place_of(self, sha256: str) -> Path:
        """Return where a content lies: under its hash, or where the note of an erasure says."""
        note = self._note(sha256)
        with translated(note):
            return self._path(note.read_text(encoding="ascii")) if note.is_file() else self._path(sha256)

    def _note(self, sha256: str) -> Path:
        path = self._path(sha256)
        return path.with_name(f"{path.name}{MOVED}")

    def is_itself(self, sha256: str) -> bool:
        """Tell whether a content is still there to the letter: it is read anew."""
        try:
            path = self._place_of(sha256)
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == path.name
        except (OSError, StorageUnavailable):
            return False

    def is_whole(self, sha256: str, size: int) -> bool:
        """Tell whether a content is still there and as long as it was; a small one is read too."""
        try:
            if self._path(sha256).stat().st_size != size:
                return False
        except OSError:
            return False
        return size > _READ_AGAIN or self.is_itself(sha256)

    def get(self, sha256: str) -> bytes:
        """Return the content; raises NotFound, or StorageUnavailable when it does not match its hash."""
        path = self._place_of(sha256)
        if not path.is_file():
            raise NotFound("file_gone", where=str(path))
        with translated(path):
            content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != path.name:
            raise StorageUnavailable("file_damaged", where=str(path))
        return content
