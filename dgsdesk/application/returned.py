"""The host's draft comes back from Word: its text replaces ours item by item; nothing is ever dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.holding import writable_meeting
from dgsdesk.application.minutes_text import TextItem, minutes_text
from dgsdesk.application.minutes_version import DOCX
from dgsdesk.application.returned_file import (
    ChangedDecision,
    Returned,
    ReturnedText,
    alike,
    read_returned,
)
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesEntry, Unplaced
from dgsdesk.domain.minutes_matching import same_text
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.read_document import Comment
from dgsdesk.domain.richtext import RichText, paragraphs_of, plain_text
from dgsdesk.domain.wording import NBSP, plural

add_sentences(
    {
        "not_drafting": (
            "Le compte rendu n’est plus en rédaction : un fichier qui revient apporte des observations.",
            "Importez-le à l’étape « Faire relire ». Rien n’a été changé.",
        ),
        "placed_elsewhere": (
            "Ce point appartient à une autre réunion.",
            "Choisissez un point de cette réunion. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class ReadBack:
    """What a returned draft changed: items with new text, lines kept « à rattacher »."""

    changed: int
    unplaced: int


@dataclass(frozen=True)
class ReadBackDraft(Command[ReadBack]):
    """Take the host's text from a Word file, item by item; the file itself is kept.

    An item that was also changed here keeps our text: the file's goes « à rattacher ». Raises BadInput for
    an unsound file or one of another meeting, RuleBroken("not_drafting"), RuleBroken("no_draft_sent").
    """

    meeting_id: str
    name: str
    content: bytes


@dataclass(frozen=True)
class PlaceUnplaced(Command[None]):
    """Attach a text to an item: it is added at the end of what was said there."""

    unplaced_id: str
    item_id: str


@dataclass(frozen=True)
class DropUnplaced(Command[None]):
    """Let go of a text « à rattacher »; undo brings it back."""

    unplaced_id: str


@dataclass(frozen=True)
class ReturnedRow:
    """What a file would change in one item: lines of words before and after, and what happens."""

    item_id: str
    heading: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class ReturnedPreview:
    """What reading a file back would do."""

    name: str
    origin: str
    older: bool
    rows: tuple[ReturnedRow, ...]
    unplaced: tuple[str, ...]
    missing: tuple[str, ...]


def returned_preview(view: View, meeting_id: str, name: str, content: bytes) -> ReturnedPreview:
    """Return what `ReadBackDraft` would do; raises the same known errors."""
    meeting = _drafting(view.store.get(Meeting, meeting_id))
    returned = read_returned(view, meeting, name, content)
    now = {item.id: item for item in minutes_text(view.store, meeting_id).items}
    rows = [_row(item, now[item.item.id]) for item in returned.items if item.item.id in now]
    return ReturnedPreview(
        name=name,
        origin=returned.origin,
        older=returned.older,
        rows=tuple(row for row in rows if row is not None),
        unplaced=tuple(plain_text(text) for text, _ in _loose(returned, now)),
        missing=tuple(item.heading for item in returned.missing),
    )


def _row(item: ReturnedText, now: TextItem) -> ReturnedRow | None:
    what = _what(item, now)
    if not what:
        return None
    return ReturnedRow(
        now.id, now.heading, what, _words(now.text, [d.text for d in now.decisions]), _after(item)
    )


def _what(item: ReturnedText, now: TextItem) -> str:
    if item.changed and _conflicts(item, now):
        return "modifié ici aussi : le texte du fichier sera à rattacher"
    if item.changed and not alike(item.text, now.text):
        return "texte repris du fichier"
    fresh, stuck = _decided(item, now)
    if fresh:
        return "décisions reprises du fichier"
    return "décision modifiée ici aussi : celle du fichier sera à rattacher" if stuck else ""


def _decided(item: ReturnedText, now: TextItem) -> tuple[list[ChangedDecision], list[str]]:
    """Part the file's decisions: those to take, and the words of those that were changed here too."""
    here = {decision.id: decision.text for decision in now.decisions}
    words = {same_text(text) for text in here.values()}
    fresh: list[ChangedDecision] = []
    stuck: list[str] = []
    for decision in item.decisions:
        if same_text(decision.text) in words:
            continue
        former = decision.former
        touched = former is not None and same_text(here.get(former.id, "")) != same_text(former.text)
        if touched:
            stuck.append(f"Décision, selon le fichier{NBSP}: {decision.text}")
        else:
            fresh.append(decision)
    return fresh, stuck


def _conflicts(item: ReturnedText, now: TextItem) -> bool:
    return not alike(now.text, item.item.text) and not alike(now.text, item.text)


def _after(item: ReturnedText) -> str:
    return _words(item.text, [decision.text for decision in item.decisions])


def _words(text: RichText, decisions: list[str]) -> str:
    return "\n".join(filter(None, (plain_text(text), *decisions)))


def _drafting(meeting: Meeting) -> Meeting:
    if meeting.state not in (MeetingState.HELD, MeetingState.DRAFTING):
        raise RuleBroken("not_drafting")
    return meeting


