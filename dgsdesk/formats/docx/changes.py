"""Tracked changes as they stand in a file: who, when, what."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dgsdesk.domain.read_document import ChangeKind
from dgsdesk.formats.docx.names import w
from dgsdesk.formats.docx.revisions import FORMAT_CHANGES, MATH, ORDINAL, is_content_revision

_KINDS = {
    w("ins"): ChangeKind.INSERT,
    w("del"): ChangeKind.DELETE,
    w("moveTo"): ChangeKind.MOVE,
    w("moveFrom"): ChangeKind.MOVE,
    w("cellIns"): ChangeKind.INSERT,
    w("cellDel"): ChangeKind.DELETE,
}
_BREAKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n"}
_TEXTS = {w("t"), w("delText"), f"{{{MATH}}}t"}

Found = tuple[ChangeKind, str, str, str, int]
"""Kind, author, date, text, ordinal of the paragraph."""


def number_paragraphs(root: etree._Element) -> None:
    """Count paragraphs in the XML itself, so that they are known again after settling."""
    for ordinal, paragraph in enumerate(root.iter(w("p"))):
        paragraph.set(ORDINAL, str(ordinal))


def changes_in(root: etree._Element) -> Iterator[Found]:
    """List the changes of a numbered, unsettled text in reading order.

    A move is told once, by the text where it went; where only its start is left, by that.
    """
    arrived = {shown_text(element) for element in root.iter(w("moveTo")) if is_content_revision(element)}
    ordinal = 0
    for element in root.iter(w("p"), *_KINDS, *FORMAT_CHANGES):
        if element.tag == w("p"):
            ordinal = int(element.get(ORDINAL, "0"))
            continue
        if element.tag == w("moveFrom") and (
            not is_content_revision(element) or shown_text(element) in arrived
        ):
            continue
        kind = _KINDS.get(str(element.tag), ChangeKind.FORMAT)
        place = _first_ordinal(element, ordinal)
        yield kind, element.get(w("author"), ""), element.get(w("date"), ""), _text_of(element), place


def shown_text(element: etree._Element) -> str:
    """Give the characters below an element, deleted ones included, paragraphs parted by line ends."""
    pieces: list[str] = []
    for child in element.iter():
        if child.tag in _TEXTS:
            pieces.append(child.text or "")
        elif child.tag in _BREAKS:
            pieces.append(_BREAKS[str(child.tag)])
        elif child.tag == w("p") and pieces:
            pieces.append("\n")
    return "".join(pieces)


def _text_of(element: etree._Element) -> str:
    """Give the text that a change is about: its own, its run's, paragraph's, row's or cell's."""
    parent = element.getparent()
    if element.tag in _KINDS and is_content_revision(element):
        return shown_text(element)
    holder = None if parent is None else parent.getparent()
    if parent is None or holder is None:
        return ""
    if parent.tag == w("rPr") and holder.tag == w("pPr"):
        return "\n" if element.tag in _KINDS else ""
    if parent.tag in (w("trPr"), w("tcPr"), w("rPr"), w("pPr")):
        return shown_text(holder)
    return ""


def _first_ordinal(element: etree._Element, current: int) -> int:
    """Find the paragraph of a change of a row or cell, whose mark stands before its text."""
    parent = element.getparent()
    if parent is None or parent.tag not in (w("trPr"), w("tcPr"), w("tblPr")):
        return current
    holder = parent.getparent()
    first = None if holder is None else next(holder.iter(w("p")), None)
    return current if first is None else int(first.get(ORDINAL, str(current)))
