"""One observation in the list, closed: who, by which way, what in one line, where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dgsdesk.application.review.file_remarks import CHANGED
from dgsdesk.application.review.rows import ObservationRow
from dgsdesk.desktop.components.badge import Badge, BadgeSpec, badge_of
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.paint import box
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.words_and_buttons import WordsAndButtons
from dgsdesk.desktop.meetings.review.change_box import NumberMark
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.minutes import ObservationState
from dgsdesk.domain.proposal import Proposal, told
from dgsdesk.domain.wording import NBSP, date_short


class ObservationCard(Panel):
    """An observation. ``opened(id)`` when it is clicked or takes the keyboard."""

    opened = Signal(str)
    stepped = Signal(int)

    def __init__(self, theme: Theme, row: ObservationRow, *, is_open: bool) -> None:
        super().__init__(theme, "surface", "b")
        self.row = row
        self.is_open = is_open
        self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self._spoken())
        margin, gap = theme.space("l"), theme.space("s")
        self.body = QVBoxLayout()
        self.body.setSpacing(gap if is_open else theme.space("xxs"))
        self.body.addWidget(self._head())
        if not is_open or row.change is None or row.text != CHANGED:
            self.body.addWidget(self._said())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(margin, gap + 2, theme.space("m"), gap + 2)
        layout.setSpacing(theme.space("m"))
        layout.addWidget(NumberMark(theme, row.number, filled=is_open), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self.body, 1)

    def _spoken(self) -> str:
        state = badge_of(f"observation.{self.row.state.value}").text
        late = ", hors délai" if self.row.late else ""
        return f"Observation {self.row.number}, {self.row.author}, {state}{late}. {self.row.text}"

    def _head(self) -> QWidget:
        """Who and how at the left, the state at the right; large text sends the state below."""
        theme, row = self.theme, self.row
        who = QWidget()
        line = QHBoxLayout(who)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space("s"))
        author = TextLabel(theme, row.author, "body", bold=True, elide=True)
        author.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line.addWidget(author)
        when = f", {date_short(row.askers[0].received_on)}" if self.is_open and len(row.askers) == 1 else ""
        line.addWidget(TextLabel(theme, row.way + when, "small", "text_soft", elide=True), 1)
        badges = FlowRow(gap=theme.space("s"))
        if row.late:
            badges.add(Badge(theme, badge_of("observation.late")))
        badges.add(Badge(theme, _state_badge(row)))
        return WordsAndButtons(theme, who, badges, Qt.AlignmentFlag.AlignTop)

    def _said(self) -> TextLabel:
        words = self.row.text or (f"«{NBSP}{self.row.proposed}{NBSP}»" if self.row.proposed else "")
        if not self.is_open and (self.row.change is not None or self.row.proposes):
            words = _change_words(self.row) or words
        if self.is_open:
            return TextLabel(self.theme, words, "small", "text", wrap=True)
        return TextLabel(self.theme, " ".join(words.split()), "small", "text_soft", elide=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open on a click."""
        super().mousePressEvent(event)
        self.opened.emit(self.row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the neighbours, Enter opens."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.row.id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Repaint the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaint without the ring."""
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the ground of hovering."""
        super().enterEvent(event)
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show the plain ground."""
        super().leaveEvent(event)
        self._hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint hovering, the bar of the open one, the ring, the edge."""
        painter = QPainter(self)
        if self._hovered and not self.is_open:
            painter.fillRect(self.rect(), self.theme.color("hover"))
        if self.is_open:
            painter.fillRect(0, 0, 3, self.height(), self.theme.color("selected_bar"))
        by_key = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if self.hasFocus() and (by_key or not self.is_open):
            ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            box(painter, ring, self.theme.tokens.radius["cell"], None, self.theme.color("focus"), 2)
        painter.end()
        super().paintEvent(event)


def _change_words(row: ObservationRow) -> str:
    """Write the change in one line: « 48 heures → deux jours », as it was asked once it is done."""
    change = row.change
    struck, inserted = (change.struck.strip(), change.inserted.strip()) if change else ("", "")
    if change is not None and struck and inserted:
        struck, inserted = told(Proposal(change.struck, change.inserted, change.before, change.after))
    elif not struck and not inserted:
        struck, inserted = row.quote.strip(), row.proposed.strip()
        if struck and inserted:
            struck, inserted = told(Proposal(row.quote, row.proposed, row.before, row.after))
    if struck and inserted:
        return f"«{NBSP}{struck}{NBSP}» → «{NBSP}{inserted}{NBSP}»"
    if inserted:
        return f"Ajouter «{NBSP}{inserted}{NBSP}»"
    return f"Supprimer «{NBSP}{struck}{NBSP}»" if struck else ""


def _state_badge(row: ObservationRow) -> BadgeSpec:
    if row.state is ObservationState.REFUSED and row.reply:
        return badge_of("observation.refused", "Refusée, motivée")
    return badge_of(f"observation.{row.state.value}")
