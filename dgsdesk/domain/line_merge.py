"""Three-way merge of one line of text, word by word; what touches is a conflict, never a mixture.

Two changes touch when they stand in one clause, when fewer than three words lie between them, or when both
change figures of one line (a vote, a date, an amount): « 9 h » here made « 10 h » and there « 14 h » is a
conflict. The looks of words that both sides kept are merged apart from the words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from dgsdesk.domain.richtext import Run, Runs, merged_runs, runs_between, text_of
from dgsdesk.domain.word_differences import Edit, edits, words_of
from dgsdesk.domain.wording import MONTHS, WEEKDAYS

_LEAST_WORDS_BETWEEN = 3
_CLAUSE_ENDS = frozenset((*".;:!?…,()–—\n", "«", "»"))
_NUMBER_WORDS = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente "
    "quarante cinquante soixante cent cents mille million millions milliard milliards midi minuit demie "
    "unanimité majorité abstention abstentions"
)
_FIGURES = frozenset((*_NUMBER_WORDS.split(), *MONTHS, *WEEKDAYS))


@dataclass(frozen=True, slots=True)
class MergedLine:
    """A line merged both ways: they are equal unless ``clash``, and then differ in what touches alone."""

    ours: Runs
    theirs: Runs
    clash: bool


def merge_line(base: Runs, ours: Runs, theirs: Runs) -> MergedLine:
    """Merge the changes of both sides into one line."""
    origin = _Side(base, base)
    here, there = _Side(base, ours), _Side(base, theirs)
    said = {*map(here.saying, here.edits)} & {*map(there.saying, there.edits)}
    shared = [edit for edit in here.edits if here.saying(edit) in said]
    own = [edit for edit in here.edits if here.saying(edit) not in said]
    other = [edit for edit in there.edits if there.saying(edit) not in said]
    clauses = _Clauses(origin.words)
    touching = [
        (one, two)
        for one in own
        for two in other
        if clauses.touch(one, here.put_in(one), two, there.put_in(two))
    ]
    own_free = [edit for edit in own if all(edit is not one for one, _ in touching)]
    other_free = [edit for edit in other if all(edit is not two for _, two in touching)]
    weave = _Weave(origin, here, there)
    kept_here = [*((edit, here) for edit in (*shared, *own)), *((edit, there) for edit in other_free)]
    kept_there = [*((edit, there) for edit in other), *((edit, here) for edit in (*shared, *own_free))]
    line_here, line_there = weave.line(kept_here, here), weave.line(kept_there, there)
    return MergedLine(line_here, line_there, line_here != line_there)


def merge_words(base: str, ours: str, theirs: str) -> tuple[str, str, bool]:
    """Merge plain lines: ours and theirs with all that does not touch, and whether they clash."""
    merged = merge_line(*(((Run(text),) if text else ()) for text in (base, ours, theirs)))
    return text_of(merged.ours), text_of(merged.theirs), merged.clash


class _Side:
    """One side's line and how it came from the base."""

    def __init__(self, base: Runs, runs: Runs) -> None:
        self.runs = runs
        self.words = words_of(text_of(runs))
        self.edits = edits(words_of(text_of(base)), self.words) if runs is not base else ()
        self.starts = [0]
        for word in self.words:
            self.starts.append(self.starts[-1] + len(word))

    def between(self, first: int, last: int) -> Runs:
        """Return the runs of words ``first`` to before ``last`` of this side."""
        return runs_between(self.runs, self.starts[first], self.starts[last])

    def put_in(self, edit: Edit) -> list[str]:
        return self.words[edit.j1 : edit.j2]

    def saying(self, edit: Edit) -> tuple[int, int, Runs]:
        """Return what an edit does, the same for both sides where they did the same."""
        return edit.i1, edit.i2, self.between(edit.j1, edit.j2)

    def kept(self, first: int, last: int) -> Runs | None:
        """Return this side's looks of base words that it kept whole, None where it changed them."""
        shift = 0
        for edit in self.edits:
            if edit.i1 < last and first < edit.i2:
                return None
            if edit.i2 <= first:
                shift = edit.j2 - edit.i2
        return self.between(first + shift, last + shift)

    @cached_property
    def bounds(self) -> frozenset[int]:
        return frozenset(place for edit in self.edits for place in (edit.i1, edit.i2))


