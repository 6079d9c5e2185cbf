"""Proposed changes: a passage and what somebody would write instead, found, shown and applied.

Quotes come from people and from Word: spaces and apostrophes of any kind match each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dgsdesk.domain.richtext import (
    Block,
    Heading,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Runs,
    block_text,
    normalised,
    runs_between,
    text_of,
)
from dgsdesk.domain.word_differences import edits, words_of
from dgsdesk.domain.wording import APOSTROPHE, NBSP, THIN

_ALIKE = str.maketrans({NBSP: " ", THIN: " ", "\t": " ", APOSTROPHE: "'"})
_AROUND = 48


@dataclass(frozen=True)
class Proposal:
    """A passage (``quote``) and what would stand instead; an empty ``proposed`` proposes nothing."""

    quote: str
    proposed: str


@dataclass(frozen=True)
class Change:
    """A proposal in its place: what stands before, what is struck, what is put in, what follows."""

    before: str
    struck: str
    inserted: str
    after: str


def place_of(text: str, quote: str) -> tuple[int, int] | None:
    """Return where a quote stands in a text, from its first character to after its last."""
    if not quote.strip():
        return None
    start = text.translate(_ALIKE).find(quote.translate(_ALIKE))
    return None if start < 0 else (start, start + len(quote))


def change_in(text: str, proposal: Proposal, around: int = _AROUND) -> Change | None:
    """Show a proposal in its text, words in common left out; nothing when the passage is not there."""
    place = place_of(text, proposal.quote)
    if place is None:
        return None
    start, end = place
    quote = text[start:end]
    head, tail = _common(words_of(quote), words_of(proposal.proposed))
    struck = quote[head : len(quote) - tail]
    inserted = proposal.proposed[head : len(proposal.proposed) - tail]
    before = _clipped(text[: start + head], around, keep_end=True)
    after = _clipped(text[end - tail :], around, keep_end=False)
    return Change(before, struck, inserted, after)


def substituted(text: RichText, proposal: Proposal) -> RichText | None:
    """Return the text with the proposal applied to the first block that holds its passage, else nothing.

    Lines of the proposal after the first become blocks of their own.
    """
    for rank, block in enumerate(text.blocks):
        if not isinstance(block, Paragraph | ListItem | Heading):
            continue
        place = place_of(block_text(block), proposal.quote)
        if place is not None:
            changed = _changed_blocks(block, place, proposal.proposed)
            return normalised(RichText((*text.blocks[:rank], *changed, *text.blocks[rank + 1 :])))
    return None


def substituted_plain(text: str, proposal: Proposal) -> str | None:
    """Return a plain text with the proposal applied, nothing when the passage is not there."""
    place = place_of(text, proposal.quote)
    return None if place is None else text[: place[0]] + proposal.proposed + text[place[1] :]


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
        found.append(Proposal("".join(old[wide[0] : wide[1]]), "".join(new[wide[2] : wide[3]])))
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


def _common(old: list[str], new: list[str]) -> tuple[int, int]:
    """Return how many characters both begin with, and end with, in whole tokens."""
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
