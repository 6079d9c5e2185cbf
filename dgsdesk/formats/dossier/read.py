"""Read a dossier: its zip, its signature, its hashes, its JSON; each must be as the manifest says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dgsdesk.application.dossier.content import DossierContent, rows_of
from dgsdesk.application.dossier.json_rows import rows_from_json
from dgsdesk.application.dossier.references import check_rows
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.network import Attachment
from dgsdesk.formats.dossier.manifest import (
    BASE,
    DOCUMENTS,
    MANIFEST,
    SIGNATURE,
    STATE,
    Entry,
    entry_of,
    read_manifest,
)
from dgsdesk.formats.dossier.package import MAX_FILE, read_package
from dgsdesk.formats.dossier.sealing import is_sealed, unseal
from dgsdesk.formats.dossier.strict_json import parse


@dataclass(frozen=True)
class Opened:
    """A dossier whose entries are as its manifest says; ``signed`` when its signature is good."""

    manifest: bytes
    state: bytes
    base: bytes
    documents: Mapping[str, bytes]
    signed: bool


def open_file(content: bytes, passphrase: str = "") -> Opened:
    """Return what a file holds, every entry compared with the manifest.

    Raises BadInput: "dossier_sealed", "dossier_passphrase", "dossier_too_large", "dossier_not_one",
    "dossier_broken", "dossier_unsafe", "dossier_newer", "dossier_altered", "dossier_value".
    """
    if len(content) > MAX_FILE:
        raise BadInput("dossier_too_large")
    entries = read_package(unseal(content, passphrase) if is_sealed(content) else content)
    told = entries.pop(MANIFEST)
    signature = entries.pop(SIGNATURE, b"")
    manifest, named = read_manifest(told)
    _compare(entries, named)
    return Opened(
        told,
        entries[STATE],
        entries.get(BASE, b""),
        {name.removeprefix(DOCUMENTS): one for name, one in entries.items() if name.startswith(DOCUMENTS)},
        _is_signed(told, signature, manifest.sender.public_key),
    )


def _compare(entries: Mapping[str, bytes], named: Mapping[str, Entry]) -> None:
    """Refuse an entry that lacks, differs, or is not named; a document also bears its own hash as a name."""
    for name in named.keys() - entries.keys():
        raise BadInput("dossier_altered", entry=name[:80])
    for name, one in entries.items():
        found = entry_of(one)
        if named.get(name) != found or (name.startswith(DOCUMENTS) and name != DOCUMENTS + found.sha256):
            raise BadInput("dossier_altered", entry=name)


def _is_signed(manifest: bytes, signature: bytes, key: str) -> bool:
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    try:
        told = parse(signature)
        if told.get("algorithm") != "ed25519" or told.get("key") != key:
            return False
        VerifyKey(bytes.fromhex(key)).verify(manifest, bytes.fromhex(told["signature"]))
    except (BadInput, CryptoError, AttributeError, KeyError, TypeError, ValueError):
        return False
    return True


def content_of(opened: Opened) -> DossierContent:
    """Return what was opened as rows, checked against their kinds and each other.

    Raises BadInput: "dossier_value", "dossier_too_large", "dossier_broken".
    """
    manifest, _ = read_manifest(opened.manifest)
    base, of_base = rows_from_json(parse(opened.base)) if opened.base else (None, ())
    rows, unknown = rows_from_json(parse(opened.state), base)
    if base is not None:
        check_rows(manifest, base, None)
    at_hand = {file.sha256 for file in rows_of(base or {}, Attachment).values()}
    check_rows(manifest, rows, at_hand | opened.documents.keys())
    return DossierContent(
        manifest,
        rows,
        opened.state,
        base,
        opened.base,
        opened.documents,
        tuple(sorted({*unknown, *of_base})),
        opened.signed,
    )
