"""« Solution »: what was adopted; and the form in which one is adopted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.grey_zone.acts import EditGreyZone, SettleGreyZone
from dgsdesk.application.grey_zone.page import GreyZoneDetail
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.fields import text_field
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.saved_fields import SavedText
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme


class SolutionTab(QWidget):
    """Three faces: nothing adopted, the adopted text, the form. ``wanted(command)`` asks for an act.

    ``adopting(on)`` tells that the form with its filled button is shown, ``abandoned`` gives (name, text) of
    what was written in one that another case sends away.
    """

    wanted = Signal(object)
    adopting = Signal(bool)
    abandoned = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._zone: GreyZoneDetail | None = None
        self._stack = QStackedWidget()
        self._none = EmptyPage(
            theme,
            "act.adopt",
            self.tr("Aucune solution pour l’instant"),
            self.tr("Quand le réseau s’est mis d’accord, notez la solution\u00a0: elle fera jurisprudence."),
        )
        self.text = SavedText(theme, self.tr("Solution adoptée"), lines=6)
        self._settled = TextLabel(theme, "", "small", "text_soft")
        self.draft = SavedText(
            theme,
            self.tr("Solution"),
            lines=6,
            hint=self.tr("Ce que fait et ce que paie chacun, à partir de quand"),
            waits=True,
        )
        self.meeting = QComboBox()
        self.agreed = text_field(self.tr("Comment le réseau s’est accordé"))
        self.agreed.setPlaceholderText(
            self.tr("par exemple\u00a0: accord de toutes les communes par courriel")
        )
        self.review = OptionalDate(theme, self.tr("À réviser le"), self.tr("Date de révision"))
        self.adopt = Button(
            theme, self.tr("Adopter cette solution"), kind=ButtonKind.FILLED, icon="act.adopt"
        )
        self._cancel = Button(theme, self.tr("Renoncer"), kind=ButtonKind.LINK)
        for page in (self._none, self._shown_page(), self._form_page()):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.text.kept.connect(self._edit)
        self.adopt.clicked.connect(self._adopt)
        self._cancel.clicked.connect(self.stop)
        escape_clicks(self, self._cancel)
        self.draft.textChanged.connect(self._allow)
        self.meeting.currentIndexChanged.connect(self._allow)
        self.agreed.textChanged.connect(self._allow)

    def _shown_page(self) -> QWidget:
        form = Form(self.theme)
        form.add(self._settled)
        form.row("", self.text)
        return form

    def _form_page(self) -> QWidget:
        form = Form(self.theme)
        self.meeting.setAccessibleName(self.tr("Adoptée à la réunion"))
        form.row(self.tr("Solution adoptée"), self.draft)
        form.row(self.tr("À quelle réunion"), self.meeting)
        self._agreed = form.row(self.tr("Comment le réseau s’est accordé"), self.agreed)
        form.row(self.tr("Révision"), self.review)
        buttons = ButtonRow(self.adopt, self._cancel)
        buttons.stretch()
        form.add(buttons)
        return form

    @property
    def is_adopting(self) -> bool:
        """Say whether the form is shown."""
        return self._stack.currentIndex() == 2

    def show_zone(self, zone: GreyZoneDetail) -> None:
        """Show a case; the form stays while its case does."""
        other = self._zone is None or self._zone.id != zone.id
        self._zone = zone
        self.text.show_value(zone.solution)
        self._settled.show_text(zone.settled)
        if other and self.is_adopting:
            self._give_back()
        if other or not self.is_adopting:
            self._leave_form()

    def start(self) -> None:
        """Open the form, with the first option as a beginning."""
        zone = self._zone
        if zone is None:
            return
        self.draft.show_value(zone.solution or (zone.options[0] if len(zone.options) == 1 else ""))
        self.meeting.clear()
        for choice in zone.meetings:
            self.meeting.addItem(choice.title, choice.id)
        self.meeting.addItem(self.tr("entre deux réunions"), None)
        self.agreed.clear()
        self.review.show_day(None)
        self._stack.setCurrentIndex(2)
        self._allow()
        self.adopting.emit(True)
        self.draft.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_back(self) -> None:
        """Offer what was written in the form for the case before, which was left or removed."""
        fields = (self.draft, self.agreed)
        words = [(field.accessibleName(), field.text()) for field in fields if field.text().strip()]
        if not self.draft.is_kept() or self.agreed.isModified():
            self.abandoned.emit(words)

    def stop(self) -> None:
        """Leave the form; nothing is changed."""
        self._leave_form()

    def _leave_form(self) -> None:
        self.draft.clear()  # what was sent or given up waits no more
        self.agreed.clear()
        has = self._zone is not None and bool(self._zone.solution)
        self._stack.setCurrentIndex(1 if has else 0)
        self.adopting.emit(False)

    def _allow(self) -> None:
        between = self.meeting.currentData() is None
        for part in (self.agreed, self._agreed):
            part.setVisible(between)
        said = bool(self.agreed.text().strip()) or not between
        self.adopt.setEnabled(bool(self.draft.text().strip()) and said)

    def _adopt(self) -> None:
        if self._zone is not None:
            command = SettleGreyZone(
                self._zone.id,
                self.draft.text(),
                self.meeting.currentData(),
                self.review.value(),
                self.agreed.text(),
            )
            self._leave_form()
            self.wanted.emit(command)

    def _edit(self, text: str) -> None:
        if self._zone is not None:
            self.wanted.emit(EditGreyZone(self._zone.id, solution=text))

    def leave(self) -> None:
        """Keep what is being typed."""
        self.text.keep_now()
