"""Widgets side by side that go on the next line where there is no room: large text cuts nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget


class _FlowLayout(QLayout):
    """Places items as words on a line; hidden ones take no room."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        holder = self.parentWidget()
        if holder is not None:  # a bounded one is never wider than its bound, whatever is asked of it
            width = min(width, holder.maximumWidth())
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget the heights: Qt asks for each a hundred times while a page is laid out."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        widest = max((size.width() for size in shown), default=0)
        return QSize(widest, max((size.height() for size in shown), default=0))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items, or only measure; return the height taken."""
        gap, left, top, high = self.spacing(), rect.x(), rect.y(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(rect.width(), item.minimumSize().width())))
            if left > rect.x() and left + size.width() > rect.x() + rect.width():
                self._settle(line, high, move)
                left, top, high = rect.x(), top + high + gap // 2, 0
            line.append((item, QRect(QPoint(left, top), size)))
            left += size.width() + gap
            high = max(high, size.height())
        self._settle(line, high, move)
        return top + high - rect.y()

    @staticmethod
    def _settle(line: list[tuple[QLayoutItem, QRect]], high: int, move: bool) -> None:
        """Set the items of one line on its middle."""
        for item, place in line if move else ():
            item.setGeometry(place.translated(0, (high - place.height()) // 2))
        line.clear()


class FlowRow(QWidget):
    """A line of widgets, ``gap`` pixels apart, that breaks where it must."""

    def __init__(self, *widgets: QWidget, gap: int = 8) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = _FlowLayout(gap)
        self.setLayout(self._flow)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Add a widget at the end."""
        self._flow.addWidget(widget)

    def clear(self) -> None:
        """Do away with the widgets."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._flow.invalidate()


def foot_row(choices: Sequence[QWidget], buttons: Sequence[QWidget], gap: int = 8) -> QHBoxLayout:
    """Return the foot of a window: choices at left, on more lines without room, what answers at right."""
    foot = QHBoxLayout()
    foot.setSpacing(gap)
    foot.addWidget(FlowRow(*choices, gap=gap), 1)
    for button in buttons:
        foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
    return foot
