"""The door to this laptop's own key, and to the senders whose dossiers it has seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dgsdesk.application.dossier.content import DossierSender


@dataclass(frozen=True)
class Laptop:
    """This laptop among all: its id, and its public key (Ed25519, 32 bytes in hexadecimal)."""

    laptop_id: str
    public_key: str


@dataclass(frozen=True)
class KnownSender:
    """A sender whose key was seen; ``confirmed_on`` once its six words were compared by telephone."""

    name: str
    laptop_id: str
    public_key: str
    seen_on: date
    confirmed_on: date | None = None


class Keyring(Protocol):
    """The laptop's key and the keys that it knows, in files that only their owner can read.

    They are the laptop's and not the network's: a network travels and is restored, trust does not.
    """

    def me(self) -> Laptop:
        """Return this laptop; its key is made at the first use. Raises StorageUnavailable."""

    def is_mine(self, public_key: str) -> bool:
        """Tell whether a key is this laptop's, without making one."""

    def sign(self, content: bytes) -> bytes:
        """Return the signature (64 bytes) of a content by this laptop's key."""

    def next_count(self) -> int:
        """Return a number that this laptop never gave before, one more than the last."""

    def words(self, public_key: str) -> tuple[str, ...]:
        """Return the six French words by which two people compare a key over the telephone."""

    def senders(self) -> list[KnownSender]:
        """Return the senders whose keys were seen, by name."""

    def meet(self, sender: DossierSender, day: date) -> None:
        """Remember a sender whose dossier was taken; one that is known stays as it is."""

    def confirm(self, public_key: str, day: date) -> None:
        """Note that a sender's words were compared; raises NotFound("no_such_sender")."""

    def forget(self, public_key: str) -> None:
        """Forget a sender: its next dossier is from somebody new again."""
