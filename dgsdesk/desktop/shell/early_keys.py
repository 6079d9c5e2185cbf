"""Keys that come before the first page stands: kept in their order, and given to what they were meant for."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from dgsdesk.desktop.components.keyboard import HELD_KEYS

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.main_window import MainWindow
    from dgsdesk.desktop.shell.shell import Shell

_KEY = Qt.Key
_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALONE = frozenset({"shell.quit", "shell.close_window"})
_AT_ONCE = frozenset({"shell.larger", "shell.smaller", "shell.fold_rail"})
PATIENCE_MS = 15_000
"""How long a page may take to read what it shows before the keys go their own way all the same."""

_MOVES = frozenset(
    {
        _KEY.Key_Escape,
        _KEY.Key_Tab,
        _KEY.Key_Backtab,
        _KEY.Key_Up,
        _KEY.Key_Down,
        _KEY.Key_Left,
        _KEY.Key_Right,
        _KEY.Key_Home,
        _KEY.Key_End,
        _KEY.Key_PageUp,
        _KEY.Key_PageDown,
    }
)
"""Keys that change nothing wherever they arrive."""

_MARKS: dict[int, str] = {
    _KEY.Key_Dead_Grave: "\u0300",
    _KEY.Key_Dead_Acute: "\u0301",
    _KEY.Key_Dead_Circumflex: "\u0302",
    _KEY.Key_Dead_Tilde: "\u0303",
    _KEY.Key_Dead_Diaeresis: "\u0308",
}
"""Dead keys and the accent that they put over the next letter: nobody composes what no field waits for."""


@dataclass(frozen=True)
class _Pressed:
    """A key as it was pressed."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str

    @classmethod
    def of(cls, event: QKeyEvent) -> _Pressed:
        return cls(int(event.key()), event.modifiers(), event.text())

    def event(self, kind: QEvent.Type) -> QKeyEvent:
        return QKeyEvent(kind, self.key, self.modifiers, self.text)

    def sequences(self) -> list[QKeySequence]:
        """Return the key as acts name it: with Shift, and without where Shift only makes the sign."""
        held = [self.modifiers]
        if self.modifiers & _SHIFT and not self.text.isalpha():
            held.append(self.modifiers & ~_SHIFT)
        return [QKeySequence(QKeyCombination.fromCombined(one.value | self.key)) for one in held]


class EarlyKeys(QObject):
    """Holds back what is typed into a window until its first page has read what it shows.

    Then an act is done by its key, and words go where the keyboard is; what it opens is read before the next
    key comes. Words and keys that act go to nothing that nobody chose: without a field that waits for them
    they are given up, and so is what was typed before a click. That is said.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("early keys")
        self._window = window
        self._shell: Shell | None = None
        self._kept: deque[_Pressed] = deque()
        self._mark = ""
        self._chosen = False
        self._given_up = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        self._handle: QWindow | None = window.windowHandle()
        if self._handle is not None:
            self._handle.installEventFilter(self)

    def serve(self, shell: Shell) -> None:
        """Know the shell that the keys are for."""
        once = Qt.ConnectionType.SingleShotConnection
        self._shell = shell
        shell.page_shown.connect(lambda _: QTimer.singleShot(0, self, self._wait), once)
        shell.networks.refused.connect(self._end)

    @property
    def is_done(self) -> bool:
        """Say whether keys go their own way again."""
        return self._handle is None

    # -- keeping -------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a key, unless it is for what stands already."""
        del watched
        if event.type() is QEvent.Type.MouseButtonPress and self._kept:
            self._kept.clear()  # it was typed for what stood, or was to stand, before the click
            self._given_up = True
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent) or self._is_for_now(event):
            return False
        event.accept()  # else Qt would look for an act of this key
        if event.type() is QEvent.Type.KeyPress:
            self._keep(event)
        return True

    def _keep(self, event: QKeyEvent) -> None:
        pressed, mark = _Pressed.of(event), _MARKS.get(int(event.key()), "")
        if not mark:
            composed = normalize("NFC", pressed.text + self._mark) if pressed.text.isalpha() else pressed.text
            self._kept.append(replace(pressed, text=composed))
        self._mark = mark

    def _is_for_now(self, event: QKeyEvent) -> bool:
        """Say whether a key is held for another, for a menu, or for what needs no network."""
        if event.key() in HELD_KEYS or QApplication.activePopupWidget() is not None:
            return True
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            return True
        act = self._act_of(_Pressed.of(event))
        if self._kept:
            return act in _ALONE
        goes = act.startswith("go.")
        self._chosen = self._chosen or goes
        return goes or act in _ALONE or act in _AT_ONCE

    def _act_of(self, pressed: _Pressed) -> str:
        """Return the act that a key means on the page in front; empty for none."""
        if self._shell is None:
            return ""
        found = (self._shell.actions.meant_by(one) for one in pressed.sequences())
        return next(filter(None, found), "")

    # -- giving --------------------------------------------------------------------------------------------

    def _wait(self) -> None:
        """Go on once the page in front has read what it shows."""
        shell = self._shell
        if shell is None or shell.closed:
            self._end()
            return
        if self._kept:
            shell.have_page()  # a click alone lets it come piece by piece
        page = shell.page(shell.current_page) if shell.current_page else None
        if page is not None and shell.host.is_open:
            self._patience.start()  # what fails while it is read never says that it was
            page.when_read(self._give)
        else:
            self._give()

    def _give(self) -> None:
        while self._kept:
            pressed = self._kept.popleft()
            if self._send(pressed):
                self._wait()
                return
        self._end()

    def _send(self, pressed: _Pressed) -> bool:
        """Hand a key over as Qt does; tell whether it was that of an act."""
        at = QApplication.focusWidget() or self._window
        override = pressed.event(QEvent.Type.ShortcutOverride)
        override.ignore()
        QApplication.sendEvent(at, override)
        act = "" if override.isAccepted() else self._act_of(pressed)
        if act and self._shell is not None:
            self._chosen = True
            self._shell.actions.trigger(act)
            return True
        moves = pressed.key in _MOVES
        taken = moves
        if moves or self._chosen or _takes_words(at):
            press = pressed.event(QEvent.Type.KeyPress)
            QApplication.sendEvent(at, press)
            QApplication.sendEvent(at, pressed.event(QEvent.Type.KeyRelease))
            taken = moves or press.isAccepted()
        self._given_up = self._given_up or not taken
        return False

    def _give_up(self) -> None:
        """Take no more keys for a page that does not come: nobody must sit before a dead keyboard."""
        self._given_up = self._given_up or bool(self._kept)
        self._end()

    def _end(self) -> None:
        """Leave the keys to Qt."""
        self._patience.stop()
        self._kept.clear()
        if self._handle is not None:
            self._handle.removeEventFilter(self)
            self._handle = None
        if self._given_up and self._shell is not None and self._shell.host.is_open:
            from dgsdesk.desktop.components.messages import Message

            said = self.tr("Ce qui a été tapé pendant l’ouverture n’est allé nulle part.")
            remedy = self.tr("Tapez-le à nouveau, là où il doit aller.")
            self._shell.host.tell(Message(said, remedy=remedy, tone="info", passing=True))
        self._given_up = False


def _takes_words(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox)
