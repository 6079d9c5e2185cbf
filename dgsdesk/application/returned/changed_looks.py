"""What looks otherwise in the file of a colleague while it says the same: emphasis, lists, headings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dgsdesk.application.returned.file import emphasis
from dgsdesk.domain.differences import BlockDifference, Mark, Piece
from dgsdesk.domain.richtext import Block, Heading, ListItem, Paragraph, Run, block_text
from dgsdesk.domain.wording import join_and


def looks_changed(one: BlockDifference) -> Iterator[tuple[str, str]]:
    """Give how a line or some of its words look now, in French, and these words."""
    if one.before is None or one.after is None:
        return
    form = _form(one.after)
    if form and form != _form(one.before):
        yield form, block_text(one.after)
    if emphasis(one.before) == emphasis(one.after):
        return
    for look, pieces in groupby(one.pieces, key=_look):
        words = "".join(piece.run.text for piece in pieces)
        if look and words.strip():
            yield look, words.strip()


def _look(piece: Piece) -> str:
    """Say how restyled words look now, nothing of others."""
    return _emphasised(piece.run) if piece.mark is Mark.RESTYLED else ""


def _emphasised(run: Run) -> str:
    looks = {"en gras": run.bold, "en italique": run.italic, "souligné": run.underline, "en lien": run.link}
    return join_and([look for look, has in looks.items() if has]) or "sans mise en valeur"


def _form(block: Block) -> str:
    match block:
        case Paragraph():
            return "en paragraphe"
        case ListItem():
            kind = "en liste numérotée" if block.ordered else "en liste"
            return f"{kind}, niveau {block.level + 1}" if block.level else kind
        case Heading():
            return "en intertitre"
    return ""
