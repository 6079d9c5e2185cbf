"""The answer to a colleague who corrected the draft in Word: what remains of it as tracked changes.

The changes go from their wording to the one that was kept, so that accepting them all gives the adopted text;
the replies are comments where they wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.document import (
    Commented,
    Document,
    DocumentKind,
    Part,
    StatusBox,
    Title,
    Tone,
)
from dgsdesk.application.documents.minutes import ITEM_LEVEL, PaperHead
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.domain.proposal import place_of
from dgsdesk.domain.read_document import Comment
from dgsdesk.domain.richtext import Block, Heading, Run, block_text, paragraph
from dgsdesk.domain.tracked import TrackedBlock, accepted, rejected
from dgsdesk.domain.tracking import tracked_between
from dgsdesk.domain.wording import NBSP, date_full, date_long


@dataclass(frozen=True)
class Reply:
    """What is answered to one observation: on which words, in one text."""

    quote: str
    text: str


@dataclass(frozen=True)
class AnsweredItem:
    """An item: its blocks as the colleague would have them, as they are adopted, and the replies."""

    heading: str
    theirs: tuple[Block, ...]
    ours: tuple[Block, ...]
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class AnswerRow:
    """What the answer to one colleague holds; ``loose`` are replies that belong to no item."""

    author: str
    circle: str
    day: date
    version: int
    signer: str
    items: tuple[AnsweredItem, ...]
    loose: tuple[Reply, ...] = ()


def answer_document(row: AnswerRow, head: PaperHead) -> Document:
    """Compose the answer, to be opened in Word."""
    subtitle = f"{row.circle} – {date_full(row.day)}"
    return headed_document(
        head,
        DocumentKind.RESOLUTIONS,
        Title("Réponse à vos observations", subtitle),
        _body(row, (row.signer, head.created.isoformat())),
        name=f"Réponse à {row.author} – réunion du {date_long(row.day)}",
        footer=f"Réponse aux observations – réunion du {date_long(row.day)}",
        addressee=(row.author,),
    )


def _body(row: AnswerRow, stamp: tuple[str, str]) -> Iterator[Part]:
    yield StatusBox(
        f"Projet, version {row.version}{NBSP}: texte retenu après examen des observations",
        (
            "Les modifications suivies vont de votre rédaction à celle qui est retenue ; ce qui est repris "
            "tel quel n’est pas marqué.",
            "Les réponses sont en commentaire.",
        ),
        Tone.NOTICE,
    )
    for item in row.items:
        yield from _item(item, stamp)
    if row.loose:
        yield Heading((Run("Autres réponses"),), 1)
        for reply in row.loose:
            yield paragraph(reply.text)


def _item(item: AnsweredItem, stamp: tuple[str, str]) -> Iterator[Part]:
    left = list(item.replies)
    body: list[Part] = []
    for tracked in tracked_between(item.theirs, item.ours, stamp):
        words = _words(tracked)
        here = [reply for reply in left if reply.quote and place_of(words, reply.quote) is not None]
        left = [reply for reply in left if reply not in here]
        body.append(Commented(tracked, _comments(here, stamp)) if here else tracked)
    heading = Heading((Run(item.heading),), ITEM_LEVEL)
    yield Commented(heading, _comments(left, stamp)) if left else heading
    yield from body


def _words(tracked: TrackedBlock) -> str:
    """Return the words of a block as adopted, then as the colleague would have them."""
    return "\n".join(block_text(block) for block in (*accepted((tracked,)), *rejected((tracked,))))


def _comments(replies: Sequence[Reply], stamp: tuple[str, str]) -> tuple[Comment, ...]:
    author, moment = stamp
    return tuple(Comment(author, moment, reply.text, reply.quote) for reply in replies)
