"""How near what somebody types is to a name: the name itself, its beginning, one of its words, a piece."""

from __future__ import annotations

from dgsdesk.domain.toponym import fold


def nearness(typed: str, name: str) -> int | None:
    """Return how near a name is to what was typed, 0 the nearest; None where it is not in it.

    Case, accents and hyphens do not matter: « ma » is nearer to « DGS de Mana » than to « Awala-Yalimapo ».
    """
    wanted, whole = fold(typed), fold(name)
    if wanted not in whole:
        return None
    words = f" {whole} "
    ways = (
        whole == wanted,
        whole.startswith(wanted),
        f" {wanted} " in words,
        f" {wanted}" in words,
    )
    return ways.index(True) if True in ways else len(ways)
