"""The band of the deadline: the ring beside its sentence, and how many observations wait."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.review.page import DeadlineView, ReviewPage
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.ring import DaysRing
from dgsdesk.desktop.components.text import TallPanel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.meeting import MeetingState
from dgsdesk.domain.minutes import ApprovalStanding
from dgsdesk.domain.wording import plural

_SOON = 2
"""Days before the end from which a reminder is proposed."""


class DeadlineBand(TallPanel):
    """Ring, title, line, who approved in so many words, and two badges: what is settled, what is open."""

    def __init__(
        self, theme: Theme, approvals: QAction, remind: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "surface", "b", parent)
        self._ring = DaysRing(theme, "large")
        self.title = TextLabel(theme, "", "section", bold=True, wrap=True)
        self.line = TextLabel(theme, "", "small", "text_soft", elide=True)
        self._settled = Badge(theme)
        self._open = Badge(theme)
        words = QVBoxLayout()
        words.setSpacing(theme.space("xs"))
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.line)
        self.express = Button(theme, "", kind=ButtonKind.LINK, flush=True)
        self.express.clicked.connect(approvals.trigger)
        self.remind = Button(theme, "", kind=ButtonKind.LINK, flush=True)
        self.remind.clicked.connect(remind.trigger)
        self._links = FlowRow(self.express, self.remind, gap=theme.space("l"))
        words.addWidget(self._links)
        words.addStretch(1)
        self._across = layout = QHBoxLayout(self)
        margin = theme.space("xl")
        layout.setContentsMargins(margin, theme.space("s"), margin, theme.space("s"))
        layout.setSpacing(theme.space("l"))
        layout.addWidget(self._ring)
        layout.addLayout(words, 1)
        self.stand_low(False)

    def stand_low(self, low: bool) -> None:
        """Leave height to what stands below: badges beside the links, no ring, whose days the title says."""
        self._ring.setVisible(not low)
        for badge in (self._settled, self._open):
            if low:
                self._links.add(badge)
            else:
                self._across.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_review(self, page: ReviewPage) -> None:
        """Show the clock that counts and the sums."""
        self.setVisible(page.deadline is not None)
        if page.deadline is None:
            return
        self._show_clock(page.deadline)
        settled = plural(page.settled, "traitée", "traitées")
        self._settled.show_badge(BadgeSpec("ok", "circle-check", settled) if page.settled else None)
        running = page.state is MeetingState.CIRCULATED
        self.express.setVisible(running)
        self.express.setText(page.express or self.tr("Noter les approbations expresses"))
        late = page.deadline.left <= _SOON and page.deadline.standing is ApprovalStanding.RUNNING
        self.remind.setVisible(running and late and page.silent > 0)
        self.remind.setText(
            self.tr("Relancer {}…").format(plural(page.silent, "membre sans réponse", "membres sans réponse"))
        )
        waiting = f"{page.open} à traiter"
        self._open.show_badge(BadgeSpec("warn", "circle-dot", waiting) if page.open else None)

    def _show_clock(self, deadline: DeadlineView) -> None:
        self.title.show_text(deadline.title)
        self.line.show_text(deadline.line)
        self.line.setToolTip(deadline.sentence)
        if deadline.approved or deadline.standing is ApprovalStanding.DUE:
            self._ring.show_approved(deadline.title)
        else:
            self._ring.show_days(deadline.left, deadline.days, f"{deadline.title}. {deadline.sentence}")
