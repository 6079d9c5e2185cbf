"""What a colleague wrote on a Word file of the draft: comments, changes, additions, nothing left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dgsdesk.application.returned.changed_looks import looks_changed
from dgsdesk.application.returned.file import Returned, ReturnedText
from dgsdesk.application.review.remark import Remark
from dgsdesk.domain.differences import BlockDifference, Fate, differences
from dgsdesk.domain.minutes_matching import same_text
from dgsdesk.domain.proposal import Proposal, folded, proposals_between, with_context
from dgsdesk.domain.read_document import Change, Comment
from dgsdesk.domain.richtext import Block, Image, RichText, block_text, plain_text
from dgsdesk.domain.wording import NBSP

CHANGED = "Modification proposée"
ADDED = "Paragraphe ajouté dans le fichier"
GONE = "Paragraphe supprimé dans le fichier"
MOVED = "Paragraphe déplacé dans le fichier"
LOOK = "Mise en forme modifiée dans le fichier"
"""How the changes of a file are said where their author says nothing."""


def file_remarks(returned: Returned) -> Iterator[Remark]:
    """Give every remark of a file: what has no place first, then item by item."""
    writers = _Writers(returned)
    for comment in returned.minutes.comments:
        yield _comment(None, "", comment)
    for block in returned.minutes.unplaced:
        words = block_text(block)
        yield Remark(None, writers.of(block, words), "Texte ajouté dans le fichier", Proposal("", words))
    for note in returned.minutes.notes:
        yield Remark(None, writers.anybody, f"Note{NBSP}: {note.text}")
    for item in returned.items:
        yield from _item_remarks(item, writers)
    for missing in returned.missing:
        yield Remark(missing.id, writers.anybody, "Point supprimé dans le fichier")


class _Writers:
    """Who tracked a change in which block."""

    def __init__(self, returned: Returned) -> None:
        places = {id(block): place for place, block in enumerate(returned.read.blocks)}
        by_block: dict[int, list[Change]] = {}
        for change in returned.read.changes:
            by_block.setdefault(change.block, []).append(change)
        every = {change.author for change in returned.read.changes if change.author}
        self._tracked = every
        every = every | {comment.author for comment in returned.read.comments if comment.author}
        self.anybody = next(iter(every)) if len(every) == 1 else ""
        self._places: Mapping[int, int] = places
        self._by_block = by_block
        self._changes = returned.read.changes

    def of(self, block: Block | None, *words: str) -> str:
        """Return who wrote these words in a block: by the tracked change that holds them, else who could."""
        here = self._by_block.get(self._places.get(id(block), -1), []) if block is not None else []
        for changes in (here, self._changes):
            names = {change.author for change in changes if change.author and _holds(change, words)}
            if len(names) == 1:
                return next(iter(names))
        names = {change.author for change in here if change.author}
        return next(iter(names)) if len(names) == 1 else self.anybody


def _holds(change: Change, words: Iterable[str]) -> bool:
    said = folded(change.text)
    return bool(said) and any(said in folded(one) for one in words if one)


def _item_remarks(item: ReturnedText, writers: _Writers) -> Iterator[Remark]:
    item_id, found = item.item.id, item.found
    words = "\n".join([plain_text(item.item.text), *(decision.text for decision in item.item.decisions)])
    for comment in found.comments:
        yield _comment(item_id, words, comment)
    if item.changed:
        yield from _text_remarks(item, writers)
    for decision in item.decisions:
        former = decision.former.text if decision.former else ""
        if not former:
            yield Remark(
                item_id,
                writers.of(None, decision.text),
                "Décision ajoutée dans le fichier",
                Proposal("", decision.text),
            )
        for proposal in proposals_between(former, decision.text) if former else ():
            yield _proposed(item_id, writers.of(None, proposal.quote, proposal.proposed), proposal)
    for gone in item.gone:
        yield Remark(
            item_id,
            writers.of(None, gone.text),
            "Décision supprimée dans le fichier",
            Proposal(gone.text, "", removes=True),
        )
    for line in item.loose:
        yield Remark(item_id, writers.anybody, line)
    for note in found.notes:
        yield Remark(item_id, writers.anybody, f"Note{NBSP}: {note.text}")


def _comment(item_id: str | None, words: str, comment: Comment) -> Remark:
    replies = [f"{reply.author} répond{NBSP}: {reply.text}" for reply in comment.replies]
    resolved = ["(marqué comme résolu dans le fichier)"] if comment.resolved else []
    said = "\n".join([comment.text, *replies, *resolved])
    return Remark(item_id, comment.author, said, with_context(words, Proposal(comment.quote, "")))


def _proposed(item_id: str, author: str, proposal: Proposal) -> Remark:
    return Remark(item_id, author, CHANGED, proposal)


@dataclass
class _Reading:
    """Where the comparison of one item stands: the words before, to place what is added after them."""

    item_id: str
    writers: _Writers
    before: str = ""


def _text_remarks(item: ReturnedText, writers: _Writers) -> Iterator[Remark]:
    """Compare block by block, then word by word."""
    ours = {same_text(block_text(block)) for block in item.text.blocks}
    back = tuple(block for block in item.found.blocks if same_text(block_text(block)) in ours)
    reading = _Reading(item.item.id, writers)
    for difference in differences(item.item.text, RichText(back)):
        yield from _of_block(difference, reading)


def _of_block(one: BlockDifference, reading: _Reading) -> Iterator[Remark]:
    was = block_text(one.before) if one.before is not None else ""
    now = block_text(one.after) if one.after is not None else ""
    if one.fate is Fate.INSERTED and now.strip() and not isinstance(one.block, Image):
        yield _added(reading, one, now)
    elif one.fate is Fate.DELETED and was.strip() and not isinstance(one.block, Image):
        author = reading.writers.of(None, was)
        yield Remark(reading.item_id, author, GONE, Proposal(was, "", removes=True))
    elif one.rows and one.fate in (Fate.CHANGED, Fate.MOVED):
        for row in one.rows:
            for cell in row.cells:
                for difference in cell:
                    yield from _of_block(difference, reading)
    elif isinstance(one.block, Image):
        yield from _of_picture(one, reading)
    elif one.fate in (Fate.CHANGED, Fate.MOVED):
        yield from _of_line(one, reading, was, now)
        yield from _of_looks(one, reading)
    reading.before = was or reading.before


def _of_line(one: BlockDifference, reading: _Reading, was: str, now: str) -> Iterator[Remark]:
    for proposal in proposals_between(was, now):
        author = reading.writers.of(one.after, proposal.quote, proposal.proposed)
        yield _proposed(reading.item_id, author, proposal)
    if one.fate is Fate.MOVED:
        author = reading.writers.of(one.after, now)
        yield Remark(reading.item_id, author, MOVED, Proposal(was, ""))


def _of_picture(one: BlockDifference, reading: _Reading) -> Iterator[Remark]:
    """Tell of a picture: it can be put in or taken out by hand, its bytes stand in the file that is kept."""
    fates = {Fate.INSERTED: "ajoutée", Fate.DELETED: "supprimée", Fate.CHANGED: "modifiée"}
    fates[Fate.MOVED] = "déplacée"
    if one.fate in fates and isinstance(one.block, Image):
        name = one.block.alt or one.block.name
        said = f"Image {fates[one.fate]} dans le fichier{NBSP}: {name}".removesuffix(f"{NBSP}: ")
        place = Proposal(reading.before, "")
        yield Remark(reading.item_id, reading.writers.of(one.after), said, place)


def _of_looks(one: BlockDifference, reading: _Reading) -> Iterator[Remark]:
    """Tell of the same words that look otherwise."""
    for look, words in looks_changed(one):
        author = reading.writers.of(one.after, words)
        yield Remark(reading.item_id, author, f"{LOOK}{NBSP}: {look}", Proposal(words, ""))


def _added(reading: _Reading, one: BlockDifference, words: str) -> Remark:
    """A new paragraph is proposed after the one that stands before it, so that it can be applied."""
    before = reading.before
    proposed = f"{before}\n{words}" if before else words
    return Remark(reading.item_id, reading.writers.of(one.after, words), ADDED, Proposal(before, proposed))
