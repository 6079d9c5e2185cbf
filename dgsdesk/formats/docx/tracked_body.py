"""Tracked changes as WordprocessingML: accepted or refused while reading, they give either text back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from dgsdesk.domain.proposal import place_of
from dgsdesk.domain.read_document import ChangeKind, Comment
from dgsdesk.domain.richtext import TextBlock
from dgsdesk.domain.tracked import (
    Revision,
    TrackedBlock,
    TrackedCell,
    TrackedImage,
    TrackedRow,
    TrackedRun,
    TrackedTable,
    TrackedText,
    whole_revision,
)
from dgsdesk.formats.docx.body import Body
from dgsdesk.formats.docx.comment_parts import signature
from dgsdesk.formats.docx.names import CELL_STYLE, CELL_TITLE_STYLE

_TAGS = {ChangeKind.INSERT: "ins", ChangeKind.DELETE: "del"}


class TrackedBody:
    """Adds blocks under change to a body."""

    def __init__(self, body: Body) -> None:
        self.body = body

    def blocks(self, blocks: Sequence[TrackedBlock], cell_style: str = "") -> None:
        """Add blocks; where the last one came or went, what stays ends with a little air."""
        for block in blocks:
            self.block(block, cell_style)
        if not blocks or whole_revision(blocks[-1]) is not None:
            self.body.gap()

    def block(self, block: TrackedBlock, cell_style: str = "") -> None:
        """Add one block."""
        match block:
            case TrackedText():
                self.text(block, cell_style)
            case TrackedImage():
                data = self.body.stock.images.get(block.image.sha256, b"")
                picture = self._revised(self.body.picture(block.image, data), block.revision)
                self.body.paragraph(picture, cell_style, self._mark(block.revision))
            case TrackedTable():
                self.body.table(self._table(block), self._mark(whole_revision(block)))

    def text(self, block: TrackedText, cell_style: str = "") -> None:
        """Add a paragraph, heading or list item."""
        extra = self._mark(whole_revision(block))
        if block.former is not None and block.revision is not None:
            extra += self._former_look(block.former, block.revision, cell_style)
        comments = self.body.stock.take_comments(live_text(block.runs)) if self.body.stock.waiting else []
        comments += self.body.stock.take_comments(_text(block.runs)) if self.body.stock.waiting else []
        self.body.text_block(block.look, self._commented(block.runs, comments), cell_style, extra)

    def _commented(self, runs: Sequence[TrackedRun], comments: Sequence[Comment]) -> str:
        starts: dict[int, str] = {}
        ends: dict[int, str] = {}
        for comment in comments:
            start, end = _place(runs, comment.quote)
            before, after = self.body.stock.comments.marks(comment)
            starts[start] = starts.get(start, "") + before
            ends[end] = ends.get(end, "") + after
        pieces, at = [starts.pop(0, "")], 0
        for run in _parted(runs, {*starts, *ends}):
            pieces.append(self._run(run))
            at += len(run.run.text)
            pieces += [ends.pop(at, ""), starts.pop(at, "")]
        return "".join((*pieces, *starts.values(), *ends.values()))

    def _run(self, tracked: TrackedRun) -> str:
        run, revision = tracked.run, tracked.revision
        look = self.body.marks(run)
        if tracked.former is not None and revision is not None:
            former = self.body.marks(tracked.former)
            look += f"<w:rPrChange{self._signed(revision)}><w:rPr>{former}</w:rPr></w:rPrChange>"
        gone = revision is not None and revision.kind is ChangeKind.DELETE
        xml = self.body.run(run.text, look, "delText" if gone else "t")
        return self.body.linked(run, self._revised(xml, revision))

    def _revised(self, xml: str, revision: Revision | None) -> str:
        """Put what a change says around runs in XML."""
        if revision is None or revision.kind not in _TAGS:
            return xml
        tag = _TAGS[revision.kind]
        return f"<w:{tag}{self._signed(revision)}>{xml}</w:{tag}>"

    def _mark(self, revision: Revision | None) -> str:
        """Give the properties of a paragraph whose end came or went."""
        return "" if revision is None else f"<w:rPr>{self._flag(revision)}</w:rPr>"

    def _flag(self, revision: Revision) -> str:
        return f"<w:{_TAGS[revision.kind]}{self._signed(revision)}/>"

    def _signed(self, revision: Revision) -> str:
        number = self.body.stock.next_id()
        return f' w:id="{number}"{signature(revision.author, revision.date)}'

    def _former_look(self, former: TextBlock, revision: Revision, cell_style: str) -> str:
        style, place, _ = self.body.look(former, cell_style)
        named = f'<w:pStyle w:val="{self.body.base.style(style)}"/>' if style else ""
        return f"<w:pPrChange{self._signed(revision)}><w:pPr>{named}{place}</w:pPr></w:pPrChange>"

    def _table(self, table: TrackedTable) -> str:
        count = max((sum(cell.span for cell in row.cells) for row in table.rows), default=0)
        widths = self.body.widths((1.0,) * count)
        return self.body.table_of(widths, (self._row(row, widths) for row in table.rows), table.caption)

    def _row(self, row: TrackedRow, widths: Sequence[int]) -> str:
        flag = "" if row.revision is None else self._flag(row.revision)
        cells = [
            (cell.span, self._cell(cell, widths, CELL_TITLE_STYLE if row.heading else CELL_STYLE))
            for cell in row.cells
        ]
        return self.body.row_of(cells, widths, row.heading, flag)

    def _cell(self, cell: TrackedCell, widths: Sequence[int], style: str) -> str:
        inner = self.body.inside(sum(widths[: cell.span]))
        TrackedBody(inner).blocks(cell.blocks, style)
        return inner.xml()


class CommentedBody(Body):
    """A body whose texts carry the comments that wait for them."""

    def text(self, block: TextBlock, cell_style: str = "") -> None:
        """Add a paragraph, heading or list item, with the comments that quote it."""
        if self.stock.waiting:
            TrackedBody(self).text(unchanged_text(block), cell_style)
        else:
            super().text(block, cell_style)


def live_text(runs: Iterable[TrackedRun]) -> str:
    """Give the characters that are not deleted."""
    return _text(one for one in runs if not _is_deleted(one))


def unchanged_text(block: TextBlock) -> TrackedText:
    """Give a text block without any change."""
    return TrackedText(block, tuple(TrackedRun(run) for run in block.runs))


def _text(runs: Iterable[TrackedRun]) -> str:
    return "".join(one.run.text for one in runs)


def _is_deleted(run: TrackedRun) -> bool:
    return run.revision is not None and run.revision.kind is ChangeKind.DELETE


def _place(runs: Sequence[TrackedRun], quote: str) -> tuple[int, int]:
    """Find a quote among the characters of both sides: in the live text first, else the whole line."""
    live = [(at, not deleted) for at, deleted in enumerate(_deletions(runs))]
    places = [at for at, is_live in live if is_live]
    found = place_of(live_text(runs), quote)
    if found is not None:
        return places[found[0]], places[found[1] - 1] + 1
    return place_of(_text(runs), quote) or (0, len(live))


def _deletions(runs: Iterable[TrackedRun]) -> Iterator[bool]:
    for one in runs:
        for _ in one.run.text:
            yield _is_deleted(one)


def _parted(runs: Iterable[TrackedRun], cuts: set[int]) -> Iterator[TrackedRun]:
    """Cut runs where comments begin and end."""
    at = 0
    for one in runs:
        end = at + len(one.run.text)
        inner = [0, *sorted(cut - at for cut in cuts if at < cut < end), end - at]
        for start, stop in pairwise(inner):
            piece = one.run.saying(one.run.text[start:stop])
            former = None if one.former is None else one.former.saying(piece.text)
            yield TrackedRun(piece, one.revision, former)
        at = end
