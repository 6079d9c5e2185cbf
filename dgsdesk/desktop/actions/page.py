"""The page of actions: what was promised at left, late first; one of them at right."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.action import AddAction, MoveAction, RemoveAction
from dgsdesk.application.action_page import ActionGroup, ActionLine, actions_page
from dgsdesk.application.action_page import ActionsPage as Register
from dgsdesk.application.action_printing import PrintActions
from dgsdesk.application.command import Command
from dgsdesk.application.membership import sort_key
from dgsdesk.desktop.actions.detail import ActionView
from dgsdesk.desktop.components.badge import badge_of
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.panes import Panes
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page
from dgsdesk.domain.action import ActionState
from dgsdesk.domain.errors import KnownError

_PROPOSED = timedelta(days=14)
_OPEN = frozenset(ActionGroup) - {ActionGroup.SETTLED}
_FILTERS = (
    ("Ouvertes", _OPEN),
    ("En retard", frozenset({ActionGroup.LATE})),
    ("Toutes", frozenset(ActionGroup)),
)


class ActionsPage(Page):
    """List, filters and detail."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._register: Register | None = None
        self._wanted = ""
        self._fresh = False
        self.model: RowsModel[object] = RowsModel(_row, _key, self)
        self.list = RowList(self.theme, self.model, self.tr("Actions"), ground="surface_alt")
        self.filter = SearchField(self.theme, self.tr("Filtrer par mot ou par personne"))
        self.groups = QComboBox()
        self.facts = TextLabel(self.theme, "", "small", "text_soft", elide=True)
        self.new = NewLine(self.theme, self.tr("Action à noter"), self.tr("Ce qu’il faut faire, puis Entrée"))
        self.detail = ActionView(host)
        self._right = QStackedWidget()
        for part in (self.detail, self._empty(), self._unknown()):
            self._right.addWidget(part)
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _empty(self) -> EmptyPage:
        add = self.host.actions.action("actions.add")
        return EmptyPage(
            self.theme,
            "nav.actions",
            self.tr("Aucune action pour l’instant"),
            self.tr("Les actions se notent en séance, avec la touche @, ou ici."),
            filled=Button(self.theme, kind=ButtonKind.FILLED, action=add),
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
        panes = Panes(self.theme, self.host.preferences, "actions", left, self._right)
        panes.start_with(pane["max"], 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)

    def _list_head(self) -> QWidget:
        actions = self.host.actions
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(TextLabel(self.theme, self.tr("Actions"), "title"))
        first.addWidget(self.facts, 1)
        paper = IconButton(self.theme, "act.print", self.tr("Imprimer la liste"), key="Ctrl+P", framed=True)
        paper.clicked.connect(actions.action("actions.print").trigger)
        first.addWidget(paper)
        add = actions.action("actions.add")
        first.addWidget(Button(self.theme, self.tr("Ajouter"), icon="act.add", action=add))
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.filter, 1)
        second.addWidget(self.groups)
        self.groups.setAccessibleName(self.tr("Actions à montrer"))
        self.groups.setMinimumHeight(self.theme.height("field", "body"))
        self.groups.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for words, _ in _FILTERS:
            self.groups.addItem(words)
        head = Panel(self.theme, "surface_alt", "b")
        layout = QVBoxLayout(head)
        layout.setContentsMargins(16, 11, 8, 10)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addLayout(second)
        return head

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.list.activated_key.connect(lambda _: self.detail.text.setFocus(Qt.FocusReason.TabFocusReason))
        self.filter.searched.connect(lambda _: self._show_list())
        self.filter.left_down.connect(self.list.setFocus)
        self.groups.activated.connect(lambda _: self._show_list())
        self.new.named.connect(self._add_named)
        self.new.given_up.connect(self.list.setFocus)
        self.detail.wanted.connect(self._run)
        bind = self.host.actions.bind
        bind("actions.add", self.new.begin)
        bind("actions.start", lambda: self._move(ActionState.DOING))
        bind("actions.done", lambda: self._move(ActionState.DONE))
        bind("actions.drop", lambda: self._move(ActionState.DROPPED))
        bind("actions.reopen", lambda: self._move(ActionState.TODO))
        bind("actions.meeting", self._open_meeting)
        bind("actions.print", lambda: self.host.run(PrintActions(), then=self._printed, owner=self))
        bind("actions.remove", self._remove, self.list)
        self._allow(None)

    # -- reading ---------------------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read every action again."""
        del changes
        self.host.ask(actions_page, then=self._take_register, owner=self, replaces="register")

    def shown(self, subject: object | None) -> None:
        """Show an action, whatever the filter; « add » begins a new one."""
        if subject == "add":
            self.new.begin()
        elif isinstance(subject, str) and not self.list.choose(subject):
            self._wanted = subject
            self._show_list()

    def take_focus(self) -> None:
        """Give the keyboard to the list, unless an action is being typed."""
        if not self.new.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.detail.leave()

    def _take_register(self, register: Register) -> None:
        self._register = register
        self.facts.show_text(register.facts)
        self.detail.show_owners(register.owners)
        self.detail.due.propose(register.today + _PROPOSED)
        self._show_list()

    def _show_list(self) -> None:
        register = self._register
        if register is None:
            return
        if self._line(self._wanted) is not None and not self._passes(self._wanted):
            self._widen()
        before = self.list.chosen_key()
        self.model.replace(self._lines(register))
        if self._wanted and self.list.choose(self._wanted):
            self._wanted = ""
        elif not self._line(self.list.chosen_key()):
            self.list.choose_first()
        self._show_right(register)
        chosen = self.list.chosen_key()
        if chosen == before:
            self._show_chosen(chosen)

    def _lines(self, register: Register) -> list[object]:
        lines: list[object] = []
        for group in ActionGroup:
            found = [line for line in register.lines if line.group is group and self._passes(line.id)]
            if found:
                lines += [Heading(group.value, right=str(len(found))), *found]
        return lines

    def _passes(self, key: str) -> bool:
        line = self._line(key)
        words = sort_key(self.filter.text()).split()
        groups = _FILTERS[self.groups.currentIndex()][1]
        return line is not None and line.group in groups and all(word in line.search for word in words)

    def _widen(self) -> None:
        """Take the filters off, so that what is asked for can be shown."""
        self.filter.clear()
        line = self._line(self._wanted)
        settled = line is not None and line.group is ActionGroup.SETTLED
        self.groups.setCurrentIndex(len(_FILTERS) - 1 if settled else 0)

    def _show_right(self, register: Register) -> None:
        if self.model.items():
            self._right.setCurrentIndex(0)
            return
        self._allow(None)
        if not register.lines:
            self._right.setCurrentIndex(1)
            return
        asked = self.filter.text() or self.groups.currentText()
        self._not_found.say(self.tr("Aucun résultat pour «\u00a0{}\u00a0»").format(asked))
        self._right.setCurrentIndex(2)

    def _clear_filter(self) -> None:
        self.filter.clear()
        self.groups.setCurrentIndex(len(_FILTERS) - 1)
        self._show_list()

    def _line(self, key: str) -> ActionLine | None:
        lines = self._register.lines if self._register else ()
        return next((line for line in lines if line.id == key), None)

    def _show_chosen(self, key: str) -> None:
        line = self._line(key)
        self._allow(line)
        if line is None:
            return
        self.detail.show_line(line)
        self._right.setCurrentIndex(0)
        if self._fresh:
            self._fresh = False
            self.detail.owner.setFocus(Qt.FocusReason.TabFocusReason)

    def _allow(self, line: ActionLine | None) -> None:
        settled = line is not None and line.group is ActionGroup.SETTLED
        nothing = self.tr("Choisissez d’abord une action.")
        over = self.tr("Cette action est déjà faite ou abandonnée.")
        allow = self.host.actions.allow
        for name in ("done", "drop"):
            allow(f"actions.{name}", line is not None and not settled, over if line else nothing)
        todo = line is not None and line.row.state is ActionState.TODO
        allow("actions.start", todo, self.tr("Cette action n’est plus à faire.") if line else nothing)
        allow("actions.reopen", settled, self.tr("Cette action est encore ouverte.") if line else nothing)
        known = line is not None and line.row.meeting_id is not None
        allow("actions.meeting", known, self.tr("Cette action est notée hors réunion.") if line else nothing)

    # -- acts ------------------------------------------------------------------------------------------------

    def _run(self, command: Command[None]) -> None:
        self.host.run(command, failed=self._refused, owner=self)

    def _refused(self, error: KnownError) -> None:
        """Say why, and show again what is kept."""
        self.host.tell_error(error)
        self._show_chosen(self.list.chosen_key())

    def _move(self, state: ActionState) -> None:
        if self._line(self.list.chosen_key()):
            self.detail.leave()
            self._run(MoveAction(self.list.chosen_key(), state))

    def _remove(self) -> None:
        if self._line(self.list.chosen_key()):
            self._run(RemoveAction(self.list.chosen_key()))

    def _add_named(self, text: str) -> None:
        self.host.run(AddAction(None, text), then=self._added, owner=self)

    def _added(self, action_id: str) -> None:
        self._wanted, self._fresh = action_id, True
        self._show_list()

    def _open_meeting(self) -> None:
        line = self._line(self.list.chosen_key())
        if line is not None and line.row.meeting_id is not None:
            self.host.open("meetings", line.row.meeting_id)

    def _printed(self, path: str) -> None:
        folder = QUrl.fromLocalFile(str(Path(path).parent))
        self.host.tell(
            Message(
                self.tr("La liste des actions est prête\u00a0: {}").format(Path(path).name),
                tone="ok",
                button=self.tr("Ouvrir le dossier"),
                act=lambda: QDesktopServices.openUrl(folder),
            )
        )


def _row(line: object) -> Shown:
    if isinstance(line, Heading):
        return line
    assert isinstance(line, ActionLine)
    second = " · ".join(filter(None, (line.owner, line.met)))
    return Row(line.row.text, second, line.when, line.away, badge=badge_of(line.badge))


def _key(line: object) -> str:
    if isinstance(line, Heading):
        return line.title
    assert isinstance(line, ActionLine)
    return line.id
