"""Addresses of mail as people write them in a field or a cell."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s,;|<>()\"]+")
_NONE = frozenset({"", "-", "–", "—", "/", "?", "néant", "neant", "aucun", "aucune", "nc", "n.c.", "non"})


def is_address(text: str) -> bool:
    """Tell whether a text is one address: a name, « @ », a domain with a dot."""
    local, _, domain = text.rpartition("@")
    return bool(local) and "." in domain and not _BETWEEN.search(text)


def first_address(cell: str) -> str:
    """Return the first address of a cell that holds several, or a name beside it.

    « Néant » and the like give nothing; a cell without an address is given back as it is, to be refused.
    """
    if cell.strip().casefold() in _NONE:
        return ""
    words = (word.removeprefix("mailto:").rstrip("./") for word in _BETWEEN.split(cell))
    return next(filter(is_address, words), cell.strip())
