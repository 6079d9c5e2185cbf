"""The host's draft comes back from Word: it is merged with ours item by item; nothing is ever dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.documents.minutes import action_cells
from dgsdesk.application.minutes.text import TextItem, minutes_text
from dgsdesk.application.minutes.version import DOCX
from dgsdesk.application.ports.store import Store
from dgsdesk.application.returned.conflict import PART_WORDS
from dgsdesk.application.returned.file import Places, Returned, ReturnedText, read_returned
from dgsdesk.application.returned.merge import (
    DecisionWords,
    FoundConflict,
    ItemMerge,
    described,
    merge_item,
    said_action,
    said_decision,
)
from dgsdesk.application.returned.origin import Reading
from dgsdesk.application.returned.take import fresh_conflicts, keep_conflicts, take_item
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.differences import BlockDifference, Piece, changed_only, differences, text_pieces
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import Unplaced
from dgsdesk.domain.minutes_matching import Found
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.read_document import Comment
from dgsdesk.domain.richtext import Image, RichText, paragraphs_of, plain_text
from dgsdesk.domain.wording import NBSP, plural

add_sentences(
    {
        "not_drafting": (
            "Le compte rendu n’est plus en rédaction : un fichier qui revient apporte des observations.",
            "Importez-le à l’étape « Faire relire ». Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class ReadBack:
    """What a returned draft changed: items with new text, conflicts to settle, lines « à rattacher »."""

    changed: int
    unplaced: int
    conflicts: int = 0


@dataclass(frozen=True)
class ReadBackDraft(Command[ReadBack]):
    """Merge the host's text from a Word file with ours, item by item; the file itself is kept.

    The version that the file was made from is the base. What both changed is kept as a conflict, what has no
    place « à rattacher ». ``places`` tells which item a found one really is ("" for none). The same file
    twice changes nothing. Raises BadInput for an unsound file or one of another meeting,
    RuleBroken("not_drafting"), RuleBroken("no_draft_sent").
    """

    meeting_id: str
    name: str
    content: bytes
    places: Places = ()


@dataclass(frozen=True)
class ReturnedConflict:
    """A passage that was changed on both sides: what part of the item it is, each side's words."""

    part: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class ReturnedRow:
    """What a file would do to one item.

    ``found`` says how the item was recognised, ``file_title`` its heading in the file; ``differences`` are
    the blocks that change here, ``lines`` the other words (title, decisions, actions) before and after;
    ``confirmed`` that a person said which item it is.
    """

    item_id: str
    found_id: str
    heading: str
    found: Found
    file_title: str
    what: str
    differences: tuple[BlockDifference, ...]
    lines: tuple[tuple[str, tuple[Piece, ...]], ...]
    conflicts: tuple[ReturnedConflict, ...]
    confirmed: bool = False

    @property
    def sure(self) -> bool:
        """Whether the item was recognised by our own bookmark."""
        return self.found is Found.ANCHOR


@dataclass(frozen=True)
class ReturnedPreview:
    """What reading a file back would do; ``choices`` are all items, for those not surely recognised."""

    name: str
    origin: str
    older: bool
    known: bool
    rows: tuple[ReturnedRow, ...]
    unplaced: tuple[str, ...]
    missing: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]

    @property
    def to_confirm(self) -> tuple[ReturnedRow, ...]:
        """The items that nobody has recognised yet but the program, by title or place."""
        return tuple(row for row in self.rows if not row.sure and not row.confirmed)

    @property
    def changes(self) -> bool:
        """Whether anything would change or needs a look."""
        return any(row.what for row in self.rows) or bool(self.unplaced)


def returned_preview(
    view: View, meeting_id: str, name: str, content: bytes, places: Places = ()
) -> ReturnedPreview:
    """Return what `ReadBackDraft` would do; raises the same known errors."""
    meeting = _drafting(view.store.get(Meeting, meeting_id))
    plan = _planned(view, meeting, name, content, places)
    returned = plan.returned
    sources = {target: found for found, target in places}
    rows = [_row(back, item, plan, sources) for back, item in plan.items]
    return ReturnedPreview(
        name=name,
        origin="Ce fichier a déjà été repris : il ne change plus rien."
        if returned.known
        else returned.origin,
        older=returned.older,
        known=returned.known,
        rows=() if returned.known else tuple(row for row in rows if row.what or not row.sure),
        unplaced=tuple(plain_text(text) for text, _ in plan.loose),
        missing=() if returned.known else tuple(item.heading for item in returned.missing),
        choices=tuple((item.id, item.heading) for item in plan.now.values()),
    )


