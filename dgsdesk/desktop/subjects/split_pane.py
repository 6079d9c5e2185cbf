"""A theme that holds two: name the second, tick the communes that go along."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout

from dgsdesk.application.subjects.acts import SplitTheme
from dgsdesk.application.subjects.page import SubjectLine
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.check_grid import CheckGrid, Tick
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme

_WIDEST = 720


class SplitPane(Panel):
    """``wanted(command)`` asks to split; ``closed`` to go back."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self._theme_line: SubjectLine | None = None
        self._ticked: list[str] = []
        self._header = PageHeader(theme)
        self.title = QLineEdit()
        self.title.setAccessibleName(self.tr("Titre du second thème"))
        self.question = QLineEdit()
        self.question.setAccessibleName(self.tr("Question posée au groupe"))
        self.grid = CheckGrid(theme, self.tr("Communes qui portent le second thème"), cell=206, low=True)
        self.keep = QCheckBox(self.tr("Elles portent encore le premier thème"))
        self.split = Button(theme, self.tr("Séparer"), kind=ButtonKind.FILLED, icon="kind.shared")
        self._close = Button(theme, self.tr("Renoncer"), kind=ButtonKind.LINK)
        self._lay_out()
        theme.changed.connect(self._measure)
        self._measure()
        self.title.textChanged.connect(lambda text: self.split.setEnabled(bool(text.strip())))
        self.title.returnPressed.connect(self._split)
        self.grid.ticked.connect(self._tick)
        self.split.clicked.connect(self._split)
        self._close.clicked.connect(self.closed.emit)

    def _lay_out(self) -> None:
        body = QVBoxLayout()
        body.setContentsMargins(20, 10, 20, 12)
        body.setSpacing(8)
        for label, field in (
            (self.tr("Titre du second thème"), self.title),
            (self.tr("Question posée au groupe"), self.question),
        ):
            said = TextLabel(self.theme, label, "small", "text_soft", bold=True)
            said.setBuddy(field)
            body.addWidget(said)
            body.addWidget(field)
            bound(self.theme, field, _WIDEST)
        words = self.tr("Communes qui portent le second thème")
        body.addWidget(TextLabel(self.theme, words, "small", "text_soft", bold=True))
        body.addWidget(self.grid, 1)
        body.addWidget(self.keep)
        buttons = ButtonRow(self.split, self._close)
        buttons.stretch()
        body.addWidget(buttons)
        body.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addLayout(body, 1)

    def _measure(self) -> None:
        for field in (self.title, self.question):
            field.setMinimumHeight(self.theme.height("field", "body"))

    def begin(self, line: SubjectLine) -> None:
        """Offer to split a theme."""
        self._theme_line, self._ticked = line, []
        title = self.tr("Séparer «\u00a0%1\u00a0»").replace("%1", line.title)
        self._header.show_title(title, self.tr("Le premier thème garde son titre et son histoire."))
        self.title.clear()
        self.question.clear()
        self.keep.setChecked(False)
        self.split.setEnabled(False)
        self._show()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        voices = [voice for voice in self._theme_line.voices if voice.supports] if self._theme_line else []
        self.grid.show_ticks(
            [Tick(v.organisation_id, v.commune, v.organisation_id in self._ticked) for v in voices]
        )

    def _tick(self, key: str, on: bool) -> None:
        self._ticked = [*self._ticked, key] if on else [one for one in self._ticked if one != key]
        self._show()

    def _split(self) -> None:
        title = self.title.text().strip()
        if title and self._theme_line is not None:
            self.wanted.emit(
                SplitTheme(
                    self._theme_line.id,
                    title,
                    self.question.text(),
                    tuple(self._ticked),
                    self.keep.isChecked(),
                )
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
