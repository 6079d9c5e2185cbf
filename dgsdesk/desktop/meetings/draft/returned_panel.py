"""A file that came back from Word: what it would change, item by item, before anything does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.difference_text import DifferenceText
from dgsdesk.desktop.components.fields import choice_field, choose
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.differences import BlockDifference, Fate, Piece
from dgsdesk.domain.richtext import Paragraph
from dgsdesk.domain.wording import NBSP, plural

if TYPE_CHECKING:
    from dgsdesk.application.returned.acts import ReturnedConflict, ReturnedPreview, ReturnedRow
    from dgsdesk.application.returned.file import Places


class ReturnedPanel(Panel):
    """Stands where the text stands until the file is taken or sent away.

    ``accepted`` takes the file, ``dismissed`` sends it away, ``placed(places)`` when somebody says which item
    one really is.
    """

    accepted = Signal()
    dismissed = Signal()
    placed = Signal(object)

    def __init__(self, theme: Theme, actions: ActionRegistry) -> None:
        super().__init__(theme, "surface")
        self._places: dict[str, str] = {}
        self.title = TextLabel(theme, "", "section", wrap=True)
        self.origin = InlineMessage(theme)
        self.take = Button(theme, self.tr("Reprendre le texte"), kind=ButtonKind.FILLED)
        self.back = Button(theme, self.tr("Revenir sans rien changer"), key=self.tr("Échap"))
        self.confirm = Button(theme, action=actions.action("draft.confirm_all"))
        self._preview: ReturnedPreview | None = None
        self.take.clicked.connect(self.accepted.emit)
        self.back.clicked.connect(self.dismissed.emit)
        self.content = QWidget()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(self.theme.space("s"))
        head.addWidget(self.title, 1)
        head.addWidget(self.back)
        head.addWidget(self.confirm)
        head.addWidget(self.take)
        margin = self.theme.space("xl")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(margin, self.theme.space("m"), margin, 0)
        layout.setSpacing(self.theme.space("s"))
        layout.addLayout(head)
        layout.addWidget(self.origin)
        layout.addWidget(self._area, 1)

    def show_preview(self, preview: ReturnedPreview, places: Places = ()) -> None:
        """Show what a file would do; the button has the keyboard."""
        self._places, self._preview = dict(places), preview
        self.title.show_text(self.tr("Reprendre «\u00a0{}\u00a0»").format(preview.name))
        self.origin.show_message(Message(preview.origin, tone="warn" if preview.older else "info"))
        self.content = Panel(self.theme, "surface")
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, self.theme.space("s"), self.theme.space("m"), self.theme.space("xl"))
        column.setSpacing(self.theme.space("l"))
        for row in preview.rows:
            column.addWidget(self._row(row, preview))
        for title, lines in self._lists(preview):
            column.addWidget(self._list(title, lines))
        column.addStretch(1)
        bound(self.theme, self.content, 1080)
        ground = Panel(self.theme, "surface")
        row_of_two = QHBoxLayout(ground)
        row_of_two.setContentsMargins(0, 0, 0, 0)
        row_of_two.addWidget(self.content, 10)
        row_of_two.addStretch(1)
        self._area.setWidget(ground)
        self._area.setAccessibleName(self.tr("Ce que le fichier change"))
        self.show()
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lists(self, preview: ReturnedPreview) -> list[tuple[str, tuple[str, ...]]]:
        lists = []
        if preview.unplaced:
            count = plural(len(preview.unplaced), "texte à rattacher", "textes à rattacher")
            lists.append((self.tr("{}, gardé en tête du compte rendu").format(count), preview.unplaced))
        if preview.missing:
            lists.append((self.tr("Absents du fichier, gardés tels quels"), preview.missing))
        return lists

    def _list(self, title: str, lines: tuple[str, ...]) -> QWidget:
        widget, column = self._column()
        column.addWidget(TextLabel(self.theme, title, "body", bold=True, wrap=True))
        for line in lines:
            column.addWidget(TextLabel(self.theme, line, "small", "text_soft", wrap=True))
        return widget

    def _row(self, row: ReturnedRow, preview: ReturnedPreview) -> QWidget:
        widget, column = self._column()
        column.addWidget(TextLabel(self.theme, row.heading, "section", wrap=True))
        said = row.what or self.tr("rien ne change")
        column.addWidget(TextLabel(self.theme, said, "small", "text_soft", wrap=True))
        if not row.sure:
            column.addWidget(self._confirmation(row, preview))
        if row.differences:
            column.addWidget(DifferenceText(self.theme, row.differences))
        for label, pieces in row.lines:
            column.addWidget(TextLabel(self.theme, label, "small", "text_soft"))
            column.addWidget(DifferenceText(self.theme, (_line(pieces),), name=label))
        for conflict in row.conflicts:
            column.addWidget(self._conflict(conflict))
        return widget

    def _column(self) -> tuple[QWidget, QVBoxLayout]:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.space("xs"))
        return widget, column

    def _confirmation(self, row: ReturnedRow, preview: ReturnedPreview) -> QWidget:
        """Say how an item was recognised, and let somebody say which one it is."""
        band = Panel(self.theme, "surface_alt" if row.confirmed else "warn_soft")
        said = (
            self.tr("Point sans repère dans le fichier, confirmé\u00a0:")
            if row.confirmed
            else self.tr("Point sans repère dans le fichier, reconnu par son titre, à vérifier\u00a0:")
        )
        if row.file_title:
            said += f" «{NBSP}{row.file_title}{NBSP}»"
        choices = [*preview.choices, ("", self.tr("Aucun point\u00a0: à rattacher"))]
        field = choice_field(self.tr("Point auquel revient ce texte"), choices)
        field.setMinimumContentsLength(30)
        choose(field, row.item_id)
        field.activated.connect(lambda: self._say_place(row.found_id, str(field.currentData())))
        layout = QHBoxLayout(band)
        layout.setContentsMargins(*(self.theme.space("s"),) * 4)
        layout.setSpacing(self.theme.space("s"))
        layout.addWidget(TextLabel(self.theme, said, "small", wrap=True), 1)
        layout.addWidget(field)
        return band

    def _say_place(self, found: str, item: str) -> None:
        self._places[found] = item
        self.placed.emit(tuple(self._places.items()))

    def confirm_all(self) -> None:
        """Say that every item is the one that it was taken for."""
        if self._preview is not None:
            self._places |= {row.found_id: row.item_id for row in self._preview.to_confirm}
            self.placed.emit(tuple(self._places.items()))

    def _conflict(self, conflict: ReturnedConflict) -> QWidget:
        widget, column = self._column()
        words = self.tr("{}\u00a0: modifié des deux côtés, vous choisirez après la reprise")
        column.addWidget(TextLabel(self.theme, words.format(conflict.part), "small", "warn", wrap=True))
        sides = QHBoxLayout()
        sides.setSpacing(self.theme.space("m"))
        for name, text in ((self.tr("Ici"), conflict.ours), (self.tr("Dans le fichier"), conflict.theirs)):
            side, inner = self._column()
            inner.addWidget(TextLabel(self.theme, name, "small", "text_soft"))
            shown = text or self.tr("(supprimé)")
            inner.addWidget(TextLabel(self.theme, shown, "body", wrap=True))
            inner.addStretch(1)
            sides.addWidget(side, 1)
        column.addLayout(sides)
        return widget

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc sends the file away."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


def _line(pieces: tuple[Piece, ...]) -> BlockDifference:
    """Show a line of plain words as a paragraph."""
    return BlockDifference(Fate.CHANGED, Paragraph(), Paragraph(), pieces)
