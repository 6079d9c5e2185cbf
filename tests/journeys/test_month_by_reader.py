"""A month through AT-SPI, as a screen reader drives it. Takes a minute, so by hand: ``DGSDESK_READER=1``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dgsdesk.application.example.demonstration import Demonstration
from dgsdesk.bootstrap.stories import run_demonstration

ROOT = Path(__file__).resolve().parents[2]
BUS = Path("/usr/libexec/at-spi-bus-launcher")
BINDINGS = Path("/usr/lib/python3/dist-packages/gi")
STEPS = ["invited", "looked at", "held", "written", "circulated", "approved", "dispatched"]
THERE = BUS.exists() and BINDINGS.exists() and shutil.which("xvfb-run") and shutil.which("dbus-run-session")

# apt-get install xvfb dbus at-spi2-core gir1.2-atspi-2.0 python3-gi
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not THERE, reason="the bus of assistive technology is not installed"),
    pytest.mark.skipif("DGSDESK_READER" not in os.environ, reason="by hand: DGSDESK_READER=1"),
]


def test_the_month_is_driven_by_names_roles_and_actions_alone(tmp_path: Path) -> None:
    network, runtime = tmp_path / "réseau", tmp_path / "run"
    run_demonstration(Demonstration("200067635", "clisson", date(2026, 11, 27)), network, lambda _: None)
    runtime.mkdir(mode=0o700)
    around = {
        **os.environ,
        "XDG_RUNTIME_DIR": str(runtime),
        "HOME": str(tmp_path),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_QPA_PLATFORM": "xcb",
    }
    driven = f'"{sys.executable}" -m tests.journeys.month_by_reader "{network}"'
    inside = f"{BUS} --launch-immediately & sleep 1; {driven}; status=$?; kill $!; exit $status"
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--"]
    done = subprocess.run(
        [*screen, "bash", "-c", inside], cwd=ROOT, env=around, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = [line for line in done.stdout.splitlines() if line in STEPS]  # the bus speaks up as well
    assert said == STEPS
