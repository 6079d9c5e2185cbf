"""The folder of libraries that a package ships: those of the lock, with their hashes, and our wheel."""

from __future__ import annotations

import os
from pathlib import Path

from packing.place import INSTALLER, Workshop, run
from packing.trim import trim

RUN_LOCK = INSTALLER / "requirements.txt"


def lay_packages(workshop: Workshop, wheel: Path, target: Path, *, system: tuple[str, ...] = ()) -> None:
    """Install the locked libraries and our wheel into a folder, then leave out what is never loaded.

    ``system`` are pip's options for another system than this one (``--platform``…). Raises Trouble.
    """
    plain = ["install", "--quiet", "--no-compile", "--disable-pip-version-check", "--target", str(target)]
    command = [*workshop.pip_command(), *plain, "--no-deps", "--only-binary", ":all:", *system]
    # Dates of long ago make packages that are the same from one day to the next.
    variables = os.environ | {"SOURCE_DATE_EPOCH": "1577836800"}
    run([*command, "--require-hashes", "--requirement", str(RUN_LOCK)], variables=variables)
    run([*command, "--no-index", str(wheel)], variables=variables)
    trim(target)
