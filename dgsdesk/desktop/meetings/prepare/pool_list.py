"""« À puiser »: the pools as one filtered list; Enter, the button or dragging puts an entry on the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.agenda.pools import Pool, PoolEntry
from dgsdesk.application.membership import sort_key
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.row_delegate import RowDelegate
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.meetings.prepare.agenda_table import POOL_MIME, mime
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.agenda import SourceKind


def entry_key(kind: SourceKind, source_id: str) -> str:
    """Return the key of an entry: its pool and its id."""
    return f"{kind}:{source_id}"


def parse_key(key: str) -> tuple[SourceKind, str]:
    """Return the pool and the id of a key."""
    kind, _, source_id = key.partition(":")
    return SourceKind(kind), source_id


class _DraggableList(RowList):
    """The list of the pools, whose entries can be dragged."""

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the chosen entry."""
        del actions
        index = self.currentIndex()
        entry = self.rows.item(index) if index.isValid() else None
        if isinstance(entry, PoolEntry):
            drag = QDrag(self)
            drag.setMimeData(mime(POOL_MIME, entry_key(entry.kind, entry.source_id), entry.minutes))
            drag.exec(Qt.DropAction.CopyAction)


class PoolPane(Panel):
    """Title, filter and pools. ``wanted(kind, source id)`` asks to put an entry on the agenda."""

    wanted = Signal(object, str)

    def __init__(self, theme: Theme, propose: QWidget, add: Button) -> None:
        super().__init__(theme, "surface_alt")
        self._pools: tuple[Pool, ...] = ()
        self.editable = True
        self.filter = SearchField(theme, self.tr("Filtrer par mot ou compétence"))
        self.model: RowsModel[object] = RowsModel(self._present, self._key, self)
        light = partial(RowDelegate, title_bold=False)  # the agenda beside is what the page is about
        self.list = _DraggableList(
            theme, self.model, self.tr("À puiser"), delegate=light, ground="surface_alt"
        )
        self.list.setDragEnabled(True)
        self._nothing = EmptyPage(
            theme,
            "nav.subjects",
            self.tr("Rien n’attend"),
            self.tr(
                "Les sujets notés (F8) et les zones grises du registre viendront ici. "
                "Un point peut aussi s’écrire directement."
            ),
            plain=add,
        )
        clear = Button(theme, self.tr("Effacer le filtre"))
        self._not_found = EmptyPage(theme, "act.search", self.tr("Aucun résultat"), plain=clear)
        clear.clicked.connect(self.clear_filter)
        self._stack = QStackedWidget()
        for page in (self.list, self._nothing, self._not_found):
            self._stack.addWidget(page)
        self._lay_out(propose)
        self.filter.searched.connect(lambda _: self._show())
        self.filter.left_down.connect(self.list.setFocus)
        self.list.activated_key.connect(self._want)
        self.list.button_clicked.connect(self._want)

    def _lay_out(self, propose: QWidget) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 0)
        head.addWidget(TextLabel(self.theme, self.tr("À puiser"), "section"))
        head.addStretch(1)
        head.addWidget(propose)
        search = QVBoxLayout()
        search.setContentsMargins(14, 6, 14, 8)
        search.addWidget(self.filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(search)
        layout.addWidget(self._stack, 1)

    def show_pools(self, pools: tuple[Pool, ...], *, editable: bool) -> None:
        """Show what waits."""
        self._pools = pools
        if editable != self.editable:
            self.editable = editable
            self.model.present_again()
        self._show()

    def clear_filter(self) -> None:
        """Show everything again."""
        self.filter.clear()
        self._show()

    def _show(self) -> None:
        words = sort_key(self.filter.text()).split()
        lines: list[object] = []
        for pool in self._pools:
            found = [entry for entry in pool.entries if all(word in entry.search for word in words)]
            if found:
                lines += [Heading(pool.title, right=str(len(found))), *found]
        self.model.replace(lines)
        any_entry = any(pool.entries for pool in self._pools)
        if words and not lines:
            said = self.tr("Aucun résultat pour «\u00a0%1\u00a0»").replace("%1", self.filter.text())
            self._not_found.say(said)
        self._stack.setCurrentIndex(0 if lines else 2 if any_entry else 1)

    def _want(self, key: str) -> None:
        if ":" in key and self.editable:
            self.wanted.emit(*parse_key(key))

    def _present(self, line: object) -> Shown:
        if isinstance(line, Heading):
            return line
        assert isinstance(line, PoolEntry)
        return Row(
            line.title,
            second=line.words,
            ripeness=line.squares,
            button="act.add" if self.editable else "",
            button_name=self.tr("Ajouter à l’ordre du jour") if self.editable else "",
        )

    @staticmethod
    def _key(line: object) -> str:
        if isinstance(line, Heading):
            return line.title
        assert isinstance(line, PoolEntry)
        return entry_key(line.kind, line.source_id)

    def titles(self) -> Sequence[str]:
        """Return what is shown, headings included."""
        return [line.title for line in self.model.items() if isinstance(line, Heading | PoolEntry)]
