"""Where the keyboard is."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget


def has_keyboard(*parts: QWidget) -> bool:
    """Tell whether the keyboard is in one of some parts of a page, or in something within them."""
    focus = QApplication.focusWidget()
    return focus is not None and any(part is focus or part.isAncestorOf(focus) for part in parts)
