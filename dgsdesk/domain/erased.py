"""What stands where words were erased for good, and keeping them from coming back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dgsdesk.domain.dossier_rows import Content

MARK = "[effacé]"
"""What stands in the midst of a text where something was erased."""


def without_erased(content: Content, base: Content) -> Content:
    """Return what another laptop sent without what was erased here since it had it.

    A text that only differs from the base where the base says ``MARK`` was not changed there.
    """
    return {
        kind: {row_id: _row(row, base.get(kind, {}).get(row_id, {})) for row_id, row in rows.items()}
        for kind, rows in content.items()
    }


def _row(row: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    marked = {name: text for name, text in base.items() if isinstance(text, str) and MARK in text}
    return {
        name: marked[name] if _is_filled(value, marked.get(name)) else value for name, value in row.items()
    }


def _is_filled(value: object, marked: str | None) -> bool:
    if marked is None or not isinstance(value, str):
        return False
    return re.fullmatch(".+".join(map(re.escape, marked.split(MARK))), value, re.DOTALL) is not None
