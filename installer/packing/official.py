"""Which of python.org's embeddable archives releases are made of: known by a hash that python.org publishes.

Beside each archive python.org lays what it is made of (SPDX), which names the archive and its SHA-256. It is
read over HTTPS, whose certificate is checked: that is what is trusted. The archive's Sigstore bundle says
more, but needs a program of its own (see the release checklist).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from environment import Trouble, say

from packing.place import INSTALLER

KNOWN = INSTALLER / "windows" / "python.sha256"
_PLACE = "https://www.python.org/ftp/python"
_NAME = re.compile(r"python-(\d+\.\d+\.\d+)-embed-amd64\.zip")


def is_official(archive: Path, known: Path = KNOWN) -> bool:
    """Tell whether the hash of an archive is one that was recorded from python.org."""
    lines = known.read_text(encoding="ascii").splitlines()
    return hash_of(archive) in {line.split()[0] for line in lines if re.match(r"[0-9a-f]{64} ", line)}


def hash_of(archive: Path) -> str:
    """Return the SHA-256 of an archive; raises Trouble when it cannot be read."""
    try:
        return hashlib.sha256(archive.read_bytes()).hexdigest()
    except OSError as error:
        raise Trouble(f"« {archive} » ne peut pas être lu : {error.strerror}.") from error


def record(archive: Path, *, known: Path = KNOWN, fetch: Callable[[str], bytes] | None = None) -> str:
    """Compare an archive with what python.org publishes and record its hash; return the line.

    Raises Trouble when it is not named as python.org does, python.org does not answer, or the hashes differ.
    """
    named = _NAME.fullmatch(archive.name)
    if named is None:
        raise Trouble(f"« {archive.name} » ne porte pas le nom de python.org : python-3.13.x-embed-amd64.zip")
    found = hash_of(archive)
    place = f"{named[1]}/{archive.name}"
    if published((fetch or _fetched)(f"{_PLACE}/{place}.spdx.json"), archive.name) != found:
        raise Trouble(
            f"« {archive.name} » n’est pas l’archive de python.org : l’empreinte publiée est une autre."
        )
    line = f"{found}  {place}"
    if not is_official(archive, known):
        known.write_text(known.read_text(encoding="ascii") + line + "\n", encoding="ascii")
    say(f"{line}\ncomparée à {_PLACE}/{place}.spdx.json, notée dans {known.name}")
    return line


def published(bill: bytes, name: str) -> str:
    """Return the SHA-256 that a bill of python.org gives for the archive itself, "" when it gives none."""
    for package in json.loads(bill).get("packages", ()):
        if package.get("packageFileName") == name:
            sums = {each["algorithm"]: each["checksumValue"] for each in package.get("checksums", ())}
            return str(sums.get("SHA256", "")).lower()
    return ""


def _fetched(address: str) -> bytes:
    try:
        with urlopen(address, timeout=30) as answer:
            content: bytes = answer.read()
            return content
    except URLError as error:
        raise Trouble(f"« {address} » ne répond pas : {error.reason}.") from error
