"""A form in a pane: labels above their fields, one column, scrolled when it is too long."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.text import TallPanel, TextLabel
from dgsdesk.desktop.theme.theme import Theme

_WIDEST = 720


class Form(QScrollArea):
    """Fields one under the other; `row` adds a labelled one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, ground: str = "surface") -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = TallPanel(theme, ground)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(20, 14, 20, 16)
        self._column.setSpacing(4)
        self._column.addStretch(0)  # an alignment would keep wrapped words to the height of wider lines
        self.setWidget(self._body)

    def row(self, label: str, field: QWidget | QLayout, *, stretch: int = 0) -> TextLabel:
        """Add a label and its field below; return the label."""
        said = TextLabel(self.theme, label, "small", "text_soft", bold=True)
        self._part_from_buttons()
        self.add(said)
        if isinstance(field, QWidget):
            said.setBuddy(field)
            bound(self.theme, field, _WIDEST)
        self.add(field, stretch=stretch)
        self._space()
        return said

    def note(self, words: str) -> TextLabel:
        """Add a sentence that explains what stands above; return it."""
        said = TextLabel(self.theme, words, "small", "text_soft", wrap=True)
        bound(self.theme, said, _WIDEST)
        self.add(said)
        self._space()
        return said

    def answer(self, said: TextLabel) -> None:
        """Add what is said of the field or the buttons above, with room around it."""
        bound(self.theme, said, _WIDEST)
        said.setContentsMargins(0, 4, 0, 4)
        self.add(said)

    def _part_from_buttons(self) -> None:
        """Leave the room that follows a field also after what `add` put above."""
        last = self._column.itemAt(self._column.count() - 2)
        if last is not None and last.spacerItem() is None:
            self._space()

    def _space(self) -> None:
        self._column.insertSpacing(self._column.count() - 1, 8)

    def add(self, part: QWidget | QLayout, *, stretch: int = 0) -> None:
        """Add something without a label."""
        last = self._column.count() - 1
        if isinstance(part, QWidget):
            self._column.insertWidget(last, part, stretch)
        else:
            self._column.insertLayout(last, part, stretch)


def side_by_side(*parts: QWidget) -> QHBoxLayout:
    """Return a line of fields, each as wide as it needs."""
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return layout
