"""A dossier written by another program: zipfile, json, hashlib and the description in CONTRIBUTING alone."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from tests.formats.ed25519_by_hand import public_key, sign

SEED = bytes(range(32))
CIRCLE, MEETING, PART, ITEM, ENTRY, DOCUMENT, USE, FILE, NETWORK, LAPTOP, DOSSIER = (
    f"00000000-0000-4000-8000-{number:012d}" for number in range(1, 12)
)
TEXT = b"Le SGM apporte la carte des circuits."
Edit = Callable[[dict[str, Any]], None]


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def state() -> dict[str, Any]:
    """Return the rows of a small meeting: one item, its text, one document."""
    named = {"name": "circuits.txt", "media_type": "text/plain"}
    return {
        "kinds": {
            "circle": [{"id": CIRCLE, "name": "DGS"}],
            "meeting": [
                {
                    "id": MEETING,
                    "circle_id": CIRCLE,
                    "day": "2026-12-08",
                    "starts_at": "09:30:00",
                    "ends_at": "12:00:00",
                }
            ],
            "agenda_part": [
                {
                    "id": PART,
                    "meeting_id": MEETING,
                    "position": 0,
                    "title": "Zones grises",
                    "kind": "grey_zones",
                    "minutes": 40,
                }
            ],
            "agenda_item": [
                {"id": ITEM, "meeting_id": MEETING, "part_id": PART, "position": 0, "title": "Viabilité"}
            ],
            "minutes_entry": [
                {
                    "id": ENTRY,
                    "meeting_id": MEETING,
                    "item_id": ITEM,
                    "text": [{"kind": "paragraph", "runs": [{"text": "Trois niveaux de service."}]}],
                }
            ],
            "library_document": [{"id": DOCUMENT, "title": "Circuits", "added_on": "2026-11-27"}],
            "document_use": [
                {"id": USE, "document_id": DOCUMENT, "owner_kind": "AgendaItem", "owner_id": ITEM}
            ],
            "attachment": [
                {
                    "id": FILE,
                    "sha256": sha256(TEXT).hexdigest(),
                    "size": len(TEXT),
                    "owner_kind": "LibraryDocument",
                    "owner_id": DOCUMENT,
                    **named,
                }
            ],
        }
    }


def manifest(entries: dict[str, bytes]) -> dict[str, Any]:
    return {
        "format": 1,
        "program": "Autre programme 3.2",
        "dossier": DOSSIER,
        "family": DOSSIER,
        "network": {"id": NETWORK, "siren": "200067635", "name": "Clisson Sèvre et Maine Agglo"},
        "meeting": {"id": MEETING, "title": "Réunion du 8 décembre"},
        "purpose": "edit",
        "edition": 1,
        "from": {"name": "Claude Spécimen", "laptop": LAPTOP, "key": public_key(SEED).hex()},
        "to": "DGS de Clisson",
        "created": "2026-11-27T09:00:00+01:00",
        "counter": 7,
        "entries": {
            name: {"sha256": sha256(one).hexdigest(), "size": len(one)} for name, one in entries.items()
        },
    }


def written(
    edit_state: Edit | None = None, edit_manifest: Edit | None = None, base: dict[str, Any] | None = None
) -> dict[str, bytes]:
    """Return the entries of the dossier, signed over whatever was edited."""
    rows = state()
    if edit_state:
        edit_state(rows)
    return signed({"meeting.json": canonical(rows)}, edit_manifest, base)


def signed(
    entries: dict[str, bytes], edit_manifest: Edit | None = None, base: dict[str, Any] | None = None
) -> dict[str, bytes]:
    """Return entries with their document, manifest and signature."""
    if base:
        entries["base.json"] = canonical(base)
    entries[f"documents/{sha256(TEXT).hexdigest()}"] = TEXT
    told = manifest(entries)
    if edit_manifest:
        edit_manifest(told)
    content = canonical(told)
    return {"manifest.json": content, **entries, "signature.json": _signature_of(content)}


def _signature_of(content: bytes) -> bytes:
    signature = {"key": public_key(SEED).hex(), "signature": sign(SEED, content).hex()}
    return canonical({"algorithm": "ed25519", **signature})


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def answering(dossier: bytes, edit: Edit) -> bytes:
    """Read a dossier of ours, change its rows as a reader would, and send it back: after the description."""
    with zipfile.ZipFile(io.BytesIO(dossier)) as archive:
        got = {name: archive.read(name) for name in archive.namelist()}
    sent, rows = json.loads(got["manifest.json"]), json.loads(got["meeting.json"])
    assert {name: sha256(got[name]).hexdigest() for name in sent["entries"]} == {
        name: entry["sha256"] for name, entry in sent["entries"].items()
    }
    edit(rows["kinds"])
    entries = {"meeting.json": canonical(rows), "base.json": got["meeting.json"]}
    told = manifest(entries)
    told |= {name: sent[name] for name in ("family", "network", "meeting", "purpose", "edition")}
    content = canonical(told)
    return zipped({"manifest.json": content, **entries, "signature.json": _signature_of(content)})
