"""The band of a session: the hour, the item's time, the meeting's time, what to do next."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.minutes.session_page import SessionPage
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.buttons import Button, IconButton
from dgsdesk.desktop.components.progress_line import ProgressLine
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.visibility import show_inside
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.meeting import MeetingState
from dgsdesk.domain.session_clock import (
    elapsed_seconds,
    expected_end,
    late_minutes,
    lateness_words,
    spent_words,
)
from dgsdesk.domain.wording import NBSP, hour

_LEAST_NAME = 110
_ROOM_FOR_KEY = 960
_GAPS = 34


class _Meter(QWidget):
    """A name, a badge, what is left in words, a gauge; without room the words go first, then the name."""

    def __init__(self, theme: Theme, *, long_name: bool) -> None:
        super().__init__()
        self.theme, self.long_name = theme, long_name
        self.name = TextLabel(theme, "", "body", bold=True, elide=long_name)
        self.badge = Badge(theme)
        self.figure = TextLabel(theme, "", "section")
        self.words = TextLabel(theme, "", "small", "text_soft")
        self.line = ProgressLine(theme)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.name, 1 if long_name else 0)
        first.addWidget(self.badge)
        first.addStretch(0 if long_name else 1)
        first.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignBottom)
        first.addWidget(self.words, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addStretch(1)
        layout.addLayout(first)
        layout.addWidget(self.line)
        layout.addStretch(1)
        self.setMinimumWidth(1)

    def fit(self) -> None:
        """Leave out what has no room; the gauge's sentence says all of it."""
        always = self.badge.sizeHint().width() + self.figure.sizeHint().width() + _GAPS
        words, name = self.words.sizeHint().width(), self.name.sizeHint().width()
        least = min(name, self.theme.wide(_LEAST_NAME)) if self.long_name else name
        show_inside(self.words, self.width() >= always + least + words)
        show_inside(self.name, self.width() >= always + least)
        self.setToolTip(self.line.accessibleName())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self.fit()


