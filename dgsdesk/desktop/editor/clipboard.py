"""Our own pieces on the clipboard, which outlive the program as what every program understands."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QTextEdit

OWN_MIME = "application/x-dgsdesk-text"
"""Our own pieces on the clipboard keep everything, tables included."""

_HANDED_OVER = "handsClipboardOver"


class _Piece(QMimeData):
    """A piece that this program, and no other one of ours, has put on the clipboard."""


def own_piece(own: bytes, html: str, text: str) -> QMimeData:
    """Return a piece for the clipboard: whole for ourselves, as HTML and as text for others."""
    data = _Piece()
    data.setData(OWN_MIME, own)
    data.setHtml(html)
    data.setText(text)
    _hand_over_at_the_end()
    return data


def _hand_over_at_the_end() -> None:
    app = QApplication.instance()
    if app is not None and not app.property(_HANDED_OVER):
        app.setProperty(_HANDED_OVER, True)
        app.aboutToQuit.connect(hand_over)


def hand_over() -> None:
    """Leave text and HTML on the clipboard in an object of Qt's own.

    One made in Python would still stand there when Python has ended, and take the program down with it.
    """
    data = QGuiApplication.clipboard().mimeData()
    if not isinstance(data, _Piece):
        return
    keeper = QTextEdit()
    keeper.setHtml(data.html())
    keeper.selectAll()
    keeper.copy()
