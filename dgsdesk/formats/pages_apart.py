"""The pages of a PDF, drawn by the process that prints: PDFium keeps 10 MB until its process ends."""

from __future__ import annotations

import json
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from dgsdesk.application.ports.press import PagePicture, PageSize
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.pdf_pages import PdfPages

if TYPE_CHECKING:
    from dgsdesk.formats.printer import Printer


class PagesApart:
    """One PDF, held open; the process stays as long. Where it is busy or fails, pages are drawn here."""

    def __init__(self, content: bytes, printer: Printer) -> None:
        """Open a PDF; raises BadInput."""
        self._content = content
        self._key = sha256(content).hexdigest()
        self._printer = printer
        self._here: PdfPages | None = None
        self._closed = False
        self._lock = Lock()
        printer.stay()
        try:
            told = self._asked("sizes")
            sizes = [PageSize(*size) for size in json.loads(told[0])] if told else self._pages_here().sizes
        except BadInput:
            self.close()
            raise
        self._sizes = tuple(sizes)

    @property
    def sizes(self) -> tuple[PageSize, ...]:
        """Return the size of each page."""
        return self._sizes

    def picture(self, page: int, width: int) -> PagePicture:
        """Return a page (from 0) so many pixels wide."""
        told = self._asked("picture", page, width)
        if told:
            across, down, stride = json.loads(told[0])
            return PagePicture(across, down, stride, told[1])
        return PagePicture(0, 0, 0, b"") if self._closed else self._pages_here().picture(page, width)

    def words(self, page: int) -> str:
        """Return what a page says, line by line."""
        told = self._asked("words", page)
        if told:
            words: str = json.loads(told[0])
            return words
        return "" if self._closed else self._pages_here().words(page)

    def close(self) -> None:
        """Let go of the file, and let the process go."""
        with self._lock:
            closed, self._closed = self._closed, True
            if self._here is not None:
                self._here.close()
        if not closed:
            self._printer.may_go()

    def _asked(self, what: str, *told: int) -> list[bytes]:
        return [] if self._closed else self._printer.drawn(self._key, self._content, [what, *told])

    def _pages_here(self) -> PdfPages:
        """Return the pages as this process draws them."""
        with self._lock:
            if self._here is None:
                self._here = PdfPages(self._content)
            return self._here
