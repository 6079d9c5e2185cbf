"""The draft as it is read over: its items, with the passages that observations speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from dgsdesk.application.minutes.text import TextDecision, TextItem
from dgsdesk.application.review.rows import ObservationRow
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.proposal import Proposal, closeness, placed
from dgsdesk.domain.richtext import Block, Heading, Image, ListItem, Run, Table, block_text
from dgsdesk.domain.wording import NBSP

_DECISION = 1
_BAR = 3
_AIR = 4


@dataclass
class Mark:
    """A passage in the view, and the observation that speaks of it."""

    observation_id: str
    cursor: QTextCursor


class DraftView(QTextEdit):
    """A text to read: ``chosen(observation_id)`` when a marked passage is clicked."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._marks: list[Mark] = []
        self._open_id = ""
        self._shown: tuple[tuple[TextItem, ...], tuple[ObservationRow, ...]] = ((), ())
        self._places: dict[str, int] = {}
        theme.follow(self._again)

    def show_items(self, items: tuple[TextItem, ...], observations: Iterable[ObservationRow]) -> None:
        """Show the text with its marks; the place read stays where it was."""
        wanted = (items, tuple(observations))
        if wanted != self._shown:
            self._shown = wanted
            self._again()

    def open_observation(self, observation_id: str) -> None:
        """Light the passage of an observation and bring it into view."""
        self._open_id = observation_id
        self._light()
        mark = next((mark for mark in self._marks if mark.observation_id == observation_id), None)
        if mark is not None:
            self._reveal(mark.cursor.selectionStart())
        elif (item := self._item_of(observation_id)) is not None:
            self._reveal(self._places[item])

    def selected_words(self) -> str:
        """Return the words selected, without the numbers that mark passages."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        lines: list[str] = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() < end:
            lines.append("".join(_plain_pieces(block, start, end)))
            block = block.next()
        return "\n".join(lines).strip()

    def item_at_caret(self) -> str | None:
        """Return the id of the item in which the caret stands."""
        place = self.textCursor().position()
        before = [(start, item_id) for item_id, start in self._places.items() if start <= place]
        return max(before)[1] if before else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a mark opens its observation."""
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection():
            return
        place = self.cursorForPosition(event.position().toPoint()).position()
        for mark in self._marks:
            if mark.cursor.selectionStart() <= place <= mark.cursor.selectionEnd():
                self.chosen.emit(mark.observation_id)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the band of decisions, with its bar, under the text."""
        painter = QPainter(self.viewport())
        layout = self.document().documentLayout()
        down = self.verticalScrollBar().value()
        width = self.viewport().width()
        block = self.document().begin()
        while block.isValid():
            if block.userState() == _DECISION:
                rect = layout.blockBoundingRect(block)
                top, height = round(rect.top()) - down - _AIR, round(rect.height()) + 2 * _AIR
                painter.fillRect(0, top, width, height, self.theme.color("surface_alt"))
                painter.fillRect(0, top, _BAR, height, self.theme.color("accent"))
            block = block.next()
        painter.end()
        super().paintEvent(event)

    # -- writing the text ------------------------------------------------------------------------------------

    def _again(self) -> None:
        scroll, place = self.verticalScrollBar().value(), self.textCursor().position()
        items, observations = self._shown
        self.document().clear()
        self.document().setDefaultFont(self.theme.font("body"))
        self.document().setDocumentMargin(0)
        self._marks = []
        self._places = {}
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for rank, item in enumerate(items):
            own = [row for row in observations if row.item_id == item.id]
            self._write_item(cursor, item, own, first=rank == 0)
        cursor.endEditBlock()
        cursor.setPosition(min(place, cursor.position()))  # what keys read, or begin a passage at
        self.setTextCursor(cursor)
        self._light()
        self.verticalScrollBar().setValue(scroll)

    def _write_item(
        self, cursor: QTextCursor, item: TextItem, observations: list[ObservationRow], *, first: bool
    ) -> None:
        self._begin(cursor, first=first, before=0 if first else self.theme.space("l"))
        self._places[item.id] = cursor.position()
        cursor.insertText(item.heading, self._look(style="section", bold=True))
        lines = [*map(block_text, item.text.blocks), *(decision.text for decision in item.decisions)]
        by_line = _rows_by_line(lines, observations)
        for rank, block in enumerate(item.text.blocks):
            self._write_block(cursor, block, by_line.get(rank, []))
        for rank, decision in enumerate(item.decisions, start=len(item.text.blocks)):
            self._write_decision(cursor, decision, by_line.get(rank, []))

    def _write_block(self, cursor: QTextCursor, block: Block, left: list[ObservationRow]) -> None:
        self._begin(cursor, indent=1 + block.level if isinstance(block, ListItem) else 0)
        start = cursor.position()
        if isinstance(block, Table | Image):
            cursor.insertText(block_text(block), self._look())
        else:
            bold = isinstance(block, Heading)
            if isinstance(block, ListItem):
                cursor.insertText("•" + NBSP * 2, self._look())
                start = cursor.position()
            for run in block.runs:
                cursor.insertText(run.text, self._run_look(run, bold=bold))
        self._mark(cursor, start, block_text(block), left)

    def _write_decision(
        self, cursor: QTextCursor, decision: TextDecision, left: list[ObservationRow]
    ) -> None:
        self._begin(cursor, decision=True)
        number = f"Décision{NBSP}{decision.number}. " if decision.number else f"Décision{NBSP}: "
        cursor.insertText(number, self._look(bold=True))
        start = cursor.position()
        cursor.insertText(decision.text, self._look())
        self._mark(cursor, start, decision.text, left)

    def _begin(
        self,
        cursor: QTextCursor,
        *,
        first: bool = False,
        before: int = 4,
        indent: int = 0,
        decision: bool = False,
    ) -> None:
        look = QTextBlockFormat()
        look.setTopMargin(before)
        look.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        look.setLeftMargin(indent * self.theme.space("l"))
        if decision:
            look.setLeftMargin(self.theme.space("m"))
            look.setRightMargin(self.theme.space("s"))
            look.setTopMargin(self.theme.space("m"))
            look.setBottomMargin(_AIR)
        if first:
            cursor.setBlockFormat(look)
        else:
            cursor.insertBlock(look, self._look())
        cursor.block().setUserState(_DECISION if decision else 0)

    def _look(self, style: str = "body", *, bold: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self.theme.font(style, bold=bold))
        look.setForeground(self.theme.color("text"))
        return look

    def _run_look(self, run: Run, *, bold: bool) -> QTextCharFormat:
        look = self._look(bold=bold or run.bold)
        look.setFontItalic(run.italic)
        look.setFontUnderline(run.underline)
        return look

    # -- marking ---------------------------------------------------------------------------------------------

    def _mark(self, cursor: QTextCursor, start: int, text: str, left: list[ObservationRow]) -> None:
        """Mark the passages found in this block, numbers from its end so that places before stay true."""
        found = [(place, row) for row in left if (place := placed(text, _passage(row))) is not None]
        for place, row in found:
            passage = QTextCursor(self.document())
            passage.setPosition(start + place.start)
            passage.setPosition(start + place.end, QTextCursor.MoveMode.KeepAnchor)
            self._marks.append(Mark(row.id, passage))
        for place, row in sorted(found, key=lambda one: (one[0].end, one[1].number), reverse=True):
            self._number(start + place.end, row.number)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _number(self, place: int, number: int) -> None:
        look = self._look(bold=True)
        look.setForeground(self.theme.color("accent_text"))
        look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        at = QTextCursor(self.document())
        at.setPosition(place)
        at.setKeepPositionOnInsert(True)
        passages = [mark.cursor for mark in self._marks if mark.cursor.selectionEnd() == place]
        for passage in passages:
            passage.setKeepPositionOnInsert(True)
        at.insertText(f"{NBSP}{number}", look)

    def _light(self) -> None:
        selections = []
        lit_last = sorted(self._marks, key=lambda mark: mark.observation_id == self._open_id)
        for mark in lit_last:  # what is painted last is seen where passages overlap
            shown = QTextEdit.ExtraSelection()
            lit = mark.observation_id == self._open_id
            look = QTextCharFormat()
            look.setBackground(self.theme.color("mark_on" if lit else "mark"))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(self.theme.color("accent" if lit else "warn"))
            shown.cursor, shown.format = mark.cursor, look
            selections.append(shown)
        self.setExtraSelections(selections)

    def _item_of(self, observation_id: str) -> str | None:
        row = next((row for row in self._shown[1] if row.id == observation_id), None)
        return row.item_id if row is not None and row.item_id in self._places else None

    def _reveal(self, place: int) -> None:
        """Bring a place into view, a third from the top, only when it is out of sight."""
        at = QTextCursor(self.document())
        at.setPosition(place)
        rect = self.cursorRect(at)
        view = self.viewport().rect()
        if not view.contains(QPoint(view.left(), rect.top())) or not view.contains(
            QPoint(view.left(), rect.bottom())
        ):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - view.height() // 3)


def _passage(row: ObservationRow) -> Proposal:
    """What a row speaks of, with what stood around it."""
    return Proposal(row.quote, row.proposed, row.before, row.after, row.removes)


def _rows_by_line(lines: list[str], rows: list[ObservationRow]) -> dict[int, list[ObservationRow]]:
    """Return the rows that each line holds the passage of, most surely."""
    found: dict[int, list[ObservationRow]] = {}
    for row in rows:
        weights = [
            (weight, -at) for at, line in enumerate(lines) if (weight := closeness(line, _passage(row)))
        ]
        if weights:
            found.setdefault(-max(weights)[1], []).append(row)
    return found


def _plain_pieces(block: QTextBlock, start: int, end: int) -> Iterator[str]:
    """Give the words of a block between two places, without the raised numbers."""
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().verticalAlignment() != QTextCharFormat.VerticalAlignment.AlignSuperScript:
            at = piece.position()
            yield piece.text()[max(0, start - at) : max(0, end - at)]
        pieces += 1
