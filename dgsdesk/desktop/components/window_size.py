"""The size of a window before the page: as large as it wants, never larger than what it stands before."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from dgsdesk.desktop.theme.theme import Theme


def size_window(dialog: QDialog, theme: Theme, width: int, height: int) -> None:
    """Give a dialogue its size, in pixels at 100 % of text, within the main window (else the screen)."""
    around = dialog.parentWidget()
    while around is not None and around.parentWidget() is not None:
        around = around.parentWidget()
    room = around.size() if around is not None else dialog.screen().availableSize()
    margin = theme.space("xl")
    wanted = QSize(theme.wide(width), theme.wide(height))
    dialog.resize(wanted.boundedTo(QSize(room.width() - margin, room.height() - margin)))
