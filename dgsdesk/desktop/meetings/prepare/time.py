"""The head of the agenda: the time that it takes, against the time that there is, and how to make it fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.agenda.workshop import FitIdea, Workshop
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.time_bar import TimeBar, TimePart
from dgsdesk.desktop.components.words_and_buttons import WordsAndButtons
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import duration


class TimeHead(Panel):
    """``followed(idea)`` asks to do what stands under the bar."""

    followed = Signal(object)

    def __init__(self, theme: Theme, *buttons: QWidget) -> None:
        super().__init__(theme, "surface", "b")
        self._workshop: Workshop | None = None
        self._idea = 0
        self.total = TextLabel(theme, "", "section")
        self.balance = Badge(theme)
        self.bar = TimeBar(theme)
        self.idea_words = TextLabel(theme, "", "small", "text", elide=True)
        self.follow_idea = Button(theme)
        self.other_idea = Button(theme, self.tr("Autre idée"), kind=ButtonKind.LINK)
        self.idea_row = self._make_idea_row()
        self.follow_idea.clicked.connect(self._follow)
        self.other_idea.clicked.connect(self._next_idea)
        words, middle = FlowRow(self.total, self.balance, gap=10), Qt.AlignmentFlag.AlignVCenter
        first = WordsAndButtons(theme, words, ButtonRow(*buttons), middle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 4, 18, 4)
        layout.setSpacing(2)
        layout.addWidget(first)
        layout.addWidget(self.bar)
        layout.addWidget(self.idea_row)

    def _make_idea_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(IconView(self.theme, "nav.subjects", "accent_text"))
        layout.addWidget(self.idea_words, 1)
        layout.addWidget(self.follow_idea)
        layout.addWidget(self.other_idea)
        return row

    def begin_again(self) -> None:
        """Begin with the best idea: another meeting is shown."""
        self._idea = 0

    def show_workshop(self, workshop: Workshop) -> None:
        """Show the time of an agenda."""
        self._workshop = workshop
        planned = self.tr("%1 prévues pour %2")
        words = planned.replace("%1", duration(workshop.total)).replace("%2", duration(workshop.capacity))
        self.total.show_text(words)
        badge = self._balance_badge(workshop)
        self.balance.show_badge(badge)
        parts = [TimePart(workshop.opening.minutes)]
        for part in workshop.parts:
            label = f"{part.rank} · {duration(part.used)}"
            parts.append(TimePart(part.used, label, (part.rank - 1) % 3 + 1))
        parts.append(TimePart(workshop.closing.minutes))
        start = workshop.starts_at.hour * 60 + workshop.starts_at.minute
        sentence = f"{words}, {badge.text}"
        self.bar.show_plan([part for part in parts if part.minutes], workshop.capacity, start, sentence)
        self._show_idea()

    def _balance_badge(self, workshop: Workshop) -> BadgeSpec:
        if workshop.over:
            return BadgeSpec(
                "bad", "kind.overdue", self.tr("%1 de trop").replace("%1", duration(workshop.over))
            )
        left = workshop.capacity - workshop.total
        if not left:
            return BadgeSpec("ok", "act.accept", self.tr("juste le temps prévu"))
        return BadgeSpec("neutral", "clock", self.tr("%1 libres").replace("%1", duration(left)))

    def _current_idea(self) -> FitIdea | None:
        ideas = self._workshop.ideas if self._workshop else ()
        return ideas[self._idea % len(ideas)] if ideas else None

    def _show_idea(self) -> None:
        idea = self._current_idea()
        self.idea_row.setVisible(idea is not None)
        if idea is not None and self._workshop is not None:
            self.idea_words.show_text(idea.sentence)
            self.follow_idea.setText(idea.button)
            self.follow_idea.updateGeometry()
            self.other_idea.setVisible(len(self._workshop.ideas) > 1)

    def _next_idea(self) -> None:
        self._idea += 1
        self._show_idea()

    def _follow(self) -> None:
        idea = self._current_idea()
        if idea is not None:
            self._idea = 0
            self.followed.emit(idea)
