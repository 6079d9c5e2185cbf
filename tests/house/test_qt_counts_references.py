"""PySide6 6.12.0 loses a reference to None with each call on Python 3.11 and aborts after some 5,100."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for _ in range(20_000):
    label.setText("x")
print(abs(sys.getrefcount(None) - before) < 1_000)
"""


def test_twenty_thousand_calls_leave_none_alone() -> None:
    command = [sys.executable, "-c", CODE]
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=offscreen, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr
