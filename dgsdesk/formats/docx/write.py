"""Write a neutral document as .docx: the same document and base file give the same bytes."""

from __future__ import annotations

from dgsdesk.application.document import Document, with_leads
from dgsdesk.formats.docx.base import open_base
from dgsdesk.formats.docx.body import Stock
from dgsdesk.formats.docx.names import COMMENT_THREADS
from dgsdesk.formats.docx.package import pack
from dgsdesk.formats.docx.parts import Writer
from dgsdesk.formats.docx.properties import add_properties
from dgsdesk.formats.docx.tracked_body import CommentedBody


def write_docx(document: Document, base: bytes | None = None) -> bytes:
    """Print the document over a letterhead file (its bytes), or over our own base file.

    A letterhead keeps its headers, footers, margins and styles; lacking styles are added in our look.
    Raises ``BadInput`` when the letterhead is no Word document.
    """
    opened = open_base(base)
    opened.add_lacking_styles()
    opened.add_lists()
    opened.set_language(document.language)
    if document.landscape:
        opened.turn()
    body = CommentedBody(Stock(opened, document.images), opened.width)
    writer = Writer(body, document, own_head=base is None)
    for part in with_leads(document.parts):
        writer.write(part)
    if comments := body.stock.comments:
        opened.add_part("comments", comments.comments_xml())
        opened.add_part("commentsExtended", comments.threads_xml(), COMMENT_THREADS)
    opened.set_footer(document.footer)
    add_properties(opened, document)
    return pack(opened.finished(body.xml()))
