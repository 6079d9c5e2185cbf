"""The role that words of a list mean: « Secrétaire générale de mairie », « Maire », « 2e adjoint »."""

from __future__ import annotations

import re

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
_INITIALED = {fold(TITLES[role]): role for role in (Role.DGS, Role.SGM, Role.DGA, Role.DST, Role.DRH)}
"""A title that begins with one says what follows besides: « DGS mutualisée »."""
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


_INTERIM = re.compile(
    r"[\s,(–-]*\b(?:(?:en |par |à titre d[’'])?int[ée]rim(?:aire)?|p\.\s?i\.|faisant fonction(?: de)?)"
    r"(?!\w)\)?",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"\b(?:\w )+\w\b")


def is_interim(title: str) -> bool:
    """Tell whether words of a list say that somebody stands in: « DGS par intérim », « DGS (p.i.) »."""
    return bool(_INTERIM.search(title))


def _folded(title: str) -> str:
    """Fold a title without who stands in, initials as one word: « D.G.S. par intérim » is « dgs »."""
    return _INITIALS.sub(lambda found: found[0].replace(" ", ""), fold(_INTERIM.sub(" ", title)))


def role_of(title: str) -> Role | None:
    """Return the role that a title means, None when its words mean none."""
    folded = _folded(title)
    if folded in _EXACT:
        return _EXACT[folded]
    words = set(folded.split())
    first = folded.partition(" ")[0]
    if first in _INITIALED:
        return _INITIALED[first]
    return next((role for wanted, role in _HOLDING if words.issuperset(wanted)), None)


def title_said(words: str, role: Role) -> str:
    """Return the title that words of a list give, well written; empty when they only name the role."""
    folded = _folded(words)
    if folded in _SHORT:
        return ""
    written = (role_title(role, civility) for civility in Civility)
    return next((title for title in written if fold(title) == folded), _INTERIM.sub("", words).strip())
