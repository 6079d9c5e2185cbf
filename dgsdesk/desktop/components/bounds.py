"""The widest that a part of a page may become, growing with the text."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.theme.theme import Theme


def bound(theme: Theme, widget: QWidget, width: int) -> None:
    """Let a widget be no wider than this, in pixels at 100 % of text, also once the text is enlarged."""

    def fit() -> None:
        if shiboken6.isValid(widget):
            widget.setMaximumWidth(theme.wide(width))

    fit()
    theme.changed.connect(fit)
