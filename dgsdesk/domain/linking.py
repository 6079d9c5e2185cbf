"""Addresses that a text may point to: the web, mail and telephone, nothing that lies on this machine."""

from __future__ import annotations

import re

_ALLOWED = re.compile(r"(?:https?://[^\s/]+|mailto:[^\s@]+@[^\s@]+|tel:[+\d])\S*", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+")
_SITE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)


def link_address(typed: str) -> str:
    """Return the address that was meant, completed by ``https://`` or ``mailto:``; empty when it is none."""
    typed = typed.strip()
    if _ALLOWED.fullmatch(typed):
        return typed
    if _MAIL.fullmatch(typed):
        return f"mailto:{typed}"
    return f"https://{typed}" if _SITE.fullmatch(typed) else ""
