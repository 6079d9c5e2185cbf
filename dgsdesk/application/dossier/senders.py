"""The key of this laptop and those of its senders, compared by telephone (product § 3.11).

Trust is the laptop's and no part of the network: it is in no backup, and taking an act back never widens it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.view import View
from dgsdesk.domain.wording import NBSP, date_full


@dataclass(frozen=True)
class SenderRow:
    """A sender whose dossier was taken: its six words, since when it is seen and, once compared, believed."""

    name: str
    public_key: str
    words: str
    seen_on: date
    confirmed_on: date | None

    @property
    def sentence(self) -> str:
        """Say what its signature is worth here, and what to do about it."""
        if self.confirmed_on is not None:
            return f"Mots comparés le {date_full(self.confirmed_on)}{NBSP}: ses dossiers sont reconnus."
        return (
            f"Premier dossier ouvert ici le {date_full(self.seen_on)}. Appelez cette personne à un "
            "numéro que vous connaissez, et comparez ces mots."
        )


@dataclass(frozen=True)
class SendersPage:
    """The six words of this laptop, to read out to whoever asks, and its senders by name."""

    words: str
    senders: tuple[SenderRow, ...]


def senders_page(view: View) -> SendersPage:
    """Return this laptop's words and its senders; its key is made at the first use.

    Raises StorageUnavailable, "keys_damaged" for a file of keys that rotted.
    """
    keyring = view.keyring
    rows = tuple(
        SenderRow(one.name, one.public_key, words_of(view, one.public_key), one.seen_on, one.confirmed_on)
        for one in keyring.senders()
    )
    return SendersPage(words_of(view, keyring.me().public_key), rows)


def words_of(view: View, public_key: str) -> str:
    """Return the six words of a key, as they are read out."""
    return " ".join(view.keyring.words(public_key))


def confirm_sender(view: View, public_key: str) -> None:
    """Note that a sender's words were compared by telephone; raises NotFound("no_such_sender")."""
    view.keyring.confirm(public_key, view.clock.today())


def forget_sender(view: View, public_key: str) -> None:
    """Forget a sender: the next dossier is from somebody new again."""
    view.keyring.forget(public_key)
