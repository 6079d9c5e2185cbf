"""A chapter as it is read: text in the theme's letters, pictures as wide as the column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from dgsdesk.desktop.components.paint import take_ground
from dgsdesk.desktop.guide.chapters import Chapter
from dgsdesk.desktop.guide.search import Asked, marked
from dgsdesk.desktop.theme.theme import Theme

_COLUMN, _MARGIN = 760, 24
_LINE_PERCENT = 135


class ChapterReader(QTextBrowser):
    """Shows one chapter with its pictures, which were read aside."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._pictures: Mapping[str, QImage] = {}
        self._chapter: Chapter | None = None
        self._words: Asked = ()
        self._wide = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(QDesktopServices.openUrl)
        theme.follow(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        take_ground(self, self.theme, "surface")
        self.document().setDefaultFont(self.theme.font("body"))
        self._wide = 0
        self._lay_out()

    def show_chapter(
        self, chapter: Chapter, pictures: Mapping[str, QImage], words: Asked = (), head: str = ""
    ) -> None:
        """Show a chapter from its top, from one of its headings, or where most of the words looked for stand.

        Each of these words is marked.
        """
        self._chapter, self._pictures, self._words = chapter, pictures, words
        self._wide = 0
        self.setAccessibleName(chapter.title)
        self._lay_out()
        self.verticalScrollBar().setValue(self._place_of(head) if head else self._place_of_words())

    def _place_of(self, head: str) -> int:
        """Return how far down a heading stands."""
        heads = (block for block in self._blocks() if block.text() == head)
        found = next(heads, self.document().begin())
        self.setTextCursor(QTextCursor(found))
        return round(self.document().documentLayout().blockBoundingRect(found).top())

    def _place_of_words(self) -> int:
        """Return how far down the paragraph with most of the words stands, with some lines above it."""
        held = [(len(list(marked(block.text(), self._words))), block) for block in self._blocks()]
        count, best = max(held, key=lambda one: one[0])
        if not count:
            return 0
        self.setTextCursor(QTextCursor(best))
        top = self.document().documentLayout().blockBoundingRect(best).top()
        return max(0, round(top) - self.viewport().height() // 3)

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _mark(self) -> None:
        """Mark every word that was looked for."""
        look = QTextCharFormat()
        look.setBackground(self.theme.color("mark_on"))
        look.setForeground(self.theme.color("text"))
        marks = []
        for block in self._blocks():
            for start, end in marked(block.text(), self._words):
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = QTextCursor(block), look
                mark.cursor.setPosition(block.position() + start)
                mark.cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                marks.append(mark)
        self.setExtraSelections(marks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in its width."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay the chapter out anew when the column has another width."""
        room = self.width() - 2 * _MARGIN
        column = min(room, self.theme.wide(_COLUMN))
        if column == self._wide or column <= 0:
            return
        self._wide = column
        self.setViewportMargins(_MARGIN, _MARGIN // 2, max(self.width() - column - _MARGIN, _MARGIN), 0)
        if self._chapter is not None:
            place = self.verticalScrollBar().value()
            self.setMarkdown(self._chapter.text)
            self._space_out()
            self._mark()
            self.verticalScrollBar().setValue(place)

    def _space_out(self) -> None:
        """Give lines and paragraphs the room that a page to be read has; Markdown of Qt sets them tight."""
        space = self.theme.space
        percent = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        for block in self._blocks():
            form = block.blockFormat()
            heads, lists = form.headingLevel() > 0, block.textList() is not None
            pictured = "\ufffc" in block.text()
            form.setLineHeight(100 if heads or pictured else _LINE_PERCENT, percent)
            form.setTopMargin(space("xl") if heads else 0)
            form.setBottomMargin(space("s") if heads else space("xs") if lists else space("m"))
            QTextCursor(block).setBlockFormat(form)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the guide, no wider than the column; nothing from anywhere else."""
        if kind != int(QTextDocument.ResourceType.ImageResource.value):
            return None
        image = self._pictures.get(PurePosixPath(QUrl(name).path()).name, QImage())
        wide = max(self._wide - 12, 80)
        return image if image.isNull() or image.width() <= wide else _scaled(image, wide)


def read_pictures(chapter: Chapter, folder: Path) -> dict[str, QImage]:
    """Read the pictures of a chapter, by name, in whatever thread; one that is missing is null."""
    return {name: QImage(str(folder / "pictures" / name)) for name in chapter.pictures}


def _scaled(image: QImage, wide: int) -> QImage:
    return image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
