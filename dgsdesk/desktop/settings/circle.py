"""« Règles des réunions »: a circle's rules, each kept as it is chosen, and what they give in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QSpinBox

from dgsdesk.application.circle import NUMBERS, CircleRules, EditCircle, circle_rules
from dgsdesk.application.circle_words import COUNTING_CHOICES, WEEK_WORDS
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices, hour_field, show_hour
from dgsdesk.desktop.components.form import Form, side_by_side
from dgsdesk.desktop.components.saved_fields import SavedLine
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import MONTHS, NBSP, WEEKDAYS, capitalised

_COLUMNS = 4


class CirclePane(Form):
    """One circle at a time; the first by name to begin with."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme)
        self.host = host
        self._circles: dict[str, CircleRules] = {}
        self._id = ""
        self.which = choice_field(self.tr("Format de rencontre"))
        self.name = SavedLine(self.theme, self.tr("Nom du format de rencontre"))
        weeks = [(str(week), capitalised(words)) for week, words in WEEK_WORDS.items()]
        self.week = choice_field(self.tr("Semaine du mois"), weeks)
        days = [(str(at), words) for at, words in enumerate(WEEKDAYS)]
        self.weekday = choice_field(self.tr("Jour de la semaine"), days)
        self.starts = hour_field(self.tr("Début"), lambda value: self._edit(starts_at=value))
        self.ends = hour_field(self.tr("Fin"), lambda value: self._edit(ends_at=value))
        self.months = [QCheckBox(capitalised(month)) for month in MONTHS]
        self.numbers = {rule: self._number(rule) for rule in NUMBERS}
        ways = [(mode.value, words) for mode, words in COUNTING_CHOICES.items()]
        self.counting = choice_field(self.tr("Façon de compter"), ways)
        self._lay_out()
        self._connect()

    def _number(self, rule: str) -> QSpinBox:
        what, least, most = NUMBERS[rule]
        field = QSpinBox()
        field.setAccessibleName(capitalised(what))
        field.setRange(least, most)
        field.setMinimumHeight(self.theme.height("field", "body"))
        field.setMinimumWidth(self.theme.wide(88))
        field.setKeyboardTracking(False)
        if "days" in rule:
            field.setSuffix(f"{NBSP}jours")
        if rule == "every_months":
            field.setSuffix(f"{NBSP}mois")
        field.valueChanged.connect(partial(self._edit_number, rule))
        return field

    # -- layout ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for field in (self.which, self.week, self.weekday, self.counting, self.starts, self.ends):
            field.setMinimumHeight(self.theme.height("field", "body"))
        self._which_label = self.row(self.tr("Format de rencontre"), self.which)
        self.row(self.tr("Nom"), self.name)
        self.row(self.tr("Jour, et nombre de mois d’une réunion à l’autre"), self._days())
        self.row(self.tr("Horaire"), self._hours())
        self.row(self.tr("Mois sans réunion"), self._calendar())
        self.cadence = TextLabel(self.theme, "", "body", wrap=True)
        self.row(self.tr("En clair"), self.cadence)
        self.row(self.tr("Participants attendus"), side_by_side(self.numbers["expected"]))
        self.row(
            self.tr("Réponse demandée avant la réunion"), side_by_side(self.numbers["reply_days_before"])
        )
        self.row(
            self.tr("Délai d’observations sur le compte rendu"),
            side_by_side(self.numbers["observation_days"]),
        )
        self.row(self.tr("Façon de compter les jours"), self.counting)
        self.example = TextLabel(self.theme, "", "body", wrap=True)
        self.row(self.tr("Exemple, pour un projet envoyé aujourd’hui"), self.example)

    def _days(self) -> QHBoxLayout:
        return side_by_side(self.week, self.weekday, self.numbers["every_months"])

    def _hours(self) -> QHBoxLayout:
        return side_by_side(
            TextLabel(self.theme, self.tr("de")), self.starts, TextLabel(self.theme, self.tr("à")), self.ends
        )

    def _calendar(self) -> QGridLayout:
        grid = QGridLayout()
        for at, box in enumerate(self.months):
            grid.addWidget(box, *divmod(at, _COLUMNS))
        grid.setColumnStretch(_COLUMNS, 1)
        return grid

    def _connect(self) -> None:
        self.which.activated.connect(lambda _: self._show_circle(str(self.which.currentData())))
        self.name.kept.connect(lambda text: self._edit(name=text))
        self.week.activated.connect(lambda _: self._edit(week=_value(self.week)))
        self.weekday.activated.connect(lambda _: self._edit(weekday=_value(self.weekday)))
        self.counting.activated.connect(lambda _: self._edit(counting_mode=str(self.counting.currentData())))
        for box in self.months:
            box.clicked.connect(self._skip_months)

    # -- showing ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the rules again."""
        self.host.ask(circle_rules, then=self._take, owner=self, replaces="rules")

    def leave(self) -> None:
        """Keep what is being typed."""
        self.name.keep_now()

    def _take(self, circles: Sequence[CircleRules]) -> None:
        self._circles = {circle.id: circle for circle in circles}
        fill_choices(self.which, [(circle.id, circle.name) for circle in circles])
        several = len(circles) > 1
        self.which.setVisible(several)
        self._which_label.setVisible(several)
        wanted = self._id if self._id in self._circles else next(iter(self._circles), "")
        if wanted:
            choose(self.which, wanted)
            self._show_circle(wanted)

    def _show_circle(self, circle_id: str) -> None:
        if circle_id != self._id:
            self.leave()
        self._id = circle_id
        rules = self._circles[circle_id]
        self.name.show_value(rules.name)
        choose(self.week, str(rules.week))
        choose(self.weekday, str(rules.weekday))
        choose(self.counting, rules.counting_mode.value)
        show_hour(self.starts, rules.starts_at)
        show_hour(self.ends, rules.ends_at)
        for rule, field in self.numbers.items():
            field.blockSignals(True)
            field.setValue(getattr(rules, rule))
            field.blockSignals(False)
        for month, box in enumerate(self.months, start=1):
            box.setChecked(month in rules.skipped_months)
        self.cadence.show_text(rules.cadence)
        self.example.show_text(rules.example)

    # -- editing ---------------------------------------------------------------------------------------------

    def _skip_months(self) -> None:
        ticked = tuple(month for month, box in enumerate(self.months, start=1) if box.isChecked())
        self._edit(skipped_months=ticked)

    def _edit_number(self, rule: str, value: int) -> None:
        self._edit(**{rule: value})

    def _edit(self, **fields: object) -> None:
        rules = self._circles.get(self._id)
        if rules is not None and any(getattr(rules, name) != value for name, value in fields.items()):
            command = EditCircle(self._id, **fields)  # type: ignore[arg-type]
            self.host.run(command, failed=self._refused, owner=self)

    def _refused(self, error: KnownError) -> None:
        """Say why, and show again what is kept."""
        self.host.tell_error(error)
        self._show_circle(self._id)


def _value(field: QComboBox) -> int:
    return int(field.currentData())
