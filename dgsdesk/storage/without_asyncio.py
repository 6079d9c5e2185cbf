"""SQLAlchemy without asyncio: it imports it for engines that nobody has here, 78 modules and 6 MB."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import RLock
from types import CoroutineType, ModuleType
from typing import Any

_NAME = "asyncio"
_ONE_AT_A_TIME = RLock()


class _OnDemand(ModuleType):
    """Stands for asyncio where it was imported meanwhile, and loads it when something of it is wanted."""

    @staticmethod
    def iscoroutine(thing: object) -> bool:
        """Tell whether a thing is a coroutine: all that SQLAlchemy takes of asyncio while it is loaded."""
        return isinstance(thing, CoroutineType)

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
        return getattr(import_module(_NAME), name)


@contextmanager
def without_asyncio() -> Iterator[None]:
    """Keep what is imported in here from loading asyncio, unless it is loaded already."""
    with _ONE_AT_A_TIME:  # who came later would lose what stands there when the first one leaves
        stands = _OnDemand(_NAME)
        sys.modules.setdefault(_NAME, stands)
        try:
            yield
        finally:
            if sys.modules.get(_NAME) is stands:
                del sys.modules[_NAME]
