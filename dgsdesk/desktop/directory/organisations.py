"""The organisations: the list with its filter at the left, one of them at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.directory.page import DirectoryPage as Directory
from dgsdesk.application.directory.page import OrganisationRow
from dgsdesk.desktop.components.matched import match
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import RowsModel
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.directory.directory_rows import organisation_shown, organisation_words
from dgsdesk.desktop.directory.organisation_sheet import OrganisationSheet
from dgsdesk.desktop.shell.host import PageHost


class OrganisationsPane(QWidget):
    """List and sheet."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self._directory: Directory | None = None
        self._model: RowsModel[OrganisationRow] = RowsModel(organisation_shown, lambda row: row.id, self)
        self.filter = SearchField(self.theme, self.tr("Filtrer : commune, nom, vacant…"))
        self.list = RowList(self.theme, self._model, self.tr("Organisations"))
        self._none = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self._none.setContentsMargins(14, 8, 14, 8)
        self.sheet = OrganisationSheet(host)
        panes = self._panes = ListAndDetail(
            self.theme,
            host.preferences,
            "directory",
            self._list_pane(),
            self.sheet,
            list_title=self.tr("Liste"),
            detail_title=self.tr("Fiche"),
        )
        self.list.activated_key.connect(lambda _: panes.bring_forward(detail=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)
        self.filter.searched.connect(lambda _: self._fill())
        self.filter.left_down.connect(self.list.setFocus)
        self.list.chosen.connect(self._show_chosen)
        self.list.activated_key.connect(lambda _: self.sheet.posts.setFocus())

    def _list_pane(self) -> QWidget:
        pane = Panel(self.theme, "surface")
        pane.setMinimumWidth(self.theme.tokens.panes["list"]["min"])
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 10, 8)
        head.addWidget(self.filter)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        return pane

    def show_directory(self, directory: Directory) -> None:
        """Show the organisations and keep the place."""
        self._directory = directory
        self._fill()
        self._show_chosen(self.list.chosen_key())

    def choose(self, organisation_id: str) -> bool:
        """Bring an organisation to the front; return False when it is none of ours."""
        if not self._model.index_of(organisation_id).isValid():
            self.filter.clear()
            self._fill()
        return self.list.choose(organisation_id)

    def _fill(self) -> None:
        if self._directory is None:
            return
        typed = self.filter.text()
        rows = self._directory.organisations
        found = [row for row in rows if match(typed, organisation_words(row)) is not None]
        self._model.replace(found)
        self._none.setVisible(not found)
        self._none.show_text(self.tr("Aucun résultat pour « {} ».").format(typed))
        if found and not self.list.currentIndex().isValid():
            self.list.choose_first()

    def _show_chosen(self, organisation_id: str) -> None:
        rows = self._directory.organisations if self._directory else ()
        for row in rows:
            if row.id == organisation_id:
                self.sheet.show_organisation(row, rows)

    def show_sheet(self) -> None:
        """Bring the sheet forward, where it stands under a tab."""
        self._panes.bring_forward(detail=True)
