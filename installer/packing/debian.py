"""The Debian package: the one-folder program under ``/usr/lib/dgsdesk``, known to the desktop.

It depends on what Qt borrows of the system (measured on a bare Debian 12) and on nothing else: Python and
the libraries are its own. Users' data lie in their homes, where no package looks.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
from pathlib import Path

from environment import Trouble
from machine import QT_PACKAGES, SCREEN_PACKAGES

from packing.bill import copyright_text
from packing.place import BUILD, DIST, ICONS, INSTALLER, ROOT, VERSION, emptied, run, size_of

_LINUX = INSTALLER / "linux"
_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
_DEPENDS = ("libc6 (>= 2.34)", "libstdc++6", *QT_PACKAGES, *SCREEN_PACKAGES)
_LIKES = (
    "libwayland-client0",
    "libwayland-cursor0",
    "desktop-file-utils",
    "shared-mime-info",
    "hicolor-icon-theme",
)

_CONTROL = """Package: dgsdesk
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: {likes}
Suggests: libreoffice-writer
Section: misc
Priority: optional
Description: rencontres des directeurs généraux des services
 DGS Desk fait vivre les rencontres des directrices et directeurs généraux
 des services d’une intercommunalité et de ses communes : tour d’accueil,
 ordre du jour, invitation, réunion, compte rendu et son approbation,
 suites à donner.
 .
 Tout tient sur un ordinateur portable, sans serveur et sans connexion.
"""


_NOBODY = "Paquet d’essai, sans mainteneur <essai@localhost>"
_MAINTAINER = re.compile(r"[^<>\n]*[^<>\s][^<>\n]* <[^<>@\s]+@[^<>@\s]+\.[^<>@\s.]+>")


def is_maintainer(said: str) -> bool:
    """Tell whether these are somebody's name and address: « Nom <nom@domaine.fr> », no example's."""
    return _MAINTAINER.fullmatch(said) is not None and "@example." not in said


def build_deb(folder: Path, bill: Path, maintainer: str = "") -> Path:
    """Write ``dist/dgsdesk_VERSION_ARCHITECTURE.deb`` from the one-folder program; raises Trouble.

    Without somebody to write to, it is a trial, and named so.
    """
    if maintainer and not is_maintainer(maintainer):
        raise Trouble(f"« {maintainer} » n’est pas un nom suivi d’une adresse : « Nom <nom@domaine.fr> ».")
    root = emptied(BUILD / "deb")
    program = root / "usr" / "lib" / "dgsdesk"
    shutil.copytree(folder, program, symlinks=True)
    command = root / "usr" / "bin" / "dgsdesk"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/dgsdesk/dgsdesk")
    _lay_desktop(root / "usr" / "share")
    _lay_papers(root / "usr" / "share", bill)
    architecture = run(["dpkg", "--print-architecture"]).strip()
    _lay_control(root, architecture, maintainer or _NOBODY)
    _set_rights(root)
    trial = "" if maintainer else "-essai"
    package = DIST / f"dgsdesk{trial}_{VERSION}_{architecture}.deb"
    # Read by Debian 12 and Ubuntu 22.04 on; xz saves a tenth and takes two minutes of processor.
    run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z15", "--build", str(root), str(package)])
    return package


def _lay_desktop(share: Path) -> None:
    """Lay the menu entry, the kinds of files and the icon."""
    _copy(_LINUX / "dgsdesk.desktop", share / "applications" / "dgsdesk.desktop")
    _copy(_LINUX / "dgsdesk.xml", share / "mime" / "packages" / "dgsdesk.xml")
    theme = share / "icons" / "hicolor"
    _copy(ROOT / "resources" / "app.svg", theme / "scalable" / "apps" / "dgsdesk.svg")
    for size in _ICON_SIZES:
        _copy(ICONS / f"dgsdesk-{size}.png", theme / f"{size}x{size}" / "apps" / "dgsdesk.png")


def _lay_papers(share: Path, bill: Path) -> None:
    """Lay the manual page, the changes, the licences and the bill of materials."""
    papers = share / "doc" / "dgsdesk"
    papers.mkdir(parents=True)
    (papers / "copyright").write_text(copyright_text(), encoding="utf-8")
    _copy(bill, papers / "dgsdesk.cdx.json")
    _pack((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), papers / "changelog.gz")
    manual = (_LINUX / "dgsdesk.1").read_text(encoding="utf-8")
    page = manual.replace("@VERSION@", VERSION).replace("@DATE@", "2026")
    _pack(page, share / "man" / "fr" / "man1" / "dgsdesk.1.gz")
    _pack(page, share / "man" / "man1" / "dgsdesk.1.gz")


def _lay_control(root: Path, architecture: str, maintainer: str) -> None:
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    text = _CONTROL.format(
        version=VERSION,
        architecture=architecture,
        maintainer=maintainer,
        size=size_of(root) // 1024,
        depends=", ".join(_DEPENDS),
        likes=", ".join(_LIKES),
    )
    control.write_text(text, encoding="utf-8")


def _set_rights(root: Path) -> None:
    """Give everybody what a package gives: to read all, to run programs."""
    for path in [root, *root.rglob("*")]:
        if path.is_symlink():
            continue
        runs = path.is_dir() or (os.access(path, os.X_OK) and path.parent.name == "dgsdesk")
        path.chmod(0o755 if runs else 0o644)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _pack(text: str, target: Path) -> None:
    """Write a text packed, the same bytes each time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
