"""The sheet of keys (F1): every act and its key, made from the registry."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.shell.actions import ActionSpec
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page, PageEntry, Place

PAGE_ID = "shortcuts"
_WIDEST = 720
"""Pixels at 100 % of text: an eye finds the key of an act without a ruler."""


def _shown(item: ActionSpec | str) -> Shown:
    if isinstance(item, str):
        return Heading(item)
    return Row(item.text, right=item.shown_key(), icon=item.icon or "chevron-right")


def _key(item: ActionSpec | str) -> str:
    return item if isinstance(item, str) else item.id


class ShortcutsPage(Page):
    """All acts, those of everywhere first, then by page; a field filters them."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        header = PageHeader(
            self.theme,
            self.tr("Touches et commandes"),
            self.tr("Ctrl+K lance n’importe laquelle par son nom."),
        )
        self._filter = SearchField(self.theme, self.tr("Filtrer les commandes"))
        self._measure()
        self.theme.changed.connect(self._measure)
        header.add_button(self._filter)
        self._model: RowsModel[ActionSpec | str] = RowsModel(_shown, _key, self)
        self._list = RowList(self.theme, self._model, self.tr("Commandes"))
        self._list.activated_key.connect(self._do)
        self._filter.searched.connect(lambda _: self.refresh(frozenset()))
        self._filter.left_down.connect(self._list.setFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        bound(self.theme, self._list, _WIDEST)
        layout.addWidget(self._list, 1)

    def _measure(self) -> None:
        self._filter.setFixedWidth(self.theme.wide(280))

    def refresh(self, changes: frozenset[str]) -> None:
        """Show the acts whose text holds what is typed."""
        del changes
        wanted = self._filter.text().casefold()
        specs = [s for s in self.host.actions.specs() if s.listed and wanted in s.text.casefold()]
        pages = self.host.page_titles
        items: list[ActionSpec | str] = []
        for page in dict.fromkeys(spec.page for spec in specs):
            items.append(pages.get(page, self.tr("Partout")))
            items.extend(spec for spec in specs if spec.page == page)
        self._model.replace(items)

    def shown(self, subject: object | None) -> None:
        """Look again: pages opened meanwhile have more acts."""
        del subject
        self.refresh(frozenset())

    def take_focus(self) -> None:
        """Begin in the field."""
        self._filter.setFocus()

    def _do(self, action_id: str) -> None:
        self.host.actions.trigger(action_id)


ENTRY = PageEntry(
    PAGE_ID, "Touches et commandes", "info", 0, ShortcutsPage, kinds=frozenset(), place=Place.NOWHERE
)
