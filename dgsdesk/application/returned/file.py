"""A draft that comes back as .docx: which version it was, and what differs, item by item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from dgsdesk.application.documents.minutes import (
    action_cells,
    decision_line,
)
from dgsdesk.application.minutes.content import text_from_content
from dgsdesk.application.minutes.text import (
    TextAction,
    TextDecision,
    TextItem,
)
from dgsdesk.application.returned.origin import (
    Paper,
    Reading,
    levels_read,
    origin_of,
    printed_paper,
    was_read,
)
from dgsdesk.application.returned.text import as_we_write, our_line
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import version_label
from dgsdesk.domain.minutes_matching import (
    ReadDocument,
    ReturnedItem,
    ReturnedMinutes,
    match_items,
    same_text,
)
from dgsdesk.domain.reserved_text import level_read, with_former_levels, without_lone_marks
from dgsdesk.domain.richtext import (
    Block,
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Table,
    block_text,
    normalised,
    paragraph,
)
from dgsdesk.domain.wording import NBSP

_SAME_ACTION = 0.4
_DECISION = re.compile(r"\s*Décision\s*(?:nº?\s*)?(?P<number>\d{4}-\d{2}/\d+)?\s*[.:]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class ChangedDecision:
    """A decision whose words changed or that was reserved; ``former`` is None for one added in the file."""

    former: TextDecision | None
    text: str
    audience: Audience = Audience.ALL


@dataclass(frozen=True)
class ChangedAction:
    """A row of actions that changed: what, who, when; ``former`` is None for one that was added."""

    former: TextAction | None
    cells: tuple[str, str, str]


@dataclass(frozen=True)
class ReturnedText:
    """One item as it came back, compared with what was sent.

    ``text`` is the discussion, spaces and the like as we write them; ``changed`` tells that it differs;
    ``title`` is another title, empty where it is ours; ``gone`` and ``actions_gone`` did not come back.
    """

    item: TextItem
    text: RichText
    changed: bool
    title: str
    decisions: tuple[ChangedDecision, ...]
    gone: tuple[TextDecision, ...]
    actions: tuple[ChangedAction, ...]
    actions_gone: tuple[TextAction, ...]
    found: ReturnedItem

    @property
    def loose(self) -> tuple[str, ...]:
        """Say in words what changed beside the discussion and the decisions."""
        lines = [
            f"Suite à donner, modifiée dans le fichier{NBSP}: {' – '.join(filter(None, action.cells))}"
            for action in self.actions
        ]
        if self.title:
            lines.append(f"Titre modifié dans le fichier{NBSP}: {self.title}")
        return tuple(lines)


@dataclass(frozen=True)
class Returned:
    """A returned file, read and compared with the version that it was made from.

    ``newest`` is the last version that left, ``unknown`` tells that the file no longer says which it was,
    ``known`` that this very file was read back before.
    """

    name: str
    version: int
    newest: int
    unknown: bool
    known: bool
    read: ReadDocument
    minutes: ReturnedMinutes
    items: tuple[ReturnedText, ...]
    missing: tuple[TextItem, ...]

    @property
    def older(self) -> bool:
        """Whether a newer version left meanwhile."""
        return not self.unknown and self.version < self.newest

    @property
    def origin(self) -> str:
        """Say which version the file was."""
        if self.unknown:
            return "Le fichier ne dit plus de quelle version il vient : il est comparé à la dernière."
        if self.older:
            return (
                f"Ce fichier part de la {version_label(self.version)}, "
                f"la {version_label(self.newest)} est partie depuis."
            )
        return f"Fichier tiré de la {version_label(self.version)}."


Printed: TypeAlias = dict[int, Paper]
"""What we printed of each version, kept while several files are read one after the other."""

Places: TypeAlias = tuple[tuple[str, str], ...]
"""(item that was found, item that it really is or "" for none), where a person said so."""


def read_returned(
    source: Reading,
    meeting: Meeting,
    name: str,
    content: bytes,
    printed: Printed | None = None,
    places: Places = (),
) -> Returned:
    """Read a file and compare it; raises BadInput for what is no sound Word file or of another meeting."""
    printed = {} if printed is None else printed
    read = levels_read(source.office.read_docx(content))
    version, newest, unknown = origin_of(source, meeting, name, read)
    base = text_from_content(version.content)
    if version.number not in printed:
        printed[version.number] = printed_paper(source, meeting, version, base)
    paper = printed[version.number]
    minutes = _placed(match_items(read, paper.sent, paper.frame), dict(places))
    by_id = {item.id: item for item in base.items}
    return Returned(
        name=name,
        version=version.number,
        newest=newest,
        unknown=unknown,
        known=was_read(source.store, meeting, content),
        read=read,
        minutes=minutes,
        items=tuple(
            _compared(by_id[found.item_id], found, paper.texts.get(found.item_id, RichText()))
            for found in minutes.items
        ),
        missing=tuple(by_id[item_id] for item_id in minutes.missing),
    )


def _placed(minutes: ReturnedMinutes, places: Mapping[str, str]) -> ReturnedMinutes:
    """Give the items that a person recognised; what is no item's goes « à rattacher »."""
    if not places:
        return minutes
    items: dict[str, ReturnedItem] = {}
    unplaced = list(minutes.unplaced)
    comments, notes = list(minutes.comments), list(minutes.notes)
    for found in minutes.items:
        target = places.get(found.item_id, found.item_id)
        if not target:
            unplaced += [paragraph(found.title)] if found.title else []
            unplaced += found.blocks
            comments += found.comments
            notes += found.notes
        elif target in items:
            items[target] = _joined(items[target], found)
        else:
            items[target] = replace(found, item_id=target)
    missing = {item.item_id for item in minutes.items} | set(minutes.missing)
    return replace(
        minutes,
        items=tuple(items.values()),
        unplaced=tuple(unplaced),
        comments=tuple(comments),
        notes=tuple(notes),
        missing=tuple(item_id for item_id in sorted(missing) if item_id not in items),
    )


