"""What is typed in a form that was not sent yet: on the disk within two seconds, offered at the next start.

Texts keep themselves by acts. A form (a subject with F8, the answer to an observation) waits for its button,
a line for Enter, a field of several lines for a pause: a kill would take their words. They lie in a small
file beside the network, its owner's alone, as long as they wait; nothing of them is in the network, its
backups or its journal.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.saved_fields import SavedLine, SavedText, text_in
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.shell.page import KEPT_UNSEEN, SECRET, Page
from dgsdesk.domain.wording import NBSP
from dgsdesk.whole_file import read_whole, write_whole

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.shell import Shell

PAUSE_MS = 1000
"""From the first letter that is not on the disk to its writing."""

_SHOWN = 160
_MOST = 1_000_000

Words = tuple[str, str]
"""The name of a field and what was typed in it."""


class UnsentWords(QObject):
    """Follows the fields that get the keyboard; ``database`` is the file of the network that is open."""

    def __init__(self, shell: Shell, database: Path) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        super().__init__(app)
        self._application = app
        self._shell = shell
        self._file = database.with_name(f".{database.name}.saisie")
        self._fields: list[QLineEdit | QPlainTextEdit] = []
        self._writer = ThreadPoolExecutor(1, "unsent")
        self._left = self._read()
        self._written = self._left
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._keep)
        self._hub = shell.host.hub
        self._hub.words_left.connect(self._take)
        app.focusChanged.connect(self._follow)
        app.aboutToQuit.connect(self.end)
        self._follow(None, app.focusWidget())
        self._offer()

    # -- what is typed ---------------------------------------------------------------------------------------

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not isinstance(now, QLineEdit | QPlainTextEdit) or any(now is field for field in self._fields):
            return
        hides = isinstance(now, QLineEdit) and now.echoMode() != QLineEdit.EchoMode.Normal
        if hides or now.property(SECRET) or isinstance(now, SearchField) or now.isReadOnly():
            return
        self._fields.append(now)
        now.textChanged.connect(self._changed)

    def _changed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> None:
        """Write what stands in forms now, in a thread of its own: the disk may be slow."""
        self._fields = [field for field in self._fields if isValid(field)]
        words = (*self._left, *(words for field in self._fields if (words := _unsent(field))))
        if words != self._written:
            self._written = words
            self._writer.submit(partial(self._write, words))

    def _write(self, words: tuple[Words, ...]) -> None:
        with suppress(OSError):  # a disk that takes nothing is told by the acts themselves
            if words:
                write_whole(self._file, json.dumps(words, ensure_ascii=False).encode())
            else:
                self._file.unlink(missing_ok=True)

    def _take(self, words: Sequence[Words]) -> None:
        """Keep and offer what was typed for a thing that is gone."""
        self._left = (*self._left, *(one for one in words if one not in self._left))
        self._keep()
        self._offer(gone=True)

    def end(self) -> None:
        """Keep what stands in forms that were not sent when the last window closes."""
        self._keep()
        if isValid(self._hub):
            self._hub.words_left.disconnect(self._take)
        self._application.focusChanged.disconnect(self._follow)
        for field in self._fields:
            field.textChanged.disconnect(self._changed)
        self._fields = []
        self._timer.stop()
        self._writer.shutdown()

    # -- what was left ---------------------------------------------------------------------------------------

    def _read(self) -> tuple[Words, ...]:
        """Return what the last time left; a file that rotted or was forged says nothing."""
        try:
            content = read_whole(self._file)
            found = json.loads(content) if len(content) <= _MOST else []
            return tuple((str(name), str(text)) for name, text in found)
        except (OSError, ValueError, TypeError, RecursionError):
            return ()

    def _offer(self, *, copied: bool = False, gone: bool = False) -> None:
        if not self._left:
            return
        what = self.tr("Ces mots avaient été écrits sans être enregistrés.")
        if gone:
            what = self.tr("Ces mots n’ont pas été enregistrés, et leur place n’est plus là.")
        name, text = self._left[-1 if gone else 0]
        said = " ".join(text.split())
        shown = said if len(said) <= _SHOWN else said[:_SHOWN].rstrip() + "…"
        more = self.tr(" (et d’autres)") if len(self._left) > 1 else ""
        self._show(
            Message(
                what,
                f"{name}{NBSP}: «{NBSP}{shown}{NBSP}»{more}.",
                self.tr("Ils sont copiés : il reste à les coller où ils doivent aller (Ctrl+V).")
                if copied
                else self.tr("Copiez-les pour les coller où ils doivent aller (Ctrl+V)."),
                "info",
                self.tr("Copier ces mots"),
                self._copy,
                other=self.tr("Ne plus les garder"),
                other_act=self._forget,
            )
        )

    def _copy(self) -> None:
        """Give all of them to the clipboard; they stay on the disk until they are given up."""
        several = len(self._left) > 1
        texts = (f"{name}{NBSP}:\n{text}" if several else text for name, text in self._left)
        QGuiApplication.clipboard().setText("\n\n".join(texts))
        self._offer(copied=True)

    def _forget(self) -> None:
        self._left = ()
        self._keep()
        self._show(None)

    def _show(self, message: Message | None) -> None:
        """Say it in the window in front."""
        (self._shell.windows.every() or [self._shell])[-1].window.show_message(message)


def _unsent(field: QLineEdit | QPlainTextEdit) -> Words | None:
    """Return the words that somebody typed in a field whose form still stands; None when there are none."""
    if isinstance(field, SavedLine | SavedText):
        text, typed = field.text(), not field.is_kept()
    elif isinstance(field, QLineEdit):
        text, typed = field.text(), field.isModified()
    else:
        text, typed = text_in(field), field.document().isModified()
    name = field.accessibleName() or field.placeholderText()
    return (name, text) if typed and text.strip() and _stands(field) else None


def _stands(field: QWidget) -> bool:
    """Say whether the form of a field is open, on whatever page or step it is."""
    part: QWidget | None = field
    while part is not None and not part.isWindow() and not isinstance(part, Page):
        if part.property(KEPT_UNSEEN):
            return True
        if part.isHidden():
            return False
        part = part.parentWidget()
    return True
