"""Dossiers whose values are not what they should be, signed by whoever changed them."""

from __future__ import annotations

import copy
import json
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

from dgsdesk.application.dossier.content import DossierContent, DossierSender
from dgsdesk.application.dossier.json_rows import canonical, rows_json
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.dossier.read import content_of, open_file
from dgsdesk.formats.dossier.write import write_dossier
from dgsdesk.storage.host_network import make_network

KEY = SigningKey(bytes(32))
STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**31, 2**53, 2**63, 10**40, 1.5, -0.0, 1e308, "", " ", "\u0000", "\ud800"),
    *("x" * 70_000, "../../etc/passwd", "2026-02-29", "9999-12-31", "24:00", "09:30:00.5", "🙂", [], {}),
    *([[]], [None], {"kind": "table"}, [{"kind": "table", "rows": [[{"blocks": []}]]}], [[[[[[[[]]]]]]]]),
    *("00000000-0000-4000-8000-000000000000", "directors", 5, ["EAU"], {"id": 3}, "\u202e", "\r\n", "'; --"),
)


def with_other_value(sound: DossierContent, chance: random.Random) -> bytes:
    """Return a dossier in which something is another, gone or doubled; its signature is good."""
    rows = json.loads(sound.state_json)
    _disturb(rows["kinds"], chance)
    # A lone surrogate cannot be UTF-8: it stands in JSON as an escape.
    state = json.dumps(rows, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()
    sender = DossierSender("Inconnu", sound.manifest.sender.laptop_id, bytes(KEY.verify_key).hex())
    manifest = replace(sound.manifest, sender=sender)
    changed = replace(sound, manifest=manifest, state_json=state)
    return write_dossier(changed, lambda content: KEY.sign(content).signature)


def _disturb(kinds: dict[str, list[dict[str, Any]]], chance: random.Random) -> None:
    name = chance.choice(sorted(kinds))
    rows = kinds[name]
    row = chance.choice(rows)
    act = chance.random()
    if act < 0.05:
        rows.remove(row)
    elif act < 0.1:
        rows.append(copy.deepcopy(row))
    elif act < 0.15:
        row[chance.choice(sorted(row))] = row["id"]
    elif act < 0.2:
        del row[chance.choice(sorted(row))]
    else:
        _set_inside(row, chance.choice(sorted(row)), chance)


def _set_inside(holder: Any, place: Any, chance: random.Random) -> None:
    """Put a strange value there, or somewhere inside of what stands there."""
    value = holder[place]
    if isinstance(value, dict | list) and value and chance.random() < 0.8:
        inner = sorted(value) if isinstance(value, dict) else range(len(value))
        _set_inside(value, chance.choice(inner), chance)
    else:
        holder[place] = chance.choice(STRANGE)


def opened_anyway(content: bytes, folder: Path) -> str:
    """Open a dossier as a network where it can be read; say what came of it. Anything else is a bug."""
    try:
        dossier = content_of(open_file(content))
        make_network(folder, dossier)
    except BadInput as refusal:
        return refusal.code
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    canonical(rows_json(dossier.rows))
    return "opened"
