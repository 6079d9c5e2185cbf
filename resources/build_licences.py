"""Gather the licences of all that is shipped: .venv/bin/python resources/build_licences.py.

Reads ``licences.toml``, the lock ``installer/requirements.txt`` and what the installed libraries say of
themselves; writes ``licences.json`` (what « À propos » shows and the packages carry) and ``licences/*.txt``,
each text once. Needs Debian's ``/usr/share/doc`` for the few libraries that come with Python. After a change
of the lock: run it, read the difference.
"""

from __future__ import annotations

import hashlib
import json
import re
import sysconfig
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LOCK = HERE.parent / "installer" / "requirements.txt"
TEXTS = HERE / "licences"
_PAPER = re.compile(r"(^|/)(licen[cs]e|copying|notice|build_licenses)[^/]*($|/)", re.IGNORECASE)
_RULE = f"\n\n{'-' * 78}\n\n"


def locked() -> list[str]:
    """Return the names of the lock."""
    return re.findall(r"^([a-z0-9-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE)


def papers_of(library: Distribution) -> Iterator[str]:
    """Yield the texts of the licence files that a library carries."""
    for file in library.files or ():
        name = str(file).replace("\\", "/")
        if ".dist-info/" in name and _PAPER.search(name.partition(".dist-info/")[2]):
            yield Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")


def expression_of(library: Distribution) -> str:
    """Return what a library calls its licence."""
    said = library.metadata.get("License-Expression") or library.metadata.get("License") or ""
    return said.strip().partition("\n")[0]


def text_at(place: str) -> str:
    """Return a text that ``licences.toml`` names."""
    kind, colon, name = place.partition(":")
    if not colon:
        path = HERE / place
    elif kind == "python":
        path = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    else:
        path = Path(
            f"/usr/share/doc/{name}/copyright" if kind == "debian" else f"/usr/share/common-licenses/{name}"
        )
    return path.read_text(encoding="utf-8", errors="replace")


class Shelf:
    """The texts, each kept once under the name of the first who needs it."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, str]] = {}

    def lay(self, name: str, text: str) -> str:
        """Keep a text and return its file below ``resources/``."""
        whole = text.strip()
        content = "\n".join(line.rstrip() for line in whole.splitlines()) + "\n"
        key = hashlib.sha256(content.encode()).hexdigest()
        taken = {file for file, _ in self.files.values()}
        file = f"{name}.txt"
        number = 2
        while file in taken and key not in self.files:
            file, number = f"{name}-{number}.txt", number + 1
        return f"licences/{self.files.setdefault(key, (file, content))[0]}"

    def write(self) -> None:
        """Write every text, and nothing else, into the folder."""
        TEXTS.mkdir(exist_ok=True)
        for old in TEXTS.glob("*.txt"):
            old.unlink()
        for file, content in self.files.values():
            (TEXTS / file).write_text(content, encoding="utf-8")


def library_part(name: str, said: dict[str, Any], shelf: Shelf) -> dict[str, Any]:
    """Return what is to be told of one library of the lock."""
    try:
        library = distribution(name)
    except PackageNotFoundError as error:
        raise SystemExit(f"{name} n’est pas installé ici : python3 installer/bootstrap.py setup") from error
    places = said["texts"].get(name)
    if places:
        texts = [shelf.lay(place.partition(":")[2], text_at(place)) for place in places]
    else:
        papers = [paper.strip() for paper in papers_of(library)]
        if not papers:
            raise SystemExit(f"{name} ne porte pas de licence : nommez-en le texte dans licences.toml")
        texts = [shelf.lay(name, _RULE.join(dict.fromkeys(papers)))]
    return {
        "name": said["names"].get(name, name),
        "kind": "library",
        "package": name,
        "expression": said["expressions"].get(name) or expression_of(library),
        "note": said["notes"].get(name, ""),
        "texts": texts,
    }


def own_part(part: dict[str, Any], shelf: Shelf) -> dict[str, Any]:
    """Return what is to be told of a part that no lock names; texts that are shipped anyway stay there."""
    texts = [
        place
        if ":" not in place and not place.startswith("..")
        else shelf.lay(place.partition(":")[2] or part["name"].lower().replace(" ", "-"), text_at(place))
        for place in part["texts"]
    ]
    head = {key: part[key] for key in ("name", "kind")}
    return {
        **head,
        "package": "",
        "expression": part["expression"],
        "note": part.get("note", ""),
        "texts": texts,
    }


def main() -> None:
    """Write the list and its texts."""
    said = tomllib.loads((HERE / "licences.toml").read_text(encoding="utf-8"))
    shelf = Shelf()
    parts = [own_part(part, shelf) for part in said["parts"]]
    libraries = [library_part(name, said, shelf) for name in locked()]
    parts += sorted(libraries, key=lambda part: part["name"].lower())
    shelf.write()
    text = json.dumps(parts, ensure_ascii=False, indent=1)
    (HERE / "licences.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
