"""The role that words of a list mean: « Secrétaire générale de mairie », « Maire », « 2e adjoint »."""

from __future__ import annotations

from dgsdesk.application.membership import TITLES
from dgsdesk.domain.network import Civility, Role
from dgsdesk.domain.toponym import fold
from dgsdesk.domain.wording import role_title

_EXACT = {fold(title): role for role, title in TITLES.items()} | {
    "directeur general des services": Role.DGS,
    "directrice generale des services": Role.DGS,
    "secretaire general de mairie": Role.SGM,
    "secretaire generale de mairie": Role.SGM,
    "secretaire de mairie": Role.SGM,
    "secretaire general": Role.SGM,
    "secretaire generale": Role.SGM,
    "sg": Role.SGM,
    "dgst": Role.DST,
    "madame le maire": Role.MAYOR,
    "madame la maire": Role.MAYOR,
    "monsieur le maire": Role.MAYOR,
    "presidente": Role.PRESIDENT,
    "elue": Role.ELECTED,
}
_SHORT = frozenset(fold(title) for title in TITLES.values()) | {"sg"}

_HOLDING = (
    (("general", "adjoint"), Role.DGA),
    (("generale", "adjointe"), Role.DGA),
    (("services", "techniques"), Role.DST),
    (("ressources", "humaines"), Role.DRH),
    (("vice",), Role.ELECTED),
    (("adjoint",), Role.ELECTED),
    (("adjointe",), Role.ELECTED),
    (("conseiller",), Role.ELECTED),
    (("conseillere",), Role.ELECTED),
    (("general", "services"), Role.DGS),
    (("generale", "services"), Role.DGS),
    (("secretaire", "mairie"), Role.SGM),
    (("maire",), Role.MAYOR),
    (("president",), Role.PRESIDENT),
    (("presidente",), Role.PRESIDENT),
    (("directeur",), Role.EXECUTIVE),
    (("directrice",), Role.EXECUTIVE),
    (("responsable",), Role.EXECUTIVE),
    (("chef",), Role.EXECUTIVE),
    (("cheffe",), Role.EXECUTIVE),
    (("charge",), Role.EXECUTIVE),
    (("chargee",), Role.EXECUTIVE),
)
"""The first words that all stand in a title decide; the order tells « adjoint au maire » from « maire »."""


def role_of(title: str) -> Role | None:
    """Return the role that a title means, None when its words mean none."""
    folded = fold(title)
    if folded in _EXACT:
        return _EXACT[folded]
    words = set(folded.split())
    return next((role for wanted, role in _HOLDING if words.issuperset(wanted)), None)


def title_said(words: str, role: Role) -> str:
    """Return the title that words of a list give, well written; empty when they only name the role."""
    folded = fold(words)
    if folded in _SHORT:
        return ""
    written = (role_title(role, civility) for civility in Civility)
    return next((title for title in written if fold(title) == folded), words.strip())
