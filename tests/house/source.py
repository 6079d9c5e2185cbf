"""The program as it is written: each module read and parsed once for all the tests of the house."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

PROGRAM = Path(__file__).resolve().parents[2] / "dgsdesk"


@cache
def modules() -> Mapping[Path, ast.Module]:
    """Return every module of the program, by its path."""
    return MappingProxyType(
        {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PROGRAM.rglob("*.py"))}
    )


def named(path: Path) -> str:
    """Return how a module is spoken of in a complaint: its path within the program."""
    return path.relative_to(PROGRAM).as_posix()
