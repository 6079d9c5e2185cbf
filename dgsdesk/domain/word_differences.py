"""Two texts compared word by word: the one rule that versions, observations and merges are shown by.

A number with its separators (« 57 726 », « 2026-11/03 », « 12,5 ») is one word: nothing ever changes or is
merged inside of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dgsdesk.domain.wording import NBSP, THIN

_WORDS = re.compile(
    rf"\d+(?:[ {NBSP}{THIN}]\d{{3}}(?!\w)|[.,:/\-{NBSP}{THIN}]\d+)*\w*"  # a number, with its separators
    r"|\w+"
    r"|\n"
    r"|[^\S\n]+"
    r"|[^\w\s]"
)
_LONGEST_MIDDLE = 4_000_000
"""Pairs of words above which a changed middle counts as wholly rewritten: it keeps hostile texts quick."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words ``old[i1:i2]`` become ``new[j1:j2]``; one of both spans may be empty."""

    i1: int
    i2: int
    j1: int
    j2: int


def words_of(text: str) -> list[str]:
    """Cut a text into words, numbers, signs and spaces; joined again they are the text."""
    return _WORDS.findall(text)


def edits(old: Sequence[str], new: Sequence[str]) -> tuple[Edit, ...]:
    """Return what changed between two sequences of words, in order; the rest is the same in both.

    Spaces alone never hold a change apart: « 48 heures » → « deux jours » is one edit.
    """
    head = _common_head(old, new)
    tail = _common_head(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if not old_middle and not new_middle:
        return ()
    if not old_middle or not new_middle or len(old_middle) * len(new_middle) > _LONGEST_MIDDLE:
        return (Edit(head, len(old) - tail, head, len(new) - tail),)
    matcher = SequenceMatcher(str.isspace, old_middle, new_middle, autojunk=False)
    found = [
        Edit(i1 + head, i2 + head, j1 + head, j2 + head)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]
    return tuple(_joined(old, found))


def _common_head(old: Sequence[str], new: Sequence[str]) -> int:
    shortest = min(len(old), len(new))
    return next((n for n in range(shortest) if old[n] != new[n]), shortest)


def _joined(old: Sequence[str], found: list[Edit]) -> list[Edit]:
    """Join edits with nothing but spaces between them."""
    joined: list[Edit] = []
    for edit in found:
        last = joined[-1] if joined else None
        if last is not None and all(word.isspace() for word in old[last.i2 : edit.i1]):
            joined[-1] = Edit(last.i1, edit.i2, last.j1, edit.j2)
        else:
            joined.append(edit)
    return joined
