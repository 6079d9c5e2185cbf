"""Proposed changes: a passage and what somebody would write instead, found, shown and applied.

Quotes come from people and from Word: spaces, apostrophes and hyphens of any kind match each other. What
stood around a passage is kept with it: it is found again where the words occur twice or were changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dgsdesk.domain.richtext import (
    Block,
    Cell,
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Runs,
    Table,
    block_text,
    normalised,
    runs_between,
    text_of,
)
from dgsdesk.domain.word_differences import edits, words_of
from dgsdesk.domain.wording import APOSTROPHE, NBSP, THIN

_ALIKE = str.maketrans({NBSP: " ", THIN: " ", "\t": " ", APOSTROPHE: "'", "\u2011": "-", "“": '"', "”": '"'})
_AROUND = 48
CONTEXT = 60
"""Characters kept on each side of a passage."""

EXACT = 1000
"""How close a passage is at least when its very words were found."""

_TOLD_ALONE = 3
"""So many words are understood without those around them."""

_LEAST_CONTEXT = 8
_NEARBY = 16
_WIDEST_GAP = 120


@dataclass(frozen=True)
class Proposal:
    """A passage (``quote``) and what would stand instead, in its block.

    An empty ``proposed`` proposes nothing unless it ``removes`` the passage. ``before`` and ``after`` are
    the words around it when it was proposed, empty when they are not known.
    """

    quote: str
    proposed: str
    before: str = ""
    after: str = ""
    removes: bool = False

    @property
    def changes(self) -> bool:
        """Whether it asks for other words, rather than only speaking of some."""
        return bool(self.proposed) or self.removes


@dataclass(frozen=True)
class Place:
    """Where a passage stands in a text; ``exact`` is False when only the words around it were found.

    ``lead`` and ``tail`` are then words of the context that the place takes in, since they were changed too.
    """

    start: int
    end: int
    exact: bool = True
    lead: str = ""
    tail: str = ""

    def fitted(self, words: str) -> str:
        """Return what stands in the whole place once other words are put in."""
        return f"{self.lead}{words}{self.tail}"


@dataclass(frozen=True)
class Change:
    """A proposal in its place: what stands before, what is struck, what is put in, what follows.

    ``exact`` is False when the words struck are not those that were quoted, only what stands there now.
    """

    before: str
    struck: str
    inserted: str
    after: str
    exact: bool = True


def placed(text: str, proposal: Proposal) -> Place | None:
    """Find a passage: by its words, where they occur twice by what stood around, else by that alone.

    Nothing when neither tells: a person then shows the place.
    """
    if not proposal.quote.strip():
        return None
    folded, quote = text.translate(_ALIKE), proposal.quote.translate(_ALIKE)
    before, after = proposal.before.translate(_ALIKE), proposal.after.translate(_ALIKE)
    starts = [found.start() for found in re.finditer(re.escape(quote), folded)]
    if starts:
        best = max(starts, key=lambda start: _kinship(folded, start, start + len(quote), before, after))
        return Place(best, best + len(quote))
    for lead, tail in _TAKEN_IN:
        kept_before, taken_before = _without(before, lead, last=True)
        kept_after, taken_after = _without(after, tail, last=False)
        found = _between(folded, kept_before, kept_after, len(quote) + len(taken_before) + len(taken_after))
        if found is not None:
            took = proposal.before[len(kept_before) :], proposal.after[: len(taken_after)]
            return Place(found.start, found.end, False, *took)
    return None


_TAKEN_IN = ((0, 0), (0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (2, 2))
"""How many words of the context, on both sides, may have been changed along with the passage."""


def _without(context: str, count: int, *, last: bool) -> tuple[str, str]:
    """Part a context from its nearest words: what is kept, what is taken in."""
    words = re.findall(r"\s*\S+\s*$|\s*\S+" if last else r"^\s*\S+|\s*\S+", context)
    if count == 0 or count >= len(words):
        return (context, "") if count == 0 else ("", context)
    cut = sum(map(len, words[-count:] if last else words[:count]))
    return (context[:-cut], context[-cut:]) if last else (context[cut:], context[:cut])


def _kinship(text: str, start: int, end: int, before: str, after: str) -> int:
    """Count the characters around a place that are those of the context."""
    return _shared(text[max(0, start - CONTEXT) : start][::-1], before[::-1]) + _shared(
        text[end : end + CONTEXT], after
    )


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _between(text: str, before: str, after: str, length: int) -> Place | None:
    """Find what stands between the words that stood around, when they stand once and near each other."""
    before, after = before[-CONTEXT // 2 :], after[: CONTEXT // 2]
    if len(before) + len(after) < 2 * _LEAST_CONTEXT:
        return None
    starts = _ends_of(text, before) if len(before) >= _LEAST_CONTEXT else _line_starts(text, after)
    found = {
        (start, end)
        for start in starts
        for end in _starts_of(text, after, start)
        if end - start <= length + _WIDEST_GAP and "\n" not in text[start:end]
    }
    if len(found) != 1:
        return None
    start, end = found.pop()
    return Place(start, end, exact=False) if text[start:end].strip() else None


def _ends_of(text: str, before: str) -> list[int]:
    return [found.end() for found in re.finditer(re.escape(before), text)]


def _line_starts(text: str, after: str) -> list[int]:
    """A passage that began its block begins one still."""
    return [text.rfind("\n", 0, found.start()) + 1 for found in re.finditer(re.escape(after), text)]


def _starts_of(text: str, after: str, least: int) -> list[int]:
    """Where the words after the passage begin; a passage that ended its block ends one still."""
    if len(after) >= _LEAST_CONTEXT:
        return [found.start() for found in re.finditer(re.escape(after), text) if found.start() >= least]
    end = text.find("\n", least)
    line_end = len(text) if end < 0 else end
    return [line_end - len(after)] if text.startswith(after, line_end - len(after)) else []


def place_of(text: str, quote: str) -> tuple[int, int] | None:
    """Return where a quote stands in a text, from its first character to after its last."""
    found = placed(text, Proposal(quote, ""))
    return (found.start, found.end) if found else None


def with_context(text: str, proposal: Proposal) -> Proposal:
    """Return the proposal with what stands around its passage, when that is found and not yet known."""
    found = None if proposal.before or proposal.after else placed(text, proposal)
    if found is None:
        return proposal
    first = text.rfind("\n", 0, found.start) + 1
    last = text.find("\n", found.end)
    before = text[max(first, found.start - CONTEXT) : found.start]
    after = text[found.end : min(len(text) if last < 0 else last, found.end + CONTEXT)]
    return replace(proposal, before=before, after=after)


def told(proposal: Proposal) -> tuple[str, str]:
    """Return the passage and what would stand instead as one tells them to people.

    « mi » → « tiers » says nothing: what is told begins and ends with whole words, and few words take the
    nearest ones around with them, on both sides alike.
    """
    lead, tail = _told_with(proposal)
    return f"{lead}{proposal.quote}{tail}".strip(), f"{lead}{proposal.proposed}{tail}".strip()


def _told_with(proposal: Proposal) -> tuple[str, str]:
    """Return what stands before and after a passage as far as it is told with it."""
    before = proposal.before.rpartition("\n")[2]
    after = proposal.after.partition("\n")[0]
    few = len(proposal.quote.split()) < _TOLD_ALONE
    lead = re.search(r"(?:\S+\s+){0,2}\S*$" if few else r"\S*$", before)
    tail = re.match(r"\w*(?:-\w+)*(?:\s+[\w’'-]+){0,2}" if few else r"\w*(?:-\w+)*", after)
    return lead.group() if lead else "", tail.group() if tail else ""


def essence(proposal: Proposal) -> tuple[str, str, str, str]:
    """Return what makes two proposals the same: struck and new words, and the words around them.

    Words that both sides share belong to what stands around; the way of typing makes no difference.
    """
    head, tail = kept_ends(proposal.quote, proposal.proposed)
    struck = proposal.quote[head : len(proposal.quote) - tail]
    inserted = proposal.proposed[head : len(proposal.proposed) - tail]
    before = proposal.before + proposal.quote[:head]
    after = proposal.quote[len(proposal.quote) - tail :] + proposal.after
    return folded(before)[-_NEARBY:], folded(struck), folded(inserted), folded(after)[:_NEARBY]


def folded(words: str) -> str:
    """Return words without what the way of typing them changes: spaces, apostrophes, quotation marks."""
    plain = words.translate(_ALIKE).replace("«", '"').replace("»", '"').replace("–", "-").replace("—", "-")
    return " ".join(re.sub(r"\s*([;:!?\"])\s*", r" \1 ", plain).split())


def change_in(text: str, proposal: Proposal, around: int = _AROUND) -> Change | None:
    """Show a proposal in its text, words in common left out; nothing when the passage is not there."""
    place = placed(text, proposal)
    if place is None:
        return None
    start, end = place.start, place.end
    quote, proposed = text[start:end], place.fitted(proposal.proposed)
    head, tail = kept_ends(quote, proposed)
    struck = quote[head : len(quote) - tail]
    inserted = proposed[head : len(proposed) - tail]
    before = _clipped(text[: start + head], around, keep_end=True)
    after = _clipped(text[end - tail :], around, keep_end=False)
    return Change(before, struck, inserted, after, place.exact)


def substituted(text: RichText, proposal: Proposal) -> RichText | None:
    """Return the text with the proposal applied to the block that holds its passage, else nothing.

    Cells of tables are looked into. Lines of the proposal after the first become blocks of their own; a
    block that is emptied goes.
    """
    weights = [closeness(block, proposal) for block in text.blocks]
    best = max((weight for weight in weights if weight is not None), default=None)
    if best is None:
        return None
    rank = weights.index(best)
    changed = _changed(text.blocks[rank], proposal)
    return normalised(RichText((*text.blocks[:rank], *changed, *text.blocks[rank + 1 :])))


def closeness(target: Block | str, proposal: Proposal) -> int | None:
    """Return how surely a block or a line holds the passage that is meant; nothing when it does not."""
    if isinstance(target, Table):
        found = [closeness(block, proposal) for row in target.rows for cell in row for block in cell.blocks]
        return max((weight for weight in found if weight is not None), default=None)
    if isinstance(target, Image):
        return None
    words = target if isinstance(target, str) else block_text(target)
    place = placed(words, proposal)
    return None if place is None else _weight(words, place, proposal)


def _changed(block: Block, proposal: Proposal) -> list[Block]:
    if isinstance(block, Table):
        return [_changed_table(block, proposal)]
    if isinstance(block, Image):
        return [block]
    place = placed(block_text(block), proposal)
    if place is None:
        return [block]
    words = block_text(block)
    spot = _with_space(words, place, proposal)
    changed = _changed_blocks(block, spot, place.fitted(proposal.proposed))
    return [one for one in changed if proposal.proposed or block_text(one).strip()]


def _changed_table(table: Table, proposal: Proposal) -> Table:
    """Change the cell that holds the passage most surely; the shape of the table stays."""
    best = closeness(table, proposal)
    rows: list[tuple[Cell, ...]] = []
    for row in table.rows:
        cells: list[Cell] = []
        for cell in row:
            changed = None
            if (
                best is not None
                and max((closeness(block, proposal) or -1 for block in cell.blocks), default=-1) == best
            ):
                changed, best = substituted(RichText(cell.blocks), proposal), None
            cells.append(cell if changed is None else replace(cell, blocks=changed.blocks))
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows))


def _weight(words: str, place: Place, proposal: Proposal) -> int:
    """How surely a place is the one that was meant: exact words first, then what stands around."""
    around = _kinship(
        words.translate(_ALIKE),
        place.start,
        place.end,
        proposal.before.translate(_ALIKE),
        proposal.after.translate(_ALIKE),
    )
    return around + (EXACT if place.exact else 0)


def substituted_plain(text: str, proposal: Proposal) -> str | None:
    """Return a plain text with the proposal applied, nothing when the passage is not there."""
    place = placed(text, proposal)
    if place is None:
        return None
    start, end = _with_space(text, place, proposal)
    return text[:start] + place.fitted(proposal.proposed) + text[end:]


def _with_space(text: str, place: Place, proposal: Proposal) -> tuple[int, int]:
    """Words that go take the space before them along."""
    start, end = place.start, place.end
    alone = not proposal.proposed and text[start - 1 : start] == " " and text[end : end + 1] in " ,.;:)"
    return (start - 1 if alone else start), end


def proposals_between(before: str, after: str) -> tuple[Proposal, ...]:
    """Return what somebody who changed one paragraph into another proposes, word by word.

    Each passage is long enough to stand once in ``before``; changes near each other are one proposal.
    """
    old, new = words_of(before), words_of(after)
    spans = _joined([(edit.i1, edit.i2, edit.j1, edit.j2) for edit in edits(old, new)])
    found: list[Proposal] = []
    low = 0
    for rank, span in enumerate(spans):
        high = spans[rank + 1][0] if rank + 1 < len(spans) else len(old)
        wide = _widened(old, new, span, low, high)
        if wide is None:
            return (Proposal(before, after),)
        low = wide[1]
        found.append(
            Proposal(
                "".join(old[wide[0] : wide[1]]),
                "".join(new[wide[2] : wide[3]]),
                "".join(old[: wide[0]])[-CONTEXT:],
                "".join(old[wide[1] :])[:CONTEXT],
            )
        )
    return tuple(found)


_Span = tuple[int, int, int, int]
_NEAR = 4
"""Tokens between two changes under which they are one proposal: a word and its spaces."""


def _joined(spans: list[_Span]) -> list[_Span]:
    joined: list[_Span] = []
    for span in spans:
        if joined and span[0] - joined[-1][1] <= _NEAR:
            last = joined.pop()
            span = (last[0], span[1], last[2], span[3])
        joined.append(span)
    return joined


def _widened(old: list[str], new: list[str], span: _Span, low: int, high: int) -> _Span | None:
    """Widen a changed span by the words around it until its passage stands once and neither side is empty.

    It stays between ``low`` and ``high``, the changes before and after; nothing when that is not enough.
    """
    i1, i2, j1, j2 = span
    whole = "".join(old)
    while True:
        quote, proposed = "".join(old[i1:i2]), "".join(new[j1:j2])
        if quote.strip() and proposed.strip() and whole.find(quote) == whole.rfind(quote):
            return i1, i2, j1, j2
        if i1 == low and i2 == high:
            return None
        if i1 > low:
            i1, j1 = i1 - 1, j1 - 1
        if i2 < high:
            i2, j2 = i2 + 1, j2 + 1


def kept_ends(quote: str, proposed: str) -> tuple[int, int]:
    """Return how many characters both begin with, and end with, in whole words."""
    old, new = words_of(quote), words_of(proposed)
    shortest = min(len(old), len(new))
    head = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    rest = shortest - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return len("".join(old[:head])), len("".join(old[len(old) - tail :]))


def _clipped(text: str, around: int, *, keep_end: bool) -> str:
    """Cut a text at a word, with « … », when it is longer than what one line shows."""
    line = text.rpartition("\n")[2] if keep_end else text.partition("\n")[0]
    if len(line) <= around:
        return line
    if keep_end:
        return "…" + line[-around:].partition(" ")[2]
    return line[:around].rpartition(" ")[0] + "…"


def _changed_blocks(
    block: Paragraph | ListItem | Heading, place: tuple[int, int], proposed: str
) -> Iterator[Block]:
    start, end = place
    look = _look_at(block.runs, start)
    first, *others = proposed.split("\n")
    head, tail = runs_between(block.runs, 0, start), runs_between(block.runs, end, len(text_of(block.runs)))
    lines: list[Runs] = [
        (*head, replace(look, text=first)),
        *((replace(look, text=line),) for line in others),
    ]
    lines[-1] = (*lines[-1], *tail)
    yield replace(block, runs=lines[0])
    for runs in lines[1:]:
        yield replace(block, runs=runs, id="")


def _look_at(runs: Runs, position: int) -> Run:
    at = 0
    for run in runs:
        at += len(run.text)
        if position < at:
            return run
    return runs[-1]
