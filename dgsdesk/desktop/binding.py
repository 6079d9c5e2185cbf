"""Import this right behind Qt, before everything else: it keeps Qt’s binding from reading our sources.

PySide looks through the source of every module imported after it for the word “PySide6” (to know where its
`__feature__` switches may apply) and Python keeps what was read: 30 MB and a fifth of the start. Nothing here
switches a feature, so that no module needs to be looked at; without sources, as packaged, none ever is.
"""

from __future__ import annotations

import sys
from types import ModuleType

from PySide6 import QtCore as QtCore  # whose import brings the module below


def _switches_nothing(_module: ModuleType) -> bool:
    """Answer for a module without reading it."""
    return False


_feature = sys.modules.get("shibokensupport.feature")
if _feature is not None and hasattr(_feature, "_mod_uses_pyside"):
    vars(_feature)["_mod_uses_pyside"] = _switches_nothing
