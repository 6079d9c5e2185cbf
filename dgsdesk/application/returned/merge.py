"""What a returned file brings to one item: the merge of its text, title, decisions and actions with ours.

The version that was sent is the base. What only the file changed is taken, what only we changed stays, and
what both changed is a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from dgsdesk.application.documents.minutes import action_cells
from dgsdesk.application.minutes.text import TextAction, TextDecision, TextItem
from dgsdesk.application.returned.file import ChangedAction, ChangedDecision, ReturnedText
from dgsdesk.domain.action import ActionState
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.line_merge import merge_words
from dgsdesk.domain.merge import MergeConflict, merge
from dgsdesk.domain.minutes import ConflictPart
from dgsdesk.domain.minutes_matching import same_text
from dgsdesk.domain.reserved_text import mark_of, unmarked
from dgsdesk.domain.richtext import Block, RichText, block_text, paragraph, paragraphs_of
from dgsdesk.domain.wording import MONTHS, NBSP

T = TypeVar("T")

_DAY = re.compile(rf"(\d{{1,2}})(?:er)?\s+({'|'.join(MONTHS)})\s+(\d{{4}})", re.IGNORECASE)


@dataclass(frozen=True)
class FoundConflict:
    """A passage that both sides changed; ``subject`` is the decision or action that it is."""

    part: ConflictPart
    base: RichText
    ours: RichText
    theirs: RichText
    place: int = 0
    subject: str = ""


@dataclass(frozen=True)
class DecisionWords:
    """A decision as it is written, and who may read it."""

    text: str
    audience: Audience = Audience.ALL


@dataclass(frozen=True)
class ActionWords:
    """An action as it is written: what, who, when (None for no date)."""

    text: str
    owner: str
    due: date | None
    audience: Audience = Audience.ALL


@dataclass
class ItemMerge:
    """What reading a file back does to one item.

    ``decisions`` and ``actions`` map the ids of those that change to their new words, ``new_decisions`` and
    ``new_actions`` are added; ``loose`` are lines that cannot be understood.
    """

    now: TextItem
    text: RichText
    title: str
    conflicts: list[FoundConflict] = field(default_factory=list)
    decisions: dict[str, DecisionWords] = field(default_factory=dict)
    new_decisions: list[DecisionWords] = field(default_factory=list)
    actions: dict[str, ActionWords] = field(default_factory=dict)
    new_actions: list[ActionWords] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything of the item becomes other than it is."""
        return (
            self.text != self.now.text
            or self.title != self.now.title
            or bool(self.decisions or self.new_decisions or self.actions or self.new_actions)
        )


def merge_item(back: ReturnedText, now: TextItem) -> ItemMerge:
    """Merge one item of a file with what stands here now."""
    merged = merge(back.item.text, now.text, back.text) if back.changed else None
    item = ItemMerge(now, merged.text if merged else now.text, now.title)
    if merged is not None:
        item.conflicts += map(_text_conflict, merged.conflicts)
        item.loose += map(_moved_words, merged.moved_apart)
    if back.title:
        _merge_title(item, back)
    _merge_decisions(item, back)
    _merge_actions(item, back)
    return item


def _text_conflict(found: MergeConflict) -> FoundConflict:
    base, ours, theirs = (_alone(block) for block in (found.base, found.ours, found.theirs))
    return FoundConflict(ConflictPart.TEXT, base, ours, theirs, found.place)


def _moved_words(block: Block) -> str:
    return f"Déplacé ici, et autrement dans le fichier (gardé à notre place){NBSP}: {block_text(block)}"


def _alone(block: Block | None) -> RichText:
    return RichText() if block is None else RichText((block,))


def _line(text: str, audience: Audience = Audience.ALL) -> RichText:
    return RichText((replace(paragraph(text), audience=audience),)) if text else RichText()


def _merge_title(item: ItemMerge, back: ReturnedText) -> None:
    """A title is taken whole: half of one and half of another is none."""
    ours = item.now.title
    if same_text(ours) == same_text(back.title):
        return
    if same_text(ours) == same_text(back.item.title):
        item.title = back.title
        return
    item.conflicts.append(
        FoundConflict(ConflictPart.TITLE, _line(back.item.title), _line(ours), _line(back.title))
    )


def _merge_decisions(item: ItemMerge, back: ReturnedText) -> None:
    here = {decision.id: decision for decision in item.now.decisions}
    words = {same_text(decision.text) for decision in item.now.decisions}
    for changed in back.decisions:
        if changed.former is not None:
            _merge_decision(item, changed.former, here.get(changed.former.id), changed)
        elif changed.text and same_text(changed.text) not in words:
            item.new_decisions.append(DecisionWords(changed.text, changed.audience))
    for gone in back.gone:
        if gone.id in here:
            ours = here[gone.id].text
            lines = (_line(gone.text), _line(ours), RichText())
            item.conflicts.append(FoundConflict(ConflictPart.DECISION, *lines, subject=gone.id))


