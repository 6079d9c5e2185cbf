"""Start-up, by hand: the window against a bare PySide6 window with an empty table, in the same run.

    .venv/bin/python tests/benchmarks/start.py [RUNS]

Prints medians and minimums in milliseconds from the start of the process, the two measured in turns, and the
ratios that must be reached: first paint within 1.5 times the bare window, « Accueil » filled and taking keys
within 5 times.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BARE = """
import time, sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
class Table(QTableWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", time.time(), flush=True)
        QApplication.quit()
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(Table(0, 3))
window.resize(1366, 740)
window.show()
app.exec()
"""

OURS = """
import sys, time
from pathlib import Path
def say(word):
    print(word, time.time(), flush=True)
def watch(window):
    from PySide6.QtCore import QTimer
    window.first_painted.connect(lambda: say("painted"))
    def filled():
        page = window.stack.currentWidget()
        if page is not None and page.is_filled() and page.isVisible() and window.focusWidget() is not None:
            say("filled")
            window.close()
        else:
            QTimer.singleShot(1, filled)
    window.stack.currentChanged.connect(lambda _: QTimer.singleShot(0, filled))
from dgsdesk.bootstrap.window import open_window
folder = Path(sys.argv[1])
settings = folder / "memoire.ini"
settings.unlink(missing_ok=True)  # as large as the bare one
open_window(folder / "reseau.dgsdb", settings, watch)
"""


def measure(code: str, *arguments: str) -> dict[str, float]:
    """Return the milliseconds from the start of a process to each word that it says."""
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        check=True,
    )
    said = (line.split() for line in done.stdout.splitlines() if line.count(" ") == 1)
    return {word: (float(instant) - begun) * 1000 for word, instant in said}


def main() -> None:
    """Measure in turns and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        command = [sys.executable, "-m", "dgsdesk", "demo", str(folder)]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        measure(BARE)
        measure(OURS, str(folder))
        pairs = [(measure(BARE), measure(OURS, str(folder))) for _ in range(runs)]
    bare = [alone["painted"] for alone, _ in pairs]
    print(f"{'bare window painted':22}{_both(bare)}")
    for what, word, limit in (("ours painted", "painted", 1.5), ("Accueil takes keys", "filled", 5)):
        ours = [started[word] for _, started in pairs]
        ratios = f"{statistics.median(ours) / statistics.median(bare):5.2f} {min(ours) / min(bare):5.2f}"
        print(f"{what:22}{_both(ours)}   ratios {ratios} (at most {limit})")


def _both(times: list[float]) -> str:
    return f"median {statistics.median(times):5.0f} ms, least {min(times):5.0f} ms"


if __name__ == "__main__":
    main()
