"""Letters to press in menus: one per entry, never twice in one menu (twice silently does nothing)."""

from __future__ import annotations

from collections.abc import Sequence


def with_mnemonics(texts: Sequence[str]) -> list[str]:
    """Put & before a letter of each text, distinct within the list; a text without free letter has none."""
    used: set[str] = set()
    return [_mark(text, used) for text in texts]


def _mark(text: str, used: set[str]) -> str:
    plain = text.replace("&", "")
    starts = [at for at, char in enumerate(plain) if at == 0 or plain[at - 1] in " ’'\u00a0"]
    for at in [*starts, *range(len(plain))]:
        letter = plain[at].lower()
        if letter.isascii() and letter.isalpha() and letter not in used:
            used.add(letter)
            return f"{plain[:at]}&{plain[at:]}"
    return plain
