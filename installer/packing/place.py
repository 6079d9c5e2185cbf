"""Where packages are made: ``build/`` for what is thrown away, ``dist/`` for what is handed out."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from environment import Environment, Trouble, last_line, version_of

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "installer"
ICONS = INSTALLER / "icons"
BYTECODE = INSTALLER / "packing" / "bytecode.py"
"""What the Python of each package is given to compile its modules with."""
BUILD, DIST = ROOT / "build", ROOT / "dist"
LOCK = "requirements-build.txt"
VERSION = version_of(ROOT)


class Workshop(Environment):
    """An environment of its own under ``build/``: what makes packages, from its own lock.

    What the developers and the tests install cannot slip into a package.
    """

    @property
    def folder(self) -> Path:
        return BUILD / "workshop"

    def digests(self, requirements: str) -> dict[str, str]:
        """Return what the one lock of the packages asks for."""
        content = (INSTALLER / requirements).read_bytes()
        return {requirements: hashlib.sha256(content).hexdigest()}

    def link_project(self) -> None:
        """Leave the project out: its wheel goes into each package."""


def workshop() -> Workshop:
    """Return the workshop, furnished from the lock; raises Trouble."""
    BUILD.mkdir(exist_ok=True)
    made = Workshop(ROOT)
    made.prepare(LOCK)
    return made


def run(command: list[str], *, folder: Path = ROOT, variables: dict[str, str] | None = None) -> str:
    """Run a program and return what it says; raises Trouble with its last line when it fails."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | (variables or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError as error:
        raise Trouble(f"« {command[0]} » n’est pas installé sur cette machine.") from error
    if done.returncode:
        name = Path(command[0]).name
        (BUILD / f"{name}.log").write_text(done.stdout + done.stderr, encoding="utf-8")
        raise Trouble(f"« {name} » a échoué (build/{name}.log) : {last_line(done.stderr + done.stdout)}")
    return done.stdout


def emptied(folder: Path) -> Path:
    """Return a folder that is there and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of all files of a folder."""
    if path.is_file():
        return path.lstat().st_size
    return sum(file.lstat().st_size for file in path.rglob("*") if not file.is_dir())


def megabytes(count: int) -> str:
    """Write a size in French."""
    return f"{count / 1e6:.1f} Mo".replace(".", ",")
