"""Read anybody's .docx: text in reading order, tracked changes, comments, anchors, notes."""

from __future__ import annotations

import bisect
import re

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.read_document import Anchor, Change, Changes, ReadDocument
from dgsdesk.formats.docx.changes import Found, changes_in, number_paragraphs, shown_text
from dgsdesk.formats.docx.comments import comments_of, quotes_of
from dgsdesk.formats.docx.looks import Looks
from dgsdesk.formats.docx.names import OFFICE, w
from dgsdesk.formats.docx.package import Package, open_package
from dgsdesk.formats.docx.revisions import dissolve_wrappers, settle
from dgsdesk.formats.docx.text import TextReader

MAX_PARAGRAPHS = 50_000
_ANCHOR = re.compile(r"(dgs_[0-9a-f]{8}_[a-z])((?:_Copy_?\d*)*)", re.IGNORECASE)
_CORE = "{http://purl.org/dc/elements/1.1/}"


def read_docx(data: bytes, changes: Changes = Changes.ACCEPT) -> ReadDocument:
    """Read the bytes of a .docx with its tracked changes accepted, rejected or both sides shown.

    Raises ``BadInput`` for everything that is no sound Word document (see ``package.open_package``).
    Nothing is fetched, run or written.
    """
    package = open_package(data)
    root = package.xml(package.main)
    body = next(root.iter(w("body")), root)
    dissolve_wrappers(body)
    if number_paragraphs(body) > MAX_PARAGRAPHS:
        raise BadInput("docx_too_many_nodes", package.main)
    found = list(changes_in(body))
    quotes = quotes_of(body)
    settle(body, changes)
    reader = _reader(package, changes)
    reader.read(body)
    title, identifier = _core_values(package)
    return ReadDocument(
        blocks=tuple(reader.blocks),
        changes=_placed(found, reader.ordinals),
        comments=comments_of(
            package, reader.comments, quotes.texts() | reader.quotes.texts(), quotes.ranges()
        ),
        anchors=_live_anchors(reader.anchors, len(reader.blocks)),
        notes=tuple(reader.notes),
        title=title,
        identifier=identifier,
        identity=_identity(package),
        images=reader.images,
        outside=tuple(sorted(package.outside())),
    )


def _reader(package: Package, changes: Changes) -> TextReader:
    parts = {kind: package.related(package.main, kind) for kind in ("styles", "numbering")}
    trees = {kind: package.xml(names[0]) if names else None for kind, names in parts.items()}
    looks = Looks(trees["styles"], trees["numbering"])
    notes = _Notes(package, changes)
    return TextReader(package, package.main, looks, package.relationships(package.main), notes.text)


class _Notes:
    """The footnotes and endnotes of a package, read when the first is asked for."""

    def __init__(self, package: Package, changes: Changes) -> None:
        self._package = package
        self._changes = changes
        self._texts: dict[str, dict[str, str]] = {}

    def text(self, kind: str, key: str) -> str:
        if kind not in self._texts:
            self._texts[kind] = self._read(kind)
        return self._texts[kind].get(key, "")

    def _read(self, kind: str) -> dict[str, str]:
        texts = {}
        for part in self._package.related(self._package.main, f"{kind}s"):
            root = self._package.xml(part)
            settle(root, self._changes)
            for note in root.iter(w(kind)):
                texts[note.get(w("id"), "")] = shown_text(note).strip()
        return texts


def _placed(found: list[Found], ordinals: list[tuple[int, int]]) -> tuple[Change, ...]:
    """Say in which block each change stands: its paragraph's, or the nearest before it that is left."""
    known = [ordinal for ordinal, _ in ordinals]

    def block(ordinal: int) -> int:
        place = bisect.bisect_right(known, ordinal) - 1
        return ordinals[place][1] if place >= 0 else 0

    return tuple(Change(kind, author, date, text, block(at)) for kind, author, date, text, at in found)


def _live_anchors(found: list[tuple[str, int, bool]], blocks: int) -> tuple[Anchor, ...]:
    """Fold copies of one anchor into one: live text before gone text, the original before its copies."""
    best: dict[str, tuple[bool, bool, int]] = {}
    for name, block, live in found:
        match = _ANCHOR.fullmatch(name)
        if match:
            candidate = (not live, bool(match[2]), min(block, max(0, blocks - 1)))
            own = match[1].lower()
            best[own] = min(best.get(own, candidate), candidate)
    anchors = (Anchor(name, block, not gone) for name, (gone, _, block) in best.items())
    return tuple(sorted(anchors, key=lambda anchor: anchor.block))


def _identity(package: Package) -> dict[str, str]:
    """Give the custom properties as text by name."""
    return {
        element.get("name", ""): "".join(map(str, element.itertext()))
        for part in package.related("", "custom-properties")
        for element in package.xml(part).iter(f"{{{OFFICE}/custom-properties}}property")
    }


def _core_values(package: Package) -> tuple[str, str]:
    for part in package.related("", "core-properties"):
        root = package.xml(part)
        return root.findtext(f"{_CORE}title") or "", root.findtext(f"{_CORE}identifier") or ""
    return "", ""
