"""The real window on a copy of the example, as one look shows it, and its picture."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from dgsdesk.application.dossier.host import found_in_dossier
from dgsdesk.application.search.acts import find_things
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.bootstrap.window import HostOpening
from dgsdesk.desktop.dossier.host_entry import HOST_PLAN, host_surroundings
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import ThemeChoice

TODAY = date(2026, 11, 27)
_PAUSE_MS, _LOOKS = 30, 20
"""The window is pictured when it looked the same twice, this long apart; after so many looks, as it is."""


@dataclass(frozen=True)
class Look:
    """A theme, a size of the window in pixels and a size of text in per cent."""

    theme: str
    width: int = 1366
    height: int = 768
    text: int = 100

    def __str__(self) -> str:
        return f"{self.theme}-{self.width}x{self.height}" + (f"-{self.text}" if self.text != 100 else "")


@contextmanager
def on_example(look: Look, example: Path, work: Path) -> Iterator[Shell]:
    """Open the window on a copy of the example, whose changes nobody sees again."""
    folder = work / "réseau"
    shutil.copytree(example, folder)
    try:
        memory = work / "vue.ini"
        shell = make_shell(make_application(), PAGES, surroundings, find_things, memory, SyncRunner())
        opener = partial(open_session, folder / "reseau.dgsdb", TODAY, folder, "essai")
        yield from _dressed(shell, look, opener)
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def on_nothing(look: Look, work: Path) -> Iterator[Shell]:
    """Open the window where no network is yet."""
    shell = make_shell(
        make_application(), PAGES, surroundings, settings=work / "vue.ini", runner=SyncRunner()
    )
    yield from _dressed(shell, look, partial(open_session, work / "neuf" / "reseau.dgsdb", TODAY, work))


@contextmanager
def on_dossier(look: Look, dossier: Path, work: Path) -> Iterator[Shell]:
    """Open the window of one meeting on a dossier, as a host does."""
    opening = HostOpening(dossier, work / "hôte", TODAY)
    shell = make_shell(
        make_application(),
        opening.pages(),
        host_surroundings,
        found_in_dossier,
        work / "vue.ini",
        SyncRunner(),
        plan=HOST_PLAN,
    )
    yield from _dressed(shell, look, opening.open)


def _dressed(shell: Shell, look: Look, opener: object) -> Iterator[Shell]:
    shell.theme.choose(ThemeChoice(look.theme))
    shell.theme.scale_text(look.text)
    shell.window.resize(look.width, look.height)
    shell.start(opener)  # type: ignore[arg-type]
    shell.show()
    shell.window.resize(look.width, look.height)
    shell.window.activateWindow()
    pause()
    try:
        yield shell
    finally:
        put_away(shell)
        shell.close()
        shell.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def pause(milliseconds: int = _PAUSE_MS) -> None:
    """Let pass what waits."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def before_it(window: QWidget) -> list[QWidget]:
    """Return the windows that stand before one."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]


def picture(window: QWidget) -> QImage:
    """Return the picture of a window, with what stands before it, once it looks the same twice."""
    former = _grabbed(window)
    for _ in range(_LOOKS):
        pause()
        now = _grabbed(window)
        if now == former:
            break
        former = now
    return former


def _grabbed(window: QWidget) -> QImage:
    """Grab a window and what stands before it where it stands; a large one stands alone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # one widget a turn, painted between
    fronts = before_it(window)
    large = [one for one in fronts if isinstance(one, QDialog) and one.width() * 2 > window.width()]
    if large:
        return large[-1].grab().toImage()
    image = window.grab().toImage()
    painter = QPainter(image)
    for one in fronts:
        painter.drawPixmap(_place(window, one), one.grab())
    painter.end()
    return image


def _place(window: QWidget, front: QWidget) -> QPoint:
    """Say where something stands before a window: a dialogue in its middle where nobody places windows."""
    if isinstance(front, QDialog):
        return QRect(QPoint(), window.size()).center() - front.rect().center()
    return window.mapFromGlobal(front.mapToGlobal(QPoint()))


def put_away(shell: Shell, *, page: bool = False) -> None:
    """Close what stands before the window, and what was asked on its page."""
    for one in before_it(shell.window):
        one.close()
    for _ in range(3 if page else 0):
        QTest.keyClick(shell.window.focusWidget() or shell.window, Qt.Key.Key_Escape)
        pause(0)
    pause(0)
