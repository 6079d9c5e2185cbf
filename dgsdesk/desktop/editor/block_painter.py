"""What is painted beside the text: list marks in the margin, bar, icon and word of decisions and actions."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QTextBlock
from PySide6.QtWidgets import QTextEdit

from dgsdesk.desktop.components.paint import LEFT, RIGHT, write
from dgsdesk.desktop.editor.formats import NOTED, Kind, facts_of, kind_of
from dgsdesk.desktop.editor.reserved_mark import paint_reserved
from dgsdesk.desktop.theme.theme import Theme

_BAR = 3
_AIR = 5
_BULLETS = "•◦▪"
_LABELS = {
    Kind.DECISION: ("kind.decision", "Décision", "accent", "accent_text"),
    Kind.ACTION: ("kind.action", "Action", "line_strong", "text_soft"),
}


def list_marks(block: QTextBlock) -> dict[int, str]:
    """Return block number -> mark, « • » or « 2. », of the whole list that an entry belongs to."""
    while kind_of(block.previous()) is Kind.LIST_ITEM:
        block = block.previous()
    marks: dict[int, str] = {}
    counters: list[int] = []
    while kind_of(block) is Kind.LIST_ITEM:
        facts = facts_of(block)
        level = facts.level
        counters = (counters + [0] * (level + 1 - len(counters)))[: level + 1]
        counters[level] = counters[level] + 1 if facts.ordered else 0
        marks[block.blockNumber()] = (
            f"{counters[level]}." if facts.ordered else _BULLETS[level % len(_BULLETS)]
        )
        block = block.next()
    return marks


class BlockPainter:
    """Paint round the blocks of an editor."""

    def __init__(self, theme: Theme, editor: QTextEdit) -> None:
        self._theme = theme
        self._editor = editor
        self._marks: dict[int, str] = {}
        self._marked = -1

    def paint(self, clip: QRect) -> None:
        """Paint the visible blocks' marks on the viewport, under the text."""
        document = self._editor.document()
        if self._marked != document.revision():
            self._marks, self._marked = {}, document.revision()
        painter = QPainter(self._editor.viewport())
        painter.setClipRect(clip)
        down = self._editor.verticalScrollBar().value()
        layout = document.documentLayout()
        above = layout.hitTest(QPointF(0, clip.top() - 60 + down), Qt.HitTestAccuracy.FuzzyHit)
        block = document.findBlock(max(above, 0))
        while block.isValid():
            rect = layout.blockBoundingRect(block).translated(0, -down)
            if rect.top() > clip.bottom() + 60:
                break
            if block.isVisible() and rect.bottom() >= clip.top() - 60:
                self._paint_block(painter, block, rect)
            block = block.next()
        painter.end()

    def _paint_block(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        facts = facts_of(block)
        if facts.kind in NOTED:
            self._paint_noted(painter, facts.kind, rect, block)
        elif facts.kind is Kind.LIST_ITEM:
            self._paint_mark(painter, block, rect)
        width = self._editor.viewport().width()
        paint_reserved(painter, self._theme, block, rect, self._first_line(block, rect), width)

    def _first_line(self, block: QTextBlock, rect: QRectF) -> QRectF:
        """Return the first line of a block: where it begins and how high it is."""
        line = block.layout().lineAt(0)
        if not line.isValid():
            return rect
        place = line.naturalTextRect().translated(block.layout().position())
        down = self._editor.verticalScrollBar().value()
        return QRectF(place.left(), place.top() - down, place.width(), line.height())

    def _paint_noted(self, painter: QPainter, kind: Kind, rect: QRectF, block: QTextBlock) -> None:
        theme = self._theme
        icon, word, bar, ink = _LABELS[kind]
        first = self._first_line(block, rect)
        top = first.top() - _AIR - 2
        width = self._editor.viewport().width()
        ground = QRectF(0, round(top), width, round(self._text_height(block) + 2 * _AIR + 4))
        painter.fillRect(ground, theme.color("surface_alt"))
        painter.fillRect(QRectF(0, ground.top(), _BAR, ground.height()), theme.color(bar))
        base = self._editor.document().defaultFont()
        side = theme.icon_size("button")
        middle = first.center().y()
        theme.icons.paint(painter, icon, ink, QRectF(14, middle - side / 2, side, side))
        font = theme.font("small", bold=True)
        if base.pointSizeF() > theme.font("section").pointSizeF() * 1.2:
            font = theme.font("small", bold=True, times=theme.tokens.projector_scale)
        place = QRectF(14 + side + 6, middle - 20, first.left() - side - 24, 40)
        write(painter, place, word, font, theme.color(ink), LEFT, elide=False)

    @staticmethod
    def _text_height(block: QTextBlock) -> float:
        layout = block.layout()
        lines = layout.lineCount()
        if not lines:
            return 0
        last = layout.lineAt(lines - 1)
        return last.y() + last.height() - layout.lineAt(0).y()

    def _paint_mark(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        if block.blockNumber() not in self._marks:
            self._marks.update(list_marks(block))
        mark = self._marks[block.blockNumber()]
        first = self._first_line(block, rect)
        font = self._editor.document().defaultFont()
        width = self._editor.document().indentWidth()
        place = QRectF(first.left() - width - 12, first.top(), width + 4, first.height())
        write(painter, place, mark, font, self._theme.color("text"), RIGHT, elide=False)
