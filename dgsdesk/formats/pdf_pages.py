"""The pages of a PDF as pictures and words, by Google’s PDFium, for the preview."""

from __future__ import annotations

from threading import Lock

from dgsdesk.application.ports.press import PagePicture, PageSize
from dgsdesk.domain.errors import BadInput

_PDFIUM = Lock()
"""PDFium serves one thread at a time, whatever the file."""


class PdfPages:
    """One PDF, held open; a page is rendered when it is asked for, and kept by nobody here."""

    def __init__(self, content: bytes) -> None:
        """Open a PDF; raises BadInput."""
        import pypdfium2

        with _PDFIUM:
            try:
                self._document: pypdfium2.PdfDocument | None = pypdfium2.PdfDocument(content)
            except pypdfium2.PdfiumError as error:
                locked = "password" in str(error).lower()
                raise BadInput("arrival_locked" if locked else "arrival_unreadable") from error
            sizes = [self._document.get_page_size(page) for page in range(len(self._document))]
        self._sizes = tuple(PageSize(width, height) for width, height in sizes)

    @property
    def sizes(self) -> tuple[PageSize, ...]:
        """Return the size of each page."""
        return self._sizes

    def picture(self, page: int, width: int) -> PagePicture:
        """Return a page (from 0) so many pixels wide."""
        import pypdfium2.raw

        with _PDFIUM:
            if self._document is None:
                return PagePicture(0, 0, 0, b"")
            drawn = self._document[page]
            scale = width / self._sizes[page].width
            bitmap = drawn.render(scale=scale, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
            made = PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            drawn.close()
        return made

    def words(self, page: int) -> str:
        """Return what a page says, line by line."""
        with _PDFIUM:
            if self._document is None:
                return ""
            drawn = self._document[page]
            text = drawn.get_textpage()
            said: str = text.get_text_range().replace("\ufffe", "")
            text.close()
            drawn.close()
        return said

    def close(self) -> None:
        """Let go of the file."""
        with _PDFIUM:
            document, self._document = self._document, None
            if document is not None:
                document.close()
