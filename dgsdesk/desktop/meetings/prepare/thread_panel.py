"""« Ce que nous avions dit »: what earlier meetings made of a subject, ready to be inserted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from dgsdesk.application.subjects.thread import SubjectThread, ThreadStep
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import closable_head
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.audience import AUDIENCE_WORDS
from dgsdesk.domain.wording import NBSP, capitalised


class ThreadPanel(Panel):
    """``insert_wanted(text)`` asks to print the recall under the item; ``closed`` to go back."""

    insert_wanted = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt")
        self._recall = ""
        self.title = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.insert = Button(theme, self.tr("Rappeler sous le point"), icon="act.add")
        self.insert.setToolTip(self.tr("Imprimer la dernière décision et ce qui reste à faire sous ce point"))
        self.insert.clicked.connect(lambda: self.insert_wanted.emit(self._recall))
        self._close = Button(theme, self.tr("Fermer"), kind=ButtonKind.LINK, flush=True)
        self._close.clicked.connect(self.closed.emit)
        self._body = QScrollArea()
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._body.setWidgetResizable(True)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setAccessibleName(self.tr("Ce que nous avions dit"))
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(14, 8, 14, 10)
        buttons.addWidget(self.insert)
        buttons.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(14, 8, 14, 8)
        head.setSpacing(4)
        title = TextLabel(self.theme, self.tr("Ce que nous avions dit"), "section")
        head.addLayout(closable_head(title, self._close))
        head.addWidget(self.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._body, 1)
        layout.addLayout(buttons)

    def show_thread(self, thread: SubjectThread, *, editable: bool) -> None:
        """Show the meetings, the newest first."""
        self._recall = thread.recall
        self.title.show_text(thread.title)
        self.insert.setEnabled(editable and bool(self._recall))
        page = Panel(self.theme, "surface_alt")
        column = QVBoxLayout(page)
        column.setContentsMargins(14, 0, 14, 8)
        column.setSpacing(4)
        if thread.steps and not self._recall:
            why = self.tr("Réservé à d’autres lecteurs que ceux du point : rien ne peut s’imprimer dessous.")
            column.addWidget(TextLabel(self.theme, why, "small", "warn", wrap=True))
        if not thread.steps:
            words = self.tr("Aucune réunion n’a encore abordé ce sujet.")
            column.addWidget(TextLabel(self.theme, words, "body", "text_soft", wrap=True))
        for step in thread.steps:
            self._add_step(column, step)
        column.addStretch(1)
        self._body.setWidget(page)

    def _add_step(self, column: QVBoxLayout, step: ThreadStep) -> None:
        level = f" ({AUDIENCE_WORDS[step.audience]})" if step.audience else ""
        head = TextLabel(self.theme, f"{capitalised(step.where)}{level}", "body", bold=True, wrap=True)
        column.addWidget(head)
        for said in self._lines(step):
            column.addWidget(TextLabel(self.theme, said, "small", "text", wrap=True))
        column.addSpacing(10)

    def _lines(self, step: ThreadStep) -> list[str]:
        lines = [f"{self.tr('Décidé')}{NBSP}: {one.text}" for one in step.decisions]
        lines += [f"{self.tr('Encore à faire')}{NBSP}: {one.words}" for one in step.actions]
        if step.said:
            lines.append(step.said)
        if not lines:
            lines.append(self.tr("Abordé, sans texte.") if step.discussed else self.tr("Non abordé."))
        return lines

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Give the keyboard to what can be done, else to the text."""
        (self.insert if self.insert.isEnabled() else self._close).setFocus(Qt.FocusReason.OtherFocusReason)
