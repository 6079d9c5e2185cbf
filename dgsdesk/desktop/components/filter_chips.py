"""Chips that narrow a search: one presses a kind of thing, or chooses among several values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QVBoxLayout, QWidget

from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.paint import box, write
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme


@dataclass(frozen=True)
class ChipChoice:
    """What one chip narrows: its name and its values (words, filter).

    With one value the chip is pressed and released; with several it opens them. Chips of one ``group``
    exclude each other.
    """

    name: str
    values: tuple[tuple[str, str], ...]
    group: str = ""


class Chip(QAbstractButton):
    """One chip; ``chosen()`` when its value changed."""

    chosen = Signal()

    def __init__(self, theme: Theme, choice: ChipChoice) -> None:
        super().__init__()
        self.theme = theme
        self.choice = choice
        self.value = ""
        self._menu: QMenu | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(True)
        self.clicked.connect(self._pressed)
        self._tell_name()

    def take(self, value: str) -> None:
        """Take a value (its filter), or none, without telling."""
        self.value = value
        self.setChecked(bool(value))
        self._tell_name()
        self.updateGeometry()
        self.update()

    def label(self) -> str:
        """Return what the chip says: its value where it has one among several."""
        named = {value: words for words, value in self.choice.values} if len(self.choice.values) > 1 else {}
        return named.get(self.value, self.choice.name)

    def _tell_name(self) -> None:
        chosen = self.label() if self.value else self.tr("tout")
        self.setAccessibleName(self.tr("Filtre {}\u00a0: {}").format(self.choice.name, chosen))

    def _pressed(self) -> None:
        if len(self.choice.values) > 1:
            self.setChecked(bool(self.value))
            self._open()
        else:
            self._choose("" if self.value else self.choice.values[0][1])

    def _open(self) -> None:
        """Offer the values, and none of them."""
        menu = self._menu = QMenu(self)
        menu.setAccessibleName(self.choice.name)
        for words, value in ((self.tr("Tout"), ""), *self.choice.values):
            act = menu.addAction(words)
            act.setCheckable(True)
            act.setChecked(value == self.value)
            act.triggered.connect(partial(self._choose, value))
            if value == self.value:
                menu.setActiveAction(act)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def menu(self) -> QMenu | None:
        """Return the values as they were last offered."""
        return self._menu

    def _choose(self, value: str) -> None:
        self.take(value)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter press; the row of chips knows the other keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    # -- the look --------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Return the room of the words, with a mark where there are several values."""
        words = QFontMetricsF(self.theme.font("small")).horizontalAdvance(self.label())
        mark = self.theme.icon_size("badge") + self.theme.space("xs") if len(self.choice.values) > 1 else 0
        wide = min(ceil(words) + 2, self.theme.wide(180)) + mark + 2 * self.theme.space("m")
        return QSize(wide, round(self.theme.line("small")) + self.theme.space("s"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rounded ground, the words, the mark and the ring."""
        del event
        theme, rect = self.theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        ground, ink = ("selected", "on_selected") if self.value else ("raised", "text_soft")
        if self.underMouse() and not self.value:
            ground = "hover"
        radius = rect.height() / 2
        line = "selected_bar" if self.value else "line_strong"
        box(painter, rect, radius, theme.color(ground), theme.color(line))
        inner = rect.adjusted(theme.space("m"), 0, -theme.space("m"), 0)
        if len(self.choice.values) > 1:
            side = theme.icon_size("badge")
            place = QRectF(inner.right() - side, rect.center().y() - side / 2, side, side)
            theme.icons.paint(painter, "chevron-down", ink, place)
            inner.setRight(place.left() - theme.space("xs"))
        write(painter, inner, self.label(), theme.font("small"), theme.color(ink))
        if self.hasFocus():
            focus_ring(painter, rect, theme.color("focus_on_selected" if self.value else "focus"), radius)
        painter.end()


class FilterChips(QWidget):
    """A row of chips; ``changed()`` when another filter holds, ``left(key)`` for keys that are not theirs."""

    changed = Signal()
    left = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.chips: list[Chip] = []
        self._row = FlowRow(gap=theme.space("xs"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.space("m"), theme.space("xs"), theme.space("m"), theme.space("xs"))
        layout.addWidget(self._row)
        theme.follow(self._restyle)

    def _restyle(self) -> None:
        for chip in self.chips:
            chip.updateGeometry()
            chip.update()

    def offer(self, choices: Sequence[ChipChoice]) -> None:
        """Offer these choices; values that are chosen and still offered stay."""
        if [chip.choice for chip in self.chips] == list(choices):
            return
        held = {(chip.choice.name, chip.value) for chip in self.chips if chip.value}
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [Chip(self.theme, choice) for choice in choices]
        for chip in self.chips:
            chip.take(next((one for _, one in chip.choice.values if (chip.choice.name, one) in held), ""))
            chip.chosen.connect(partial(self._chosen, chip))
            self._row.add(chip)
            chip.show()  # at once: the keyboard may already be on its way

    def filters(self) -> str:
        """Return what holds, as it could be typed: « type:zone cercle:« DGS » »."""
        return " ".join(chip.value for chip in self.chips if chip.value)

    def clear(self) -> None:
        """Let no filter hold."""
        for chip in self.chips:
            chip.take("")

    def _chosen(self, chip: Chip) -> None:
        group = chip.choice.group if chip.value else ""
        for other in self.chips:
            if other is not chip and group and other.choice.group == group:
                other.take("")
        self.changed.emit()

    def step(self, by: int) -> None:
        """Give the keyboard to the next chip, or the one before."""
        at = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        if self.chips:
            self.chips[(at + by) % len(self.chips)].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from chip to chip; the other keys are told."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        else:
            self.left.emit(event.key())
