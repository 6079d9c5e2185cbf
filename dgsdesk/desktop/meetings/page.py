"""The page of one meeting: its head, its six steps, the pane of the step that is read, the list beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.meeting.page import MeetingHeader, MeetingLines
from dgsdesk.application.meeting.steps import Step, StepStatus
from dgsdesk.desktop.components.badge import badge_of
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.stepper import Step as StepShown
from dgsdesk.desktop.components.stepper import Stepper
from dgsdesk.desktop.dossier.awaited import AwaitedDossiers
from dgsdesk.desktop.meetings.acts import HOST_KIT, PAGE_ID, REMIND
from dgsdesk.desktop.meetings.head_buttons import HeadButtons
from dgsdesk.desktop.meetings.host_kit import HostKit
from dgsdesk.desktop.meetings.meeting_list import MeetingList
from dgsdesk.desktop.meetings.reading import MeetingReading
from dgsdesk.desktop.meetings.registry import make_pane, pane_in_pieces, step_of_act
from dgsdesk.desktop.meetings.side_panel import MeetingPanel
from dgsdesk.desktop.meetings.step import StepPane
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.hub import EVERYTHING, touches
from dgsdesk.desktop.shell.page import Page, Spot, lay_by
from dgsdesk.desktop.shell.runner import TURN
from dgsdesk.domain.meeting import MeetingState

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource
    from dgsdesk.desktop.dossier.sending import DossierSending
    from dgsdesk.desktop.meetings.calling_off import CallingOff
    from dgsdesk.desktop.meetings.planning import Planning

STEPS = tuple(Step)
_OF_NO_MEETING = frozenset({"meetings.add", "meetings.list"})
"""Acts of the page that are not about the meeting in front."""
_TITLE = 440
"""Pixels at 100 % that the title of a meeting keeps beside its buttons: its day is never cut."""
_BESIDE_LIST = 620
"""Pixels at 100 % that a meeting needs beside the list: its six steps by name."""


class MeetingsPage(Page):
    """Show one meeting at a time; ``shown`` takes a meeting's id, or an id with the step to open.

    A third part is the path of a Word file that the step « Rédiger » shows before it takes it.
    """

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._header: MeetingHeader | None = None
        self._meeting_id = ""
        self._step: Step | None = None
        self._wanted_step: Step | None = None
        self._is_empty = False
        self._wanted_act = ""
        self._wanted_file = ""
        self._on_wall = False
        self._panes: dict[Step, StepPane] = {}
        self._reading = MeetingReading(self, self._show_lines, self._show_read, self._step_in_pieces)
        self._build()
        self._bind()

    # -- layout ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self.theme
        self.list = MeetingList(self.host)
        self.list.opened.connect(self._open_from_list)
        self.list.more_wanted.connect(lambda: self._reading.read_older(self._meeting_id))
        self.list.setMinimumWidth(theme.tokens.panes["list"]["min"])
        self.list.hide()
        self.head = PageHeader(theme, words=_TITLE)
        self._fold = IconButton(theme, "act.list_pane", self.tr("Liste des réunions"), key="Ctrl+L")
        self._fold.clicked.connect(self.host.actions.action("meetings.list").trigger)
        self._others = IconButton(theme, "chevron-down", self.tr("Choisir une autre réunion"))
        self._others.clicked.connect(self._offer_meetings)
        self.head.before.addWidget(self._fold)
        self.head.beside.addWidget(self._others)
        self._buttons = HeadButtons(self.host, self.take_focus)
        self.head.add_button(self._buttons)
        self.stepper = Stepper(theme, [step.french for step in STEPS], self.tr("Étapes de la réunion"))
        self.stepper.opened.connect(lambda at: self.open_step(STEPS[at]))
        self.awaited = AwaitedDossiers(self.host, self)
        self.stack = QStackedWidget()
        self.panel = MeetingPanel(theme)
        self.empty = EmptyPage(
            theme,
            "nav.meetings",
            self.tr("Aucune réunion n’est encore prévue"),
            self.tr("Publiez le tour d’accueil, ou planifiez une première réunion."),
            filled=Button(
                theme,
                kind=ButtonKind.FILLED,
                icon="act.add",
                action=self.host.actions.action("meetings.add"),
            ),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self.stack.addWidget(QWidget())  # until the meetings are read, nothing is said of them
        self.stack.addWidget(self.empty)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.stack, 1)
        below.addWidget(self.panel)
        self.panel.takes_all.connect(self.stack.setHidden)
        self.panel.takes_all.connect(self._make_room)
        self._meeting = QWidget()
        column = QVBoxLayout(self._meeting)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stepper)
        column.addWidget(self.awaited)
        column.addLayout(below, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self._meeting, 1)
        self.theme.follow(self._arrange_list)
        for part in (self.head, self.stepper):
            part.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panel stand beside the step, or alone."""
        super().resizeEvent(event)
        self._arrange_list()
        self.panel.measure()

    def _arrange_list(self) -> None:
        """Let the list stand beside the meeting, or in its place where both have not the room to be read."""
        wide = self.theme.wide(self.theme.tokens.panes["list"]["default"])
        alone = not self.list.isHidden() and self.width() < wide + self.theme.wide(_BESIDE_LIST)
        self.list.setMaximumWidth(max(self.width(), wide) if alone else wide)
        self._meeting.setHidden(alone)

    def _make_room(self, panel_takes_all: bool) -> None:
        """Fold a list that stands in the place of the meeting, whose panel asks something."""
        if panel_takes_all and self._meeting.isHidden():
            self._fold_list()

    def _show_front(self, *, there_is_one: bool) -> None:
        """Show head and steps, or the empty page."""
        self.head.setVisible(there_is_one)
        self.stepper.setVisible(there_is_one and not self._on_wall)
        if not there_is_one:
            self.stack.setCurrentWidget(self.empty)

    def _stand_alone(self, alone: bool) -> None:
        """Leave the wall to what is said there: no steps, no line of facts."""
        self._on_wall = alone
        if self._header is not None:
            self._show_front(there_is_one=True)
            self._show_header()

    def _bind(self) -> None:
        self.host.alone_wanted.connect(self._stand_alone)
        self.host.actions.reach_by(PAGE_ID, self._reach)
        self.host.actions.show_only(PAGE_ID, self._is_in_front)
        self.host.actions.begin_when(PAGE_ID, self._may_begin)
        bind = self.host.actions.bind
        bind("meetings.add", lambda: self._planning.ask_new())
        bind("meetings.list", self._fold_list)
        bind("meetings.edit", lambda: self._planning.ask_particulars())
        bind("meetings.window", self._open_window)
        bind("meetings.postpone", lambda: self._calling_off.ask_postpone())
        bind("meetings.cancel", lambda: self._calling_off.ask_cancel())
        bind("meetings.dossier", lambda: self.dossier.open())
        self._kit = HostKit(self.host, lambda: self._meeting_id, self)
        self.panel.closed.connect(self.take_focus)
        self.panel.day_wanted.connect(lambda: self.host.actions.trigger("meetings.postpone"))

    # What the panel does is loaded with the first of it that is wanted: two thirds of what the page takes.

    @cached_property
    def _calling_off(self) -> CallingOff:
        from dgsdesk.desktop.meetings.calling_off import CallingOff

        return CallingOff(self.host, self.panel, lambda: self._header)

    @cached_property
    def _planning(self) -> Planning:
        from dgsdesk.desktop.meetings.planning import Planning

        return Planning(self.host, self.panel, lambda: self._meeting_id, self.open_meeting)

    @cached_property
    def dossier(self) -> DossierSending:
        """What entrusts the meeting in a dossier."""
        from dgsdesk.desktop.dossier.sending import DossierSending

        return DossierSending(self.host, self.panel, lambda: self._meeting_id)

    # -- what the shell asks -----------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the list and the head again, then the pane that is shown."""
        self._reading.read_lines(self._meeting_id, changes)

    def when_read(self, call: Callable[[], None]) -> None:
        """Call once the list, the head and the step are shown."""
        after = self._reading.after
        after(lambda: after(lambda: after(call, "read"), "head read"), "list read")

    def shown(self, subject: object | None) -> None:
        """Show a meeting, at the step that acts or at the one asked for, there at a spot."""
        if isinstance(subject, Spot):
            self.open_meeting(subject.subject, Step(subject.step) if subject.step else None)
            after = self._reading.after
            after(lambda: after(lambda: self._go_to(subject), "spot"), "step")
            return
        if isinstance(subject, tuple) and len(subject) in (2, 3):
            meeting_id, step, *file = map(str, subject)
            self._wanted_file = "".join(file)
            self.open_meeting(meeting_id, Step(step))
            if self._step is Step.DRAFT:
                self._do_wanted()
        elif isinstance(subject, str) and subject:
            self.open_meeting(subject)

    def _go_to(self, spot: Spot) -> None:
        """Go to the spot once the head is read, by which the step is opened, and the step is filled."""
        pane = self._pane()
        if pane is not None and self._meeting_id == spot.subject:
            pane.go_to(spot.at, spot.words)

    def take_focus(self) -> None:
        """Give the keyboard to the pane of the step."""
        pane = self._pane()
        if pane is not None:
            pane.take_focus()
        elif self.stack.currentWidget() is self.empty:
            self.empty.focusNextChild()

    def papers(self) -> Sequence[PaperSource]:
        """Return the papers of the step in front."""
        if self._step is None or not self._meeting_id:
            return ()
        from dgsdesk.desktop.meetings.papers import papers_of_step

        return papers_of_step(self._step, self._meeting_id)

    def thing(self) -> str:
        """Return what is chosen in the step in front, else the meeting."""
        pane = self._pane()
        return (pane.thing() if pane is not None else "") or self._meeting_id

    def place(self) -> tuple[str, ...]:
        """Return the meeting and its step."""
        return (self._meeting_id, self._step) if self._meeting_id and self._step is not None else ()

    def leaving(self) -> None:
        """Let the pane keep what is being typed."""
        pane = self._pane()
        if pane is not None:
            pane.leaving()

    # -- which meeting, which step -----------------------------------------------------------------------

    def open_meeting(self, meeting_id: str, step: Step | None = None) -> None:
        """Show a meeting at a step, at the one that acts by default."""
        if meeting_id != self._meeting_id:
            self.leaving()
            self._turn_to(meeting_id)
        self._wanted_step = step
        self._read_head(EVERYTHING)

    def _read_head(self, changes: frozenset[str]) -> None:
        """Read the head again, and what a step was to hear of by it."""
        line = self._reading.line(self._meeting_id)
        step = self._wanted_step or self._step or (line.current if line is not None else None)
        self._reading.read_head(self._meeting_id, step or Step.DISPATCH, changes)

    def _turn_to(self, meeting_id: str) -> None:
        """Have another meeting in front; what the panel asked about the one before goes with it."""
        self.panel.leave_meeting()
        self._meeting_id, self._step, self._header = meeting_id, None, None

    def open_step(self, step: Step) -> None:
        """Show the pane of a step, made when it is first opened."""
        if self._header is None:
            return
        former, had = self._pane(), QApplication.focusWidget() if self._has_keyboard() else None
        if former is not None and self._step is not step:
            former.leaving()
        if step not in self._panes:
            self._add_pane(step)
        self._step = step
        self.host.actions.show_only(PAGE_ID, self._is_in_front)
        pane = self._panes[step]
        pane.header = self._header
        self.stack.setCurrentWidget(pane)
        pane.show_meeting(self._header.id)
        self._show_header()
        if had is not None and QApplication.focusWidget() is not had:
            self.stepper.take_keyboard()  # what had it went with its step: Qt gives it to whatever comes next
        elif self.hasFocus():  # it came before its step
            self.take_focus()
        self._do_wanted()

    def _lead_on(self, wanted: Step) -> None:
        """Open a step that an act leads to: at a further one, Enter does what moves the meeting on there."""
        further = self._step is not None and STEPS.index(wanted) > STEPS.index(self._step)
        self.open_step(wanted)
        if further:
            # once more in turn: a button of a new row is only shown with the next one
            stand = self._buttons.stand_on_filled
            self._reading.after(lambda: QTimer.singleShot(0, self, stand), "lead")

    def _has_keyboard(self) -> bool:
        had = QApplication.focusWidget()
        return had is not None and self.isAncestorOf(had)

    def _may_begin(self, action_id: str) -> bool:
        """Say whether an act can be done: one that is about the meeting needs its head, if there is any."""
        is_read = self._header is not None or self._is_empty
        return is_read or action_id in _OF_NO_MEETING or step_of_act(action_id) is not None

    def _is_in_front(self, action_id: str) -> bool:
        """Say whether an act belongs to the step that is shown, or to all of them."""
        return step_of_act(action_id) in (None, self._step)

    def _open_window(self) -> None:
        """Show the meeting, at this step, in a window of its own."""
        if self._meeting_id and self._step is not None:
            self.host.open_window(PAGE_ID, (self._meeting_id, self._step))

    def _reach(self, action_id: str) -> bool:
        """Open the step of an act that was chosen from elsewhere, then do it."""
        step = step_of_act(action_id)
        if step is None or step is self._step:
            return False
        self._wanted_act = action_id
        if self._header is None:
            self._wanted_step = step
        else:
            self.open_step(step)
        return True

    def _do_wanted(self) -> None:
        """Do the act that waited for its step, once the step has read what it shows."""
        act, self._wanted_act = self._wanted_act, ""
        file, self._wanted_file = self._wanted_file, ""
        if file:
            self._reading.after(lambda: self._examine(file), "file")
        if act:
            self._reading.after(partial(self.host.actions.trigger, act, reached=True), "reached")

    def _examine(self, file: str) -> None:
        """Show what a file would change in the minutes being written."""
        from dgsdesk.desktop.meetings.draft.pane import DraftPane

        pane = self._pane()
        if isinstance(pane, DraftPane):
            pane.examine(file)

    def _add_pane(self, step: Step) -> None:
        pane = make_pane(step, self.host)
        pane.setAccessibleName(step.french)
        pane.step_wanted.connect(lambda wanted: self._lead_on(Step(wanted)))
        pane.buttons_changed.connect(self._show_buttons)
        self._panes[step] = pane
        self.stack.addWidget(pane)

    def _step_in_pieces(self, step: Step) -> Iterator[object]:
        """Load the room of a step that was not opened yet, then make its pane and lay it out.

        One that stands takes no turn of its own: a window that comes to the front is read again before a key.
        """
        if step in self._panes:
            return
        yield from pane_in_pieces(step)
        yield TURN
        if step not in self._panes:
            self._add_pane(step)
            yield TURN
            lay_by(self._panes[step], self.stack.size())
            yield TURN

    def make_part(self) -> bool:
        """Make the pane of a step that was not opened yet, then what panes are filled with."""
        waiting = next((step for step in STEPS if step not in self._panes), None)
        if waiting is None:
            return self.panel.make_form() or any(pane.make_part() for pane in self._panes.values())
        self._add_pane(waiting)
        lay_by(self._panes[waiting], self.stack.size())
        return True

    def _pane(self) -> StepPane | None:
        return self._panes.get(self._step) if self._step is not None else None

    # -- reading -----------------------------------------------------------------------------------------

    def topic(self) -> str:
        """Return the step in front."""
        return self._step.value if self._step else ""

    def _show_lines(self, read: MeetingLines, changes: frozenset[str]) -> None:
        lines = read.lines
        if self._reading.line(self._meeting_id) is None:
            following = next((line.id for line in lines if line.is_next), lines[0].id if lines else "")
            self._turn_to(following)
        self.list.show_lines(lines, self._meeting_id, more=read.more)
        self._show_front(there_is_one=bool(self._meeting_id))
        self._is_empty = not self._meeting_id
        if self._meeting_id:
            self._read_head(changes)
            return
        self._do_wanted()
        own = ("edit", "window", "postpone", "cancel", "dossier")
        self.awaited.show_rows(())
        for act in (HOST_KIT, REMIND, *(f"meetings.{name}" for name in own)):
            self.host.actions.allow(act, False, self.tr("Aucune réunion n’est ouverte."))
        self.host.actions.begin_awaited(PAGE_ID)

    def _show_read(self, header: MeetingHeader, changes: frozenset[str]) -> None:
        former, self._header = self._header, header
        step = self._wanted_step or self._followed(former, header) or self._step
        self._wanted_step = None
        self._show_front(there_is_one=True)
        self.list.list.choose(header.id)
        self._allow_life(header)
        self.awaited.show_meeting(header.id)
        if step is not self._step or former is None:
            self.open_step(step or header.current or Step.DISPATCH)
            self.host.actions.begin_awaited(PAGE_ID)
            return
        self._show_header()
        pane = self._pane()
        if pane is not None:
            pane.header = header
            if touches(pane.kinds, changes):
                pane.refresh(changes)
            self._show_buttons()

    @staticmethod
    def _followed(former: MeetingHeader | None, header: MeetingHeader) -> Step | None:
        """The step to go to when the meeting has moved on to it."""
        if former is None or former.id != header.id or header.current is None or former.current is None:
            return None
        moved_on = STEPS.index(header.current) > STEPS.index(former.current)
        return header.current if moved_on else None

    def _show_header(self) -> None:
        header = self._header
        if header is None:
            return
        self.head.show_title(header.title, "" if self._on_wall else header.facts)
        self.host.name_window(header.title)
        self.head.show_badges(badge_of(header.badge, header.state_word))
        rows = [StepShown(row.name, row.line, row.status is StepStatus.DONE) for row in header.steps]
        acting = STEPS.index(header.current) if header.current else -1
        opened = STEPS.index(self._step) if self._step else max(acting, 0)
        self.stepper.show_steps(rows, acting, opened)
        self._show_buttons()

    def _allow_life(self, header: MeetingHeader) -> None:
        allow = self.host.actions.allow
        closed = header.state in (MeetingState.CANCELLED, MeetingState.APPROVED, MeetingState.DISPATCHED)
        allow("meetings.dossier", True)
        allow("meetings.window", True)
        allow("meetings.edit", not closed, self.tr("Cette réunion ne se modifie plus."))
        dated = header.state not in (MeetingState.CANCELLED, MeetingState.POSTPONED)
        allow(HOST_KIT, dated, self.tr("Cette réunion n’a plus de date."))
        allow("meetings.postpone", header.may_postpone, self.tr("Cette réunion ne se reporte plus."))
        allow("meetings.cancel", header.may_cancel, self.tr("Cette réunion ne s’annule plus."))

    def _show_buttons(self) -> None:
        """Offer the acts of the pane in the head: plain ones, then the one that moves the meeting on."""
        pane = self._pane()
        plain, primary = (pane.plain_acts(), pane.primary_act()) if pane is not None else ((), "")
        self._buttons.offer((*plain, *filter(None, (primary,))), (primary,), keys=True)

    # -- the list ----------------------------------------------------------------------------------------

    def _fold_list(self) -> None:
        shown = self.list.isHidden()
        self.list.setVisible(shown)
        self._arrange_list()
        self.host.actions.action("meetings.list").setChecked(shown)
        if shown:
            self.list.list.setFocus()
        else:
            self.take_focus()

    def _open_from_list(self, meeting_id: str) -> None:
        if self._reading.line(meeting_id) is not None and meeting_id != self._meeting_id:
            self.open_meeting(meeting_id)
        if self._meeting.isHidden():
            self._fold_list()

    def _offer_meetings(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Réunions"))
        for line in self._reading.lines[:16]:
            act = menu.addAction(f"{line.title} · {line.state_word}")
            act.setCheckable(True)
            act.setChecked(line.id == self._meeting_id)
            act.triggered.connect(partial(self._open_from_list, line.id))
        menu.popup(self._others.mapToGlobal(QPoint(0, self._others.height())))
