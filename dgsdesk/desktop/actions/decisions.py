"""The register of decisions: sought at left, one of them at right with what it asks for and replaced it."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.dispatch.decision_register import (
    MEETINGS_AT_ONCE,
    DecisionLine,
    DecisionsPage,
    PrintDecisions,
    ReplaceDecision,
    Standing,
    decisions_page,
    stands_so,
)
from dgsdesk.application.membership import sort_key
from dgsdesk.application.naming import meeting_title
from dgsdesk.desktop.actions.replacement import ReplacementChoice
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.form import Form, side_by_side
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_folder_of
from dgsdesk.domain.wording import NBSP, date_full

_CHOICES = (
    ("En vigueur et remplacées", Standing.ALL),
    ("En vigueur", Standing.IN_FORCE),
    ("Remplacées", Standing.REPLACED),
)


class DecisionsView(QWidget):
    """``opened(meeting id)`` asks to show where a decision was taken."""

    opened = Signal(str)

    def __init__(self, host: PageHost, owner: QWidget) -> None:
        super().__init__()
        self.host = host
        self._owner = owner
        self._page: DecisionsPage | None = None
        self._by_id: dict[str, DecisionLine] = {}
        self._meetings = MEETINGS_AT_ONCE
        self._wanted = self._asked = ""
        self.model: RowsModel[object] = RowsModel(_row, _key, self)
        self.detail = DecisionDetail(host)
        self._nothing = EmptyPage(
            host.theme,
            "kind.decision",
            self.tr("Aucune décision pour l’instant"),
            self.tr("Les décisions se notent en séance, avec la touche\u202f!, ou à la rédaction."),
        )
        self.register = Register(
            host.theme,
            host.preferences,
            "decisions",
            self.tr("Décisions"),
            self.model,
            self.tr("Décisions"),
            details=(self.detail, self._nothing),
            detail_title=self.tr("Décision choisie"),
            filter_name=self.tr("Filtrer par mot, numéro ou date"),
            width="max",
        )
        self.list = self.register.list
        paper = IconButton(host.theme, "act.print", self.tr("Exporter le registre"), framed=True)
        paper.clicked.connect(host.actions.action("actions.print_decisions").trigger)
        self.register.add_button(paper)
        self.register.offer(self.tr("Décisions à montrer"), _CHOICES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.register)
        self.list.chosen.connect(self._show_chosen)
        self.register.narrowed.connect(self._narrow)
        self.register.cleared.connect(self._narrow)
        self.model.more_wanted.connect(self._read_more)
        self.detail.by.replaced.connect(self._replace)
        self.detail.by.sought.connect(self._seek)
        self.detail.opened.connect(self.opened)
        host.actions.bind("actions.print_decisions", self._print)

    def refresh(self) -> None:
        """Read the decisions of the last meetings, what the filter finds, what was asked for or is chosen."""
        also = {self._asked, self.list.chosen_key()} & {*self._by_id, self._asked} - {""}
        words = self.register.filter.text()
        self.host.ask(
            decisions_page,
            words,
            self._meetings,
            also,
            self._standing(),
            then=self._take,
            owner=self._owner,
            replaces="decisions",
        )

    def show_decision(self, decision_id: str) -> None:
        """Show one decision, whatever the filter and however old."""
        self._wanted = self._asked = decision_id
        self.register.filter.clear()
        self.register.choice.setCurrentIndex(0)
        self.refresh()

    def _seek(self, decision_id: str) -> None:
        """Go to what replaced a decision: the link that led there is gone."""
        self.show_decision(decision_id)
        self.take_focus()

    def _read_more(self) -> None:
        self._meetings += MEETINGS_AT_ONCE
        self.refresh()

    def _narrow(self) -> None:
        """Show at once what is read and passes the filter, then what the index finds."""
        self._show_list()
        self.refresh()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.register.take_focus()

    def shown_ids(self) -> tuple[str, ...]:
        """Return the decisions that pass the filter, as far as they were read."""
        return tuple(line.id for line in self.model.items() if isinstance(line, DecisionLine))

    def _take(self, page: DecisionsPage) -> None:
        self._page = page
        self._by_id = {line.id: line for line in page.lines}
        self.register.facts.show_text(page.facts)
        self._show_list()

    def _show_list(self) -> None:
        page = self._page
        if page is None:
            return
        lines = [line for line in page.lines if self._passes(page, line)]
        self.model.offer_more(page.more and not self.register.filter.text())
        empty = None if page.total else self._nothing
        if self.register.show_rows(_grouped(lines), self._wanted, empty=empty):
            self._wanted = ""

    def _passes(self, page: DecisionsPage, line: DecisionLine) -> bool:
        if not stands_so(line, self._standing()):
            return False
        typed = self.register.filter.text()
        words = sort_key(typed).split()
        found = page.words == typed and line.id in page.found
        return found or all(f" {word}" in f" {line.search}" for word in words)

    def _standing(self) -> Standing:
        """Return which decisions are shown: those in force, those that were replaced, or both."""
        return Standing(self.register.choice.currentData())

    def _line(self, key: str) -> DecisionLine | None:
        return self._by_id.get(key)

    def _show_chosen(self, key: str) -> None:
        line = self._line(key)
        if line is not None and self._page is not None:
            self.detail.show_line(line)
            self.register.right.setCurrentWidget(self.detail)

    def _replace(self, decision_id: str, by_id: str) -> None:
        self.host.run(ReplaceDecision(decision_id, by_id or None), owner=self._owner)

    def printing(self) -> PrintDecisions:
        """Return the act that writes the register, as far as it is shown."""
        ids = self.shown_ids() if self.register.filter.text() else ()
        return PrintDecisions(ids, self._standing())

    def _print(self) -> None:
        self.host.run(self.printing(), then=self._printed, owner=self._owner)

    def _printed(self, path: str) -> None:
        tell_folder_of(self.host, path, self.tr("Le registre des décisions est prêt\u00a0: {}"))


class DecisionDetail(QWidget):
    """One decision: its words, where it comes from, what it asks for, what replaced it.

    ``opened(meeting id)`` asks to show where it was taken.
    """

    opened = Signal(str)

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        theme = host.theme
        self.line: DecisionLine | None = None
        self.header = PageHeader(theme, "")
        self.text = TextLabel(theme, "", "body", wrap=True)
        self.follow_up = TextLabel(theme, "", "body", wrap=True)
        self.by = ReplacementChoice(host)
        self.replaces = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.origin = Button(theme, "", kind=ButtonKind.LINK, icon="nav.meetings", flush=True)
        self.origin.clicked.connect(self._open)
        form = Form(theme)
        form.row(self.tr("Décision"), self.text)
        form.row(self.tr("Ce qu’elle demande"), self.follow_up)
        form.row(self.tr("D’où elle vient"), side_by_side(self.origin))
        form.row(self.tr("Remplacée par"), self.by)
        form.row(self.tr("Remplace"), self.replaces)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(form, 1)

    def show_line(self, line: DecisionLine) -> None:
        """Show a decision."""
        self.line = line
        state = f"remplacée par {line.replaced_by}" if line.replaced_by else "en vigueur"
        self.header.show_title(
            line.number or self.tr("Sans numéro"), f"{date_full(line.meeting_day)} · {state}"
        )
        self.text.show_text(line.text)
        self.follow_up.show_text("\n".join(line.follow_up) or self.tr("Aucune suite à donner."))
        self.origin.setText(f"{meeting_title(line.meeting_day)}, {line.origin}")
        self.replaces.show_text(line.replaces or self.tr("Aucune décision."))
        self.by.show_line(line)

    def _open(self) -> None:
        if self.line is not None:
            self.opened.emit(self.line.meeting_id)


def _grouped(lines: list[DecisionLine]) -> list[object]:
    shown: list[object] = []
    for day, found in groupby(lines, lambda line: line.meeting_day):
        same = list(found)
        shown += [Heading(meeting_title(day), right=str(len(same))), *same]
    return shown


def _row(line: object) -> Shown:
    if isinstance(line, Heading):
        return line
    assert isinstance(line, DecisionLine)
    gone = f"remplacée par{NBSP}{line.replaced_by}" if line.replaced_by else ""
    second = " · ".join(filter(None, (gone, line.origin)))
    return Row(
        line.text, second, right=line.number, icon="kind.decision", tone="warn" if gone else "text_soft"
    )


def _key(line: object) -> str:
    if isinstance(line, Heading):
        return line.title
    assert isinstance(line, DecisionLine)
    return line.id
