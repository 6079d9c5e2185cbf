"""What the machine must lend: libraries that Qt loads, a screen, the programs that the tests drive.

On Debian and Ubuntu, as root, what is missing is installed; otherwise the one line to type is given.
Package names: measured on a bare Debian 12; Debian 13 and Ubuntu 24.04 provide the same names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from environment import Trouble, say

QT_PACKAGES = ("libglib2.0-0", "libgl1", "libegl1", "libfontconfig1", "libxkbcommon0", "libdbus-1-3")
SCREEN_PACKAGES = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
TEST_PACKAGES = (
    "libreoffice-writer-nogui",
    "xvfb",
    "xauth",
    "poppler-utils",
    "fonts-dejavu-core",
    "fonts-liberation",
    "fonts-crosextra-carlito",
    "gir1.2-ical-3.0",
    "python3-gi",
    *SCREEN_PACKAGES,
)
OFFSCREEN = "offscreen"

_QT_PROBE = """
import PySide6.QtWidgets as widgets
widgets.QApplication([])
"""


@dataclass(frozen=True)
class Machine:
    """This computer, seen by the Python of the environment."""

    python: Path

    def ensure_qt(self) -> None:
        """See that Qt loads, with a screen where there is one; raises Trouble with the line to type."""
        self.ensure(QT_PACKAGES, OFFSCREEN)
        if sys.platform == "linux" and has_screen():
            self.ensure(SCREEN_PACKAGES, "")

    def ensure(self, packages: tuple[str, ...], platform: str) -> None:
        """See that Qt opens this platform; install the packages that it lacks where that is allowed."""
        said = self.qt_says(platform)
        if not said:
            return
        if not can_install():
            raise Trouble(advice(packages, said))
        say("Installation des bibliothèques système dont Qt a besoin…")
        install(packages)
        said = self.qt_says(platform)
        if said:
            raise Trouble(f"Qt ne se charge pas, même avec ses bibliothèques : {said}")

    def qt_says(self, platform: str) -> str:
        """Return nothing when Qt opens an application on a platform, else its last complaint."""
        chosen = {"QT_QPA_PLATFORM": platform} if platform else {}
        command = [str(self.python), "-c", _QT_PROBE]
        variables = {**os.environ, **chosen}
        done = subprocess.run(command, env=variables, capture_output=True, text=True, errors="replace")
        if done.returncode == 0:
            return ""
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        return lines[-1].strip() if lines else f"arrêt avec le code {done.returncode}"

    def ensure_test_tools(self) -> None:
        """Install LibreOffice, Xvfb and what else the tests drive, where that is allowed; never an error."""
        missing = absent(TEST_PACKAGES)
        if shutil.which("soffice"):
            missing = [name for name in missing if not name.startswith("libreoffice")]
        if not missing:
            return
        if can_install():
            say("Installation des programmes dont les essais se servent (LibreOffice, Xvfb, libical)…")
            try:
                install(tuple(missing))
            except Trouble as trouble:
                say(f"{trouble} Les essais qui s’en servent seront passés.")
        elif shutil.which("apt-get"):
            say(f"Sans ces paquets, les essais qui s’en servent seront passés :\n  {line(missing)}")


def has_screen() -> bool:
    """Tell whether a window can be shown."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in (OFFSCREEN, "minimal"):
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def can_install() -> bool:
    """Tell whether system packages can be installed: apt-get, as root."""
    return is_debian() and os.geteuid() == 0


def is_debian() -> bool:
    """Tell whether this is Debian, Ubuntu or a child of theirs."""
    return sys.platform == "linux" and Path("/etc/debian_version").exists() and bool(shutil.which("apt-get"))


def absent(packages: tuple[str, ...]) -> list[str]:
    """Return the packages that are not installed; none where there is no dpkg."""
    if not shutil.which("dpkg-query"):
        return []
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *packages]
    shown = subprocess.run(query, capture_output=True, text=True).stdout
    present = {
        name
        for name, _, status in (entry.partition(" ") for entry in shown.splitlines())
        if status == "installed"
    }
    return [name for name in packages if name not in present]


def install(packages: tuple[str, ...]) -> None:
    """Install system packages; raises Trouble when apt-get cannot."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = ["apt-get", "-y", "-qq", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20"]
    command = [*get, "install", "--no-install-recommends", *packages]
    if _quiet(command, environment):
        return
    # A fresh machine has no list of packages yet.
    _quiet([*get, "update"], environment)
    if not _quiet(command, environment):
        raise Trouble(
            f"apt-get n’a pas pu installer ce qu’il faut ; la ligne à taper :\n  {line(packages)}\n"
        )


def _quiet(command: list[str], environment: dict[str, str]) -> bool:
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    return done.returncode == 0


def line(packages: tuple[str, ...] | list[str]) -> str:
    """Return the one line to type."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def advice(packages: tuple[str, ...], said: str) -> str:
    """Return what a person without rights can do about a Qt that does not load."""
    if is_debian():
        return (
            "Il manque des bibliothèques système à Qt. Tapez cette ligne, puis relancez la même commande :\n"
            f"  {line(packages)}"
        )
    return f"Qt ne se charge pas : {said}. Installez ce qui manque par le gestionnaire de paquets du système."
