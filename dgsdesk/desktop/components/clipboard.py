"""What is copied for another program: a message as rich text and as plain text at once."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def copy_message(text: str, html: str) -> None:
    """Put a message on the clipboard; a program takes the form that it understands best."""
    copied = QMimeData()
    copied.setText(text)
    if html:
        copied.setHtml(html)
    QGuiApplication.clipboard().setMimeData(copied)
