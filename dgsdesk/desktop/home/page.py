"""The page « Accueil »: lines to do by urgency at left; next meeting, minutes going round, hosts at right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dgsdesk.application.home.page import HomePage as HomeRows
from dgsdesk.application.home.page import TodoGroup, home_page
from dgsdesk.application.home.todos import Todo, TodoKind
from dgsdesk.application.minutes.frozen_text import Proven, prove_texts
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.panes import SidePane
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, RowsModel, Shown, TodoRow
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.components.todo import TodoDelegate
from dgsdesk.desktop.home.side import HomeSide
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page

_CIRCLE = "home/circle"

_ICONS = {
    TodoKind.AGENDA: "calendar-clock",
    TodoKind.INVITATION: "act.send",
    TodoKind.SESSION: "mic",
    TodoKind.DRAFT: "file-pen",
    TodoKind.OBSERVATIONS: "messages-square",
    TodoKind.APPROVAL: "circle-check",
    TodoKind.DISPATCH: "megaphone",
    TodoKind.ACTION: "circle-alert",
    TodoKind.GREY_ZONE: "nav.grey_zones",
    TodoKind.ROTA: "nav.rota",
    TodoKind.PEOPLE: "nav.directory",
    TodoKind.IDENTITY: "kind.epci",
    TodoKind.BACKUP: "kind.backup",
    TodoKind.DOSSIER: "inbox",
    TodoKind.RETENTION: "calendar-clock",
}


@dataclass(frozen=True)
class _Line:
    """A heading or a to-do line, with the key that names it for good."""

    key: str
    shown: Shown
    todo: Todo | None = None


class HomePage(Page):
    """Answer: what do I do today?"""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._filled = False
        self._circle: QComboBox | None = None
        self._model: RowsModel[_Line] = RowsModel(lambda line: line.shown, lambda line: line.key, self)
        self._header = PageHeader(self.theme)
        note = host.actions.action("subjects.note")
        self._header.add_button(Button(self.theme, icon="act.note_subject", key="F8", action=note))
        self._list = RowList(self.theme, self._model, self.tr("À faire"), delegate=TodoDelegate)
        self._list.activated_key.connect(self._open)
        self._list.button_clicked.connect(self._open)
        self._nothing = EmptyPage(
            self.theme,
            "circle-check",
            self.tr("Rien ne vous attend"),
            self.tr("La prochaine échéance apparaîtra ici, avec le geste à faire."),
        )
        self._side = HomeSide(host)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        panes = SidePane(
            self.theme,
            host.preferences,
            "home",
            self._main(),
            self._side,
            main_title=self.tr("À faire"),
            side_title=self.tr("En cours"),
            width="wide",
        )
        layout.addWidget(panes)

    def _main(self) -> QWidget:
        main = Panel(self.theme, "surface")
        layout = QVBoxLayout(main)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._nothing, 1)
        return main

    def refresh(self, changes: frozenset[str]) -> None:
        """Read everything again: any change may move a line."""
        del changes
        circle_id = self.host.preferences.text(_CIRCLE)
        self.host.ask(home_page, circle_id, then=self._show, owner=self, replaces="home")

    def take_focus(self) -> None:
        """Give the keyboard to the lines."""
        self._list.setFocus()

    def is_filled(self) -> bool:
        """Tell whether the first rows are there."""
        return self._filled

    def _offer_circles(self, rows: HomeRows) -> None:
        """Offer the circles where there are several; most networks never load the field for it."""
        if self._circle is None and not rows.circles:
            return
        from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices

        if self._circle is None:
            self._circle = choice_field(self.tr("Format de rencontre"))
            self._circle.activated.connect(self._choose_circle)
            self._header.beside.addWidget(self._circle)
        fill_choices(self._circle, [("", self.tr("Tous les formats")), *rows.circles])
        choose(self._circle, rows.circle_id)
        self._circle.setVisible(bool(rows.circles))

    def _choose_circle(self) -> None:
        assert self._circle is not None
        self.host.preferences.keep(_CIRCLE, str(self._circle.currentData() or ""))
        self.refresh(frozenset())

    def _show(self, rows: HomeRows) -> None:
        if not self._filled:
            self._filled = True
            self.host.when_idle(self._prove)
        self._header.show_title(rows.title, rows.summary)
        self._offer_circles(rows)
        lines = [line for group in rows.groups for line in _lines(group, rows)]
        self._model.replace(lines)
        self._list.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        if lines and not self._list.chosen_key():
            self._list.choose_first()
        self._side.show_rows(rows)

    def _prove(self) -> None:
        """Look behind the page whether all frozen texts are sound, some at a time: there may be thousands."""
        self.host.ask(prove_texts, then=self._proven, owner=self, replaces="proofs")

    def _proven(self, proven: Proven) -> None:
        if proven.others:
            self.host.when_idle(self._prove)
        elif proven.altered:
            self.refresh(frozenset())

    def _open(self, key: str) -> None:
        index = self._model.index_of(key)
        if index.isValid() and (todo := self._model.item(index).todo) is not None:
            if todo.reminder:
                self._remind(todo)
            else:
                circle = ("circle", todo.circle_id) if todo.circle_id else None
                self.host.open(todo.page, circle or todo.subject or None)

    def _remind(self, todo: Todo) -> None:
        # « Accueil » is the first page: what it rarely needs is loaded when it does.
        from dgsdesk.desktop.reminders.offer import offer_reminder

        offer_reminder(self.host, self, todo.reminder, todo.subject, self.host.tell)


def _lines(group: TodoGroup, rows: HomeRows) -> list[_Line]:
    heading = _Line(f"group:{group.title}", Heading(group.title, str(len(group.lines))))
    return [heading, *(_line(todo, rows) for todo in group.lines)]


def _line(todo: Todo, rows: HomeRows) -> _Line:
    when, second = todo.deadline(rows.today)
    tone = "bad" if todo.late else "warn" if todo.due == rows.today else ""
    shown = TodoRow(
        icon=_ICONS[todo.kind],
        title=todo.title,
        why=todo.why,
        when=when,
        when_second=second,
        verb=todo.button,
        tone=tone,
        icon_tone="bad" if todo.late else "accent_text",
    )
    return _Line(f"{todo.kind}:{todo.page}:{todo.subject}:{todo.title}", shown, todo)
