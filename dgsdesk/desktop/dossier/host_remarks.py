"""« Relire » in a host's window: the draft at the left, at the right what its reader has to say of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from dgsdesk.application.dossier.host import HostDossier
from dgsdesk.application.review.circulation import PrintDraft
from dgsdesk.application.review.observation import AddObservation, RemoveObservation
from dgsdesk.application.review.page import ReviewPage, review_page
from dgsdesk.application.review.rows import ObservationRow
from dgsdesk.desktop.components.bounds import sized
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices, text_field
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.panes import SidePane
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.scrolled import scrolled
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.meetings.panel_form import PanelForm
from dgsdesk.desktop.meetings.review.circulated_draft import DraftView
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError

_WHOLE = ""


class HostRemarksPane(Panel):
    """A passage selected in the draft is the one that the observation speaks of."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self._dossier: HostDossier | None = None
        self._page: ReviewPage | None = None
        self.draft = DraftView(self.theme, self.tr("Projet de compte rendu"))
        self.item = choice_field(self.tr("Sur quel point"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Votre observation"))
        self.text.setTabChangesFocus(True)
        sized(self.theme, self.text.setFixedHeight, 80)
        self.quote = text_field(self.tr("Passage visé (facultatif)"))
        self.proposed = text_field(self.tr("Texte proposé à la place (facultatif)"))
        self.problem = InlineMessage(self.theme)
        self.problem.hide()
        self.note = Button(self.theme, icon="act.add", action=host.actions.action("host.remark"))
        self.model: RowsModel[ObservationRow] = RowsModel(self._row, lambda row: row.id, self)
        self.list = RowList(self.theme, self.model, self.tr("Vos observations"), ground="surface_alt")
        self.said = SectionHeader(self.theme, self.tr("Vos observations"), line=True)
        self.drop = Button(self.theme, action=host.actions.action("host.drop_remark"))
        self._lay_out()
        self.draft.selectionChanged.connect(self._follow_selection)
        host.actions.bind("host.remark", self._note)
        host.actions.bind("draft.print", self._print)
        host.actions.bind("host.drop_remark", self._drop, self.list)

    def _lay_out(self) -> None:
        left = Panel(self.theme, "surface")
        margin = self.theme.space("xl")
        column = QVBoxLayout(left)
        column.setContentsMargins(margin, self.theme.space("m"), margin, 0)
        hint = self.tr("Sélectionnez un passage pour dire ce que vous en pensez.")
        column.addWidget(TextLabel(self.theme, hint, "small", "text_soft", wrap=True))
        column.addWidget(self.draft, 1)
        panes = SidePane(
            self.theme,
            self.host.preferences,
            "host_remarks",
            left,
            self._right(),
            main_title=self.tr("Projet"),
            side_title=self.tr("Observations"),
            width="wide",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)

    def _right(self) -> QWidget:
        form = PanelForm(self.theme)
        for field in (self.item, self.text, self.quote, self.proposed):
            form.add(field.accessibleName(), field)
        form.column.addSpacing(self.theme.space("s"))
        form.column.addWidget(self.problem)
        form.column.addWidget(self.note, 0, Qt.AlignmentFlag.AlignLeft)
        inner = Panel(self.theme, "surface_alt")
        column = QVBoxLayout(inner)
        margin = self.theme.space("l")
        column.setContentsMargins(margin, self.theme.space("s"), margin, margin)
        column.setSpacing(self.theme.space("s"))
        column.addWidget(form)
        column.addSpacing(self.theme.space("m"))
        column.addWidget(self.said)
        column.addWidget(self.list, 100)
        column.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        sized(self.theme, self.list.setMinimumHeight, 120)
        return scrolled(inner)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_dossier(self, dossier: HostDossier) -> None:
        """Read the draft and what was noted of it."""
        self._dossier = dossier
        self.host.ask(review_page, dossier.meeting_id, then=self._show, owner=self, replaces="review")

    def _show(self, page: ReviewPage) -> None:
        first, self._page = self._page is None, page
        rows = [row for group in page.groups for row in group.rows]
        self.draft.show_items(page.items, rows)
        self.model.replace(rows)
        self.said.show_title(self.tr("Vos observations"), str(len(rows)) if rows else "")
        for part in (self.said, self.list, self.drop):
            part.setVisible(bool(rows))
        if first:
            whole = (_WHOLE, self.tr("L’ensemble du compte rendu"))
            fill_choices(self.item, [whole, *((item.id, item.heading) for item in page.items)])
        nothing = self.tr("Choisissez d’abord une observation.")
        self.host.actions.allow("host.drop_remark", bool(rows), nothing)
        if rows and not self.list.currentIndex().isValid():
            self.list.choose_first()

    def _row(self, row: ObservationRow) -> Row:
        items = self._page.items if self._page else ()
        heading = next((one.heading for one in items if one.id == row.item_id), "")
        return Row(row.text or row.proposed or row.quote, second=heading, icon="message-square")

    def take_focus(self) -> None:
        """Give the keyboard to the words to be written."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_selection(self) -> None:
        words = self.draft.selected_words()
        if words:
            self.quote.setText(words)
            choose(self.item, self.draft.item_at_caret() or _WHOLE)

    # -- acts ------------------------------------------------------------------------------------------------

    def _note(self) -> None:
        if self._dossier is None:
            return
        command = AddObservation(
            self._dossier.meeting_id,
            self.text.toPlainText(),
            author=self._dossier.addressee,
            item_id=self.item.currentData() or None,
            quote=self.quote.text(),
            proposed=self.proposed.text(),
        )
        self.host.run(command, then=self._noted, failed=self._not_noted, owner=self)

    def _not_noted(self, error: KnownError) -> None:
        self.problem.show_message(self.host.message_for(error))
        self.problem.show()
        self.take_focus()

    def _noted(self, observation_id: str) -> None:
        del observation_id
        self.problem.hide()
        self.text.clear()
        self.quote.clear()
        self.proposed.clear()
        self.take_focus()

    def _print(self) -> None:
        if self._dossier is not None:
            self.host.run(PrintDraft(self._dossier.meeting_id), then=self.host.open_path, owner=self)

    def _drop(self) -> None:
        if self.list.chosen_key():
            self.host.run(RemoveObservation(self.list.chosen_key()), owner=self)
