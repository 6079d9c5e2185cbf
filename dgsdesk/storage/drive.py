"""What the machine tells of the drive that a network lies on: shared, synchronised by a program, encrypted.

SQLite's log does not work across a network, and a program that synchronises a folder copies files in the
midst of being written. Linux is read from `/proc` and `/sys`; Windows and macOS are asked as their makers
document it (`GetDriveType`, `System.Volume.BitLockerProtection`, `mount`, `fdesetup status`), which was
written without being able to try it.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dgsdesk.application.ports.store import Drive

_OF_UNIX = ("afs", "ceph", "davfs", "fuse.davfs2", "fuse.sshfs", "glusterfs", "ncpfs", "nfs", "nfs4")
_OF_WINDOWS = ("afpfs", "cifs", "smb", "smb2", "smb3", "smbfs", "webdav")
SHARED = frozenset((*_OF_UNIX, *_OF_WINDOWS))
"""Kinds of file systems that lie on another machine."""

_SYNCHRONISED = re.compile(
    r"(OneDrive|Dropbox|Google ?Drive|GoogleDrive|My Drive|Mon Drive|iCloud ?Drive|Mobile Documents|Nextcloud"
    r"|ownCloud|kDrive|pCloud ?Drive|MEGA|Box(?: Sync)?|Seafile|SynologyDrive|Cozy Drive|Tresorit)"
    r"(?:[ -].*)?",
    re.IGNORECASE,
)
_SYSTEM: str = sys.platform
_REMOTE = 4
_ASKED_SECONDS = 5
_BITLOCKER = (
    "(New-Object -ComObject Shell.Application).NameSpace('{}')"
    ".Self.ExtendedProperty('System.Volume.BitLockerProtection')"
)
_PROTECTED, _UNPROTECTED = frozenset({"1", "3", "5"}), frozenset({"2"})


@dataclass(frozen=True)
class Mount:
    """Where a file system begins, its kind, and the device that it lies on."""

    place: str
    kind: str
    source: str


def drive_of(path: Path) -> Drive:
    """Return what is known of the drive that a file lies on, or would lie on."""
    return Drive(is_shared(path), synchronised_by(path), is_encrypted(path))


def synchronised_by(path: Path) -> str:
    """Return the name of the folder that a program synchronises, as it stands in the path; empty for none."""
    for part in path.absolute().parts[:-1]:
        if _SYNCHRONISED.fullmatch(part):
            return part
    return ""


def is_shared(path: Path) -> bool:
    """Tell whether a file lies on another machine, as far as this one tells."""
    if os.name == "nt":
        return _shared_on_windows(path)
    mount = mount_of(path)
    return mount is not None and mount.kind in SHARED


def mount_of(path: Path) -> Mount | None:
    """Return the file system that a path lies on; None where the machine does not tell."""
    try:
        wanted = str(path.absolute())
        mounts = _mounts_of_linux() if _SYSTEM == "linux" else _mounts_of_mac()
    except OSError:
        return None
    holding = [one for one in mounts if wanted == one.place or wanted.startswith(one.place.rstrip("/") + "/")]
    return max(holding, key=lambda one: len(one.place), default=None)


def _mounts_of_linux() -> list[Mount]:
    lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    found = (line.split(" ") for line in lines)
    return [Mount(_plain(words[1]), words[2], _plain(words[0])) for words in found if len(words) > 2]


def _plain(word: str) -> str:
    """Return a path of /proc/self/mounts with its blanks."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), word)


def _mounts_of_mac() -> list[Mount]:
    lines = re.findall(r"^(.+?) on (.+?) \((\w+)", _told("/sbin/mount"), re.MULTILINE)
    return [Mount(place, kind, source) for source, place, kind in lines]


def _told(*command: str) -> str:
    """Return what another program says; nothing when it does not answer."""
    import subprocess

    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",  # what Windows' consoles say is in a code page of their own
            timeout=_ASKED_SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # or a black one would flash
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def _shared_on_windows(path: Path) -> bool:
    import ctypes

    drive = path.absolute().drive
    if drive.startswith("\\\\"):
        return True
    system = getattr(ctypes, "windll", None)
    return system is not None and system.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE


# -- encryption ----------------------------------------------------------------------------------------------


def is_encrypted(path: Path) -> bool | None:
    """Tell whether the drive of a file is encrypted; None where the machine does not say."""
    with suppress(OSError):
        if _SYSTEM == "linux":
            return _encrypted_on_linux(path)
        if _SYSTEM == "darwin":
            said = _told("/usr/bin/fdesetup", "status")
            return "FileVault is On" in said if "FileVault is" in said else None
        if os.name == "nt":
            drive = path.absolute().drive
            return _of_bitlocker(_told("powershell", "-NoProfile", "-Command", _BITLOCKER.format(drive)))
    return None


def _of_bitlocker(said: str) -> bool | None:
    value = said.strip()
    return True if value in _PROTECTED else False if value in _UNPROTECTED else None


def _encrypted_on_linux(path: Path, blocks: Path = Path("/sys/dev/block")) -> bool | None:
    """Look whether the device, or one that it is made of, is a dm-crypt of the kernel."""
    mount = mount_of(path)
    if mount is not None and mount.kind == "ecryptfs":
        return True
    device = _device(path, mount)
    block = blocks / f"{os.major(device)}:{os.minor(device)}"
    return any(map(_is_crypt, _made_of(block.resolve()))) if block.exists() else None


def _device(path: Path, mount: Mount | None) -> int:
    """Return the number of the device; a file system of its own numbering (btrfs) names it."""
    if mount is not None and mount.source.startswith("/dev/"):
        return os.stat(mount.source).st_rdev
    return os.stat(next(one for one in (path, *path.parents) if one.exists())).st_dev


def _made_of(block: Path) -> list[Path]:
    """Return a device, the whole disk of a partition, and all that it rests on."""
    below = [one.resolve() for one in (block / "slaves").glob("*")]
    return [block, *(part for one in below for part in _made_of(one))]


def _is_crypt(block: Path) -> bool:
    try:
        return (block / "dm" / "uuid").read_text(encoding="ascii").startswith("CRYPT-")
    except (OSError, ValueError):
        return False