@handles(ReadBackDraft, "Fichier « {short} » relu : {changed_words}")
def read_back_draft(act: Act, command: ReadBackDraft) -> ReadBack:
    meeting = _drafting(act.store.get(Meeting, command.meeting_id))
    returned = read_returned(act, meeting, command.name, command.content)
    keep_original(act, meeting, command.name, command.content)
    for content in returned.read.images.values():
        act.files.put(content)
    now = {item.id: item for item in minutes_text(act.store, meeting.id).items}
    loose = list(_loose(returned, now))
    changed = sum(_take(act, item, now[item.item.id]) for item in returned.items if item.item.id in now)
    _keep_loose(act, meeting, loose)
    act.tell(
        short=shortened(PurePath(command.name).name, 40),
        changed_words=plural(changed, "point modifié", "points modifiés"),
    )
    return ReadBack(changed, len(loose))


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


def _take(act: Act, item: ReturnedText, now: TextItem) -> bool:
    """Take the file's text and decisions of one item; tell whether anything changed."""
    changed = False
    if item.changed and not _conflicts(item, now) and not alike(item.text, now.text):
        _write(act, now, item.text)
        changed = True
    for decision in _decided(item, now)[0]:
        _decide(act, now, decision)
        changed = True
    return changed


def _write(act: Act, item: TextItem, text: RichText) -> None:
    entries = act.store.find(MinutesEntry, item_id=item.id)
    if entries:
        entries[0].text = text
        return
    meeting_id = act.store.get(AgendaItem, item.id).meeting_id
    act.store.add(MinutesEntry(id=act.new_id(), meeting_id=meeting_id, item_id=item.id, text=text))


def _decide(act: Act, item: TextItem, changed: ChangedDecision) -> None:
    known = {decision.id: decision for decision in act.store.find(Decision, item_id=item.id)}
    if changed.former is not None and changed.former.id in known:
        known[changed.former.id].text = changed.text
        return
    meeting_id = act.store.get(AgendaItem, item.id).meeting_id
    others = act.store.find(Decision, meeting_id=meeting_id)
    act.store.add(
        Decision(
            id=act.new_id(),
            meeting_id=meeting_id,
            item_id=item.id,
            position=1 + max((other.position for other in others), default=0),
            text=changed.text,
        )
    )


def _loose(returned: Returned, now: dict[str, TextItem]) -> Iterator[tuple[RichText, str]]:
    """Give everything that has no place, each with the words that say where it comes from."""
    for block in returned.minutes.unplaced:
        yield RichText((block,)), returned.name
    for item in returned.items:
        yield from _loose_of(item, now.get(item.item.id), returned.name)
    for comment in returned.minutes.comments:
        yield paragraphs_of(comment_words(comment)), returned.name
    for note in returned.minutes.notes:
        yield paragraphs_of(f"Note{NBSP}: {note.text}"), returned.name


def _loose_of(item: ReturnedText, now: TextItem | None, name: str) -> Iterator[tuple[RichText, str]]:
    source = f"{name}, point {item.item.number}"
    if item.text and (now is None or (item.changed and _conflicts(item, now))):
        yield item.text, source
    for line in (*item.loose, *(_decided(item, now)[1] if now else ())):
        yield paragraphs_of(line), source
    for comment in item.found.comments:
        yield paragraphs_of(comment_words(comment)), source
    for note in item.found.notes:
        yield paragraphs_of(f"Note{NBSP}: {note.text}"), source


def comment_words(comment: Comment) -> str:
    """Write a comment as one text: who, on which words, what, and the replies."""
    about = f" sur «{NBSP}{comment.quote}{NBSP}»" if comment.quote else ""
    lines = [f"Commentaire de {comment.author or 'auteur inconnu'}{about}{NBSP}: {comment.text}"]
    lines += [f"Réponse de {reply.author}{NBSP}: {reply.text}" for reply in comment.replies]
    return "\n".join(lines)


def _keep_loose(act: Act, meeting: Meeting, loose: list[tuple[RichText, str]]) -> None:
    """Keep what has no place; the same text is not kept twice."""
    known = act.store.find(Unplaced, meeting_id=meeting.id)
    words = {plain_text(one.text) for one in known}
    position = max((one.position for one in known), default=0)
    for text, source in loose:
        if plain_text(text) in words:
            continue
        position += 1
        words.add(plain_text(text))
        act.store.add(
            Unplaced(id=act.new_id(), meeting_id=meeting.id, position=position, text=text, source=source)
        )


@handles(PlaceUnplaced, "Texte rattaché à « {title} »")
def place_unplaced(act: Act, command: PlaceUnplaced) -> None:
    unplaced = act.store.get(Unplaced, command.unplaced_id)
    writable_meeting(act, unplaced.meeting_id)
    item = act.store.get(AgendaItem, command.item_id)
    if item.meeting_id != unplaced.meeting_id:
        raise BadInput("placed_elsewhere")
    act.tell(title=shortened(item.title))
    entries = act.store.find(MinutesEntry, item_id=item.id)
    if entries:
        entries[0].text = RichText((*entries[0].text.blocks, *unplaced.text.blocks))
    else:
        act.store.add(
            MinutesEntry(id=act.new_id(), meeting_id=item.meeting_id, item_id=item.id, text=unplaced.text)
        )
    act.store.remove(unplaced)


@handles(DropUnplaced, "Texte à rattacher écarté : {short}")
def drop_unplaced(act: Act, command: DropUnplaced) -> None:
    unplaced = act.store.get(Unplaced, command.unplaced_id)
    writable_meeting(act, unplaced.meeting_id)
    act.tell(short=shortened(plain_text(unplaced.text)))
    act.store.remove(unplaced)
