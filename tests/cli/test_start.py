"""What the first word of the command line opens: a window, a file in it, or a command."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dgsdesk import __main__
from dgsdesk.bootstrap import command_line, window


@pytest.mark.parametrize(
    ("arguments", "opened", "carried_out"),
    [
        ([], None, None),
        (["réseau de l’été.dgsdb"], Path("réseau de l’été.dgsdb"), None),
        (["../ailleurs/base"], Path("../ailleurs/base"), None),
        (["meetings"], None, ["meetings"]),
        (["--help"], None, ["--help"]),
        (["demo", "ici.d"], None, ["demo", "ici.d"]),
        (["--database", "a.dgsdb", "actions"], None, ["--database", "a.dgsdb", "actions"]),
    ],
)
def test_opens_a_window_or_carries_a_command_out(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], opened: Path | None, carried_out: list[str] | None
) -> None:
    windows: list[Path | None] = []
    commands: list[list[str]] = []
    monkeypatch.setattr(sys, "argv", ["dgsdesk", *arguments])
    monkeypatch.setattr(window, "open_window", lambda path: windows.append(path) or 0)
    monkeypatch.setattr(command_line, "run_command_line", lambda argv: commands.append(argv) or 3)
    assert __main__.main() == (3 if carried_out else 0)
    assert commands == ([carried_out] if carried_out else [])
    assert windows == ([] if carried_out else [opened])
