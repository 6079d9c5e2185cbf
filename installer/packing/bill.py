"""What is shipped, told to machines (CycloneDX) and to Debian: from lock, licences and folder."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from pathlib import Path
from typing import Any

from environment import Trouble

from packing.place import INSTALLER, ROOT, VERSION, run

LICENCES = ROOT / "resources" / "licences.json"
LOCK = INSTALLER / "requirements.txt"
_KINDS = {
    "program": "application",
    "runtime": "library",
    "installer": "application",
    "library": "library",
    "font": "data",
    "icons": "data",
    "dictionary": "data",
    "data": "data",
}

_OF_ONE_SYSTEM = {
    "ICU": "linux",
    "libuuid": "linux",
    "Microsoft Visual C++ Runtime": "windows",
    "NSIS": "windows",
}

_BINARIES = (
    (r"(msvcp|vcruntime|concrt|vcomp|vcamp|vccorlib)\d", "Microsoft Visual C++ Runtime"),
    (r"libicu", "ICU"),
    (r"(lib)?sqlite3\.", "SQLite"),
    (r"lib(ssl|crypto)[.-]", "OpenSSL"),
    (r"libz\.", "zlib"),
    (r"libbz2\.", "bzip2"),
    (r"liblzma\.", "liblzma"),
    (r"libffi[.-]", "libffi"),
    (r"libuuid\.", "libuuid"),
    (r"(lib)?python3", "Python"),
)
"""What Python and Qt bring along in files of their own; all else is of the library that it lies in."""

_PROGRAM = dict.fromkeys(("dgsdesk", "DGSDesk.exe", "dgsdesk-cmd.exe"), "dgsdesk")

_VERSIONS = """
import json, pyexpat, sqlite3, sys, zlib
import _ssl
print(json.dumps({
    "Python": "%d.%d.%d" % sys.version_info[:3],
    "SQLite": sqlite3.sqlite_version,
    "OpenSSL": _ssl.OPENSSL_VERSION.split()[1],
    "zlib": zlib.ZLIB_RUNTIME_VERSION,
    "Expat": pyexpat.EXPAT_VERSION.removeprefix("expat_"),
}))
"""


def parts() -> list[dict[str, Any]]:
    """Return what « À propos » tells of all that is shipped."""
    found: list[dict[str, Any]] = json.loads(LICENCES.read_text(encoding="utf-8"))
    return found


def locked() -> dict[str, str]:
    """Return the version of each library of the lock."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def write_bill(target: Path, folder: Path | None = None, own: dict[str, str] | None = None) -> Path:
    """Write the bill of materials of a package, with each binary of its folder when there is one.

    ``own`` are the versions of Python and of what it brings along (`versions_of`). Raises Trouble when a
    binary belongs to no part.
    """
    versions = locked()
    told = [part for part in parts() if part["kind"] != "program" and _is_in(part, folder)]
    components = [_component(part, versions, own or {}) for part in told]
    if folder is not None:
        references = {part["name"]: each["bom-ref"] for part, each in zip(told, components, strict=True)}
        components += binaries(folder, references)
    program = {
        "type": "application",
        "bom-ref": "dgsdesk",
        "name": "dgsdesk",
        "version": VERSION,
        "licenses": [{"expression": "MIT"}],
    }
    content = json.dumps([program, components], sort_keys=True)
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        # A function of what is shipped: the same package has the same bill.
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {"component": program},
        "components": components,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def _component(part: dict[str, Any], versions: dict[str, str], own: dict[str, str]) -> dict[str, Any]:
    """Return one part as CycloneDX says it."""
    package = part["package"]
    told: dict[str, Any] = {"type": _KINDS[part["kind"]], "name": package or part["name"]}
    if package:
        told |= {"version": versions[package], "purl": f"pkg:pypi/{package}@{versions[package]}"}
    elif part["name"] in own:
        told["version"] = own[part["name"]]
    told["bom-ref"] = told.get("purl", f"part:{part['name']}")
    told["licenses"] = [{"expression": part["expression"]}]
    return told


