"""Loads modules piece by piece: what one is made of first, each part by itself, none of which takes long."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from opcode import opmap
from types import CodeType

_IMPORT, _LOAD, _EXTENDED = opmap["IMPORT_NAME"], opmap["LOAD_NAME"], opmap["EXTENDED_ARG"]
_UNLESS = frozenset(
    code for name, code in opmap.items() if name.startswith("POP_JUMP") and name.endswith("IF_FALSE")
)


def load_in_pieces(
    names: Iterable[str], within: tuple[str, ...], through: tuple[str, ...] = ()
) -> Iterator[str]:
    """Load modules whose names begin as one of ``within``, each behind those that it imports; yield each.

    What begins as one of ``through`` is not loaded itself; what it imports is.
    """
    known: set[str] = set()
    for name in names:
        yield from _load(name, within, through, known)


def _load(name: str, within: tuple[str, ...], through: tuple[str, ...], known: set[str]) -> Iterator[str]:
    if name in known or name in sys.modules or not name.startswith((*within, *through)):
        return
    known.add(name)
    for needed in _imported_by(name):
        yield from _load(needed, within, through, known)
    if name.startswith(within) and name not in sys.modules:
        importlib.import_module(name)
        yield name


def _imported_by(name: str) -> list[str]:
    """Name what a module imports as it is loaded, read from its bytecode; nothing where that is not known."""
    spec = find_spec(name)
    get_code = getattr(spec.loader if spec is not None else None, "get_code", None)
    code = get_code(name) if get_code is not None else None
    return list(_names(code)) if code is not None else []


def imported_in(function: Callable[..., object]) -> list[str]:
    """Name what a function imports when it is called."""
    code = getattr(function, "__code__", None)
    return list(_names(code)) if code is not None else []


def _names(code: CodeType) -> Iterator[str]:
    """Name what is imported as code runs, not what is below ``if TYPE_CHECKING``."""
    high = until = 0
    for_types = False
    for at, (op, low) in enumerate(zip(code.co_code[::2], code.co_code[1::2], strict=True)):
        arg = high | low
        if op == _IMPORT and at >= until:
            yield code.co_names[arg]
        elif op == _LOAD:
            for_types = code.co_names[arg] == "TYPE_CHECKING"
        elif op in _UNLESS and for_types:
            until = at + arg
        high = arg << 8 if op == _EXTENDED else 0
