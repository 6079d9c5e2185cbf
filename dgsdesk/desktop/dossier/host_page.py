"""The page of a host who opened a dossier: one meeting, its parts from left to right, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from dgsdesk.application.desk import View
from dgsdesk.application.dossier.host import HostDossier, host_dossier
from dgsdesk.application.meeting.page import MeetingHeader, meeting_header
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.review.circulation import PrintDraft
from dgsdesk.desktop.components.badge import badge_of
from dgsdesk.desktop.components.drop_zone import DropTarget
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.stepper import Stepper
from dgsdesk.desktop.dossier.host_acts import LEFT_OUT, PAGE_ID
from dgsdesk.desktop.dossier.host_agenda import HostAgendaPane
from dgsdesk.desktop.dossier.host_cells import Cell, acting_cell, cells_of, name_of, shown_cells
from dgsdesk.desktop.dossier.host_documents import HostDocumentsPane
from dgsdesk.desktop.dossier.host_news import HostNews, NewsOf, no_news
from dgsdesk.desktop.dossier.host_remarks import HostRemarksPane
from dgsdesk.desktop.dossier.return_pane import ReturnPane
from dgsdesk.desktop.dossier.welcome import WelcomePane
from dgsdesk.desktop.meetings.draft.pane import DraftPane
from dgsdesk.desktop.meetings.head_buttons import HeadButtons
from dgsdesk.desktop.meetings.hold.pane import HoldPane
from dgsdesk.desktop.meetings.registry import step_of_act
from dgsdesk.desktop.meetings.step import StepPane
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.hub import touches
from dgsdesk.desktop.shell.page import Page, Spot
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.meeting import MeetingState

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource

_Pane = WelcomePane | HostDocumentsPane | HostRemarksPane | ReturnPane | StepPane
_CELLS = {Step.PREPARE: Cell.AGENDA, Step.HOLD: Cell.HOLD, Step.DRAFT: Cell.DRAFT, Step.REVIEW: Cell.DRAFT}
_REMARKS = ("host.remark", "host.drop_remark")
_HOLDING = ("hold.open", "hold.close")
"""What comes next while the meeting is held, rather than sending it back."""
_ON_PAPER = {Cell.AGENDA: "prepare.print", Cell.DRAFT: "draft.print"}


def _read(view: View) -> tuple[HostDossier, MeetingHeader] | None:
    dossier = host_dossier(view)
    return (dossier, meeting_header(view, dossier.meeting_id)) if dossier else None


class HostPage(Page):
    """Head, parts and the part that is open; ``shown`` takes a `Spot` of the meeting, as its page does."""

    def __init__(self, host: PageHost, news: NewsOf = no_news) -> None:
        super().__init__(host)
        self.news = HostNews(host, news, self)
        self._dossier: HostDossier | None = None
        self._header: MeetingHeader | None = None
        self._cell = Cell.DOSSIER
        self._on_wall = False
        self._wanted_act = ""
        self._panes: dict[Cell, _Pane] = {}
        self.head = PageHeader(self.theme)
        self._buttons = HeadButtons(host, self.take_focus)
        self.head.add_button(self._buttons)
        self.stepper: Stepper | None = None
        self.stack = QStackedWidget()
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.news.band)
        layout.addWidget(self.stack, 1)
        self._bind()

    def _bind(self) -> None:
        self.host.alone_wanted.connect(self._stand_alone)
        self.news.looked_at.connect(self._show_news)
        self.news.closed.connect(self._leave_news)
        DropTarget(self.theme, self).dropped.connect(self._attach)
        self.host.actions.reach_by(PAGE_ID, self._reach)
        self.host.saved_changed.connect(self._count_again)
        self.host.actions.bind("host.next", self._begin)
        for cell in Cell:
            self.host.actions.bind(f"host.{cell.value}", partial(self.open_cell, cell))

    # -- what the shell asks ---------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the dossier again, then the part that is open."""
        self.read_again(changes, _read, then=self._show, replaces="dossier")

    def _count_again(self, saved: bool) -> None:
        """Count what was just kept of the text: the parts say which points have none."""
        if saved and self._cell in (Cell.DRAFT, Cell.HOLD) and self._dossier is not None:
            self.refresh(frozenset())

    def shown(self, subject: object | None) -> None:
        """Go to a spot of the meeting, or to one of its steps; look at a file that was handed over."""
        if isinstance(subject, Spot):
            cell = _CELLS.get(Step(subject.step)) if subject.step else Cell.AGENDA
            self.open_cell(cell or Cell.DRAFT)
            self._after_reading(lambda: self._go_to(subject), "spot")
        elif isinstance(subject, tuple) and len(subject) > 1:
            self.open_cell(_CELLS.get(Step(subject[1]), Cell.DRAFT))
        elif isinstance(subject, tuple):
            self.news.look()

    def topic(self) -> str:
        """Return the host's own chapter of the guide."""
        return "host"

    def take_focus(self) -> None:
        """Give the keyboard to the part that is open."""
        pane = self._panes.get(self._cell)
        if pane is not None:
            pane.take_focus()

    def papers(self) -> Sequence[PaperSource]:
        """Return the draft."""
        return (PrintDraft(self._dossier.meeting_id),) if self._dossier is not None else ()

    def leaving(self) -> None:
        """Keep what is being typed."""
        pane = self._panes.get(self._cell)
        if isinstance(pane, StepPane):
            pane.leaving()

    # -- the parts -------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Go where the work begins: the agenda, on its day the meeting, once it is held the text."""
        dossier = self._dossier
        ahead, holds = dossier is not None and dossier.is_ahead, dossier is not None and dossier.to_hold
        self.open_cell(Cell.HOLD if holds else Cell.AGENDA if ahead else Cell.DRAFT)

    def open_cell(self, cell: Cell) -> None:
        """Show a part, made when it is first opened."""
        if self._dossier is None or self._header is None or cell not in self._cells():
            self._cell = cell
            return
        if cell is not self._cell:
            self.leaving()
            self.refresh(frozenset())  # what was typed there is counted here: points without a text
        self._cell = cell
        if cell not in self._panes:
            self._add_pane(cell)
        pane = self._panes[cell]
        self.stack.setCurrentWidget(pane)
        self._buttons.show()
        if isinstance(pane, ReturnPane):
            pane.begin()
        self.host.actions.show_only(PAGE_ID, self._is_in_front)
        self._fill(pane)
        self._show_head()
        self.host.want_room(cell is Cell.HOLD)
        self.take_focus()
        act, self._wanted_act = self._wanted_act, ""
        if act:
            self._after_reading(partial(self.host.actions.trigger, act, reached=True), "reached")

    def _fill(self, pane: _Pane) -> None:
        """Let a part show the dossier as it was read last."""
        dossier, header = self._dossier, self._header
        assert dossier is not None
        if isinstance(pane, StepPane):
            pane.header = header
            pane.may_write = dossier.purpose is Purpose.EDIT
            pane.show_meeting(dossier.meeting_id)
        elif isinstance(pane, HostDocumentsPane):
            pane.show_meeting(dossier.meeting_id)
        else:
            pane.show_dossier(dossier)

    def _add_pane(self, cell: Cell) -> None:
        makers: dict[Cell, type[_Pane]] = {
            Cell.DOSSIER: WelcomePane,
            Cell.AGENDA: HostAgendaPane,
            Cell.HOLD: HoldPane,
            Cell.DRAFT: DraftPane,
            Cell.DOCUMENTS: HostDocumentsPane,
            Cell.RETURN: ReturnPane,
        }
        assert self._dossier is not None
        observes = cell is Cell.DRAFT and self._dossier.purpose is Purpose.OBSERVE
        pane = (HostRemarksPane if observes else makers[cell])(self.host)
        if isinstance(pane, StepPane):
            pane.step_wanted.connect(lambda step: self.open_cell(_CELLS.get(Step(step), self._cell)))
            pane.buttons_changed.connect(self._show_buttons)
        self._panes[cell] = pane
        self.stack.addWidget(pane)

    def _cells(self) -> tuple[Cell, ...]:
        return cells_of(self._dossier.purpose if self._dossier else Purpose.EDIT)

    def _reach(self, action_id: str) -> bool:
        """Open the part of an act that was chosen from elsewhere, then do it."""
        step = step_of_act(action_id)
        cell = _CELLS.get(step) if step is not None else None
        if cell is None or cell is self._cell or cell not in self._cells():
            return False
        self._wanted_act = action_id
        self.open_cell(cell)
        return True

    def _is_in_front(self, action_id: str) -> bool:
        step = step_of_act(action_id)
        if action_id in _REMARKS:
            return self._cell is Cell.DRAFT and isinstance(self._panes.get(self._cell), HostRemarksPane)
        return step is None or _CELLS.get(step) is self._cell

    def _go_to(self, spot: Spot) -> None:
        pane = self._panes.get(self._cell)
        if isinstance(pane, StepPane):
            pane.go_to(spot.at, spot.words)

    def _after_reading(self, work: object, name: str) -> None:
        """Do something once all that was asked before is shown."""
        self.host.ask(lambda _: None, then=lambda _: work(), owner=self, replaces=name)  # type: ignore[operator]

    # -- showing ---------------------------------------------------------------------------------------------

    def _show(self, read: tuple[HostDossier, MeetingHeader] | None, changes: frozenset[str]) -> None:
        if read is None:
            return
        first, former = self._dossier is None, self._header
        self._dossier, self._header = read
        if former is not None and self._cell is Cell.HOLD and _was_closed(former, self._header):
            self.open_cell(Cell.DRAFT)  # the host writes now; « Renvoyer… » comes after
            return
        pane = self._panes.get(self._cell)
        if first or pane is None:
            self.open_cell(self._cell)
            if first:
                self.news.look()
            return
        self._show_head()
        if not isinstance(pane, StepPane):
            self._fill(pane)
            return
        pane.header = self._header
        if touches(pane.kinds, changes):
            pane.refresh(changes)

    def _make_stepper(self, purpose: Purpose) -> Stepper:
        """Make the parts that a purpose has, once it is known."""
        cells = cells_of(purpose)
        names = [name_of(cell, purpose) for cell in cells]
        made = Stepper(self.theme, names, self.tr("Parties du dossier"))
        made.opened.connect(lambda at: self.open_cell(cells[at]))
        self._column.insertWidget(1, made)
        made.show()
        return made

    def _stand_alone(self, alone: bool) -> None:
        """Leave the wall to what is said there: no parts of the dossier, no line of facts."""
        self._on_wall = alone
        if self._dossier is not None and self._header is not None:
            self._show_head()

    def _show_head(self) -> None:
        dossier, header = self._dossier, self._header
        assert dossier is not None
        assert header is not None
        self.head.show_title(header.title, "" if self._on_wall else header.facts)
        self.head.show_badges(badge_of(header.badge, header.state_word))
        cells = self._cells()
        acting = cells.index(acting_cell(dossier))
        if self.stepper is None:
            self.stepper = self._make_stepper(dossier.purpose)
        self.stepper.setVisible(not self._on_wall)
        self.stepper.show_steps(shown_cells(dossier, header), acting, cells.index(self._cell))
        self._show_buttons()

    def _show_buttons(self) -> None:
        """Offer to print, the acts of the part, and to send back."""
        self._buttons.offer(self._wanted_buttons(), self._filled_buttons())

    def _wanted_buttons(self) -> tuple[str, ...]:
        pane = self._panes.get(self._cell)
        acts = list(pane.plain_acts()) if isinstance(pane, StepPane) else []
        if isinstance(pane, StepPane) and pane.primary_act():
            acts.append(pane.primary_act())
        paper = _ON_PAPER.get(self._cell, "")
        acts = [act for act in acts if act not in LEFT_OUT and act != paper]
        if paper:
            acts.append(paper)
        returns = Cell.RETURN in self._cells() and self._cell not in (Cell.DOSSIER, Cell.RETURN)
        return (*acts, "host.return") if returns else tuple(acts)

    def _filled_buttons(self) -> tuple[str, ...]:
        holds = self._dossier is not None and self._dossier.to_hold and self._cell is Cell.HOLD
        return _HOLDING if holds else ("host.return",)

    # -- news ------------------------------------------------------------------------------------------------

    def _show_news(self) -> None:
        """Let the news stand where the part stood."""
        pane = self.news.pane
        if pane is not None:
            self.leaving()
            self.stack.addWidget(pane)
            self.stack.setCurrentWidget(pane)
            self._buttons.hide()

    def _leave_news(self) -> None:
        self._buttons.show()
        self.open_cell(self._cell)

    # -- files -----------------------------------------------------------------------------------------------

    def _attach(self, files: list[str]) -> None:
        """Attach to the meeting what is let go on the page."""
        if self._dossier is None:
            return
        self.open_cell(Cell.DOCUMENTS)
        pane = self._panes.get(Cell.DOCUMENTS)
        if isinstance(pane, HostDocumentsPane):
            pane.attached.take([Path(file) for file in files])


def _was_closed(former: MeetingHeader, now: MeetingHeader) -> bool:
    return (former.state, now.state) == (MeetingState.HELD, MeetingState.DRAFTING)
