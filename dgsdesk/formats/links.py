"""Addresses that may stand in a document."""

from __future__ import annotations

import re

_SAFE_LINK = re.compile(r"(https?://[^\s/]|mailto:[^\s]+@|tel:\+?\d)[^\s<>\"{}|\\^`]*", re.IGNORECASE)


def is_safe_link(address: str) -> bool:
    """Tell whether an address may stand in a document: web, mail or telephone, and well formed."""
    return _SAFE_LINK.fullmatch(address) is not None
