"""The installer for Windows, made anywhere: Python’s embeddable archive, Windows’ wheels, a launcher, NSIS.

The archive is python.org's own (``python-3.13.x-embed-amd64.zip``), given by its path and known by its hash:
``installer/windows/python.sha256``. Another one is taken for a trial only, and the file is named so.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from environment import Trouble, say

from packing.bill import versions_of, write_bill
from packing.binding import lay_support
from packing.bytecode import QUIETLY
from packing.libraries import lay_packages
from packing.official import is_official
from packing.place import (
    BUILD,
    BYTECODE,
    DIST,
    ICONS,
    INSTALLER,
    ROOT,
    VERSION,
    Workshop,
    emptied,
    run,
    size_of,
)

_WINDOWS = INSTALLER / "windows"
_COMPILER, _RESOURCES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
_UNUSED = ("python.exe", "pythonw.exe", "_ssl.pyd", "libssl-3.dll", "winsound.pyd", "_msi.pyd")


@dataclass(frozen=True)
class Embedded:
    """Python's embeddable archive, unpacked into the program's folder."""

    folder: Path
    series: str
    official: bool

    @property
    def tag(self) -> str:
        return self.series.replace(".", "")

    @property
    def packages(self) -> Path:
        return self.folder / "Lib" / "site-packages"


def build_installer(workshop: Workshop, wheel: Path, archive: Path | None) -> Path:
    """Write ``dist/DGS-Desk-VERSION-installation.exe``; raises Trouble."""
    if archive is None:
        raise Trouble("Donnez l’archive « embeddable » de Python pour Windows : --python ARCHIVE.zip")
    python = unpack(archive, emptied(BUILD / "windows"))
    system = ("--platform", "win_amd64", "--python-version", python.series, "--implementation", "cp")
    lay_packages(workshop, wheel, python.packages, system=system)
    paths = f"python{python.tag}.zip\n.\nLib\\site-packages\n"
    (python.folder / f"python{python.tag}._pth").write_text(paths, encoding="ascii")
    own = compile_modules(python)
    make_launchers(python)
    for name in _UNUSED:
        (python.folder / name).unlink(missing_ok=True)
    bill = write_bill(DIST / "dgsdesk-windows.cdx.json", python.folder, own)
    shutil.copyfile(bill, python.folder / "dgsdesk.cdx.json")
    return compile_installer(python)


def unpack(archive: Path, folder: Path) -> Embedded:
    """Unpack the archive and say whether it is the official one; raises Trouble."""
    official = is_official(archive)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    found = next(
        (re.fullmatch(r"python3(\d+)\.dll", file.name) for file in sorted(folder.glob("python3?*.dll"))), None
    )
    if found is None:
        raise Trouble(f"« {archive} » n’est pas l’archive « embeddable » de Python pour Windows.")
    if not official:
        say("Ce Python n’est pas celui dont l’empreinte est connue : le paquet sera un essai.")
    return Embedded(folder, f"3.{found[1]}", official)


def compile_modules(python: Embedded) -> dict[str, str]:
    """Turn the modules into bytecode with the very Python that is shipped, through wine elsewhere.

    Return the versions that it says of itself and of what it brings along; none where it does not run.
    """
    program = str(python.folder / "python.exe")
    if sys.platform == "win32":
        command = [program]
    elif shutil.which("wine"):
        command = ["wine", program]
    else:
        say("Sans wine, le paquet pour Windows porte les sources au lieu du bytecode : départ plus lent.")
        return {}
    quiet = {"WINEDEBUG": "-all", "WINEPREFIX": os.environ.get("WINEPREFIX", str(BUILD / "wine"))}
    lay_support(command, python.packages, folder=python.folder, variables=quiet)
    compiling = BYTECODE.read_text(encoding="utf-8")
    run([*command, *QUIETLY, "-c", compiling, "Lib"], folder=python.folder, variables=quiet)
    for source in python.packages.rglob("*.py"):
        bytecode = source.with_suffix(".pyc")
        (bytecode if "migrations" in source.parts else source).unlink()
    return versions_of(command, folder=python.folder, variables=quiet)


def make_launchers(python: Embedded) -> None:
    """Compile the two launchers: the window's, without a console, and the command line's."""
    place = emptied(BUILD / "launcher")
    for name in ("launcher.rc", "launcher.manifest"):
        shutil.copyfile(_WINDOWS / name, place / name)
    shutil.copyfile(ICONS / "dgsdesk.ico", place / "dgsdesk.ico")
    stated = [f"-DNUMBERS={numbers(',')}", f'-DVERSION=\\"{VERSION}\\"']
    run([_RESOURCES, *stated, "launcher.rc", "-o", "launcher.o"], folder=place)
    for name, kind in (("DGSDesk.exe", "-mwindows"), ("dgsdesk-cmd.exe", "-mconsole")):
        source = [str(_WINDOWS / "launcher.c"), "launcher.o", f'-DPYTHON_DLL=L"python{python.tag}.dll"']
        target = str(python.folder / name)
        run([_COMPILER, "-O2", "-Wall", kind, *source, "-o", target, "-static", "-s"], folder=place)


def compile_installer(python: Embedded) -> Path:
    """Let NSIS make the installer."""
    trial = "" if python.official else "-essai"
    target = DIST / f"DGS-Desk-{VERSION}-installation{trial}.exe"
    defined = {
        "VERSION": VERSION,
        "NUMBERS": numbers("."),
        "SOURCE": str(python.folder),
        "TARGET": str(target),
        "ICON": str(ICONS / "dgsdesk.ico"),
        "SIDE": str(ICONS / "side.bmp"),
        "LICENCE": str(ROOT / "LICENSE"),
        "SIZE": str(size_of(python.folder) // 1024),
    }
    said = [f"-D{name}={value}" for name, value in defined.items()]
    run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *said, str(_WINDOWS / "setup.nsi")])
    return target


def numbers(separator: str) -> str:
    """Return the version as the four numbers that Windows wants."""
    found = re.findall(r"\d+", VERSION)[:4]
    return separator.join([*found, *"0000"][:4])
