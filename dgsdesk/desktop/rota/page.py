"""« Tour d’accueil »: the timeline with its fairness at left, « Pourquoi nous ? » at right (look/d)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.meeting.acts import PostponeMeeting
from dgsdesk.application.rota.acts import (
    LockTurn,
    MoveTurnDay,
    PastTurn,
    ProposeRota,
    PublishRota,
    RecomputeRota,
    RecordPastTurns,
)
from dgsdesk.application.rota.page import (
    RotaPage,
    RotaRow,
    TurnCell,
    circles,
    rota_page,
    year_after,
)
from dgsdesk.application.rota.past import PastGrid, past_grid
from dgsdesk.application.rota.printing import PrintRota
from dgsdesk.application.rota.turn import TurnDetail, turn_detail
from dgsdesk.desktop.components.fields import choose, fill_choices
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.rota import acts
from dgsdesk.desktop.rota.allowed import Allowed
from dgsdesk.desktop.rota.change_guide import ChangeGuide
from dgsdesk.desktop.rota.commune_acts import CommuneActs
from dgsdesk.desktop.rota.commune_keys import CommuneKeys
from dgsdesk.desktop.rota.days_form import DaysForm
from dgsdesk.desktop.rota.drag import DragGuide, postponing
from dgsdesk.desktop.rota.exports import Exports
from dgsdesk.desktop.rota.grid_model import GridLine, RotaGrid, months_between, next_month
from dgsdesk.desktop.rota.patience import Patience
from dgsdesk.desktop.rota.swap import SwapGuide
from dgsdesk.desktop.rota.view import WHOLE, RotaView
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.host_rota import TurnState
from dgsdesk.domain.wording import capitalised, date_full, plural

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource

SOON = timedelta(days=183)
"""How far a proposed turn may lie to be shown first."""


class RotaScreen(Page):
    """View and behaviour; the rows come from `rota_page`, one turn's reasons from `turn_detail`."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._page: RotaPage | None = None
        self._follow = ""
        self._wanted_circle = ""
        self.grid = RotaGrid(self)
        self.view = RotaView(host, self.grid)
        self.timeline, self.detail = self.view.timeline, self.view.detail
        self.patience = Patience(host, self.view)
        self._guide = ChangeGuide(host, self.view.question, self.patience)
        self._acts = CommuneActs(self._guide, self.view.form)
        self.swap = SwapGuide(self._guide)
        self._allowed = Allowed(host.actions)
        self._exports = Exports(host, lambda: self._circle_id, self.view)
        self._drag = DragGuide(self._guide, self.timeline.months, self.view.foot, self._will_follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._connect()
        self._bind()

    # -- wiring ----------------------------------------

    def _connect(self) -> None:
        months = self.timeline.months
        self.timeline.moved.connect(self._moved)
        months.doubleClicked.connect(lambda: self.host.actions.trigger(acts.OPEN))
        months.gave_up.connect(self._give_up)
        self.swap.changed.connect(self._show_swap)
        self._guide.asked.connect(lambda: self.view.show_pane(self.view.question))
        self._guide.done.connect(self._will_follow)
        self._acts.opened.connect(lambda: self.view.show_pane(self.view.form))
        self.view.form.given_up.connect(self._back_to_detail)
        self.view.question.closed.connect(self._back_to_detail)
        self.view.past.given_up.connect(self._back_to_detail)
        self.view.past.noted.connect(self._note_past)
        self.view.propose_form.sent.connect(partial(self._propose_rota, self.view.propose_form))
        self.view.propose_form.given_up.connect(self._back_to_detail)
        self.view.empty.form.sent.connect(partial(self._propose_rota, self.view.empty.form))
        self.detail.day_form.sent.connect(self._move_day)
        self.detail.day_form.given_up.connect(self._back_to_detail)
        self.detail.lifted.connect(self._acts.lift)
        self.view.circle.activated.connect(lambda: self._read())
        self.view.period.activated.connect(self._show_period)
        self.view.tabs.currentChanged.connect(self._read_sight)
        self.view.map.chosen.connect(self._choose_commune)
        self.view.fairness.chosen.connect(self._choose_commune)
        self.view.year.opened.connect(self._open_date)

    def _bind(self) -> None:
        bind, months = self.host.actions.bind, self.timeline.months
        self.host.actions.begin_when(acts.PAGE, self._may_begin)
        bind(acts.RECOMPUTE, lambda: self.host.run(RecomputeRota(self._circle_id)))
        bind(acts.PUBLISH, self._ask_to_publish)
        bind(acts.PROPOSE, self._open_propose)
        bind(acts.PAST, self._open_past)
        self._exports.bind()
        bind(acts.STOP, self.host.stop)
        for at, action_id in enumerate(acts.SIGHTS):
            bind(action_id, partial(self._show_sight, at))
        CommuneKeys(self._acts, self)
        bind(acts.LOCK, self._lock, months)
        bind(acts.SWAP, self._begin_swap, months)
        bind(acts.OPEN, self._enter, months)
        bind(acts.MOVE_DAY, self._open_move_day, months)
        bind(acts.REMOVE, self._remove_turn, months)
        self.host.actions.offer_on(months, acts.BLACKOUT, acts.SEAT, acts.EXEMPT, acts.ROOM, acts.LEAVE)

    # -- reading ----------------------------------------

    @property
    def _circle_id(self) -> str:
        return self._page.circle_id if self._page is not None else ""

    def _may_begin(self, action_id: str) -> bool:
        """Say whether an act can be done: all but a choice of the view is about the circle that is read."""
        return self._page is not None or action_id in acts.SIGHTS

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the circles and the rota of the chosen one."""
        if changes & {"*", "Circle"}:
            self.host.ask(circles, then=self._show_circles, owner=self, replaces="circles")
        self._read()

    def _read(self) -> None:
        wanted = self._wanted_circle or self.view.circle.currentData() or ""
        read, failed = self._show, self._not_read
        self.host.ask(rota_page, wanted, then=read, failed=failed, owner=self, replaces="page")

    def _not_read(self, error: KnownError) -> None:
        if error.code != "no_circle":
            self.host.tell_error(error)
            return
        self._page = None
        self.view.show_no_circles()
        self._allowed.on_no_circle()
        self._allowed.on_cell(None, None, date.min, swapping=False)

    def _show_circles(self, found: list[tuple[str, str]]) -> None:
        kept = self._wanted_circle or self.view.circle.currentData() or ""
        self._wanted_circle = ""
        fill_choices(self.view.circle, found)
        choose(self.view.circle, kept)

    def shown(self, subject: object | None) -> None:
        """Show a turn, named by its id, or a circle: ``("circle", its id)``."""
        if isinstance(subject, tuple) and len(subject) == 2:
            self._wanted_circle = str(subject[1])
            choose(self.view.circle, self._wanted_circle)
            self._read()
        elif isinstance(subject, str):
            choose(self.view.period, WHOLE)
            self._follow = subject
            self._show_grid()

    def papers(self) -> Sequence[PaperSource]:
        """Return the rota of the circle."""
        return (PrintRota(self._circle_id),) if self._circle_id else ()

    def thing(self) -> str:
        """Return the commune of the chosen line."""
        line = self.chosen_line()
        return line.row.organisation_id if line is not None else ""

    def take_focus(self) -> None:
        """Give the keyboard to the timeline, or to the first field of an empty page."""
        if self.view.body.currentWidget() is self.view.no_circles:
            self.view.no_circles.focusNextChild()
        elif self.view.is_empty:
            self.view.empty.form.starts.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.view.tabs.currentIndex() == 0:
            self.timeline.months.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.view.focus_sight()

    # -- showing ----------------------------------------

    def _show(self, page: RotaPage) -> None:
        self._page = page
        has_turns = any(row.turns for row in (*page.rows, *page.others)) or bool(page.unfilled)
        was_empty = self.view.is_empty
        self.view.show_page(page, has_turns)
        self._allowed.on_page(page)
        self._show_grid()
        self._read_sight()
        self.host.actions.begin_awaited(acts.PAGE)
        if was_empty and has_turns and self.isVisible():
            self.take_focus()

    def _show_sight(self, at: int) -> None:
        self.view.tabs.setCurrentIndex(at)
        self.take_focus()

    def _show_period(self) -> None:
        self._show_grid()
        self._read_sight()

    def _read_sight(self) -> None:
        """Read what the view in front shows; chosen before the page is read, it is read with the page."""
        if self._page is not None:
            self.view.read_sight(self._page.circle_id)

    def _choose_commune(self, organisation_id: str) -> None:
        """Explain in the pane the commune that is chosen on the map or in the table."""
        row = self.grid.row_of(organisation_id)
        if row >= 0:
            self.timeline.choose(self.timeline.months.index_beside(row))

    def _open_date(self, turn_id: str, meeting_id: str) -> None:
        """Go from the year to the turn, or to a meeting that no turn stands for."""
        index = self.grid.index_of_turn(turn_id) if turn_id else QModelIndex()
        if index.isValid():
            self.view.tabs.setCurrentIndex(0)
            self.timeline.choose(index)
            self.take_focus()
        elif meeting_id:
            self.host.open("meetings", meeting_id)

    def _show_grid(self) -> None:
        page = self._page
        if page is None:
            return
        index = self.timeline.current()
        line, month = self.chosen_line(), self.grid.month_of(index.column()) if index.isValid() else None
        first_time = not self.grid.lines
        self.grid.show(page, self._months(page))
        follow, self._follow = self._follow, ""
        found = self.grid.index_of_turn(follow) if follow else index
        if not follow or not found.isValid():
            row = self.grid.row_of(line.key) if line is not None else -1
            column = self.grid.column_of(month) if month is not None else -1
            found = self.grid.index(row, column) if row >= 0 and column >= 0 else self._first_cell(page)
        if first_time:
            self.timeline.choose(self.grid.index(0, max(self.grid.column_of(page.today), 1)))
        self.timeline.choose(found)
        self.timeline.repaint_rows()
        self._moved()

    def _months(self, page: RotaPage) -> tuple[date, ...]:
        year = self.view.period.currentData() or WHOLE
        after = next_month(page.last.replace(day=1))  # the last date may be dragged there
        months = months_between(page.first, after)
        return tuple(month for month in months if str(month.year) == year) if year else months

    def _first_cell(self, page: RotaPage) -> QModelIndex:
        """Return the cell of the next proposed turn, of of the next one when none is near, or of today."""
        cells = [cell for line in self.grid.lines for cell in line.row.turns if cell.day >= page.today]
        soon = page.today + SOON
        waiting = [cell for cell in cells if cell.state is TurnState.PROPOSED and cell.day <= soon] or cells
        if waiting:
            found = self.grid.index_of_turn(min(waiting, key=lambda cell: cell.day).id)
            if found.isValid():
                return found
        return self.grid.index(0, max(self.grid.column_of(page.today), 1))

    # -- the current cell ----------------------------------------

    @property
    def page(self) -> RotaPage | None:
        """Return what is shown, None before it is read."""
        return self._page

    def chosen_line(self) -> GridLine | None:
        """Return the chosen line."""
        index = self.timeline.current()
        return (
            self.grid.lines[index.row()] if index.isValid() and index.row() < len(self.grid.lines) else None
        )

    def chosen_row(self) -> RotaRow | None:
        """Return the chosen commune, None on a line that is no member."""
        line = self.chosen_line()
        return line.row if line is not None and line.member else None

    def chosen_month(self, page: RotaPage) -> date:
        """Return the chosen month, or that of today."""
        return self.grid.month_of(self.timeline.current().column()) or page.today.replace(day=1)

    def chosen_turn(self) -> TurnCell | None:
        """Return the turn of the chosen cell."""
        return self.grid.turn_at(self.timeline.current())

    def _moved(self) -> None:
        line, turn = self.chosen_line(), self.chosen_turn()
        self._allowed.on_cell(line, turn, self.grid.today, swapping=self.swap.source is not None)
        if self.swap.source is None and self.view.explains():
            self.detail.day_form.hide()
        if line is None:
            self.detail.show_nothing()
        elif turn is None:
            self.detail.show_commune(line)
        else:
            self.host.ask(
                turn_detail, turn.id, then=self._show_detail, owner=self, replaces="detail", failed=_gone
            )

    def _show_detail(self, detail: TurnDetail) -> None:
        line, turn = self.chosen_line(), self.chosen_turn()
        if line is not None and turn is not None and turn.id == detail.id:
            self.detail.show_turn(detail, line)

    # -- the pane ----------------------------------------

    def _back_to_detail(self) -> None:
        self.detail.day_form.hide()
        self.view.leave_pane()
        if self._page is not None:
            self._show(self._page)
        else:
            self.view.show_no_circles()
        self.take_focus()

    def _give_up(self) -> None:
        """Esc on the timeline: what the pane asks goes first, then a swap."""
        if self.view.explains():
            self.swap.stop()
        else:
            self._back_to_detail()

    def _open_propose(self) -> None:
        if self._page is None:
            return
        if self.view.is_empty:
            self.take_focus()
            return
        starts, ends = year_after(self._page.today)
        self.view.show_pane(self.view.propose)
        self.view.propose_form.begin(
            max(starts, self._page.last + timedelta(days=1)), self._page.last + (ends - starts)
        )

    def _open_past(self) -> None:
        if self._page is not None:
            self.host.ask(past_grid, self._circle_id, then=self._begin_past, owner=self, replaces="past")

    def _begin_past(self, grid: PastGrid) -> None:
        self.view.show_pane(self.view.past)
        self.view.past.begin(grid, self.grid.today)

    def _open_move_day(self) -> None:
        turn = self.chosen_turn()
        if turn is not None:
            self.view.show_pane(self.detail)
            self.detail.open_day_form(turn.day)

    # -- acting ----------------------------------------

    def _will_follow(self, turn_id: str) -> None:
        self._follow = turn_id

    def _propose_rota(self, form: DaysForm, starts: date, ends: date, _reason: str) -> None:
        command = ProposeRota(self._circle_id, starts, ends)
        self.host.run(command, then=lambda _: self._back_to_detail(), failed=self._in(form), owner=self)

    def _in(self, form: DaysForm) -> Callable[[KnownError], None]:
        def say(error: KnownError) -> None:
            form.show_error(self.host.message_for(error))

        return say

    def _note_past(self, turns: tuple[PastTurn, ...]) -> None:
        command = RecordPastTurns(self._circle_id, turns)
        self.host.run(command, then=lambda _: self._back_to_detail(), owner=self)

    def _move_day(self, day: date, _same: date, _reason: str) -> None:
        turn, form = self.chosen_turn(), self.detail.day_form
        if turn is not None and turn.meeting_id is not None:
            self._guide.propose(postponing(turn, PostponeMeeting(turn.meeting_id, day)), self._in(form))
        elif turn is not None:
            self._follow = turn.id
            command = MoveTurnDay(turn.id, day)
            self.host.run(command, then=lambda _: self._back_to_detail(), failed=self._in(form), owner=self)

    def _lock(self) -> None:
        turn = self.chosen_turn()
        if turn is not None:
            if turn.locked:
                self._acts.unlock(turn)
            else:
                self.host.run(LockTurn(turn.id, True), owner=self)

    def _remove_turn(self) -> None:
        turn = self.chosen_turn()
        if turn is not None:
            self._acts.remove(turn)

    def _enter(self) -> None:
        turn = self.chosen_turn()
        if self.swap.source is not None:
            self.swap.choose(turn)
        elif turn is not None and turn.meeting_id is not None:
            self.host.open("meetings", turn.meeting_id)

    def _begin_swap(self) -> None:
        turn, line = self.chosen_turn(), self.chosen_line()
        if turn is not None and line is not None:
            self.swap.begin(turn, line.row.name)
            self.timeline.months.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_swap(self) -> None:
        source = self.swap.source
        self.timeline.months.swap_source = source.id if source is not None else ""
        self.timeline.repaint_rows()
        self.detail.notice.show_message(self.swap.message(self._enter))
        self._moved()

    def _ask_to_publish(self) -> None:
        page = self._page
        if page is None:
            return
        names = {cell.id: line.row.name for line in self.grid.lines for cell in line.row.turns}
        cells = [
            cell for line in self.grid.lines for cell in line.row.turns if cell.state is TurnState.PROPOSED
        ]
        cells.sort(key=lambda cell: cell.day)
        lines = [(names[cell.id], capitalised(date_full(cell.day))) for cell in cells]
        self.view.question.put(
            self.tr("Publier {}").format(plural(len(lines), "date", "dates")),
            self.tr(
                "Une réunion est prévue à chaque date. Rien n’est envoyé : chaque invitation se prépare à "
                "part. Un recalcul gardera ces hôtes autant qu’il se peut."
            ),
            [(self.tr("Hôtes et dates"), lines)],
            self.tr("Publier"),
            lambda: self.host.run(
                PublishRota(self._circle_id),
                then=lambda _: self._tell_published(lines, cells[0].id),
                owner=self,
            ),
        )
        self.view.show_pane(self.view.question)

    def _tell_published(self, lines: list[tuple[str, str]], first: str) -> None:
        """Lead on to the first of the meetings that are planned now; the button that published is gone."""
        self.take_focus()
        host, day = lines[0]
        planned = plural(len(lines), self.tr("réunion prévue"), self.tr("réunions prévues"))
        self.host.tell(
            Message(
                f"{planned}.",
                self.tr("La première : {}, {}.").format(day[:1].lower() + day[1:], host),
                tone="ok",
                button=self.tr("Préparer l’ordre du jour"),
                act=lambda: self._prepare(first),
                passing=True,  # taken back, it would say what is no longer so
            )
        )

    def _prepare(self, turn_id: str) -> None:
        """Open the meeting of a turn that was published."""
        turn = self.grid.turn_at(self.grid.index_of_turn(turn_id))
        self.host.open("meetings", turn.meeting_id if turn is not None else None)


def _gone(_error: KnownError) -> None:
    """Say nothing: the row that was asked for has just been changed, and the page is read again."""
