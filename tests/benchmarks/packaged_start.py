"""Start of packaged programs, by hand: process start to the first viewable window, in turns, in one run.

    python3 tests/benchmarks/packaged_start.py RUNS NAME=COMMAND …

Each command is started on an X server of its own (Xvfb), with an empty home, and ended when its window of
700 × 400 pixels or more is there. Prints the median, the least and the
most in milliseconds, and the memory of its processes half a second later (RSS, then what is theirs alone).
The first round is not counted.
"""

from __future__ import annotations

import ctypes
import os
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_VIEWABLE = 2
_PATIENCE = 30.0
_REST = 0.5


class _Attributes(ctypes.Structure):
    """XWindowAttributes, of which the size and the state are read."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("kind", "bit_gravity", "win_gravity", "backing_store")),
        *((name, ctypes.c_ulong) for name in ("backing_planes", "backing_pixel")),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("rest", ctypes.c_byte * 256),
    )


class Screen:
    """An X server without a screen, and what can be seen on it."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        self.server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        self.name = f":{os.read(reading, 16).decode().strip()}"
        self.x = ctypes.CDLL("libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(self.name.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))
        self.x.XSetErrorHandler(_IGNORE)

    def has_window(self) -> bool:
        """Tell whether a window of a program can be seen."""
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        found = [ctypes.byref(value) for value in (root, parent, children, count)]
        self.x.XQueryTree(self.display, self.root, *found)
        windows = [children[index] for index in range(count.value)]
        self.x.XFree(children)
        return any(map(self._is_large, windows))

    def _is_large(self, window: int) -> bool:
        seen = _Attributes()
        self.x.XGetWindowAttributes(self.display, ctypes.c_ulong(window), ctypes.byref(seen))
        return seen.map_state == _VIEWABLE and seen.width >= 700 and seen.height >= 400

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_trouble: object) -> None:
        """End the server, whatever came between: a program that is not there, one without a window."""
        self.server.terminate()
        self.server.wait()


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
def _IGNORE(_display: object, _event: object) -> int:
    """Let a window vanish between two questions."""
    return 0


def started(screen: Screen, command: list[str], home: Path) -> tuple[float, int, int]:
    """Start a program, wait for its window and end it; return milliseconds, RSS and own memory in MB."""
    places = {"HOME": home, "XDG_CONFIG_HOME": home / "c", "XDG_DATA_HOME": home / "d"}
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "PYTHON"))}
    surroundings |= {"DISPLAY": screen.name, "LC_ALL": "C.UTF-8", **{k: str(v) for k, v in places.items()}}
    surroundings.pop("WAYLAND_DISPLAY", None)
    while screen.has_window():
        time.sleep(0.01)
    begun = time.monotonic()
    process = subprocess.Popen(
        command,
        env=surroundings,
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not screen.has_window():
            if time.monotonic() - begun > _PATIENCE or process.poll() is not None:
                raise SystemExit(f"{command[0]}: no window, exit code {process.poll()}")
            time.sleep(0.001)
        taken = (time.monotonic() - begun) * 1000
        time.sleep(_REST)
        return taken, *memory_of(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def memory_of(group: int) -> tuple[int, int]:
    """Return RSS and own memory, in MB, of all processes of a group."""
    rss = own = 0
    for status in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(status.name)) != group:
                continue
            lines = (status / "smaps_rollup").read_text().splitlines()[1:]
        except OSError:
            continue
        sizes = {name: int(size.split()[0]) for name, _, size in (line.partition(":") for line in lines)}
        rss += sizes["Rss"]
        own += sizes["Private_Clean"] + sizes["Private_Dirty"]
    return rss // 1024, own // 1024


def main(runs: int, programs: dict[str, list[str]]) -> None:
    """Measure the programs in turns and print the table."""
    measured: dict[str, list[tuple[float, int, int]]] = {name: [] for name in programs}
    with Screen() as screen, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        for turn in range(runs + 1):
            for name, command in programs.items():
                home = Path(place) / name
                home.mkdir(exist_ok=True)
                figures = started(screen, command, home)
                if turn:
                    measured[name].append(figures)
    for name, all_figures in measured.items():
        times = [figures[0] for figures in all_figures]
        median, memory = statistics.median(times), all_figures[-1][1:]
        print(
            f"{name:24} median {median:5.0f} ms ({min(times):.0f} to {max(times):.0f})"
            f"   {memory[0]:4} MB, its own {memory[1]} MB"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), {n: shlex.split(c) for n, _, c in (a.partition("=") for a in sys.argv[2:])})
