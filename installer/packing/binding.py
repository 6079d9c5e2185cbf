"""What Qt's binding keeps zipped inside its library: laid beside it, so that it becomes bytecode as all else.

PySide would unpack and compile these modules, 130 KB of sources, at every start, before anything is painted.
It reads them from the folder ``files.dir`` where there is one, and lays that itself when it is asked to.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from environment import Trouble

from packing.place import run

_EMPTIED = "shibokensupport/signature/lib/pyi_generator.py"
"""Writes stubs for editors; nothing calls it here, though it is loaded with all that it imports."""


def lay_support(python: list[str], packages: Path, **how: Any) -> Path:
    """Let a Python that finds the libraries in ``packages`` lay these modules there; return their folder.

    ``how`` is that of `run`. Raises Trouble.
    """
    folder = packages / "shiboken6" / "files.dir"
    variables = {**how.pop("variables", {}), "SBK_EMBED": "0"}
    run([*python, "-B", "-c", "import shiboken6"], variables=variables, **how)
    if not (folder / _EMPTIED).exists():
        raise Trouble("PySide n’a pas déposé ses modules : voyez installer/packing/binding.py.")
    (folder / _EMPTIED).write_text("", encoding="ascii")
    return folder
