"""Labelled fields side by side that keep themselves: on leaving, on Enter, and after a pause in typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from dgsdesk.desktop.components.saved_fields import PAUSE_MS, SavedLine
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost


class FieldGrid(QWidget):
    """Fields by name, over ``columns`` columns. ``kept()`` when one of them differs from what was shown.

    An address is kept on leaving alone: half of one would be refused. With ``keeps`` False the fields belong
    to a form that a button sends, and nothing is said of saving while they are typed in.
    """

    kept = Signal()

    def __init__(self, host: PageHost, columns: int = 6, *, keeps: bool = True) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self._columns = columns
        self._keeps = keeps
        self._at = 0
        self._about: str | None = None
        self._lines: dict[str, SavedLine] = {}
        self._choices: dict[str, QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._keep_pausing)

    # -- building --------------------------------------------------------------------------------------------

    def line(self, name: str, label: str, span: int, *, hint: str = "", pauses: bool = True) -> SavedLine:
        """Add a field of one line over ``span`` columns."""
        field = SavedLine(self.theme, label, hint=hint)
        field.kept.connect(lambda _: self._changed())
        field.textEdited.connect(lambda _: self._typed(pauses))
        field.editingFinished.connect(lambda: self.host.mark_unsaved(self, False))
        self._lines[name] = field
        self._place(label, field, span)
        return field

    def choice(self, name: str, label: str, span: int, choices: Sequence[tuple[str, str]]) -> QComboBox:
        """Add a list of choices (text, value)."""
        field = QComboBox()
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(4)  # the longest of many choices must not widen a page
        field.setAccessibleName(label)
        for text, value in choices:
            field.addItem(text, value)
        field.activated.connect(lambda _: self._changed())
        self._choices[name] = field
        self._place(label, field, span)
        return field

    def _place(self, label: str, field: QWidget, span: int) -> None:
        row, column = divmod(self._at, self._columns)
        if column + span > self._columns:
            row, column = row + 1, 0
        said = TextLabel(self.theme, label, "small", "text_soft", bold=True)
        said.setBuddy(field)
        cell = QVBoxLayout()
        cell.setSpacing(3)
        cell.addWidget(said)
        cell.addWidget(field)
        self._grid.addLayout(cell, row, column, 1, span)
        self._at = row * self._columns + column + span

    # -- values ----------------------------------------------------------------------------------------------

    def show_values(self, about: str = "", /, **values: object) -> None:
        """Show what is kept of ``about`` (an id), by name; what is being typed stays.

        Nothing is shown of rows that were read before the last write was done: they would take it back.
        """
        if self._keeps and not self.host.all_saved and self._about == about:
            return
        self._about = about
        for name, value in values.items():
            if name in self._lines:
                self._lines[name].show_value("" if value is None else str(value))
            else:
                field = self._choices[name]
                field.setCurrentIndex(max(field.findData(value), 0))

    def text(self, name: str) -> str:
        """Return what stands in a field of one line."""
        return self._lines[name].text().strip()

    def value(self, name: str) -> str:
        """Return the value that is chosen, as the plain text that Qt makes of it."""
        return str(self._choices[name].currentData())

    def has(self, name: str) -> bool:
        """Tell whether there is a field of this name."""
        return name in self._lines or name in self._choices

    def field(self, name: str) -> QWidget:
        """Return a field by its name."""
        return self._lines.get(name) or self._choices[name]

    def keep_now(self) -> None:
        """Keep what is typed, before the page is left."""
        self._pause.stop()
        for field in self._lines.values():
            field.keep_now()
        self.host.mark_unsaved(self, False)

    def empty(self) -> None:
        """Empty every field, without telling anybody."""
        for field in self._lines.values():
            field.show_value("")
        for choice in self._choices.values():
            choice.setCurrentIndex(0)

    # -- keeping ---------------------------------------------------------------------------------------------

    def _typed(self, pauses: bool) -> None:
        if not self._keeps:
            return
        self.host.mark_unsaved(self, True)
        if pauses:
            self._pause.start()

    def _keep_pausing(self) -> None:
        for field in self._lines.values():
            if field.hasFocus():
                field.keep_now()
        self.host.mark_unsaved(self, False)

    def _changed(self) -> None:
        self._pause.stop()
        self.kept.emit()