class HoldBand(Panel):
    """Show the clock of a session; `tick` brings it up to an instant."""

    def __init__(self, theme: Theme, actions: ActionRegistry) -> None:
        super().__init__(theme, "surface", "b")
        self._page: SessionPage | None = None
        self.clock = TextLabel(theme, "", "display")
        self.item = _Meter(theme, long_name=True)
        self.meeting = _Meter(theme, long_name=False)
        pause = actions.action("hold.pause")
        self.pause = IconButton(
            theme, "act.pause", pause.text().replace("&", ""), key="Ctrl+Shift+S", framed=True
        )
        self.pause.clicked.connect(pause.trigger)
        spec = actions.spec("hold.next")
        self._key = spec.shown_key()
        words = self.tr("Point suivant")
        self.next = Button(
            theme, words, icon=spec.icon, key=spec.shown_key(), action=actions.action("hold.next")
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(22, 5, 20, 6)
        layout.setSpacing(26)
        layout.addWidget(self.clock)
        layout.addWidget(self.item, 1)
        layout.addWidget(self.meeting, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.pause)
        buttons.addWidget(self.next)
        layout.addLayout(buttons)
        theme.changed.connect(self._measure)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the key out where the meters need the room."""
        super().resizeEvent(event)
        self._fit_key()

    def _fit_key(self) -> None:
        self.next.show_key(self._key if self.width() >= self.theme.wide(_ROOM_FOR_KEY) else "")

    def _measure(self) -> None:
        width = self.theme.metrics("display").horizontalAdvance(f"20{NBSP}h{NBSP}00")
        self.clock.setFixedWidth(round(width) + 4)
        self._fit_key()

    def show_page(self, page: SessionPage) -> None:
        """Show another reading of the session."""
        self._page = page
        held = page.state is MeetingState.HELD
        for part in (self.pause, self.next):
            part.setVisible(held)
        paused = page.paused_at is not None
        self.pause.set_icon_name("play" if paused else "act.pause")
        words = self.tr("Reprendre la séance") if paused else self.tr("Suspendre la séance")
        self.pause.rename(words, "Ctrl+Shift+S")

    def tick(self, now: datetime) -> None:
        """Show the time as it is now."""
        page = self._page
        if page is None:
            return
        self.clock.show_text(hour(now.time()))
        if page.state is not MeetingState.HELD:
            self._show_still(page)
            return
        spent = elapsed_seconds(page.item_since, page.paused_at, now)
        name, minutes, spent = _under_way(page, spent)
        self._show_item(name, minutes, spent, paused=page.paused_at is not None)
        self._show_meeting(page, now, minutes, spent)

    def _show_item(self, name: str, minutes: int, spent: int, *, paused: bool) -> None:
        figure, rest = spent_words(spent, minutes)
        late = spent > minutes * 60
        self.item.name.show_text(name)
        self.item.figure.show_text(figure)
        self.item.figure.set_role("warn" if late else "text")
        planned, _, left = rest.partition(", ")
        self.item.words.show_text(planned if late else rest)
        spec = BadgeSpec("neutral", "pause", self.tr("suspendu")) if paused else None
        if late:
            spec = BadgeSpec("warn", "kind.overdue", left)
        self.item.badge.show_badge(spec)
        sentence = f"{name}, {figure} {rest}"
        self.item.line.show_share(spent / max(1, minutes * 60), late=late, sentence=sentence)
        self.item.fit()

    def _show_meeting(self, page: SessionPage, now: datetime, minutes: int, spent: int) -> None:
        end = expected_end(now, minutes, spent, _coming(page))
        late = late_minutes(end, page.ends_at)
        words = lateness_words(late)
        tone, icon = ("warn", "clock") if late > 0 else ("ok", "check")
        self.meeting.name.show_text(self.tr("Réunion"))
        today = now.date() == page.ends_at.date()  # tried out on another day, it is neither late nor early
        self.meeting.badge.show_badge(BadgeSpec(tone, icon, words) if today else None)
        planned = self.tr("fin vers {}, prévue {}").format(hour(end.time()), hour(page.ends_at.time()))
        self.meeting.words.show_text(planned)
        whole = max(timedelta(minutes=1), page.ends_at - page.starts_at)
        share = (now - page.starts_at) / whole
        self.meeting.line.show_share(share, late=share > 1, sentence=f"{planned}, {words}")
        self.meeting.fit()

    def _show_still(self, page: SessionPage) -> None:
        """Before and after the session the gauges stand still."""
        hours = self.tr("de {} à {}").format(hour(page.starts_at.time()), hour(page.ends_at.time()))
        self.item.name.show_text(self._still_words(page))
        planned = sum(item.minutes for item in page.items) + page.opening_minutes + page.closing_minutes
        spent = sum(item.spent_seconds for item in page.items) // 60
        for part in (self.item.figure, self.item.words):
            part.show_text("")
        self.item.badge.show_badge(None)
        self.item.line.show_share(spent / max(1, planned), late=False, sentence=self.item.name.whole_text())
        self.meeting.name.show_text(self.tr("Réunion"))
        self.meeting.badge.show_badge(None)
        self.meeting.words.show_text(self.tr("prévue {}").format(hours))
        done = page.closed_at is not None
        self.meeting.line.show_share(1.0 if done else 0.0, late=False, sentence=hours)
        self.item.fit()
        self.meeting.fit()

    def _still_words(self, page: SessionPage) -> str:
        if page.closed_at is not None:
            return self.tr("Close à {}").format(hour(page.closed_at.time()))
        if page.state is MeetingState.INVITED:
            return self.tr("Séance à ouvrir")
        return self.tr("Invitation à envoyer")


def _under_way(page: SessionPage, spent: int) -> tuple[str, int, int]:
    """Return name, minutes and seconds spent of what is under way."""
    current = page.current
    if current is not None:
        return f"{current.number} {current.title}", current.minutes, current.spent_seconds + spent
    if page.at_round_table:
        return "Tour de table", page.closing_minutes, spent
    return "Ouverture", page.opening_minutes, spent


def _coming(page: SessionPage) -> list[int]:
    """Return the minutes of what comes after what is under way."""
    if page.at_round_table:
        return []
    return [item.minutes for item in page.items if not item.discussed] + [page.closing_minutes]
