"""Take the text out of a document: Word, PDF, OpenDocument, workbooks, slides, plain text.

What a file is is told by its content; the end of its name only says whether bytes that read as text are one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lxml import etree

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.library import TextState, ending_of
from dgsdesk.formats.arrivals.safe_zip import ZIP_ERRORS, check_workbook
from dgsdesk.formats.arrivals.text import decoded
from dgsdesk.formats.docx.names import W
from dgsdesk.formats.docx.package import Room, open_package, parse_xml

MAX_TEXT = 300_000
"""Characters that are kept of a file: about a hundred pages."""

Taken = tuple[TextState, str]

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PLAIN = frozenset({"txt", "csv", "md", ""})
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_MAX_XML = 24 * 2**20
_LOCKED_CODES = frozenset({"docx_encrypted", "arrival_locked"})


def text_of(content: bytes, name: str) -> Taken:
    """Return the text of a file, and whether that is all of it; never raises for a bad file."""
    try:
        reader = _reader(content, name)
        return _cut(reader(content)) if reader else (TextState.NONE, "")
    except BadInput as refusal:
        locked = refusal.code in _LOCKED_CODES
        return TextState.LOCKED if locked else TextState.UNREADABLE, ""
    except Exception:  # a file can be broken in every way that its reader did not foresee
        return TextState.UNREADABLE, ""


def _cut(lines: Iterable[str]) -> Taken:
    """Gather lines until there are enough."""
    kept: list[str] = []
    room = MAX_TEXT
    for line in lines:
        words = " ".join(line.replace("\x00", " ").split())
        if not words:
            continue
        if len(words) >= room:
            kept.append(words[:room])
            return TextState.CUT, "\n".join(kept)
        kept.append(words)
        room -= len(words) + 1
    return (TextState.READ if kept else TextState.NONE), "\n".join(kept)


def _reader(content: bytes, name: str) -> Callable[[bytes], Iterable[str]] | None:
    if b"%PDF-" in content[:1024]:
        return _pdf
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise BadInput("arrival_locked")
        return None
    if ending_of(name) in _PLAIN and _is_text(content):
        return _plain
    return None


def _is_text(content: bytes) -> bool:
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in content


def _zipped(content: bytes) -> Callable[[bytes], Iterable[str]] | None:
    check_workbook(content)
    names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    if "content.xml" in names and "mimetype" in names:
        return _open_document
    if "xl/workbook.xml" in names:
        return _workbook
    if "ppt/presentation.xml" in names:
        return _slides
    return _word if "[Content_Types].xml" in names else None


def _plain(content: bytes) -> Iterable[str]:
    return decoded(content)[0].splitlines()


def _pdf(content: bytes) -> Iterator[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise BadInput(
            "arrival_locked" if "password" in str(error).lower() else "arrival_unreadable"
        ) from error
    try:
        for page in document:
            yield from page.get_textpage().get_text_range().replace("\ufffe", "").splitlines()
    finally:
        document.close()


def _word(content: bytes) -> Iterator[str]:
    """Give each paragraph of the body, then of notes; what is struck is left out."""
    package = open_package(content)
    parts = [package.main]
    for kind in ("footnotes", "endnotes"):
        parts += package.related(package.main, kind)
    for part in parts:
        for paragraph in package.xml(part).iter(f"{{{W}}}p"):
            yield "".join(_runs(paragraph))


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br"):
        yield (element.text or "") if element.tag == f"{{{W}}}t" else " "


def _part(archive: zipfile.ZipFile, name: str, room: Room) -> etree._Element:
    try:
        with archive.open(name) as stream:
            data = stream.read(_MAX_XML + 1)
    except ZIP_ERRORS as error:
        raise BadInput("arrival_unreadable") from error
    return parse_xml(data, name, room)


def _open_document(content: bytes) -> Iterator[str]:
    archive, room = zipfile.ZipFile(io.BytesIO(content)), Room()
    if "META-INF/manifest.xml" in archive.namelist():
        manifest = archive.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise BadInput("arrival_locked")
    root = _part(archive, "content.xml", room)
    yield from _paragraphs(root)


_PARAGRAPHS = frozenset({f"{{{_TEXT}}}p", f"{{{_TEXT}}}h"})
_UNSAID = frozenset({f"{{{_TEXT}}}tracked-changes", f"{{{_TEXT}}}note-citation"})


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """Give each paragraph of an OpenDocument, those of its notes after it; what is struck is left out."""
    for child in element:
        if child.tag in _PARAGRAPHS:
            yield "".join(_spoken(child))
        if child.tag not in _UNSAID:
            yield from _paragraphs(child)


def _spoken(element: etree._Element) -> Iterator[str]:
    """Give the text of an OpenDocument paragraph; blanks and breaks are elements there."""
    if element.tag in (f"{{{_TEXT}}}s", f"{{{_TEXT}}}tab", f"{{{_TEXT}}}line-break"):
        yield " "
    yield element.text or ""
    for child in element:
        if child.tag not in _PARAGRAPHS | _UNSAID:
            yield from _spoken(child)
        yield child.tail or ""


def _slides(content: bytes) -> Iterator[str]:
    archive, room = zipfile.ZipFile(io.BytesIO(content)), Room()
    slides = [name for name in archive.namelist() if name.startswith("ppt/slides/slide")]
    for name in sorted(slides, key=lambda one: (len(one), one)):
        for paragraph in _part(archive, name, room).iter(f"{{{_DRAWING}}}p"):
            yield "".join(run.text or "" for run in paragraph.iter(f"{{{_DRAWING}}}t"))


_MAX_ROWS = 50_000


def _workbook(content: bytes) -> Iterator[str]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        yield sheet.title
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        for cells in islice(sheet.iter_rows(values_only=True), _MAX_ROWS):
            yield " ".join(str(value) for value in cells if value is not None)
