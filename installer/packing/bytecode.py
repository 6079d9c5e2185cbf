"""Turn the modules below a folder into bytecode: ``python bytecode.py FOLDER``, each .pyc beside its source.

Run as a program, by the very Python that is shipped. What documents the code stays with the sources, since
nothing reads it in use: docstrings, the annotations of functions (ours and SQLAlchemy's: a tenth of what both
keep in memory), columns within a line. Assertions stay, so that what is shipped does what was tested.
"""

from __future__ import annotations

import ast
import compileall
import sys
from importlib.machinery import SourceFileLoader
from pathlib import PurePath
from types import CodeType

QUIETLY = ("-X", "no_debug_ranges")
"""What the Python that compiles is told: a traceback names lines; columns need sources, which stay behind."""

_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

_UNANNOTATED = {"dgsdesk", "sqlalchemy"}
"""Packages whose functions' annotations nothing reads; those of classes make dataclasses and tables."""


def undocumented(source: bytes | str, path: str, optimize: int = -1) -> CodeType:
    """Return the code of a module with a dot in place of each docstring; raises SyntaxError.

    A dot and not nothing: SQLAlchemy asserts that some of its functions have one.
    """
    tree = ast.parse(source, path)
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            said = node.body[0]
            assert isinstance(said, ast.Expr)
            assert isinstance(said.value, ast.Constant)
            said.value.value = "."
    if not _UNANNOTATED.isdisjoint(PurePath(path).parts):
        _without_annotations(tree)
    code: CodeType = compile(tree, path, "exec", dont_inherit=True, optimize=optimize)
    return code


def _without_annotations(tree: ast.AST) -> None:
    """Take the annotations off every function of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None


def _source_to_code(_loader: SourceFileLoader, data: bytes, path: str, *, _optimize: int = -1) -> CodeType:
    return undocumented(data, path, _optimize)


def compile_below(folder: str) -> bool:
    """Compile every module below a folder; tell whether all could be."""
    SourceFileLoader.source_to_code = _source_to_code  # type: ignore[method-assign,assignment]
    return bool(compileall.compile_dir(folder, quiet=1, legacy=True, stripdir=folder, force=True))


if __name__ == "__main__":
    sys.exit(not compile_below(sys.argv[1]))
