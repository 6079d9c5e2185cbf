"""What every kept thing has in common."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False, kw_only=True)
class Entity:
    """Something that the network keeps; ``id`` is a UUID, the same on every laptop."""

    id: str
