"""The forms of the side panel: planning, changing, postponing and calling off a meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.mailing.mailing import WAY_WORDS, Way
from dgsdesk.application.meeting.page import CircleChoice, MeetingForm
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import (
    choice_field,
    choose,
    day_field,
    day_of,
    fill_choices,
    hour_field,
    show_day,
    show_hour,
    show_text,
    text_field,
)
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.meetings.panel_form import PanelForm
from dgsdesk.desktop.meetings.rota_effect import RotaEffect
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import capitalised, date_full


class NewMeetingForm(PanelForm):
    """Where and when: ``wanted(circle_id, day, host_id)``; the host may be chosen later."""

    wanted = Signal(str, object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._choices: dict[str, CircleChoice] = {}
        self.circle = choice_field(self.tr("Format de rencontre"))
        self.day = day_field(self.tr("Jour"))
        self.host = choice_field(self.tr("Commune hôte"))
        self.circle.currentIndexChanged.connect(self._circle_chosen)
        self.add(self.tr("Format de rencontre"), self.circle)
        self.add(self.tr("Jour"), self.day)
        self.add(self.tr("Commune hôte"), self.host)
        self.say(
            self.tr(
                "Le lieu, les horaires et les temps de l’ordre du jour sont repris du format et de l’hôte."
            )
        )
        self.act(self.tr("Planifier la réunion"), self._want, on_enter=True)

    def show_choices(self, choices: Sequence[CircleChoice]) -> None:
        """Offer the circles and their hosts."""
        self._choices = {choice.id: choice for choice in choices}
        fill_choices(self.circle, [(choice.id, choice.name) for choice in choices])
        self._circle_chosen()

    def _circle_chosen(self) -> None:
        choice = self._choices.get(str(self.circle.currentData()))
        if choice is not None:
            show_day(self.day, choice.day)
            fill_choices(self.host, [("", self.tr("À désigner")), *choice.hosts])

    def _want(self) -> None:
        if self.circle.currentData():
            self.wanted.emit(self.circle.currentData(), day_of(self.day), self.host.currentData() or None)


class ParticularsForm(PanelForm):
    """Everything that an invitation says; each field is kept when it is left: ``changed(name, value)``.

    ``day_wanted`` asks for another day, which has consequences of its own.
    """

    changed = Signal(str, object)
    day_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._form: MeetingForm | None = None
        self._day = TextLabel(theme, "", "body", wrap=True)
        self._other_day = Button(theme, self.tr("Changer la date…"), kind=ButtonKind.LINK, flush=True)
        self._other_day.clicked.connect(self.day_wanted)
        self.starts_at = hour_field(self.tr("Début"), lambda value: self._tell("starts_at", value))
        self.ends_at = hour_field(self.tr("Fin"), lambda value: self._tell("ends_at", value))
        self.host = choice_field(self.tr("Commune hôte"))
        self.host.currentIndexChanged.connect(lambda: self._tell("host_id", self.host.currentData()))
        self.lunch = QCheckBox(self.tr("Déjeuner à l’issue de la réunion"))
        self.lunch.clicked.connect(lambda on: self._tell("lunch", on))
        self.reply_by = day_field(self.tr("Réponses jusqu’au"), lambda value: self._tell("reply_by", value))
        self.texts = {
            name: text_field(title, self._teller(name))
            for name, title in (
                ("place", self.tr("Lieu")),
                ("address", self.tr("Adresse")),
                ("access", self.tr("Accès, stationnement")),
                ("video_link", self.tr("Lien de visioconférence")),
                ("chair", self.tr("Préside")),
                ("writer", self.tr("Rédige le compte rendu")),
                ("reference", self.tr("Référence")),
            )
        }
        self._lay_out()

    def _lay_out(self) -> None:
        self.add(self.tr("Date"), self._day)
        self.column.addWidget(self._other_day, 0, Qt.AlignmentFlag.AlignLeft)
        hours = QWidget()
        row = QHBoxLayout(hours)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.starts_at)
        row.addWidget(TextLabel(self.theme, self.tr("à"), "small", "text_soft"))
        row.addWidget(self.ends_at)
        row.addStretch(1)
        self.add(self.tr("Horaires"), hours)
        self.add(self.tr("Commune hôte"), self.host)
        for name in ("place", "address", "access", "video_link"):
            self.add(self.texts[name].accessibleName(), self.texts[name])
        self.column.addSpacing(self.theme.space("s"))
        self.column.addWidget(self.lunch)
        self.add(self.reply_by.accessibleName(), self.reply_by)
        for name in ("chair", "writer", "reference"):
            self.add(self.texts[name].accessibleName(), self.texts[name])
        self.texts["chair"].setPlaceholderText(self.tr("la commune hôte"))
        self.texts["writer"].setPlaceholderText(self.tr("la commune hôte"))

    def show_form(self, form: MeetingForm, hosts: Sequence[tuple[str, str]]) -> None:
        """Show the particulars; what is being typed stays."""
        self._form = form
        fill_choices(self.host, [("", self.tr("À désigner")), *hosts])
        choose(self.host, form.host_id or "")
        self._day.show_text(capitalised(date_full(form.day)))
        show_hour(self.starts_at, form.starts_at)
        show_hour(self.ends_at, form.ends_at)
        self.lunch.setChecked(form.lunch)
        self.reply_by.setVisible(form.reply_by is not None)
        if form.reply_by is not None:
            show_day(self.reply_by, form.reply_by)
        for name, field in self.texts.items():
            show_text(field, getattr(form, name))

    def _teller(self, name: str) -> Callable[[str], None]:
        return lambda value: self._tell(name, value)

    def _tell(self, name: str, value: str | date | time | bool | None) -> None:
        if self._form is not None and value and value != getattr(self._form, name):
            self.changed.emit(name, value)
        elif self._form is not None and name in self.texts and value != getattr(self._form, name):
            self.changed.emit(name, "")
        elif self._form is not None and name == "lunch" and value is not self._form.lunch:
            self.changed.emit(name, False)


class PostponeForm(PanelForm):
    """Another day, ``wanted(day)``, or none yet: ``put_off(reason, way)``. ``considered(day)`` before."""

    wanted = Signal(object)
    considered = Signal(object)
    put_off = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.explanation = self.say("")
        self.day = day_field(self.tr("Nouveau jour"))
        self.day.dateChanged.connect(lambda: self.considered.emit(day_of(self.day)))
        self.add(self.tr("Nouveau jour"), self.day)
        self.effect = RotaEffect(theme)
        self.column.addWidget(self.effect)
        self.act(self.tr("Retenir cette date"), lambda: self.wanted.emit(day_of(self.day)), on_enter=True)
        self._none_yet = QWidget()
        column = QVBoxLayout(self._none_yet)
        column.setContentsMargins(0, theme.space("l"), 0, 0)
        column.setSpacing(theme.space("s"))
        self._undated = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.telling = Telling(theme)
        self.later_effect = RotaEffect(theme)
        self.later = Button(theme, "")
        self.later.clicked.connect(lambda: self.put_off.emit(*self.telling.said()))
        column.addWidget(self._undated)
        column.addWidget(self.later_effect)
        column.addWidget(self.telling)
        column.addWidget(self.later, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._none_yet)

    def show_meeting(self, day: date, *, was_invited: bool, has_date: bool) -> None:
        """Say what postponing this meeting means."""
        words = self.tr("L’ordre du jour reste tel quel.")
        if was_invited:
            words += " " + self.tr(
                "Les réponses reçues sont effacées, et l’invitation devra repartir avec la nouvelle date."
            )
        self.explanation.show_text(words)
        self._none_yet.setVisible(has_date)
        undated = self.tr("La nouvelle date n’est pas encore connue ?")
        if was_invited:
            undated += " " + self.tr(
                "Un message et une annulation d’agenda libèrent le créneau de chaque invité ; l’invitation à "
                "la nouvelle date l’inscrira de nouveau."
            )
        self._undated.show_text(undated)
        self.telling.setVisible(was_invited)
        plain = self.tr("Reporter, date à fixer")
        self.later.setText(f"{plain}…" if was_invited else plain)
        show_day(self.day, day)


class Telling(QWidget):
    """Why a meeting leaves its day, and how people are told."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.reason = text_field(self.tr("Motif (facultatif)"))
        self.way = choice_field(
            self.tr("Prévenir par"), [(way.value, capitalised(WAY_WORDS[way])) for way in Way]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        for field in (self.reason, self.way):
            label = TextLabel(theme, field.accessibleName(), "small", "text_soft")
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)

    def said(self) -> tuple[str, Way]:
        """Return the reason and the way."""
        return self.reason.text(), Way(self.way.currentData())


class CancelForm(PanelForm):
    """Why, and how it is told: ``wanted(reason, way)``."""

    wanted = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.explanation = self.say("")
        self.effect = RotaEffect(theme)
        self.column.addWidget(self.effect)
        self.telling = Telling(theme)
        self.column.addSpacing(theme.space("s"))
        self.column.addWidget(self.telling)
        self.button = self.act(self.tr("Annuler la réunion"), lambda: self.wanted.emit(*self.telling.said()))

    def show_meeting(self, day: date, *, was_invited: bool) -> None:
        """Say what calling this meeting off means."""
        words = self.tr("La réunion du {} n’aura pas lieu ; ses points retournent à leurs listes.")
        if was_invited:
            words += " " + self.tr(
                "Un message et une annulation d’agenda seront préparés pour chaque invité."
            )
        self.explanation.show_text(words.format(date_full(day)))
        self.telling.setVisible(was_invited)
        self.button.setText(self.tr("Annuler la réunion…") if was_invited else self.tr("Annuler la réunion"))
