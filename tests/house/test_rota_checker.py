"""Who checks plans shares no rule with who makes them: only the shape of problems and plans."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHAPES = {"dgsdesk", "dgsdesk.domain", "dgsdesk.domain.rota", "dgsdesk.domain.rota.problem"} | {
    "dgsdesk.domain.rota.outcome"
}
"""What both may know: the packages, which are empty, and the plain dataclasses."""


def imported(module: str) -> Iterator[str]:
    """Give the modules of ours that a module imports, wherever in its text."""
    path = ROOT / Path(*module.split("."))
    text = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dgsdesk"):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("dgsdesk"))


def reached(module: str) -> set[str]:
    """Return the module and all of ours that it needs, packages included."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [*imported(one), *([one.rpartition(".")[0]] if "." in one else [])]
    return found


def test_the_checker_and_the_planner_share_no_code() -> None:
    planner = reached("dgsdesk.domain.rota.plan") | reached("dgsdesk.outside.solver")
    checker = reached("dgsdesk.domain.rota_check")
    assert len(planner) > 12, "the planner was not followed"
    assert planner & checker == SHAPES


def test_what_both_know_is_shape_alone() -> None:
    """Dataclasses and one-line properties: no rule of the definition hides there."""
    for module in ("problem", "outcome"):
        tree = ast.parse((ROOT / f"dgsdesk/domain/rota/{module}.py").read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        assert all(len(node.body) <= 2 for node in functions)
        assert not [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def test_the_packages_are_empty() -> None:
    for package in ("dgsdesk", "dgsdesk.domain", "dgsdesk.domain.rota"):
        assert not list(imported(package))
