"""Try the Debian package by hand, as root: bare Debian, install, use, upgrade, purge; the data stay.

    sudo python3 installer/try_deb.py dist/dgsdesk_VERSION_amd64.deb FOLDER [SUITE]

Needs debootstrap, Xvfb and ImageMagick here and nothing there: the window is shown on an X server of this
machine. FOLDER receives the bare root and ``fenetre.png``, to be looked at. Each step says what was seen; the
first that fails ends it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from environment import say

_USER, _HOME = "mairie", "/home/mairie"
_DATABASE = f"{_HOME}/essai/reseau.dgsdb"


class BareRoot:
    """A Debian without anything but apt, in a folder."""

    def __init__(self, folder: Path, suite: str) -> None:
        self.folder = folder / "root"
        if not (self.folder / "bin" / "sh").exists():
            subprocess.run(["debootstrap", "--variant=minbase", suite, str(self.folder)], check=True)
        # A program finds its own place, and its libraries, through /proc.
        subprocess.run(["mount", "-t", "proc", "proc", str(self.folder / "proc")], check=True)

    def close(self) -> None:
        """Leave the folder as a folder."""
        subprocess.run(["umount", "--lazy", str(self.folder / "proc")], check=True)

    def run(self, *command: str, user: str = "root", **variables: str) -> str:
        """Run a command in there; return what it says, raise when it fails."""
        names = [f"{name}={value}" for name, value in variables.items()]
        home = _HOME if user == _USER else "/root"
        inside = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", f"HOME={home}", *names, *command]
        entered = ["chroot", f"--userspec={user}", str(self.folder), *inside]
        done = subprocess.run(entered, capture_output=True, text=True, cwd="/")
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def has(self, path: str) -> bool:
        """Tell whether a file is in there."""
        return (self.folder / path.lstrip("/")).exists()


def install(root: BareRoot, package: Path) -> None:
    """Install the package as apt does, with nothing but what it depends on."""
    shutil.copy(package, root.folder / "tmp" / "paquet.deb")
    options = ["-y", "-qq", "-o", "APT::Install-Recommends=false", "-o", "DPkg::Lock::Timeout=60"]
    root.run("apt-get", "update", "-qq")
    root.run("apt-get", "install", *options, "/tmp/paquet.deb", DEBIAN_FRONTEND="noninteractive")
    version = root.run("dpkg-query", "--show", "--showformat", "${Version}", "dgsdesk")
    say(f"installé : {version}")


def use(root: BareRoot, folder: Path) -> None:
    """Make the example, read a document of it, and see the window on it."""
    root.run("rm", "-rf", f"{_HOME}/essai", user=_USER)
    root.run("dgsdesk", "demo", f"{_HOME}/essai", "--today", "2026-11-27", user=_USER)
    home = root.folder / _HOME.lstrip("/")
    say(f"démonstration faite : {sum(path.is_file() for path in home.glob('essai/**/*'))} fichiers")
    document = next(home.glob("essai/**/*.docx")).relative_to(root.folder)
    words = root.run("dgsdesk", "docx", "read", f"/{document}", user=_USER).split()
    say(f"un .docx relu à part : {len(words)} mots")
    see_window(root, folder / "fenetre.png")


def see_window(root: BareRoot, picture: Path) -> None:
    """Open the window on the example and take its picture."""
    display = ":97"
    command = ["Xvfb", display, "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    inside = ["env", "-i", "PATH=/usr/bin:/bin", f"HOME={_HOME}", f"DISPLAY={display}", "dgsdesk", _DATABASE]
    time.sleep(2)
    program = subprocess.Popen(["chroot", f"--userspec={_USER}", str(root.folder), *inside], cwd="/")
    try:
        time.sleep(15)
        if program.poll() is not None:
            raise SystemExit(f"la fenêtre s’est fermée : {program.returncode}")
        subprocess.run(["import", "-display", display, "-window", "root", str(picture)], check=True)
        say(f"fenêtre ouverte : {picture}")
    finally:
        program.terminate()
        program.wait()
        server.terminate()
        server.wait()


def newer(package: Path, folder: Path) -> Path:
    """Return the same package under a higher version."""
    laid, made = folder / "newer", folder / "newer.deb"
    shutil.rmtree(laid, ignore_errors=True)
    subprocess.run(["dpkg-deb", "-R", str(package), str(laid)], check=True)
    control = laid / "DEBIAN" / "control"
    lines = control.read_text(encoding="utf-8").splitlines()
    raised = [f"{line}+1" if line.startswith("Version:") else line for line in lines]
    control.write_text("\n".join(raised) + "\n", encoding="utf-8")
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Znone", "-b", str(laid), str(made)], check=True)
    shutil.rmtree(laid)
    return made


def main(package: Path, folder: Path, suite: str) -> None:
    """Go through the life of the package in a bare root."""
    folder.mkdir(parents=True, exist_ok=True)
    root = BareRoot(folder, suite)
    try:
        live(root, package, folder)
    finally:
        root.close()


def live(root: BareRoot, package: Path, folder: Path) -> None:
    """Install, use, upgrade and purge; raises SystemExit with what failed."""
    if not root.has(_HOME):
        root.run("useradd", "--create-home", _USER)
    install(root, package)
    use(root, folder)
    before = (root.folder / _DATABASE.lstrip("/")).read_bytes()
    install(root, newer(package, folder))
    assert (root.folder / _DATABASE.lstrip("/")).read_bytes() == before
    meetings = root.run("dgsdesk", "meetings", "--database", _DATABASE, user=_USER)
    say(f"mis à jour : données intactes, {len(meetings.splitlines())} réunions lues")
    root.run("apt-get", "purge", "-y", "-qq", "dgsdesk", DEBIAN_FRONTEND="noninteractive")
    left = [
        name for name in ("/usr/bin/dgsdesk", "/usr/lib/dgsdesk", "/usr/share/doc/dgsdesk") if root.has(name)
    ]
    if left or not root.has(_DATABASE):
        raise SystemExit(f"restes : {left} ; données gardées : {root.has(_DATABASE)}")
    say("purgé : rien ne reste du paquet, les données sont là")


if __name__ == "__main__":
    if os.geteuid():
        raise SystemExit("à lancer en tant que root")
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "bookworm")
