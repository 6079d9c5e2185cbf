"""The agenda's table: keys, dragging with a line where the item would land."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QLineEdit

from dgsdesk.application.agenda.workshop import FixedRow, Workshop, WorkshopItem, WorkshopPart
from dgsdesk.desktop.components.kept_columns import KeptColumns, Memory
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.meetings.prepare.agenda_delegate import AgendaDelegate
from dgsdesk.desktop.meetings.prepare.agenda_model import (
    AUDIENCE,
    GRIP,
    MINUTES,
    NUMBER,
    PRESENTER,
    TITLE,
    AgendaModel,
    line_key,
)
from dgsdesk.desktop.meetings.prepare.presenter_choice import PresenterChoice
from dgsdesk.desktop.theme.theme import Theme

ITEM_MIME = "application/x-dgsdesk-agenda-item"
"""An item of the agenda: its id and its minutes, separated by a space."""

POOL_MIME = "application/x-dgsdesk-pool-entry"
"""An entry of a pool: its key and its minutes, separated by a space."""

_SHIFT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_WIDTHS = {GRIP: 30, NUMBER: 40, PRESENTER: 206, MINUTES: 72, AUDIENCE: 130}


class AgendaTable(PlainTable):
    """``item_dropped(id, part id, position)`` and ``entry_dropped(key, part id, position)`` ask for acts."""

    item_dropped = Signal(str, str, int)
    entry_dropped = Signal(str, str, int)

    def __init__(self, theme: Theme, memory: Memory) -> None:
        self.lines = AgendaModel()
        super().__init__(theme, self.lines, edited=True)
        self.lines.setParent(self)
        self._target: tuple[str, int, int] | None = None
        self.delegate = AgendaDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Ordre du jour"))
        self._set_up()
        self.clicked.connect(self._name_presenter)
        self.columns = KeptColumns(theme, memory, "agenda", self, self._fit, filler=TITLE)
        theme.follow(self._measure)
        self._measure()

    def _set_up(self) -> None:
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        for column in (GRIP, NUMBER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)

    def _measure(self) -> None:
        self.columns.place()
        self.verticalHeader().setMinimumSectionSize(self.theme.size("agenda_fixed"))

    def _fit(self) -> None:
        narrow = self.width() < self.theme.wide(760)
        wider = min(max((self.width() / self.theme.wide(860) - 1) / 2, 0), 0.5)
        for column, width in _WIDTHS.items():
            cut = (0.72 if narrow else 1 + wider) if column in (PRESENTER, AUDIENCE) else 1
            self.setColumnWidth(column, self.theme.wide(width * cut))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin to edit who presents, or the minutes, where one types; a title waits for Enter or F2."""
        index, held = self.currentIndex(), event.modifiers() & ~_SHIFT
        field = None
        if (
            event.text().strip()
            and not held
            and index.column() in (PRESENTER, MINUTES)
            and self.chosen_item()
        ):
            self.edit(index)
            field = self.indexWidget(index)
        if field is None:
            super().keyPressEvent(event)
        else:
            QApplication.sendEvent(field, event)

    def keyboardSearch(self, search: str) -> None:
        """Seek nothing by its first letters: they would lead to rows that cannot be chosen."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the title more room on a narrow page."""
        super().resizeEvent(event)
        self._measure()

    # -- content and choice ----------------------------------------------------------------------------------

    def show_workshop(self, workshop: Workshop) -> None:
        """Show a workshop and keep the place."""
        key, column = self.chosen_key(), max(self.currentIndex().column(), TITLE)
        bar = self.verticalScrollBar().value()
        self.delegate.presenters = workshop.presenters
        if self.lines.show_workshop(workshop) and key:
            self.choose(key, column)
            self.verticalScrollBar().setValue(bar)

    def chosen(self) -> WorkshopItem | WorkshopPart | None:
        """Return the item or the part of the current row."""
        line = self.lines.line(self.currentIndex())
        return None if line is None or isinstance(line, FixedRow) else line

    def chosen_item(self) -> WorkshopItem | None:
        """Return the item of the current row."""
        line = self.chosen()
        return line if isinstance(line, WorkshopItem) else None

    def chosen_key(self) -> str:
        """Return the id of the current line, empty for none."""
        line = self.chosen()
        return line_key(line) if line else ""

    def choose(self, key: str, column: int = TITLE) -> bool:
        """Make a line the current one; return False when it is not there."""
        row = self.lines.row_of(key)
        if row < 0:
            return False
        index = self.lines.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def edit_title(self, key: str) -> None:
        """Begin to edit the title of an item."""
        if self.choose(key):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(self.currentIndex())

    def _name_presenter(self, index: QModelIndex) -> None:
        """Offer who may present an item by one click on « à désigner »."""
        line = self.lines.line(index)
        if index.column() != PRESENTER or not isinstance(line, WorkshopItem) or line.presenter:
            return
        if self.state() is not QAbstractItemView.State.EditingState:
            self.edit(index)
        field = self.indexWidget(index)
        choice = field.completer() if isinstance(field, QLineEdit) else None
        if isinstance(choice, PresenterChoice):
            choice.open_all()

    def choose_near(self, row: int) -> None:
        """Choose the item at a row, or the nearest before it, once another one has gone."""
        for at in range(min(row, self.lines.rowCount() - 1), -1, -1):
            if isinstance(self.lines.lines()[at], WorkshopItem):
                self.setCurrentIndex(self.lines.index(at, TITLE))
                return

    # -- dragging --------------------------------------------------------------------------------------------

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the current item."""
        del actions
        item = self.chosen_item()
        if item is not None:
            drag = QDrag(self)
            drag.setMimeData(mime(ITEM_MIME, item.id, item.minutes))
            drag.exec(Qt.DropAction.MoveAction)
            self._forget_target()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept what the workshop can take."""
        if _payload(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would land, its minutes already counted."""
        payload = _payload(event.mimeData())
        if payload is None:
            event.ignore()
            return
        self._aim(event.position().toPoint(), *payload)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the line away."""
        super().dragLeaveEvent(event)
        self._forget_target()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the act."""
        payload = _payload(event.mimeData())
        if payload is None:
            return
        kind, key, _ = payload
        self._aim(event.position().toPoint(), *payload)
        target = self._target
        self._forget_target()
        event.acceptProposedAction()
        if target is not None:
            told = self.item_dropped if kind == ITEM_MIME else self.entry_dropped
            told.emit(key, target[0], target[1])

    def target_at(self, point: QPoint) -> tuple[str, int, int] | None:
        """Return part id, position and the y of the line, for a point of the viewport."""
        row = self.rowAt(point.y())
        if row < 0:
            row = self.lines.rowCount() - 1
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        line = self.lines.lines()[row]
        if isinstance(line, WorkshopItem):
            part, at = self.lines.part_of(row)
            below = point.y() > top + height / 2
            return (part.id, at + below, top + height * below) if part else None
        if isinstance(line, WorkshopPart):
            return line.id, 0, top + height
        part, _ = self.lines.part_of(row)
        last = row > 0
        return (part.id, len(part.items) if last else 0, top if last else top + height) if part else None

    def _aim(self, point: QPoint, kind: str, key: str, minutes: int) -> None:
        self._target = self.target_at(point)
        counted: dict[str, int] = {}
        if self._target is not None:
            counted[self._target[0]] = minutes
        if kind == ITEM_MIME and (row := self.lines.row_of(key)) >= 0:
            part, _ = self.lines.part_of(row)
            if part:
                counted[part.id] = counted.get(part.id, 0) - minutes
        self.lines.preview(counted)
        self.viewport().update()

    def _forget_target(self) -> None:
        self._target = None
        self.lines.preview({})
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the table, then the line where the drop would land."""
        super().paintEvent(event)
        if self._target is not None:
            painter = QPainter(self.viewport())
            y = self._target[2]
            painter.fillRect(0, y - 1, self.viewport().width(), 2, self.theme.color("accent"))
            painter.end()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Step over the fixed rows, which cannot be chosen; begin at the first that can."""
        if not self.currentIndex().isValid():
            return self._first()
        index = super().moveCursor(action, modifiers)
        if self.lines.flags(index) & Qt.ItemFlag.ItemIsSelectable:
            return index
        return self.currentIndex()

    def _first(self) -> QModelIndex:
        lines = enumerate(self.lines.lines())
        row = next((at for at, line in lines if not isinstance(line, FixedRow)), -1)
        return self.lines.index(row, TITLE)


def mime(kind: str, key: str, minutes: int) -> QMimeData:
    """Return what is dragged."""
    data = QMimeData()
    data.setData(kind, f"{key} {minutes}".encode())
    return data


def _payload(data: QMimeData) -> tuple[str, str, int] | None:
    """Return the kind, the key and the minutes of what is dragged over us."""
    for kind in (ITEM_MIME, POOL_MIME):
        if data.hasFormat(kind):
            key, _, minutes = bytes(data.data(kind).data()).decode().rpartition(" ")
            return kind, key, int(minutes)
    return None
