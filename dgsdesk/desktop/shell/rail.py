"""The rail: the network's name, the pages, « Arrivées » under a line, settings at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.desktop.components.paint import take_ground
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.place import PagePlace
from dgsdesk.desktop.shell.rail_face import RailFace
from dgsdesk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.rail_view import RailView


class Rail(Panel):
    """The rail with the network's name above; folds to icons.

    The first paint shows its face; the list and the name come when they are first wanted, in the same places.
    """

    def __init__(self, theme: Theme, places: Sequence[PagePlace], parent: QWidget | None = None) -> None:
        super().__init__(theme, "rail", "r", parent)
        self.folded = False
        self._places = places
        self._face = RailFace(theme, places)
        self._head = QWidget()
        self._names = QVBoxLayout(self._head)
        self._names.setContentsMargins(16, 8, 8, 8)
        self._names.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 4)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._face, 1)
        theme.changed.connect(self._restyle)
        self._measure()

    @cached_property
    def view(self) -> RailView:
        """The list of pages."""
        from dgsdesk.desktop.shell.rail_view import RailView

        made = RailView(self.theme, self._places, self.folded, self)
        take_ground(made, self.theme, "rail")
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._face, made)
        self._face.hide()
        self._face.deleteLater()
        made.show()
        return made

    @cached_property
    def _labels(self) -> tuple[TextLabel, TextLabel]:
        """The network's name and its communes."""
        name = TextLabel(self.theme, "", "small", bold=True, wrap=True)
        communes = TextLabel(self.theme, "", "small", "text_soft")
        self._names.addWidget(name)
        self._names.addWidget(communes)
        return name, communes

    @property
    def head_height(self) -> int:
        """Height of the network's name, 0 while it is folded away."""
        return 0 if self.folded else self._head.height()

    def keep_room(self, height: int) -> None:
        """Keep room for the network's name until it is known, so that the pages do not move then."""
        self._head.setMinimumHeight(height)

    def show_network(self, name: str, communes: str) -> None:
        """Show whose network it is."""
        self.keep_room(0)
        for label, text in zip(self._labels, (name, communes), strict=True):
            label.show_text(text)
        self._show_head()

    def fold(self, folded: bool) -> None:
        """Show icons alone, or icons and words."""
        self.folded = folded
        self._measure()
        if "view" not in vars(self):
            self._face.folded = folded
            self._face.update()
            return
        self._show_head()
        self.view.folded = folded
        self.view.scheduleDelayedItemsLayout()

    def _show_head(self) -> None:
        for label in self._labels:
            label.setVisible(not self.folded and bool(label.whole_text()))

    def _measure(self) -> None:
        size = self.theme.size("rail_collapsed" if self.folded else "rail_width")
        self.setFixedWidth(self.theme.wide(size))

    def _restyle(self) -> None:
        self._measure()
        if "view" in vars(self):
            take_ground(self.view, self.theme, "rail")
            self.view.scheduleDelayedItemsLayout()
