"""The steps of a meeting: any can be opened to read, only the current one acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from dgsdesk.desktop.components.paint import fill_line, number_disc, write
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme

_PAD, _GAP = 16, 9
_OF_THE_STEPPER = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Return, Qt.Key.Key_Enter),
)
_LEAST_NOTE = 110
"""Pixels at 100 % that a note must have to be worth cutting."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, one short line (what is missing, who holds the pen, by when), whether done."""

    name: str
    note: str = ""
    done: bool = False


class StepCell(QAbstractButton):
    """One cell of the stepper."""

    def __init__(self, theme: Theme, number: int, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._number = number
        self._step = step
        self._acting = False
        self._last = False
        self.setCheckable(True)
        self.setAutoExclusive(True)  # one of six, and told so
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_step(self, step: Step, *, acting: bool, last: bool) -> None:
        """Show a step; ``acting`` when it is the meeting's current one."""
        self._step, self._acting, self._last = step, acting, last
        self.setText(step.name)
        self.setToolTip(step.note)  # and the description of who hears it
        said = self.tr("fait") if step.done else self.tr("étape en cours") if acting else ""
        name = self.tr("Étape {} : {}").format(self._number, step.name)
        self.setAccessibleName(", ".join(filter(None, (name, said))))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the cell's height; widths are shared equally."""
        return QSize(self.theme.wide(120), self.theme.height("stepper", "body", "small", padding=14))

    def minimumSizeHint(self) -> QSize:
        """Let six cells stand side by side at any text scale."""
        return QSize(self.theme.wide(60), self.sizeHint().height())

    def name_width(self) -> int:
        """Return the width that shows the whole name, be the step open or not."""
        name = self.theme.metrics("body", bold=True).horizontalAdvance(self._step.name)
        return round(_PAD + self.theme.wide(22) + _GAP + name + self._room_after() + 2)

    def whole_width(self) -> int:
        """Return the width that shows the note, too."""
        note = self.theme.metrics("small").horizontalAdvance(self._step.note)
        before = _PAD + self.theme.wide(22) + _GAP
        return max(self.name_width(), round(before + note + self._room_after() + 4))

    def _room_after(self) -> int:
        return 4 if self._last else self.theme.icon_size("inline") + 2

    def nextCheckState(self) -> None:
        """Leave to the stepper which step is open; assistive technology alone checks one by itself."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrows and Enter to the stepper."""
        if event.key() in _OF_THE_STEPPER:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, disc, name and note."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        theme = self.theme
        if self.isChecked():
            painter.fillRect(rect, theme.color("surface"))
            bar = QRectF(rect.left() + 12, rect.bottom() - 3, rect.width() - 24, 3)
            painter.fillRect(bar, theme.color("accent"))
        elif self.underMouse():
            painter.fillRect(rect, theme.color("hover"))
        self._paint_words(painter, rect, self._paint_disc(painter, rect))
        if not self._last:
            side = theme.icon_size("inline")
            place = QRectF(rect.right() - side - 1, rect.center().y() - side / 2, side, side)
            theme.icons.paint(painter, "chevron-right", "line_strong", place)
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            focus_ring(painter, rect.adjusted(2, 2, -2, -2), theme.color("focus"), 3)
        painter.end()

    def _paint_disc(self, painter: QPainter, rect: QRectF) -> float:
        side = self.theme.wide(22)
        center = QPointF(rect.left() + _PAD + side / 2, rect.center().y())
        if self._step.done:
            number_disc(painter, self.theme, center, "", side, "plain")
            icon = QRectF(0, 0, side * 0.65, side * 0.65)
            icon.moveCenter(center)
            self.theme.icons.paint(painter, "check", "accent_text", icon)
        else:
            look = "filled" if self._acting else "soft"
            number_disc(painter, self.theme, center, str(self._number), side, look)
        return center.x() + side / 2 + _GAP

    def _paint_words(self, painter: QPainter, rect: QRectF, left: float) -> None:
        theme = self.theme
        room = rect.right() - left - self._room_after()
        first, second = theme.line("body"), theme.line("small")
        bold = theme.font("body", bold=self.isChecked())
        if room < theme.wide(_LEAST_NOTE) and self.whole_width() > rect.width():
            # A note cut to a word says nothing: the tooltip has it.
            line = QRectF(left, rect.center().y() - first / 2, room, first)
            write(painter, line, self._step.name, bold, theme.color("text"))
            return
        top = rect.center().y() - (first + second) / 2
        write(painter, QRectF(left, top, room, first), self._step.name, bold, theme.color("text"))
        place = QRectF(left, top + first, room, second)
        write(painter, place, self._step.note, theme.font("small"), theme.color("text_soft"))


class Stepper(Panel):
    """Equal cells side by side; where words would be cut, each takes what it needs, the open one first.

    ``opened(index)`` says which step is to be read; Left and Right move.
    """

    opened = Signal(int)

    def __init__(self, theme: Theme, steps: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface_alt", "b", parent)
        self.setAccessibleName(name)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 1)
        self._layout.setSpacing(0)
        self._opened = 0
        self._cells = [StepCell(theme, at + 1, Step(step), self) for at, step in enumerate(steps)]
        for at, cell in enumerate(self._cells):
            self._layout.addWidget(cell, 1)
            cell.clicked.connect(lambda _=False, at=at: self.open_step(at, by_hand=True))
            cell.toggled.connect(lambda on, at=at: self._checked(at) if on else None)
        self.show_steps([Step(step) for step in steps], 0)

    def show_steps(self, steps: Sequence[Step], acting: int, opened: int | None = None) -> None:
        """Show the steps; ``acting`` is the meeting's current one, ``opened`` the one being read."""
        for at, (cell, step) in enumerate(zip(self._cells, steps, strict=True)):
            cell.show_step(step, acting=at == acting, last=at == len(self._cells) - 1)
        self.open_step(acting if opened is None else opened, by_hand=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        whole = [cell.whole_width() for cell in self._cells]
        equal = self.width() // len(whole)
        if equal >= max(whole):
            needed = [equal] * len(whole)
        elif self.width() >= sum(whole):
            needed = whole
        else:
            cells = self._cells
            needed = [cell.whole_width() if cell.isChecked() else cell.name_width() for cell in cells]
            if sum(needed) > self.width():
                needed = [cell.name_width() for cell in cells]
        spare = max(self.width() - sum(needed), 0) // len(needed)
        for cell, width in zip(self._cells, needed, strict=True):
            cell.setMinimumWidth(min(width, self.width() * width // max(sum(needed), 1)))
            self._layout.setStretchFactor(cell, width + spare)

    def opened_step(self) -> int:
        """Return the index of the step being read."""
        return self._opened

    def take_keyboard(self) -> None:
        """Give the keyboard to the step being read."""
        self._cells[self._opened].setFocus(Qt.FocusReason.OtherFocusReason)

    def _checked(self, index: int) -> None:
        if index != self._opened:
            self.open_step(index, by_hand=True)

    def open_step(self, index: int, *, by_hand: bool) -> None:
        """Mark a step as the one being read; ``by_hand`` tells the page."""
        self._opened = index
        self._cells[index].setChecked(True)
        for at, cell in enumerate(self._cells):
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at == index else Qt.FocusPolicy.ClickFocus)
        self._share()
        if by_hand:
            self.opened.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move the keyboard, Enter opens."""
        at = next((at for at, cell in enumerate(self._cells) if cell.hasFocus()), self.opened_step())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._cells[min(max(at + step, 0), len(self._cells) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_step(at, by_hand=True)
        else:
            super().keyPressEvent(event)


class StepProgress(QWidget):
    """The steps as a thin line of segments, for panes where the stepper does not fit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._reached = 0
        self._count = 6
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_progress(self, reached: int, count: int, sentence: str) -> None:
        """Fill ``reached`` of ``count`` segments."""
        self._reached, self._count = reached, count
        self.setAccessibleName(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a line of 5 px."""
        return QSize(self.theme.wide(160), 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the segments."""
        del event
        painter = QPainter(self)
        width = (self.width() - 4 * (self._count - 1)) / self._count
        for at in range(self._count):
            role = "accent" if at < self._reached else "chart_off"
            fill_line(painter, QRectF(round(at * (width + 4)), 0, round(width), 5), self.theme.color(role))
        painter.end()
