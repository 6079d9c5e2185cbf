"""What somebody does to a draft in Word, for tests: lines changed, lines added, comments."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def edited(
    content: bytes,
    *,
    changed: dict[str, str] | None = None,
    before: dict[str, str] | None = None,
    comments: dict[str, tuple[str, str]] | None = None,
) -> bytes:
    """Return the file with words changed, paragraphs put before others, and comments (author, text).

    Keys are passages; the first paragraph that holds one is meant.
    """
    document = docx.Document(BytesIO(content))
    for passage, words in (changed or {}).items():
        for run in _paragraph(document, passage).runs:
            run.text = run.text.replace(passage, words)
    for passage, words in (before or {}).items():
        _paragraph(document, passage).insert_paragraph_before(words)
    for passage, (author, words) in (comments or {}).items():
        document.add_comment(_paragraph(document, passage).runs, words, author=author, initials="X")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def without_anchors(content: bytes) -> bytes:
    """Return the file as Google Docs gives it back: every bookmark is gone."""
    document = docx.Document(BytesIO(content))
    for mark in document.element.body.xpath("//w:bookmarkStart | //w:bookmarkEnd"):
        mark.getparent().remove(mark)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document: Document, passage: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if passage in paragraph.text)


def tracked(
    content: bytes, author: str, changes: dict[str, str], comments: dict[str, str] | None = None
) -> bytes:
    """Return the file as a colleague who tracks changes sends it back; an empty word deletes the passage.

    Each passage lies within one run; comments are by the same author.
    """
    document = docx.Document(BytesIO(content))
    for rank, (passage, words) in enumerate(changes.items()):
        run = next(run for run in _runs(document) if passage in run.text)
        _track(run, passage, words, author, 900 + 2 * rank)
    for passage, words in (comments or {}).items():
        document.add_comment(_paragraph(document, passage).runs, words, author=author, initials="X")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def discussed(
    content: bytes, passage: str, said: tuple[str, str], reply: tuple[str, str] | None = None
) -> bytes:
    """Return the file with a comment (author, words) on a paragraph: answered, else marked as resolved."""
    document = docx.Document(BytesIO(content))
    runs = _paragraph(document, passage).runs
    threads = []
    for number, (author, words) in enumerate(filter(None, (said, reply)), start=1):
        comment = document.add_comment(runs, words, author=author, initials="X")
        comment.paragraphs[-1]._p.set(f"{{{_W14}}}paraId", f"0000000{number}")
        parent = ' w15:paraIdParent="00000001"' if number > 1 else ""
        done = int(reply is None)
        threads.append(f'<w15:commentEx w15:paraId="0000000{number}"{parent} w15:done="{done}"/>')
    extended = f'<w15:commentsEx xmlns:w15="{_W15}">{"".join(threads)}</w15:commentsEx>'.encode()
    part = Part(PackURI("/word/commentsExtended.xml"), _EXTENDED_TYPE, extended, document.part.package)
    document.part.relate_to(part, _EXTENDED_LINK)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_EXTENDED_LINK = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_EXTENDED_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"


def _runs(document: Document) -> Iterator[Run]:
    return (run for paragraph in document.paragraphs for run in paragraph.runs)


def _track(run: Run, passage: str, words: str, author: str, number: int) -> None:
    """Cut the run around the passage, strike it and put the new words in, by hand in XML."""
    before, _, after = run.text.partition(passage)
    head, tail, gone, come = (deepcopy(run._r) for _ in range(4))
    place = run._r
    for element, text, tag in (
        (head, before, ""),
        (gone, passage, "del"),
        (come, words, "ins"),
        (tail, after, ""),
    ):
        for old in element.findall(qn("w:t")):
            element.remove(old)
        if not text:
            continue
        said = OxmlElement("w:delText" if tag == "del" else "w:t")
        said.text = text
        said.set(qn("xml:space"), "preserve")
        element.append(said)
        if tag:
            change = OxmlElement(f"w:{tag}")
            change.set(qn("w:id"), str(number + (tag == "ins")))
            change.set(qn("w:author"), author)
            change.set(qn("w:date"), "2026-11-25T09:00:00Z")
            change.append(element)
            element = change
        run._r.addprevious(element)
    place.getparent().remove(place)
