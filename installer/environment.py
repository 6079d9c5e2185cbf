"""The virtual environment of the project: made, repaired, filled with the locked dependencies."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RUN, TEST = "requirements.txt", "requirements-dev.txt"
WINDOWS = os.name == "nt"
VENV_PACKAGE = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"

# What pip says, and what a person can do about it.
PIP_TROUBLES = (
    (r"No space left", "Le disque est plein : libérez environ 1 Go, puis relancez la même commande."),
    (
        r"DO NOT MATCH THE HASHES",
        "Un fichier reçu n’est pas celui qui était attendu : rien n’a été installé. "
        "Réessayez plus tard, ou parlez-en à votre service informatique.",
    ),
    (
        r"No matching distribution|Max retries|Temporary failure|ConnectionError|Read timed out|getaddrinfo|"
        r"ProxyError|SSLError|Connection (refused|reset|aborted)",
        "Le réseau ne répond pas, ou le dépôt de paquets n’est pas joignable : vérifiez la connexion et le "
        "serveur mandataire (proxy), puis relancez la même commande. Ce qui est installé reste en place.",
    ),
    (
        r"Permission denied|Access is denied",
        "Le dossier du projet ne se laisse pas écrire : fermez DGS Desk, ou déplacez le projet dans "
        "un dossier à vous, puis relancez la même commande.",
    ),
)


class Trouble(Exception):
    """What stops the preparation, as a French sentence with what to do."""


def say(text: str) -> None:
    """Tell the person one thing, at once even through a pipe."""
    print(text, flush=True)


@dataclass(frozen=True)
class Environment:
    """``.venv`` of the project at ``root``."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def scripts(self) -> Path:
        return self.folder / ("Scripts" if WINDOWS else "bin")

    @property
    def python(self) -> Path:
        return self.scripts / ("python.exe" if WINDOWS else "python")

    @property
    def launcher(self) -> Path:
        return self.scripts / ("dgsdesk.exe" if WINDOWS else "dgsdesk")

    def prepare(self, requirements: str) -> None:
        """Make or reuse the environment, install what changed; raises Trouble."""
        if not self.usable():
            self.make()
        wanted = self.digests(requirements)
        if self.stamp().get("installed", {}).items() >= wanted.items():
            return
        say("Installation des bibliothèques verrouillées (une à cinq minutes la première fois)…")
        self.pip("--require-hashes", "--requirement", str(self.root / "installer" / requirements))
        self.link_project()
        self.remember(wanted)

    def usable(self) -> bool:
        """Tell whether the environment answers, belongs to this place and to a Python that fits."""
        if not self.python.exists() or self.stamp().get("place", str(self.root)) != str(self.root):
            return False
        code = "import sys; print(sys.version_info >= (3, 11) and sys.version_info < (3, 14))"
        try:
            done = subprocess.run([str(self.python), "-c", code], capture_output=True, text=True, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.stdout.strip() == "True"

    def make(self) -> None:
        """Make the environment anew; what is broken there is thrown away."""
        again = self.folder.exists() or self.folder.is_symlink()
        without_pip = importlib.util.find_spec("ensurepip") is None
        if importlib.util.find_spec("venv") is None or (without_pip and not system_pip_can_serve()):
            raise VenvMissing(VENV_PACKAGE)
        say("L’environnement .venv est abîmé ou déplacé : il est refait." if again else "Création de .venv…")
        self.throw_away()
        options = ["--without-pip"] if without_pip else []
        command = [base_python(), "-m", "venv", *options, str(self.folder)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        if done.returncode:
            raise Trouble(
                f"L’environnement .venv n’a pas pu être créé : {last_line(done.stderr + done.stdout)}"
            )

    def throw_away(self) -> None:
        """Remove the folder, or the link that stands for it."""
        try:
            if self.folder.is_symlink() or self.folder.is_file():
                self.folder.unlink()
            elif self.folder.exists():
                shutil.rmtree(self.folder)
        except OSError as error:
            raise Trouble(
                f"Le dossier .venv ne se laisse pas remplacer ({error.strerror}) : fermez DGS Desk, "
                "supprimez .venv, puis relancez la même commande."
            ) from error

    def pip(self, *arguments: str) -> None:
        """Install with pip, its own or the system's; raises Trouble with what a person can do."""
        options = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "2"]
        done = subprocess.run(
            [*self.pip_command(), "install", *options, *arguments],
            capture_output=True,
            text=True,
            errors="replace",
        )
        if done.returncode:
            raise Trouble(pip_trouble(done.stderr + done.stdout))

    def pip_command(self) -> list[str]:
        """Return what installs here: the environment's own pip, or the system's; raises VenvMissing."""
        own = [str(self.python), "-m", "pip"]
        if answers([*own, "--version"]):
            return own
        if system_pip_can_serve():
            return [base_python(), "-m", "pip", "--python", str(self.python)]
        if answers([str(self.python), "-m", "ensurepip"]):
            return own
        raise VenvMissing(VENV_PACKAGE)

    def link_project(self) -> None:
        """Make ``import dgsdesk`` and the command ``dgsdesk`` work, from a wheel that only points here.

        pip writes the launcher of each system (``dgsdesk.exe`` on Windows), and no build tool is wanted.
        """
        with tempfile.TemporaryDirectory() as folder:
            wheel = pointing_wheel(Path(folder), version_of(self.root))
            self.pip("--no-deps", "--no-index", "--force-reinstall", str(wheel))

    def digests(self, requirements: str) -> dict[str, str]:
        """Return what the requirements ask for: those to test hold those to run."""
        names = [RUN, TEST] if requirements == TEST else [RUN]
        files = [self.root / "installer" / name for name in names]
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}

    def stamp(self) -> dict[str, Any]:
        """Return what was installed and where; nothing when unknown."""
        try:
            content = json.loads((self.folder / "dgsdesk.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def remember(self, installed: dict[str, str]) -> None:
        """Write what is now installed."""
        content = {"place": str(self.root), "installed": installed}
        (self.folder / "dgsdesk.json").write_text(json.dumps(content, indent=1), encoding="utf-8")


class VenvMissing(Trouble):
    """Python stands here without what makes virtual environments (Debian parts them into a package)."""

    def __init__(self, package: str) -> None:
        super().__init__(f"Il manque à Python de quoi créer un environnement : installez {package}.")
        self.package = package


def base_python() -> str:
    """Return the interpreter behind a virtual environment, which outlives ``.venv``."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def answers(command: list[str]) -> bool:
    """Tell whether a command runs well; what it says does not matter."""
    return subprocess.run(command, capture_output=True).returncode == 0


def system_pip_can_serve() -> bool:
    """Tell whether the system's pip can fill another environment (``--python``, since pip 22.3)."""
    done = subprocess.run([base_python(), "-m", "pip", "--version"], capture_output=True, text=True)
    found = re.match(r"pip (\d+)\.(\d+)", done.stdout)
    return found is not None and (int(found[1]), int(found[2])) >= (22, 3)


def pip_trouble(said: str) -> str:
    """Return the French sentence for what pip said."""
    for pattern, sentence in PIP_TROUBLES:
        if re.search(pattern, said):
            return sentence
    return f"L’installation a échoué : {last_line(said)}"


def last_line(text: str) -> str:
    """Return the last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "aucune explication n’a été donnée."


def version_of(root: Path) -> str:
    """Return the version, which stands in ``dgsdesk/__init__.py`` alone."""
    declared = (root / "dgsdesk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', declared, re.MULTILINE)
    return found[1] if found else "0"


def pointing_wheel(folder: Path, version: str) -> Path:
    """Write a wheel with the command ``dgsdesk`` and a path file that finds the project above ``.venv``."""
    info = f"dgsdesk-{version}.dist-info"
    files = {
        "dgsdesk.pth": "import os, sys; sys.path.append(os.path.dirname(sys.prefix))\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: dgsdesk\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: dgsdesk\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": "[console_scripts]\ndgsdesk = dgsdesk.__main__:main\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    wheel = folder / f"dgsdesk-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return wheel
