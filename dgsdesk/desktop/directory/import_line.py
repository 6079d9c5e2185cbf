"""One line of a list beside the person whom it resembles, field by field, and what to do with it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.arrival.plan import FieldChange
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.directory.importing import PreviewLine
from dgsdesk.application.directory.likeness import LIKENESS_WORDS
from dgsdesk.application.directory.merge import full_name
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import civility_mark


class Choice(StrEnum):
    """What a person decides of a line."""

    UNDECIDED = ""
    MERGE = "merge"
    ADD = "add"
    LEAVE = "leave"


def chosen_naming(line: PreviewLine, choice: Choice | None) -> NameToPost | None:
    """Return what a line does once decided, changes or not; nothing for one that is left aside."""
    if line.problem or choice is Choice.LEAVE:
        return None
    if choice is Choice.MERGE or (choice is not Choice.ADD and line.merging and not line.doubtful):
        return line.merging
    return line.adding if choice is Choice.ADD or line.alike is None else None


def chosen_changes(line: PreviewLine, choice: Choice | None) -> tuple[FieldChange, ...]:
    """Return what a line changes once decided."""
    naming = chosen_naming(line, choice)
    if naming is None:
        return ()
    return line.merge_changes if naming.person_id else line.add_changes


def change_words(change: FieldChange) -> str:
    """Write « courriel : avant → après »."""
    return f"{change.what}\u00a0: {change.before or '(rien)'} → {change.after}"


class LineCard(Panel):
    """``decided(line, choice)`` when a person said who a line is."""

    decided = Signal(int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt", "t")
        self._shown: PreviewLine | None = None
        self._title = TextLabel(theme, "", bold=True, wrap=True)
        self._said, self._known = (TextLabel(theme, "", "small", wrap=True) for _ in range(2))
        self._changes = TextLabel(theme, "", "small", wrap=True)
        self.choice = choice_field(self.tr("Que faire de cette ligne"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # offered line by line
        self.choice.activated.connect(self._tell)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        sides = QGridLayout()
        sides.setHorizontalSpacing(24)
        sides.setVerticalSpacing(2)
        headings = (self.tr("Dans la liste"), self.tr("Déjà dans l’annuaire"))
        self._sides = QWidget()
        for place, (heading, words) in enumerate(zip(headings, (self._said, self._known), strict=True)):
            sides.addWidget(TextLabel(self.theme, heading, "small", "text_soft", bold=True), 0, place)
            sides.addWidget(words, 1, place)
            sides.setColumnStretch(place, 1)
        sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setLayout(sides)
        what = QHBoxLayout()
        what.addWidget(self.choice)
        what.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._sides)
        column.addWidget(self._changes)
        column.addLayout(what)

    def show_line(self, line: PreviewLine | None, choice: Choice | None) -> None:
        """Show a line; one that cannot be taken has nothing to decide."""
        self._shown = line if line is not None and line.adding is not None and not line.problem else None
        self.setVisible(self._shown is not None)
        if self._shown is None:
            return
        alike = self._shown.alike
        self._sides.setVisible(alike is not None)
        if alike is not None:
            why = LIKENESS_WORDS[alike.why]
            name = full_name(alike.known.person)
            self._title.show_text(self.tr("Déjà dans l’annuaire : {} ({})").format(name, why))
            self._said.show_text(_facts(self._shown.said))
            self._known.show_text(_facts(alike.known.person))
        else:
            self._title.show_text(self.tr("{} n’est pas encore dans l’annuaire").format(self._shown.name))
        changes = chosen_changes(self._shown, choice)
        self._changes.show_text("\n".join(map(change_words, changes)) or self._nothing(choice))
        self._offer(self._shown, choice)

    def _nothing(self, choice: Choice | None) -> str:
        assert self._shown is not None
        if chosen_naming(self._shown, choice) is None:
            return self.tr("Cette ligne restera de côté.")
        return self.tr("Tout ce que dit cette ligne est déjà dans l’annuaire.")

    def _offer(self, line: PreviewLine, choice: Choice | None) -> None:
        choices = [(Choice.ADD.value, self.tr("Ajouter une nouvelle personne"))]
        if line.alike is not None:
            choices.insert(0, (Choice.MERGE.value, self.tr("C’est la même personne : la mettre à jour")))
            choices[1] = (Choice.ADD.value, self.tr("C’est quelqu’un d’autre : l’ajouter"))
        if line.doubtful:
            choices.insert(0, (Choice.UNDECIDED.value, self.tr("À décider")))
        choices.append((Choice.LEAVE.value, self.tr("Ne pas reprendre cette ligne")))
        fill_choices(self.choice, choices)
        if choice is not None:
            choose(self.choice, choice.value)

    def _tell(self, _: int) -> None:
        if self._shown is not None:
            self.decided.emit(self._shown.line, str(self.choice.currentData()))


def _facts(person: PersonFields) -> str:
    name = f"{civility_mark(person.civility)} {full_name(person)}".strip()
    return "\n".join((name, person.email or "sans courriel", person.phone or "sans téléphone"))