def _is_in(part: dict[str, Any], folder: Path | None) -> bool:
    """Tell whether a part is shipped in a folder; the wheel's bill tells of all that it may run with."""
    system = _OF_ONE_SYSTEM.get(part["name"])
    return folder is None or system is None or (system == "windows") == (folder / "DGSDesk.exe").exists()


def versions_of(python: list[str], **how: Any) -> dict[str, str]:
    """Return the versions of a Python and of what it brings along; ``how`` is that of `run`."""
    found: dict[str, str] = json.loads(run([*python, "-c", _VERSIONS], **how))
    return found


def binaries(folder: Path, references: dict[str, str]) -> list[dict[str, Any]]:
    """Return each binary of a folder, known by its hash, with the part that it is of.

    ``references`` are those of the parts, by their names. Raises Trouble when a binary belongs to none.
    """
    (packages,) = (path for path in folder.rglob("site-packages") if path.is_dir())
    owners = owners_of(packages)
    found = []
    for file in sorted(path for path in folder.rglob("*") if _is_binary(path)):
        name = file.relative_to(folder).as_posix()
        part = part_of(file, packages, owners, references)
        if part is None:
            raise Trouble(
                f"« {name} » n’est d’aucune partie connue : nommez-la dans resources/licences.toml."
            )
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        told = {"type": "file", "bom-ref": f"file:{name}", "name": name}
        hashes = [{"alg": "SHA-256", "content": digest}]
        found.append(told | {"hashes": hashes, "properties": [{"name": "dgsdesk:part", "value": part}]})
    return found


def owners_of(packages: Path) -> dict[str, str]:
    """Return which library of the lock each file or folder at the top of the libraries came with."""
    owners = {}
    for record in packages.glob("*.dist-info/RECORD"):
        said = re.search(
            r"^Name: (.+)$", (record.parent / "METADATA").read_text(encoding="utf-8"), re.MULTILINE
        )
        package = re.sub(r"[-_.]+", "-", said[1] if said else "").lower()
        for line in record.read_text(encoding="utf-8").splitlines():
            owners[re.split(r"[/,]", line, maxsplit=1)[0]] = package
    return owners


def part_of(file: Path, packages: Path, owners: dict[str, str], references: dict[str, str]) -> str | None:
    """Return the reference of the part that a binary is of, None when nobody knows."""
    for pattern, part in _BINARIES:
        if re.match(pattern, file.name, re.IGNORECASE):
            return references.get(part)
    if not file.is_relative_to(packages):
        return references.get("Python") if file.suffix in (".so", ".pyd") else _PROGRAM.get(file.name)
    package = owners.get(file.relative_to(packages).parts[0])
    return next((each for each in references.values() if each.startswith(f"pkg:pypi/{package}@")), None)


def _is_binary(file: Path) -> bool:
    """Tell whether a file is code for the machine, by how it begins."""
    if not file.is_file() or file.is_symlink():
        return False
    with file.open("rb") as content:
        return content.read(4).startswith((b"\x7fELF", b"MZ"))


def copyright_text() -> str:
    """Return Debian's ``copyright``: every part, its licence and the place of its text."""
    lines = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "Upstream-Name: DGS Desk",
        "",
        "Files: *",
        "Copyright: 2026 The DGS Desk authors",
        "License: MIT",
        *_indented((ROOT / "LICENSE").read_text(encoding="utf-8")),
    ]
    for part in parts():
        if part["kind"] not in ("program", "installer"):
            texts = ", ".join(f"resources/{text}" for text in part["texts"])
            note = f" {part['note']}" if part["note"] else ""
            lines += ["", f"Comment: {part['name']}: {part['expression']}. Text: {texts}.{note}"]
    return "\n".join(lines) + "\n"


def _indented(text: str) -> list[str]:
    """Return a text as the continuation of a field."""
    return [f" {line}" if line.strip() else " ." for line in text.strip().splitlines()]
