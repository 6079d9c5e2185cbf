"""Find and replace in a bar under the toolbar: what is found is marked in the text, and counted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dgsdesk.desktop.components.bounds import bound, sized
from dgsdesk.desktop.components.buttons import Button, IconButton
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.finding import Search
from dgsdesk.domain.wording import plural


class FindBar(Panel):
    """``searched`` comes when what is looked for changes, ``stepped(1 or -1)`` to go on, ``closed``: Esc."""

    searched = Signal()
    stepped = Signal(int)
    replaced_one = Signal()
    replaced_all = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt", "b")
        self.field = SearchField(theme, self.tr("Rechercher"))
        self.by = QLineEdit()
        self.by.setPlaceholderText(self.tr("Remplacer par"))
        self.by.setAccessibleName(self.tr("Remplacer par"))
        self.count = TextLabel(theme, "", "small", "text_soft")
        self.previous = IconButton(theme, "arrow-up", self.tr("Résultat précédent"), key="Maj+F3")
        self.next = IconButton(theme, "arrow-down", self.tr("Résultat suivant"), key="F3")
        self.one = Button(theme, self.tr("Remplacer"))
        self.all = Button(theme, self.tr("Tout remplacer"))
        self.exact = QCheckBox(self.tr("Accents et majuscules exacts"))
        self.whole = QCheckBox(self.tr("Mots entiers"))
        self.everywhere = QCheckBox(self.tr("Tous les points"))
        self.everywhere.setChecked(True)
        self._close = IconButton(theme, "x", self.tr("Fermer la recherche"), key="Échap")
        self._replacing = QWidget()
        self._lay_out(theme)
        self._connect()
        self.hide()

    def _lay_out(self, theme: Theme) -> None:
        for field in (self.field, self.by):
            sized(theme, field.setMinimumWidth, 220)
            bound(theme, field, 340)
        sized(theme, self.count.setMinimumWidth, 96)
        line = QHBoxLayout()
        line.setSpacing(theme.space("s"))
        for part in (self.field, self.count, self.previous, self.next):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self._close)
        second = QHBoxLayout(self._replacing)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(theme.space("s"))
        for replacing in (self.by, self.one, self.all):
            second.addWidget(replacing)
        second.addStretch(1)
        options = QHBoxLayout()
        options.setSpacing(theme.space("l"))
        for box in (self.everywhere, self.exact, self.whole):
            options.addWidget(box)
        options.addStretch(1)
        column = QVBoxLayout(self)
        side = theme.space("xl")
        column.setContentsMargins(side, theme.space("xs"), side, theme.space("xs"))
        column.setSpacing(theme.space("xs"))
        column.addLayout(line)
        column.addWidget(self._replacing)
        column.addLayout(options)

    def _connect(self) -> None:
        self.field.searched.connect(lambda _: self.searched.emit())
        for box in (self.everywhere, self.exact, self.whole):
            box.toggled.connect(lambda _: self.searched.emit())
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.one.clicked.connect(lambda: self.replaced_one.emit())
        self.all.clicked.connect(lambda: self.replaced_all.emit())
        self.by.returnPressed.connect(lambda: self.replaced_one.emit())
        self._close.clicked.connect(self.close_bar)

    @property
    def search(self) -> Search:
        """Return what is looked for."""
        return Search(self.field.text(), exact=self.exact.isChecked(), whole=self.whole.isChecked())

    def open_bar(self, words: str, *, replacing: bool) -> None:
        """Show the bar, with the words that are selected in the text."""
        self._replacing.setVisible(replacing)
        if words and "\u2029" not in words:
            self.field.setText(words)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.searched.emit()

    def show_count(self, at: int, total: int) -> None:
        """Say « 3 sur 12 »; ``at`` counts from 1, 0 when none is chosen."""
        if not self.field.text():
            self.count.show_text("")
        elif not total:
            self.count.show_text(self.tr("Aucun résultat"))
        elif at:
            self.count.show_text(self.tr("{} sur {}").format(at, total))
        else:
            self.count.show_text(plural(total, "résultat", "résultats"))
        for button in (self.previous, self.next, self.one, self.all):
            button.setEnabled(total > 0)

    def show_replaced(self, total: int) -> None:
        """Say how many places were replaced."""
        self.count.show_text(plural(total, "remplacement", "remplacements"))

    def close_bar(self) -> None:
        """Put the bar away; the keyboard is given back first, or it would wander to another text."""
        self.closed.emit()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, back with Shift+Enter, away with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)
