"""Prepare DGS Desk on a bare machine, then open it or test it. Needs Python 3.11 to 3.13 and nothing else.

    python3 installer/bootstrap.py run [FILE]     open the program (without a screen: make the demonstration)
    python3 installer/bootstrap.py test [...]     run the whole test suite; what follows goes to pytest
    python3 installer/bootstrap.py setup          prepare everything and stop

On Windows: ``py installer\\bootstrap.py run``. Only the standard library is used: nothing is installed yet.
It never asks for rights that it does not have: it prints the line to type instead.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

from environment import RUN, TEST, WINDOWS, Environment, Trouble, VenvMissing, answers, say
from machine import OFFSCREEN, Machine, can_install, has_screen, install, is_debian, line

ROOT = Path(__file__).resolve().parent.parent
USAGE = """Usage :
  python3 installer/bootstrap.py run [FICHIER]   ouvre DGS Desk
  python3 installer/bootstrap.py test [OPTIONS]  lance toute la suite d’essais
  python3 installer/bootstrap.py setup           prépare tout et s’arrête
Sous Windows : py installer\\bootstrap.py run"""


def main(arguments: list[str]) -> int:
    """Do what was asked and return the exit code: 0 done, 1 trouble, 2 wrong usage, else the program's."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    act = ACTS.get(arguments[0]) if arguments else None
    if act is None:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        return in_other_python(arguments) if not python_fits() else act(arguments[1:])
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrompu ; relancez la même commande pour reprendre.", file=sys.stderr)
        return 130


def run(arguments: list[str]) -> int:
    """Open the program; without a screen, make the demonstration."""
    environment = prepared(RUN)
    program = [str(environment.python), "-m", "dgsdesk"]
    if has_screen():
        return subprocess.call([*program, *arguments])
    say("Aucun écran ici : DGS Desk fait sa démonstration dans demo-output au lieu d’ouvrir sa fenêtre.")
    shutil.rmtree(ROOT / "demo-output", ignore_errors=True)  # ours: the former demonstration makes place
    return subprocess.call([*program, "demo", "demo-output", "--screens"], env=without_screen())


def at_once(arguments: list[str]) -> list[str]:
    """Return the arguments with two workers for the whole suite, unless the caller says otherwise."""
    return arguments or ["-n", "2"]


def test(arguments: list[str]) -> int:
    """Run the whole test suite."""
    environment = prepared(TEST)
    Machine(environment.python).ensure_test_tools()
    return subprocess.call(
        [str(environment.python), "-m", "pytest", *at_once(arguments)], cwd=ROOT, env=without_screen()
    )


def setup(arguments: list[str]) -> int:
    """Prepare everything, the tools of the tests included, and stop."""
    environment = prepared(TEST)
    say(f"Prêt. La commande se trouve ici : {environment.launcher}")
    return 0


ACTS = {"run": run, "test": test, "setup": setup}


def prepared(requirements: str) -> Environment:
    """Return the environment, filled, with a Qt that loads."""
    environment = Environment(ROOT)
    try:
        environment.prepare(requirements)
    except VenvMissing as missing:
        provide(missing)
        environment.prepare(requirements)
    Machine(environment.python).ensure_qt()
    return environment


def provide(missing: VenvMissing) -> None:
    """Install Debian's package for virtual environments, or say the line to type."""
    if can_install():
        say(f"Installation de {missing.package}…")
        install((missing.package,))
    elif is_debian():
        raise Trouble(
            f"{missing} Tapez cette ligne, puis relancez la même commande :\n  {line([missing.package])}"
        )
    else:
        raise missing


def without_screen() -> dict[str, str]:
    """Return the variables for a program that must not look for a screen."""
    return {**os.environ, "QT_QPA_PLATFORM": OFFSCREEN}


def python_fits() -> bool:
    """Tell whether this interpreter is one of those that the locked dependencies were made for."""
    return (3, 11) <= sys.version_info < (3, 14)


def in_other_python(arguments: list[str]) -> int:
    """Start again with a Python that fits, when the machine has one; raises Trouble otherwise."""
    other = next(
        (python for python in other_pythons() if shutil.which(python[0]) and answers([*python, "--version"])),
        None,
    )
    if other is None:
        version = ".".join(map(str, sys.version_info[:2]))
        raise Trouble(
            f"DGS Desk demande Python 3.11, 3.12 ou 3.13, et celui-ci est {version}. Installez l’un d’eux "
            "(python.org, ou les paquets de votre système), puis relancez la même commande."
        )
    return subprocess.call([*other, str(Path(__file__).resolve()), *arguments])


def other_pythons() -> list[list[str]]:
    """Return how the interpreters that fit are called, the newest first."""
    return [["py", f"-3.{minor}"] if WINDOWS else [f"python3.{minor}"] for minor in (13, 12, 11)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
