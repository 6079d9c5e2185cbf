"""The frame shown while files are dragged over the window; nothing changes before « Ranger »."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.paint import box
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import capitalised


def dropped_files(data: QMimeData) -> list[str]:
    """Return the paths of the local files that are dragged."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


class DropFrame(QWidget):
    """The dashed frame: how many files, and what was recognised."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._title = TextLabel(theme, "", "body", "on_selected", bold=True, wrap=True)
        self._detail = TextLabel(theme, "", "small", "on_selected", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(IconView(theme, "nav.arrivals", "on_selected", "empty"))
        layout.addLayout(words, 1)
        theme.changed.connect(self.update)

    def say(self, title: str, detail: str) -> None:
        """Say what letting go will do (« Lâchez pour examiner 3 fichiers »)."""
        self._title.show_text(title)
        self._detail.show_text(detail)
        self.setAccessibleName(f"{title}. {detail}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and dashes."""
        del event
        painter = QPainter(self)
        rect, theme = QRectF(self.rect()), self.theme
        radius = theme.tokens.radius["popup"]
        box(painter, rect, radius, theme.color("selected"), theme.color("selected_bar"), 2, dashed=True)
        painter.end()


def _kinds(files: Sequence[str]) -> str:
    """Name what files seem to be by their endings: « Word, agenda, dossier DGS Desk »; empty for none."""
    known = {
        (".docx", ".doc", ".odt"): "Word",
        (".ics",): "agenda",
        (".eml", ".msg"): "courriel",
        (".dgsdesk",): "dossier DGS Desk",
        (".csv", ".xlsx"): "liste",
        (".vcf",): "carte de visite",
        (".pdf",): "PDF",
        (".zip",): "archive",
    }
    said = [words for ends, words in known.items() if any(one.lower().endswith(ends) for one in files)]
    return capitalised(", ".join(said))


def examined(files: Sequence[str]) -> tuple[str, str]:
    """Say what letting go will do: the files are looked at, nothing more."""
    tr = QCoreApplication.translate
    one = tr("DropTarget", "Lâchez pour examiner le fichier")
    many = tr("DropTarget", "Lâchez pour examiner {} fichiers").format(len(files))
    nothing = tr("DropTarget", "Rien n’est changé avant votre accord.")
    kinds = _kinds(files)
    return one if len(files) == 1 else many, f"{kinds}. {nothing}" if kinds else nothing


class DropTarget(QObject):
    """Makes a widget take files: the frame shows while they hover; ``dropped(paths)`` when let go."""

    dropped = Signal(list)

    def __init__(
        self,
        theme: Theme,
        widget: QWidget,
        describe: Callable[[Sequence[str]], tuple[str, str]] | None = None,
        takes: Callable[[Sequence[str]], bool] | None = None,
        *,
        framed: bool = True,
    ) -> None:
        """``describe`` gives title and detail for dragged files, when a page can say more.

        ``takes`` tells whether the widget wants these files; the others go to those around it. Where on the
        widget they were let go last stands in ``at``. One that says itself where they go is not ``framed``.
        """
        super().__init__(widget)
        self._widget = widget
        self._describe = describe or examined
        self._takes = takes or bool
        self._framed = framed
        self._frame = DropFrame(theme, widget)
        self._frame.hide()
        self.at = QPoint()
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is dragged over the widget."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._let_go(event)
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if isinstance(event, QDragMoveEvent):  # a list would refuse what it does not know itself
            return self._moves(event)
        if isinstance(event, QDragLeaveEvent):
            self._frame.hide()
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> bool:
        files = self._files(event)
        if not files:
            return False
        event.acceptProposedAction()
        self._frame.say(*self._describe(files))
        room = self._widget.rect().adjusted(20, 20, -20, -20)
        room.setHeight(min(room.height(), self._frame.sizeHint().height() + 32))
        self._frame.setGeometry(room)
        self._frame.setVisible(self._framed)
        self._frame.raise_()
        return True

    def _moves(self, event: QDragMoveEvent) -> bool:
        if not self._files(event):
            return False
        event.acceptProposedAction()
        return True

    def _files(self, event: QDropEvent) -> list[str]:
        """Return the files that the widget takes: none of those that are dragged out of it."""
        source, files = event.source(), dropped_files(event.mimeData())
        if isinstance(source, QWidget) and (source is self._widget or self._widget.isAncestorOf(source)):
            return []
        return files if files and self._takes(files) else []

    def _let_go(self, event: QDropEvent) -> bool:
        self._frame.hide()
        files = self._files(event)
        if not files:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.at = event.position().toPoint()
        self.dropped.emit(files)
        return True


class DropZone(QWidget):
    """A widget that takes files over its content: ``dropped(paths)`` when let go."""

    dropped = Signal(list)

    def __init__(self, theme: Theme, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(content)
        DropTarget(theme, self, self.describe).dropped.connect(self.dropped)

    def describe(self, files: Sequence[str]) -> tuple[str, str]:
        """Return title and detail for dragged files; a page may say more."""
        return examined(files)
