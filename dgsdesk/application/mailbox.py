"""A mailbox: the name that a person reads and the address that a machine writes to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mailbox:
    """One mailbox; the name may be empty. Writers of messages and calendars refuse a broken address."""

    name: str
    address: str