def _joined(one: ReturnedItem, other: ReturnedItem) -> ReturnedItem:
    return replace(
        one,
        blocks=(*one.blocks, *other.blocks),
        printed=(*one.printed, *other.printed),
        comments=(*one.comments, *other.comments),
        notes=(*one.notes, *other.notes),
    )


def _compared(item: TextItem, found: ReturnedItem, printed: RichText) -> ReturnedText:
    blocks: list[Block] = []
    decided: list[_Line] = []
    rows: list[tuple[str, ...]] = []
    has_table = any(isinstance(block, Table) and _is_actions(block) for block in found.printed)
    for block in found.blocks:
        match = _decision_in(block)
        if match is not None:
            decided.append(match)
        elif isinstance(block, Table) and _is_actions(block):
            has_table = True
            rows += [tuple(cell.text for cell in row) for row in block.rows[1:]]
        else:
            blocks.append(block)
    kept = with_former_levels(without_lone_marks(blocks), item.text.blocks)
    text = as_we_write(item.text, printed, normalised(RichText(kept)))
    back = {same_text(block_text(block)) for block in found.printed}
    absent = [d for d in item.decisions if same_text(block_text(_unmarked_line(d))) not in back]
    changed, gone = _decisions(absent, decided)
    changed += tuple(_narrowed(item, found.printed))
    table_changed = any(isinstance(block, Table) and _is_actions(block) for block in found.blocks)
    actions, actions_gone = _actions(item, rows) if table_changed or not has_table else ((), ())
    return ReturnedText(
        item,
        text,
        not alike(text, item.text),
        _new_title(item, found),
        changed,
        gone,
        actions,
        actions_gone,
        found,
    )


def _new_title(item: TextItem, found: ReturnedItem) -> str:
    """Return the title as it stands in the file without its number, empty where it is ours."""
    if not found.title or same_text(found.title) in (same_text(item.heading), same_text(item.title)):
        return ""
    words = found.title.strip()
    title = words.removeprefix(item.number).lstrip(" .)–-\t\u00a0\u202f") if item.number else words
    return our_line(item.title, title) if same_text(title) != same_text(item.title) else ""


def _unmarked_line(decision: TextDecision) -> Block:
    """A decision as it reads back: its mark was taken for what it means."""
    return decision_line(replace(decision, audience=Audience.ALL))


@dataclass(frozen=True)
class _Line:
    """A decision's line as it came back."""

    number: str
    words: str
    audience: Audience


