"""The window of a reminder: who gets it, its subject and its text, which may be reworded."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from dgsdesk.application.home.reminder import ReminderPreview
from dgsdesk.application.mailing.mailing import WAY_WORDS, Way
from dgsdesk.application.mailing.salutation import merged_text, places_of_fields, sample_fields
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.fields import choice_field
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.components.window_size import size_window
from dgsdesk.desktop.components.words_and_buttons import WordsAndButtons
from dgsdesk.desktop.meetings.agreement import recipient_lines
from dgsdesk.desktop.reminders.field_marks import FieldMarks
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.meeting import ReminderTopic
from dgsdesk.domain.wording import NBSP, capitalised, plural


class ReminderWindow(QDialog):
    """A window before the page: ``accepted`` when the drafts are to be laid.

    ``messages_wanted`` when they are to be read over first.
    """

    messages_wanted = Signal()

    def __init__(self, theme: Theme, preview: ReminderPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._preview = preview
        people = plural(len(preview.recipients), "destinataire", "destinataires")
        asks = preview.topic is ReminderTopic.GREY_ZONE
        self._title = (self.tr("Interroger {}") if asks else self.tr("Relancer {}")).format(people)
        self.setWindowTitle(self._title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.people = QPlainTextEdit("\n".join(recipient_lines(preview.recipients)))
        self.people.setReadOnly(True)
        self.people.setTabChangesFocus(True)
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.people.setAccessibleName(self.tr("Destinataires"))
        self.subject_field = QLineEdit(preview.subject)
        self.subject_field.setAccessibleName(self.tr("Objet"))
        self.subject_field.setCursorPosition(0)  # a long one is read from its beginning
        self.text_field = QPlainTextEdit(preview.text)
        self.text_field.setTabChangesFocus(True)
        self.text_field.setAccessibleName(self.tr("Texte du message"))
        self._marks = FieldMarks(theme, self.text_field.document())
        self.sample = TextLabel(theme, "", "small", "text_soft", wrap=True)
        words = [(way.value, capitalised(said)) for way, said in WAY_WORDS.items()]
        self.ways = choice_field(self.tr("Façon d’envoyer les messages"), words)
        self.ways.setMinimumContentsLength(34)
        verb = self.tr("Préparer la demande") if asks else self.tr("Préparer le rappel")
        self.go = Button(theme, verb, kind=ButtonKind.FILLED)
        self.read_over = Button(theme, self.tr("Lire les messages…"), icon="mail")
        self.read_over.clicked.connect(self.messages_wanted)
        self.back = Button(theme, self.tr("Revenir"))
        self.go.clicked.connect(self.accept)
        self.back.clicked.connect(self.reject)
        self.text_field.textChanged.connect(self._follow)
        self.ways.currentIndexChanged.connect(self._follow)
        self._lay_out()
        self._follow()
        self.go.setFocus()

    @property
    def way(self) -> Way:
        """How the messages leave."""
        return Way(self.ways.currentData())

    @property
    def subject(self) -> str:
        """The subject as it stands."""
        return self.subject_field.text()

    @property
    def words(self) -> str:
        """The text as it stands, its fields not filled in."""
        return self.text_field.toPlainText()

    def _lay_out(self) -> None:
        theme = self.theme
        for field in (self.people, self.subject_field, self.text_field):
            field.setFont(theme.font("body"))
        line = self.text_field.fontMetrics().lineSpacing()
        self.people.setFixedHeight(line * min(4, 1 + len(self._preview.recipients)) + theme.space("m"))
        layout = QVBoxLayout(self)
        margin = theme.space("xl")
        layout.setContentsMargins(margin, theme.space("l"), margin, theme.space("l"))
        layout.setSpacing(theme.space("s"))
        layout.addWidget(TextLabel(theme, self._title, "section", bold=True, wrap=True))
        kept = self.tr(
            "Rien n’est envoyé : les messages sont préparés sur ce poste et partent de votre messagerie."
        )
        layout.addWidget(TextLabel(theme, kept, "small", "text_soft", wrap=True))
        layout.addWidget(self.people)
        layout.addWidget(self.subject_field)
        layout.addWidget(self.text_field, 1)
        layout.addWidget(self.sample)
        layout.addWidget(self._foot())
        size_window(self, theme, 640, 560)

    def _foot(self) -> QWidget:
        self.ways.setVisible(len(self._preview.recipients) > 1)
        words = FlowRow(self.ways, self.read_over)
        middle = Qt.AlignmentFlag.AlignVCenter
        return WordsAndButtons(self.theme, words, ButtonRow(self.back, self.go), middle, least=160)

    def _follow(self) -> None:
        """Say what the fields stand for, and how the text begins for its first reader."""
        first = self._preview.recipients[0]
        alone = self.way is Way.ONE_EACH
        fields = sample_fields([one.reader for one in self._preview.recipients], alone=alone)
        filled = merged_text(self.words, fields)
        marked = dict.fromkeys(self.words[start:end] for start, end in places_of_fields(self.words))
        said = ", ".join(f"«{NBSP}{field}{NBSP}»" for field in marked)
        written = self.tr("s’écrivent") if len(marked) > 1 else self.tr("s’écrit")
        stands = self.tr("{} {} au départ, selon le destinataire.").format(said, written)
        begins = filled.partition("\n")[0]
        whom = first.name or first.quality if alone else self.tr("tous")
        shown = self.tr("Pour {}").format(whom) + f"{NBSP}: «{NBSP}{begins}{NBSP}»"
        self.sample.show_text(f"{stands}\n{shown}")
        self.sample.setVisible(bool(marked))
