"""A domain text on the screen: shown, read back exactly, in the look of the theme."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from PySide6.QtCore import QCoreApplication, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QPaintEvent, QPalette, QResizeEvent, QTextBlock
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QTextEdit, QWidget

from dgsdesk.application.spelling import Spelling
from dgsdesk.desktop.editor.block_painter import BlockPainter
from dgsdesk.desktop.editor.codec import whole_text, write_text
from dgsdesk.desktop.editor.formats import OBJECT_TYPE
from dgsdesk.desktop.editor.highlighter import Highlighter
from dgsdesk.desktop.editor.objects import ObjectDrawing
from dgsdesk.desktop.editor.reading import Reading
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.richtext import RichText, normalised, plain_text

_LONG = 20_000
"""Characters from which a height that nobody sees is reckoned instead of measured: some eight pages."""
_NARROW = 380
"""Pixels at 100 % of text: no growing text is ever shown in a narrower column."""
_INDENT = 26
_SLICE_S = 0.008
"""How long the interface's thread may look for misspelt words at a time."""


class TextView(QTextEdit):
    """Show one `RichText`.

    ``edited`` comes when the user changed it (never from `show_text`), ``entered`` when the keyboard comes
    in, ``caret_changed`` when the caret or the look that is typed in changes, ``menu_asked(at)`` when a menu
    is wanted at a point of the viewport. ``style`` is the type style of its text. With ``grows`` it is as
    high as its text.
    """

    edited = Signal()
    entered = Signal()
    caret_changed = Signal()
    menu_asked = Signal(QPoint)

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        style: str = "body",
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._style = style
        self._grows = grows
        self._times = 1.0
        self._showing = False
        self._was_modified = False
        self._shown = RichText()
        self._weighed: dict[int, float] = {}
        self._before = (0, -1, 0.0)
        self._typed_revision = 0
        self._sweep_at = 0
        self._unswept = False
        self._sweep = QTimer(self, singleShot=True, interval=0)
        self._sweep.timeout.connect(self._check_some)
        self.reading = Reading(self.document())
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.objects = ObjectDrawing(theme)
        self.document().documentLayout().registerHandler(OBJECT_TYPE, self.objects)
        self.highlighter = Highlighter(self.document(), theme)
        self._painter = BlockPainter(theme, self)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._caret_moved)
        self.cursorPositionChanged.connect(self.caret_changed)
        self.currentCharFormatChanged.connect(lambda _: self.caret_changed.emit())
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
            self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())
        theme.follow(self.restyle)
        self.restyle()
        self.show_text(RichText())

    # -- the text ------------------------------------------------------------------------------------------

    def show_text(self, text: RichText) -> None:
        """Show a text; the caret stays near its place, what could be undone is forgotten."""
        place = self.textCursor().position()
        with self.showing():
            write_text(self.document(), text)
        self._shown = text
        self._weighed.clear()
        cursor = self.textCursor()
        cursor.setPosition(min(place, max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self.document().setModified(False)
        self._was_modified = False

    @contextmanager
    def showing(self) -> Iterator[None]:
        """Write the document without that being an edit; spelling comes after, little by little."""
        spelling, self.highlighter.spelling = self.highlighter.spelling, None
        self.highlighter.caret = None
        self._showing = True
        yield
        self._showing = False
        if spelling is not None:
            self.show_spelling(spelling)

    def settle(self) -> None:
        """Take in what is typed elsewhere for this text: the cell of a table under the hand."""

    def text(self) -> RichText:
        """Return the text: the very one that was shown while nothing was changed."""
        self.settle()
        return normalised(self._read()) if self.document().isModified() else self._shown

    def words(self) -> int:
        """Return how many words there are."""
        self.settle()
        return sum(reading.words for reading in self.reading.of_blocks())

    def copyable(self) -> str:
        """Return everything as plain text, for the clipboard when it could not be saved."""
        self.settle()
        return plain_text(self._read())

    def _read(self) -> RichText:
        return whole_text(block for reading in self.reading.of_blocks() for block in reading.blocks)

    def _changed(self) -> None:
        """Tell of edits; Qt also calls it for mere looks, when nothing is or was modified."""
        modified = self.document().isModified()
        if not self._showing and (modified or self._was_modified):
            self._was_modified = modified
            self.edited.emit()

    def look_again(self) -> None:
        """Add the looks anew, which is no edit; words that nobody has seen yet stay to be judged."""
        was, self._showing = self._showing, True
        spelling = self.highlighter.spelling
        if self._unswept:
            self.highlighter.spelling = None
        self.highlighter.rehighlight()
        self.highlighter.spelling, self._showing = spelling, was

    # -- the look ------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        """Take fonts and sizes from the theme."""
        font = self.theme.font(self._style, bold=False, times=self._times)
        self.setFont(font)
        palette = self.palette()  # what is found stays in sight while the find bar has the keyboard
        palette.setColor(
            QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, self.theme.color("selected")
        )
        self.setPalette(palette)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(self.theme.wide(_INDENT) * self._times)
        self.look_again()
        self._weighed.clear()
        self.updateGeometry()
        self.viewport().update()

    def enlarge(self, times: float) -> None:
        """Multiply the size of the text (projection)."""
        if times != self._times:
            self._times = times
            self.restyle()

    def sizeHint(self) -> QSize:
        """Return the height of the text, for an editor that grows."""
        hint = super().sizeHint()
        if self._grows:
            hint.setHeight(round(self.document().size().height()) + 6)
        return hint

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at a width, so that a page is right when it is first laid out.

        Layouts weigh several widths at each change. What nobody sees is measured once, unheard (a height that
        is told changed has them weigh anew, without end), and then follows the height that is seen.
        """
        if not self._grows:
            return super().heightForWidth(width)
        document = self.document()
        seen = document.size().height()
        if document.textWidth() == width:
            return round(seen) + 6
        if document.characterCount() > _LONG and self.isVisible():
            return round(seen * document.textWidth() / max(width, 1)) + 6
        if width < self.theme.wide(_NARROW):
            return self._guessed(width)
        if width not in self._weighed:
            if document.textWidth() <= 0:  # not laid out yet: there is nothing to compare with
                state = (width, document.revision())
                if self._before[:2] != state:
                    self._before = (*state, self._measured(width))
                return round(self._before[2]) + 6
            self._weighed[width] = self._measured(width) / max(seen, 1)
        return round(self._weighed[width] * max(seen, 1)) + 6

    def expect_width(self, width: int) -> None:
        """Take the width that it will be shown at, before its text: it is not laid out at another one then.

        What is hidden hears of its size only when it is shown.
        """
        before = self.size()
        if width == before.width() or self.isVisible():
            return
        self.resize(width, before.height())
        QCoreApplication.sendEvent(self, QResizeEvent(self.size(), before))
        QCoreApplication.sendEvent(self.viewport(), QResizeEvent(self.viewport().size(), before))

    def _guessed(self, width: int) -> int:
        """Return about the height at a width that layouts weigh and never give: a measure takes a while."""
        document, metrics = self.document(), self.fontMetrics()
        lines = document.characterCount() * metrics.averageCharWidth() // max(width, 1)
        return (lines + document.blockCount()) * metrics.lineSpacing() + 6

    def _measured(self, width: int) -> float:
        """Return the height at a width without leaving a trace."""
        document = self.document()
        seen, layout = document.textWidth(), document.documentLayout()
        layout.blockSignals(True)
        document.setTextWidth(width)
        height = document.size().height()
        document.setTextWidth(seen)
        layout.blockSignals(False)
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew at another width."""
        if event.size().width() != event.oldSize().width():
            self._weighed.clear()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Never cut a text that grows."""
        return QSize(120, self.sizeHint().height()) if self._grows else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and bars, then the text; its words are judged once somebody sees it."""
        if self._unswept:
            self._unswept = False
            self._sweep.start()
        self._painter.paint(event.rect())
        super().paintEvent(event)

    def draw_objects_again(self) -> None:
        """Draw tables and pictures anew, which may take another room."""
        self.objects.forget()
        self._weighed.clear()
        was, self._showing = self._showing, True
        self.document().markContentsDirty(0, self.document().characterCount())
        self._showing = was
        self.viewport().update()

    def show_caret(self) -> None:
        """Bring the caret into sight, in the page that scrolls round a text that grows too."""
        self.ensureCursorVisible()
        self.show_rect(QRectF(self.cursorRect()))

    def show_rect(self, rect: QRectF) -> None:
        """Bring a part of the viewport into sight of the page that scrolls."""
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside: QWidget | None = area.widget() if area is not None else None
        if area is not None and inside is not None:
            middle = self.viewport().mapTo(inside, rect.toRect().center())
            area.ensureVisible(middle.x(), middle.y(), 0, round(rect.height() / 2) + self.theme.space("xl"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the click or at the caret."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.cursorRect().bottomLeft())
            return
        at = self.viewport().mapFromGlobal(event.globalPos())
        clicked, chosen = self.cursorForPosition(at), self.textCursor()
        if not chosen.selectionStart() <= clicked.position() <= chosen.selectionEnd():
            self.setTextCursor(clicked)
        self.menu_asked.emit(at)

    # -- spelling ------------------------------------------------------------------------------------------

    def show_spelling(self, spelling: Spelling) -> None:
        """Wave under the words that are unknown, little by little, so that typing never waits.

        What is out of sight waits until it is painted: minutes have many texts, a window shows two or three.
        """
        self.highlighter.spelling = spelling
        self._sweep_at = 0
        self._unswept = self.viewport().visibleRegion().isEmpty()
        if not self._unswept:
            self._sweep.start()

    def _check_some(self) -> None:
        """Look anew at the blocks with unknown words, then at those that follow a moment later."""
        spelling, block = self.highlighter.spelling, self.document().findBlockByNumber(self._sweep_at)
        until = monotonic() + _SLICE_S
        while spelling is not None and block.isValid():
            if spelling.misspelt(block.text()) or block.layout().formats():
                self.look_at(block)
            block = block.next()
            if monotonic() > until and block.isValid():
                self._sweep_at = block.blockNumber()
                self._sweep.start()
                return

    def look_at(self, block: QTextBlock) -> None:
        """Add the looks of one block anew, which is no edit."""
        was, self._showing = self._showing, True
        self.highlighter.rehighlightBlock(block)
        self._showing = was

    def _caret_moved(self) -> None:
        """Judge the word that was being typed once the caret leaves it."""
        caret, revision = self.highlighter.caret, self.document().revision()
        place = self.textCursor().position()
        if caret is None or place == caret:
            return
        block = self.document().findBlock(caret)
        if revision != self._typed_revision and self.document().findBlock(place) == block:
            self.highlighter.caret, self._typed_revision = place, revision
            return
        self.highlighter.caret = None
        if block.isValid() and self.highlighter.spelling is not None:
            self.look_at(block)