@dataclass(frozen=True)
class _Plan:
    """A file read and merged, not yet written."""

    returned: Returned
    now: dict[str, TextItem]
    items: tuple[tuple[ReturnedText, ItemMerge], ...]
    conflicts: tuple[tuple[ItemMerge, FoundConflict], ...]
    loose: tuple[tuple[RichText, str], ...]


def _planned(source: Reading, meeting: Meeting, name: str, content: bytes, places: Places) -> _Plan:
    returned = read_returned(source, meeting, name, content, places=places)
    now = {item.id: item for item in minutes_text(source.store, meeting.id).items}
    if returned.known:
        return _Plan(returned, now, (), (), ())
    items = tuple(
        (back, merge_item(back, now[back.item.id])) for back in returned.items if back.item.id in now
    )
    conflicts = fresh_conflicts(source.store, meeting.id, [item for _, item in items])
    loose = _unknown(source.store, meeting.id, _loose(returned, items, now))
    return _Plan(returned, now, items, tuple(conflicts), tuple(loose))


def _row(back: ReturnedText, item: ItemMerge, plan: _Plan, sources: dict[str, str]) -> ReturnedRow:
    conflicts = tuple(found for of, found in plan.conflicts if of is item)
    what = list(described(item))
    if conflicts:
        what.append(plural(len(conflicts), "passage modifié ici aussi", "passages modifiés ici aussi"))
    return ReturnedRow(
        item.now.id,
        sources.get(item.now.id, item.now.id),
        item.now.heading,
        back.found.found,
        back.found.title,
        ", ".join(what),
        changed_only(differences(item.now.text, item.text)),
        tuple(_line_changes(item)),
        tuple(
            ReturnedConflict(PART_WORDS[one.part], plain_text(one.ours), plain_text(one.theirs))
            for one in conflicts
        ),
        item.now.id in sources,
    )


def _line_changes(item: ItemMerge) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """Give the title, the decisions and the actions that change, as words struck and put in."""
    if item.title != item.now.title:
        yield "Titre", text_pieces(item.now.title, item.title)
    for decision in item.now.decisions:
        if decision.id in item.decisions:
            now = DecisionWords(decision.text, decision.audience)
            yield "Décision", text_pieces(said_decision(now), said_decision(item.decisions[decision.id]))
    for decided in item.new_decisions:
        yield "Décision", text_pieces("", said_decision(decided))
    for action in item.now.actions:
        if action.id in item.actions:
            cells = " · ".join(action_cells(action))
            yield "Suite à donner", text_pieces(cells, said_action(item.actions[action.id]))
    for words in item.new_actions:
        yield "Suite à donner", text_pieces("", said_action(words))


def _drafting(meeting: Meeting) -> Meeting:
    if meeting.state not in (MeetingState.HELD, MeetingState.DRAFTING):
        raise RuleBroken("not_drafting")
    return meeting


@handles(ReadBackDraft, "Fichier « {short} » relu : {changed_words}")
def read_back_draft(act: Act, command: ReadBackDraft) -> ReadBack:
    meeting = _drafting(act.store.get(Meeting, command.meeting_id))
    plan = _planned(act, meeting, command.name, command.content, command.places)
    keep_original(act, meeting, command.name, command.content)
    for content in plan.returned.read.images.values():
        act.files.put(content)
    changing = [item for _, item in plan.items if item.changes]
    for item in changing:
        take_item(act, meeting.id, item)
    source = PurePath(command.name.replace("\\", "/")).name
    writer = _writer(plan.returned)
    conflicts = keep_conflicts(act, meeting.id, plan.conflicts, source, plan.returned.version, writer)
    _keep_loose(act, meeting, plan.loose)
    said = plural(len(changing), "point modifié", "points modifiés")
    if conflicts:
        said += f", {plural(conflicts, 'passage à trancher', 'passages à trancher')}"
    act.tell(short=shortened(source, 40), changed_words=said)
    return ReadBack(len(changing), len(plan.loose), conflicts)


