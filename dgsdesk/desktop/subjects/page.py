"""The page of subjects: themes and shared subjects by state, ripest first; one of them at right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.agenda.referral import REFERRAL_TITLES, PrintReferrals, ReferralRow, referrals
from dgsdesk.application.command import Command
from dgsdesk.application.invitation.files import Laid
from dgsdesk.application.subjects.acts import (
    AddSharedSubject,
    DropSubject,
    MergeThemes,
    NoteSubject,
    RemoveSubject,
    RestoreSubject,
    SplitTheme,
)
from dgsdesk.application.subjects.call import AnswerGrid, LayThemeCall, answer_grid
from dgsdesk.application.subjects.page import SubjectLine, subjects_page
from dgsdesk.application.subjects.page import SubjectsPage as SubjectsRows
from dgsdesk.application.subjects.thread import source_thread
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.check_grid import Tick
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.merge_pane import MergePane
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_folder
from dgsdesk.desktop.shell.page import Page
from dgsdesk.desktop.subjects.call_pane import CallPane
from dgsdesk.desktop.subjects.detail import SubjectView
from dgsdesk.desktop.subjects.grid_pane import GridPane
from dgsdesk.desktop.subjects.referral_view import ReferralView
from dgsdesk.desktop.subjects.split_pane import SplitPane
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.theme import SubjectState

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource

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
        self._referrals: tuple[ReferralRow, ...] = ()
        self._wanted = ""
        self._shared = False
        self.model: RowsModel[object] = RowsModel(_row, _key, self)
        self.new = NewLine(self.theme, self.tr("Titre du sujet"), self.tr("Le sujet, puis Entrée"))
        self.detail = SubjectView(host)
        self.merging = MergePane(self.theme, self.tr("Thèmes à réunir"))
        self.splitting = SplitPane(self.theme)
        self.call = CallPane(host)
        self.grid = GridPane(self.theme, host.preferences)
        self.referral = ReferralView(host)
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
            details=(
                self.detail,
                self.merging,
                self.splitting,
                self.call,
                self.grid,
                self.referral,
                self._nothing,
            ),
            detail_title=self.tr("Sujet choisi"),
            filter_name=self.tr("Filtrer"),
            new=self.new,
        )
        actions = self.host.actions
        for name, text in (("add", self.tr("Thème")), ("add_shared", self.tr("Commun"))):
            action = actions.action(f"subjects.{name}")
            register.add_button(Button(self.theme, text, icon="act.add", action=action))
        for name, icon in (("call", "act.ask"), ("grid", "kind.commune")):
            action = actions.action(f"subjects.{name}")
            button = IconButton(self.theme, icon, action.text().rstrip("…"))
            button.clicked.connect(action.trigger)
            register.add_button(button)
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
        bind("subjects.split", self._open_splitting)
        bind("subjects.call", self._open_call)
        bind("subjects.grid", self._open_grid)
        bind("subjects.print_referrals", self._print_referrals)
        bind("subjects.drop", lambda: self._run_on_chosen(DropSubject))
        bind("subjects.restore", lambda: self._run_on_chosen(RestoreSubject))
        bind("subjects.remove", lambda: self._run_on_chosen(RemoveSubject), self.list)
        also = ("plan", "merge", "split", "drop", "restore")
        self.host.actions.offer_on(self.list, *(f"subjects.{act}" for act in also))
        self.splitting.wanted.connect(self._split)
        self.splitting.closed.connect(self._show_list)
        self.call.wanted.connect(self._lay_call)
        self.call.closed.connect(self._show_list)
        self.grid.wanted.connect(lambda command: self.host.run(command, owner=self, quiet=True))
        self.grid.closed.connect(self._show_list)
        self.referral.wanted.connect(lambda command: self.host.run(command, owner=self))
        for act in ("plan", "merge", "split", "drop", "restore"):
            self.host.actions.allow(f"subjects.{act}", False, self.tr("Choisissez d’abord un sujet."))

    # -- reading ---------------------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read every subject again."""
        del changes
        self.host.ask(referrals, then=self._take_referrals, owner=self, replaces="referrals")
        self.host.ask(subjects_page, then=self._take_register, owner=self, replaces="register")
        if self._right.currentWidget() is self.grid:
            self.host.ask(answer_grid, then=self.grid.show_grid, owner=self, replaces="grid")

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

    def papers(self) -> Sequence[PaperSource]:
        """Return the list of what waits for the mayors, where there is one."""
        chosen = self._printable()
        return (PrintReferrals(chosen.referral),) if chosen is not None else ()

    def thing(self) -> str:
        """Return the subject that is chosen."""
        return self.list.chosen_key()

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.detail.leave()
        self.referral.leave()

    def _take_referrals(self, rows: tuple[ReferralRow, ...]) -> None:
        self._referrals = rows
        waiting = [row for row in rows if row.referred_on is None and row.ready]
        none = (
            self.tr("Les points de la liste n’ont pas encore été discutés en réunion.")
            if any(not row.ready for row in rows)
            else self.tr("Aucun point n’attend d’être porté ni arbitré.")
        )
        self.host.actions.allow("subjects.print_referrals", bool(waiting), none)

    def _take_register(self, rows: SubjectsRows) -> None:
        self._rows = rows
        self.detail.show_raisers(rows.raisers)
        busy = self._right.currentWidget()
        self._show_list()
        if busy in (self.grid, self.call, self.splitting):  # what is being filled in stays
            self._right.setCurrentWidget(busy)

    def _show_list(self) -> None:
        rows = self._rows
        if rows is None:
            return
        self.register.facts.show_text(str(len(rows.lines)))
        empty = None if rows.lines or self._referrals else self._nothing
        if self.register.show_rows(self._lines(rows), self._wanted, empty=empty):
            self._wanted = ""

    def _lines(self, rows: SubjectsRows) -> list[object]:
        lines: list[object] = []
        for state in SubjectState:
            if state is SubjectState.TREATED:  # what waits for the mayors stands above what is over
                lines += self._brought()
            found = [line for line in rows.of_state(state) if self.register.passes(line.search)]
            if found:
                lines += [Heading(_GROUPS[state], right=str(len(found))), *found]
        return lines

    def _brought(self) -> list[object]:
        lines: list[object] = []
        for referral, title in REFERRAL_TITLES.items():
            brought = [row for row in self._referrals if row.referral is referral]
            brought = [row for row in brought if self.register.passes(row.search)]
            if brought:
                lines += [Heading(title, right=str(len(brought))), *brought]
        return lines

    def _line(self, key: str) -> SubjectLine | None:
        lines = self._rows.lines if self._rows else ()
        return next((line for line in lines if line.id == key), None)

    def _show_chosen(self, key: str) -> None:
        brought = next((row for row in self._referrals if _key(row) == key), None)
        if brought is not None and self._rows is not None:
            self.referral.show_row(brought, self._rows.today)
            self._right.setCurrentWidget(self.referral)
            return
        line = self._line(key)
        if line is not None:
            kind = SourceKind.SHARED_SUBJECT if line.shared else SourceKind.RAISED_THEME
            self.host.ask(
                source_thread, kind, line.id, then=self.detail.show_thread, owner=self, replaces="thread"
            )
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
            ticks = [Tick(line.id, f"{line.title} ({line.words})", False) for line in others]
            facts = self.tr("Les thèmes cochés se fondent dans celui-ci, avec les communes qui les portent.")
            self.merging.show_others(kept.title, facts, ticks)
            self.register.show_detail(self.merging)
            self.merging.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_splitting(self) -> None:
        line = self._line(self.list.chosen_key())
        if line is not None:
            self.register.show_detail(self.splitting)
            self.splitting.begin(line)

    def _split(self, command: SplitTheme) -> None:
        self.host.run(command, then=self._added, owner=self)

    def _open_call(self) -> None:
        self.register.show_detail(self.call)
        self.call.begin()

    def _lay_call(self, command: LayThemeCall) -> None:
        self.host.run(command, then=self._laid, owner=self)

    def _laid(self, laid: Laid) -> None:
        self._show_list()
        self._tell_laid(self.tr("L’appel à thèmes est prêt : fiche et messages sont dans le dossier"), laid)

    def _tell_laid(self, said: str, laid: Laid) -> None:
        tell_folder(self.host, laid.folder, f"{said} :")

    def _open_grid(self) -> None:
        self.register.show_detail(self.grid)
        self.host.ask(answer_grid, then=self._begin_grid, owner=self, replaces="grid")

    def _begin_grid(self, grid: AnswerGrid) -> None:
        self.grid.show_grid(grid)
        self.grid.take_focus()

    def _printable(self) -> ReferralRow | None:
        """Return the item whose list would be printed."""
        key = self.list.chosen_key()
        ready = [row for row in self._referrals if row.referred_on is None and row.ready]
        return next((row for row in ready if _key(row) == key), ready[0] if ready else None)

    def _print_referrals(self) -> None:
        """Print the list that the chosen item is in, else the first that holds something."""
        chosen = self._printable()
        if chosen is not None:
            said = self.tr("La liste est prête, en Word et en PDF, dans le dossier")
            self.host.run(
                PrintReferrals(chosen.referral), then=lambda laid: self._tell_laid(said, laid), owner=self
            )

    def _merge(self, others: tuple[str, ...]) -> None:
        self.host.run(MergeThemes(self.list.chosen_key(), others), owner=self)


def _row(line: object) -> Shown:
    if isinstance(line, Heading):
        return line
    if isinstance(line, ReferralRow):
        return Row(line.title, second=line.state_words)
    assert isinstance(line, SubjectLine)
    waiting = line.state is SubjectState.WAITING
    return Row(line.title, second=line.short, ripeness=line.squares if waiting else None)


def _key(line: object) -> str:
    if isinstance(line, Heading):
        return line.title
    if isinstance(line, ReferralRow):
        return f"referral:{line.item_id}"
    assert isinstance(line, SubjectLine)
    return line.id
