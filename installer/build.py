"""Make what a town hall installs, from the sources and the locks, into ``dist/``.

    python3 installer/build.py wheel      the wheel, for pip
    python3 installer/build.py folder     the one-folder program (on Linux)
    python3 installer/build.py deb        the Debian package of that folder
    python3 installer/build.py windows    the installer for Windows (anywhere with NSIS; see CONTRIBUTING)
    python3 installer/build.py all        everything that this machine can make
    python3 installer/build.py release    everything, to be handed out: no trial, nothing left out
    python3 installer/build.py record     compares --python ARCHIVE with python.org's hash, and records it

A release wants ``--python ARCHIVE``, python.org's own, recorded in ``installer/windows/python.sha256``, and
``--maintainer "Nom <adresse>"``, to whom users of the Debian package write; it is refused without.
Beside them: the bill of materials of each (CycloneDX), what it is made of, and the SHA-256 of all.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from environment import Trouble, say
from packing.bill import versions_of, write_bill
from packing.debian import build_deb, is_maintainer
from packing.folder import build_folder
from packing.official import is_official, record
from packing.place import DIST, ROOT, Workshop, megabytes, size_of, workshop
from packing.sizes import made_of
from packing.wheel import build_wheel
from packing.windows import build_installer

USAGE = (
    "Usage : python3 installer/build.py wheel|folder|deb|windows|all|release|record "
    "[--python ARCHIVE] [--maintainer « Nom <adresse> »]"
)
NAMES = ("wheel", "folder", "deb", "windows")


class Packages:
    """The packages of one run: each is made once, after those that it is made of."""

    def __init__(self, windows_python: Path | None, maintainer: str) -> None:
        self._windows_python = windows_python
        self._maintainer = maintainer

    def refuse_trials(self) -> None:
        """Raise Trouble where something would be a trial: before anything is made."""
        if self._windows_python is None:
            raise Trouble(
                "Une livraison demande l’archive « embeddable » de python.org : --python ARCHIVE.zip"
            )
        if not is_official(self._windows_python):
            raise Trouble(
                f"L’empreinte de « {self._windows_python} » n’est pas dans installer/windows/python.sha256 : "
                "comparez-la à celle de python.org par « build.py record --python ARCHIVE.zip »."
            )
        if not is_maintainer(self._maintainer):
            raise Trouble("Une livraison demande à qui écrire : --maintainer « Nom <nom@domaine.fr> »")

    def record_python(self) -> None:
        """Record the hash of python.org's archive; raises Trouble when it is not that."""
        if self._windows_python is None:
            raise Trouble("Donnez l’archive de python.org : --python ARCHIVE.zip")
        record(self._windows_python)

    @cached_property
    def shop(self) -> Workshop:
        return workshop()

    @cached_property
    def wheel(self) -> Path:
        return tell(build_wheel(self.shop), write_bill(DIST / "dgsdesk-wheel.cdx.json"))

    @cached_property
    def folder(self) -> Path:
        made = build_folder(self.shop, self.wheel)
        say(made_of(made))
        own = versions_of([str(self.shop.python)])
        return tell(made, write_bill(DIST / "dgsdesk-linux.cdx.json", made, own))

    @cached_property
    def deb(self) -> Path:
        return tell(build_deb(self.folder, DIST / "dgsdesk-linux.cdx.json", self._maintainer))

    @cached_property
    def windows(self) -> Path:
        return tell(build_installer(self.shop, self.wheel, self._windows_python))


def tell(made: Path, bill: Path | None = None) -> Path:
    """Say what was made and what it weighs."""
    told = f" ({bill.relative_to(ROOT)})" if bill is not None else ""
    say(f"{made.relative_to(ROOT)} : {megabytes(size_of(made))}{told}")
    return made


def make_all(packages: Packages) -> None:
    """Make what this machine can make; say why not of the rest."""
    for name in NAMES:
        try:
            getattr(packages, name)
        except Trouble as trouble:
            say(f"{name} : pas fait. {trouble}")


def make_release(packages: Packages) -> None:
    """Make everything that is handed out; raises Trouble when one of it cannot be made as it must."""
    packages.refuse_trials()
    for name in NAMES:
        getattr(packages, name)


ACTS: dict[str, Callable[[Packages], object]] = {
    "wheel": lambda packages: packages.wheel,
    "folder": lambda packages: packages.folder,
    "deb": lambda packages: packages.deb,
    "windows": lambda packages: packages.windows,
    "all": make_all,
    "release": make_release,
    "record": Packages.record_python,
}


def write_hashes() -> None:
    """Write ``dist/SHA256SUMS`` of every file that is handed out."""
    files = sorted(file for file in DIST.iterdir() if file.is_file() and file.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Make what was asked and return the exit code: 0 done, 1 trouble, 2 wrong usage."""
    act = ACTS.get(arguments[0]) if arguments else None
    given = dict(zip(arguments[1::2], arguments[2::2], strict=False))
    if (
        act is None
        or len(given) * 2 != len(arguments) - 1
        or not given.keys() <= {"--python", "--maintainer"}
    ):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        archive = Path(given["--python"]) if "--python" in given else None
        act(Packages(archive, given.get("--maintainer", "")))
        if act is not ACTS["record"]:
            write_hashes()
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
