"""« Règles »: how a circle meets, each rule kept as it is chosen, and what they give in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from dgsdesk.application.agenda.template import EditTemplate
from dgsdesk.application.circle.acts import NUMBERS, CircleRules, EditCircle
from dgsdesk.application.circle.words import (
    CADENCE_CHOICES,
    COUNTING_CHOICES,
    DISPATCH_CHOICES,
    HOST_CHOICES,
    WEEK_WORDS,
    WRITER_CHOICES,
)
from dgsdesk.desktop.components.bounds import sized
from dgsdesk.desktop.components.fields import choice_field, choose, hour_field, show_hour
from dgsdesk.desktop.components.form import Form, side_by_side
from dgsdesk.desktop.components.parts_table import PartsTable
from dgsdesk.desktop.components.saved_fields import SavedLine
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.calendar import SCHOOL_ZONES
from dgsdesk.domain.circle import CadenceKind, DispatchGroup, HostRule, PartTemplate, WriterRule
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import MONTHS, NBSP, WEEKDAYS, capitalised

_COLUMNS = 4
_SUFFIXES = {
    "reply_days_before": "jours",
    "observation_days": "jours",
    "every_months": "mois",
    "every_weeks": "semaines",
    "least_a_year": "fois",
    "times_a_year": "fois",
}
E = TypeVar("E")


class RulesPane(Form):
    """The rules of the circle that `show_rules` gives."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme)
        self.host = host
        self.rules: CircleRules | None = None
        self.name = SavedLine(self.theme, self.tr("Nom du format de rencontre"))
        self.place = SavedLine(
            self.theme, self.tr("Lieu habituel"), hint=self.tr("celui de l’hôte, si rien n’est écrit")
        )
        self.cadence = self._choices("cadence", self.tr("Rythme"), CADENCE_CHOICES, CadenceKind)
        weeks = {str(week): capitalised(words) for week, words in WEEK_WORDS.items()}
        self.week = self._choices("week", self.tr("Semaine du mois"), weeks, int)
        days = {str(at): words for at, words in enumerate(WEEKDAYS)}
        self.weekday = self._choices("weekday", self.tr("Jour de la semaine"), days, int)
        zones = {"": self.tr("Aucune"), **{zone: f"Zone{NBSP}{zone}" for zone in SCHOOL_ZONES}}
        self.school_zone = self._choices("school_zone", self.tr("Vacances scolaires à signaler"), zones, str)
        self.host_rule = self._choices("host_rule", self.tr("Qui accueille"), HOST_CHOICES, HostRule)
        self.writer_rule = self._choices("writer_rule", self.tr("Qui rédige"), WRITER_CHOICES, WriterRule)
        self.counting = self._choices("counting_mode", self.tr("Façon de compter"), COUNTING_CHOICES, str)
        self.starts = hour_field(self.tr("Début"), lambda value: self._edit(starts_at=value))
        self.ends = hour_field(self.tr("Fin"), lambda value: self._edit(ends_at=value))
        self.lunch = QCheckBox(self.tr("suivie d’un déjeuner"))
        self.months = [QCheckBox(capitalised(month)) for month in MONTHS]
        self.dispatch = {group: QCheckBox(words) for group, words in DISPATCH_CHOICES.items()}
        self.numbers = {rule: self._number(rule) for rule in NUMBERS}
        self.parts = PartsTable(self.theme, self.tr("Ordre du jour type"))
        self._lay_out()
        self._connect()

    def _choices(self, rule: str, name: str, words: Mapping[E, str], kind: type) -> QComboBox:
        pairs = [(str(getattr(value, "value", value)), said) for value, said in words.items()]
        field = choice_field(name, pairs)
        field.activated.connect(lambda _: self._edit(**{rule: kind(field.currentData())}))
        return field

    def _number(self, rule: str) -> QSpinBox:
        what, least, most = NUMBERS[rule]
        field = QSpinBox()
        field.setAccessibleName(capitalised(what))
        field.setRange(least, most)
        sized(self.theme, field.setMinimumWidth, 88)
        field.setKeyboardTracking(False)
        if rule in _SUFFIXES:
            field.setSuffix(f"{NBSP}{_SUFFIXES[rule]}")
        field.valueChanged.connect(partial(self._edit_number, rule))
        return field

    # -- layout ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.row(self.tr("Nom"), self.name)
        self.row(self.tr("Rythme"), self._rhythm())
        self.row(self.tr("Horaire"), self._hours())
        self.row(self.tr("Mois sans réunion"), self._calendar())
        self.row(self.tr("Vacances scolaires à signaler"), side_by_side(self.school_zone))
        self.sentence = TextLabel(self.theme, "", "body", wrap=True)
        self.row(self.tr("En clair"), self.sentence)
        self.row(self.tr("Qui accueille"), self.host_rule)
        self.row(self.tr("Lieu habituel"), self.place)
        self.row(self.tr("Participants attendus"), side_by_side(self.numbers["expected"]))
        reply, days = self.numbers["reply_days_before"], self.numbers["observation_days"]
        self.row(self.tr("Réponse demandée avant la réunion"), side_by_side(reply))
        self.row(self.tr("Ordre du jour type"), self.parts)
        self.row(self.tr("Qui rédige le compte rendu"), self.writer_rule)
        self.row(self.tr("Délai d’observations sur le compte rendu"), side_by_side(days))
        self.row(self.tr("Façon de compter les jours"), self.counting)
        self.example = TextLabel(self.theme, "", "body", wrap=True)
        self.row(self.tr("Exemple, pour un projet envoyé aujourd’hui"), self.example)
        self.row(self.tr("Diffusion du compte rendu approuvé"), self._groups())
        self.quotation = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self._quotation_label = self.row(self.tr("Ce que dit le texte de ce modèle"), self.quotation)

    def _rhythm(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self._of_month = _line(self.week)
        self._every = {
            CadenceKind.MONTHS: _line(self.numbers["every_months"]),
            CadenceKind.WEEKS: _line(self.numbers["every_weeks"]),
            CadenceKind.YEARLY: _line(
                TextLabel(self.theme, self.tr("de")),
                self.numbers["least_a_year"],
                TextLabel(self.theme, self.tr("à")),
                self.numbers["times_a_year"],
            ),
        }
        column.addLayout(side_by_side(self.cadence, *self._every.values()))
        column.addLayout(side_by_side(self._of_month, self.weekday))
        return column

    def _hours(self) -> QHBoxLayout:
        return side_by_side(
            TextLabel(self.theme, self.tr("de")),
            self.starts,
            TextLabel(self.theme, self.tr("à")),
            self.ends,
            self.lunch,
        )

    def _calendar(self) -> QGridLayout:
        grid = QGridLayout()
        for at, box in enumerate(self.months):
            grid.addWidget(box, *divmod(at, _COLUMNS))
        grid.setColumnStretch(_COLUMNS, 1)
        return grid

    def _groups(self) -> QVBoxLayout:
        column = QVBoxLayout()
        for box in self.dispatch.values():
            column.addWidget(box)
        return column

    def _connect(self) -> None:
        self.name.kept.connect(lambda text: self._edit(name=text))
        self.place.kept.connect(lambda text: self._edit(place=text))
        self.lunch.clicked.connect(lambda on: self._edit(lunch=on))
        self.parts.changed.connect(self._edit_parts)
        for box in self.months:
            box.clicked.connect(self._skip_months)
        for box in self.dispatch.values():
            box.clicked.connect(self._dispatch_to)

    # -- showing ---------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Keep what is being typed."""
        self.name.keep_now()
        self.place.keep_now()

    def show_rules(self, rules: CircleRules) -> None:
        """Show the rules of a circle."""
        if self.rules is not None and self.rules.id != rules.id:
            self.leave()
        self.rules = rules
        self.name.show_value(rules.name)
        self.place.show_value(rules.place)
        choose(self.cadence, rules.cadence_kind.value)
        choose(self.week, str(rules.week))
        choose(self.weekday, str(rules.weekday))
        choose(self.school_zone, rules.school_zone)
        choose(self.host_rule, rules.host_rule.value)
        choose(self.writer_rule, rules.writer_rule.value)
        choose(self.counting, rules.counting_mode.value)
        show_hour(self.starts, rules.starts_at)
        show_hour(self.ends, rules.ends_at)
        for rule, field in self.numbers.items():
            field.blockSignals(True)
            field.setValue(getattr(rules, rule))
            field.blockSignals(False)
        self._show_ticks(rules)
        self._show_rhythm(rules.cadence_kind)
        self.parts.show_parts(rules.parts)
        self._show_words(rules)

    def _show_ticks(self, rules: CircleRules) -> None:
        self.lunch.setChecked(rules.lunch)
        for month, box in enumerate(self.months, start=1):
            box.setChecked(month in rules.skipped_months)
        for group, box in self.dispatch.items():
            box.setChecked(group.value in rules.dispatch_to)

    def _show_rhythm(self, kind: CadenceKind) -> None:
        for one, part in self._every.items():
            part.setVisible(one is kind)
        self._of_month.setVisible(kind in (CadenceKind.MONTHS, CadenceKind.YEARLY))
        self.weekday.setVisible(kind is not CadenceKind.NONE)

    def _show_words(self, rules: CircleRules) -> None:
        self.sentence.show_text(rules.cadence)
        self.example.show_text(rules.example)
        said = "\n".join(filter(None, (rules.quotation, rules.source)))
        self.quotation.show_text(said)
        self.quotation.setVisible(bool(said))
        self._quotation_label.setVisible(bool(said))

    # -- editing ---------------------------------------------------------------------------------------------

    def _skip_months(self) -> None:
        ticked = tuple(month for month, box in enumerate(self.months, start=1) if box.isChecked())
        self._edit(skipped_months=ticked)

    def _dispatch_to(self) -> None:
        ticked = (group for group, box in self.dispatch.items() if box.isChecked())
        self._edit(dispatch_to=tuple(DispatchGroup(group).value for group in ticked))

    def _edit_parts(self, parts: tuple[PartTemplate, ...]) -> None:
        if self.rules is not None:
            command = EditTemplate(self.rules.id, parts=parts)
            self.host.run(command, failed=self._refused, owner=self)

    def _edit_number(self, rule: str, value: int) -> None:
        self._edit(**{rule: value})

    def _edit(self, **fields: object) -> None:
        rules = self.rules
        if rules is None:
            return
        shown = {"cadence": rules.cadence_kind}
        if any(shown.get(name, getattr(rules, name)) != value for name, value in fields.items()):
            command = EditCircle(rules.id, **fields)  # type: ignore[arg-type]
            self.host.run(command, failed=self._refused, owner=self)

    def _refused(self, error: KnownError) -> None:
        """Say why, and show again what is kept."""
        self.host.tell_error(error)
        if self.rules is not None:
            self.show_rules(self.rules)


def _line(*parts: QWidget) -> QWidget:
    line = QWidget()
    layout = side_by_side(*parts)
    layout.setContentsMargins(0, 0, 0, 0)
    line.setLayout(layout)
    return line
