"""The laptop's key and the senders that it knows: two small files of the data folder, their owner's alone."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dgsdesk.application.ports.keys import KnownSender, Laptop
from dgsdesk.domain.errors import NotFound, StorageUnavailable
from dgsdesk.shipped import shipped
from dgsdesk.whole_file import make_folder, os_failure_code, write_whole

if TYPE_CHECKING:
    from dgsdesk.application.dossier.content import DossierSender

T = TypeVar("T")

WORDS = 6
_BITS = 11
"""2,048 words: six of them are 66 bits of the key's SHA-256, more keys than anybody can try for one that has
the same words; fewer words would not do, more would not be read out."""


class FolderKeyring:
    """Keys kept in one folder; the files are made when they are first needed.

    Whoever can read this folder is this laptop: the files are created for their owner alone (0600), on
    Windows they lie in the user's own profile.
    """

    def __init__(self, folder: Path) -> None:
        self._key = folder / "cle-de-ce-poste.json"
        self._known = folder / "expediteurs-connus.json"

    def me(self) -> Laptop:
        """Return this laptop; its key is made at the first use. Raises StorageUnavailable."""
        from nacl.signing import SigningKey

        kept = self._kept_key()
        return Laptop(kept["laptop"], bytes(SigningKey(bytes.fromhex(kept["seed"])).verify_key).hex())

    def is_mine(self, public_key: str) -> bool:
        """Tell whether a key is this laptop's, without making one."""
        return self._key.exists() and self.me().public_key == public_key

    def sign(self, content: bytes) -> bytes:
        """Return the signature (64 bytes) of a content by this laptop's key."""
        from nacl.signing import SigningKey

        return SigningKey(bytes.fromhex(self._kept_key()["seed"])).sign(content).signature

    def next_count(self) -> int:
        """Return a number that this laptop never gave before, one more than the last."""
        kept = self._kept_key()
        kept["count"] += 1
        self._write(self._key, kept)
        return int(kept["count"])

    def words(self, public_key: str) -> tuple[str, ...]:
        """Return the six French words by which two people compare a key over the telephone."""
        return fingerprint_words(public_key)

    def senders(self) -> list[KnownSender]:
        """Return the senders whose keys were seen, by name."""
        rows = self._read(self._known, lambda told: [_sender(row) for row in told["senders"]])
        return sorted(rows or [], key=lambda one: (one.name, one.public_key))

    def meet(self, sender: DossierSender, day: date) -> None:
        """Remember a sender whose dossier was taken; one that is known stays as it is."""
        known = self.senders()
        if all(one.public_key != sender.public_key for one in known):
            met = KnownSender(sender.name, sender.laptop_id, sender.public_key, day)
            self._write_senders([*known, met])

    def confirm(self, public_key: str, day: date) -> None:
        """Note that a sender's words were compared; raises NotFound("no_such_sender")."""
        known = self.senders()
        if all(one.public_key != public_key for one in known):
            raise NotFound("no_such_sender")
        self._write_senders(
            [replace(one, confirmed_on=day) if one.public_key == public_key else one for one in known]
        )

    def forget(self, public_key: str) -> None:
        """Forget a sender: its next dossier is from somebody new again."""
        self._write_senders([one for one in self.senders() if one.public_key != public_key])

    def _write_senders(self, senders: list[KnownSender]) -> None:
        rows = [asdict(one) | {"seen_on": one.seen_on.isoformat()} for one in senders]
        for row in rows:
            row["confirmed_on"] = row["confirmed_on"] and row["confirmed_on"].isoformat()
        self._write(self._known, {"senders": rows})

    def _kept_key(self) -> dict[str, Any]:
        kept = self._read(self._key, _checked_key)
        if kept is None:
            from nacl.signing import SigningKey

            kept = {"laptop": str(uuid.uuid4()), "seed": bytes(SigningKey.generate()).hex(), "count": 0}
            self._write(self._key, kept)
        return kept

    def _read(self, path: Path, read: Callable[[Any], T]) -> T | None:
        """Return what a file says, None when there is none; a file that rotted is never written over."""
        try:
            return read(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageUnavailable(os_failure_code(error), where=str(path)) from error
        except (ValueError, KeyError, TypeError) as error:
            raise StorageUnavailable("keys_damaged", where=str(path)) from error

    def _write(self, path: Path, value: object) -> None:
        content = json.dumps(value, ensure_ascii=False, indent=1).encode()
        try:
            make_folder(path.parent)
            write_whole(path, content)
        except OSError as error:
            raise StorageUnavailable(os_failure_code(error), where=str(path)) from error


def fingerprint_words(public_key: str) -> tuple[str, ...]:
    """Return six words for a public key in hexadecimal: the first 66 bits of its SHA-256, eleven a word."""
    digest = hashlib.sha256(bytes.fromhex(public_key)).digest()
    bits = int.from_bytes(digest, "big") >> (256 - WORDS * _BITS)
    places = [bits >> (_BITS * rank) & (2**_BITS - 1) for rank in reversed(range(WORDS))]
    return tuple(_word_list()[place] for place in places)


@cache
def _word_list() -> tuple[str, ...]:
    return tuple(shipped("fingerprint", "fr.words").read_text(encoding="utf-8").split())


def _checked_key(kept: Any) -> dict[str, Any]:
    if len(bytes.fromhex(kept["seed"])) != 32 or type(kept["count"]) is not int:
        raise ValueError("key")
    uuid.UUID(kept["laptop"])
    return {name: kept[name] for name in ("laptop", "seed", "count")}


def _sender(row: dict[str, Any]) -> KnownSender:
    confirmed = row["confirmed_on"]
    return KnownSender(
        row["name"],
        row["laptop_id"],
        row["public_key"],
        date.fromisoformat(row["seen_on"]),
        date.fromisoformat(confirmed) if confirmed else None,
    )
