"""What an observation changes, and its number: both stand in the list as they do in the draft."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from dgsdesk.desktop.components.paint import CENTER, Painted, box, write
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.proposal import Change
from dgsdesk.domain.wording import NBSP


class NumberMark(Painted):
    """The number that also stands beside the passage in the draft."""

    def __init__(self, theme: Theme, number: int, *, filled: bool) -> None:
        super().__init__(theme)
        self._number = number
        self._filled = filled
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square of a badge's height."""
        side = self.theme.height("badge", "small", padding=4)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the square and the number."""
        del event
        painter = QPainter(self)
        theme = self.theme
        fill, border, ink = (
            ("accent", None, "on_accent") if self._filled else ("surface", "line_strong", "text")
        )
        edge = theme.color(border) if border else None
        box(painter, QRectF(self.rect()), theme.tokens.radius["badge"], theme.color(fill), edge)
        font = theme.font("small", bold=True)
        write(painter, QRectF(self.rect()), str(self._number), font, theme.color(ink), CENTER)
        painter.end()


class ChangeBox(QLabel):
    """The exact change in its sentence: struck and underlined, not only red and green."""

    def __init__(self, theme: Theme, change: Change) -> None:
        super().__init__()
        self.theme = theme
        self._change = change
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        margin = theme.space("s")
        self.setContentsMargins(margin, margin, margin, margin)
        self.setAccessibleName(spoken_change(change))
        theme.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Write the change in the colours of the theme."""
        self.setFont(self.theme.font("small"))
        color = {role: self.theme.color(role).name() for role in ("dele", "del_bg", "ins", "ins_bg", "text")}
        change = self._change
        struck = (
            f"<s style='color:{color['dele']};background:{color['del_bg']}'>{_words(change.struck)}</s>"
            if change.struck
            else ""
        )
        inserted = (
            f"<u style='color:{color['ins']};background:{color['ins_bg']}'>{_words(change.inserted)}</u>"
            if change.inserted
            else ""
        )
        gap = " " if struck and inserted else ""
        self.setText(
            f"<span style='color:{color['text']}'>{_words(change.before)}{struck}{gap}{inserted}"
            f"{_words(change.after)}</span>"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then the words."""
        painter = QPainter(self)
        radius = self.theme.tokens.radius["field"]
        box(painter, QRectF(self.rect()), radius, self.theme.color("surface"), self.theme.color("line"))
        painter.end()
        super().paintEvent(event)


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def spoken_change(change: Change) -> str:
    """Return what a screen reader says of a change."""
    struck = f"supprimer «{NBSP}{change.struck.strip()}{NBSP}»" if change.struck.strip() else ""
    inserted = f"écrire «{NBSP}{change.inserted.strip()}{NBSP}»" if change.inserted.strip() else ""
    return ", ".join(filter(None, (struck, inserted)))
