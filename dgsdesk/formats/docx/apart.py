"""Read a stranger's .docx in a process of its own, which may neither eat the memory nor the time of ours.

The process reads one file from its standard input and answers on its standard output. It starts in about a
tenth of a second. On Linux its memory and its processor time are limited by the system; on macOS the time
alone, since that system ignores the limit of memory; on Windows there is only the clock of ``read_apart``.
The limits of ``package`` hold everywhere.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from dgsdesk.application.ports.office import BaseState
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.read_document import Changes, ReadDocument
from dgsdesk.formats.docx.exchange import (
    base_state_bytes,
    base_state_of,
    document_bytes,
    document_of,
    refusal_bytes,
)
from dgsdesk.formats.docx.package import check_kind

FLAG = "--read-docx-apart"
"""First argument of the program when it is started to read (``dgsdesk.__main__``)."""

MAX_SECONDS = 4
MAX_MEMORY = 512 * 2**20
"""Addresses, not memory in use: the libraries alone take 60 MB of them."""

_T = TypeVar("_T")
_BASE = "base"
_PATIENCE = 1.0
_NO_CONSOLE = 0x08000000  # subprocess.CREATE_NO_WINDOW, which other systems do not know


def read_apart(data: bytes, changes: Changes = Changes.ACCEPT) -> ReadDocument:
    """Read the bytes of a .docx as ``read.read_docx`` does, in another process.

    Raises ``BadInput``: all of ``read_docx``, ``docx_too_slow``, ``docx_unreadable`` when the process died.
    """
    return _answered(data, changes.value, document_of)


def check_base_apart(data: bytes) -> BaseState:
    """Tell what a letterhead file has and lacks, read in another process; raises as ``read_apart`` does."""
    return _answered(data, _BASE, base_state_of)


def _answered(data: bytes, what: str, told: Callable[[bytes], _T]) -> _T:
    """Have a file read by another process and take its answer."""
    check_kind(data)
    try:
        ended = subprocess.run(
            [*_program(), FLAG, what],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MAX_SECONDS + _PATIENCE,
            env=_surroundings(),
            creationflags=_NO_CONSOLE if sys.platform == "win32" else 0,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput("docx_too_slow") from error
    if ended.returncode:
        raise BadInput("docx_too_slow" if ended.returncode == -_cpu_signal() else "docx_unreadable")
    try:
        return told(ended.stdout)
    except (ValueError, KeyError, TypeError, struct.error) as error:
        raise BadInput("docx_unreadable") from error


def serve(what: str) -> int:
    """Read standard input, answer on standard output; return the exit code.

    ``what`` names how tracked changes are read, or that the file is a letterhead to check.
    """
    _limit()
    with open(0, "rb", closefd=False) as source, open(1, "wb", closefd=False) as target:
        target.writelines(_answer(source.read(), what))
    return 0


def _answer(data: bytes, what: str) -> list[bytes]:
    try:
        return _base_answer(data) if what == _BASE else _document_answer(data, Changes(what))
    except BadInput as refusal:
        return refusal_bytes(refusal)


def _document_answer(data: bytes, changes: Changes) -> list[bytes]:
    from dgsdesk.formats.docx.read import read_docx

    return document_bytes(read_docx(data, changes))


def _base_answer(data: bytes) -> list[bytes]:
    from dgsdesk.formats.docx.base import base_state

    return base_state_bytes(base_state(data))


def _limit() -> None:
    """Let the system end this process when it takes too much."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def _program() -> list[str]:
    """Give the command that starts this same program, packed or from its sources."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "dgsdesk"]


def _surroundings() -> dict[str, str]:
    """Give this process's environment; the sources that run here are those that run there."""
    here = str(Path(__file__).parents[3])
    paths = [here, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}


def _cpu_signal() -> int:
    import signal

    return int(getattr(signal, "SIGXCPU", 0))
