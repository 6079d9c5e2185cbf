"""The empty page: an icon, one sentence, one explanation, one filled button and at most one plain."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.paint import Painted
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme


class IconView(Painted):
    """An icon of the theme, shown alone."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        role: str = "text_soft",
        size: str = "inline",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._icon = icon
        self._role = role
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str, role: str = "") -> None:
        """Show another icon, in another role if given."""
        self._icon, self._role = icon, role or self._role
        self.update()

    def sizeHint(self) -> QSize:
        """Return the icon's square."""
        side = self.theme.icon_size(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        del event
        painter = QPainter(self)
        self.theme.icons.paint(painter, self._icon, self._role, QRectF(self.rect()))
        painter.end()


class EmptyPage(QWidget):
    """What a list or a page says when there is nothing yet."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        sentence: str,
        explanation: str = "",
        *,
        filled: Button | None = None,
        plain: Button | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        center = Qt.AlignmentFlag.AlignHCenter
        self._sentence = TextLabel(theme, sentence, "section", wrap=True)
        self._explanation = TextLabel(theme, explanation, "small", "text_soft", wrap=True)
        words = QVBoxLayout()
        for label in (self._sentence, self._explanation):
            label.setAlignment(center)
            bound(theme, label, 420)
            label.setMinimumWidth(min(theme.wide(220), 320))
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(label, 100)
            line.addStretch(1)
            words.addLayout(line)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.addStretch(1)
        self._icon = IconView(theme, icon, size="empty")
        layout.addWidget(self._icon, 0, center)
        layout.addSpacing(4)
        layout.addLayout(words)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (filled, plain):
            if button is not None:
                buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        layout.addStretch(2)
        self._explanation.setVisible(bool(explanation))
        self.setAccessibleName(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the icon out where the words need its room: large text on a low screen."""
        super().resizeEvent(event)
        whole = self._layout.totalHeightForWidth(self.width())
        if self._icon.isHidden():
            whole += self._icon.sizeHint().height() + self._layout.spacing()
        self._icon.setVisible(self.height() >= whole)

    def say(self, sentence: str, explanation: str = "") -> None:
        """Change the words (« Aucun résultat pour « sel » »)."""
        self._sentence.show_text(sentence)
        self._explanation.show_text(explanation)
        self._explanation.setVisible(bool(explanation))
        self.setAccessibleName(sentence)
