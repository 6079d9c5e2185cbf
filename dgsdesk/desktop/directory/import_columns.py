"""The columns of a list, each with its first values and a choice of what it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.directory.columns import FIELD_WORDS, ColumnGuess, Columns, Field
from dgsdesk.desktop.components.fields import choice_field, choose
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import NBSP

_CHOICES = [(field.value, words) for field, words in FIELD_WORDS.items()]


class ColumnsPane(QScrollArea):
    """``changed()`` when a person said what a column holds, or whether the first row holds titles."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.titled = QCheckBox(self.tr("La première ligne porte les titres"))
        self.titled.clicked.connect(lambda: self.changed.emit())
        self._facts = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self._choices: list[QComboBox] = []
        self._parts: list[QWidget] = []
        self._labels: list[tuple[TextLabel, TextLabel]] = []
        self._cells = QVBoxLayout()
        self._cells.setSpacing(10)
        self._lay_out()

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = Panel(self.theme, "surface_alt", "l")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        column.addWidget(SectionHeader(self.theme, self.tr("Colonnes de la liste"), line=True))
        column.addWidget(self._facts)
        column.addWidget(self.titled)
        column.addLayout(self._cells)
        column.addStretch(1)
        self.setWidget(body)

    def fields(self) -> tuple[Field, ...]:
        """Return what each column is said to hold."""
        return tuple(Field(choice.currentData()) for choice in self._choices)

    def show_columns(self, columns: Columns | None) -> None:
        """Show the columns; contact cards have none, their fields have names of their own."""
        guesses = columns.guesses if columns else ()
        if len(guesses) != len(self._choices):
            self._make(len(guesses))
        self.titled.setVisible(columns is not None)
        self.titled.setChecked(columns is not None and columns.titled)
        self._facts.show_text(self._words(columns))
        for place, guess in enumerate(guesses):
            self._show(place, guess)

    def _words(self, columns: Columns | None) -> str:
        if columns is None:
            return self.tr("Ce sont des cartes de visite : chaque champ y porte son nom.")
        if columns.remembered:
            return self.tr("Accordées comme la dernière fois pour ces titres.")
        return self.tr("Dites ce que chaque colonne contient ; ce sera retenu pour ces titres.")

    def _make(self, count: int) -> None:
        for part in self._parts:
            part.deleteLater()
        self._parts, self._choices, self._labels = [], [], []
        for _ in range(count):
            title = TextLabel(self.theme, "", "small", bold=True, elide=True)
            samples = TextLabel(self.theme, "", "small", "text_soft", elide=True)
            choice = choice_field("", _CHOICES)
            choice.activated.connect(lambda _: self.changed.emit())
            self._labels.append((title, samples))
            self._choices.append(choice)
            self._add(title, samples, choice)

    def _add(self, *widgets: QWidget) -> None:
        """Put the widgets of one column below each other."""
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in widgets:
            column.addWidget(widget)
        self._parts.append(cell)
        self._cells.addWidget(cell)

    def _show(self, place: int, guess: ColumnGuess) -> None:
        name = guess.title or self.tr("Colonne {}").format(place + 1)
        title, samples = self._labels[place]
        title.show_text(name)
        samples.show_text(f"{NBSP}· ".join(guess.samples) or self.tr("colonne vide"))
        self._choices[place].setAccessibleName(self.tr("Colonne « {} » : contenu").format(name))
        choose(self._choices[place], guess.field.value)
