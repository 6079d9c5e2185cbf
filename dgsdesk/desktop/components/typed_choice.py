"""Take one of many by typing a piece of its name; a word that is none of them is said, and stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from dgsdesk.desktop.components.assistive import name_choice
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme


@dataclass(frozen=True)
class Choice:
    """One that may be taken: what is handed over, its words, and more of them in a tip."""

    value: str
    text: str
    tip: str = ""


class TypedChoice(QWidget):
    """``picked(value)`` when one was taken, by the mouse, in the list that typing narrows, or by Enter.

    Enter takes the choice that is typed whole, whatever its case, or the only one with that piece in it.
    """

    picked = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        name_choice(self.box, name)
        self.setFocusProxy(self.box)
        self.said = TextLabel(theme, "", "small", "bad", wrap=True)
        self.said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.box)
        layout.addWidget(self.said)
        self._field.setPlaceholderText(name)
        completer = self._completer
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.box.activated.connect(self._take)
        self._field.returnPressed.connect(self._enter)
        self._field.textEdited.connect(lambda _: self._say(""))

    @property
    def _field(self) -> QLineEdit:
        field = self.box.lineEdit()
        assert field is not None
        return field

    @property
    def _completer(self) -> QCompleter:
        completer = self.box.completer()
        assert completer is not None
        return completer

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these; what is being typed stays."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        typed = self._field.text()
        self.box.clear()
        for at, choice in enumerate(choices):
            self.box.addItem(choice.text, choice.value)
            self.box.setItemData(at, choice.tip, Qt.ItemDataRole.ToolTipRole)
        self.box.setCurrentIndex(-1)
        self.box.setEditText(typed)

    def _take(self, at: int) -> None:
        value = self.box.itemData(at)
        self._clear()
        QTimer.singleShot(0, self._clear)  # the list that typing narrows writes its choice after telling it
        self._say("")
        if value:
            self.picked.emit(value)

    def _clear(self) -> None:
        self.box.setCurrentIndex(-1)
        self.box.clearEditText()

    def _enter(self) -> None:
        typed = self._field.text().strip()
        popup = self._completer.popup()
        if not typed or (popup and popup.isVisible() and popup.currentIndex().isValid()):
            return  # nothing typed, or the list takes the key
        found = self._found(typed.casefold())
        if found is None:
            self._say(self.tr("« %1 » n’est pas dans la liste. Rien n’a été ajouté.").replace("%1", typed))
        else:
            self._take(found)

    def _found(self, typed: str) -> int | None:
        words = [choice.text.casefold() for choice in self._choices]
        if typed in words:
            return words.index(typed)
        near = [at for at, text in enumerate(words) if typed in text]
        return near[0] if len(near) == 1 else None

    def _say(self, words: str) -> None:
        self.said.show_text(words)
        self.said.setVisible(bool(words))
        self.box.setAccessibleDescription(words)
