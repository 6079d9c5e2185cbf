"""Conflicts of a returned file, side by side, until somebody chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout

from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.difference_text import DifferenceText
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.editor.table_editor import TableEditor
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.minutes import ConflictChoice
from dgsdesk.domain.richtext import plain_text
from dgsdesk.domain.wording import NBSP

if TYPE_CHECKING:
    from dgsdesk.application.returned.conflict import ConflictRow

KEYS = {ConflictChoice.OURS: "N", ConflictChoice.THEIRS: "F", ConflictChoice.BOTH: "D"}


class ConflictCard(Panel):
    """One passage with both its sides. ``chosen(choice)``, ``rewritten(text)``, ``writes(editor)``."""

    chosen = Signal(object)
    rewritten = Signal(object)
    writes = Signal(object)

    def __init__(self, theme: Theme, row: ConflictRow) -> None:
        super().__init__(theme, "surface", "b")
        self.row = row
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(
            f"{row.heading}, {row.words}{NBSP}: ici «{NBSP}{plain_text(row.ours_text)}{NBSP}», "
            f"dans le fichier «{NBSP}{plain_text(row.theirs_text)}{NBSP}»"
        )
        self.buttons = {choice: self._button(choice) for choice in KEYS}
        self.buttons[ConflictChoice.BOTH].setVisible(row.may_keep_both)
        self.rewrite = Button(theme, self.tr("Écrire autrement…"), kind=ButtonKind.LINK)
        self.rewrite.clicked.connect(self._open_field)
        if row.part is None:  # a presence or an hour is chosen, not written
            self.rewrite.hide()
        self.field = TableEditor(theme, self.tr("Texte à garder"), grows=True)
        self.field.setFrameShape(QFrame.Shape.StyledPanel)  # it stands in a card, not on a sheet
        self.keep = Button(theme, self.tr("Garder ce texte"))
        self.keep.clicked.connect(lambda: self.rewritten.emit(self.field.text()))
        self._lay_out()
        self.field.hide()
        self.keep.hide()

    def _button(self, choice: ConflictChoice) -> Button:
        words = {
            ConflictChoice.OURS: self.tr("Garder le nôtre"),
            ConflictChoice.THEIRS: self.tr("Prendre celui du fichier"),
            ConflictChoice.BOTH: self.tr("Garder les deux"),
        }
        button = Button(self.theme, words[choice], key=KEYS[choice])
        button.clicked.connect(lambda: self.chosen.emit(choice))
        return button

    def _lay_out(self) -> None:
        row = self.row
        column = QVBoxLayout(self)
        margin = self.theme.space("m")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(self.theme.space("s"))
        title = f"{row.heading} · {row.words}"
        column.addWidget(TextLabel(self.theme, title, "body", bold=True, wrap=True))
        column.addLayout(self._sides())
        acts = QHBoxLayout()
        acts.setSpacing(self.theme.space("s"))
        for button in (*self.buttons.values(), self.rewrite):
            acts.addWidget(button)
        acts.addStretch(1)
        column.addLayout(acts)
        column.addWidget(self.field)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)

    def _sides(self) -> QGridLayout:
        """Lay both sides out so that they begin on one line."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.space("m"))
        grid.setVerticalSpacing(self.theme.space("xxs"))
        row = self.row
        for column, (name, found) in enumerate(((row.ours_from, row.ours), (row.theirs_from, row.theirs))):
            label = TextLabel(self.theme, name, "small", "text_soft", wrap=True)
            grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(DifferenceText(self.theme, found, empty=self.tr("Supprimé"), name=name), 1, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _open_field(self) -> None:
        self.field.show_text(self.row.ours_text or self.row.theirs_text)
        self.writes.emit(self.field)
        self.field.show()
        self.keep.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


class ConflictsPanel(Panel):
    """All passages that wait for a choice; hidden when there is none.

    ``chosen(conflict id, choice)``, ``rewritten(conflict id, text)``, ``writes(editor)`` when one is opened.
    """

    chosen = Signal(str, object)
    rewritten = Signal(str, object)
    writes = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "warn_soft")
        self._header = SectionHeader(theme, self.tr("À trancher"))
        self._why = TextLabel(
            theme,
            self.tr(
                "Ces passages ont changé ici et dans le fichier. Notre texte reste en place jusqu’à votre "
                "choix\u202f; le projet ne part pas avant."
            ),
            "small",
            "text_soft",
            wrap=True,
        )
        self.cards: list[ConflictCard] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.space("s"))
        layout = QVBoxLayout(self)
        margin = theme.space("m")
        layout.setContentsMargins(margin, theme.space("s"), margin, margin)
        layout.setSpacing(theme.space("s"))
        for widget in (self._header, self._why):
            layout.addWidget(widget)
        layout.addLayout(self._column)
        self._shown: tuple[ConflictRow, ...] = ()
        self.hide()

    def show_rows(self, rows: tuple[ConflictRow, ...]) -> None:
        """Show the conflicts; the next one takes the keyboard when one was just settled."""
        had_keys = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.setVisible(bool(rows))
        if rows == self._shown:
            return
        self._shown = rows
        self._header.show_title(self.tr("À trancher"), str(len(rows)))
        _clear(self._column)
        self.cards = [self._card(row) for row in rows]
        if had_keys and self.cards:
            self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Give the keyboard to the first conflict."""
        if self.cards:
            self.cards[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, choice: ConflictChoice) -> None:
        """Choose for the conflict that has the keyboard."""
        for card in self.cards:
            has_keys = card.hasFocus() or (card.focusWidget() is not None and card.focusWidget().hasFocus())
            if has_keys and (choice is not ConflictChoice.BOTH or card.row.may_keep_both):
                card.chosen.emit(choice)
                return

    def _card(self, row: ConflictRow) -> ConflictCard:
        card = ConflictCard(self.theme, row)
        card.chosen.connect(lambda choice: self.chosen.emit(row.id, choice))
        card.rewritten.connect(lambda text: self.rewritten.emit(row.id, text))
        card.writes.connect(self.writes)
        self._column.addWidget(card)
        return card


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
