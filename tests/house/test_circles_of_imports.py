"""No module needs, by however many steps, what needs it."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def modules() -> dict[str, Path]:
    """Return every module of the program by its name."""
    paths = sorted((ROOT / "dgsdesk").rglob("*.py"))
    return {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in paths}


def needed(path: Path, known: dict[str, Path]) -> set[str]:
    """Return what a module imports of the others: above, within functions, and for types alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            within = (f"{node.module}.{one.name}" for one in node.names)
            found |= {one if one in known else node.module for one in within}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found & known.keys()


def test_imports_go_round_in_no_circle() -> None:
    known = modules()
    graph = {name: needed(path, known) - {name} for name, path in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" needs ".join(error.args[1])) from None
