"""A text whose tables are edited in their cells, as one edits them in a word processor.

A table is one object character that carries the whole block. While a cell is edited, a small editor lies over
it; what is typed there is written into the block, all of one visit to a cell as one step of undo.
"""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.editor.cell_editor import CellEditor
from dgsdesk.desktop.editor.codec import object_format, object_of
from dgsdesk.desktop.editor.formats import OBJECT_CHAR, BlockFacts
from dgsdesk.desktop.editor.objects import BORDER
from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.richtext import RichText, Table
from dgsdesk.domain.table_editing import (
    cell_over,
    column_of,
    new_table,
    width_of,
    with_cell,
    with_column,
    with_row,
    without_column,
    without_row,
)

_KEEP = QTextCursor.MoveMode.KeepAnchor
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_COMMIT_MS = 120
_NEW = (3, 3)


class TableEditor(RichTextEditor):
    """Edit a text and, in their cells, its tables."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        style: str = "body",
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.cell: CellEditor | None = None
        self._spot: QTextCursor | None = None
        self._row = self._at = 0
        self._joins = -1
        self._busy = False
        self._pending = False
        super().__init__(theme, name, style=style, grows=grows, parent=parent)
        self._commit_soon = QTimer(self, singleShot=True, interval=_COMMIT_MS)
        self._commit_soon.timeout.connect(self.settle)
        self.document().contentsChanged.connect(self._follow)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._place_cell())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._place_cell())

    # -- what stands under the hand --------------------------------------------------------------------------

    @property
    def in_table(self) -> bool:
        """Tell whether a cell is being edited."""
        return self._spot is not None

    def under_hand(self) -> RichTextEditor:
        """Return the cell's editor while one is edited, else this one."""
        return self.cell if self.cell is not None and self.in_table else self

    def table(self) -> Table | None:
        """Return the table that is being edited."""
        found = object_of(self._format_at(self._spot.position())) if self._spot is not None else None
        return found if isinstance(found, Table) else None

    def _format_at(self, place: int) -> QTextCharFormat:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        if self.document().characterAt(place) != OBJECT_CHAR:
            return QTextCharFormat()
        cursor.movePosition(QTextCursor.MoveOperation.Right)
        return cursor.charFormat()

    # -- into a cell and out ---------------------------------------------------------------------------------

    def open_cell(self, place: int, row: int, at: int, *, at_end: bool = False) -> None:
        """Edit a cell of the table whose object character stands at ``place``."""
        self.settle()
        self._spot = QTextCursor(self.document())
        self._spot.setPosition(place)
        table = self.table()
        if table is None or self.isReadOnly():
            self._spot = None
            return
        self._row = max(0, min(row, len(table.rows) - 1))
        self._at = max(0, min(at, len(table.rows[self._row]) - 1))
        self._joins = -1
        cell = self._ready_cell()
        self._show_cell(table)
        move = QTextCursor.MoveOperation.End if at_end else QTextCursor.MoveOperation.Start
        cell.moveCursor(move)
        self._place_cell()
        cell.show()
        self._busy = True
        cell.setFocus(Qt.FocusReason.OtherFocusReason)
        self._busy = False
        self.show_rect(QRectF(cell.geometry()))

    def cell_place(self) -> tuple[int, int, int] | None:
        """Return the place of the table, row and cell that are edited."""
        return (self._spot.position(), self._row, self._at) if self._spot is not None else None

    def close_cell(self) -> None:
        """Keep what is typed and edit the text round the table again."""
        self.settle()
        self._spot = None
        if self.cell is not None:
            self.cell.hide()

    def _ready_cell(self) -> CellEditor:
        if self.cell is None:
            cell = self.cell = CellEditor(self.theme, "", self._style, self.viewport())
            cell.edited.connect(self._typed_in_cell)
            cell.entered.connect(self.entered)
            cell.caret_changed.connect(self.caret_changed)
            cell.menu_asked.connect(lambda at: self.menu_asked.emit(at))
            cell.next_wanted.connect(self.next_cell)
            cell.left.connect(self._leave_by)
            cell.escaped.connect(lambda: self._step_out(1))
            cell.undo_wanted.connect(self.undo)
            cell.redo_wanted.connect(self.redo)
        return self.cell

    def _show_cell(self, table: Table) -> None:
        assert self.cell is not None
        cell = self.cell
        cell.write_as(self._times, bold=self._row < table.header_rows)
        cell.document().setIndentWidth(self.document().indentWidth())
        cell.setAccessibleName(
            self.tr("Tableau, ligne {}, colonne {}").format(
                self._row + 1, column_of(table.rows[self._row], self._at) + 1
            )
        )
        if self.highlighter.spelling is not None:
            cell.highlighter.spelling = self.highlighter.spelling
        cell.show_text(RichText(table.rows[self._row][self._at].blocks))

    def _place_cell(self) -> None:
        table = self.table()
        if self.cell is None or table is None or self._spot is None:
            return
        place = self._spot.position()
        rect = self.objects.cell_rect(
            self.document(), self._format_at(place), self._row, column_of(table.rows[self._row], self._at)
        )
        drawn = rect.translated(self._object_corner(place)).adjusted(BORDER, BORDER, 0, 0)
        left, top = ceil(drawn.left()), ceil(drawn.top())
        self.cell.setGeometry(left, top, floor(drawn.right()) - left, floor(drawn.bottom()) - top)

    def _object_corner(self, place: int) -> QPointF:
        """Return where the drawing of an object begins, in the viewport."""
        block = self.document().findBlock(place)
        within = place - block.position()
        line = block.layout().lineForTextPosition(within)
        corner = self.document().documentLayout().blockBoundingRect(block).topLeft()
        if not line.isValid():
            return corner
        begin = line.cursorToX(within)
        left = float(begin[0] if isinstance(begin, tuple) else begin)  # type: ignore[arg-type]
        size = self.objects.size(self.document(), self._format_at(place))
        down = line.y() + line.ascent() - size.height() - self.verticalScrollBar().value()
        above = block.blockFormat().topMargin() if block.layout().position().y() != corner.y() else 0
        return corner + QPointF(left, down + above)

    # -- writing what was typed ------------------------------------------------------------------------------

    def _typed_in_cell(self) -> None:
        self._pending = True
        assert self.cell is not None
        if self.cell.document().size().height() > self.cell.viewport().height():
            self.settle()
        else:
            self._commit_soon.start()
        self.edited.emit()

    def settle(self) -> None:
        """Write what was typed in a cell into its table."""
        table = self.table() if self._pending else None
        self._pending = False
        if table is None or self.cell is None:
            return
        changed = with_cell(table, self._row, self._at, self.cell.text().blocks)
        if changed != table:
            self._write_table(changed, quiet=True)

    def _write_table(self, table: Table, *, quiet: bool = False) -> None:
        assert self._spot is not None
        was, self._showing = self._showing, quiet
        self._busy = True
        cursor = QTextCursor(self._spot)
        cursor.setPosition(self._spot.position() + 1, _KEEP)
        if quiet and self._joins == self.document().revision():
            cursor.joinPreviousEditBlock()
        else:
            cursor.beginEditBlock()
        cursor.setCharFormat(object_format(table))
        cursor.endEditBlock()
        self._joins = self.document().revision() if quiet else -1
        self._was_modified = True
        self._showing, self._busy = was, False
        self._place_cell()

    def _follow(self) -> None:
        """Show what an undo or a change from elsewhere made of the cell."""
        if self._spot is None or self._busy or self.cell is None:
            return
        table = self.table()
        if table is None or self._row >= len(table.rows) or self._at >= len(table.rows[self._row]):
            self._pending = False
            self.close_cell()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._pending and RichText(table.rows[self._row][self._at].blocks) != self.cell.text():
            self._show_cell(table)

    # -- going among the cells -------------------------------------------------------------------------------

    def next_cell(self, step: int) -> None:
        """Go to the next or the former cell; beyond the last one a row is added."""
        self.settle()
        table = self.table()
        if table is None or self._spot is None:
            return
        places = [(row, at) for row, cells in enumerate(table.rows) for at in range(len(cells))]
        wanted = places.index((self._row, self._at)) + step
        if wanted == len(places):
            self._write_table(with_row(table, len(table.rows)))
            self.open_cell(self._spot.position(), self._row + 1, 0)
        elif wanted >= 0:
            self.open_cell(self._spot.position(), *places[wanted], at_end=True)

    def _leave_by(self, rows: int, columns: int) -> None:
        self.settle()
        table = self.table()
        if table is None or self._spot is None:
            return
        if columns:
            last = (self._row, self._at) == (len(table.rows) - 1, len(table.rows[-1]) - 1)
            first = (self._row, self._at) == (0, 0)
            if (columns > 0 and last) or (columns < 0 and first):
                self._step_out(columns)
            else:
                self.next_cell(columns)
            return
        row = self._row + rows
        if not 0 <= row < len(table.rows):
            self._step_out(rows)
            return
        column = column_of(table.rows[self._row], self._at)
        at = cell_over(table.rows[row], column)
        self.open_cell(self._spot.position(), row, len(table.rows[row]) - 1 if at is None else at)

    def _step_out(self, step: int) -> None:
        """Put the caret before or after the table; a line is made where there is none."""
        if self._spot is None:
            return
        cursor = QTextCursor(self._spot)
        self.close_cell()
        beside = cursor.block().next() if step > 0 else cursor.block().previous()
        if beside.isValid():
            cursor = QTextCursor(beside)
            if step < 0:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        elif step > 0:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock(BlockFacts().format(), QTextCharFormat())
        else:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.insertBlock(cursor.blockFormat(), QTextCharFormat())
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            cursor.setBlockFormat(BlockFacts().format())
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Leave the cell when the text round the table takes the keyboard."""
        if not self._busy:
            self.close_cell()
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to edit the cell that is clicked."""
        place = self._table_under(event.position()) if not self.isReadOnly() else None
        if place is None:
            super().mousePressEvent(event)
            return
        look = self._format_at(place)
        table = object_of(look)
        assert isinstance(table, Table)
        row, column = self.objects.cell_at(
            self.document(), look, event.position() - self._object_corner(place)
        )
        at = cell_over(table.rows[row], column)
        self.open_cell(place, row, len(table.rows[row]) - 1 if at is None else at)
        cell = self.cell
        if cell is not None and self.in_table:
            within: QPoint = cell.viewport().mapFrom(self.viewport(), event.position().toPoint())
            cell.setTextCursor(cell.cursorForPosition(within))

    def _table_under(self, point: QPointF) -> int | None:
        """Return where the object character stands of the table under a point."""
        around = self.cursorForPosition(point.toPoint()).position()
        for place in (around, around - 1):
            look = self._format_at(place) if place >= 0 else QTextCharFormat()
            if isinstance(object_of(look), Table):
                size = self.objects.size(self.document(), look)
                if QRectF(self._object_corner(place), size).contains(point):
                    return place
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; an arrow key that comes upon a table goes into it."""
        before = self.textCursor().position()
        super().keyPressEvent(event)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ARROWS and plain and not self.isReadOnly():
            self._enter_from(before)

    def _enter_from(self, before: int) -> None:
        place = self.textCursor().position()
        back = place < before
        for at in (place, place - 1):
            table = object_of(self._format_at(at)) if at >= 0 and place != before else None
            if isinstance(table, Table):
                self.open_cell(at, len(table.rows) - 1 if back else 0, 0)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cell over its place."""
        super().resizeEvent(event)
        self._place_cell()

    # -- rows and columns ------------------------------------------------------------------------------------

    def insert_table(self) -> None:
        """Insert an empty table below the line of the caret and go into its first cell."""
        if self.in_table:
            return
        place = self.insert_object(new_table(*_NEW))
        self.open_cell(place, 0, 0)

    def add_row(self, *, below: bool) -> None:
        """Add a row beside the one that is edited, and go there."""
        self.settle()
        if (table := self.table()) is not None and self._spot is not None:
            row = self._row + below
            self._write_table(with_row(table, row))
            self.open_cell(self._spot.position(), row, self._at)

    def add_column(self, *, right: bool) -> None:
        """Add a column beside the one that is edited, and go there."""
        self.settle()
        if (table := self.table()) is not None and self._spot is not None:
            cells = table.rows[self._row]
            column = column_of(cells, self._at) + (cells[self._at].span if right else 0)
            changed = with_column(table, column)
            self._write_table(changed)
            self.open_cell(self._spot.position(), self._row, cell_over(changed.rows[self._row], column) or 0)

    def remove_row(self) -> None:
        """Take the row away that is edited, and the table with its last one."""
        self.settle()
        if (table := self.table()) is not None:
            self._replace_table(without_row(table, self._row))

    def remove_column(self) -> None:
        """Take the column away that is edited, and the table with its last one."""
        self.settle()
        if (table := self.table()) is not None and width_of(table):
            self._replace_table(without_column(table, column_of(table.rows[self._row], self._at)))

    def remove_table(self) -> None:
        """Take the whole table away."""
        self.settle()
        self._replace_table(None)

    def _replace_table(self, table: Table | None) -> None:
        if self._spot is None:
            return
        if table is not None:
            self._write_table(table)
            self.open_cell(self._spot.position(), self._row, self._at)
            return
        cursor = QTextCursor(self._spot)
        self.close_cell()
        cursor.deleteChar()
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
