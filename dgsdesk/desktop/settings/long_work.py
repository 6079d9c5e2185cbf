"""A long work beside the acts: what it does, how far it has come, and « Annuler »."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dgsdesk.application.pace import Pace
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.progress_line import ProgressLine
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import NBSP

R = TypeVar("R")

_WIDEST = 720


class LongWork(QWidget):
    """Hidden while nothing is under way; ``ended`` however it ended. One work at a time."""

    ended = Signal()
    _told = Signal(str, int)

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self._pace: Pace | None = None
        self._words = TextLabel(host.theme, "", "body", elide=True)
        self.line = ProgressLine(host.theme)
        self.cancel = Button(host.theme, self.tr("Annuler"), icon="x")
        self.cancel.clicked.connect(self._give_up)
        self._lay_out()
        self._told.connect(self._show)
        host.closing.connect(self._stop)
        self.hide()

    def _lay_out(self) -> None:
        space = self.host.theme.space("s")
        column = QVBoxLayout()
        column.setSpacing(self.host.theme.space("xs"))
        column.addWidget(self._words)
        column.addWidget(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, space, 0, space)
        row.setSpacing(2 * space)
        row.addLayout(column, 1)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        bound(self.host.theme, self, _WIDEST)

    @property
    def under_way(self) -> bool:
        """Say whether a work goes on."""
        return self._pace is not None

    def begin(
        self, prepare: Callable[..., Callable[[Pace], R]], *args: object, then: Callable[[R], None]
    ) -> None:
        """Ask the network for a work, carry it out aside and hand over what it gives; errors are told."""
        if self._pace is not None:
            return
        pace = self._pace = Pace(self._told.emit)
        self._show(self.tr("Préparation"), 0)
        self.cancel.setEnabled(True)
        self.show()

        def done(value: R) -> None:
            self._end()
            then(value)

        def work(made: Callable[[Pace], R]) -> None:
            self.host.make_document(lambda: made(pace), then=done, owner=self, failed=self._failed)

        self.host.ask(prepare, *args, then=work, owner=self, failed=self._failed)

    def _show(self, words: str, percent: int) -> None:
        said = f"{words}{NBSP}: {percent}{NBSP}%"
        self._words.show_text(said)
        self.line.show_share(percent / 100, late=False, sentence=said)

    def _give_up(self) -> None:
        self.cancel.setEnabled(False)
        self._stop()

    def _stop(self) -> None:
        if self._pace is not None:
            self._pace.stop()

    def _failed(self, error: KnownError) -> None:
        self._end()
        self.host.tell_error(error)

    def _end(self) -> None:
        self._pace = None
        self.hide()
        self.ended.emit()