class _Clauses:
    """Which clause each word of the base belongs to; an end belongs to what it ends."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.clause = list(_numbered(words, _CLAUSE_ENDS))
        self._said = [0, *accumulate(word[0].isalnum() for word in words)]

    def touch(self, one: Edit, put_one: list[str], two: Edit, put_two: list[str]) -> bool:
        """Tell whether two edits of the base are too near to both be right."""
        first, second = sorted((one, two), key=lambda edit: (edit.i1, edit.i2))
        if first.i2 >= second.i1 or self._said[second.i1] - self._said[first.i2] < _LEAST_WORDS_BETWEEN:
            return True
        if self._spread(one, put_one, self.clause) & self._spread(two, put_two, self.clause):
            return True
        return self._figures(one, put_one) and self._figures(two, put_two)

    def _figures(self, edit: Edit, put_in: list[str]) -> bool:
        words = (*self.words[edit.i1 : edit.i2], *put_in)
        return any(word[0].isdigit() or word.casefold() in _FIGURES for word in words)

    def _spread(self, edit: Edit, put_in: list[str], numbers: list[int]) -> frozenset[int]:
        """Return the clauses that an edit changes; what is put in between two and ends itself is its own."""
        if edit.i1 < edit.i2:
            return frozenset(numbers[edit.i1 : edit.i2])
        before = numbers[edit.i1 - 1 : edit.i1] if edit.i1 else []
        after = numbers[edit.i1 : edit.i1 + 1]
        if before == after:
            return frozenset((*before, *after))
        ends = "".join(put_in).rstrip()[-1:] in _CLAUSE_ENDS
        if not after:
            closed = self.words[edit.i1 - 1].strip()[-1:] in _CLAUSE_ENDS if edit.i1 else False
            return frozenset() if closed else frozenset(before)
        return frozenset() if ends else frozenset(after)


def _numbered(words: Sequence[str], ends: frozenset[str]) -> Iterator[int]:
    """Number the stretches up to each end; the spaces behind an end belong to it."""
    number, over = 0, False
    for word in words:
        if over and not word.isspace() and word not in ends:
            number, over = number + 1, False
        yield number
        over = over or word in ends


class _Weave:
    """Builds a line from the words that stay and the edits that are taken."""

    def __init__(self, base: _Side, ours: _Side, theirs: _Side) -> None:
        self._base = base
        self._ours = ours
        self._theirs = theirs
        self._bounds = sorted(ours.bounds | theirs.bounds)

    def line(self, taken: list[tuple[Edit, _Side]], prefer: _Side) -> Runs:
        """Return the line with the edits taken; where looks clash, those of ``prefer``."""
        runs: list[Run] = []
        at = 0
        for edit, side in sorted(taken, key=lambda one: (one[0].i1, one[0].i2)):
            runs += self._stay(at, edit.i1, prefer)
            runs += side.between(edit.j1, edit.j2)
            at = edit.i2
        runs += self._stay(at, len(self._base.words), prefer)
        return merged_runs(runs)

    def _stay(self, first: int, last: int, prefer: _Side) -> Iterator[Run]:
        inner = self._bounds[bisect_left(self._bounds, first + 1) : bisect_left(self._bounds, last)]
        for start, end in pairwise((first, *inner, last)):
            if start < end:
                yield from self._looks(start, end, prefer)

    def _looks(self, first: int, last: int, prefer: _Side) -> Iterator[Run]:
        """Merge how words look that stay: a look that one side changed is taken."""
        base = self._base.between(first, last)
        ours, theirs = self._ours.kept(first, last), self._theirs.kept(first, last)
        if ours is None or theirs is None:
            yield from next(one for one in (ours, theirs, base) if one is not None)
        elif ours == base or theirs == base:
            yield from theirs if ours == base else ours
        else:
            strong, weak = (ours, theirs) if prefer is self._ours else (theirs, ours)
            yield from _merged_looks(base, strong, weak)


def _merged_looks(base: Runs, strong: Runs, weak: Runs) -> Iterator[Run]:
    """Merge three looks of the same characters, mark by mark."""
    bounds = {0}
    for runs in (base, strong, weak):
        at = 0
        for run in runs:
            at += len(run.text)
            bounds.add(at)
    for start, end in pairwise(sorted(bounds)):
        (was,), (one,), (other,) = (runs_between(runs, start, end) for runs in (base, strong, weak))
        yield Run(
            was.text,
            one.bold if one.bold != was.bold else other.bold,
            one.italic if one.italic != was.italic else other.italic,
            one.underline if one.underline != was.underline else other.underline,
            one.link if one.link != was.link else other.link,
        )