def _writer(returned: Returned) -> str:
    """Name the one who tracked all changes of a file; nobody where there are several or none."""
    authors = {change.author for change in returned.read.changes if change.author}
    return authors.pop() if len(authors) == 1 else ""


def keep_original(act: Act, meeting: Meeting, name: str, content: bytes) -> Attachment:
    """Keep a returned file as it came, once by content."""
    sha256 = act.files.put(content)
    for kept in act.store.find(Attachment, owner_id=meeting.id, sha256=sha256):
        return kept
    attachment = Attachment(
        id=act.new_id(),
        sha256=sha256,
        name=PurePath(name.replace("\\", "/")).name,
        media_type=DOCX,
        size=len(content),
        owner_kind="Meeting",
        owner_id=meeting.id,
        title="Projet de compte rendu renvoyé",
    )
    act.store.add(attachment)
    return attachment


def _loose(
    returned: Returned, items: Iterable[tuple[ReturnedText, ItemMerge]], now: dict[str, TextItem]
) -> Iterator[tuple[RichText, str]]:
    """Give everything that has no place, each with the words that say where it comes from."""
    for block in returned.minutes.unplaced:
        yield RichText((block,)), returned.name
    for back, item in items:
        yield from _loose_of(back, item.loose, returned.name)
    for back in returned.items:
        if back.item.id not in now:  # the item was taken off the agenda meanwhile
            if back.text:
                yield back.text, _place_name(returned.name, back)
            lines = [*back.loose, *(f"Décision{NBSP}: {decision.text}" for decision in back.decisions)]
            yield from _loose_of(back, lines, returned.name)
    for comment in returned.minutes.comments:
        yield paragraphs_of(comment_words(comment)), returned.name
    for note in returned.minutes.notes:
        yield paragraphs_of(f"Note{NBSP}: {note.text}"), returned.name


def _place_name(name: str, back: ReturnedText) -> str:
    return f"{name}, point {back.item.number}"


def _loose_of(back: ReturnedText, lines: Iterable[str], name: str) -> Iterator[tuple[RichText, str]]:
    source = _place_name(name, back)
    for line in lines:
        yield paragraphs_of(line), source
    for comment in back.found.comments:
        yield paragraphs_of(comment_words(comment)), source
    for note in back.found.notes:
        yield paragraphs_of(f"Note{NBSP}: {note.text}"), source


def comment_words(comment: Comment) -> str:
    """Write a comment as one text: who, on which words, what, and the replies."""
    about = f" sur «{NBSP}{comment.quote}{NBSP}»" if comment.quote else ""
    lines = [f"Commentaire de {comment.author or 'auteur inconnu'}{about}{NBSP}: {comment.text}"]
    lines += [f"{reply.author} répond{NBSP}: {reply.text}" for reply in comment.replies]
    return "\n".join(lines)


def _unknown(
    store: Store, meeting_id: str, loose: Iterable[tuple[RichText, str]]
) -> Iterator[tuple[RichText, str]]:
    """Leave out what was kept before, whatever became of it."""
    known = {_said(one.text) for one in store.find(Unplaced, meeting_id=meeting_id)}
    for text, source in loose:
        if _said(text) not in known:
            known.add(_said(text))
            yield text, source


def _said(text: RichText) -> str:
    """Return what tells one piece from another: its words, or the picture that it is."""
    pictures = [block.sha256 for block in text.blocks if isinstance(block, Image)]
    return "\n".join((plain_text(text), *pictures))


def _keep_loose(act: Act, meeting: Meeting, loose: Iterable[tuple[RichText, str]]) -> None:
    known = act.store.find(Unplaced, meeting_id=meeting.id)
    position = max((one.position for one in known), default=0)
    for rank, (text, source) in enumerate(loose, 1):
        act.store.add(
            Unplaced(
                id=act.new_id(), meeting_id=meeting.id, position=position + rank, text=text, source=source
            )
        )
