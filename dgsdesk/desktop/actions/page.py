"""The page of actions: what was promised at left, late first; one of them at right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from dgsdesk.application.action.acts import AddAction, MoveAction, RemoveAction
from dgsdesk.application.action.page import SETTLED_AT_ONCE, ActionGroup, ActionLine, actions_page
from dgsdesk.application.action.page import ActionsPage as ActionsRows
from dgsdesk.application.action.printing import PrintActions
from dgsdesk.application.command import Command
from dgsdesk.desktop.actions.decisions import DecisionsView
from dgsdesk.desktop.actions.detail import ActionView
from dgsdesk.desktop.components.badge import badge_of
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.tabs import Tabs, band_of
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_folder_of
from dgsdesk.desktop.shell.page import Page, Spot
from dgsdesk.domain.action import ActionState
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.meeting import ReminderTopic
from dgsdesk.domain.wording import number

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource

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
        self._rows: ActionsRows | None = None
        self._wanted = self._asked = ""
        self._settled = SETTLED_AT_ONCE
        self._by_id: dict[str, ActionLine] = {}
        self._fresh = False
        self.model: RowsModel[object] = RowsModel(_row, _key, self)
        self.new = NewLine(self.theme, self.tr("Action à noter"), self.tr("Ce qu’il faut faire, puis Entrée"))
        self.detail = ActionView(host)
        self._nothing = self._empty()
        self.register = self._make_register()
        self.list, self.filter = self.register.list, self.register.filter
        self.groups, self.facts = self.register.choice, self.register.facts
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.tabs = Tabs(self.tr("Actions ou décisions"), (self.tr("Actions"), self.tr("Décisions")))
        self.decisions = DecisionsView(host, self)
        self._decisions_read = False
        self.sections = QStackedWidget()
        self.sections.addWidget(self.register)
        self.sections.addWidget(self.decisions)
        self.tabs.currentChanged.connect(self._open_section)
        layout.addWidget(band_of(self.theme, self.tabs))
        layout.addWidget(self.sections, 1)
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

    def _open_section(self, section: int) -> None:
        self.sections.setCurrentIndex(section)
        self._read_decisions()
        self.take_focus()

    def _show_decisions(self) -> None:
        self.tabs.setCurrentIndex(1)
        self.decisions.take_focus()

    def _make_register(self) -> Register:
        register = Register(
            self.theme,
            self.host.preferences,
            "actions",
            self.tr("Actions"),
            self.model,
            self.tr("Actions"),
            details=(self.detail, self._nothing),
            detail_title=self.tr("Action choisie"),
            filter_name=self.tr("Filtrer par mot ou par personne"),
            new=self.new,
            width="max",
        )
        actions = self.host.actions
        paper = IconButton(self.theme, "act.print", self.tr("Imprimer la liste"), framed=True)
        paper.clicked.connect(actions.action("actions.print").trigger)
        register.add_button(paper)
        add = actions.action("actions.add")
        register.add_button(Button(self.theme, self.tr("Ajouter"), icon="act.add", action=add))
        register.offer(self.tr("Actions à montrer"), _FILTERS, everything=len(_FILTERS) - 1)
        return register

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.list.activated_key.connect(lambda _: self.detail.text.setFocus(Qt.FocusReason.TabFocusReason))
        self.register.narrowed.connect(self._narrow)
        self.register.cleared.connect(self._narrow)
        self.model.more_wanted.connect(self._read_more)
        self.new.named.connect(self._add_named)
        self.detail.wanted.connect(self._run)
        bind = self.host.actions.bind
        bind("actions.add", self.register.begin_new)
        bind("actions.start", lambda: self._move(ActionState.DOING))
        bind("actions.done", lambda: self._move(ActionState.DONE))
        bind("actions.drop", lambda: self._move(ActionState.DROPPED))
        bind("actions.reopen", lambda: self._move(ActionState.TODO))
        bind("actions.meeting", self._open_meeting)
        bind("actions.print", lambda: self.host.run(PrintActions(), then=self._printed, owner=self))
        bind("actions.remove", self._remove, self.list)
        states = ("actions.start", "actions.done", "actions.drop", "actions.reopen")
        self.host.actions.offer_on(self.list, *states, "actions.meeting", "actions.remind")
        bind("actions.remind", self._remind)
        bind("actions.decisions", self._show_decisions)
        self.decisions.opened.connect(lambda meeting: self.host.open("meetings", meeting))
        self._allow(None)

    # -- reading ---------------------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the actions again, and the decisions when they are looked at."""
        del changes
        self._read()
        self._decisions_read = False
        self._read_decisions()

    def _read(self) -> None:
        """Read what is open, what was settled last, what the filter finds, what was asked for or chosen."""
        also = {self._asked, self.list.chosen_key()} - {""}
        words = self.filter.text()
        self.host.ask(
            actions_page,
            words,
            self._settled,
            also,
            then=self._take_register,
            owner=self,
            replaces="register",
        )

    def _read_more(self) -> None:
        self._settled += SETTLED_AT_ONCE
        self._read()

    def _narrow(self) -> None:
        """Show at once what is read and passes the filter, then what the index finds."""
        self._show_list()
        self._read()

    def _read_decisions(self) -> None:
        """Read the decisions when they are shown and something changed: a network keeps thousands."""
        if not self._decisions_read and self.sections.currentWidget() is self.decisions:
            self._decisions_read = True
            self.decisions.refresh()

    def shown(self, subject: object | None) -> None:
        """Show an action or a decision, whatever the filter; « add » begins a new action."""
        if isinstance(subject, Spot):
            self.tabs.setCurrentIndex(1)
            self.decisions.show_decision(subject.subject)
        elif subject is not None:
            self.tabs.setCurrentIndex(subject == "decisions")
        if subject == "add":
            self.register.begin_new()
        elif isinstance(subject, str) and subject != "decisions" and not self.list.choose(subject):
            self._wanted = self._asked = subject
            if self._line(subject) is None:
                self._read()
            self._show_list()

    def take_focus(self) -> None:
        """Give the keyboard to the list, unless an action is being typed."""
        if self.sections.currentWidget() is self.decisions:
            self.decisions.take_focus()
        else:
            self.register.take_focus()

    def topic(self) -> str:
        """Return « decisions » where their register is in front."""
        return "decisions" if self.sections.currentWidget() is self.decisions else ""

    def papers(self) -> Sequence[PaperSource]:
        """Return the open actions, or the register of decisions where it is in front."""
        in_front = self.sections.currentWidget() is self.decisions
        return (self.decisions.printing() if in_front else PrintActions(),)

    def thing(self) -> str:
        """Return the action or decision that is chosen."""
        return (self.decisions if self.tabs.currentIndex() else self).list.chosen_key()

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.detail.leave()

    def _take_register(self, rows: ActionsRows) -> None:
        self._rows = rows
        self._by_id = {line.id: line for line in rows.lines}
        self.facts.show_text(rows.facts)
        self.detail.show_owners(rows.owners)
        self.detail.due.propose(rows.today + _PROPOSED)
        self._show_list()

    def _show_list(self) -> None:
        rows = self._rows
        if rows is None:
            return
        if self._line(self._wanted) is not None and not self._passes(self._wanted):
            self._widen()
        lines = self._lines(rows)
        if not lines:
            self._allow(None)
        self.model.offer_more(rows.more and ActionGroup.SETTLED in self._groups() and not self.filter.text())
        if self.register.show_rows(lines, self._wanted, empty=None if rows.lines else self._nothing):
            self._wanted = ""

    def _lines(self, rows: ActionsRows) -> list[object]:
        lines: list[object] = []
        for group in ActionGroup:
            found = [line for line in rows.lines if line.group is group and self._passes(line.id)]
            if found:
                lines += [Heading(group.value, right=self._count(rows, group, len(found))), *found]
        return lines

    def _count(self, rows: ActionsRows, group: ActionGroup, shown: int) -> str:
        """Return how many there are, those included that were not read where nothing is filtered."""
        unread = group is ActionGroup.SETTLED and not self.filter.text()
        return number(rows.settled if unread else shown)

    def _groups(self) -> frozenset[ActionGroup]:
        return _FILTERS[self.groups.currentIndex()][1]

    def _passes(self, key: str) -> bool:
        line = self._line(key)
        if line is None or line.group not in self._groups():
            return False
        rows = self._rows
        found = rows is not None and rows.words == self.filter.text() and key in rows.found
        return found or self.register.passes(line.search)

    def _widen(self) -> None:
        """Take the filters off, so that what is asked for can be shown."""
        self.filter.clear()
        line = self._line(self._wanted)
        settled = line is not None and line.group is ActionGroup.SETTLED
        self.groups.setCurrentIndex(len(_FILTERS) - 1 if settled else 0)

    def _line(self, key: str) -> ActionLine | None:
        return self._by_id.get(key)

    def _show_chosen(self, key: str) -> None:
        line = self._line(key)
        self._allow(line)
        if line is None:
            return
        self.detail.show_line(line)
        self.register.right.setCurrentWidget(self.detail)
        if self._fresh:
            self._fresh = False
            self.detail.owner.setFocus(Qt.FocusReason.TabFocusReason)

    def _allow(self, line: ActionLine | None) -> None:
        settled = line is not None and line.group is ActionGroup.SETTLED
        nothing = self.tr("Choisissez d’abord une action.")
        over = self.tr("Cette action est déjà faite ou abandonnée.")
        allow = self.host.actions.allow
        for name in ("done", "drop", "remind"):
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

    def _remind(self) -> None:
        from dgsdesk.desktop.reminders.offer import offer_reminder

        line = self._line(self.list.chosen_key())
        if line is not None:
            self.detail.leave()
            offer_reminder(self.host, self, ReminderTopic.ACTIONS, line.id, self.host.tell)

    def _printed(self, path: str) -> None:
        tell_folder_of(self.host, path, self.tr("La liste des actions est prête\u00a0: {}"))


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
