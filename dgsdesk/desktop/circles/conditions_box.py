"""Conditions one under the other, joined by « and » or « or », and groups of them as brackets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.circle.composition import RuleChoices
from dgsdesk.desktop.circles.criterion_row import CriterionRow, first_criterion
from dgsdesk.desktop.components.buttons import Button, ButtonRow, IconButton
from dgsdesk.desktop.components.fields import choice_field, choose
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.rule_criteria import Condition, Group

_DEEPEST = 2
"""Groups are offered in the rule and in its groups; a rule written elsewhere may hold deeper ones."""


class ConditionsBox(QWidget):
    """``changed`` at each choice; ``emptied`` when the last condition was taken away."""

    changed = Signal()
    emptied = Signal()

    def __init__(self, theme: Theme, depth: int = 0) -> None:
        super().__init__()
        self.theme = theme
        self._depth = depth
        self._choices = RuleChoices((), (), (), ())
        self.rows: list[CriterionRow | GroupBox] = []
        joins = [("all", self.tr("toutes ces conditions")), ("any", self.tr("l’une de ces conditions"))]
        self.join = choice_field(self.tr("Façon de lier les conditions"), joins)
        self.add = Button(theme, self.tr("Ajouter une condition"), icon="act.add")
        self.add_group = Button(theme, self.tr("Ajouter un groupe"), icon="act.add")
        self.add_group.setToolTip(self.tr("Des conditions entre parenthèses, liées entre elles"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        buttons = ButtonRow(self.add, self.add_group)
        buttons.stretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.join)
        layout.addLayout(self._lines)
        layout.addWidget(buttons)
        if depth >= _DEEPEST:
            self.add_group.hide()
        self.join.activated.connect(lambda _: self.changed.emit())
        self.add.clicked.connect(self._add)
        self.add_group.clicked.connect(self._add_group)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_conditions(self, conditions: Sequence[Condition], choices: RuleChoices, *, every: bool) -> None:
        """Show these conditions, without telling anybody."""
        self._choices = choices
        choose(self.join, "all" if every else "any")
        for row in self.rows:
            self._drop(row)
        self.rows = []
        for one in conditions:
            self._append(one)
        self._show_count()

    def _append(self, one: Condition) -> CriterionRow | GroupBox:
        row: CriterionRow | GroupBox
        if isinstance(one, Group):
            row = GroupBox(self.theme, one, self._choices, self._depth + 1)
        else:
            row = CriterionRow(self.theme, one, self._choices)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._lines.addWidget(row)
        row.show()
        return row

    def _drop(self, row: QWidget) -> None:
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _show_count(self) -> None:
        self.join.setVisible(len(self.rows) > 1)

    # -- choosing --------------------------------------------------------------------------------------------

    def conditions(self) -> tuple[Condition, ...]:
        """Return what is picked."""
        return tuple(row.criterion() if isinstance(row, CriterionRow) else row.group() for row in self.rows)

    def every(self) -> bool:
        """Tell whether all the conditions are asked for, not one of them."""
        return bool(self.join.currentData() != "any")

    def _add(self) -> None:
        row = self._append(first_criterion())
        self._show_count()
        self.changed.emit()
        assert isinstance(row, CriterionRow)
        row.kind.setFocus()

    def _add_group(self) -> None:
        """Open brackets, joined the other way than the conditions around them."""
        group = Group((first_criterion(),), every=not self.every())
        row = self._append(group)
        self._show_count()
        self.changed.emit()
        assert isinstance(row, GroupBox)
        row.box.add.setFocus()

    def _remove(self, row: CriterionRow | GroupBox) -> None:
        self.rows.remove(row)
        self._drop(row)
        self._show_count()
        self.changed.emit()
        if self.rows:
            self.add.setFocus()
        else:
            self.emptied.emit()


class GroupBox(Panel):
    """Brackets around conditions; ``removed`` when they are taken away with all that they hold."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, group: Group, choices: RuleChoices, depth: int) -> None:
        super().__init__(theme, "surface_alt", "l")
        self.setAccessibleName(self.tr("Groupe de conditions"))
        self.box = ConditionsBox(theme, depth)
        self.remove = IconButton(theme, "x", self.tr("Retirer ce groupe"))
        head = QHBoxLayout()
        head.addWidget(TextLabel(theme, self.tr("Groupe"), "small", "text_soft", bold=True), 1)
        head.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.box)
        self.box.show_conditions(group.conditions, choices, every=group.every)
        self.box.changed.connect(self.changed)
        self.box.emptied.connect(self.removed)
        self.remove.clicked.connect(self.removed)

    def group(self) -> Group:
        """Return what is picked."""
        return Group(self.box.conditions(), self.box.every())
