"""What replaced a decision: said in words, chosen by typing among all that were taken since."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.dispatch.decision_register import DecisionLine
from dgsdesk.application.dispatch.replacement import ReplacementRow, Replacements, replacements
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.form import side_by_side
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost

_ROWS = 6
"""So many rows of what is found are seen at once."""


class ReplacementChoice(QWidget):
    """``replaced(decision id, id of the newer one or "")``; ``sought(id)`` asks to go to the newer one."""

    replaced = Signal(str, str)
    sought = Signal(str)

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self._host = host
        theme = self._theme = host.theme
        self._line: DecisionLine | None = None
        self.said = TextLabel(theme, "", "body", wrap=True)
        self.newer = Button(theme, "", kind=ButtonKind.LINK, icon="kind.decision", flush=True)
        self.newer.clicked.connect(self._seek)
        self.choose = Button(theme, self.tr("Choisir la décision…"), icon="act.search")
        self.choose.clicked.connect(self.begin)
        self.restore = Button(theme, self.tr("La remettre en vigueur"), kind=ButtonKind.LINK)
        self.restore.clicked.connect(lambda: self._pick(""))
        self.field = SearchField(theme, self.tr("Décision qui la remplace\u00a0: mot, numéro ou date"))
        self.field.searched.connect(lambda _: self._read())
        self.field.left_down.connect(self._go_down)
        self.field.returnPressed.connect(self._take_only)
        self.facts = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.model: RowsModel[ReplacementRow] = RowsModel(_row, lambda row: row.id, self)
        self.list = RowList(theme, self.model, self.tr("Décisions qui peuvent la remplacer"))
        self.list.activated_key.connect(self._pick)
        self.list.picked.connect(self._pick)
        self.give_up = Button(theme, self.tr("Renoncer"), kind=ButtonKind.LINK)
        self.give_up.clicked.connect(self._end)
        self._lay_out()
        theme.follow(self._measure)
        self._measure()

    def _lay_out(self) -> None:
        self.question = QWidget()
        asked = QVBoxLayout(self.question)
        asked.setContentsMargins(0, 0, 0, 0)
        for part in (self.field, self.facts, self.list):
            asked.addWidget(part)
        asked.addLayout(side_by_side(self.give_up))
        escape_clicks(self.question, self.give_up)
        self.question.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.said)
        layout.addLayout(side_by_side(self.newer))
        layout.addLayout(side_by_side(self.choose, self.restore))
        layout.addWidget(self.question)

    def _measure(self) -> None:
        self.list.setFixedHeight(self._theme.height("list_row_2", "body", "small") * _ROWS)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_line(self, line: DecisionLine) -> None:
        """Show what replaced a decision; a question that is open about another one is given up."""
        if self._line is None or self._line.id != line.id:
            self._close()
        self._line = line
        by = line.replaced_by
        self.said.show_text(line.replaced_by_text or self.tr("Aucune, elle est en vigueur."))
        self.newer.setVisible(bool(line.replaced_by_id))
        self.newer.setText(self.tr("Voir {}").format(by or self.tr("cette décision")))
        self.restore.setVisible(bool(line.replaced_by_id))
        if not self.question.isHidden():
            self._read()

    def begin(self) -> None:
        """Ask which one, and give the keyboard to the field."""
        self.choose.hide()
        self.question.show()
        self.field.clear()
        self.model.replace([])
        self._read()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        if self._line is not None and not self.question.isHidden():
            asked = (self._line.id, self.field.text())
            self._host.ask(replacements, *asked, then=self._take, owner=self, replaces="found")

    def _take(self, found: Replacements) -> None:
        if self._line is None or (found.of, found.words) != (self._line.id, self.field.text()):
            return
        self.model.replace(found.rows)
        self.facts.show_text(found.facts)

    # -- choosing --------------------------------------------------------------------------------------------

    def _go_down(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.choose_first()

    def _take_only(self) -> None:
        """Enter in the field takes the only one that was found, or goes to the first of several."""
        if self.model.rowCount() == 1:
            self._pick(self.model.items()[0].id)
        elif self.model.rowCount():
            self._go_down()

    def _pick(self, by_id: str) -> None:
        line = self._line
        self._end()
        if line is not None and (line.replaced_by_id or "") != by_id:
            self.replaced.emit(line.id, by_id)

    def _close(self) -> None:
        self.question.hide()
        self.choose.show()

    def _end(self) -> None:
        self._close()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _seek(self) -> None:
        if self._line is not None and self._line.replaced_by_id:
            self.sought.emit(self._line.replaced_by_id)


def _row(row: ReplacementRow) -> Row:
    second = f"{row.day} · remplacée depuis" if row.is_replaced else row.day
    return Row(row.text, second, right=row.number, icon="kind.decision")
