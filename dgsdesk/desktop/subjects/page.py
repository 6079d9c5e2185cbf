"""The page of subjects: themes and shared subjects by state, ripest first; one of them at right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.agenda import AddItem
from dgsdesk.application.command import Command
from dgsdesk.application.membership import sort_key
from dgsdesk.application.subjects_page import SubjectLine, subjects_page
from dgsdesk.application.subjects_page import SubjectsPage as Register
from dgsdesk.application.theme import (
    AddSharedSubject,
    DropSubject,
    MergeThemes,
    NoteSubject,
    RemoveSubject,
    RestoreSubject,
)
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.panes import Panes
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page
from dgsdesk.desktop.subjects.detail import SubjectView
from dgsdesk.desktop.subjects.merge_pane import MergePane
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.theme import SubjectState

_GROUPS = {
    SubjectState.WAITING: "En attente",
    SubjectState.PLANNED: "Inscrits à une réunion",
    SubjectState.TREATED: "Traités",
    SubjectState.DROPPED: "Écartés",
}


class SubjectsPage(Page):
    """List, filter and detail; merging takes the detail's place."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._register: Register | None = None
        self._wanted = ""
        self._shared = False
        self.model: RowsModel[object] = RowsModel(_row, _key, self)
        self.list = RowList(self.theme, self.model, self.tr("Thèmes et sujets communs"), ground="surface_alt")
        self.filter = SearchField(self.theme, self.tr("Filtrer"))
        self.count = TextLabel(self.theme, "", "small", "text_soft")
        self.new = NewLine(self.theme, self.tr("Titre du sujet"), self.tr("Le sujet, puis Entrée"))
        self.detail = SubjectView(host)
        self.merging = MergePane(self.theme)
        self._right = QStackedWidget()
        for part in (self.detail, self.merging, self._empty(), self._unknown()):
            self._right.addWidget(part)
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _empty(self) -> EmptyPage:
        actions = self.host.actions
        return EmptyPage(
            self.theme,
            "nav.subjects",
            self.tr("Aucun sujet pour l’instant"),
            self.tr("Une idée se note en dix secondes, de n’importe quelle page, avec la touche F8."),
            filled=Button(self.theme, kind=ButtonKind.FILLED, action=actions.action("subjects.add")),
            plain=Button(self.theme, action=actions.action("subjects.add_shared")),
        )

    def _unknown(self) -> EmptyPage:
        clear = Button(self.theme, self.tr("Effacer le filtre"))
        clear.clicked.connect(self._clear_filter)
        self._not_found = EmptyPage(self.theme, "act.search", self.tr("Aucun résultat"), plain=clear)
        return self._not_found

    def _lay_out(self) -> None:
        left = Panel(self.theme, "surface_alt")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._list_head())
        column.addWidget(self.new)
        column.addWidget(self.list, 1)
        pane = self.theme.tokens.panes["list"]
        left.setMinimumWidth(pane["min"])
        panes = Panes(self.theme, self.host.preferences, "subjects", left, self._right)
        panes.start_with(pane["default"], 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)

    def _list_head(self) -> QWidget:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(TextLabel(self.theme, self.tr("Sujets"), "title"))
        first.addWidget(self.count)
        first.addStretch(1)
        actions = self.host.actions
        for name, text in (("add", self.tr("Thème")), ("add_shared", self.tr("Commun"))):
            action = actions.action(f"subjects.{name}")
            first.addWidget(Button(self.theme, text, icon="act.add", action=action))
        head = Panel(self.theme, "surface_alt", "b")
        layout = QVBoxLayout(head)
        layout.setContentsMargins(16, 11, 8, 10)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addWidget(self.filter)
        return head

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.filter.searched.connect(lambda _: self._show_list())
        self.filter.left_down.connect(self.list.setFocus)
        self.new.named.connect(self._add_named)
        self.new.given_up.connect(self.list.setFocus)
        self.detail.wanted.connect(self._run)
        self.merging.merged.connect(self._merge)
        self.merging.closed.connect(self._show_list)
        bind = self.host.actions.bind
        bind("subjects.add", lambda: self._begin(shared=False))
        bind("subjects.add_shared", lambda: self._begin(shared=True))
        bind("subjects.plan", self._plan)
        bind("subjects.merge", self._open_merging)
        bind("subjects.drop", lambda: self._run_on_chosen(DropSubject))
        bind("subjects.restore", lambda: self._run_on_chosen(RestoreSubject))
        bind("subjects.remove", lambda: self._run_on_chosen(RemoveSubject), self.list)
        for act in ("plan", "merge", "drop", "restore"):
            self.host.actions.allow(f"subjects.{act}", False, self.tr("Choisissez d’abord un sujet."))

    # -- reading ---------------------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read every subject again."""
        del changes
        self.host.ask(subjects_page, then=self._take_register, owner=self, replaces="register")

    def shown(self, subject: object | None) -> None:
        """Show a subject; « add » begins a new one."""
        if subject == "add":
            self._begin(shared=False)
        elif isinstance(subject, str) and not self.list.choose(subject):
            self._wanted = subject

    def take_focus(self) -> None:
        """Give the keyboard to the list, unless a title is being typed."""
        if not self.new.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.detail.leave()

    def _take_register(self, register: Register) -> None:
        self._register = register
        self.detail.show_raisers(register.raisers)
        self._show_list()

    def _show_list(self) -> None:
        register = self._register
        if register is None:
            return
        before = self.list.chosen_key()
        self.model.replace(self._lines(register))
        self.count.show_text(str(len(register.lines)))
        if self._wanted and self.list.choose(self._wanted):
            self._wanted = ""
        elif not self._line(self.list.chosen_key()):
            self.list.choose_first()
        self._show_right(register)
        chosen = self.list.chosen_key()
        if chosen == before:
            self._show_chosen(chosen)

    def _lines(self, register: Register) -> list[object]:
        words = sort_key(self.filter.text()).split()
        lines: list[object] = []
        for state in SubjectState:
            found = [line for line in register.of_state(state) if all(word in line.search for word in words)]
            if found:
                lines += [Heading(_GROUPS[state], right=str(len(found))), *found]
        return lines

    def _show_right(self, register: Register) -> None:
        if self.model.items():
            self._right.setCurrentIndex(0)
        elif not register.lines:
            self._right.setCurrentIndex(2)
        else:
            said = self.tr("Aucun résultat pour «\u00a0%1\u00a0»").replace("%1", self.filter.text())
            self._not_found.say(said)
            self._right.setCurrentIndex(3)

    def _clear_filter(self) -> None:
        self.filter.clear()
        self._show_list()

    def _line(self, key: str) -> SubjectLine | None:
        lines = self._register.lines if self._register else ()
        return next((line for line in lines if line.id == key), None)

    def _show_chosen(self, key: str) -> None:
        line = self._line(key)
        if line is not None and self._register is not None:
            self.detail.show_line(line, self._register.next_meeting)
            self._right.setCurrentIndex(0)

    # -- acts ------------------------------------------------------------------------------------------------

    def _run(self, command: Command[None]) -> None:
        self.host.run(command, owner=self)

    def _run_on_chosen(self, act: type[Command[None]]) -> None:
        if self._line(self.list.chosen_key()):
            self.host.run(act(self.list.chosen_key()), owner=self)  # type: ignore[call-arg]

    def _begin(self, *, shared: bool) -> None:
        self._shared = shared
        name = self.tr("Titre du sujet commun") if shared else self.tr("Titre du thème")
        self.new.field.setAccessibleName(name)
        self.new.field.setPlaceholderText(f"{name}, {self.tr('puis Entrée')}")
        self.new.begin()

    def _add_named(self, title: str) -> None:
        command: Command[str] = AddSharedSubject(title) if self._shared else NoteSubject(title)
        self.host.run(command, then=self._added, owner=self)

    def _added(self, subject_id: str) -> None:
        self.filter.clear()
        self._wanted = subject_id
        self._show_list()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan(self) -> None:
        line, register = self._line(self.list.chosen_key()), self._register
        if line is not None and register is not None and register.next_meeting_id:
            kind = SourceKind.SHARED_SUBJECT if line.shared else SourceKind.RAISED_THEME
            self.host.run(AddItem(register.next_meeting_id, kind, line.id), owner=self)

    def _open_merging(self) -> None:
        kept = self._line(self.list.chosen_key())
        if kept is not None and self._register is not None:
            waiting = self._register.of_state(SubjectState.WAITING)
            others = [line for line in waiting if not line.shared and line.id != kept.id]
            self.merging.show_others(kept, others)
            self._right.setCurrentWidget(self.merging)
            self.merging.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _merge(self, others: tuple[str, ...]) -> None:
        self.host.run(MergeThemes(self.list.chosen_key(), others), owner=self)


def _row(line: object) -> Shown:
    if isinstance(line, Heading):
        return line
    assert isinstance(line, SubjectLine)
    waiting = line.state is SubjectState.WAITING
    return Row(line.title, second=line.short, ripeness=line.squares if waiting else None)


def _key(line: object) -> str:
    if isinstance(line, Heading):
        return line.title
    assert isinstance(line, SubjectLine)
    return line.id
