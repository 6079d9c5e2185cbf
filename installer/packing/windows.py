"""The installer for Windows."""

from __future__ import annotations

from pathlib import Path

from environment import Trouble

from packing.place import Workshop


def build_installer(workshop: Workshop, wheel: Path, python: Path | None) -> Path:
    raise Trouble("à venir")
