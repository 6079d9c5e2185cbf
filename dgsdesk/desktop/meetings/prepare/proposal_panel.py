"""What « Proposer un ordre du jour » would add, each line with its reason; lines can be left out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dgsdesk.application.agenda.proposal import Proposal, ProposedItem
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import closable_head
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import capitalised, duration, plural


class ProposalPanel(Panel):
    """``accepted(sources left out)`` asks to add the lines; ``closed`` to go back to the pools."""

    accepted = Signal(tuple)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt")
        self._left_out: list[str] = []
        self._words = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self._model: RowsModel[object] = RowsModel(self._present, self._key, self)
        self.list = RowList(theme, self._model, self.tr("Points proposés"), ground="surface_alt")
        self.list.button_clicked.connect(self._leave_out)
        self.take = Button(theme, "", kind=ButtonKind.PLAIN, icon="act.accept")
        self.take.clicked.connect(lambda: self.accepted.emit(tuple(self._left_out)))
        self._close = Button(theme, self.tr("Fermer"), kind=ButtonKind.LINK, flush=True)
        self._close.clicked.connect(self.closed.emit)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(14, 8, 14, 8)
        head.setSpacing(4)
        title = TextLabel(self.theme, self.tr("Ordre du jour proposé"), "section")
        head.addLayout(closable_head(title, self._close))
        head.addWidget(self._words)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(14, 8, 14, 10)
        buttons.addWidget(self.take)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show the lines."""
        self._left_out = []
        self._model.replace(list(proposal.items))
        self._count()
        if not proposal.items:
            self._words.show_text(self._nothing(proposal.waiting))
        (self.list if proposal.items else self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    def _nothing(self, waiting: int) -> str:
        if waiting:
            return self.tr(
                "Rien de plus ne tient : les temps sont remplis. Retirez un point, ou ajoutez à la main."
            )
        return self.tr("Rien n’attend : notez un sujet avec la touche F8, ou ajoutez une zone grise.")

    def _count(self) -> None:
        items = [item for item in self._model.items() if isinstance(item, ProposedItem)]
        minutes = duration(sum(item.minutes for item in items))
        count = plural(len(items), self.tr("point"), self.tr("points"))
        said = self.tr("%1, %2 en tout. La croix laisse une ligne de côté.")
        self._words.show_text(said.replace("%1", count).replace("%2", minutes))
        self.take.setText(self.tr("Inscrire %1").replace("%1", count))
        self.take.setEnabled(bool(items))
        self.take.setVisible(bool(items))

    def _leave_out(self, key: str) -> None:
        self._left_out.append(key)
        self._model.replace([item for item in self._model.items() if self._key(item) != key])
        self._count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del leaves the chosen line out, Esc goes back."""
        if event.key() == Qt.Key.Key_Delete and self.list.chosen_key():
            self._leave_out(self.list.chosen_key())
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _present(self, item: object) -> Shown:
        assert isinstance(item, ProposedItem)
        return Row(
            item.title,
            second=f"{duration(item.minutes)}, {item.reason}",
            second_lines=2,
            button="x",
            button_name=self.tr("Laisser de côté"),
        )

    @staticmethod
    def _key(item: object) -> str:
        assert isinstance(item, ProposedItem)
        return item.source_id

    def reasons(self) -> list[str]:
        """Return the reasons shown."""
        return [capitalised(item.reason) for item in self._model.items() if isinstance(item, ProposedItem)]
