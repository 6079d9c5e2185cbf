"""What the process that prints knows of the PDF whose pages are looked at."""

from __future__ import annotations

import json

from dgsdesk.formats.pdf_pages import PdfPages


class Drawing:
    """In the process: the PDF that is looked at, one at a time."""

    def __init__(self) -> None:
        self._key = ""
        self._pages: PdfPages | None = None

    def take(self, key: str, content: bytes) -> None:
        """Take another PDF; raises BadInput."""
        if self._pages is not None:
            self._pages.close()
        self._key, self._pages = "", None
        self._key, self._pages = key, PdfPages(content)

    def answer(self, key: str, what: str, *told: int) -> list[bytes]:
        """Return one or two pieces; nothing for a PDF that is not here."""
        if self._pages is None or key != self._key:
            return []
        if what == "sizes":
            return [json.dumps([[size.width, size.height] for size in self._pages.sizes]).encode()]
        if what == "words":
            return [json.dumps(self._pages.words(*told)).encode()]
        made = self._pages.picture(*told)
        return [json.dumps([made.width, made.height, made.stride]).encode(), made.pixels]
