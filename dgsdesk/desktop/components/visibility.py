"""Showing and hiding parts that may not stand in a window yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def show_inside(widget: QWidget, shown: bool) -> None:
    """Show or hide a part; one without a parent is shown as soon as it gets one.

    Shown at once it would flash as a window of its own, which takes the keyboard from the real one.
    """
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)
