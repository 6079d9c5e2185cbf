"""The power fails twenty times while minutes are written: every text that was called saved is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TIMES = 20
ROOT = Path(__file__).resolve().parents[2]


def bare(text: str) -> str:
    """Return the text without what is not kept on purpose: blanks around paragraphs, empty paragraphs."""
    lines = [line.strip() for line in text.replace("\u2029", "\n").split("\n")]
    return "\n".join(line for line in lines if line)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="each life is forked, which Windows cannot")
def test_whatever_was_called_saved_is_there_after_the_power_failed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.killed_writer", str(tmp_path), str(TIMES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lives = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lives) == TIMES + 1
    last_saved, savings = "", 0
    for number, (found, saved) in enumerate(lives):
        assert bare(found).startswith(bare(last_saved)), f"life {number} found less than was saved"
        savings += len(saved)
        last_saved = saved[-1] if saved else found
    assert savings > TIMES
