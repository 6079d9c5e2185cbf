"""No module needs, by however many steps, what needs it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.house.source import PROGRAM, modules


def called(path: Path) -> str:
    """Return a module's name as it is imported."""
    parts = path.relative_to(PROGRAM.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def needed(tree: ast.Module, known: Mapping[str, ast.Module]) -> set[str]:
    """Return what a module imports of the others: above, within functions, and for types alone."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            within = (f"{node.module}.{one.name}" for one in node.names)
            found |= {one if one in known else node.module for one in within}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found & known.keys()


def test_imports_go_round_in_no_circle() -> None:
    known = {called(path): tree for path, tree in modules().items()}
    graph = {name: needed(tree, known) - {name} for name, tree in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" needs ".join(reversed(error.args[1]))) from None
