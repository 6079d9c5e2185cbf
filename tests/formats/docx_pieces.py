"""Small Word documents made by hand, as other programs write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from dgsdesk.domain.read_document import ReadDocument
from dgsdesk.domain.richtext import Table, block_text
from dgsdesk.formats.docx.names import PACKAGE_RELS, R, W

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "docx"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def relationships(*targets: tuple[str, str]) -> str:
    """Give a relationships part of (kind or whole type, target)."""
    types = [kind if ":" in kind else f"{OFFICE}/{kind}" for kind, _ in targets]
    rows = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, (_, target)) in enumerate(zip(types, targets, strict=True), 1)
    )
    return f'<Relationships xmlns="{PACKAGE_RELS}">{rows}</Relationships>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Zip parts as they are."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def docx_of(body: str, *links: tuple[str, str], **parts: str) -> bytes:
    """Make a document of body XML; ``parts`` are files below ``word/``, linked by ``links``."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relationships(*links),
        }
        | {f"word/{name}.xml": text.replace("NAMES", _NAMES) for name, text in parts.items()}
    )


def p(*runs: str, mark: str = "", before: str = "") -> str:
    """Give a paragraph of runs in XML; ``mark`` is the revision of its end (``ins``, ``del``…)."""
    end = f'<w:rPr><w:{mark} w:author="A" w:date="2026-11-24T09:00:00Z"/></w:rPr>' if mark else ""
    return f"<w:p><w:pPr>{before}{end}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, look: str = "") -> str:
    """Give a run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(*runs: str, kind: str = "ins") -> str:
    """Give runs that were inserted (or moved here)."""
    return f'<w:{kind} w:id="1" w:author="Anne" w:date="2026-11-24T09:00:00Z">{"".join(runs)}</w:{kind}>'


def gone(text: str, kind: str = "del") -> str:
    """Give a run that was deleted (or moved away)."""
    tag = "delText" if kind == "del" else "t"
    run = f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
    return f'<w:{kind} w:id="2" w:author="Bruno" w:date="2026-11-25T09:00:00Z">{run}</w:{kind}>'


def texts(read: ReadDocument) -> list[object]:
    """Give paragraphs as strings and tables as lists of rows."""
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block_text(block)
        for block in read.blocks
    ]


def row(*cells: str, mark: str = "") -> str:
    """Give a table's row; ``mark`` holds its properties."""
    return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def cell(*paragraphs: str, mark: str = "") -> str:
    """Give a cell; ``mark`` holds its properties."""
    return f"<w:tc><w:tcPr>{mark}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def step(kind: str) -> str:
    """Give a run that is a step of a field (``begin``, ``separate``, ``end``)."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
