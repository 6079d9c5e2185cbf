"""Whose address is it? Asked once per address; the answer is remembered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from dgsdesk.application.arrival.plan import UnknownAddress
from dgsdesk.application.arrival.preview import (
    NamedAddress,
)
from dgsdesk.desktop.components.fields import choice_field, choose
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme

_NAME_LENGTH = 28
"""Letters that the name of a commune or of the EPCI takes."""


class AddressQuestions(QWidget):
    """One line per unknown address, with the organisations to choose from; ``answered()`` at each choice."""

    answered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._organisations: tuple[tuple[str, str], ...] = ()
        self._asked: tuple[UnknownAddress, ...] = ()
        self._boxes: dict[str, QComboBox] = {}
        self._chosen: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)

    def offer(self, organisations: tuple[tuple[str, str], ...]) -> None:
        """Take the organisations that an address may belong to."""
        self._organisations = organisations

    def ask(self, asked: Sequence[UnknownAddress]) -> None:
        """Show a line per address; what was already chosen stays chosen."""
        if tuple(asked) == self._asked:
            return
        self._asked = tuple(asked)
        self._clear()
        for row, one in enumerate(self._asked):
            words = f"{one.name} ({one.address})" if one.name else one.address
            label = TextLabel(self.theme, words, wrap=True)
            box = self._box(one.address, self.tr("Organisation de {}").format(one.address))
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(box, row, 1)
        self.setVisible(bool(self._asked))

    def asked(self) -> tuple[UnknownAddress, ...]:
        """Return the addresses shown."""
        return self._asked

    def forget(self) -> None:
        """Forget the choices made for files that were filed or given up."""
        self._chosen.clear()
        self._asked = ()
        self._clear()
        self.hide()

    def named(self) -> tuple[NamedAddress, ...]:
        """Return the addresses that were named so far."""
        return tuple(NamedAddress(address, ours) for address, ours in self._chosen.items() if ours)

    def _box(self, address: str, name: str) -> QComboBox:
        box = choice_field(name, [("", self.tr("Qui est-ce ?")), *self._organisations])
        box.setMinimumContentsLength(_NAME_LENGTH)
        choose(box, self._chosen.get(address, ""))
        box.activated.connect(lambda _: self._choose(address, str(box.currentData())))
        self._boxes[address] = box
        return box

    def _choose(self, address: str, organisation_id: str) -> None:
        self._chosen[address] = organisation_id
        self.answered.emit()

    def _clear(self) -> None:
        self._boxes.clear()
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
