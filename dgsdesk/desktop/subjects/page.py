"""The page of subjects: themes and shared subjects by state, ripest first; one of them at right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.agenda import AddItem
from dgsdesk.application.command import Command
from dgsdesk.application.subjects_page import SubjectLine, subjects_page
from dgsdesk.application.subjects_page import SubjectsPage as SubjectsRows
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
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
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
        self._rows: SubjectsRows | None = None
        self._wanted = ""
        self._shared = False
        self.model: RowsModel[object] = RowsModel(_row, _key, self)
        self.new = NewLine(self.theme, self.tr("Titre du sujet"), self.tr("Le sujet, puis Entrée"))
        self.detail = SubjectView(host)
        self.merging = MergePane(self.theme)
        self._nothing = self._empty()
        self.register = self._make_register()
        self.list, self.filter = self.register.list, self.register.filter
        self._right = self.register.right
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.register)
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

    def _make_register(self) -> Register:
        register = Register(
            self.theme,
            self.host.preferences,
            "subjects",
            self.tr("Sujets"),
            self.model,
            self.tr("Thèmes et sujets communs"),
            details=(self.detail, self.merging, self._nothing),
            detail_title=self.tr("Sujet choisi"),
            filter_name=self.tr("Filtrer"),
            new=self.new,
        )
        actions = self.host.actions
        for name, text in (("add", self.tr("Thème")), ("add_shared", self.tr("Commun"))):
            action = actions.action(f"subjects.{name}")
            register.add_button(Button(self.theme, text, icon="act.add", action=action))
        return register

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.register.narrowed.connect(self._show_list)
        self.register.cleared.connect(self._show_list)
        self.new.named.connect(self._add_named)
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
            self.register.clear_filter()  # what was asked for is shown, whatever the filter

    def take_focus(self) -> None:
        """Give the keyboard to the list, unless a title is being typed."""
        self.register.take_focus()

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.detail.leave()

    def _take_register(self, rows: SubjectsRows) -> None:
        self._rows = rows
        self.detail.show_raisers(rows.raisers)
        self._show_list()

    def _show_list(self) -> None:
        rows = self._rows
        if rows is None:
            return
        self.register.facts.show_text(str(len(rows.lines)))
        empty = None if rows.lines else self._nothing
        if self.register.show_rows(self._lines(rows), self._wanted, empty=empty):
            self._wanted = ""

    def _lines(self, rows: SubjectsRows) -> list[object]:
        lines: list[object] = []
        for state in SubjectState:
            found = [line for line in rows.of_state(state) if self.register.passes(line.search)]
            if found:
                lines += [Heading(_GROUPS[state], right=str(len(found))), *found]
        return lines

    def _line(self, key: str) -> SubjectLine | None:
        lines = self._rows.lines if self._rows else ()
        return next((line for line in lines if line.id == key), None)

    def _show_chosen(self, key: str) -> None:
        line = self._line(key)
        if line is not None and self._rows is not None:
            self.detail.show_line(line, self._rows.next_meeting)
            self._right.setCurrentWidget(self.detail)

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
        self.register.begin_new()

    def _add_named(self, title: str) -> None:
        command: Command[str] = AddSharedSubject(title) if self._shared else NoteSubject(title)
        self.host.run(command, then=self._added, owner=self)

    def _added(self, subject_id: str) -> None:
        self.filter.clear()
        self._wanted = subject_id
        self._show_list()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan(self) -> None:
        line, rows = self._line(self.list.chosen_key()), self._rows
        if line is not None and rows is not None and rows.next_meeting_id:
            kind = SourceKind.SHARED_SUBJECT if line.shared else SourceKind.RAISED_THEME
            self.host.run(AddItem(rows.next_meeting_id, kind, line.id), owner=self)

    def _open_merging(self) -> None:
        kept = self._line(self.list.chosen_key())
        if kept is not None and self._rows is not None:
            waiting = self._rows.of_state(SubjectState.WAITING)
            others = [line for line in waiting if not line.shared and line.id != kept.id]
            self.merging.show_others(kept, others)
            self.register.show_detail(self.merging)
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
