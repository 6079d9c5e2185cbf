"""Audiences (niveaux de diffusion): who may read an item or a paragraph, and so what an edition contains."""

from __future__ import annotations

from enum import IntEnum


class Audience(IntEnum):
    """Four levels, each wider than the one before (product § 3.7)."""

    DIRECTORS = 1
    EXECUTIVES = 2
    ELECTED = 3
    ALL = 4


AUDIENCE_WORDS = {
    Audience.DIRECTORS: "DGS seuls",
    Audience.EXECUTIVES: "DGS et cadres",
    Audience.ELECTED: "DGS, cadres, maires et élus concernés",
    Audience.ALL: "tous",
}
"""How the levels are called, on screens and papers."""


def may_read(item: Audience, edition: Audience) -> bool:
    """Tell whether an edition made for ``edition`` contains an item restricted to ``item``.

    An item for directors only is withheld from every wider edition; an item for all is in each.
    """
    return item >= edition
