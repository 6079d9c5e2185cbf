"""Pictures of pages, made in the pool for documents when they come into sight, forgotten when far from it."""

from __future__ import annotations

from collections import OrderedDict
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage

from dgsdesk.application.ports.press import PagePicture, PrintedPages
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.theme.inks import PaperInks

_ROOM = 64_000_000
"""Bytes of pictures that are kept: some seven pages at 100 % of a sharp screen, one at the greatest size."""


class PagePictures(QObject):
    """Gives the picture of a page when there is one, and has it made when there is none.

    ``arrived(page)`` says that one came. Of what was asked meanwhile, only what is still in sight is made.
    """

    arrived = Signal(int)

    def __init__(self, host: PageHost, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._pages: PrintedPages | None = None
        self._made: OrderedDict[int, QImage] = OrderedDict()
        self._asked: dict[int, int] = {}
        self._wanted: frozenset[int] = frozenset()

    def take(self, pages: PrintedPages | None) -> None:
        """Take another PDF, or none."""
        self._pages = pages
        self._made.clear()
        self._asked.clear()
        self._wanted = frozenset()

    def want(self, pages: frozenset[int]) -> None:
        """Say which pages are in sight."""
        self._wanted = pages

    def picture(self, page: int, width: int) -> QImage | None:
        """Return the picture of a page, for the time being one of another width; ask for the right one."""
        image = self._made.get(page)
        if image is not None:
            self._made.move_to_end(page)
        if (image is None or image.width() != width) and self._asked.get(page) != width:
            self._ask(page, width)
        return image

    def bytes_kept(self) -> int:
        """Return how much memory the pictures take."""
        return sum(image.sizeInBytes() for image in self._made.values())

    def _ask(self, page: int, width: int) -> None:
        pages = self._pages
        if pages is None:
            return
        self._asked[page] = width

        def work() -> PagePicture | None:
            if page not in self._wanted or self._asked.get(page) != width or self._pages is not pages:
                return None
            return pages.picture(page, width)

        def then(picture: PagePicture | None) -> None:
            if self._pages is pages:
                self._take_in(page, width, picture)

        self._host.make_document(work, then=then, owner=self)

    def _take_in(self, page: int, width: int, picture: PagePicture | None) -> None:
        if self._asked.get(page) == width:
            del self._asked[page]
        if picture is None:
            return
        self._made[page] = image_of(picture)
        self._made.move_to_end(page)
        while len(self._made) > 1 and self.bytes_kept() > _ROOM:
            self._made.popitem(last=False)
        self.arrived.emit(page)


def image_of(picture: PagePicture) -> QImage:
    """Return a picture as Qt paints it."""
    shape = (picture.width, picture.height, picture.stride)
    return QImage(picture.pixels, *shape, QImage.Format.Format_RGB32).copy()


@cache
def paper() -> QColor:
    """Return the colour of paper, the same in every theme."""
    return PaperInks().color("surface")
