"""Every act of the registry and every button, on every page and step: what `pages` measures of them.

`every_act` yields what to do, in order; what an act changed is taken back, done again and taken back, each
of them timed too. Files to choose are none, what would be opened elsewhere is not, and nobody prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMenu, QWidget

from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices, meetings_list
from dgsdesk.application.meeting.steps import Step

if TYPE_CHECKING:
    from tests.benchmarks.pages import Span, Watch

_LEAVES = frozenset({"shell.quit", "shell.close_window", "shell.example", "shell.own_network"})
"""Acts that end or leave the network, or write a whole one."""


def hold_strangers_off() -> None:
    """Let no dialogue of the system stand in the way: no file is chosen, nothing is opened or printed."""
    one: Any = lambda *_, **__: ("", "")  # noqa: E731
    several: Any = lambda *_, **__: ([], "")  # noqa: E731
    QFileDialog.getOpenFileName = QFileDialog.getSaveFileName = one  # type: ignore[method-assign]
    QFileDialog.getOpenFileNames = several  # type: ignore[method-assign]
    QFileDialog.getExistingDirectory = lambda *_, **__: ""  # type: ignore[method-assign]
    QDesktopServices.openUrl = lambda *_: True  # type: ignore[method-assign]
    QPrintDialog.exec = lambda *_: 0  # type: ignore[method-assign]


Line = tuple[str, "Span"]


def _meetings(watch: Watch) -> dict[str, str]:
    """Return a meeting to come, planned where there is none, the last one held and the last that is over."""
    known = watch.ask(meetings_list)
    if not any(line.is_next for line in known):
        choice = watch.ask(circle_choices)[0]
        watch.run(PlanMeeting(choice.id, date.today() + timedelta(days=30), choice.hosts[0][0]))
        known = watch.ask(meetings_list)
    found = {"à venir": next(line.id for line in known if line.is_next)}
    found["passée"] = next(line.id for line in known if line.is_past)
    older = [line.id for line in known if line.is_past and line.state_word != known[1].state_word]
    return found | ({"diffusée": older[0]} if older else {})


def every_act(watch: Watch, wanted: str = "") -> Iterator[Line]:
    """Yield each act and button by name with what it took, at the places whose name ``wanted`` begins."""
    hold_strangers_off()
    shell = watch.shell
    meeting_ids = _meetings(watch)
    for entry in watch.pages():
        if entry.id != "meetings":
            yield from _of_place(watch, entry.title, partial(shell.open_page, entry.id), entry.id, wanted)
    for name, meeting_id in meeting_ids.items():
        for step in Step:
            there = partial(shell.open_page, "meetings", (meeting_id, step))
            yield from _of_place(watch, f"{name}, {step.french}", there, "meetings", wanted)
    there = partial(shell.open_page, "competences")
    yield from _of_place(watch, "Compétences", there, "competences", wanted)
    for act in ("history.all", "history.deleted"):
        there = partial(shell.actions.trigger, act)
        yield from _of_place(watch, f"Historique ({act})", there, "history", wanted)
    yield from _of_place(watch, "fenêtre", partial(shell.open_page, "home"), "", wanted)


def _of_place(watch: Watch, place: str, go: Callable[[], object], page: str, wanted: str) -> Iterator[Line]:
    """Yield what one can do at a place; ``go`` leads there and back."""
    names = tuple(wanted.split(","))
    whole = place.startswith(names)
    specs = [spec for spec in watch.shell.actions.specs() if spec.page == page and spec.id not in _LEAVES]
    specs = [spec for spec in specs if whole or spec.id.startswith(names)]
    if not specs and not whole:
        return
    watch.span(go)
    for spec in specs:
        action = watch.shell.actions.action(spec.id)
        if action.isEnabled() and action.isVisible():
            yield from _done(watch, f"{place}: {spec.text} [{spec.id}]", action.trigger, go)
    if page and whole:
        for name in _buttons(watch):
            again = [one for one in _shown_buttons(watch) if _name(one) == name]
            if again:
                click = partial(QTest.mouseClick, again[0], Qt.MouseButton.LeftButton)
                yield from _done(watch, f"{place}: bouton « {name} »", click, go)


def _shown_buttons(watch: Watch) -> list[QAbstractButton]:
    page = watch.shell.page(watch.shell.current_page)
    found = page.findChildren(QAbstractButton)
    return [one for one in found if one.isVisible() and one.isEnabled() and not _of_registry(one)]


def _of_registry(button: QAbstractButton) -> bool:
    """Say whether a button stands for an act of the registry, which is timed by itself."""
    return bool(getattr(button, "action", None)) and not callable(getattr(button, "action", None))


def _name(button: QWidget) -> str:
    text = button.text() if isinstance(button, QAbstractButton) else ""
    return button.accessibleName() or text


def _buttons(watch: Watch) -> list[str]:
    return list(dict.fromkeys(_name(one) for one in _shown_buttons(watch) if _name(one)))[:40]


def _done(watch: Watch, name: str, act: Callable[[], object], go: Callable[[], object]) -> Iterator[Line]:
    """Yield an act, and what takes it back where it changed something; then stand where one stood."""
    before = watch.acts
    yield name, watch.span(act, watch.calm)
    _put_away(watch)
    for _ in range(min(watch.acts - before, 3)):
        yield f"{name}, annulé", watch.span(watch.shell.host.undo)
        yield f"{name}, rétabli", watch.span(watch.shell.host.redo)
        watch.span(watch.shell.host.undo)
    watch.span(go)


def _put_away(watch: Watch) -> None:
    """Close what stands before the page."""
    for _ in range(3):
        front = (
            QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.focusWidget()
        )
        QTest.keyClick(front or watch.window, Qt.Key.Key_Escape)
    for one in QApplication.topLevelWidgets():
        if one is not watch.window and one.isVisible() and (one.isWindow() or isinstance(one, QMenu)):
            one.close()
    watch.span(lambda: None)
