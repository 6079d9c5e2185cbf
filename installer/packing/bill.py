"""What is shipped, told to machines (CycloneDX) and to Debian: from lock, licences and folder."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from pathlib import Path
from typing import Any

from packing.place import INSTALLER, ROOT, VERSION

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


def parts() -> list[dict[str, Any]]:
    """Return what « À propos » tells of all that is shipped."""
    found: list[dict[str, Any]] = json.loads(LICENCES.read_text(encoding="utf-8"))
    return found


def locked() -> dict[str, str]:
    """Return the version of each library of the lock."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def write_bill(target: Path, folder: Path | None = None) -> Path:
    """Write the bill of materials of a package, with each binary of its folder when there is one."""
    versions = locked()
    components = [_component(part, versions) for part in parts() if part["kind"] != "program"]
    if folder is not None:
        components += [_binary(file, folder) for file in sorted(folder.rglob("*")) if _is_binary(file)]
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


def _component(part: dict[str, Any], versions: dict[str, str]) -> dict[str, Any]:
    """Return one part as CycloneDX says it."""
    package = part["package"]
    told: dict[str, Any] = {"type": _KINDS[part["kind"]], "name": package or part["name"]}
    if package:
        told |= {"version": versions[package], "purl": f"pkg:pypi/{package}@{versions[package]}"}
    told["bom-ref"] = told.get("purl", f"part:{part['name']}")
    told["licenses"] = [{"expression": part["expression"]}]
    return told


def _binary(file: Path, folder: Path) -> dict[str, Any]:
    """Return one binary of the folder, known by its hash."""
    name = file.relative_to(folder).as_posix()
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return {
        "type": "file",
        "bom-ref": f"file:{name}",
        "name": name,
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }


def _is_binary(file: Path) -> bool:
    """Tell whether a file is code for the machine."""
    return file.is_file() and bool(re.search(r"\.(so(\.[\d.]+)?|dll|pyd|exe)$", file.name))


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
