"""How near a name is to what was typed."""

from __future__ import annotations

from dgsdesk.domain.nearness import nearness

NAMES = ("DGS d’Awala-Yalimapo", "DGS de Manacourt", "DGS de Mana", "Mana", "DGS de Gétigné")


def found(typed: str) -> list[str]:
    near = {name: nearness(typed, name) for name in NAMES}
    fit = [name for name in NAMES if near[name] is not None]
    return sorted(fit, key=lambda name: near[name] or 0)


def test_a_words_beginning_comes_before_its_inside() -> None:
    assert found("Ma") == ["Mana", "DGS de Manacourt", "DGS de Mana", "DGS d’Awala-Yalimapo"]
    assert found("mana")[:2] == ["Mana", "DGS de Mana"]


def test_accents_and_hyphens_do_not_matter() -> None:
    assert found("getigne") == ["DGS de Gétigné"]
    assert found("awala yali") == ["DGS d’Awala-Yalimapo"]
    assert found("clisson") == []
    assert found("") == list(NAMES)
