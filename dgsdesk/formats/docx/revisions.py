"""Tracked changes settled in the XML itself: after it, a text holds no revision any more.

A paragraph whose end is gone joins the next one and looks like it; a paragraph that is gone altogether before
a table or at the end of its text disappears; the first paragraph of a moved range leaves an empty one behind.
These are the ways of Open XML PowerTools, whose files (RP…, -Accepted, -Rejected) are the measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from dgsdesk.domain.read_document import Changes
from dgsdesk.formats.docx.names import w

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"

REVISED_TEXT = {w("ins"), w("del"), w("moveFrom"), w("moveTo")}
FORMAT_CHANGES = {
    w(f"{name}Change")
    for name in ("rPr", "pPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "numbering")
}
_PROPERTY_PARENTS = {w("rPr"), w("trPr"), w("numPr"), w("pPr"), w("tcPr"), f"{{{MATH}}}ctrlPr"}
_MARKERS = {
    w(name)
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("permStart", "permEnd", "proofErr", "customXmlInsRangeStart", "customXmlInsRangeEnd"),
        *("customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart"),
        *("customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"),
    )
}
_KEPT_MARKERS = {w(name) for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")}
_CONTAINERS = {w(name) for name in ("body", "tc", "txbxContent", "footnote", "endnote", "comment")}
_SHOWN = {
    w(name)
    for name in (
        *("tab", "br", "cr", "drawing", "pict", "object", "sym", "noBreakHyphen", "softHyphen", "ptab"),
        *("footnoteReference", "endnoteReference", "fldChar"),
    )
}
_TEXTS = {w("t"), w("delText"), f"{{{MATH}}}t"}
DEAD = "dgs-dead"
"""Attribute of a bookmark that stood in text that is gone."""


def settle(root: etree._Element, changes: Changes) -> None:
    """Accept or reject every tracked change below an element, in place; ``SHOW`` keeps both sides."""
    dissolve_wrappers(root)
    if next(root.iter(*REVISED_TEXT, *FORMAT_CHANGES, w("cellIns"), w("cellDel")), None) is None:
        return
    if changes is Changes.SHOW:
        _settle_text(root, set())
        return
    _settle_properties(root, changes)
    _settle_rows_and_cells(root, changes)
    moved = _wholly_moved(root, changes)
    _settle_text(root, {w("del"), w("moveFrom")} if changes is Changes.ACCEPT else {w("ins"), w("moveTo")})
    _drop_moved(moved)
    for container in list(root.iter(*_CONTAINERS)):
        _join_paragraphs(container, w("del" if changes is Changes.ACCEPT else "ins"))
    for table in [table for table in root.iter(w("tbl")) if not has_rows(table)]:
        _replace(table, [])


def dissolve_wrappers(root: etree._Element) -> None:
    """Replace content controls, custom XML and alternatives by what they hold."""
    for choice in list(root.iter(f"{{{MC}}}AlternateContent")):
        branch = choice.find(f"{{{MC}}}Choice")
        branch = choice.find(f"{{{MC}}}Fallback") if branch is None else branch
        _replace(choice, [] if branch is None else list(branch))
    for control in list(root.iter(w("sdt"))):
        content = control.find(w("sdtContent"))
        _replace(control, [] if content is None else list(content))
    for wrapper in list(root.iter(w("customXml"), w("smartTag"))):
        _replace(wrapper, [child for child in wrapper if not str(child.tag).endswith("Pr")])


def has_rows(table: etree._Element) -> bool:
    """Tell whether this is a table with a row; one without shows nothing but parts what stands around it."""
    return table.tag == w("tbl") and table.find(f".//{w('tr')}") is not None


def is_content_revision(element: etree._Element) -> bool:
    """Tell whether an ``ins``, ``del``… wraps text, and is not the mark of a paragraph, row or list."""
    parent = element.getparent()
    return parent is not None and parent.tag not in _PROPERTY_PARENTS


def mark_names(paragraph: etree._Element) -> set[str]:
    """Give the revisions of a paragraph's own end (``ins``, ``del``, ``moveFrom``, ``moveTo``)."""
    look = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return set() if look is None else {str(child.tag) for child in look if child.tag in REVISED_TEXT}


def _settle_properties(root: etree._Element, changes: Changes) -> None:
    for change in list(root.iter(*FORMAT_CHANGES)):
        holder = change.getparent()
        if holder is None:
            continue
        if changes is Changes.REJECT and change.tag in (w("rPrChange"), w("pPrChange"), w("tcPrChange")):
            _restore(holder, change)
        else:
            holder.remove(change)
    if changes is Changes.REJECT:
        for numbers in [mark.getparent() for mark in root.iter(w("ins"))]:
            if numbers is not None and numbers.tag == w("numPr"):
                _replace(numbers, [])


def _restore(holder: etree._Element, change: etree._Element) -> None:
    """Put back the properties that a formatting change had replaced."""
    staying = REVISED_TEXT | {w(name) for name in ("rPr", "sectPr", "cellIns", "cellDel", "cellMerge")}
    for child in list(holder):
        if child.tag not in staying:
            holder.remove(child)
    for former in change:
        holder.extend(child for child in list(former) if child.tag not in staying)


