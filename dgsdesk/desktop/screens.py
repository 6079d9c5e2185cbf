"""Pictures of every page, taken without a screen: for the demonstration, the guide and our own eyes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dgsdesk.desktop.shell.page import PageEntry, Place
from dgsdesk.desktop.shell.session import Session, Surroundings

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from dgsdesk.application.meeting.steps import Step

SIZE = (1366, 768)
_PAUSE_MS, _LOOKS = 40, 20
"""A page is pictured when it looked the same twice, this long apart; after so many looks, as it is."""


def take_pictures(
    entries: Sequence[PageEntry],
    open_session: Callable[[], Session],
    surroundings: Callable[..., Surroundings],
    folder: Path,
    say: Callable[[str], None],
    size: tuple[int, int] = SIZE,
    received: tuple[str, ...] = (),
) -> list[Path]:
    """Write a PNG of each page, light and dark, into the folder; return their paths.

    ``received`` are files that « Arrivées » is pictured with, before they are filed.

    Raises OSError when the folder cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from dgsdesk.desktop.shell.launch import make_application, make_shell
    from dgsdesk.desktop.shell.runner import SyncRunner
    from dgsdesk.desktop.theme.theme import ThemeChoice

    folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    memory = tempfile.TemporaryDirectory()
    settings = Path(memory.name) / "memoire.ini"
    shell = make_shell(app, entries, surroundings, settings=settings, runner=SyncRunner())
    shell.window.resize(*size)
    shell.start(open_session)
    shell.window.show()
    taken: list[Path] = []
    try:
        for name, theme in (("clair", ThemeChoice.LIGHT), ("sombre", ThemeChoice.DARK)):
            shell.theme.choose(theme)
            for title, page, subject in _views(entries, shell.host.ask, received):
                shell.open_page(page, subject)
                path = folder / f"{title}_{name}.png"
                if not _settled(shell.window).save(str(path)):
                    raise OSError(f"cannot write {path}")
                taken.append(path)
            say(f"{len(taken)} images de pages")
    finally:
        shell.close()
        memory.cleanup()
    return taken


def _settled(window: QWidget) -> QImage:
    """Return the picture of a window once it has laid itself out and forgot what it replaced."""
    from PySide6.QtCore import QEventLoop, QTimer

    before = window.grab().toImage()
    for _ in range(_LOOKS):
        loop = QEventLoop()
        QTimer.singleShot(_PAUSE_MS, loop.quit)
        loop.exec()
        now = window.grab().toImage()
        if now == before:
            break
        before = now
    return before


def _views(
    entries: Sequence[PageEntry], ask: Callable[..., object], received: tuple[str, ...]
) -> list[tuple[str, str, object | None]]:
    """Return (file name, page, subject): the pages of the rail, each step on a meeting that reached it."""
    from PySide6.QtCore import QObject

    from dgsdesk.application.meeting.page import MeetingLine, meetings_list
    from dgsdesk.application.meeting.steps import Step

    lines: list[MeetingLine] = []
    owner = QObject()
    ask(meetings_list, then=lines.extend, owner=owner)
    opened = {"arrivals": received} if received else {}
    views: list[tuple[str, str, object | None]] = [
        (entry.id, entry.id, opened.get(entry.id)) for entry in entries if entry.place is not Place.NOWHERE
    ]
    newest = sorted(lines, key=lambda line: line.day, reverse=True)
    for step, states in _reached().items():
        ahead = step in (Step.PREPARE, Step.INVITE)  # what one prepares is what comes next
        order = newest[::-1] if ahead else newest
        meeting = next((line for line in order if line.state.value in states), None)
        if meeting is not None:
            views.append((f"meetings_{step.name.lower()}", "meetings", (meeting.id, step)))
    return views


def _reached() -> dict[Step, tuple[str, ...]]:
    """Return step -> the states of a meeting on which it shows something."""
    from dgsdesk.application.meeting.steps import Step

    written = ("circulated", "drafting", "dispatched")
    return {
        Step.PREPARE: ("planned",),
        Step.INVITE: ("planned", "invited"),
        Step.HOLD: ("held", *written),
        Step.DRAFT: ("drafting", *written),
        Step.REVIEW: written,
        Step.DISPATCH: ("dispatched", "approved"),
    }
