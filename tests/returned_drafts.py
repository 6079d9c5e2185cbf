"""What somebody does to a draft in Word, for tests: lines changed, lines added, comments."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph


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


def _paragraph(document: Document, passage: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if passage in paragraph.text)
