"""Import this right behind Qt, before all else: it spares what Qt’s binding reads and makes for nobody.

PySide looks through the source of every module imported after it for the word “PySide6” (to know where its
`__feature__` switches may apply) and Python keeps what was read: 30 MB and a fifth of the start. Nothing here
switches a feature, so that no module needs to be looked at; without sources, as packaged, none ever is.

PySide also makes every signal of every object with the object: six for a widget before its own, 1.7 kB and
a third of the time that the widget takes, though hardly one in a hundred is ever asked for. Those of the
classes that most things here are made of wait until they are.
"""

from __future__ import annotations

import linecache
import sys
from types import ModuleType
from typing import Any

from PySide6.QtCore import QObject, Signal  # whose import brings the module below
from PySide6.QtWidgets import QWidget


def _switches_nothing(_module: ModuleType) -> bool:
    """Answer for a module without reading it."""
    return False


class _OnDemand:
    """Stands where a signal stood in its class; what PySide then makes lies in the object, as always."""

    __slots__ = ("_signal",)

    def __init__(self, signal: Any) -> None:
        self._signal = signal

    def __get__(self, thing: QObject | None, kind: type) -> Any:
        """Return the signal of an object, or of the class."""
        return self._signal.__get__(thing, kind)


def _spare(kind: type[QObject]) -> None:
    """Let the signals that a class of Qt declares itself wait until they are asked for."""
    for name, value in list(vars(kind).items()):
        if isinstance(value, Signal):
            setattr(kind, name, _OnDemand(value))


_feature = sys.modules.get("shibokensupport.feature")
if _feature is not None and hasattr(_feature, "_mod_uses_pyside"):
    vars(_feature)["_mod_uses_pyside"] = _switches_nothing
    linecache.clearcache()  # what it read before it could be told

_spare(QObject)
_spare(QWidget)


def spare_more() -> None:
    """Do the same for what is made behind the first paint, which need not load these classes."""
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QLineEdit

    views = QAbstractItemModel, QAbstractItemView
    for kind in (*views, QAbstractButton, QAction, QComboBox, QLabel, QLineEdit):
        _spare(kind)
