"""What the tests of the window share: one theme, no screen, no stray warnings of Qt, no leaked windows."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import View
from dgsdesk.desktop.shell.page import PageEntry
from dgsdesk.desktop.shell.palette_filler import Search
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.session import Session, Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice
from tests.desktop.notes import LAST, NOTES, OTHER, MemorySession, around

# The platform without a screen says this of every window with a least size, and of lists that pop up.
NOISE = ("propagateSizeHints", "does not support raise()", "does not support grabbing the keyboard")


@pytest.fixture
def theme(made_theme: Theme) -> Iterator[Theme]:
    """Give the theme, light and at 100 %, and put it back so afterwards."""
    made_theme.choose(ThemeChoice.LIGHT)
    made_theme.scale_text(100)
    yield made_theme
    made_theme.choose(ThemeChoice.LIGHT)
    made_theme.scale_text(100)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Give an empty memory."""
    return Preferences(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Empty the clipboard at the end: what Python made for it must not outlive Python."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def quiet_qt() -> Iterator[None]:
    """Fail a test during which Qt warned."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: Any, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not any(noise in text for noise in NOISE):
            said.append(text)

    former = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(former)
    assert not said, "\n".join(said)


@pytest.fixture(autouse=True)
def no_leaked_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a visible window behind."""
    yield
    if QApplication.instance() is None:
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.windowTitle() == "leak-check"]
    assert not left, request.node.name


@pytest.fixture
def called() -> Callable[[], tuple[list[Any], Callable[..., None]]]:
    """Give a list and a function that adds its arguments to it."""

    def make() -> tuple[list[Any], Callable[..., None]]:
        got: list[Any] = []
        return got, lambda *args: got.append(args[0] if len(args) == 1 else args)

    return make


@pytest.fixture
def session() -> MemorySession:
    return MemorySession()


@pytest.fixture
def shell(qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession) -> Iterator[Shell]:
    made = Shell(theme, SyncRunner(), preferences, [NOTES, OTHER, LAST], around)
    qtbot.addWidget(made.window)
    made.show()
    made.window.activateWindow()
    with qtbot.waitSignal(made.opened):
        made.start(lambda: session)
    yield made
    made.window.close()


class OpenShell(Protocol):
    """Opens a window on a network with some of the pages, at the one named; closed when the test ends."""

    def __call__(
        self, desk: Session, entries: Sequence[PageEntry], start: str, search: Search | None = None
    ) -> Shell:
        """Return the window's shell, ``search`` being what its palette asks."""
        ...


@pytest.fixture
def open_shell(qtbot: QtBot, theme: Theme, preferences: Preferences) -> Iterator[OpenShell]:
    """Give what opens a window at 1366×768 on a real network, active and filled."""
    opened: list[Shell] = []

    def open_it(
        desk: Session, entries: Sequence[PageEntry], start: str, search: Search | None = None
    ) -> Shell:
        def here(view: View) -> Surroundings:
            return replace(surroundings(view), start=start)

        made = Shell(theme, SyncRunner(), preferences, entries, here, search)
        opened.append(made)
        qtbot.addWidget(made.window)
        made.window.resize(1366, 768)
        made.show()
        made.window.activateWindow()
        with qtbot.waitSignal(made.opened):
            made.start(lambda: desk)
        qtbot.waitUntil(made.window.isActiveWindow)
        return made

    yield open_it
    for made in opened:
        made.window.close()
