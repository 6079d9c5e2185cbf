"""A register: its list with head, filter and new line; at right what is chosen, or why nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dgsdesk.application.membership import sort_key
from dgsdesk.desktop.components.assistive import name_choice
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.panes import ListAndDetail, Memory
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import RowsModel
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.words_and_buttons import WordsAndButtons
from dgsdesk.desktop.theme.theme import Theme


class Register(QWidget):
    """The layout that every register shares.

    ``narrowed`` says that filter or choice changed, ``cleared`` that everything is wanted again. The first
    of ``details`` shows what is chosen; `not_found` comes behind them.
    """

    narrowed = Signal()
    cleared = Signal()

    def __init__(
        self,
        theme: Theme,
        memory: Memory,
        key: str,
        title: str,
        model: RowsModel[Any],
        name: str,
        *,
        details: Sequence[QWidget],
        detail_title: str,
        filter_name: str,
        new: NewLine | None = None,
        width: str = "default",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.list = RowList(theme, model, name, ground="surface_alt")
        self.filter = SearchField(theme, filter_name)
        self.choice = QComboBox()
        self.choice.hide()
        self._everything = 0
        self._more: list[QComboBox] = []
        self._third = QHBoxLayout()
        self._third.setSpacing(theme.space("s"))
        self.facts = TextLabel(theme, "", "small", "text_soft", elide=True)
        self.new = new
        self.right = QStackedWidget()
        self._not_found = self._make_not_found()
        for part in (*details, self._not_found):
            self.right.addWidget(part)
        unread = QWidget()  # until rows are shown: empty fields would look as if something were chosen
        self.right.addWidget(unread)
        self.right.setCurrentWidget(unread)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(theme.space("s"))
        self.panes = ListAndDetail(
            theme,
            memory,
            key,
            self._left(title),
            self.right,
            list_title=title,
            detail_title=detail_title,
            width=width,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _make_not_found(self) -> EmptyPage:
        clear = Button(self.theme, _tr("Effacer le filtre"))
        clear.clicked.connect(self.clear_filter)
        return EmptyPage(self.theme, "act.search", _tr("Aucun résultat"), plain=clear)

    def _left(self, title: str) -> QWidget:
        left = Panel(self.theme, "surface_alt")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(title))
        if self.new is not None:
            column.addWidget(self.new)
        self._none = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self._none.setContentsMargins(16, 12, 16, 12)
        self._none.hide()
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        return left

    def _head(self, title: str) -> QWidget:
        theme = self.theme
        words = FlowRow(TextLabel(theme, title, "title"), self.facts)
        buttons = QWidget()
        buttons.setLayout(self._buttons)
        second = QHBoxLayout()
        second.setSpacing(theme.space("s"))
        second.addWidget(self.filter, 1)
        second.addWidget(self.choice)
        head = Panel(theme, "surface_alt", "b")
        layout = QVBoxLayout(head)
        layout.setContentsMargins(16, 11, 8, 10)
        layout.setSpacing(theme.space("s"))
        middle = Qt.AlignmentFlag.AlignVCenter
        layout.addWidget(WordsAndButtons(theme, words, buttons, middle, least=80))
        layout.addLayout(second)
        layout.addLayout(self._third)
        return head

    def _connect(self) -> None:
        self.filter.searched.connect(lambda _: self.narrowed.emit())
        self.filter.left_down.connect(self.list.setFocus)
        self.choice.activated.connect(lambda _: self.narrowed.emit())
        if self.new is not None:
            self.new.given_up.connect(self.list.setFocus)
        self.panes.arranged.connect(lambda _: self._say_none())
        self.list.activated_key.connect(lambda _: self.panes.bring_forward(detail=True))

    def add_button(self, button: QWidget) -> None:
        """Add a button at the right of the title."""
        self._buttons.addWidget(button)

    def add_links(self, *links: QWidget) -> None:
        """Add what leads elsewhere, below the filter."""
        self._third.addWidget(FlowRow(*links, gap=20))

    def offer(self, name: str, choices: Sequence[tuple[str, object]], everything: int = 0) -> None:
        """Offer a choice (text, value) beside the filter; the one at ``everything`` keeps nothing back."""
        self._everything = everything
        for text, value in choices:
            self.choice.addItem(text, value)
        name_choice(self.choice, name)
        self.choice.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choice.show()

    def offer_more(self, name: str) -> QComboBox:
        """Offer one more choice, empty yet, below the filter; its first entry keeps nothing back."""
        box = QComboBox()
        name_choice(box, name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _: self.narrowed.emit())
        self._more.append(box)
        self._third.addWidget(box, 1)
        return box

    # -- showing ---------------------------------------------------------------------------------------------

    def begin_new(self) -> None:
        """Begin a new line in the list."""
        self.panes.bring_forward(detail=False)
        if self.new is not None:
            self.new.begin()

    def show_rows(self, rows: Sequence[Any], wanted: str = "", *, empty: QWidget | None = None) -> bool:
        """Fill the list; choose ``wanted``, or the first row where none is chosen. Tell whether it was there.

        At the right stands the first detail; without rows ``empty``, or else that nothing passes the filter.
        A choice that stays is told again: it may say something else now.
        """
        before = self.list.chosen_key()
        self.list.rows.replace(rows)
        found = bool(wanted) and self.list.choose(wanted)
        if not found and not self.list.currentIndex().flags() & Qt.ItemFlag.ItemIsSelectable:
            self.list.choose_first()
        if rows:
            self.right.setCurrentIndex(0)
        elif empty is not None:
            self.right.setCurrentWidget(empty)
        else:
            self.show_not_found()
        self._say_none()
        if rows and self.list.chosen_key() == before:
            self.list.chosen.emit(before)
        return found

    def _say_none(self) -> None:
        """Say in the list why it is empty where what says it at the right stands under another tab."""
        none = self.panes.in_tabs and not self.list.rows.rowCount()
        said = self.right.currentWidget()
        self._none.show_text(said.accessibleName() if none and said is not None else "")
        self._none.setVisible(none)

    def passes(self, text: str) -> bool:
        """Tell whether every word of the filter stands in a text that is sorted and found by."""
        return all(word in text for word in sort_key(self.filter.text()).split())

    def show_detail(self, detail: QWidget) -> None:
        """Show a part at the right, and its tab where there are tabs."""
        self.right.setCurrentWidget(detail)
        self.panes.bring_forward(detail=True)

    @property
    def is_not_found(self) -> bool:
        """Whether the right says that nothing passes the filter."""
        return self.right.currentWidget() is self._not_found

    def show_not_found(self) -> None:
        """Say that nothing passes the filter, or the choice where nothing is typed."""
        chosen = [box.currentText() for box in self._more if box.currentIndex() > 0]
        asked = self.filter.text() or (chosen[0] if chosen else self.choice.currentText())
        self._not_found.say(_tr("Aucun résultat pour «\u00a0{}\u00a0»").format(asked))
        self.right.setCurrentWidget(self._not_found)

    def clear_filter(self) -> None:
        """Take filter and choice off."""
        self.filter.clear()
        self.choice.setCurrentIndex(self._everything)
        for box in self._more:
            box.setCurrentIndex(0)
        self.cleared.emit()

    def take_focus(self) -> None:
        """Give the keyboard to the list, unless a new line is being typed."""
        if self.new is None or not self.new.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Register", text)
