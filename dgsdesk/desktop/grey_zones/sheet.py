"""« Fiche »: what is written of a case, each field kept as soon as it is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from dgsdesk.application.command import Command
from dgsdesk.application.grey_zone.acts import EditGreyZone
from dgsdesk.application.grey_zone.matrix import short_label
from dgsdesk.application.grey_zone.page import KIND_WORDS, CompetenceChoice, GreyZoneDetail, movers_words
from dgsdesk.application.subjects.page import OrganisationChoice
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.saved_fields import SavedLine, SavedText
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.components.typed_choice import Choice, TypedChoice
from dgsdesk.desktop.theme.theme import Theme


class SheetTab(Form):
    """``wanted(command)`` asks to keep a field."""

    wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._id = ""
        self._competences: tuple[str, ...] = ()
        self._labels: dict[str, str] = {}
        self.title = SavedLine(theme, self.tr("Titre"))
        self.question = SavedText(theme, self.tr("Question posée"), lines=2)
        self.kind = QComboBox()
        self.texts = SavedText(
            theme, self.tr("Textes"), lines=2, hint=self.tr("Articles, délibérations, statuts")
        )
        self.raiser = QComboBox()
        self.review = OptionalDate(theme, self.tr("À réviser le"), self.tr("Date de révision"))
        self._chosen = FlowRow(gap=6)
        self.add_competence = TypedChoice(theme, self.tr("Ajouter une compétence"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for words in KIND_WORDS.values():
            self.kind.addItem(words)
        for field in (self.kind, self.raiser, self.add_competence):
            bound(self.theme, field, 720)
        self.kind.setAccessibleName(self.tr("Genre"))
        self.raiser.setAccessibleName(self.tr("Soulevée par"))
        self.row(self.tr("Titre"), self.title)
        self.row(self.tr("Question posée"), self.question)
        self.row(self.tr("Genre"), self.kind)
        self.row(
            self.tr("Compétences concernées (libellés abrégés, qui ne remplacent pas la loi)"), self._chosen
        )
        self.add(self.add_competence)
        self.row(self.tr("Textes"), self.texts)
        self.row(self.tr("Soulevée par"), self.raiser)
        self.row(self.tr("Révision"), self.review)
        self.note(self.tr("Qui la fait évoluer\u00a0: %1.").replace("%1", movers_words()))

    def _connect(self) -> None:
        self.title.kept.connect(lambda text: self._edit(title=text))
        self.question.kept.connect(lambda text: self._edit(question=text))
        self.texts.kept.connect(lambda text: self._edit(texts=text))
        self.kind.activated.connect(lambda at: self._edit(kind=list(KIND_WORDS)[at]))
        self.raiser.activated.connect(lambda _: self._edit(raised_by_id=self.raiser.currentData() or None))
        self.review.chosen.connect(lambda day: self._edit(review_on=day))
        self.add_competence.picked.connect(self._add_competence)

    def show_choices(
        self, competences: Sequence[CompetenceChoice], raisers: Sequence[OrganisationChoice]
    ) -> None:
        """Offer competences and who may have raised a case."""
        self._labels = {choice.code: choice.label for choice in competences}
        self.add_competence.offer([Choice(one.code, one.label, one.domain) for one in competences])
        self.raiser.clear()
        self.raiser.addItem(self.tr("non précisé"), "")
        for organisation in raisers:
            self.raiser.addItem(organisation.name, organisation.id)

    def show_zone(self, zone: GreyZoneDetail) -> None:
        """Show a case; what is being typed stays."""
        if zone.id != self._id:
            self.leave()
        self._id, self._competences = zone.id, zone.competences
        self.title.show_value(zone.title)
        self.question.show_value(zone.question)
        self.texts.show_value(zone.texts)
        self.kind.setCurrentIndex(list(KIND_WORDS).index(zone.kind))
        self.raiser.setCurrentIndex(max(0, self.raiser.findData(zone.raised_by_id or "")))
        self.review.show_day(zone.review_on)
        self._show_competences()

    def leave(self) -> None:
        """Keep what is being typed."""
        self.title.keep_now()
        self.question.keep_now()
        self.texts.keep_now()

    def _show_competences(self) -> None:
        self._chosen.clear()
        for code in self._competences:
            button = Button(self.theme, self._short(code), icon="x", kind=ButtonKind.PLAIN)
            button.setToolTip(self._labels.get(code, code))
            button.setAccessibleName(self.tr("Retirer la compétence %1").replace("%1", self._short(code)))
            button.clicked.connect(lambda _=False, gone=code: self._remove_competence(gone))
            self._chosen.add(button)
        if not self._competences:
            self._chosen.add(TextLabel(self.theme, self.tr("aucune pour l’instant"), "small", "text_soft"))

    def _short(self, code: str) -> str:
        return short_label(self._labels.get(code, code))

    def _add_competence(self, code: str) -> None:
        if code not in self._competences:
            self._edit(competences=(*self._competences, code))

    def _remove_competence(self, code: str) -> None:
        self._edit(competences=tuple(other for other in self._competences if other != code))

    def _edit(self, **fields: object) -> None:
        command: Command[None] = EditGreyZone(self._id, **fields)  # type: ignore[arg-type]
        self.wanted.emit(command)