def _decision_in(block: Block) -> _Line | None:
    """Return a decision's line, none for anything else."""
    if not isinstance(block, Paragraph):
        return None
    text = block_text(block)
    match = _DECISION.match(text)
    if match is None:
        return _Line("", text, block.audience) if block.style == "decision" and text.strip() else None
    words = text[match.end() :]
    level, start = level_read(words)
    return _Line(match["number"] or "", words[start:].strip(), min(level, block.audience))


def _narrowed(item: TextItem, printed: Iterable[Block]) -> Iterator[ChangedDecision]:
    """Find the decisions whose words are ours and which the writer reserved to fewer."""
    for line in filter(None, map(_decision_in, printed)):
        for decision in item.decisions:
            if same_text(decision.text) == same_text(line.words) and line.audience < decision.audience:
                yield ChangedDecision(decision, decision.text, line.audience)


def _decisions(
    absent: list[TextDecision], decided: list[_Line]
) -> tuple[tuple[ChangedDecision, ...], tuple[TextDecision, ...]]:
    """Pair changed lines with the decisions that did not come back: by number, else in order."""
    left = list(absent)
    changed: list[ChangedDecision] = []
    for line in decided:
        former = next((one for one in left if line.number and one.number == line.number), None)
        if former is None and left and not line.number:
            former = left[0]
        if former is None:
            changed.append(ChangedDecision(None, line.words, line.audience))
            continue
        left.remove(former)
        if same_text(former.text) != same_text(line.words) or line.audience < former.audience:
            changed.append(ChangedDecision(former, our_line(former.text, line.words), line.audience))
    return tuple(changed), tuple(left)


def _is_actions(table: Table) -> bool:
    return bool(table.rows) and same_text(table.rows[0][0].text) == "Suite à donner"


def _actions(
    item: TextItem, rows: list[tuple[str, ...]]
) -> tuple[tuple[ChangedAction, ...], tuple[TextAction, ...]]:
    """Pair changed rows with the actions that did not come back: the likest words, else none."""
    left = {same_text(" ".join(action_cells(action))): action for action in item.actions}
    fresh = [row for row in rows if any(row) and left.pop(same_text(" ".join(row)), None) is None]
    absent = list(left.values())
    changed: list[ChangedAction] = []
    for row in fresh:
        what, who, when = (*(cell.strip() for cell in row), "", "", "")[:3]
        former = max(absent, key=lambda one: _share(one.text, what), default=None)
        if former is not None and (
            _share(former.text, what) >= _SAME_ACTION or len(fresh) == len(absent) == 1
        ):
            absent.remove(former)
        else:
            former = None
        changed.append(ChangedAction(former, (our_line(former.text, what) if former else what, who, when)))
    return tuple(changed), tuple(absent)


def _share(one: str, other: str) -> float:
    """Return how many of the words of two lines are in both, 0 to 1."""
    left, right = set(same_text(one).casefold().split()), set(same_text(other).casefold().split())
    return len(left & right) / max(1, len(left | right))


def alike(one: RichText, other: RichText) -> bool:
    """Tell whether two texts read and look the same, whatever their blocks are called."""
    return [*map(_look, _shown(one))] == [*map(_look, _shown(other))]


def _shown(text: RichText) -> Iterable[Block]:
    return (
        block for block in normalised(text).blocks if isinstance(block, Image) or block_text(block).strip()
    )


def _look(block: Block) -> tuple[object, ...]:
    words = same_text(block_text(block))
    match block:
        case Paragraph():
            return ("paragraph", words, block.audience, emphasis(block))
        case ListItem():
            return ("list", words, block.audience, block.level, block.ordered, emphasis(block))
        case Heading():
            return ("heading", words, block.audience)
    return (type(block).__name__, words, block.audience, emphasis(block))


def emphasis(block: Block) -> tuple[tuple[str, bool, bool, bool], ...]:
    """Return what stands out in a block: bold, italic, underlined, word by word; that of cells in a table.

    A heading and the first rows of a table stand out as a whole: nothing is said of them.
    """
    if isinstance(block, Table):
        cells = (cell for row in block.rows[max(1, block.header_rows) :] for cell in row)
        return tuple(one for cell in cells for inner in cell.blocks for one in emphasis(inner))
    if not isinstance(block, Paragraph | ListItem):
        return ()
    return tuple(
        (same_text(run.text), run.bold, run.italic, run.underline)
        for run in block.runs
        if run.bold or run.italic or run.underline
    )
