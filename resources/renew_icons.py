"""Renew ``resources/icons`` from the npm package ``lucide-static``: python3 resources/renew_icons.py.

Takes the icons that ``tokens.toml`` names, those that components draw by themselves, and the licence.
Needs npm and a network or a registry mirror; the copies are in the repository, so that nobody else does.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ICONS = HERE / "icons"

#: Drawn by components or pages without a role in the tokens.
_OWN = """
arrow-down arrow-right arrow-up building-2 calendar check chevron-down chevron-left chevron-right chevron-up
chevrons-up-down circle circle-alert circle-check circle-dot circle-help circle-x clipboard-copy clock copy
download external-link file file-down file-pen file-text folder-open hard-drive history info landmark
list-checks map-pin message-square minus moon mouse-pointer-click panel-left panel-right pencil phone plus
rotate-ccw save square square-check sun trash-2 triangle-alert upload user-plus users video wifi-off wrench x
bold italic underline list list-ordered link eye eye-off mail star utensils clipboard-list heading play
table image spell-check replace redo-2
"""


def icon_names(tokens: dict[str, object]) -> set[str]:
    """Return every Lucide name found in the tables ``[icons]``, ``[badge]`` and ``[ring]``."""
    icons = tokens["icons"]
    assert isinstance(icons, dict)
    names = {name for group in icons.values() for name in group.values()}
    return (
        names | set(_icon_entries(tokens["badge"])) | set(_icon_entries(tokens["ring"])) | set(_OWN.split())
    )


def _icon_entries(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("icon"), str):
            yield node["icon"]
        for child in node.values():
            yield from _icon_entries(child)


def main() -> int:
    """Pack, extract what is named, and remove what is no longer; return 1 when a name does not exist."""
    tokens = tomllib.loads((HERE / "tokens.toml").read_text(encoding="utf-8"))
    package = str(tokens["meta"]["icon_set"]).replace(" ", "@")
    wanted = icon_names(tokens)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)
        archive = next(Path(folder).glob("*.tgz"))
        missing = _take(archive, wanted)
    for old in ICONS.glob("*.svg"):
        if old.stem not in wanted:
            old.unlink()
    print(
        f"{len(wanted) - len(missing)} icons from {package}; missing: {', '.join(sorted(missing)) or 'none'}"
    )
    return 1 if missing else 0


def _take(archive: Path, wanted: set[str]) -> set[str]:
    ICONS.mkdir(exist_ok=True)
    missing = set(wanted)
    with tarfile.open(archive) as package:
        for member in package:
            path = Path(member.name)
            source = package.extractfile(member) if member.isfile() else None
            if source is None:
                continue
            if path.parts[1:] == ("LICENSE",):
                (ICONS / "LICENSE").write_bytes(source.read())
            elif path.parts[1:2] == ("icons",) and path.suffix == ".svg" and path.stem in wanted:
                (ICONS / path.name).write_bytes(source.read())
                missing.discard(path.stem)
    return missing


if __name__ == "__main__":
    sys.exit(main())
