"""What the page of the history is asked for by."""

from __future__ import annotations

DELETED = "deleted"
"""The subject that opens the deleted things."""
