"""The whole window on a demonstration network, made once; and the window once on a copy of it."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QtMsgType, qInstallMessageHandler

from dgsdesk.application.example.demonstration import Demonstration
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.bootstrap.stories import run_demonstration
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.launch import make_application
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice

TODAY = date(2026, 11, 27)
NOISE = ("propagateSizeHints",)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a network that has lived for months; not to be changed."""
    folder = tmp_path_factory.mktemp("exemple") / "réseau d’exemple"
    run_demonstration(Demonstration("200067635", "clisson", TODAY), folder, lambda _: None)
    return folder


@pytest.fixture(scope="session")
def said() -> Iterator[list[str]]:
    """What Qt warns of while the window lives."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _context: object, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not any(noise in text for noise in NOISE):
            heard.append(text)

    former = qInstallMessageHandler(hear)
    yield heard
    qInstallMessageHandler(former)


@pytest.fixture(scope="session")
def window(
    made_theme: Theme, demonstration: Path, tmp_path_factory: pytest.TempPathFactory, said: list[str]
) -> Iterator[Shell]:
    """The real shell with every page, on a copy of the demonstration; everything happens at once."""
    folder = tmp_path_factory.mktemp("fenêtre") / "réseau"
    shutil.copytree(demonstration, folder)
    memory = folder.with_name("memoire.ini")
    make_application()
    made_theme.choose(ThemeChoice.LIGHT)
    settings = Preferences(QSettings(str(memory), QSettings.Format.IniFormat))
    shell = Shell(made_theme, SyncRunner(), settings, PAGES, surroundings)
    shell.window.resize(1366, 768)
    shell.start(partial(open_session, folder / "reseau.dgsdb", TODAY, folder, "essai"))
    shell.show()
    shell.window.activateWindow()
    assert shell.host.is_open, said
    yield shell
    shell.window.close()
    shell.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