def _settle_rows_and_cells(root: etree._Element, changes: Changes) -> None:
    row_mark, cell_mark = ("del", "cellDel") if changes is Changes.ACCEPT else ("ins", "cellIns")
    for row in list(root.iter(w("tr"))):
        if row.find(f"{w('trPr')}/{w(row_mark)}") is not None:
            _replace(row, [])
            continue
        for cell in row.findall(w("tc")):
            if cell.find(f"{w('tcPr')}/{w(cell_mark)}") is not None:
                row.remove(cell)
        if row.find(w("tc")) is None:
            _replace(row, [])


def _wholly_moved(root: etree._Element, changes: Changes) -> list[etree._Element]:
    """List the paragraphs that begin and end inside of a range that is moved away."""
    kind = "moveFrom" if changes is Changes.ACCEPT else "moveTo"
    custom = f"customXml{kind[0].upper()}{kind[1:]}"
    starts = {w(f"{kind}RangeStart"), w(f"{custom}RangeStart")}
    ends = {w(f"{kind}RangeEnd"), w(f"{custom}RangeEnd")}
    moved: list[etree._Element] = []
    inside: set[etree._Element] = set()
    open_ranges: set[str] = set()
    if next(root.iter(*starts), None) is None:
        return moved
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=(w("p"), *starts, *ends)):
        if element.tag == w("p"):
            if event == "start" and open_ranges:
                inside.add(element)
            elif event == "end" and open_ranges and element in inside:
                moved.append(element)
        elif event == "start" and element.tag in starts:
            open_ranges.add(element.get(w("id"), ""))
        elif event == "start":
            open_ranges.discard(element.get(w("id"), ""))
            inside = inside if open_ranges else set()
    return moved


def _drop_moved(paragraphs: list[etree._Element]) -> None:
    """Drop moved paragraphs of which nothing is left, and the rows that are then without a text."""
    rows = set()
    for paragraph in paragraphs:
        holder = paragraph.getparent()
        if holder is not None and not has_content(paragraph):
            _leave_markers(paragraph)
            if holder.tag == w("tc"):
                rows.add(holder.getparent())
    for row in rows:
        if row is not None and row.find(f"{w('tc')}/{w('p')}") is None and row.find(f".//{w('tbl')}") is None:
            _replace(row, [])


def _settle_text(root: etree._Element, gone: set[str]) -> None:
    for element in list(root.iter(*REVISED_TEXT)):
        if not is_content_revision(element):
            continue
        if element.tag in gone:
            _replace(element, list(_markers_of(element)))
        else:
            _replace(element, list(element))


def _markers_of(element: etree._Element) -> Iterator[etree._Element]:
    """Keep the places of bookmarks and comments when the text around them goes."""
    for marker in element.iter(*_KEPT_MARKERS, w("commentReference")):
        if marker.tag == w("bookmarkStart"):
            marker.set(DEAD, "1")
        yield marker


def _join_paragraphs(container: etree._Element, gone: str) -> None:
    chain: list[etree._Element] = []
    for child in list(container):
        if child.tag == w("p"):
            chain.append(child)
            if gone not in mark_names(child):
                _join(chain)
                chain = []
        elif child.tag not in _MARKERS:
            _end_chain(chain)
            chain = []
    _end_chain(chain)


def _end_chain(chain: list[etree._Element]) -> None:
    """Settle paragraphs without an end that no paragraph follows; a cell keeps its last one."""
    if not chain:
        return
    last = _join(chain)
    holder = last.getparent()
    if has_content(last) or holder is None:
        return
    if holder.tag == w("tc") and len(holder.findall(w("p"))) == 1:
        return
    before, after = _neighbour(last, -1), _neighbour(last, 1)
    _leave_markers(last)
    if before is not None and after is not None and has_rows(before) and has_rows(after):
        before.extend(after.findall(w("tr")))  # as Word shows tables that nothing parts
        holder.remove(after)


def _neighbour(element: etree._Element, step: int) -> etree._Element | None:
    other = element.getnext() if step > 0 else element.getprevious()
    while other is not None and other.tag in _MARKERS:
        other = other.getnext() if step > 0 else other.getprevious()
    return other


def _leave_markers(paragraph: etree._Element) -> None:
    """Remove a paragraph but not the places of bookmarks and comments in it."""
    _replace(paragraph, [child for child in paragraph if child.tag in _KEPT_MARKERS])


def _join(chain: list[etree._Element]) -> etree._Element:
    """Make one paragraph of a chain, with the look of the last."""
    last = chain[-1]
    if len(chain) == 1:
        return last
    content = [child for paragraph in chain[:-1] for child in paragraph if child.tag != w("pPr")]
    number = chain[0].get(ORDINAL)
    for paragraph in chain[:-1]:
        _replace(paragraph, [])
    place = 0 if last.find(w("pPr")) is None else 1
    last[place:place] = content
    if number is not None:
        last.set(ORDINAL, number)
    return last


ORDINAL = "dgs-ordinal"
"""Attribute that counts paragraphs, so that a change is found again in the settled text."""


def has_content(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph shows anything: a character, a picture, a note's mark."""
    for element in paragraph.iter():
        if element.tag in _SHOWN:
            parent = element.getparent()
            if parent is not None and parent.tag != w("tabs"):
                return True
        elif element.tag in _TEXTS and element.text:
            return True
    return False


def _replace(element: etree._Element, children: Iterable[etree._Element]) -> None:
    """Put children in the place of an element, in a time that does not grow with its neighbours."""
    parent = element.getparent()
    if parent is None:
        return
    for child in children:
        element.addprevious(child)
    parent.remove(element)
