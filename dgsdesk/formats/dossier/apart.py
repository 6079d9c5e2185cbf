"""Read dossiers in a process of its own (``formats.apart``): what is hostile in one never comes near us."""

from __future__ import annotations

import json
import struct

from dgsdesk.application.dossier.content import DossierContent
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.apart import Apart, Died
from dgsdesk.formats.dossier.package import MAX_FILE
from dgsdesk.formats.dossier.read import Opened, content_of, open_file

_HEAD = struct.Struct(">I")


def read_apart(content: bytes, name: str, passphrase: str = "", *, unsigned: bool = False) -> DossierContent:
    """Return what a stranger's dossier says, read apart; ``unsigned`` takes one of a bad signature too.

    Raises BadInput: "dossier_forged", and what `open_file` and `content_of` raise.
    """
    with Apart("dossier") as reader:
        return read_through(reader, content, name, passphrase, unsigned=unsigned)


def read_through(
    reader: Apart, content: bytes, name: str, passphrase: str = "", *, unsigned: bool = False
) -> DossierContent:
    """Read a dossier through a process that may serve for more; raises as ``read_apart``."""
    try:
        if len(content) > MAX_FILE:
            raise BadInput("dossier_too_large")
        opened = _opened(reader.read(*_request(content, passphrase)))
        if not opened.signed and not unsigned:
            raise BadInput("dossier_forged")
        return content_of(opened)
    except BadInput as refusal:
        refusal.where = name
        raise
    except Died as death:
        raise BadInput("dossier_too_large" if death.slow else "dossier_broken", where=name) from death


def answer(request: bytes) -> list[bytes]:
    """Read one dossier, in the process apart: what it holds once all of it was looked at, or the refusal."""
    (length,) = _HEAD.unpack_from(request)
    start = _HEAD.size + length
    passphrase = request[_HEAD.size : start].decode("utf-8", errors="surrogatepass")
    try:
        opened = open_file(request[start:], passphrase)
        content_of(opened)
    except BadInput as refusal:
        return _framed({"refused": refusal.code, "facts": refusal.facts}, [])
    except MemoryError:
        return _framed({"refused": "dossier_too_large", "facts": {}}, [])
    sizes = {name: len(one) for name, one in opened.documents.items()}
    told = {
        "signed": opened.signed,
        "sizes": [len(opened.manifest), len(opened.state), len(opened.base)],
        "documents": sizes,
    }
    return _framed(told, [opened.manifest, opened.state, opened.base, *opened.documents.values()])


def _request(content: bytes, passphrase: str) -> tuple[bytes, bytes]:
    head = passphrase.encode("utf-8", errors="surrogatepass")
    return _HEAD.pack(len(head)) + head, content


def _framed(told: object, blobs: list[bytes]) -> list[bytes]:
    head = json.dumps(told).encode("ascii")
    return [_HEAD.pack(len(head)), head, *blobs]


def _opened(answer: bytes) -> Opened:
    """Give back what the process apart opened, or raise what it refused."""
    (length,) = _HEAD.unpack_from(answer)
    at = _HEAD.size + length
    told = json.loads(answer[_HEAD.size : at])
    if "refused" in told:
        raise BadInput(told["refused"], **told["facts"])
    blobs = []
    for size in (*told["sizes"], *told["documents"].values()):
        blobs.append(answer[at : at + size])
        at += size
    manifest, state, base, *documents = blobs
    return Opened(manifest, state, base, dict(zip(told["documents"], documents, strict=True)), told["signed"])
