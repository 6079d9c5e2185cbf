"""How a table or a picture is drawn in the text, and where the cells of a table lie."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QImage,
    QPainter,
    QPalette,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from dgsdesk.desktop.editor.codec import facts_for, object_of, shown_text
from dgsdesk.desktop.editor.formats import Fact, run_format
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.richtext import Block, Image, ListItem, Table
from dgsdesk.domain.wording import NBSP

_CACHED = 40
DOTS_PER_MM = 96 / 25.4
PADDING = 5
"""Between the border of a cell and its words."""

BORDER = 1
"""The width of what is drawn between cells."""

_BEFORE = PADDING + 1.5 * BORDER
"""From where the border of a cell begins to its words: Qt draws it half a line before its own box."""

_AFTER = PADDING - BORDER / 2
"""From the words of a cell to where the next border begins."""

_AFTER_LAST = 3 * BORDER
"""From where the last border begins to the end of the drawing."""


class ObjectDrawing(QPyTextObject):
    """Draw the blocks that object characters stand for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.picture: Callable[[str], QImage | None] = lambda _: None
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

    def size(self, document: QTextDocument, look: QTextFormat) -> QSizeF:
        """Return the room that the block of this format takes."""
        return self._drawing(document, look).size()

    def cell_rect(self, document: QTextDocument, look: QTextFormat, row: int, column: int) -> QRectF:
        """Return where a cell lies inside of the drawing of its table: from its upper and left border on.

        It ends where the borders of the next row and column begin.
        """
        drawing = self._drawing(document, look)
        table = _table_in(drawing)
        if table is None or row >= table.rows() or column >= table.columns():
            return QRectF()
        inside = _inside(drawing, table, row, column)
        top = inside.top() - _BEFORE
        below = (
            _inside(drawing, table, row + 1, 0).top() - _BEFORE
            if row + 1 < table.rows()
            else drawing.size().height() - _AFTER_LAST
        )
        return QRectF(inside.left() - _BEFORE, top, inside.width() + _BEFORE + _AFTER, below - top)

    def cell_at(self, document: QTextDocument, look: QTextFormat, point: QPointF) -> tuple[int, int]:
        """Return row and column of the cell that is nearest to a point inside of the drawing."""
        table = _table_in(self._drawing(document, look))
        if table is None:
            return 0, 0
        rows = [self.cell_rect(document, look, row, 0) for row in range(table.rows())]
        row = next((at for at, rect in enumerate(rows) if point.y() <= rect.bottom()), len(rows) - 1)
        cells = [self.cell_rect(document, look, row, column) for column in range(table.columns())]
        column = next((at for at, rect in enumerate(cells) if point.x() <= rect.right()), len(cells) - 1)
        return row, column

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
        drawing.setIndentWidth(document.indentWidth())
        drawing.setTextWidth(width)
        block = object_of(look.toCharFormat())
        cursor = QTextCursor(drawing)
        if isinstance(block, Table):
            self._write_table(cursor, block)
        elif isinstance(block, Image):
            self._write_image(cursor, block, width)
        return drawing

    def _write_image(self, cursor: QTextCursor, block: Image, room: int) -> None:
        picture = self.picture(block.sha256)
        if picture is None:
            self._write_table(cursor, Table.of_texts([[image_words(block)]], header_rows=0))
            return
        wide = block.width_mm * DOTS_PER_MM if block.width_mm else float(picture.width())
        wide = min(wide, room)
        look = QTextImageFormat()
        look.setName(block.sha256)
        look.setWidth(wide)
        look.setHeight(wide * picture.height() / max(1, picture.width()))
        cursor.document().addResource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(block.sha256), picture
        )
        cursor.insertImage(look)

    def forget(self) -> None:
        """Draw everything anew: a picture has come."""
        self._made.clear()

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
        look.setBorder(BORDER)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderBrush(self.theme.color("line_strong"))
        look.setBorderCollapse(True)
        look.setCellPadding(PADDING)
        look.setCellSpacing(0)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        part = QTextLength(QTextLength.Type.PercentageLength, 100 / columns)
        look.setColumnWidthConstraints([part] * columns)
        return look

    def _write_cell(self, cursor: QTextCursor, blocks: tuple[Block, ...], *, bold: bool) -> None:
        for rank, block in enumerate(blocks):
            look_of_block = facts_for(block).format()
            if isinstance(block, ListItem):
                look_of_block.setTextIndent(-cursor.document().indentWidth() / 2)
            if rank:
                cursor.insertBlock(look_of_block)
            else:
                cursor.setBlockFormat(look_of_block)
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


def _table_in(drawing: QTextDocument) -> QTextTable | None:
    frames = drawing.rootFrame().childFrames()
    return frames[0] if frames and isinstance(frames[0], QTextTable) else None


def _inside(drawing: QTextDocument, table: QTextTable, row: int, column: int) -> QRectF:
    """Return where the words of a cell begin and how wide they may be."""
    first = table.cellAt(row, column).firstCursorPosition().block()
    return drawing.documentLayout().blockBoundingRect(first)
