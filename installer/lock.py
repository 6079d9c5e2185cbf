"""Renew the locks: ``requirements.txt`` to run, ``-dev`` to test, ``-build`` to make packages.

    .venv/bin/python installer/lock.py            newest versions that pyproject.toml allows
    .venv/bin/python installer/lock.py --keep     only what pyproject.toml changed

They hold pinned versions with the hashes of every wheel for Linux, Windows and macOS and Python 3.11 to 3.13,
and no index address: whoever installs uses their own. ``uv`` must be installed (``pip install uv``); its own
lock file names addresses, so it is made in a temporary folder and thrown away.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

INSTALLER = Path(__file__).resolve().parent
TARGETS = {
    "requirements.txt": [],
    "requirements-dev.txt": ["--extra", "dev"],
    "requirements-build.txt": ["--extra", "build"],
}


def uv(*arguments: str, folder: Path) -> str:
    """Run uv in a folder and return what it says; its messages go to standard error."""
    program = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if program is None:
        raise SystemExit("uv n’est pas installé : tapez « pip install uv ».")
    command = [program, *arguments, "--quiet"]
    done = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout


def lay_settings(folder: Path) -> None:
    """Copy ``pyproject.toml`` with a version of its own: the true one stands in the sources, not copied."""
    text = (INSTALLER.parent / "pyproject.toml").read_text(encoding="utf-8")
    stated = text.replace('dynamic = ["version"]', 'version = "0"')
    (folder / "pyproject.toml").write_text(stated, encoding="utf-8")


def preferences(folder: Path) -> list[str]:
    """Return the constraints that keep today's versions, written as a file of the folder."""
    locked = [INSTALLER / target for target in TARGETS if (INSTALLER / target).exists()]
    kept = sorted(
        {
            line.partition(" ")[0].partition(";")[0]
            for lock in locked
            for line in lock.read_text(encoding="utf-8").splitlines()
            if line[:1].isalnum()
        }
    )
    quoted = ", ".join(f'"{name}"' for name in kept)
    settings = folder / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[tool.uv]\nconstraint-dependencies = [{quoted}]\n", encoding="utf-8")
    return kept


def exported(folder: Path, extra: list[str]) -> str:
    """Return one set of requirements; refuses to let an address or a path through."""
    options = ["--format", "requirements-txt", "--no-emit-project", "--no-header", "--no-annotate"]
    text = uv("export", "--frozen", *options, *extra, folder=folder)
    if "://" in text or "--index" in text or str(folder) in text:
        raise SystemExit("uv a écrit une adresse ou un chemin : rien n’a été remplacé.")
    return text


def main(keep: bool) -> None:
    """Resolve once, then write every file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_settings(folder)
        if keep:
            preferences(folder)
        uv("lock", folder=folder)
        texts = {target: exported(folder, extra) for target, extra in TARGETS.items()}
    for target, text in texts.items():
        (INSTALLER / target).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main("--keep" in sys.argv[1:])
