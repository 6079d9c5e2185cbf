"""The windows beside the first, as they stood when a network was left: what each showed, and where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray

from dgsdesk.desktop.shell.preferences import Preferences

MOST = 8
"""Windows that are opened again at most: more were an accident."""


@dataclass(frozen=True)
class KeptWindow:
    """A window: its page, the place there (`Page.place`), its geometry as Qt keeps it."""

    page: str
    place: tuple[str, ...]
    geometry: QByteArray


def keep_windows(preferences: Preferences, network_id: str, windows: Sequence[KeptWindow]) -> None:
    """Remember the windows of a network in the place of those that were remembered."""
    told = [[one.page, one.place, bytes(one.geometry.toBase64().data()).decode()] for one in windows]
    preferences.keep(_key(network_id), json.dumps(told) if told else "")


def kept_windows(preferences: Preferences, network_id: str) -> list[KeptWindow]:
    """Return the windows that are remembered of a network; a memory that cannot be read is none."""
    try:
        told = json.loads(preferences.text(_key(network_id)) or "[]")
        return [
            KeptWindow(str(page), tuple(map(str, place)), QByteArray.fromBase64(str(geometry).encode()))
            for page, place, geometry in told[:MOST]
        ]
    except (ValueError, TypeError):
        return []


def _key(network_id: str) -> str:
    return f"window/open/{network_id}"
