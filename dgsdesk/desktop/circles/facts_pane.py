"""What criteria ask of communes, typed in a table: sector, population before, shared services since when."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QHeaderView, QVBoxLayout

from dgsdesk.application.circle.commune_facts import (
    AddSharedService,
    FactsGrid,
    JoinService,
    LeaveService,
    RemoveSharedService,
    SetEarlierPopulation,
    SetSector,
    facts_grid,
)
from dgsdesk.application.command import Command
from dgsdesk.desktop.components.bounds import sized
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.cell_editing import EDIT_ROLE, CellDelegate
from dgsdesk.desktop.components.fields import day_field, show_day, text_field
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.kept_columns import KeptColumns
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import date_long, number

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
NAME, SECTOR, POPULATION, EARLIER, SERVICES = range(5)
_MOST_PEOPLE = 10_000_000


class FactsModel(QAbstractTableModel):
    """``wanted(command)`` when a cell was changed; the model waits for what is kept.

    Earlier populations and services are those of the day that is asked about.
    """

    wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: FactsGrid | None = None

    def show_grid(self, grid: FactsGrid) -> None:
        """Show the communes; the place is kept when they are the same."""
        former, self.grid = self.grid, grid
        same = former is not None and (
            [one.id for one in former.communes],
            [one.id for one in former.services],
        ) == ([one.id for one in grid.communes], [one.id for one in grid.services])
        if not same:
            self.beginResetModel()
            self.endResetModel()
            return
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of communes."""
        return 0 if parent.isValid() or self.grid is None else len(self.grid.communes)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the fixed columns and one for each service."""
        return 0 if parent.isValid() or self.grid is None else SERVICES + len(self.grid.services)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Name the columns; a service says how many belong to it."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if self.grid is None:
            return None
        if section < SERVICES:
            until = self.tr("Population jusqu’au {}").format(date_long(self.grid.day))
            return (self.tr("Commune"), self.tr("Secteur"), self.tr("Population"), until)[section]
        service = self.grid.services[section - SERVICES]
        return f"{service.name} ({service.count})"

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return words, ticks and editors."""
        if not index.isValid() or self.grid is None:
            return None
        if index.column() >= SERVICES:
            return self._tick(index, role)
        commune = self.grid.communes[index.row()]
        earlier = dict(commune.earlier).get(self.grid.day)
        if role == Qt.ItemDataRole.DisplayRole:
            before = number(earlier) if earlier is not None else ""
            return (commune.name, commune.sector, number(commune.population), before)[index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return (commune.name, commune.sector, commune.population, earlier or 0)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (POPULATION, EARLIER):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return (0, _MOST_PEOPLE) if role == EDIT_ROLE and index.column() == EARLIER else None

    def _tick(self, index: Index, role: int) -> Any:
        if role != Qt.ItemDataRole.CheckStateRole:
            return None
        return Qt.CheckState.Checked if self._belongs(index) else Qt.CheckState.Unchecked

    def _belongs(self, index: Index) -> bool:
        assert self.grid is not None
        commune = self.grid.communes[index.row()]
        return (commune.id, self.grid.services[index.column() - SERVICES].id) in self.grid.inside

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let sector and earlier population be written, services be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() in (SECTOR, EARLIER):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() >= SERVICES else flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask to keep what was written or ticked; an earlier population of 0 is forgotten."""
        if self.grid is None:
            return False
        commune = self.grid.communes[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            service = self.grid.services[index.column() - SERVICES]
            if Qt.CheckState(value) == Qt.CheckState.Checked:
                self.wanted.emit(JoinService(service.id, (commune.id,), self.grid.day))
            else:
                self.wanted.emit(LeaveService(service.id, (commune.id,), self.grid.day))
            return True
        if role != Qt.ItemDataRole.EditRole:
            return False
        if index.column() == SECTOR:
            self.wanted.emit(SetSector((commune.id,), str(value)))
        else:
            self.wanted.emit(SetEarlierPopulation(commune.id, self.grid.day, int(value) or None))
        return True


class FactsPane(Panel):
    """``closed`` to go back to the circles."""

    closed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self._day: date | None = None
        self.model = FactsModel(self)
        name = self.tr("Communes, secteurs et services")
        self.table = PlainTable(self.theme, self.model, name, edited=True)
        self.table.setItemDelegate(CellDelegate(self.table))
        self.table.choose_cells()
        self.table.setTabKeyNavigation(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.table.horizontalHeader().setDefaultAlignment(left)
        fit = self.table.resizeColumnsToContents
        self.columns = KeptColumns(self.theme, host.preferences, "facts", self.table, fit)
        self.day = day_field(self.tr("Ce jour-là"), self._ask_for)
        self.service = text_field(self.tr("Nom d’un domaine mutualisé"))
        self.service.setPlaceholderText(self.tr("Nom d’un domaine mutualisé"))
        self.add = Button(self.theme, self.tr("Ajouter le domaine"), icon="act.add")
        self.remove = Button(self.theme, self.tr("Retirer le domaine"), icon="trash-2")
        self.back = Button(self.theme, self.tr("Revenir aux formats"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        sized(self.theme, self.service.setMinimumWidth, 220)
        header = PageHeader(
            self.theme,
            self.tr("Secteurs et services"),
            self.tr("Ce que les règles de composition demandent aux communes, au jour choisi."),
        )
        header.add_button(self.back)
        tools = FlowRow(
            TextLabel(self.theme, self.tr("Le"), "small", "text_soft"),
            self.day,
            self.service,
            self.add,
            self.remove,
        )
        tools.setContentsMargins(20, 10, 20, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(tools)
        inset = QVBoxLayout()
        inset.setContentsMargins(20, 0, 20, 8)
        inset.addWidget(self.table)
        layout.addLayout(inset, 1)

    def _connect(self) -> None:
        self.model.wanted.connect(self._run)
        self.model.modelReset.connect(self._measure)
        self.theme.changed.connect(self._measure)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._allow())
        self.add.clicked.connect(self._add)
        self.service.returnPressed.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.back.clicked.connect(self.closed)

    def _measure(self) -> None:
        height = self.theme.height("hit_target_min", "body", padding=8)
        self.table.verticalHeader().setDefaultSectionSize(height)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(self.theme.wide(96))
        QTimer.singleShot(0, self.columns.place)  # cells measure themselves in the new font by then

    def begin(self) -> None:
        """Show today."""
        self._day = None
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        self.host.ask(facts_grid, self._day, then=self._show, owner=self, replaces="facts")

    def _ask_for(self, day: date) -> None:
        if self.model.grid is None or day != self.model.grid.day:
            self._day = day
            self.refresh()

    def _show(self, grid: FactsGrid) -> None:
        self.model.show_grid(grid)
        self.columns.place()
        show_day(self.day, grid.day)
        self._allow()

    def _run(self, command: Command[Any]) -> None:
        self.host.run(command, owner=self)

    def _add(self) -> None:
        name = self.service.text().strip()
        if name:
            self.host.run(AddSharedService(name), then=lambda _: self.service.clear(), owner=self)

    def _service(self) -> str:
        column, grid = self.table.currentIndex().column(), self.model.grid
        known = grid is not None and SERVICES <= column < self.model.columnCount()
        return grid.services[column - SERVICES].id if known and grid is not None else ""

    def _allow(self) -> None:
        self.remove.setEnabled(bool(self._service()))
        self.remove.setToolTip("" if self._service() else self.tr("Placez-vous dans la colonne du domaine."))

    def _remove(self) -> None:
        if self._service():
            self.host.run(RemoveSharedService(self._service()), owner=self)
