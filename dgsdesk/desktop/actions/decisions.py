"""The register of decisions: sought at left, one of them at right with what it asks for and replaced it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.decision_register import (
    DecisionLine,
    DecisionsPage,
    PrintDecisions,
    ReplaceDecision,
    decisions_page,
)
from dgsdesk.application.membership import sort_key
from dgsdesk.application.naming import meeting_title
from dgsdesk.application.words import shortened
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.fields import choice_field, fill_choices
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import NBSP, date_full

_CHOICES = (("En vigueur et remplacées", True), ("En vigueur", False))


class DecisionsView(QWidget):
    """``opened(meeting id)`` asks to show where a decision was taken."""

    opened = Signal(str)

    def __init__(self, host: PageHost, owner: QWidget) -> None:
        super().__init__()
        self.host = host
        self._owner = owner
        self._page: DecisionsPage | None = None
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
        self.register.narrowed.connect(self._show_list)
        self.register.cleared.connect(self._show_list)
        self.detail.replaced.connect(self._replace)
        self.detail.opened.connect(self.opened)
        host.actions.bind("actions.print_decisions", self._print)

    def refresh(self) -> None:
        """Read every decision again."""
        self.host.ask(decisions_page, then=self._take, owner=self._owner, replaces="decisions")

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.register.take_focus()

    def shown_ids(self) -> tuple[str, ...]:
        """Return the decisions that pass the filter."""
        return tuple(line.id for line in self.model.items() if isinstance(line, DecisionLine))

    def _take(self, page: DecisionsPage) -> None:
        self._page = page
        self.register.facts.show_text(page.facts)
        self._show_list()

    def _show_list(self) -> None:
        if self._page is None:
            return
        lines = [line for line in self._page.lines if self._passes(line)]
        self.register.show_rows(_grouped(lines), empty=None if self._page.lines else self._nothing)

    def _passes(self, line: DecisionLine) -> bool:
        words = sort_key(self.register.filter.text()).split()
        wanted = bool(self.register.choice.currentData()) or line.replaced_by_id is None
        return wanted and all(f" {word}" in f" {line.search}" for word in words)

    def _line(self, key: str) -> DecisionLine | None:
        lines = self._page.lines if self._page else ()
        return next((line for line in lines if line.id == key), None)

    def _show_chosen(self, key: str) -> None:
        line = self._line(key)
        if line is not None and self._page is not None:
            self.detail.show_line(line, self._page.lines)
            self.register.right.setCurrentWidget(self.detail)

    def _replace(self, decision_id: str, by_id: str) -> None:
        self.host.run(ReplaceDecision(decision_id, by_id or None), owner=self._owner)

    def _print(self) -> None:
        self.host.run(PrintDecisions(self.shown_ids()), then=self._printed, owner=self._owner)

    def _printed(self, path: str) -> None:
        folder = QUrl.fromLocalFile(str(Path(path).parent))
        said = self.tr("Le registre des décisions est prêt\u00a0: {}").format(Path(path).name)
        self.host.tell(
            Message(
                said,
                tone="ok",
                button=self.tr("Ouvrir le dossier"),
                act=lambda: QDesktopServices.openUrl(folder),
            )
        )


class DecisionDetail(QWidget):
    """One decision: its words, where it comes from, what it asks for, what replaced it.

    ``replaced(decision id, id of the newer one or "")``, ``opened(meeting id)``.
    """

    replaced = Signal(str, str)
    opened = Signal(str)

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        theme = host.theme
        self.line: DecisionLine | None = None
        self.header = PageHeader(theme, "")
        self.text = TextLabel(theme, "", "body", wrap=True)
        self.follow_up = TextLabel(theme, "", "body", wrap=True)
        self.by = choice_field(self.tr("Remplacée par"))
        self.by.setMinimumContentsLength(40)
        self.by.activated.connect(self._chosen)
        self.replaces = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.origin = Button(theme, "", kind=ButtonKind.LINK, icon="nav.meetings")
        self.origin.clicked.connect(self._open)
        form = Form(theme)
        form.row(self.tr("Décision"), self.text)
        form.row(self.tr("Ce qu’elle demande"), self.follow_up)
        form.row(self.tr("D’où elle vient"), self.origin)
        form.row(self.tr("Remplacée par"), self.by)
        form.row(self.tr("Remplace"), self.replaces)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(form, 1)

    def show_line(self, line: DecisionLine, lines: tuple[DecisionLine, ...]) -> None:
        """Show a decision; ``lines`` are all, among which what replaces it is chosen."""
        self.line = line
        state = f"remplacée par {line.replaced_by}" if line.replaced_by else "en vigueur"
        self.header.show_title(
            line.number or self.tr("Sans numéro"), f"{date_full(line.meeting_day)} · {state}"
        )
        self.text.show_text(line.text)
        self.follow_up.show_text("\n".join(line.follow_up) or self.tr("Aucune suite à donner."))
        self.origin.setText(f"{meeting_title(line.meeting_day)}, {line.origin}")
        self.replaces.show_text(line.replaces or self.tr("Aucune décision."))
        newer = [one for one in lines if one.id != line.id and one.meeting_day >= line.meeting_day]
        fill_choices(
            self.by,
            [
                ("", self.tr("Aucune, elle est en vigueur")),
                *((one.id, shortened(one.title, 70)) for one in newer),
            ],
        )
        self.by.setCurrentIndex(max(0, self.by.findData(line.replaced_by_id or "")))

    def _chosen(self) -> None:
        if self.line is not None and (self.line.replaced_by_id or "") != self.by.currentData():
            self.replaced.emit(self.line.id, str(self.by.currentData()))

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
