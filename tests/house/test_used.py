"""Nothing public stands in the program that the program itself does not use."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import modules

UNUSED = {
    "merged_debt": "the rule for merged communes, which no page merges yet",
    "every_command": "the tests of all commands begin here",
    "sendings_of": "the tests of what left read it",
    "migrate_down": "the tests of migrations go back by it",
}
"""What the program does not use, and why it stays."""


def trees() -> dict[Path, ast.Module]:
    """Return every module of the program, by its path; a schema once released uses what it likes."""
    return {path: tree for path, tree in modules().items() if path.parent.name != "versions"}


def names(tree: ast.AST) -> Iterator[str]:
    """Return each name that a piece of code speaks of, also in annotations and dotted texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
            yield from re.findall(r"\w+", node.value)


def defined(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Return the functions and classes of a module that others may use."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


def is_command(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(
        isinstance(base, ast.Subscript) and ast.unparse(base.value) == "Command" for base in node.bases
    )


def is_registered(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Tell whether a decorator hands it to others: a handler is called by its command."""
    return any(ast.unparse(one).startswith("handles(") for one in node.decorator_list)


def unused() -> set[str]:
    """Return what is spoken of only where it is defined; a command must be given by another module."""
    within = {path: Counter(names(tree)) for path, tree in trees().items()}
    everywhere: Counter[str] = Counter()
    for spoken_of in within.values():
        everywhere.update(spoken_of)
    found = set()
    for path, tree in trees().items():
        for node in defined(tree):
            own = within[path] if is_command(node) else Counter(names(node))
            if everywhere[node.name] <= own[node.name] and not is_registered(node):
                found.add(node.name)
    return found


def test_what_is_public_is_used() -> None:
    assert unused() - set(UNUSED) == set(), "delete what nothing uses, or say why it stays"


def test_what_stays_without_use_still_stands() -> None:
    standing = {node.name for tree in trees().values() for node in defined(tree)}
    assert set(UNUSED) <= standing
