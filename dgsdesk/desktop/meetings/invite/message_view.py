"""What would leave: the recipients at the left, the message exactly as it leaves at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.calendar.round import CALENDAR_WORDS
from dgsdesk.application.invitation.acts import InvitationPreview, MessagePreview
from dgsdesk.application.mailing.mailing import WAY_WORDS, Recipient, Way
from dgsdesk.application.mailing.message_as_left import MessageAsLeft
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import choice_field
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import RowsModel
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.meetings.last_check import recipient_items, recipient_key, recipient_row
from dgsdesk.desktop.meetings.message_sheet import MessageSheet
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import capitalised, plural


class MessageView(QWidget):
    """Show a preview; ``way_chosen(way)`` when another way of sending is wanted.

    ``asked(address)`` wants the message that this address gets, answered by ``show_left``.
    """

    way_chosen = Signal(object)
    asked = Signal(str)

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        theme = host.theme
        self._preview: InvitationPreview | None = None
        self._model: RowsModel[object] = RowsModel(recipient_row, recipient_key, self)  # type: ignore[arg-type]
        self.recipients = RowList(theme, self._model, self.tr("Destinataires"), ground="surface_alt")
        self.recipients.chosen.connect(self._show_message_of)
        self._count = SectionHeader(theme, self.tr("Destinataires"))
        self.way = choice_field(
            self.tr("Façon d’envoyer"), [(way.value, capitalised(WAY_WORDS[way])) for way in Way]
        )
        self.way.currentIndexChanged.connect(lambda: self.way_chosen.emit(Way(self.way.currentData())))
        self.sheet = MessageSheet(theme)
        self._edition = TextLabel(theme, "", "small", "text_soft", elide=True)
        self._calendar = TextLabel(theme, "", "small", wrap=True)
        self._files = TextLabel(theme, "", "small", "text_soft", elide=True)
        self.problem = InlineMessage(theme)
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self.host.theme
        left = Panel(theme, "surface_alt")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.space("s"), 0, 0)
        column.setSpacing(theme.space("xs"))
        inset = QVBoxLayout()
        inset.setContentsMargins(theme.space("xl"), 0, theme.space("m"), theme.space("s"))
        inset.addWidget(self._count)
        inset.addWidget(self.way)
        copy = Button(
            theme, kind=ButtonKind.LINK, icon="copy", action=self.host.actions.action("invite.copy")
        )
        words = Button(
            theme, kind=ButtonKind.LINK, icon="copy", action=self.host.actions.action("invite.copy_text")
        )
        inset.addWidget(FlowRow(copy, words))
        column.addLayout(inset)
        column.addWidget(self.recipients, 1)
        for widget in (self._edition, self._calendar, self.problem):
            self.sheet.told.addWidget(widget)
        self.sheet.below.addWidget(self._files)
        panes = ListAndDetail(
            theme,
            self.host.preferences,
            "invite",
            left,
            self.sheet,
            list_title=self.tr("Destinataires"),
            detail_title=self.tr("Message"),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)

    @property
    def left(self) -> MessageAsLeft | None:
        """The message shown, once it was read back."""
        return self.sheet.left

    def show_preview(self, preview: InvitationPreview) -> None:
        """Show what would leave now."""
        self._preview = preview
        self._model.replace(recipient_items(preview))
        count = plural(len(preview.recipients), "adresse", "adresses")
        self._count.show_title(self.tr("Destinataires"), count)
        self.problem.show_message(self._way_out(preview) if preview.problem else None)
        if not self.recipients.currentIndex().isValid():
            self.recipients.choose_first()
        self._show_message_of(self.recipients.chosen_key())
        self._files.show_text(
            self.tr("Déposés dans le dossier de la réunion : {}.").format(", ".join(preview.files))
        )
        self._files.setVisible(bool(preview.files))

    def _way_out(self, preview: InvitationPreview) -> Message:
        """Say why nothing can leave, with the button that leads where it is mended."""
        opened, act = self.host.open, self.host.actions.action
        ways: dict[str, tuple[str, Callable[[], object]]] = {
            "no_mailbox": (
                self.tr("Compléter notre identité"),
                lambda: opened("directory", "identity"),
            ),
            "invitation_without_agenda": (
                self.tr("Écrire l’ordre du jour"),
                lambda: opened("meetings", (preview.meeting_id, "prepare")),
            ),
            "invitation_without_place": (
                self.tr("Choisir le lieu…"),
                lambda: act("meetings.edit").trigger(),
            ),
        }
        button, go = ways.get(preview.problem_code, ("", None))
        return Message(preview.problem, tone="warn", button=button, act=go)

    def _show_message_of(self, key: str) -> None:
        message = self._message_of(key)
        self._calendar.setVisible(message is not None)
        if message is None:
            self.sheet.show_left(None)
            self.sheet.show_words("", "")
            return
        self._edition.show_text(
            self.tr("Édition « {} » : les points réservés n’y figurent pas.").format(message.edition)
        )
        self._edition.setVisible(bool(message.edition))
        self._calendar.show_text(CALENDAR_WORDS[message.calendar])
        if self.left is None:
            self.sheet.show_words(message.subject, message.text)
        self.asked.emit(self._address_of(key))

    def show_left(self, left: MessageAsLeft | None) -> None:
        """Show the message as it was read back from its own bytes."""
        self.sheet.show_left(left)

    def _address_of(self, key: str) -> str:
        """The address of the chosen recipient; none on a heading."""
        people = self._preview.recipients if self._preview is not None else ()
        return next((one.address for one in people if _is(one, key)), "")

    def _message_of(self, key: str) -> MessagePreview | None:
        """The message that the chosen recipient gets."""
        if self._preview is None or not self._preview.messages:
            return None
        for message in self._preview.messages:
            if any(_is(one, key) for one in message.recipients):
                return message
        return self._preview.messages[0]


def _is(recipient: Recipient, key: str) -> bool:
    return recipient_key(recipient) == key
