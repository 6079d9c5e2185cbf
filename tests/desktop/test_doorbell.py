"""The program is started a second time: two real processes, one window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import ReturnDossier
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.bootstrap.dossiers import open_dossier
from dgsdesk.letterbox import Letterbox, holder_of
from tests.conftest import TODAY
from tests.dossiers import dossier_for
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

FIRST = """
import sys
from pathlib import Path
from dgsdesk.bootstrap import places, window
places.default_database = lambda: Path(sys.argv[1])
def watch(window):
    from PySide6.QtCore import QTimer
    def look():
        page = window.stack.currentWidget()
        pane = getattr(page, "dossier", None) if page else None
        if pane is not None and pane.isVisible():
            print("shown", flush=True)
            window.close()
        elif page is not None and page.is_filled():
            print("filled", flush=True) if not seen else None
            seen.append(1)
    seen = []
    timer = QTimer(window, interval=50)
    timer.timeout.connect(look)
    timer.start()
sys.exit(window.open_window(None, Path(sys.argv[1]).with_name("memoire.ini"), watch))
"""
SECOND = """
import sys
from pathlib import Path
from dgsdesk.bootstrap import places, window
places.default_database = lambda: Path(sys.argv[1])
def watch(window):
    print("a second window")
    from PySide6.QtCore import QTimer
    QTimer.singleShot(0, window.close)
file = Path(sys.argv[2]) if sys.argv[2:] else None
sys.exit(window.open_window(file, Path(sys.argv[1]).with_name("autre.ini"), watch))
"""


def second(database: Path, *file: Path) -> str:
    command = [sys.executable, "-c", SECOND, str(database), *map(str, file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def returned(desk: Desk, meeting: str, folder: Path) -> Path:
    """Return the dossier that a host sends back."""
    sent = folder / "aller.dgsdesk"
    folder.mkdir()
    sent.write_bytes(dossier_for(desk, meeting, "Gorges"))
    host = open_desk(open_dossier(sent, folder, today=TODAY).database, documents=folder)
    back = Path(host.run(ReturnDossier(meeting)).value.file)
    host.close()
    return back


def test_a_dossier_is_handed_to_the_window_that_is_open(
    written_desk: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    database = Path(written_desk.keeper.place())
    back = returned(written_desk, written_meeting.id, tmp_path / "hôte")
    written_desk.close()
    with subprocess.Popen(
        [sys.executable, "-c", FIRST, str(database)], stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "filled\n"
        assert second(database) == "", "it only comes forward"
        assert second(database, back) == ""
        assert first.stdout.readline() == "shown\n"
        assert first.wait(30) == 0
    assert not list(Letterbox(database).folder.iterdir())
    assert back.exists()


@pytest.mark.parametrize(
    "said", ["{", '{"file": 3}', '{"file": "relatif.dgsdesk"}', '{"file": "/etc/passwd"}']
)
def test_a_letter_that_is_not_ours_shows_nothing(tmp_path: Path, said: str) -> None:
    box = Letterbox(tmp_path / "reseau.dgsdb")
    letter = Path(box.prepare()) / "lettre.json"
    letter.write_text(said)
    assert box.take() == []
    assert not letter.exists()


def test_nobody_there_takes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    database = tmp_path / "reseau.dgsdb"
    assert not Letterbox(database).hand_over()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    machine = os.uname().nodename if hasattr(os, "uname") else ""
    holder_of(database).write_text(json.dumps({"user": "a", "machine": machine, "process": gone.pid}))
    began = time.monotonic()
    assert not Letterbox(database).hand_over()
    assert time.monotonic() - began < 1
    assert not Letterbox(database).folder.exists()
