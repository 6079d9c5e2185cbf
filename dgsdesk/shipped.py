"""Where the files that come with the program lie: icons, fonts, tokens, base documents, reference data."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_INSIDE = _HERE / "resources"
"""Where they lie in a wheel and in every package made of it; a checkout has them beside the program."""

ROOT = _INSIDE if _INSIDE.is_dir() else _HERE.parent / "resources"


def shipped(*parts: str) -> Path:
    """Return the path of a file that comes with the program, in a checkout as in a package."""
    return ROOT.joinpath(*parts)
