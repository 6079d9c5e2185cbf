"""Tracked changes as they stand in a file: who, when, what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from dgsdesk.domain.read_document import ChangeKind
from dgsdesk.formats.docx.names import w
from dgsdesk.formats.docx.revisions import (
    FORMAT_CHANGES,
    MATH,
    ORDINAL,
    REVISED_TEXT,
    is_content_revision,
)

_KINDS = {
    w("ins"): ChangeKind.INSERT,
    w("del"): ChangeKind.DELETE,
    w("moveTo"): ChangeKind.MOVE,
    w("moveFrom"): ChangeKind.MOVE,
    w("cellIns"): ChangeKind.INSERT,
    w("cellDel"): ChangeKind.DELETE,
}
_PROPERTIES = {w("trPr"), w("tcPr"), w("rPr"), w("pPr")}
_BREAKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n"}
_TEXTS = {w("t"), w("delText"), f"{{{MATH}}}t"}

_MOST_NESTED = 8
"""Changes inside of more changes than people make say nothing new, at a cost that grows with each."""

Found = tuple[ChangeKind, str, str, str, int]
"""Kind, author, date, text, ordinal of the paragraph."""


def number_paragraphs(root: etree._Element) -> int:
    """Number paragraphs in the XML itself, so that they are known again after settling; give the count."""
    ordinal = -1
    for ordinal, paragraph in enumerate(root.iter(w("p"))):
        paragraph.set(ORDINAL, str(ordinal))
    return ordinal + 1


def changes_in(root: etree._Element) -> Iterator[Found]:
    """List the changes of a numbered, unsettled text in reading order.

    A move is told once, by the text where it went; where only its start is left, by that.
    """
    arrived = {shown_text(element) for element in root.iter(w("moveTo")) if is_content_revision(element)}
    around = _Around()
    ordinal = 0
    for element in root.iter(w("p"), *_KINDS, *FORMAT_CHANGES):
        if element.tag == w("p"):
            ordinal = int(element.get(ORDINAL, "0"))
            continue
        if next(islice(element.iterancestors(*REVISED_TEXT), _MOST_NESTED, None), None) is not None:
            continue
        if element.tag == w("moveFrom") and (
            not is_content_revision(element) or shown_text(element) in arrived
        ):
            continue
        kind = _KINDS.get(str(element.tag), ChangeKind.FORMAT)
        text, place = around.text_and_place(element, ordinal)
        yield kind, element.get(w("author"), ""), element.get(w("date"), ""), text, place


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


class _Around:
    """Says what a change is about; keeps that of rows and cells, which may carry many marks."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, tuple[str, int]] = {}

    def text_and_place(self, element: etree._Element, ordinal: int) -> tuple[str, int]:
        """Give the text of a change (its own, its run's, paragraph's, row's or cell's) and its paragraph."""
        parent = element.getparent()
        holder = None if parent is None else parent.getparent()
        if element.tag in _KINDS and is_content_revision(element):
            return shown_text(element), ordinal
        if parent is None or holder is None or parent.tag not in _PROPERTIES:
            return "", ordinal
        if parent.tag == w("rPr") and holder.tag == w("pPr"):
            return ("\n" if element.tag in _KINDS else ""), ordinal
        if holder not in self._known:
            self._known[holder] = (shown_text(holder), _first_ordinal(holder, ordinal))
        return self._known[holder]


def _first_ordinal(holder: etree._Element, current: int) -> int:
    """Find the paragraph of a row or cell, whose marks stand before its text."""
    first = next(holder.iter(w("p")), None)
    return current if first is None else int(first.get(ORDINAL, str(current)))
