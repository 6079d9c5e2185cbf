"""A window left open over midnight shows the new day, and calls from the task bar when something is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.action.acts import AddAction
from dgsdesk.application.desk import Desk
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.desktop.home.new_day import NewDay
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.shell import Shell
from tests.desktop.conftest import OpenShell

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[QWidget]:
    """Collect the calls of the task bar, which is not ours."""
    found: list[QWidget] = []
    monkeypatch.setattr(QApplication, "alert", found.append)
    return found


@pytest.fixture
def left_open(clisson: Desk, open_shell: OpenShell) -> tuple[Shell, Callable[[int], None]]:
    """Give a window, and what lets so many days pass."""
    shell, day = open_shell(clisson, PAGES, "home"), [FRIDAY]
    watch = NewDay(shell.host, lambda: day[0])

    def later(days: int) -> None:
        day[0] += timedelta(days=days)
        assert isinstance(clisson.clock, FixedClock)
        clisson.clock.move_to(day[0])
        watch.look()

    return shell, later


@pytest.mark.parametrize("in_front", [False, True])
def test_a_new_day_is_shown_and_calls_for_what_is_due(
    clisson: Desk,
    left_open: tuple[Shell, Callable[[int], None]],
    called: list[QWidget],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    in_front: bool,
) -> None:
    shell, later = left_open
    clisson.run(AddAction(None, "Relever les avaloirs", "Le bureau", due=FRIDAY + timedelta(days=3)))
    monkeypatch.setattr(QApplication, "activeWindow", lambda: shell.window if in_front else None)
    expected = [] if in_front else [shell.window]

    def titles() -> list[str]:
        return [label.text() for label in shell.page("home").findChildren(QLabel)]

    later(0)
    assert "Lundi 30\u00a0novembre 2026" not in titles()
    assert not called
    later(3)
    qtbot.waitUntil(lambda: "Lundi 30\u00a0novembre 2026" in titles())
    qtbot.waitUntil(lambda: called == expected)
    later(0)
    assert called == expected
