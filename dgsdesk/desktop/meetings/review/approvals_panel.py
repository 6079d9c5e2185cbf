"""Who approves in so many words: one line a seat, Space notes or takes back, with the day it was said."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.review.express_approval import SeatRow
from dgsdesk.application.review.page import ReviewPage
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.fields import day_field, day_of
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.scrolled import scrolled_inside
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme


class ApprovalsPanel(Panel):
    """``noted(organisation_id, day)``, ``withdrawn(organisation_id)``, ``closed``."""

    noted = Signal(str, object)
    withdrawn = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self._seats: dict[str, SeatRow] = {}
        self.title = TextLabel(theme, self.tr("Approbations expresses"), "section", bold=True, wrap=True)
        self.day = day_field(self.tr("Approuvé le"))
        self._model: RowsModel[SeatRow] = RowsModel(self._present, lambda row: row.organisation_id, self)
        self.list = RowList(theme, self._model, self.tr("Approbations expresses"))
        self.list.activated_key.connect(self.toggle)
        self.list.button_clicked.connect(self.toggle)
        self.list.installEventFilter(self)
        back = Button(theme, self.tr("Revenir aux observations"))
        back.clicked.connect(self.closed)
        escape_clicks(self, back)
        inner = Panel(theme, "surface")
        layout = QVBoxLayout(inner)
        margin = theme.space("l")
        layout.setContentsMargins(0, theme.space("m"), 0, theme.space("m"))
        layout.setSpacing(theme.space("s"))
        head = QVBoxLayout()
        head.setContentsMargins(margin, 0, margin, 0)
        head.setSpacing(theme.space("xs"))
        words = self.tr("Le silence suffit ; un accord écrit est compté. Espace note ou retire.")
        label = TextLabel(theme, self.tr("Approuvé le"), "small", "text_soft")
        label.setBuddy(self.day)
        for widget in (self.title, TextLabel(theme, words, "small", "text_soft", wrap=True), label, self.day):
            head.addWidget(widget)
        foot = QVBoxLayout()
        foot.setContentsMargins(margin, 0, margin, 0)
        foot.addWidget(FlowRow(back))
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        scrolled_inside(self, inner)

    def start(self, page: ReviewPage) -> None:
        """Show the seats; the day is today until another is chosen."""
        today = QDate(page.today.year, page.today.month, page.today.day)
        self.day.setMaximumDate(today)
        self.day.setDate(today)
        self.show_page(page)
        self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page(self, page: ReviewPage) -> None:
        """Show who approved since."""
        self._seats = {seat.organisation_id: seat for seat in page.seats}
        self.title.show_text(page.express or self.tr("Aucune approbation expresse"))
        self._model.replace(list(page.seats))

    def toggle(self, organisation_id: str = "") -> None:
        """Note the approval of a seat, or take it back."""
        seat = self._seats.get(organisation_id or self.list.chosen_key())
        if seat is None:
            return
        if seat.approved_on is None:
            self.noted.emit(seat.organisation_id, day_of(self.day))
        else:
            self.withdrawn.emit(seat.organisation_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space toggles in the list."""
        if watched is self.list and event.type() is QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Space:
                self.toggle()
                return True
        return super().eventFilter(watched, event)

    def _present(self, seat: SeatRow) -> Row:
        approved = seat.approved_on is not None
        badge = BadgeSpec("ok", "check", self.tr("Approuve")) if approved else None
        return Row(
            seat.seat,
            second=seat.words,
            right_badge=badge,
            button="x" if approved else "check",
            button_name=self.tr("Retirer") if approved else self.tr("Noter son approbation"),
        )
