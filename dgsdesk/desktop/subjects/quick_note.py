"""The quick note: F8 from any page, a title, who raised it, Enter; the keyboard goes back where it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.application.subjects.page import OrganisationChoice, raisers
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import KEPT_UNSEEN

_WIDTH = 560
_TOP = 8


class QuickNote(Panel):
    """A panel that floats over the page, under the menus."""

    def __init__(self, host: PageHost, over: QWidget) -> None:
        super().__init__(host.theme, "raised", parent=over)
        self.host = host
        self._over = over
        self._before: QWidget | None = None
        self.setProperty(KEPT_UNSEEN, True)
        self._title = QLineEdit()
        self._title.setAccessibleName(self.tr("Sujet à noter"))
        self._title.setPlaceholderText(self.tr("Le sujet, en quelques mots"))
        self._who = QComboBox()
        self._who.setAccessibleName(self.tr("Soulevé par"))
        self._note = Button(self.theme, self.tr("Noter"), icon="act.note_subject", key="Entrée")
        self._note.clicked.connect(self._keep)
        self._title.textChanged.connect(lambda text: self._note.setEnabled(bool(text.strip())))
        self._lay_out()
        over.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(TextLabel(self.theme, self.tr("Soulevé par"), "small", "text_soft"))
        second.addWidget(self._who, 1)
        second.addWidget(self._note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(TextLabel(self.theme, self.tr("Noter un sujet"), "section"))
        layout.addWidget(self._title)
        layout.addLayout(second)
        self.setAccessibleName(self.tr("Noter un sujet"))

    # -- opening and closing ---------------------------------------------------------------------------------

    def open(self) -> None:
        """Open over the page; a second F8 closes again."""
        if self.isVisible():
            self.close_note()
            return
        self._before = QApplication.focusWidget()
        self.host.ask(raisers, then=self._offer, owner=self, replaces="raisers")
        self._title.selectAll()  # what was typed and not noted is still there: typing replaces it
        self._note.setEnabled(bool(self._title.text().strip()))
        self._place()
        self.show()
        self.raise_()
        self._title.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_note(self) -> None:
        """Close and give the keyboard back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
            self._before = None

    def _offer(self, choices: Sequence[OrganisationChoice]) -> None:
        kept = self._who.currentData()
        self._who.clear()
        self._who.addItem(self.tr("non précisé"), "")
        for choice in choices:
            self._who.addItem(choice.name, choice.id)
        self._who.setCurrentIndex(max(0, self._who.findData(kept)))

    def _place(self) -> None:
        width = min(self.theme.wide(_WIDTH), self._over.width() - 40)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._over.width() - width) // 2, _TOP)

    # -- acts ------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        title = self._title.text().strip()
        if title and not self.isHidden():  # it is hidden while one is on its way, which is not noted twice
            command = NoteSubject(title, self._who.currentData() or None)
            self.host.run(command, then=lambda _: self._title.clear(), owner=self)
            self.close_note()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Enter notes, in the line too, which lets the key through to here."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_note()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle when the window changes its size."""
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame of what floats."""
        del event
        painter = QPainter(self)
        painter.setPen(self.theme.color("line_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def quick_note(host: PageHost) -> QuickNote:
    """Return the window's one note, made when it is first opened."""
    window = host.actions.parent()
    body = window.centralWidget() if isinstance(window, QMainWindow) else None
    assert body is not None, "the acts belong to the window"
    return body.findChild(QuickNote) or QuickNote(host, body)
