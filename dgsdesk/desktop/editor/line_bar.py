"""A bar of one or two fields under the toolbar: the address of a link, what a picture shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme


class LineBar(Panel):
    """Ask for a line or two without hiding the text; Enter takes them, Esc goes back to it."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt", "b")
        self._take: Callable[[list[str]], str] = lambda _: ""
        self._remove: Callable[[], None] = self.close_bar
        self.fields = [QLineEdit(), QLineEdit()]
        self._labels = [TextLabel(theme, "", "small", "text_soft") for _ in self.fields]
        self.trouble = TextLabel(theme, "", "small", "bad", wrap=True)
        self.ok = Button(theme, self.tr("Garder"))
        self.remove = Button(theme, "", kind=ButtonKind.LINK)
        self._cancel = Button(theme, self.tr("Annuler"), kind=ButtonKind.LINK)
        line = QHBoxLayout()
        line.setSpacing(theme.space("s"))
        for label, field in zip(self._labels, self.fields, strict=True):
            line.addWidget(label)
            line.addWidget(field, 1)
            field.returnPressed.connect(self._accept)
        for button in (self.ok, self.remove, self._cancel):
            line.addWidget(button)
        column = QVBoxLayout(self)
        side = theme.space("xl")
        column.setContentsMargins(side, theme.space("xs"), side, theme.space("xs"))
        column.addLayout(line)
        column.addWidget(self.trouble)
        self.ok.clicked.connect(self._accept)
        self._cancel.clicked.connect(self.close_bar)
        self.remove.clicked.connect(self._take_away)
        self.hide()

    def ask(
        self,
        names: Sequence[tuple[str, str]],
        take: Callable[[list[str]], str],
        *,
        remove: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Ask for what ``names`` says, each with its present value.

        ``take(values)`` returns what is wrong, or nothing once it is done.
        """
        self._take = take
        for rank, (label, field) in enumerate(zip(self._labels, self.fields, strict=True)):
            there = rank < len(names)
            label.setVisible(there)
            field.setVisible(there)
            if there:
                label.show_text(names[rank][0])
                field.setAccessibleName(names[rank][0])
                field.setText(names[rank][1])
        self._offer_removal(remove)
        self.trouble.hide()
        self.show()
        wanted = next((f for f in self.fields if not f.isHidden() and not f.text()), self.fields[0])
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        wanted.selectAll()

    def _offer_removal(self, remove: tuple[str, Callable[[], None]] | None) -> None:
        self.remove.setVisible(remove is not None)
        if remove is not None:
            words, self._remove = remove
            self.remove.setText(words)

    def _take_away(self) -> None:
        self._remove()
        self.close_bar()

    def _accept(self) -> None:
        wrong = self._take([field.text().strip() for field in self.fields if not field.isHidden()])
        self.trouble.show_text(wrong)
        self.trouble.setVisible(bool(wrong))
        if not wrong:
            self.close_bar()

    def close_bar(self) -> None:
        """Put the bar away; the keyboard is given back first, or it would wander to another text."""
        self.closed.emit()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the text with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)


def stacked(*bars: QWidget) -> QWidget:
    """Return the bars one below the other; hidden ones take no room."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for bar in bars:
        column.addWidget(bar)
    return holder
