"""How a table or a picture is drawn in the text: as it is, framed, not to be edited there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPalette,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from dgsdesk.desktop.editor.codec import object_of, shown_text
from dgsdesk.desktop.editor.formats import Fact, run_format
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.richtext import Block, Image, ListItem, Table
from dgsdesk.domain.wording import NBSP

_CACHED = 40


class ObjectDrawing(QPyTextObject):
    """Draw the blocks that object characters stand for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._made: dict[tuple[str, int, str, float], QTextDocument] = {}

    def intrinsicSize(self, document: QTextDocument, position: int, look: QTextFormat) -> QSizeF:
        """Return the room that the block takes."""
        del position
        return self._drawing(document, look).size()

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        document: QTextDocument,
        position: int,
        look: QTextFormat,
    ) -> None:
        """Draw the block."""
        del position
        drawing = self._drawing(document, look)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, self.theme.color("text"))
        painter.save()
        painter.translate(rect.topLeft())
        drawing.documentLayout().draw(painter, context)
        painter.restore()

    def _drawing(self, document: QTextDocument, look: QTextFormat) -> QTextDocument:
        width = max(120, int(document.textWidth() - 2 * document.documentMargin()) - 4)
        kept = str(look.property(Fact.OBJECT))
        key = (kept, width, self.theme.scheme, document.defaultFont().pointSizeF())
        if key not in self._made:
            if len(self._made) >= _CACHED:
                self._made.clear()
            self._made[key] = self._make(look, width, document)
        return self._made[key]

    def _make(self, look: QTextFormat, width: int, document: QTextDocument) -> QTextDocument:
        drawing = QTextDocument()
        drawing.setDocumentMargin(0)
        drawing.setDefaultFont(document.defaultFont())
        drawing.setTextWidth(width)
        block = object_of(look.toCharFormat())
        cursor = QTextCursor(drawing)
        if isinstance(block, Table):
            self._write_table(cursor, block)
        elif isinstance(block, Image):
            self._write_table(cursor, Table.of_texts([[image_words(block)]], header_rows=0))
        return drawing

    def _write_table(self, cursor: QTextCursor, table: Table) -> None:
        columns = max((sum(cell.span for cell in row) for row in table.rows), default=0)
        if not columns:
            return
        made = cursor.insertTable(len(table.rows), columns, self._table_look(columns))
        for at, row in enumerate(table.rows):
            column = 0
            for cell in row:
                if cell.span > 1:
                    made.mergeCells(at, column, 1, min(cell.span, columns - column))
                inside = made.cellAt(at, column).firstCursorPosition()
                self._write_cell(inside, cell.blocks, bold=at < table.header_rows)
                column += cell.span

    def _table_look(self, columns: int) -> QTextTableFormat:
        look = QTextTableFormat()
        look.setBorder(1)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderBrush(self.theme.color("line_strong"))
        look.setBorderCollapse(True)
        look.setCellPadding(5)
        look.setCellSpacing(0)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        part = QTextLength(QTextLength.Type.PercentageLength, 100 / columns)
        look.setColumnWidthConstraints([part] * columns)
        return look

    def _write_cell(self, cursor: QTextCursor, blocks: tuple[Block, ...], *, bold: bool) -> None:
        for rank, block in enumerate(blocks):
            if rank:
                cursor.insertBlock()
            if isinstance(block, Table | Image):
                words = image_words(block) if isinstance(block, Image) else "Tableau"
                cursor.insertText(words, QTextCharFormat())
                continue
            if isinstance(block, ListItem):
                cursor.insertText(f"•{NBSP}", QTextCharFormat())
            for run in block.runs:
                look = run_format(run)
                if bold:
                    look.setFontWeight(600)
                cursor.insertText(shown_text(run.text), look)


def image_words(image: Image) -> str:
    """Say which picture stands here."""
    return f"Image{NBSP}: {image.alt or image.name}"
