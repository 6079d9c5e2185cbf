"""What was read of the last Word files: previewed, then filed, a file is read once."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256

from dgsdesk.domain.read_document import Changes, ReadDocument

MAX_BYTES = 32 * 2**20
"""How much of files, as they lie on the disk, may be kept: sixteen copies with pictures."""


class KeptReadings:
    """The readings of the files asked for last, by their content; those unused for longest go first."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._size = 0
        self._kept: OrderedDict[tuple[str, Changes], tuple[int, ReadDocument]] = OrderedDict()

    def get(self, content: bytes, changes: Changes) -> ReadDocument | None:
        """Return what was read of these bytes, None when it is not kept."""
        key = _key(content, changes)
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key][1]

    def put(self, content: bytes, changes: Changes, read: ReadDocument) -> None:
        """Keep a reading, unless its file alone is too large."""
        key = _key(content, changes)
        if len(content) > self._max_bytes or key in self._kept:
            return
        self._kept[key] = (len(content), read)
        self._size += len(content)
        while self._size > self._max_bytes:
            _, (size, _) = self._kept.popitem(last=False)
            self._size -= size


def _key(content: bytes, changes: Changes) -> tuple[str, Changes]:
    return sha256(content).hexdigest(), changes
