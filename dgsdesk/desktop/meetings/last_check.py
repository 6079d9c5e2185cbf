"""The last check before something leaves the house: every recipient, and who cannot be reached."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dgsdesk.application.calendar.round import CALENDAR_GROUPS, UNTOUCHED
from dgsdesk.application.invitation.acts import InvitationPreview
from dgsdesk.application.mailing.mailing import Recipient, Unreachable
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.components.window_size import size_window
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import plural

_Item = Recipient | Unreachable | Heading


class LastCheck(QDialog):
    """A window that stands before the page: ``accepted`` when the user lets it leave.

    ``messages_wanted`` when the messages are to be read over first.
    """

    messages_wanted = Signal()

    def __init__(
        self, theme: Theme, preview: InvitationPreview, title: str, verb: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.theme = theme
        count = plural(len(preview.recipients), "destinataire", "destinataires")
        self.model: RowsModel[_Item] = RowsModel(recipient_row, recipient_key, self)
        self.model.replace(recipient_items(preview))
        self.list = RowList(theme, self.model, self.tr("Destinataires"))
        self.list.setMinimumHeight(theme.wide(120))
        self.go = Button(theme, verb, kind=ButtonKind.FILLED, icon="act.send")
        self.go.clicked.connect(self.accept)
        self.go.setDefault(True)
        self.back = Button(theme, self.tr("Revenir"))
        self.back.clicked.connect(self.reject)
        self.read_over = Button(theme, self.tr("Lire les messages…"), icon="mail")
        self.read_over.clicked.connect(self.messages_wanted)
        buttons = ButtonRow(self.read_over, self.back, self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(theme.space("s"))
        layout.addWidget(TextLabel(theme, self.tr("Dernière vérification : {}").format(count), "section"))
        layout.addWidget(
            TextLabel(
                theme,
                self.tr(
                    "Les messages sont préparés sur ce poste et partent de votre messagerie, après relecture."
                ),
                "small",
                "text_soft",
                wrap=True,
            )
        )
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons, 0, Qt.AlignmentFlag.AlignRight)
        size_window(self, theme, 560, 460)
        self.go.setFocus()


def recipient_items(preview: InvitationPreview) -> list[_Item]:
    """Return the recipients under what they get for their calendars, then who gets nothing, and why."""
    items: list[_Item] = []
    for calendar, title in CALENDAR_GROUPS.items():
        group = [
            one for message in preview.messages if message.calendar is calendar for one in message.recipients
        ]
        if group:
            items += [Heading(title, f"{len(group)}"), *group]
    items = items or list(preview.recipients)
    if preview.untouched:
        items.append(Heading(UNTOUCHED, f"{preview.untouched}"))
    if preview.unreachable:
        items.append(Heading("Sans adresse : à prévenir autrement", tone="warn"))
        items += preview.unreachable
    return items


def recipient_row(item: _Item) -> Shown:
    """Show a recipient: the name, in which capacity and by which address."""
    if isinstance(item, Heading):
        return item
    if isinstance(item, Unreachable):
        return Row(
            item.name, item.quality if item.quality != item.name else "", icon="circle-alert", tone="warn"
        )
    return Row(
        title=item.name or item.quality,
        second=" · ".join(filter(None, (item.note or item.quality, item.address))),
        icon="kind.commune" if item.note else "kind.person",
    )


def recipient_key(item: _Item) -> str:
    """Name a row for good."""
    if isinstance(item, Heading):
        return item.title
    return item.address.casefold() if isinstance(item, Recipient) else f"{item.name}, {item.quality}"
