"""What a page hears while a question of its own is pending reaches what stands on it all the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from dgsdesk.application.desk import Desk, View
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop.meetings.entry import ENTRY
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.meetings.step import StepPane
from dgsdesk.domain.circle import Circle
from tests.desktop.conftest import OpenShell


class Pending:
    """Questions of a page that are answered when it is said, the replaced ones never; steps likewise."""

    def __init__(self, page: MeetingsPage, desk: Desk, patch: pytest.MonkeyPatch) -> None:
        self._desk = desk
        self._asked: dict[str, Callable[[], None]] = {}
        self._work: Iterator[object] | None = None
        patch.setattr(page.host, "ask", self._ask)
        patch.setattr(page.host, "in_pieces", self._in_pieces)

    def _ask(self, query: Callable[..., Any], *args: Any, then: Any, replaces: str = "", **_: Any) -> None:
        self._asked[replaces] = lambda: then(self._desk.ask(query, *args))

    def _in_pieces(self, work: Iterator[object], **_: object) -> Pending:
        self._work = work
        return self

    def cancel(self) -> None:
        self._work = None

    def answer(self, name: str) -> None:
        """Answer a question; the step counts as one."""
        if name != "step":
            self._asked.pop(name, lambda: None)()
        elif self._work is not None:
            deque(self._work, maxlen=0)


def circle(view: View) -> str:
    return view.store.find(Circle)[0].id


@pytest.mark.parametrize(
    "before",
    [(), ("list",), ("list", "header"), ("list", "step")],
    ids=["the list", "the head and its step", "the step", "the head"],
)
def test_news_that_come_while_a_question_is_pending_take_none_away(
    open_shell: OpenShell, clisson: Desk, monkeypatch: pytest.MonkeyPatch, before: tuple[str, ...]
) -> None:
    meeting = clisson.run(PlanMeeting(clisson.ask(circle), date(2026, 12, 8), None)).value
    page = open_shell(clisson, [ENTRY], "meetings").page("meetings")
    assert isinstance(page, MeetingsPage)
    page.open_meeting(meeting, Step.DRAFT)
    pane = page.stack.currentWidget()
    assert isinstance(pane, StepPane)
    heard: set[str] = set()
    monkeypatch.setattr(pane, "refresh", heard.update)
    pending = Pending(page, clisson, monkeypatch)
    page.refresh(frozenset({"MinutesEntry"}))
    for name in before:
        pending.answer(name)
    page.refresh(frozenset({"AgendaItem"}))
    for name in ("list", "header", "step"):
        pending.answer(name)
    assert {"MinutesEntry", "AgendaItem"} <= heard
    heard.clear()
    page.refresh(frozenset({"Backup"}))
    for name in ("list", "step", "header"):
        pending.answer(name)
    assert not heard  # what was told once is not told again
