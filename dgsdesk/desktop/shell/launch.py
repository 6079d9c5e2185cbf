"""Start the window: it is painted with what is light; the shell and the session come behind the paint."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from dgsdesk.desktop import binding as binding
from dgsdesk.desktop.shell.early_keys import EarlyKeys
from dgsdesk.desktop.shell.main_window import MainWindow, window_as_left
from dgsdesk.desktop.shell.place import ORDINARY, WindowPlan
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.shipped import shipped

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.doorbell import Letters
    from dgsdesk.desktop.shell.networks import Elsewhere, Example
    from dgsdesk.desktop.shell.page import PageEntry
    from dgsdesk.desktop.shell.palette_filler import Search
    from dgsdesk.desktop.shell.place import PagePlace
    from dgsdesk.desktop.shell.runner import Runner
    from dgsdesk.desktop.shell.session import Session, Surroundings
    from dgsdesk.desktop.shell.shell import Shell


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the one QApplication, named and speaking French."""
    # Without it the sheet keeps the palette that a widget was first polished with, and gives it back when the
    # widget changes its parent: a page made before the theme was changed would come up in the former one.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    app = QApplication.instance() or QApplication([sys.argv[0], *arguments])
    assert isinstance(app, QApplication)
    app.setApplicationName("DGS Desk")
    app.setDesktopFileName("dgsdesk")
    QLocale.setDefault(QLocale("fr_FR"))
    of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase_fr", of_qt), ("qt_fr", str(shipped("translations")))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
    return app


def memory_of_window(settings: Path | None) -> Preferences:
    """Return what the window remembers, in the system's place or in an .ini file."""
    if settings is None:
        return Preferences(QSettings("DGS Desk", "DGS Desk"))
    return Preferences(QSettings(str(settings), QSettings.Format.IniFormat))


def make_shell(
    app: QApplication,
    entries: Sequence[PageEntry],
    surroundings: Callable[..., Surroundings],
    search: Search | None = None,
    settings: Path | None = None,
    runner: Runner | None = None,
    example: Example | None = None,
    window: MainWindow | None = None,
    plan: WindowPlan = ORDINARY,
) -> Shell:
    """Return a shell, in a window that is not shown yet unless one is given.

    ``settings`` is the .ini file of the window's memory.
    """
    from dgsdesk.desktop.shell.runner import ThreadRunner
    from dgsdesk.desktop.shell.shell import Shell

    binding.spare_more()
    theme = window.theme if window is not None else Theme(app)
    memory = memory_of_window(settings)
    run_by = runner or ThreadRunner()
    return Shell(theme, run_by, memory, entries, surroundings, search, example, window, plan)


def catch_bugs(shell: Shell) -> None:
    """Turn every exception that nobody caught into a report in the window."""
    import threading

    def in_interface(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
        if isinstance(error, KeyboardInterrupt):
            shell.window.close()
        else:
            shell.errors.report(error)

    sys.excepthook = in_interface
    threading.excepthook = lambda caught: (
        shell.errors.report(caught.exc_value) if caught.exc_value is not None else None
    )


def _collect_again(shell: Shell) -> None:
    """Turn the collector of garbage on again."""
    from dgsdesk.desktop.shell.collector import Collector

    Collector(shell)


def _make_pages(shell: Shell) -> None:
    """Let the other pages be made behind the first."""
    from dgsdesk.desktop.shell.page_maker import PageMaker

    PageMaker(shell)
    shell.theme.spare_the_unseen()


def _answer(shell: Shell, letters: Callable[[], Letters], page: str) -> None:
    """Hear of other starts of the program; a page shows what they hand over."""
    from dgsdesk.desktop.shell.doorbell import Doorbell

    shell.when_idle(lambda: None if shell.closed else Doorbell(shell, letters(), page))


def _remember_words(shell: Shell, database: Callable[[], Path]) -> None:
    """Keep what is typed in forms, and offer what the last time left in them."""
    from dgsdesk.desktop.shell.unsent import UnsentWords

    shell.when_idle(lambda: None if shell.closed else UnsentWords(shell, database()))


def launch(
    places: Sequence[PagePlace],
    entries: Callable[[], Sequence[PageEntry]],
    open_session: Callable[..., Session],
    surroundings: Callable[..., Surroundings],
    search: Search | None = None,
    settings: Path | None = None,
    example: Example | None = None,
    watch: Callable[[MainWindow], object] | None = None,
    heal: Callable[[], object] | None = None,
    plan: WindowPlan = ORDINARY,
    wanted: tuple[str, object] | None = None,
    letters: Callable[[], Letters] | None = None,
    elsewhere: Elsewhere | None = None,
    database: Callable[[], Path] | None = None,
) -> int:
    """Run the window until it is closed; return the exit code.

    ``places`` is what the first paint shows of the pages, ``entries`` loads the rest behind it.
    ``watch`` is told of the window before it is shown (the benchmark of the start); ``heal`` and
    ``elsewhere`` are those of `Networks.start`; ``wanted`` is the page to begin with and what it shows;
    ``letters`` are what other starts of the program hand over; beside ``database``, the network that is open,
    lies what was typed and not sent.
    """
    app = make_application()
    memory = memory_of_window(settings)
    window = window_as_left(Theme(app, whole=False), memory, places)
    if watch is not None:
        watch(window)
    shells: list[Shell] = []
    early: list[EarlyKeys] = []

    def furnish() -> None:
        if not window.isVisible():
            return
        shell = make_shell(app, entries(), surroundings, search, settings, None, example, window, plan)
        shells.append(shell)
        catch_bugs(shell)
        early[0].serve(shell)
        shell.start(open_session, heal, elsewhere)
        if wanted is not None:
            shell.open_page(*wanted)
        shell.when_idle(partial(_collect_again, shell))
        shell.opened.connect(partial(_make_pages, shell), Qt.ConnectionType.SingleShotConnection)
        if letters is not None:
            answer = partial(_answer, shell, letters, plan.handed)
            shell.opened.connect(answer, Qt.ConnectionType.SingleShotConnection)
        if database is not None:
            remember = partial(_remember_words, shell, database)
            shell.opened.connect(remember, Qt.ConnectionType.SingleShotConnection)

    window.first_painted.connect(furnish, Qt.ConnectionType.SingleShotConnection)
    window.show_as_left(memory)
    early.append(EarlyKeys(window))
    return app.exec()
