"""Turn the modules below a folder into bytecode: ``python bytecode.py FOLDER``, each .pyc beside its source.

Run as a program, by the very Python that is shipped. What documents the code stays with the sources, since
nothing reads it in use; assertions stay, so that what is shipped does what was tested.
"""

from __future__ import annotations

import ast
import compileall
import sys
from importlib.machinery import SourceFileLoader
from types import CodeType

_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


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
    code: CodeType = compile(tree, path, "exec", dont_inherit=True, optimize=optimize)
    return code


def _source_to_code(_loader: SourceFileLoader, data: bytes, path: str, *, _optimize: int = -1) -> CodeType:
    return undocumented(data, path, _optimize)


def compile_below(folder: str) -> bool:
    """Compile every module below a folder; tell whether all could be."""
    SourceFileLoader.source_to_code = _source_to_code  # type: ignore[method-assign,assignment]
    return bool(compileall.compile_dir(folder, quiet=1, legacy=True, stripdir=folder, force=True))


if __name__ == "__main__":
    sys.exit(not compile_below(sys.argv[1]))
