"""Write a dossier: canonical JSON, documents by content, a manifest that names them, its signature."""

from __future__ import annotations

from collections.abc import Callable

from dgsdesk.application.dossier.content import DossierContent
from dgsdesk.application.dossier.json_rows import canonical
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.dossier.manifest import (
    BASE,
    DOCUMENTS,
    MANIFEST,
    SIGNATURE,
    STATE,
    entry_of,
    manifest_json,
)
from dgsdesk.formats.dossier.package import MAX_ENTRIES, MAX_FILE, write_package
from dgsdesk.formats.dossier.sealing import seal


def write_dossier(content: DossierContent, sign: Callable[[bytes], bytes], passphrase: str = "") -> bytes:
    """Return a dossier as the bytes of its file, sealed when there is a passphrase.

    Raises BadInput: "dossier_too_heavy" for more than a reader would take, "passphrase_short".
    """
    entries = {STATE: content.state_json}
    if content.base_json:
        entries[BASE] = content.base_json
    entries |= {f"{DOCUMENTS}{name}": content.documents[name] for name in sorted(content.documents)}
    if sum(map(len, entries.values())) > MAX_FILE - 2**20 or len(entries) > MAX_ENTRIES - 2:
        raise BadInput("dossier_too_heavy", limit=MAX_FILE // 2**20)
    named = {name: entry_of(one) for name, one in entries.items()}
    manifest = canonical(manifest_json(content.manifest, named))
    signature = {
        "algorithm": "ed25519",
        "key": content.manifest.sender.public_key,
        "signature": sign(manifest).hex(),
    }
    package = write_package({MANIFEST: manifest, **entries, SIGNATURE: canonical(signature)})
    return seal(package, passphrase) if passphrase else package
