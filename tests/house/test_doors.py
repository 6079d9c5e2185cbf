"""The doors between the floors, as pyproject.toml states them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import PROGRAM, modules, named

ROOT = Path(__file__).resolve().parents[2]


def test_every_floor_knows_only_those_below() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_window_starts_before_anything_heavy() -> None:
    code = (
        "import sys, dgsdesk.__main__, dgsdesk.bootstrap.window; "
        "heavy = {'sqlalchemy', 'alembic', 'docx', 'icalendar', 'lxml', 'holidays', 'PySide6', 'typst'}; "
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []


BANNED = {
    "processEvents": r"\bprocessEvents\b",
    "sleep": r"\btime\.sleep\b|\bfrom time import .*\bsleep\b|\bQThread\.m?sleep\b",
    "an unfinished work": r"#.*\b(?:TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|^\s*pass\s+#",
    "a bare except": r"^\s*except\s*:",
}


@pytest.mark.parametrize("what", BANNED)
def test_no_file_of_the_program_has(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "dgsdesk").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(BANNED[what], line)
    ]
    assert not found


def test_only_the_command_line_prints() -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for path, tree in modules().items()
        if "cli" not in path.relative_to(PROGRAM).parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not found
