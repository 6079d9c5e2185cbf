"""A draft that comes back as .docx: which version it was, and what differs, item by item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from dgsdesk.application.circulation import draft_box
from dgsdesk.application.document import DocumentKind
from dgsdesk.application.documents.head import Source
from dgsdesk.application.documents.minutes import (
    action_cells,
    decision_line,
    minutes_document,
)
from dgsdesk.application.minutes_content import text_from_content
from dgsdesk.application.minutes_text import MinutesText, TextDecision, TextItem, as_seen_by
from dgsdesk.application.minutes_version import (
    MEETING_PROPERTY,
    VERSION_PROPERTY,
    circulations_of,
    paper_head,
    version_label,
)
from dgsdesk.application.ports.office import Office
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import MinutesVersion
from dgsdesk.domain.minutes_matching import (
    ReadDocument,
    ReturnedItem,
    ReturnedMinutes,
    SentItem,
    match_items,
    same_text,
)
from dgsdesk.domain.reserved_text import unmarked, with_former_levels, without_lone_marks
from dgsdesk.domain.richtext import (
    Block,
    Heading,
    ListItem,
    Paragraph,
    RichText,
    Table,
    block_text,
    normalised,
)

add_sentences(
    {
        "returned_of_another_meeting": (
            "« {where} » est le compte rendu d’une autre réunion.",
            "Ouvrez cette autre réunion pour l’y ranger. Rien n’a été changé.",
        ),
        "no_draft_sent": (
            "Aucun projet de cette réunion n’a encore été préparé pour Word.",
            "Utilisez d’abord « Ouvrir dans Word » ou envoyez le projet. Rien n’a été changé.",
        ),
    }
)

_DECISION = re.compile(r"\s*Décision\s*(?:nº?\s*)?(?P<number>\d{4}-\d{2}/\d+)?\s*[.:]\s*", re.IGNORECASE)


class Reading(Source, Protocol):
    """What a returned file is read with: an act or a view."""

    @property
    def office(self) -> Office: ...


@dataclass(frozen=True)
class ChangedDecision:
    """A decision whose words changed; ``former`` is None for one that was added in the file."""

    former: TextDecision | None
    text: str


@dataclass(frozen=True)
class ReturnedText:
    """One item as it came back, compared with what was sent.

    ``text`` is the discussion; ``changed`` tells that it differs; ``gone`` are decisions no longer in the
    file; ``loose`` are lines that nothing is known for (rows of actions, a new title).
    """

    item: TextItem
    text: RichText
    changed: bool
    decisions: tuple[ChangedDecision, ...]
    gone: tuple[TextDecision, ...]
    loose: tuple[str, ...]
    found: ReturnedItem


@dataclass(frozen=True)
class Returned:
    """A returned file, read and compared with the version that it was made from.

    ``older`` tells that a newer version left meanwhile, ``unknown`` that the file no longer says which
    version it was.
    """

    name: str
    version: int
    older: bool
    unknown: bool
    read: ReadDocument
    minutes: ReturnedMinutes
    items: tuple[ReturnedText, ...]
    missing: tuple[TextItem, ...]

    @property
    def origin(self) -> str:
        """Say which version the file was."""
        if self.unknown:
            return "Le fichier ne dit plus de quelle version il vient : il est comparé à la dernière."
        if self.older:
            return f"Fichier tiré de la {version_label(self.version)}, plus ancienne que la dernière."
        return f"Fichier tiré de la {version_label(self.version)}."


Printed: TypeAlias = dict[int, tuple[list[SentItem], frozenset[str]]]
"""What we printed of each version, kept while several files are read one after the other."""


def read_returned(
    source: Reading, meeting: Meeting, name: str, content: bytes, printed: Printed | None = None
) -> Returned:
    """Read a file and compare it; raises BadInput for what is no sound Word file or of another meeting."""
    read = _levels_read(source.office.read_docx(content))
    version, unknown, older = _origin(source, meeting, name, read)
    base = text_from_content(version.content)
    printed = {} if printed is None else printed
    if version.number not in printed:
        printed[version.number] = _printed(source, meeting, version, base)
    sent, frame = printed[version.number]
    minutes = match_items(read, sent, frame)
    by_id = {item.id: item for item in base.items}
    return Returned(
        name=name,
        version=version.number,
        older=older,
        unknown=unknown,
        read=read,
        minutes=minutes,
        items=tuple(_compared(by_id[found.item_id], found) for found in minutes.items),
        missing=tuple(by_id[item_id] for item_id in minutes.missing),
    )


def _levels_read(read: ReadDocument) -> ReadDocument:
    """Take the marks of reserved paragraphs for what they mean."""
    return replace(read, blocks=unmarked(read.blocks))


def _origin(
    source: Reading, meeting: Meeting, name: str, read: ReadDocument
) -> tuple[MinutesVersion, bool, bool]:
    """Return the version that a file was made from, whether that is a guess, and whether it is old."""
    owner, _, number = read.identifier.partition(":")
    owner = read.identity.get(MEETING_PROPERTY, owner)
    number = read.identity.get(VERSION_PROPERTY, number)
    if owner and owner != meeting.id and source.store.find(Meeting, id=owner):
        raise BadInput("returned_of_another_meeting", where=name)
    versions = source.store.find(MinutesVersion, meeting_id=meeting.id)
    if not versions:
        raise RuleBroken("no_draft_sent")
    newest = max(versions, key=lambda version: version.number)
    known = {str(version.number): version for version in versions} if owner == meeting.id else {}
    version = known.get(number)
    if version is None:
        return newest, True, False
    return version, False, version.number < newest.number


def _printed(
    source: Reading, meeting: Meeting, version: MinutesVersion, base: MinutesText
) -> tuple[list[SentItem], frozenset[str]]:
    """Tell what we printed: lines around the discussions, by reading our own paper back.

    So whatever the writer adds or words otherwise is told apart without a second list of it here.
    """
    head = paper_head(source, meeting, version, draft_box(source.store, version, None))
    paper = minutes_document(DocumentKind.DRAFT_MINUTES, as_seen_by(base, Audience.DIRECTORS), head)
    ours = match_items(
        _levels_read(source.office.read_own_docx(source.office.docx(paper))),
        [_sent(item) for item in base.items],
    )
    said = {item.id: {same_text(block_text(block)) for block in item.text.blocks} for item in base.items}
    printed = {
        found.item_id: frozenset(
            text for block in found.blocks if same_text(text := block_text(block)) not in said[found.item_id]
        )
        for found in ours.items
    }
    sent = [replace(_sent(item), printed=printed.get(item.id, frozenset())) for item in base.items]
    frame = frozenset(block_text(block) for block in ours.unplaced)
    return sent, frame | _status_lines(source.store, version)


def _status_lines(store: Store, version: MinutesVersion) -> frozenset[str]:
    """Every status that this version may have been printed with."""
    circulations = circulations_of(store, version.meeting_id)
    boxes = [draft_box(store, version, one) for one in (None, *circulations)]
    return frozenset(line for box in boxes for line in (box.title, *map(str, box.lines)))


def _sent(item: TextItem) -> SentItem:
    return SentItem(item.id, item.title, item.number)


def _compared(item: TextItem, found: ReturnedItem) -> ReturnedText:
    blocks: list[Block] = []
    decided: list[tuple[str, str]] = []
    loose: list[str] = []
    for block in found.blocks:
        match = _decision_in(block)
        if match is not None:
            decided.append(match)
        elif isinstance(block, Table) and _is_actions(block):
            loose += _changed_rows(item, block)
        else:
            blocks.append(block)
    if found.title and same_text(found.title) != same_text(item.heading):
        loose.append(f"Titre modifié dans le fichier : {found.title}")
    kept = with_former_levels(without_lone_marks(blocks), item.text.blocks)
    text = normalised(RichText(kept))
    back = {same_text(block_text(block)) for block in found.printed}
    absent = [d for d in item.decisions if same_text(block_text(decision_line(d))) not in back]
    changed, gone = _decisions(absent, decided)
    return ReturnedText(item, text, not alike(text, item.text), changed, gone, tuple(loose), found)


def _decision_in(block: Block) -> tuple[str, str] | None:
    """Return number and words of a decision's line, none for anything else."""
    if not isinstance(block, Paragraph):
        return None
    text = block_text(block)
    match = _DECISION.match(text)
    if match is None:
        return ("", text) if block.style == "decision" and text.strip() else None
    return match["number"] or "", text[match.end() :].strip()


