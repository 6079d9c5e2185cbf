"""Picture the whole window by hand: every page, step, tab and question, in three themes and sizes.

    python -m tests.gallery FOLDER [--only NAMES] [--themes light,dark,high_contrast] [--sizes …]

Each look has a folder of its own, with its pictures and, in ``sheets``, four of them at a time. ``--only``
takes beginnings of names (``meetings,rota``), ``--sizes`` some of ``1366x768,1920x1080,200`` (text at 200 %).
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog

from dgsdesk.application.example.demonstration import Demonstration
from dgsdesk.bootstrap.stories import EXAMPLE_EPCI, EXAMPLE_MODEL, run_demonstration
from dgsdesk.desktop.shell.shell import Shell
from tests.gallery import places
from tests.gallery.sheets import write_sheets
from tests.gallery.stage import TODAY, Look, on_dossier, on_example, on_nothing, picture, put_away

THEMES = ("light", "dark", "high_contrast")
SIZES = {"1366x768": (1366, 768, 100), "1920x1080": (1920, 1080, 100), "200": (1366, 768, 200)}


def hold_strangers_off() -> None:
    """Let no dialogue of the system stand in the way: no file is chosen, nothing is opened or printed."""
    one: Any = lambda *_, **__: ("", "")  # noqa: E731
    several: Any = lambda *_, **__: ([], "")  # noqa: E731
    QFileDialog.getOpenFileName = QFileDialog.getSaveFileName = one  # type: ignore[method-assign]
    QFileDialog.getOpenFileNames = several  # type: ignore[method-assign]
    QFileDialog.getExistingDirectory = lambda *_, **__: ""  # type: ignore[method-assign]
    QDesktopServices.openUrl = lambda *_: True  # type: ignore[method-assign]
    QPrintDialog.exec = lambda *_: 0  # type: ignore[method-assign]


class Gallery:
    """Takes the pictures of one look."""

    def __init__(self, look: Look, folder: Path, only: tuple[str, ...]) -> None:
        self._folder = folder / str(look)
        self._look = look
        self._only = only
        self.taken: list[Path] = []
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)

    def take(self, example: Path, work: Path) -> None:
        """Picture the example, then what other windows show."""
        drafts = sorted(example.glob("*/*_projet-de-compte-rendu_v*.docx"))
        received = tuple(str(path) for path in drafts[-1:])
        dossier = work / "dossier.dgsdesk"
        with on_example(self._look, example, work / "exemple") as shell:
            for seen in (
                places.places(shell, received),
                places.questions(shell),
                places.floating(shell),
            ):
                self._all(shell, seen)
            shutil.copy(places.dossier_of(shell), dossier)
            self._all(shell, places.session(shell))
        with on_nothing(self._look, work) as shell:
            self._all(shell, places.first_start(shell))
        with on_dossier(self._look, dossier, work) as shell:
            self._all(shell, places.host(shell))

    def _all(self, shell: Shell, seen: Iterator[places.Seen]) -> None:
        for name, show in seen:
            show()
            if name.startswith(self._only):
                path = self._folder / f"{name}.png"
                if not picture(shell.window).save(str(path)):
                    raise SystemExit(f"cannot write {path}")
                self.taken.append(path)
            put_away(shell, page=name.startswith("asks-"))

    def write_sheets(self) -> None:
        """Lay the pictures out on sheets."""
        write_sheets(self.taken, self._folder / "sheets")


def main() -> None:
    """Take what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--themes", default=",".join(THEMES))
    parser.add_argument("--sizes", default=",".join(SIZES))
    call = parser.parse_args()
    hold_strangers_off()
    with TemporaryDirectory() as temporary:
        example = Path(temporary) / "réseau d’exemple"
        run_demonstration(Demonstration(EXAMPLE_EPCI, EXAMPLE_MODEL, TODAY), example, lambda _: None)
        for size in call.sizes.split(","):
            for theme in call.themes.split(","):
                gallery = Gallery(Look(theme, *SIZES[size]), call.folder, tuple(call.only.split(",")))
                with TemporaryDirectory() as work:
                    gallery.take(example, Path(work))
                gallery.write_sheets()
                print(f"{gallery._look}: {len(gallery.taken)}")


if __name__ == "__main__":
    main()
