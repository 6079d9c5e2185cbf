"""The role that words of a list mean, and whether somebody only stands in."""

from __future__ import annotations

import pytest

from dgsdesk.application.directory.roles import is_interim, role_of, title_said
from dgsdesk.domain.network import Role


@pytest.mark.parametrize(
    ("words", "role", "title", "interim"),
    [
        ("D.G.S.", Role.DGS, "", False),
        ("D.G.S. par intérim", Role.DGS, "", True),
        ("DGS (intérim)", Role.DGS, "", True),
        ("Directrice générale des services p.i.", Role.DGS, "directrice générale des services", True),
        ("Faisant fonction de DGS", Role.DGS, "", True),
        ("DGS mutualisée", Role.DGS, "DGS mutualisée", False),
        ("S.G.M.", Role.SGM, "", False),
        ("Assistante du DGS", None, "Assistante du DGS", False),
        ("Directrice générale adjointe", Role.DGA, "directrice générale adjointe", False),
    ],
)
def test_a_role_is_read_as_town_halls_write_it(
    words: str, role: Role | None, title: str, interim: bool
) -> None:
    assert role_of(words) is role
    assert title_said(words, role or Role.EXECUTIVE) == title
    assert is_interim(words) is interim
