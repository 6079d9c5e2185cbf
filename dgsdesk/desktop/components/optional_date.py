"""A day or none: a box to tick, then the day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.desktop.components.day_field import DayField
from dgsdesk.desktop.theme.theme import Theme

_DAYS_OF_A_YEAR = 365


class OptionalDate(QWidget):
    """A day or none: a box to tick, then the day. ``chosen(day or None)``."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        words: str,
        name: str,
        parent: QWidget | None = None,
        *,
        stacked: bool = False,
        ahead: int = _DAYS_OF_A_YEAR,
    ) -> None:
        """``stacked`` puts the day under its box, for a narrow panel.

        ``ahead`` days from now is what stands there first: 0 for what has already taken place.
        """
        super().__init__(parent)
        self.box = QCheckBox(words)
        self._proposed = QDate.currentDate().addDays(ahead)
        self.day = DayField(name)
        self._theme = theme
        theme.changed.connect(self._measure)
        self._measure()
        layout = QVBoxLayout(self) if stacked else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space("xs") if stacked else 10)
        layout.addWidget(self.box)
        layout.addWidget(self.day)
        if not stacked:
            layout.addStretch(1)
        self.show_day(None)
        self.box.toggled.connect(self._toggled)
        self.day.editingFinished.connect(self._tell)

    def _measure(self) -> None:
        self.day.setMinimumHeight(self._theme.height("field", "body"))

    def show_day(self, day: date | None) -> None:
        """Show a day, or that there is none."""
        self.box.blockSignals(True)
        self.box.setChecked(day is not None)
        self.box.blockSignals(False)
        self.day.setVisible(day is not None)
        if day is not None and not self.day.hasFocus():
            self.day.setDate(QDate(day.year, day.month, day.day))

    def propose(self, day: date) -> None:
        """Say which day stands there first when the box is ticked."""
        self._proposed = QDate(day.year, day.month, day.day)

    def value(self) -> date | None:
        """Return the day, None when the box is not ticked."""
        shown = self.day.date()
        return date(shown.year(), shown.month(), shown.day()) if self.box.isChecked() else None

    def _toggled(self, on: bool) -> None:
        if on:
            self.day.setDate(self._proposed)
        self.day.setVisible(on)
        self._tell()

    def _tell(self) -> None:
        self.chosen.emit(self.value())
