"""The system's opener, replaced: tests start no other program."""

from __future__ import annotations

import pytest

from dgsdesk.outside.opening import SystemOpener


def catch_opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep what the program asks the system to open; returns the list, which grows."""
    opened: list[str] = []
    monkeypatch.setattr(SystemOpener, "open", lambda _, path, late=None: opened.append(path))
    return opened
