"""The criteria of a membership rule: whose posts sit, and for which communes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dgsdesk.application.circle.composition import RuleChoices
from dgsdesk.desktop.circles.conditions_box import ConditionsBox
from dgsdesk.desktop.circles.criterion_row import ROLE_WORDS
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.network import DIRECTOR_ROLES, Role
from dgsdesk.domain.rule_criteria import Criteria, rule_of

_SIT = (Role.DGA, Role.DST, Role.DRH, Role.EXECUTIVE, Role.MAYOR)
"""Who may sit beside or instead of the directors."""


class CriteriaBox(QWidget):
    """Whose posts sit, and which communes; ``changed(criteria)`` at each choice."""

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._choices = RuleChoices((), (), (), ())
        self._shown: Criteria | None = None
        self._about = ""
        self.directors = QCheckBox(self.tr("Direction (DGS ou secrétariat général)"))
        self.roles = {role: QCheckBox(ROLE_WORDS[role]) for role in _SIT}
        self.box = ConditionsBox(theme)
        self._lay_out()
        for box in (self.directors, *self.roles.values()):
            box.clicked.connect(self._tell)
        self.box.changed.connect(self._tell)
        self.box.emptied.connect(self.box.add.setFocus)

    def _lay_out(self) -> None:
        people = FlowRow(self.directors, *self.roles.values(), gap=14)
        self._all = TextLabel(
            self.theme, self.tr("Toutes les communes, sans condition."), "body", "text_soft"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(TextLabel(self.theme, self.tr("Qui siège"), "small", "text_soft", bold=True))
        layout.addWidget(people)
        layout.addSpacing(4)
        layout.addWidget(
            TextLabel(self.theme, self.tr("Pour quelles communes"), "small", "text_soft", bold=True)
        )
        layout.addWidget(self._all)
        layout.addWidget(self.box)

    def show_criteria(self, about: str, criteria: Criteria, choices: RuleChoices) -> None:
        """Show the criteria of a rule, named by ``about``.

        A condition that is being picked and says nothing yet stays, as long as it is about the same rule.
        """
        shown = self._shown
        if shown is not None and about == self._about and rule_of(shown) == rule_of(criteria):
            criteria = shown
        self._about = about
        if criteria == shown and choices == self._choices:
            return
        self._shown, self._choices = criteria, choices
        named = set(criteria.roles)
        self.directors.setChecked(not named or bool(named & DIRECTOR_ROLES))
        for role, box in self.roles.items():
            box.setChecked(role in named)
        self.box.show_conditions(criteria.conditions, choices, every=criteria.every)
        self._all.setVisible(not self.box.rows)

    def criteria(self) -> Criteria:
        """Return what is picked."""
        roles = [role for role, box in self.roles.items() if box.isChecked()]
        if roles and self.directors.isChecked():
            roles = [Role.DGS, Role.SGM, *roles]
        return Criteria(tuple(roles), self.box.conditions(), every=self.box.every())

    def _tell(self, *_: object) -> None:
        if not any(box.isChecked() for box in (self.directors, *self.roles.values())):
            self.directors.setChecked(True)
        self._all.setVisible(not self.box.rows)
        self._shown = self.criteria()
        self.changed.emit(self._shown)