def _decisions(
    absent: list[TextDecision], decided: list[tuple[str, str]]
) -> tuple[tuple[ChangedDecision, ...], tuple[TextDecision, ...]]:
    """Pair changed lines with the decisions that did not come back: by number, else in order."""
    left = list(absent)
    changed: list[ChangedDecision] = []
    for number, words in decided:
        former = next((one for one in left if number and one.number == number), None)
        if former is None and left and not number:
            former = left[0]
        if former is not None:
            left.remove(former)
        if former is None or same_text(former.text) != same_text(words):
            changed.append(ChangedDecision(former, words))
    return tuple(changed), tuple(left)


def _is_actions(table: Table) -> bool:
    return bool(table.rows) and same_text(table.rows[0][0].text) == "Suite à donner"


def _changed_rows(item: TextItem, table: Table) -> list[str]:
    known = {same_text(" ".join(action_cells(action))) for action in item.actions}
    rows = [tuple(cell.text for cell in row) for row in table.rows[1:]]
    return [
        f"Suite à donner, modifiée dans le fichier : {' – '.join(filter(None, row))}"
        for row in rows
        if any(row) and same_text(" ".join(row)) not in known
    ]


def alike(one: RichText, other: RichText) -> bool:
    """Tell whether two texts read and look the same, whatever their blocks are called."""
    return [*map(_look, _shown(one))] == [*map(_look, _shown(other))]


def _shown(text: RichText) -> Iterable[Block]:
    return (block for block in normalised(text).blocks if block_text(block).strip())


def _look(block: Block) -> tuple[object, ...]:
    words = same_text(block_text(block))
    match block:
        case Paragraph():
            return ("paragraph", words, block.audience, _emphasis(block))
        case ListItem():
            return ("list", words, block.audience, block.level, block.ordered, _emphasis(block))
        case Heading():
            return ("heading", words, block.audience)
    return (type(block).__name__, words, block.audience)


def _emphasis(block: Paragraph | ListItem) -> tuple[tuple[str, bool, bool, bool], ...]:
    """What stands out in a block: bold, italic, underlined, word by word."""
    return tuple(
        (same_text(run.text), run.bold, run.italic, run.underline)
        for run in block.runs
        if run.bold or run.italic or run.underline
    )
