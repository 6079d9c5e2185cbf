"""The manifest of a dossier as JSON and back; every other entry stands in it with its size and hash."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from dgsdesk.application.dossier.content import FORMAT, DossierSender, Manifest
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.richtext import printable
from dgsdesk.formats.dossier.strict_json import parse

MANIFEST, STATE, BASE, SIGNATURE = "manifest.json", "meeting.json", "base.json", "signature.json"
DOCUMENTS = "documents/"

_HASH = re.compile(r"[0-9a-f]{64}")
_LONGEST = 500


@dataclass(frozen=True)
class Entry:
    """An entry as the manifest names it: its SHA-256 and its bytes."""

    sha256: str
    size: int


def entry_of(content: bytes) -> Entry:
    """Return what a manifest says of a content."""
    return Entry(sha256(content).hexdigest(), len(content))


def manifest_json(manifest: Manifest, entries: Mapping[str, Entry]) -> dict[str, Any]:
    """Return the manifest as JSON values."""
    sender, due = manifest.sender, {"due": manifest.due.isoformat()} if manifest.due else {}
    return {
        "format": manifest.format,
        "program": manifest.program,
        "dossier": manifest.dossier_id,
        "family": manifest.family_id,
        "network": {"id": manifest.network_id, "siren": manifest.siren, "name": manifest.epci},
        "meeting": {"id": manifest.meeting_id, "title": manifest.title},
        "purpose": manifest.purpose.value,
        "edition": int(manifest.edition),
        "from": {"name": sender.name, "laptop": sender.laptop_id, "key": sender.public_key},
        "to": manifest.to,
        "created": manifest.created.isoformat(),
        "counter": manifest.counter,
        **due,
        "entries": {name: {"sha256": one.sha256, "size": one.size} for name, one in entries.items()},
    }


def read_manifest(content: bytes) -> tuple[Manifest, dict[str, Entry]]:
    """Return the manifest and the entries that it names.

    Raises BadInput: "dossier_newer" before anything else is looked at, "dossier_value", "dossier_broken".
    """
    told = parse(content)
    if not isinstance(told, dict) or type(told.get("format")) is not int or told["format"] < 1:
        raise BadInput("dossier_value", value="manifest.format")
    if told["format"] > FORMAT:
        raise BadInput("dossier_newer")
    of = _Told(told, "manifest")
    entries = {name: _entry(of.inner("entries").inner(name)) for name in of.inner("entries").value}
    if STATE not in entries:
        raise BadInput("dossier_value", value="manifest.entries")
    return _manifest(of, entries), entries


def _manifest(of: _Told, entries: Mapping[str, Entry]) -> Manifest:
    network, meeting, sender = of.inner("network"), of.inner("meeting"), of.inner("from")
    return Manifest(
        dossier_id=of.id("dossier"),
        family_id=of.id("family"),
        network_id=network.id("id"),
        siren=network.text("siren"),
        epci=network.text("name"),
        meeting_id=meeting.id("id"),
        title=meeting.text("title"),
        purpose=Purpose(of.one_of("purpose", {one.value for one in Purpose})),
        edition=Audience(of.one_of("edition", {int(one) for one in Audience})),
        sender=DossierSender(sender.text("name"), sender.id("laptop"), sender.hash("key")),
        to=of.text("to"),
        created=of.instant("created"),
        counter=of.count("counter"),
        program=of.text("program"),
        state_sha256=entries[STATE].sha256,
        base_sha256=entries[BASE].sha256 if BASE in entries else "",
        due=of.day("due"),
        format=of.count("format"),
    )


def _entry(of: _Told) -> Entry:
    return Entry(of.hash("sha256"), of.count("size"))


class _Told:
    """One JSON object under reading; raises BadInput("dossier_value"), which names the value."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise BadInput("dossier_value", value=where)
        self.value: dict[str, Any] = value
        self.where = where

    def inner(self, name: str) -> _Told:
        return _Told(self.value.get(name), f"{self.where}.{name}")

    def text(self, name: str) -> str:
        value = self.value.get(name)
        if type(value) is not str or len(value) > _LONGEST:
            raise self._wrong(name)
        return printable(value)

    def day(self, name: str) -> date | None:
        """Return a day, None where nothing is said."""
        value = self.value.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise self._wrong(name) from error

    def id(self, name: str) -> str:
        value = self.text(name)
        try:
            if str(UUID(value)) == value:
                return value
        except ValueError:
            pass
        raise self._wrong(name)

    def hash(self, name: str) -> str:
        value = self.text(name)
        if _HASH.fullmatch(value) is None:
            raise self._wrong(name)
        return value

    def count(self, name: str) -> int:
        value = self.value.get(name)
        if type(value) is not int or not 0 <= value < 2**53:
            raise self._wrong(name)
        return value

    def one_of(self, name: str, known: set[Any]) -> Any:
        value = self.value.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int) or value not in known:
            raise self._wrong(name)
        return value

    def instant(self, name: str) -> datetime:
        try:
            found = datetime.fromisoformat(self.text(name))
        except ValueError as error:
            raise self._wrong(name) from error
        if found.tzinfo is None or not 1900 < found.year < 2200:
            raise self._wrong(name)
        return found

    def _wrong(self, name: str) -> BadInput:
        return BadInput("dossier_value", value=f"{self.where}.{name}")
