"""A circulated draft comes back annotated: comments and changes become observations (product § 3.9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.membership import members_on, sort_key
from dgsdesk.application.naming import seat_name
from dgsdesk.application.observation import is_late, meeting_in_review, next_position
from dgsdesk.application.ports.store import Store
from dgsdesk.application.returned import keep_original
from dgsdesk.application.returned_file import Returned, ReturnedText, read_returned
from dgsdesk.application.words import shortened
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import Observation, ObservationWay
from dgsdesk.domain.minutes_matching import same_text
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.proposal import Proposal, proposals_between
from dgsdesk.domain.read_document import Comment
from dgsdesk.domain.richtext import Block, block_text
from dgsdesk.domain.wording import NBSP, date_full, plural


@dataclass(frozen=True)
class ImportAnnotated(Command[int]):
    """Make observations of what somebody wrote on a Word file of the draft; returns how many are new.

    ``organisation_id`` names who sent it, where the file's own authors do not count. The same file twice
    adds nothing. Raises RuleBroken("not_in_review"), BadInput for an unsound file.
    """

    meeting_id: str
    name: str
    content: bytes
    organisation_id: str | None = None
    received_on: date | None = None


@dataclass(frozen=True)
class AnnotatedRow:
    """One observation that a file would give."""

    heading: str
    author: str
    text: str
    quote: str
    proposed: str
    known: bool


@dataclass(frozen=True)
class AnnotatedPreview:
    """What importing a file would add; ``known`` rows were imported before."""

    name: str
    origin: str
    older: bool
    rows: tuple[AnnotatedRow, ...]


@dataclass(frozen=True)
class _Remark:
    """What somebody wrote, and where."""

    item_id: str | None
    author: str
    text: str
    quote: str = ""
    proposed: str = ""

    def key(self) -> tuple[str | None, str, str, str]:
        return self.item_id, same_text(self.text), same_text(self.quote), same_text(self.proposed)


def annotated_preview(view: View, meeting_id: str, name: str, content: bytes) -> AnnotatedPreview:
    """Return what `ImportAnnotated` would add; raises the same known errors."""
    meeting = view.store.get(Meeting, meeting_id)
    returned = read_returned(view, meeting, name, content)
    headings = {item.item.id: item.item.heading for item in returned.items}
    headings |= {item.id: item.heading for item in returned.missing}
    known = _known(view.store, meeting_id)
    return AnnotatedPreview(
        name=name,
        origin=returned.origin,
        older=returned.older,
        rows=tuple(
            AnnotatedRow(
                headings.get(remark.item_id or "", "À rattacher"),
                remark.author,
                remark.text,
                remark.quote,
                remark.proposed,
                remark.key() in known,
            )
            for remark in _remarks(returned)
        ),
    )


def _known(store: Store, meeting_id: str) -> frozenset[tuple[str | None, str, str, str]]:
    return frozenset(
        _Remark(one.item_id, one.author, one.text, one.quote, one.proposed).key()
        for one in store.find(Observation, meeting_id=meeting_id)
    )


@handles(ImportAnnotated, "{count_words} depuis « {short} »")
def import_annotated(act: Act, command: ImportAnnotated) -> int:
    meeting = meeting_in_review(act, command.meeting_id)
    received = command.received_on or act.today
    if received > act.today:
        raise BadInput("received_later", day=date_full(received))
    returned = read_returned(act, meeting, command.name, command.content)
    keep_original(act, meeting, command.name, command.content)
    known = _known(act.store, meeting.id)
    fresh = [remark for remark in _remarks(returned) if remark.key() not in known]
    authors = _Authors(act.store, act.today, command.organisation_id)
    position = next_position(act, meeting.id)
    for rank, remark in enumerate(fresh):
        act.store.add(_observation(act, meeting, remark, authors, received, position + rank))
    act.tell(
        short=shortened(command.name, 40),
        count_words=plural(len(fresh), "observation reprise", "observations reprises"),
    )
    return len(fresh)


def _observation(
    act: Act, meeting: Meeting, remark: _Remark, authors: _Authors, received: date, position: int
) -> Observation:
    organisation_id, author = authors.named(remark.author)
    return Observation(
        id=act.new_id(),
        meeting_id=meeting.id,
        position=position,
        author=author,
        received_on=received,
        text=remark.text,
        item_id=remark.item_id,
        organisation_id=organisation_id,
        quote=remark.quote,
        proposed=remark.proposed,
        way=ObservationWay.WORD,
        late=is_late(act, meeting.id, received),
    )


class _Authors:
    """Who wrote: the seat of a known name, the sender that was told, else the name in the file."""

    def __init__(self, store: Store, day: date, organisation_id: str | None) -> None:
        seats = members_on(store, day)
        self._seats = {sort_key(seat.name): seat for seat in seats if seat.name}
        self._by_house = {seat.organisation_id: seat_name(seat) for seat in seats}
        self._sender = organisation_id
        if organisation_id is not None:
            store.get(Organisation, organisation_id)

    def named(self, author: str) -> tuple[str | None, str]:
        """Return the organisation, if known, and how the author is called."""
        if self._sender is not None:
            return self._sender, self._by_house.get(self._sender, author)
        seat = self._seats.get(sort_key(author))
        return (seat.organisation_id, seat_name(seat)) if seat else (None, author or "Auteur inconnu")


# -- what a file says ---------------------------------------------------------------------------------------


def _remarks(returned: Returned) -> Iterator[_Remark]:
    """Give every remark of a file: what has no place first, then item by item."""
    writers = _Writers(returned)
    for comment in returned.minutes.comments:
        yield _comment(None, comment)
    for block in returned.minutes.unplaced:
        yield _Remark(None, writers.of(block), "Texte ajouté dans le fichier", "", block_text(block))
    for note in returned.minutes.notes:
        yield _Remark(None, writers.anybody, f"Note{NBSP}: {note.text}")
    for item in returned.items:
        yield from _item_remarks(item, writers)
    for missing in returned.missing:
        yield _Remark(missing.id, writers.anybody, "Point supprimé dans le fichier")


class _Writers:
    """Who tracked a change in which block."""

    def __init__(self, returned: Returned) -> None:
        places = {id(block): place for place, block in enumerate(returned.read.blocks)}
        authors: dict[int, set[str]] = {}
        for change in returned.read.changes:
            authors.setdefault(change.block, set()).add(change.author)
        every = {author for some in authors.values() for author in some if author}
        every |= {comment.author for comment in returned.read.comments if comment.author}
        self.anybody = next(iter(every)) if len(every) == 1 else ""
        self._places: Mapping[int, int] = places
        self._authors = authors

    def of(self, block: Block | None) -> str:
        """Return the one who changed a block, else the one who wrote anything, else nobody."""
        names = self._authors.get(self._places.get(id(block), -1), set()) if block is not None else set()
        return next(iter(names)) if len(names) == 1 else self.anybody


def _item_remarks(item: ReturnedText, writers: _Writers) -> Iterator[_Remark]:
    item_id = item.item.id
    for comment in item.found.comments:
        yield _comment(item_id, comment)
    if item.changed:
        yield from _text_remarks(item, writers)
    for decision in item.decisions:
        former = decision.former.text if decision.former else ""
        if not former:
            yield _Remark(item_id, writers.anybody, "Décision ajoutée dans le fichier", "", decision.text)
        for proposal in proposals_between(former, decision.text) if former else ():
            yield _proposed(item_id, writers.anybody, proposal)
    for gone in item.gone:
        yield _Remark(item_id, writers.anybody, "Décision supprimée dans le fichier", gone.text)
    for line in item.loose:
        yield _Remark(item_id, writers.anybody, line)
    for note in item.found.notes:
        yield _Remark(item_id, writers.anybody, f"Note{NBSP}: {note.text}")


def _comment(item_id: str | None, comment: Comment) -> _Remark:
    replies = [f"Réponse de {reply.author}{NBSP}: {reply.text}" for reply in comment.replies]
    resolved = ["(marqué comme résolu dans le fichier)"] if comment.resolved else []
    return _Remark(item_id, comment.author, "\n".join([comment.text, *replies, *resolved]), comment.quote)


def _proposed(item_id: str, author: str, proposal: Proposal) -> _Remark:
    return _Remark(item_id, author, "Modification proposée", proposal.quote, proposal.proposed)


def _text_remarks(item: ReturnedText, writers: _Writers) -> Iterator[_Remark]:
    """Compare block by block, then word by word."""
    old = [block_text(block) for block in item.item.text.blocks]
    blocks = item.found.blocks
    new = [block for block in blocks if any(block_text(block) == block_text(one) for one in item.text.blocks)]
    matcher = SequenceMatcher(
        None, [*map(same_text, old)], [same_text(block_text(block)) for block in new], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = min(i2 - i1, j2 - j1)
        for offset in range(pairs):
            block = new[j1 + offset]
            for proposal in proposals_between(old[i1 + offset], block_text(block)):
                yield _proposed(item.item.id, writers.of(block), proposal)
        before = old[i1 + pairs - 1] if i1 + pairs > 0 else ""
        for block in new[j1 + pairs : j2]:
            yield _added(item.item.id, writers.of(block), before, block_text(block))
        for gone in old[i1 + pairs : i2]:
            if gone.strip():
                yield _Remark(item.item.id, writers.anybody, "Paragraphe supprimé dans le fichier", gone)


def _added(item_id: str, author: str, before: str, added: str) -> _Remark:
    """A new paragraph is proposed after the one that stands before it, so that it can be applied."""
    proposed = f"{before}\n{added}" if before else added
    return _Remark(item_id, author, "Paragraphe ajouté dans le fichier", before, proposed)
