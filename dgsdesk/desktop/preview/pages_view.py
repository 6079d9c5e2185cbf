"""The pages of a paper below each other, as they will be printed."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from dgsdesk.application.ports.press import PageSize, PrintedPages
from dgsdesk.desktop.components.paint import CENTER, box, write
from dgsdesk.desktop.preview.pictures import PagePictures, paper
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme

_PIXELS_A_POINT = 96 / 72
_WIDEST = 3000
"""Pixels of a page's picture at most: beyond, it is painted larger than it was made."""
_STEPS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class Fit(StrEnum):
    """How large a page is shown."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


class PagesView(QAbstractScrollArea):
    """Shows pages at a size, one in front: ``page_changed(page)`` (from 0), ``zoomed(percent)``."""

    page_changed = Signal(int)
    zoomed = Signal(int)

    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = host.theme
        self._pictures = PagePictures(host, self)
        self._pictures.arrived.connect(lambda _: self.viewport().update())
        self._sizes: tuple[PageSize, ...] = ()
        self._places: list[QRect] = []
        self._fit, self._free = Fit.PAGE, 1.0
        self._page = 0
        self._arranging = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.theme.changed.connect(self._arrange)

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_pages(self, pages: PrintedPages | None) -> None:
        """Show a PDF from its first page, or nothing."""
        self._pictures.take(pages)
        self._sizes = pages.sizes if pages is not None else ()
        self._page = 0
        self.verticalScrollBar().setValue(0)
        self._arrange()
        self.page_changed.emit(0)

    @property
    def page(self) -> int:
        """Return the page in front, from 0."""
        return self._page

    @property
    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._sizes)

    @property
    def bytes_kept(self) -> int:
        """Return how much memory the pictures take."""
        return self._pictures.bytes_kept()

    def has_picture(self, page: int) -> bool:
        """Say whether a page is painted as it is, at its size."""
        image = self._pictures.picture(page, self._picture_width(page)) if page < len(self._places) else None
        return image is not None and image.width() == self._picture_width(page)

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        if not self._places:
            return
        page = min(max(page, 0), len(self._places) - 1)
        self._page = page
        self._arranging = True  # the last pages cannot come to the top: they are in front all the same
        self.verticalScrollBar().setValue(self._places[page].top() - self._gap())
        self._arranging = False
        self.page_changed.emit(page)
        self.viewport().update()

    # -- size ------------------------------------------------------------------------------------------------

    def fit(self, fit: Fit) -> None:
        """Fit the width or the whole page into the room, or show it at its own size."""
        self._fit, self._free = fit, 1.0
        self._arrange()

    def zoom(self, direction: int) -> None:
        """Show larger (1) or smaller (-1)."""
        now = self.scale()
        steps = _STEPS if direction > 0 else _STEPS[::-1]
        past = (step for step in steps if (step - now) * direction > 0.01)
        self._fit, self._free = Fit.FREE, next(past, steps[-1])
        self._arrange()

    def scale(self) -> float:
        """Return the size shown, 1 for that of the paper."""
        if self._fit is Fit.FREE or not self._sizes:
            return self._free
        size = self._sizes[min(self._page, len(self._sizes) - 1)]
        room = self.viewport().size()
        wide = (room.width() - 2 * self._gap()) / (size.width * _PIXELS_A_POINT)
        high = (room.height() - 2 * self._gap()) / (size.height * _PIXELS_A_POINT)
        return max(min(wide, high) if self._fit is Fit.PAGE else wide, _STEPS[0] / 2)

    def _gap(self) -> int:
        return self.theme.space("l")

    def _arrange(self) -> None:
        """Give each page its place, and keep the one in front there."""
        scale, gap = self.scale() * _PIXELS_A_POINT, self._gap()
        wide = max((round(size.width * scale) for size in self._sizes), default=0)
        across = max(self.viewport().width(), wide + 2 * gap)
        top, places = gap, []
        for size in self._sizes:
            width, height = round(size.width * scale), round(size.height * scale)
            places.append(QRect((across - width) // 2, top, width, height))
            top += height + gap
        self._places = places
        self._set_range(across, top)
        self.go_to(self._page)
        self.zoomed.emit(round(self.scale() * 100))

    def _set_range(self, width: int, height: int) -> None:
        room = self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), width, room.width()),
            (self.verticalScrollBar(), height, room.height()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(max(seen // 12, 1))

    # -- events ----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from page to page where a page is seen whole, else from screen to screen; arrows scroll."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        key = Qt.Key(event.key())
        if key in steps and self._seen_whole():
            self.go_to(self._page + steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if key is Qt.Key.Key_Home else len(self._places) - 1)
        else:
            super().keyPressEvent(event)

    def _seen_whole(self) -> bool:
        return bool(self._places) and self._places[self._page].height() <= self.viewport().height()

    def _scrolled(self) -> None:
        self.viewport().update()
        if self._arranging or not self._places:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = next((at for at, place in enumerate(self._places) if place.bottom() >= middle), self.count - 1)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _picture_width(self, page: int) -> int:
        wanted = round(self._places[page].width() * self.devicePixelRatioF())
        return max(min(wanted, _WIDEST), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight; each as a sheet until its picture comes."""
        del event
        painter = QPainter(self.viewport())
        theme = self.theme
        painter.fillRect(self.viewport().rect(), theme.color("window"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        seen = self._in_sight()
        self._pictures.want(frozenset(page for page, _ in seen))
        for page, rect in seen:
            image = self._pictures.picture(page, self._picture_width(page))
            painter.fillRect(rect, paper())  # paper is white in every theme
            if image is not None:
                painter.drawImage(rect, image)
            else:
                small = theme.font("small")
                said = self.tr("Page {}").format(page + 1)
                write(painter, QRectF(rect), said, small, theme.color("disabled_text"), CENTER)
            box(painter, QRectF(rect), 0, None, theme.color("line_strong"))
        if self.hasFocus():
            room = QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2)
            focus_ring(painter, room, theme.color("focus"), 3)
        painter.end()

    def _in_sight(self) -> list[tuple[int, QRect]]:
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        moved = [(page, place.translated(-left, -top)) for page, place in enumerate(self._places)]
        return [(page, rect) for page, rect in moved if rect.intersects(self.viewport().rect())]
