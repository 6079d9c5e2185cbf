"""What was read from somebody's document: its text, and what was written on it (changes, comments, notes)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dgsdesk.domain.richtext import Block, Cell, Heading, Image, ListItem, Paragraph, Run, Table, block_text


class Changes(StrEnum):
    """What to do with tracked changes while reading."""

    ACCEPT = "accept"
    REJECT = "reject"
    SHOW = "show"


class ChangeKind(StrEnum):
    """What a tracked change does."""

    INSERT = "insert"
    DELETE = "delete"
    MOVE = "move"
    FORMAT = "format"


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change; ``date`` as the file writes it (ISO 8601), ``block`` the block it stands in.

    ``text`` is ``"\\n"`` where only a paragraph's end was inserted or deleted.
    """

    kind: ChangeKind
    author: str
    date: str
    text: str
    block: int


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a comment."""

    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on the text ``quote``; ``block`` is -1 when the file no longer says where."""

    author: str
    date: str
    text: str
    quote: str = ""
    resolved: bool = False
    replies: tuple[Reply, ...] = ()
    block: int = -1


@dataclass(frozen=True, slots=True)
class Anchor:
    """One of our bookmarks (its own name, copies folded) and the block that it stands in.

    One that is not ``live`` stood in deleted text; its block is the next that is left.
    """

    name: str
    block: int
    live: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """Text beside the text: ``kind`` is ``footnote``, ``endnote`` or ``text_box``."""

    kind: str
    text: str
    block: int


@dataclass(frozen=True)
class ReadDocument:
    """A document as read.

    ``identity`` holds its custom properties, ``images`` the pictures' bytes by SHA-256, ``outside`` the
    addresses it points to (never followed).
    """

    blocks: tuple[Block, ...]
    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    notes: tuple[Note, ...] = ()
    title: str = ""
    identifier: str = ""
    identity: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, bytes] = field(default_factory=dict)
    outside: tuple[str, ...] = ()


def document_json(read: ReadDocument) -> dict[str, object]:
    """Give what ``dgsdesk docx read --json`` prints."""
    return {
        "blocks": [_block(block) for block in read.blocks],
        "changes": [
            {"kind": c.kind.value, "author": c.author, "date": c.date, "text": c.text, "block": c.block}
            for c in read.changes
        ],
        "comments": [_comment(comment) for comment in read.comments],
        "item_anchors": [
            {"name": anchor.name, "block": anchor.block, "live": anchor.live} for anchor in read.anchors
        ],
        "notes": [{"kind": note.kind, "text": note.text, "block": note.block} for note in read.notes],
        "identity": dict(read.identity),
        "outside": list(read.outside),
    }


def _block(block: Block) -> dict[str, object]:
    value: dict[str, object] = {"kind": kind_of(block), "text": block_text(block)}
    match block:
        case Paragraph():
            value |= {"style": block.style, "runs": [_run(run) for run in block.runs]}
        case Heading():
            value |= {"level": block.level, "runs": [_run(run) for run in block.runs]}
        case ListItem():
            value |= {"level": block.level, "ordered": block.ordered, "runs": [_run(r) for r in block.runs]}
        case Table():
            value |= {"header_rows": block.header_rows, "caption": block.caption, "rows": _rows(block.rows)}
        case Image():
            value |= {
                "name": block.name,
                "alt": block.alt,
                "width_mm": block.width_mm,
                "sha256": block.sha256,
            }
    return value


def kind_of(block: Block) -> str:
    """Give the block's kind as it is written outside: ``paragraph``, ``list_item``…"""
    names = {
        Paragraph: "paragraph",
        ListItem: "list_item",
        Heading: "heading",
        Table: "table",
        Image: "image",
    }
    return names[type(block)]


def _rows(rows: tuple[tuple[Cell, ...], ...]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def _run(run: Run) -> dict[str, object]:
    marks = {name: True for name in ("bold", "italic", "underline") if getattr(run, name)}
    return {"text": run.text, **marks, **({"link": run.link} if run.link else {})}


def _comment(comment: Comment) -> dict[str, object]:
    replies = [{"author": reply.author, "date": reply.date, "text": reply.text} for reply in comment.replies]
    return {
        "author": comment.author,
        "date": comment.date,
        "text": comment.text,
        "quote": comment.quote,
        "resolved": comment.resolved,
        "replies": replies,
        "block": comment.block,
    }