def _merge_decision(
    item: ItemMerge, former: TextDecision, here: TextDecision | None, changed: ChangedDecision
) -> None:
    theirs = changed.text
    ours, wanted, clash = ("", theirs, True) if here is None else merge_words(former.text, here.text, theirs)
    if clash:
        level = min(former.audience, changed.audience)
        lines = (_line(former.text), _line(ours), _line(wanted, level))
        item.conflicts.append(FoundConflict(ConflictPart.DECISION, *lines, subject=former.id))
    if here is None:
        return
    said = DecisionWords(ours, min(here.audience, changed.audience))  # a file may reserve, never widen
    if said != DecisionWords(here.text, here.audience):
        item.decisions[former.id] = said


def _merge_actions(item: ItemMerge, back: ReturnedText) -> None:
    here = {action.id: action for action in item.now.actions}
    known = {same_text(" ".join(action_cells(action))) for action in item.now.actions}
    for changed in back.actions:
        if same_text(" ".join(changed.cells)) in known:
            continue
        if changed.former is not None:
            _merge_action(item, changed, changed.former, here.get(changed.former.id))
        else:
            _add_action(item, changed)
    for gone in back.actions_gone:
        if gone.id in here:
            texts = (_action_lines(_words(gone)), _action_lines(_words(here[gone.id])), RichText())
            item.conflicts.append(FoundConflict(ConflictPart.ACTION, *texts, subject=gone.id))


def _add_action(item: ItemMerge, changed: ChangedAction) -> None:
    words = action_from(changed.cells)
    if words is None:
        item.loose.append(_action_line(changed))
    elif words not in map(_words, item.now.actions):
        item.new_actions.append(words)


def _merge_action(
    item: ItemMerge, changed: ChangedAction, former: TextAction, here: TextAction | None
) -> None:
    theirs = action_from(changed.cells)
    if theirs is None:
        item.loose.append(_action_line(changed))
        return
    base = _words(former)
    ours = None if here is None else _words(here)
    mine, other, clash = _merged_action(base, ours, theirs)
    if clash:
        texts = (_action_lines(base), _action_lines(mine), _action_lines(other))
        item.conflicts.append(FoundConflict(ConflictPart.ACTION, *texts, subject=former.id))
    if mine is not None and mine != ours:
        item.actions[former.id] = mine


def _merged_action(
    base: ActionWords, ours: ActionWords | None, theirs: ActionWords
) -> tuple[ActionWords | None, ActionWords, bool]:
    """Merge field by field: who and when are taken whole, and a file may reserve but never widen."""
    if ours is None:
        return None, theirs, True
    text = merge_words(base.text, ours.text, theirs.text)
    owner = _whole(base.owner, ours.owner, theirs.owner)
    due = _whole(base.due, ours.due, theirs.due)
    level = min(ours.audience, theirs.audience)
    mine = ActionWords(text[0], owner[0], due[0], level)
    other = ActionWords(text[1], owner[1], due[1], level)
    return mine, other, mine != other


def _whole(base: T, ours: T, theirs: T) -> tuple[T, T]:
    """Return what stands for us and for them."""
    if ours == base:
        return theirs, theirs
    return (ours, ours) if theirs == base else (ours, theirs)


def _words(action: TextAction) -> ActionWords:
    return ActionWords(action.text, action.owner, action.due, action.audience)


def _action_line(changed: ChangedAction) -> str:
    return f"Suite à donner, selon le fichier{NBSP}: {' – '.join(filter(None, changed.cells))}"


def _cells(words: ActionWords) -> tuple[str, str, str]:
    return action_cells(TextAction("", words.text, words.owner, words.due, ActionState.TODO, words.audience))


def said_decision(words: DecisionWords) -> str:
    """Write a decision on one line, after its mark when it is reserved."""
    return mark_of(words.audience) + words.text


def said_action(words: ActionWords) -> str:
    """Write an action on one line."""
    return " · ".join(_cells(words))


def _action_lines(words: ActionWords | None) -> RichText:
    """Write an action as three lines, as a conflict holds it."""
    return RichText() if words is None else paragraphs_of("\n".join(_cells(words)))


def action_from(cells: tuple[str, ...]) -> ActionWords | None:
    """Read an action off its three cells or lines; None for one without words or with a date unread."""
    (what,) = unmarked((paragraph(cells[0].strip()),))
    who, when = (" ".join(cell.split()) for cell in cells[1:])
    text, due = block_text(what), day_in(when)
    unread = due is None and bool(when) and same_text(when) != "sans date"
    if not text or unread:
        return None
    return ActionWords(text, "" if same_text(who) == "à désigner" else who, due, what.audience)


def day_in(words: str) -> date | None:
    """Read « 15 décembre 2026 », None for anything else."""
    found = _DAY.fullmatch(words)
    if found is None:
        return None
    try:
        return date(int(found[3]), 1 + MONTHS.index(found[2].lower()), int(found[1]))
    except ValueError:
        return None


def described(item: ItemMerge) -> Iterator[str]:
    """Say in words what happens to an item."""
    if item.text != item.now.text:
        yield "texte repris du fichier"
    if item.title != item.now.title:
        yield "titre repris du fichier"
    if item.decisions or item.new_decisions:
        yield "décisions reprises du fichier"
    if item.actions or item.new_actions:
        yield "suites à donner reprises du fichier"
