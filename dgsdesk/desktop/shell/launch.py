"""Start the window: application, French, theme, shell; the session comes behind the first paint."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

from dgsdesk.desktop.shell.page import PageEntry
from dgsdesk.desktop.shell.palette_filler import Search
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import Runner, ThreadRunner
from dgsdesk.desktop.shell.session import Session, Surroundings
from dgsdesk.desktop.shell.shell import Example, Shell
from dgsdesk.desktop.theme.theme import Theme


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the one QApplication, named and speaking French."""
    app = QApplication.instance() or QApplication([sys.argv[0], *arguments])
    assert isinstance(app, QApplication)
    app.setApplicationName("DGS Desk")
    app.setDesktopFileName("dgsdesk")
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_fr", folder):
        app.installTranslator(translator)
    return app


def make_shell(
    app: QApplication,
    entries: Sequence[PageEntry],
    surroundings: Callable[..., Surroundings],
    search: Search | None = None,
    settings: Path | None = None,
    runner: Runner | None = None,
    example: Example | None = None,
) -> Shell:
    """Return a shell that is not shown yet; ``settings`` is the .ini file of the window's memory."""
    made = (
        QSettings("DGS Desk", "DGS Desk")
        if settings is None
        else QSettings(str(settings), QSettings.Format.IniFormat)
    )
    shell = Shell(
        Theme(app), runner or ThreadRunner(), Preferences(made), entries, surroundings, search, example
    )
    shell.window.setWindowIcon(shell.theme.icon("nav.meetings", "accent"))
    return shell


def catch_bugs(shell: Shell) -> None:
    """Turn every exception that nobody caught into a report in the window."""

    def in_interface(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
        if isinstance(error, KeyboardInterrupt):
            shell.window.close()
        else:
            shell.errors.report(error)

    sys.excepthook = in_interface
    threading.excepthook = lambda caught: (
        shell.errors.report(caught.exc_value) if caught.exc_value is not None else None
    )


def launch(
    entries: Sequence[PageEntry],
    open_session: Callable[[], Session],
    surroundings: Callable[..., Surroundings],
    search: Search | None = None,
    settings: Path | None = None,
    example: Example | None = None,
) -> int:
    """Run the window until it is closed; return the exit code."""
    app = make_application()
    shell = make_shell(app, entries, surroundings, search, settings, example=example)
    catch_bugs(shell)
    shell.show()
    shell.start(open_session)
    return app.exec()
