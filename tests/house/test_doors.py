"""The doors between the floors, as pyproject.toml states them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_floor_knows_only_those_below() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_window_starts_before_anything_heavy() -> None:
    code = (
        "import sys, dgsdesk.__main__, dgsdesk.bootstrap; "
        "heavy = {'sqlalchemy', 'alembic', 'docx', 'icalendar', 'lxml', 'holidays', 'PySide6', 'typst'}; "
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []
