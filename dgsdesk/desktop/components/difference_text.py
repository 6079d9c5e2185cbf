"""Differences as they are read: struck and underlined words, not only red and green."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from dgsdesk.desktop.components.paint import box
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.differences import BlockDifference, Fate, Mark, Piece, RowDifference
from dgsdesk.domain.richtext import Heading, Image, ListItem, Run, Table, block_text
from dgsdesk.domain.wording import NBSP

_SAID = {Mark.DELETED: "supprimé", Mark.INSERTED: "ajouté", Mark.RESTYLED: "mis en forme"}


class DifferenceText(QLabel):
    """Blocks with their differences, in a frame; ``empty`` is said where there is nothing to read."""

    def __init__(
        self, theme: Theme, found: Sequence[BlockDifference], *, empty: str = "", name: str = ""
    ) -> None:
        super().__init__()
        self.theme = theme
        self._found = found
        self._empty = empty
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        margin = theme.space("s")
        self.setContentsMargins(margin, margin, margin, margin)
        spoken = "\n".join(spoken_difference(one) for one in found) or empty
        self.setAccessibleName(f"{name}{NBSP}: {spoken}" if name else spoken)
        theme.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Write the differences in the colours of the theme."""
        self.setFont(self.theme.font("body"))
        soft = self.theme.color("text_soft").name()
        shown = "".join(_block(one, self.theme) for one in self._found)
        self.setText(shown or f"<i style='color:{soft}'>{escape(self._empty)}</i>")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then the words."""
        painter = QPainter(self)
        radius = self.theme.tokens.radius["field"]
        box(painter, QRectF(self.rect()), radius, self.theme.color("surface"), self.theme.color("line"))
        painter.end()
        super().paintEvent(event)


def spoken_difference(found: BlockDifference) -> str:
    """Return what a screen reader says of one block."""
    if found.fate is Fate.DELETED:
        return f"supprimé{NBSP}: {block_text(found.block)}"
    if found.fate is Fate.INSERTED:
        return f"ajouté{NBSP}: {block_text(found.block)}"
    parts = [
        f"{_SAID[piece.mark]} «{NBSP}{piece.run.text.strip()}{NBSP}»"
        for piece in found.pieces
        if piece.mark in _SAID and piece.run.text.strip()
    ]
    said = [block_text(found.block), *parts]
    return ", ".join([*(["déplacé"] if found.fate is Fate.MOVED else []), *said])


def _block(found: BlockDifference, theme: Theme) -> str:
    soft = theme.color("text_soft").name()
    moved = f"<span style='color:{soft}'>(déplacé) </span>" if found.fate is Fate.MOVED else ""
    if found.rows:
        rows = "".join(_row(row, theme) for row in found.rows)
        return f"{moved}<table border='1' cellspacing='0' cellpadding='3'>{rows}</table>"
    if isinstance(found.block, Image | Table):
        words = escape(block_text(found.block) or "image")
        return f"<p style='margin:0'>{moved}{_coloured(_mark_of(found.fate), f'[{words}]', theme)}</p>"
    line = _pieces(found.pieces, theme)
    if isinstance(found.block, Heading):
        line = f"<b>{line}</b>"
    bullet = f"{NBSP * 2 * (1 + found.block.level)}•{NBSP}" if isinstance(found.block, ListItem) else ""
    return f"<p style='margin:0'>{moved}{bullet}{line}</p>"


def _mark_of(fate: Fate) -> Mark:
    return {Fate.DELETED: Mark.DELETED, Fate.INSERTED: Mark.INSERTED}.get(fate, Mark.KEPT)


def _row(row: RowDifference, theme: Theme) -> str:
    cells = "".join(f"<td>{''.join(_block(one, theme) for one in cell)}</td>" for cell in row.cells)
    return f"<tr>{cells}</tr>"


def _pieces(pieces: Iterable[Piece], theme: Theme) -> str:
    """Write the words; a blank parts what is struck from what stands instead."""
    shown = ""
    former: Mark | None = None
    for piece in pieces:
        shown += " " if (former, piece.mark) == (Mark.DELETED, Mark.INSERTED) else ""
        shown += _coloured(piece.mark, _styled(piece.run), theme)
        former = piece.mark
    return shown


def _styled(run: Run) -> str:
    words = escape(run.text).replace("\n", "<br>")
    for on, tag in ((run.bold, "b"), (run.italic, "i"), (run.underline, "u")):
        words = f"<{tag}>{words}</{tag}>" if on else words
    return words


def _coloured(mark: Mark, words: str, theme: Theme) -> str:
    if mark is Mark.KEPT:
        return f"<span style='color:{theme.color('text').name()}'>{words}</span>"
    if mark is Mark.RESTYLED:
        return f"<span style='background:{theme.color('ins_bg').name()}'>{words}</span>"
    tag, ink, ground = ("s", "dele", "del_bg") if mark is Mark.DELETED else ("u", "ins", "ins_bg")
    style = f"color:{theme.color(ink).name()};background:{theme.color(ground).name()}"
    return f"<{tag} style='{style}'>{words}</{tag}>"
