"""What an editing command leaves as it is: a field that says KEEP is not touched."""

from __future__ import annotations

from enum import Enum
from typing import Final, TypeVar

T = TypeVar("T")


class Keep(Enum):
    """The one value that no field can have."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP


def chosen(wanted: T | Keep, present: T) -> T:
    """Return what is wanted, or what is there when nothing else is."""
    return present if isinstance(wanted, Keep) else wanted
