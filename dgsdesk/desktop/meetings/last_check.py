"""The last check before something leaves the house: every recipient, and who cannot be reached."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dgsdesk.application.invitation import InvitationPreview
from dgsdesk.application.mailing import Recipient, Unreachable
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import plural

_Item = Recipient | Unreachable | str


class LastCheck(QDialog):
    """A window that stands before the page: ``accepted`` when the user lets it leave."""

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
        self.list.setMinimumHeight(theme.wide(240))
        self.go = Button(theme, verb, kind=ButtonKind.FILLED, icon="act.send")
        self.go.clicked.connect(self.accept)
        self.go.setDefault(True)
        self.back = Button(theme, self.tr("Revenir"))
        self.back.clicked.connect(self.reject)
        buttons = ButtonRow(self.back, self.go)
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
        self.resize(theme.wide(560), theme.wide(460))
        self.go.setFocus()


def recipient_items(preview: InvitationPreview) -> list[_Item]:
    """Return the recipients with a heading, then those who have no address."""
    items: list[_Item] = list(preview.recipients)
    if preview.unreachable:
        items += ["Sans adresse : à prévenir autrement", *preview.unreachable]
    return items


def recipient_row(item: _Item) -> Shown:
    """Show a recipient: the name, in which capacity and by which address."""
    if isinstance(item, str):
        return Heading(item, tone="warn")
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
    if isinstance(item, str):
        return item
    return item.address.casefold() if isinstance(item, Recipient) else f"{item.name}, {item.quality}"
