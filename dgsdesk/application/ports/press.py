"""What a preview asks: a document as PDF, and the pages of a PDF as pictures and as words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dgsdesk.application.document import Document


@dataclass(frozen=True)
class PageSize:
    """The size of a page in points (72 an inch)."""

    width: float
    height: float


@dataclass(frozen=True)
class PagePicture:
    """A page as pixels of four bytes (blue, green, red, unused), ``stride`` bytes a line."""

    width: int
    height: int
    stride: int
    pixels: bytes


class PrintedPages(Protocol):
    """The pages of one PDF; any thread may ask, one at a time has its turn."""

    @property
    def sizes(self) -> tuple[PageSize, ...]:
        """Return the size of each page."""

    def picture(self, page: int, width: int) -> PagePicture:
        """Return a page (from 0) so many pixels wide."""

    def words(self, page: int) -> str:
        """Return what a page says, for those who hear it."""

    def close(self) -> None:
        """Let go of the file; nothing may be asked any more."""


class Press(Protocol):
    """Prints; works on what it is given alone, so that any thread may call."""

    def pdf(self, document: Document) -> bytes:
        """Return the document as a tagged PDF."""

    def pages(self, pdf: bytes) -> PrintedPages:
        """Return the pages of a PDF; raises BadInput("arrival_unreadable", "arrival_locked")."""
