"""The pages of a paper, small, in a list beside it."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dgsdesk.application.ports.press import PrintedPages
from dgsdesk.desktop.components.paint import CENTER, box, take_ground, write
from dgsdesk.desktop.preview.pictures import PagePictures, paper
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.theme.theme import Theme

_WIDTH = 108
"""Pixels of a small page at 100 % of text."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class _Numbers(QAbstractListModel):
    """As many rows as there are pages, named « Page 3 »."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: PrintedPages | None = None

    def take(self, pages: PrintedPages | None) -> None:
        self.beginResetModel()
        self.pages = pages
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() or self.pages is None else len(self.pages.sizes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("Page {}").format(index.row() + 1)
        return None


class _Small(QStyledItemDelegate):
    """Paints a small page and its number."""

    def __init__(self, theme: Theme, pictures: PagePictures, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option
        height = self._sheet(index).height() + round(self._theme.line("small")) + 3 * self._theme.space("s")
        return QSize(self._theme.wide(_WIDTH) + 2 * self._theme.space("m"), height)

    def _sheet(self, index: _Index) -> QSize:
        model = index.model()
        assert isinstance(model, _Numbers)
        assert model.pages is not None
        size = model.pages.sizes[index.row()]
        most = self._theme.wide(_WIDTH)
        return QSize(round(size.width), round(size.height)).scaled(
            most, round(most * 1.5), Qt.AspectRatioMode.KeepAspectRatio
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, chosen = self._theme, bool(option.state & QStyle.StateFlag.State_Selected)
        whole: QRect = option.rect
        sheet, gap = self._sheet(index), theme.space("s")
        if chosen:
            box(painter, QRectF(whole), theme.tokens.radius["button"], theme.color("selected"), None)
        place = QRect(
            whole.center().x() - sheet.width() // 2, whole.top() + gap, sheet.width(), sheet.height()
        )
        painter.fillRect(place, paper())
        image = self._pictures.picture(index.row(), round(sheet.width() * self._list.devicePixelRatioF()))
        if image is not None:
            painter.drawImage(place, image)
        line = theme.color("accent" if chosen else "line_strong")
        box(painter, QRectF(place), 0, None, line, 2 if chosen else 1)
        below = QRectF(whole.left(), place.bottom() + gap, whole.width(), theme.line("small"))
        ink = theme.color("on_selected" if chosen else "text_soft")
        write(painter, below, str(index.row() + 1), theme.font("small", bold=chosen), ink, CENTER)


class Thumbnails(QListView):
    """``chosen(page)`` when another page is chosen by hand (from 0); ``dragged()`` when one is pulled."""

    chosen = Signal(int)
    dragged = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.theme = host.theme
        self._pictures = PagePictures(host, self)
        self._pictures.arrived.connect(lambda _: self.viewport().update())
        self._from: QPoint | None = None
        self._numbers = _Numbers(self)
        self.setModel(self._numbers)
        self.setItemDelegate(_Small(self.theme, self._pictures, self))
        self.setAccessibleName(self.tr("Pages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._say_sight)
        self.selectionModel().currentChanged.connect(self._tell)
        self.theme.changed.connect(self._restyle)
        self._restyle()

    def show_pages(self, pages: PrintedPages | None) -> None:
        """Show the pages of a PDF, or none."""
        self._pictures.take(pages)
        self._numbers.take(pages)
        self._say_sight()

    def show_page(self, page: int) -> None:
        """Choose the page in front, without telling anybody."""
        self._say_sight()
        model = self.selectionModel()
        model.blockSignals(True)
        index = self._numbers.index(page, 0)
        self.setCurrentIndex(index)
        model.blockSignals(False)
        self.scrollTo(index)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the button went down."""
        self._from = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell that the paper is pulled away, once."""
        start = self._from
        if start is not None and event.buttons() & Qt.MouseButton.LeftButton:
            moved = (event.position().toPoint() - start).manhattanLength()
            if moved >= QApplication.startDragDistance():
                self._from = None
                self.dragged.emit()
            return
        super().mouseMoveEvent(event)

    def _say_sight(self) -> None:
        """Say which pages are in sight, with one on either side."""
        top, bottom = self.indexAt(self.viewport().rect().topLeft()), self.viewport().rect().bottomLeft()
        first = max(top.row(), 0)
        below = self.indexAt(bottom)
        last = below.row() if below.isValid() else first + 12
        self._pictures.want(frozenset(range(first - 1, last + 2)))

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())

    def _restyle(self) -> None:
        take_ground(self, self.theme, "surface_alt")
        self.setFixedWidth(
            self.theme.wide(_WIDTH) + 2 * self.theme.space("m") + self.theme.size("scrollbar") + 4
        )
        self.doItemsLayout()
