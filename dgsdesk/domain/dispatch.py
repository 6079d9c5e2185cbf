"""Dispatch (diffusion): what a person changed in the recipients that the rule derives (product § 3.10)."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.domain.audience import Audience
from dgsdesk.domain.entity import Entity


@dataclass(eq=False, kw_only=True)
class DispatchChange(Entity):
    """Somebody added to the recipients of a meeting's minutes, or ``withdrawn`` for a ``reason``."""

    meeting_id: str
    address: str
    withdrawn: bool = False
    name: str = ""
    quality: str = ""
    edition: Audience = Audience.ELECTED
    reason: str = ""
