"""Step 3: the people, typed in place or taken from a list; all of it may wait."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.directory.import_pane import ImportPane
from dgsdesk.desktop.directory.list_drop import ListDrop
from dgsdesk.desktop.directory.people_grid import PeopleGrid
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import plural


class PeopleStep(QWidget):
    """The grid, or the preview of a list; ``counted()`` when it is known how many are named."""

    counted = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self.named = 0
        self.vacant = 0
        self.grid = PeopleGrid(host)
        self.import_pane = ImportPane(host)
        self.read_list = Button(self.theme, self.tr("Reprendre une liste…"), icon="upload")
        self._words = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._typed())
        self.stack.addWidget(self.import_pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ListDrop(self.theme, lambda: self.import_pane, self.stack))
        self.read_list.clicked.connect(self.import_pane.choose)
        self.import_pane.opened.connect(lambda: self.stack.setCurrentIndex(1))
        self.import_pane.closed.connect(self._back_to_grid)
        self.grid.counted.connect(self._count)

    def _typed(self) -> QWidget:
        pane = Panel(self.theme, "surface")
        head = QHBoxLayout()
        head.setContentsMargins(24, 10, 24, 10)
        head.setSpacing(12)
        head.addWidget(self._words, 1)
        head.addWidget(self.read_list, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        return pane

    def begin(self) -> None:
        """Read the posts."""
        self.grid.refresh()

    def take_focus(self) -> None:
        """Begin in the grid."""
        self.grid.take_focus()

    def leaving(self) -> None:
        """Keep what is typed."""
        self.grid.leaving()

    def holds_back(self) -> bool:
        """Say which lines are not kept, and stay; tell whether there are any that were not told."""
        return self.stack.currentIndex() == 0 and self.grid.holds_back()

    def _back_to_grid(self, _: int) -> None:
        self.stack.setCurrentIndex(0)
        self.grid.refresh()
        self.grid.take_focus()

    def _count(self, named: int, vacant: int) -> None:
        self.named, self.vacant = named, vacant
        posts = plural(named + vacant, self.tr("poste"), self.tr("postes"))
        self._words.show_text(
            self.tr(
                "{} : sous 3 500 habitants, secrétaire général de mairie ; au-delà, DGS. Écrivez dans les "
                "cases ; un même nom dans deux communes est une même personne."
            ).format(posts)
        )
        self.counted.emit()
