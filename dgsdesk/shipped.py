"""Where the files that come with the program lie: icons, fonts, tokens, base documents, reference data."""

from __future__ import annotations

import sys
from pathlib import Path


def shipped(*parts: str) -> Path:
    """Return the path of a file under ``resources/``, in a checkout as in a packaged program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root.joinpath("resources", *parts)
