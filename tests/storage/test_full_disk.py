"""A disk that fills up: one French sentence, what was saved stays, nothing half-written is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file-size limits are POSIX's")

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from dgsdesk.bootstrap.command_line import run_command_line
sys.exit(run_command_line(sys.argv[2:]))
"""

TYPING = """
import resource, sys
from datetime import date
from pathlib import Path
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.errors import StorageUnavailable
database = Path(sys.argv[1])
desk = open_desk(database, clock=FixedClock.on(date(2026, 11, 27)), documents=database.parent)
from dgsdesk.application.first_start.acts import FoundNetwork
desk.run(FoundNetwork("200067635", example=True))
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
saved = []
for number in range(4000):
    try:
        desk.run(NoteSubject(f"Sujet {number} " + "x" * 400))
    except StorageUnavailable as error:
        print("refused", error.code)
        break
    saved.append(number)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
desk.run(NoteSubject("Après"))
print("saved", len(saved))
"""


def run(code: str, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("limit", [20_000, 300_000])
def test_demo_on_a_full_disk_says_so_and_leaves_nothing(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "démo"
    done = run(LIMITED, limit, "demo", folder, "--today", "2026-11-27")
    assert done.returncode == 3, done.stderr
    assert "à son quota ou en panne" in done.stderr or "disque est plein" in done.stderr
    assert not folder.exists()


def test_typing_on_a_full_disk_keeps_what_was_saved_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    database = tmp_path / "reseau.dgsdb"
    done = run(TYPING, database)
    assert done.returncode == 0, done.stderr
    assert "refused storage_failing" in done.stdout
    saved = int(done.stdout.split()[-1])
    check = run(
        "import sys; from pathlib import Path; from dgsdesk.bootstrap.desks import open_desk;"
        "from dgsdesk.domain.theme import RaisedTheme\n"
        "desk = open_desk(Path(sys.argv[1]), create=False)\n"
        "with desk.vault.reading() as store: print(len(store.find(RaisedTheme)))",
        database,
    )
    assert check.stdout.strip() == str(saved + 1), check.stderr
