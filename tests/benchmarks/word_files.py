"""Time long minutes as .docx, beside python-docx's usual way in the same run.

By hand: ``.venv/bin/python -m tests.benchmarks.word_files``. Sixty pages: 330 paragraphs with 40 tables of
12 x 5; then the same with 500 tracked changes and 200 comments.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument

from dgsdesk.application.document import Commented, Document, DocumentKind, LetterheadRow, Part
from dgsdesk.domain.read_document import Changes, Comment
from dgsdesk.domain.richtext import Block, Heading, ListItem, Paragraph, Run, Table
from dgsdesk.domain.tracking import tracked_between
from dgsdesk.formats.docx.apart import read_apart
from dgsdesk.formats.docx.read import read_docx
from dgsdesk.formats.docx.write import write_docx

ROUNDS = 15
STAMP = ("Anne Exemple", "2026-11-24T09:00:00Z")
SENTENCE = "Le bureau communautaire prend acte du calendrier proposé par la direction des services. "
ROWS = [[f"ligne {row}, colonne {column}" for column in range(5)] for row in range(12)]


def minutes(changed: bool = False) -> list[Block]:
    """Make sixty pages; ``changed`` replaces one word in the middle of every paragraph and of some cells."""
    word = "modifié" if changed else "arrêté"
    blocks: list[Block] = []
    for place in range(330):
        runs = (
            Run(SENTENCE * 2),
            Run(f"Point {place}", bold=True),
            Run(f" {word} en séance. " + SENTENCE),
        )
        if place % 11 == 0:
            blocks.append(Heading((Run(f"{place}. Un point de l’ordre du jour"),), 2))
        elif place % 5 == 0:
            blocks.append(ListItem(runs, place % 2))
        else:
            blocks.append(Paragraph(runs))
        if place % 8 == 0 and len(blocks) and sum(isinstance(b, Table) for b in blocks) < 40:
            blocks.append(Table.of_texts(ROWS))
    return [*blocks, *(Table.of_texts(ROWS) for _ in range(40 - sum(isinstance(b, Table) for b in blocks)))]


def document(*parts: Part) -> Document:
    """Put parts on paper."""
    letterhead = LetterheadRow("Clisson Sèvre et Maine Agglo")
    return Document(
        DocumentKind.DRAFT_MINUTES, "Essai", letterhead, parts, datetime(2026, 11, 24, tzinfo=UTC)
    )


def annotated() -> bytes:
    """Write the minutes with 500 tracked changes or more and 200 comments."""
    changes = tracked_between(minutes(), minutes(changed=True), STAMP)
    texts = [place for place, block in enumerate(changes) if hasattr(block, "runs")][:200]
    comment = Comment("Bruno Exemple", "2026-11-25T09:00:00Z", "À revoir avec le service.", "en séance")
    return write_docx(
        document(*(Commented(b, (comment,)) if place in texts else b for place, b in enumerate(changes)))
    )


def usual_writing() -> bytes:
    """Write the same text as python-docx's manual shows."""
    paper = docx.Document()
    for block in minutes():
        _add_usually(paper, block)
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def _add_usually(paper: WordDocument, block: Block) -> None:
    match block:
        case Heading():
            paper.add_heading("".join(run.text for run in block.runs), block.level)
        case Table():
            table = paper.add_table(len(block.rows), len(block.rows[0]))
            for place, row in enumerate(block.rows):
                for column, cell in enumerate(row):
                    table.cell(place, column).text = cell.text
        case Paragraph() | ListItem():
            paragraph = paper.add_paragraph(style="List Bullet" if isinstance(block, ListItem) else None)
            for run in block.runs:
                paragraph.add_run(run.text).bold = run.bold


def usual_reading(data: bytes) -> int:
    """Read all paragraphs and cells as python-docx's manual shows; gives the number of characters."""
    paper = docx.Document(io.BytesIO(data))
    characters = sum(len(paragraph.text) for paragraph in paper.paragraphs)
    return characters + sum(len(c.text) for table in paper.tables for row in table.rows for c in row.cells)


def measure(name: str, work: Callable[[], object], limit: float, rounds: int = ROUNDS) -> None:
    """Print the median of some rounds in milliseconds."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    wanted = f"  (wanted: {limit:.0f})" if limit else ""
    print(f"{name:58} {statistics.median(times):7.0f} ms, best {min(times):5.0f}{wanted}")


def main() -> None:
    """Run everything once."""
    plain, marked = write_docx(document(*minutes())), annotated()
    read = read_docx(marked)
    print(
        f"{len(read_docx(plain).blocks)} blocks; {len(read.changes)} changes, {len(read.comments)} comments"
    )
    measure("written", lambda: write_docx(document(*minutes())), 150)
    measure("written by python-docx", usual_writing, 0, 3)
    measure("read", lambda: read_docx(plain), 100)
    measure("read by python-docx", lambda: usual_reading(plain), 0)
    measure("read with changes and comments", lambda: read_docx(marked), 300)
    measure("the same, refused", lambda: read_docx(marked, Changes.REJECT), 300)
    measure("the same in a process of its own", lambda: read_apart(marked), 0)
    measure(
        "compared (tracked changes made of two texts)",
        lambda: tracked_between(minutes(), minutes(True), STAMP),
        0,
    )


if __name__ == "__main__":
    main()
