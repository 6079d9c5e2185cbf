"""The second place of a network's copies, a stick or a folder elsewhere: a choice of this laptop."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from dgsdesk.application.ports.store import SecondPlace
from dgsdesk.storage.place import Place
from dgsdesk.whole_file import write_whole

_MOST_DAYS = 366


def read_second(place: Place) -> SecondPlace | None:
    """Return the place that was chosen; nothing when there is none, or when its note cannot be read."""
    try:
        told = json.loads(place.second.read_text(encoding="utf-8"))
        last = datetime.fromisoformat(told["last"]) if told["last"] else None
        folder, days = told["folder"], told["days"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(folder, str) or type(days) is not int or not 1 <= days <= _MOST_DAYS:
        return None
    return SecondPlace(folder, days, last)


def keep_second(place: Place, second: SecondPlace) -> None:
    """Keep the choice, or the instant of the last copy; raises OSError."""
    last = second.last.isoformat(timespec="seconds") if second.last else ""
    told = {"folder": second.folder, "days": second.every_days, "last": last}
    write_whole(place.second, json.dumps(told, ensure_ascii=False).encode())


def is_there(second: SecondPlace) -> bool:
    """Tell whether the place can be reached now."""
    return Path(second.folder).is_dir()
