"""What a person makes of a message: the answer noted, an observation, a theme; each in one click."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from dgsdesk.application.arrival.detail import ArrivalDetail
from dgsdesk.application.invitation.attendance import ANSWER_WORDS
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.meeting import Answer
from dgsdesk.domain.wording import capitalised

_ANSWERS = tuple(answer for answer in Answer if answer is not Answer.UNKNOWN)


LEFT_OUT = (
    "L’observation reprend ce que l’auteur écrit, sans la formule d’appel, la signature ni le message auquel "
    "il répond ; le message reste ici en entier."
)


class WordsForm(QWidget):
    """The words of a message, and above them who answers what, or which point they speak of."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.theme = host.theme
        self.detail: ArrivalDetail | None = None
        self.line = choice_field(self.tr("Personne qui répond"))
        said = [(one.value, capitalised(ANSWER_WORDS[one].removesuffix(" par"))) for one in _ANSWERS]
        self.answer = choice_field(self.tr("Réponse à noter"), said)
        self.item = choice_field(self.tr("Point dont parle l’observation"))
        act = host.actions.action
        self.note = Button(self.theme, action=act("arrivals.note"))
        self.observe = Button(self.theme, action=act("arrivals.observe"))
        self.left = TextLabel(self.theme, self.tr(LEFT_OUT), "small", "text_soft", wrap=True)
        self.raise_theme = Button(self.theme, action=act("arrivals.theme"))
        self.origin = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.text = QPlainTextEdit()
        self._lay_out()

    def _lay_out(self) -> None:
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Texte du message"))
        self.text.setFont(self.theme.font("body"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self.theme.space("s"))
        grid.addWidget(self.line, 0, 0)
        grid.addWidget(self.answer, 0, 1)
        grid.addWidget(self.note, 0, 2)
        grid.addWidget(self.item, 1, 0, 1, 2)
        grid.addWidget(self.observe, 1, 2)
        grid.addWidget(self.raise_theme, 2, 0)
        grid.addWidget(self.left, 3, 0, 1, 3)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.theme.space("m"))
        layout.addWidget(self.origin)
        layout.addLayout(grid)
        layout.addWidget(self.text, 1)

    def show_detail(self, detail: ArrivalDetail, *, waits: bool) -> None:
        """Show the words; what may be made of them only while the arrival waits."""
        fresh = self.detail is None or (self.detail.id, self.detail.meeting_id) != (
            detail.id,
            detail.meeting_id,
        )
        self.detail = detail
        self.origin.show_text(self.tr("Contient : {}").format(", ".join(detail.origin[:12])))
        self.origin.setVisible(bool(detail.origin))
        if fresh:
            self._offer(detail)
            self.text.setPlainText(detail.text)
        self.text.setVisible(bool(detail.text))
        may_answer = waits and bool(detail.text) and bool(detail.lines)
        for widget in (self.line, self.answer, self.note):
            widget.setVisible(may_answer)
        for widget in (self.item, self.observe):
            widget.setVisible(waits and bool(detail.text) and detail.in_review)
        self.raise_theme.setVisible(waits and bool(detail.text))
        taken = " ".join(detail.observed.split()) != " ".join(detail.text.split())
        self.left.setVisible(waits and detail.in_review and taken)

    def _offer(self, detail: ArrivalDetail) -> None:
        fill_choices(self.line, [("", self.tr("Qui répond ?")), *detail.lines])
        fill_choices(self.item, [("", self.tr("Aucun point en particulier")), *detail.items])
        choose(self.item, detail.likely_item)
        proposed = detail.proposed
        choose(self.line, proposed.attendance_id if proposed else detail.likely_line)
        choose(self.answer, (proposed.answer if proposed else Answer.COMES).value)

    def chosen(self, box: QComboBox) -> str:
        """Return the value of a choice, empty for none."""
        return str(box.currentData() or "")
