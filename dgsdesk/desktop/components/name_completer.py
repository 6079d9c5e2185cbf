"""What a field offers below it while a name is typed: those that hold it, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from dgsdesk.domain.nearness import nearness

_WRITTEN = int(Qt.ItemDataRole.UserRole)


class NameCompleter(QCompleter):
    """Offers names below a field whatever their accents; what is taken may be written otherwise."""

    def __init__(self, names: Iterable[str | tuple[str, str]], field: QLineEdit) -> None:
        super().__init__(field)
        self._names: tuple[tuple[str, str], ...] = ()
        self._typed = ""
        self._lines = QStandardItemModel(self)
        self.setModel(self._lines)
        self.offer(names)
        field.setCompleter(self)

    def offer(self, names: Iterable[str | tuple[str, str]]) -> None:
        """Offer these: a name, or what is shown with what is written."""
        pairs = tuple((one, one) if isinstance(one, str) else one for one in names)
        if pairs != self._names:
            self._names = pairs
            self._fill()

    def _fill(self) -> None:
        near = {shown: nearness(self._typed, shown) for shown, _ in self._names}
        fits = [(found, shown, said) for shown, said in self._names if (found := near[shown]) is not None]
        self._lines.clear()
        for _, shown, written in sorted(fits, key=lambda fit: fit[0]):
            line = QStandardItem(shown)
            line.setData(written, _WRITTEN)
            self._lines.appendRow(line)

    def splitPath(self, path: str) -> list[str]:
        """Let the names follow what was typed; all that are left then fit."""
        if path != self._typed:
            self._typed = path
            self._fill()
        return [""]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Give what is written of a name."""
        return str(index.data(_WRITTEN) or "")
