"""Where the words that somebody types stand in a text, and that text with their letters in bold."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from dgsdesk.desktop.components.paint import Run

Spans = Sequence[tuple[int, int]]


def fold(text: str) -> str:
    """Return a text without accents, case and hyphens, as long as the original (for marking)."""
    out = []
    for char in text:
        base = unicodedata.normalize("NFD", char)[0].lower()
        out.append(" " if base in "-’'\u00a0\u202f" else base)
    return "".join(out)


def match(words: str, text: str) -> list[tuple[int, int]] | None:
    """Return where each typed word is found in a text, in order of place; None when one is missing."""
    folded, spans = fold(text), []
    for word in fold(words).split():
        at = folded.find(word)
        if at < 0:
            return None
        spans.append((at, at + len(word)))
    return sorted(spans)


def bold_runs(text: str, spans: Sequence[tuple[int, int]]) -> list[Run]:
    """Cut a text so that its matched letters are bold; spans may overlap."""
    runs: list[Run] = []
    at = 0
    for start, end in spans:
        start = max(start, at)
        if start > at:
            runs.append(Run(text[at:start]))
        if end > start:
            runs.append(Run(text[start:end], bold=True))
        at = max(at, end)
    if at < len(text):
        runs.append(Run(text[at:]))
    return runs
