"""The whole month and the whole window open no connection and write nowhere but where they were told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CODE = """
import os, sys, sysconfig
given = os.path.realpath(sys.argv[1])
harmless = ("/dev/null", "/proc/")
seen = []
NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto"}
NAMING = {"os.mkdir": 0, "os.remove": 0, "os.rmdir": 0, "os.rename": 1, "os.truncate": 0, "os.link": 1,
          "os.symlink": 1, "sqlite3.connect": 0}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

def hear(event, args):
    if event in NETWORK:
        seen.append(f"{event} {args[1:]}")
    elif event == "open" and isinstance(args[0], (str, bytes)) and args[2] & WRITING:
        look(event, args[0])
    elif event in NAMING and isinstance(args[NAMING[event]], (str, bytes)):
        look(event, args[NAMING[event]])

def look(event, named):
    path = os.path.realpath(os.fsdecode(named))
    if not path.startswith((given, *harmless)) and "mode=ro" not in path:
        seen.append(f"{event} {path}")

from datetime import date
from functools import partial
from pathlib import Path
sys.addaudithook(hear)
from dgsdesk.application.example.demonstration import Demonstration
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.bootstrap.stories import run_demonstration
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.surroundings import surroundings
from tests.house.whole_window import SPOTS, go

today, folder = date(2026, 11, 27), Path(given) / "reseau"
run_demonstration(Demonstration("200067635", "clisson", today), folder, lambda _: None)
memory = Path(given) / "memoire.ini"
shell = make_shell(make_application(), PAGES, surroundings, settings=memory, runner=SyncRunner())
shell.start(partial(open_session, folder / "reseau.dgsdb", today, folder, "essai"))
shell.show()
for spot in SPOTS:
    go(shell, spot)
shell.window.close()
print("DONE")
print(*seen, sep="\\n")
"""


def test_nothing_leaves_the_machine_nor_the_folders_that_were_given(tmp_path: Path) -> None:
    given = tmp_path / "donné"
    passing = given / "passage"
    passing.mkdir(parents=True)
    quiet = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(passing)}
    environment = {**os.environ, **quiet}
    command = [sys.executable, "-c", CODE, str(given)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    _, _, seen = done.stdout.partition("DONE\n")
    assert not seen.split("\n")[0], seen
    assert not list(passing.iterdir()), "something stays behind in the system's folder for passing files"
