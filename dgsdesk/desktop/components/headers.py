"""Headers: of a page (title, badge, facts, buttons) and of a section."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.visibility import show_inside
from dgsdesk.desktop.components.words_and_buttons import LEAST_WORDS, WordsAndButtons
from dgsdesk.desktop.theme.theme import Theme

_LEAST_TITLE = 140
"""Pixels at 100 % that a title keeps beside menus and filters."""


class PageHeader(Panel):
    """Title, at most two badges, one line of facts; at right at most two plain buttons and the filled one.

    `before` and `beside` hold widgets at the left of the title (the arrow of the list) and at its right (a
    menu of meetings, filters). ``words`` px (at 100 %) remain beside the buttons, or these go below.
    """

    def __init__(
        self,
        theme: Theme,
        title: str = "",
        facts: str = "",
        *,
        line: bool = True,
        words: int = LEAST_WORDS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "surface", "b" if line else "", parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._title = TextLabel(theme, title, "title", elide=True, least=_LEAST_TITLE)
        self._facts = TextLabel(theme, facts, "small", "text_soft", wrap=True)
        show_inside(self._facts, bool(facts))
        self._badges = [Badge(theme), Badge(theme)]
        self.before = QHBoxLayout()
        self.beside = QHBoxLayout()
        self._buttons = QHBoxLayout()
        for part in (self.before, self.beside, self._buttons):
            part.setSpacing(8)
        self._lay_out()
        theme.changed.connect(self.updateGeometry)

    def _lay_out(self) -> None:
        self._first = first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._title)
        first.addLayout(self.beside)
        for badge in self._badges:
            first.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addStretch(1)
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addStretch(1)
        lines.addLayout(first)
        lines.addWidget(self._facts)
        lines.addStretch(1)
        buttons = QWidget()
        buttons.setLayout(self._buttons)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._sides = WordsAndButtons(
            self.theme,
            words,
            buttons,
            Qt.AlignmentFlag.AlignVCenter,
            least=self._words,
            whole=lambda: self._first.sizeHint().width(),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 9)
        layout.setSpacing(12)
        layout.addLayout(self.before)
        layout.addWidget(self._sides, 1)

    def sizeHint(self) -> QSize:
        """Return the height of the token at least, more where the buttons stand below."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._floor()))

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width: the facts take two lines where one is too short."""
        asked: int = super().heightForWidth(width)
        return max(asked, self._floor())

    def _floor(self) -> int:
        return self.theme.height("page_header", "title", "small", padding=24)

    def show_title(self, title: str, facts: str | None = None) -> None:
        """Change the title, and the facts when given."""
        self._title.show_text(title)
        self.setAccessibleName(title)
        self._sides.arrange()
        if facts is not None:
            self.show_facts(facts)

    def title(self) -> str:
        """Return the title."""
        return self._title.whole_text()

    def show_facts(self, facts: str) -> None:
        """Change the line of facts."""
        self._facts.show_text(facts)
        show_inside(self._facts, bool(facts))

    def show_badges(self, *specs: BadgeSpec) -> None:
        """Show no, one or two badges of state."""
        for badge, spec in zip(self._badges, [*specs, None, None], strict=False):
            badge.show_badge(spec)
        self._sides.arrange()

    def settle(self) -> None:
        """Give the buttons their places at once, after some were shown or hidden."""
        self._sides.settle()

    def add_button(self, button: QWidget) -> None:
        """Add a button, or a row of them, at the right; the filled one comes last."""
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


class SectionHeader(QWidget):
    """The title of a pane or a section, with a count and something at its right; ``elide`` lets it be cut."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        *,
        count: str = "",
        right: QWidget | None = None,
        line: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._line = line
        self._title = TextLabel(theme, title, "small", "text_soft", bold=True, elide=elide)
        self._count = TextLabel(theme, count, "small", "text_soft")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 6)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._count)
        layout.addStretch(1)
        if right is not None:
            layout.addWidget(right)
        theme.changed.connect(self.update)

    def show_title(self, title: str, count: str = "") -> None:
        """Change title and count."""
        self._title.show_text(title)
        self._count.show_text(count)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below, when asked for."""
        del event
        if self._line:
            painter = QPainter(self)
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self.theme.color("line"))
            painter.end()


def closable_head(title: QWidget, close: QWidget) -> QHBoxLayout:
    """Return the first line of a pane that stands in for another one: its title, the way back at right."""
    line = QHBoxLayout()
    line.addWidget(title, 1)
    line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
    return line
