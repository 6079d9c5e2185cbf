"""A domain text on the screen: shown, read back exactly, in the look of the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from dgsdesk.desktop.editor.block_painter import BlockPainter
from dgsdesk.desktop.editor.codec import read_text, write_text
from dgsdesk.desktop.editor.formats import OBJECT_TYPE
from dgsdesk.desktop.editor.highlighter import Highlighter
from dgsdesk.desktop.editor.objects import ObjectDrawing
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.richtext import RichText, normalised, plain_text

_INDENT = 26


class TextView(QTextEdit):
    """Show one `RichText`.

    ``edited`` comes when the user changed it (never from `show_text`), ``entered`` when the keyboard comes
    in. ``style`` is the type style of its text. With ``grows`` it is as high as its text.
    """

    edited = Signal()
    entered = Signal()

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
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.objects = ObjectDrawing(theme)
        self.document().documentLayout().registerHandler(OBJECT_TYPE, self.objects)
        self.highlighter = Highlighter(self.document(), theme)
        self._painter = BlockPainter(theme, self)
        self.textChanged.connect(self._changed)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())
        theme.changed.connect(self.restyle)
        self.restyle()
        self.show_text(RichText())

    # -- the text ------------------------------------------------------------------------------------------

    def show_text(self, text: RichText) -> None:
        """Show a text; the caret stays near its place, what could be undone is forgotten."""
        place = self.textCursor().position()
        self._showing = True
        write_text(self.document(), text)
        self._showing = False
        self._shown = text
        cursor = self.textCursor()
        cursor.setPosition(min(place, max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self.document().setModified(False)
        self._was_modified = False

    def text(self) -> RichText:
        """Return the text: the very one that was shown while nothing was changed."""
        return normalised(read_text(self.document())) if self.document().isModified() else self._shown

    def words(self) -> int:
        """Return how many words there are."""
        return len(plain_text(read_text(self.document())).split())

    def copyable(self) -> str:
        """Return everything as plain text, for the clipboard when it could not be saved."""
        return plain_text(read_text(self.document()))

    def _changed(self) -> None:
        """Tell of edits; Qt also calls it for mere looks, when nothing is or was modified."""
        modified = self.document().isModified()
        if not self._showing and (modified or self._was_modified):
            self._was_modified = modified
            self.edited.emit()

    def look_again(self) -> None:
        """Add the looks anew, which is no edit."""
        was, self._showing = self._showing, True
        self.highlighter.rehighlight()
        self._showing = was

    # -- the look ------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        """Take fonts and sizes from the theme."""
        font = self.theme.font(self._style, bold=False, times=self._times)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(self.theme.wide(_INDENT) * self._times)
        self.look_again()
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

    def minimumSizeHint(self) -> QSize:
        """Never cut a text that grows."""
        return QSize(120, self.sizeHint().height()) if self._grows else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and bars, then the text."""
        self._painter.paint(event.rect())
        super().paintEvent(event)
