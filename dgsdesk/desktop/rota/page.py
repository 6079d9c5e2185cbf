"""« Tour d’accueil »: the timeline with its fairness at left, « Pourquoi nous ? » at right (look/d)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QMenu, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.rota import (
    AddBlackout,
    LockTurn,
    MoveTurn,
    MoveTurnDay,
    PastTurn,
    ProposeRota,
    PublishRota,
    RecomputeRota,
    RecordPastTurns,
    RemoveBlackout,
    RemoveTurn,
)
from dgsdesk.application.rota_page import (
    RotaPage,
    TurnCell,
    TurnDetail,
    circles,
    rota_page,
    turn_detail,
    year_after,
)
from dgsdesk.application.rota_past import PastGrid, past_grid
from dgsdesk.application.rota_preview import Cascade, move_preview
from dgsdesk.application.rota_printing import PrintRota
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.panes import SidePane
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.meetings.fields import choice_field, choose, fill_choices
from dgsdesk.desktop.rota import entry
from dgsdesk.desktop.rota.days_form import DaysForm
from dgsdesk.desktop.rota.detail_pane import DetailPane
from dgsdesk.desktop.rota.empty import EmptyRota
from dgsdesk.desktop.rota.foot import Foot
from dgsdesk.desktop.rota.grid_model import GridLine, RotaGrid, months_between
from dgsdesk.desktop.rota.past_pane import PastPane
from dgsdesk.desktop.rota.question_pane import QuestionPane
from dgsdesk.desktop.rota.swap import SwapGuide
from dgsdesk.desktop.rota.timeline import Timeline
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.host_rota import TurnState
from dgsdesk.domain.wording import capitalised, date_full, month_year_short, plural

_WHOLE = ""
_MENU = (entry.PROPOSE, entry.PAST, entry.MOVE_DAY, entry.REMOVE, entry.OPEN, entry.PRINT)


class RotaScreen(Page):
    """View and behaviour; the rows come from `rota_page`, one turn's reasons from `turn_detail`."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._page: RotaPage | None = None
        self._follow = ""
        self.grid = RotaGrid(self)
        self.timeline = Timeline(self.theme, self.grid)
        self.foot = Foot(self.theme)
        self.detail = DetailPane(self.theme, host.actions)
        self.question = QuestionPane(self.theme)
        self.past = PastPane(self.theme)
        self.propose_form = DaysForm(
            self.theme,
            self.tr("Proposer un tour d’accueil"),
            self.tr("Proposer les dates"),
            starts=self.tr("À partir du"),
            ends=self.tr("Jusqu’au"),
            kind=ButtonKind.FILLED,
        )
        self.empty = EmptyRota(self.theme, host.actions.action(entry.PAST))
        self.swap = SwapGuide(host, self.question)
        self.circle = choice_field(self.tr("Format de rencontre"))
        self.period = choice_field(self.tr("Période montrée"))
        self._lay_out()
        self._connect()
        self._bind()

    # -- layout ----------------------------------------

    def _lay_out(self) -> None:
        main = Panel(self.theme, "surface")
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.timeline, 1000)
        column.addWidget(self.foot)
        column.addStretch(1)
        self.side = QStackedWidget()
        propose = Panel(self.theme, "surface_alt")
        inside = QVBoxLayout(propose)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(self.propose_form)
        inside.addStretch(1)
        self._propose = propose
        for part in (self.detail, self.question, self.past, propose):
            self.side.addWidget(part)
        panes = SidePane(
            self.theme,
            self.host.preferences,
            "rota",
            main,
            self.side,
            main_title=self.tr("Frise"),
            side_title=self.tr("Pourquoi nous"),
        )
        self._body = QStackedWidget()
        self._body.addWidget(panes)
        self._body.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_header())
        layout.addWidget(self._body, 1)

    def _make_header(self) -> QWidget:
        actions = self.host.actions
        self.head = PageHeader(self.theme, self.tr("Tour d’accueil"))
        for choice in (self.circle, self.period):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            self.head.beside.addWidget(choice)
        more = IconButton(self.theme, "act.more", self.tr("Autres gestes"), framed=True)
        menu = QMenu(more)
        menu.setToolTipsVisible(True)
        menu.addActions([actions.action(action_id) for action_id in _MENU])
        more.setMenu(menu)
        recompute = actions.action(entry.RECOMPUTE)
        self.head.add_button(more)
        self.head.add_button(Button(self.theme, icon="act.recompute", key="F5", action=recompute))
        self.publish = Button(
            self.theme, kind=ButtonKind.FILLED, icon="act.send", action=actions.action(entry.PUBLISH)
        )
        self.begin = Button(
            self.theme, kind=ButtonKind.FILLED, icon="act.propose", action=actions.action(entry.PROPOSE)
        )
        self.head.add_button(self.publish)
        self.head.add_button(self.begin)
        return self.head

    # -- wiring ----------------------------------------

    def _connect(self) -> None:
        months = self.timeline.months
        self.timeline.moved.connect(self._moved)
        months.doubleClicked.connect(lambda: self.host.actions.trigger(entry.OPEN))
        months.turn_dragged.connect(self._say_drag)
        months.turn_dropped.connect(self._move_turn)
        months.gave_up.connect(self.swap.stop)
        self.swap.changed.connect(self._show_swap)
        self.swap.asked.connect(lambda: self._show_side(self.question))
        self.swap.done.connect(self._will_follow)
        self.question.closed.connect(self._back_to_detail)
        self.past.given_up.connect(self._back_to_detail)
        self.past.noted.connect(self._note_past)
        self.propose_form.sent.connect(partial(self._propose_rota, self.propose_form))
        self.propose_form.given_up.connect(self._back_to_detail)
        self.empty.form.sent.connect(partial(self._propose_rota, self.empty.form))
        self.detail.blackout_form.sent.connect(self._add_blackout)
        self.detail.day_form.sent.connect(self._move_day)
        for form in (self.detail.blackout_form, self.detail.day_form):
            form.given_up.connect(self._back_to_detail)
        self.detail.blackout_lifted.connect(lambda one: self.host.run(RemoveBlackout(one)))
        self.circle.activated.connect(lambda: self._read())
        self.period.activated.connect(lambda: self._show_grid())

    def _bind(self) -> None:
        bind, months = self.host.actions.bind, self.timeline.months
        bind(entry.RECOMPUTE, lambda: self.host.run(RecomputeRota(self._circle_id)))
        bind(entry.PUBLISH, self._ask_to_publish)
        bind(entry.PROPOSE, self._open_propose)
        bind(entry.PAST, self._open_past)
        bind(entry.PRINT, lambda: self.host.run(PrintRota(self._circle_id), then=self._printed, owner=self))
        bind(entry.BLACKOUT, self._open_blackout)
        bind(entry.LOCK, self._lock, months)
        bind(entry.SWAP, self._begin_swap, months)
        bind(entry.OPEN, self._enter, months)
        bind(entry.MOVE_DAY, self._open_move_day, months)
        bind(entry.REMOVE, self._remove_turn, months)

    # -- reading ----------------------------------------

    @property
    def _circle_id(self) -> str:
        return self._page.circle_id if self._page is not None else ""

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the circles and the rota of the chosen one."""
        if changes & {"*", "Circle"}:
            self.host.ask(circles, then=self._show_circles, owner=self, replaces="circles")
        self._read()

    def _read(self) -> None:
        wanted = self.circle.currentData() or ""
        self.host.ask(rota_page, wanted, then=self._show, owner=self, replaces="page")

    def _show_circles(self, found: list[tuple[str, str]]) -> None:
        kept = self.circle.currentData() or ""
        fill_choices(self.circle, found)
        choose(self.circle, kept)

    def shown(self, subject: object | None) -> None:
        """Show a turn, named by its id."""
        if isinstance(subject, str):
            choose(self.period, _WHOLE)
            self._follow = subject
            self._show_grid()

    def take_focus(self) -> None:
        """Give the keyboard to the timeline, or to the first field of an empty page."""
        if self._body.currentWidget() is self.empty:
            self.empty.form.starts.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.timeline.months.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- showing ----------------------------------------

    def _show(self, page: RotaPage) -> None:
        self._page = page
        self.head.show_facts(page.facts)
        self._fill_periods(page)
        has_turns = any(row.turns for row in (*page.rows, *page.others)) or bool(page.unfilled)
        was_empty = self._body.currentWidget() is self.empty
        self._body.setCurrentIndex(0 if has_turns or self.side.currentWidget() is self.past else 1)
        self.empty.offer(*year_after(page.today))
        self.foot.show_proof(page.proof, page.proven)
        self.detail.show_worst(page.worst, page.worst_remedy)
        self._allow_page_acts(page, has_turns)
        self._show_grid()
        if was_empty and has_turns and self.isVisible():
            self.take_focus()

    def _fill_periods(self, page: RotaPage) -> None:
        kept = self.period.currentData() or _WHOLE
        whole = f"{month_year_short(page.first)} – {month_year_short(page.last)}"
        years = [str(year) for year in range(page.first.year, page.last.year + 1)]
        fill_choices(self.period, [(_WHOLE, whole), *((year, year) for year in years)])
        choose(self.period, kept)

    def _allow_page_acts(self, page: RotaPage, has_turns: bool) -> None:
        actions = self.host.actions
        count = plural(page.proposed, "date", "dates")
        actions.action(entry.PUBLISH).setText(self.tr("Publier {}…").format(count))
        actions.allow(entry.PUBLISH, bool(page.proposed), self.tr("Aucune date n’est proposée."))
        nothing = self.tr("Aucune date n’est à venir : proposez d’abord un tour d’accueil.")
        for action_id in (entry.RECOMPUTE, entry.PRINT):
            actions.allow(action_id, bool(page.coming), nothing)
        self._show_filled()

    def _show_filled(self) -> None:
        """Keep one filled button: the page's own rests while the pane asks with another."""
        page = self._page
        asks = self.side.currentWidget() is not self.detail or self._body.currentWidget() is self.empty
        proposed = page is not None and bool(page.proposed)
        self.publish.setVisible(proposed and not asks)
        self.begin.setVisible(not proposed and not asks)

    def _show_grid(self) -> None:
        page = self._page
        if page is None:
            return
        index = self.timeline.current()
        line, month = self._line(), self.grid.month_of(index.column()) if index.isValid() else None
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
        year = self.period.currentData() or _WHOLE
        months = months_between(page.first, page.last)
        return tuple(month for month in months if str(month.year) == year) if year else months

    def _first_cell(self, page: RotaPage) -> QModelIndex:
        """Return the cell of the next turn that waits for something, or of today."""
        cells = [cell for line in self.grid.lines for cell in line.row.turns if cell.day >= page.today]
        waiting = [cell for cell in cells if cell.state is TurnState.PROPOSED] or cells
        if waiting:
            found = self.grid.index_of_turn(min(waiting, key=lambda cell: cell.day).id)
            if found.isValid():
                return found
        return self.grid.index(0, max(self.grid.column_of(page.today), 1))

    # -- the current cell ----------------------------------------

    def _line(self) -> GridLine | None:
        index = self.timeline.current()
        return (
            self.grid.lines[index.row()] if index.isValid() and index.row() < len(self.grid.lines) else None
        )

    def _turn(self) -> TurnCell | None:
        return self.grid.turn_at(self.timeline.current())

    def _moved(self) -> None:
        line, turn = self._line(), self._turn()
        self._allow_cell_acts(line, turn)
        if self.swap.source is None and self.side.currentWidget() is self.detail:
            self.detail.blackout_form.hide()
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
        line, turn = self._line(), self._turn()
        if line is not None and turn is not None and turn.id == detail.id:
            self.detail.show_turn(detail, line)

    def _allow_cell_acts(self, line: GridLine | None, turn: TurnCell | None) -> None:
        actions, today = self.host.actions, self.grid.today
        coming = turn is not None and turn.state is not TurnState.HELD and turn.day >= today
        hosted = coming and turn is not None and turn.host_id is not None
        proposed = coming and turn is not None and turn.meeting_id is None
        place = self.tr("Placez-vous d’abord sur un tour à venir.")
        locked = turn is not None and turn.locked
        actions.action(entry.LOCK).setText(self.tr("Déverrouiller") if locked else self.tr("Verrouiller"))
        actions.allow(entry.LOCK, hosted, place)
        actions.allow(entry.SWAP, hosted, place)
        published = self.tr("Seule une date proposée se déplace ou se retire.")
        actions.allow(entry.MOVE_DAY, proposed, published)
        actions.allow(entry.REMOVE, proposed, published)
        actions.allow(entry.BLACKOUT, line is not None and line.member, self.tr("Choisissez une commune."))
        opens = self.swap.source is not None or (turn is not None and turn.meeting_id is not None)
        actions.allow(
            entry.OPEN, opens, self.tr("Cette date n’a pas encore de réunion : publiez-la d’abord.")
        )

    # -- the pane ----------------------------------------

    def _show_side(self, part: QWidget) -> None:
        self.side.setCurrentWidget(part)
        self._body.setCurrentIndex(0)
        self._show_filled()

    def _back_to_detail(self) -> None:
        self.detail.blackout_form.hide()
        self.detail.day_form.hide()
        self._show_side(self.detail)
        if self._page is not None:
            self._show(self._page)
        self.take_focus()

    def _open_propose(self) -> None:
        if self._page is None:
            return
        if self._body.currentWidget() is self.empty:
            self.take_focus()
            return
        starts, ends = year_after(self._page.today)
        self._show_side(self._propose)
        self.propose_form.begin(
            max(starts, self._page.last + timedelta(days=1)), self._page.last + (ends - starts)
        )

    def _open_past(self) -> None:
        if self._page is not None:
            self.host.ask(past_grid, self._circle_id, then=self._begin_past, owner=self, replaces="past")

    def _begin_past(self, grid: PastGrid) -> None:
        self._show_side(self.past)
        self.past.begin(grid, self.grid.today)

    def _open_blackout(self) -> None:
        month = self.grid.month_of(self.timeline.current().column())
        if month is not None:
            last = month.replace(day=monthrange(month.year, month.month)[1])
            self._show_side(self.detail)
            self.detail.blackout_form.begin(month, last)

    def _open_move_day(self) -> None:
        turn = self._turn()
        if turn is not None:
            self._show_side(self.detail)
            self.detail.day_form.begin(turn.day)

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

    def _add_blackout(self, starts: date, ends: date, reason: str) -> None:
        line, form = self._line(), self.detail.blackout_form
        if line is not None:
            command = AddBlackout(line.key, starts, ends, reason)
            self.host.run(command, then=lambda _: self._back_to_detail(), failed=self._in(form), owner=self)

    def _move_day(self, day: date, _same: date, _reason: str) -> None:
        turn, form = self._turn(), self.detail.day_form
        if turn is not None:
            self._follow = turn.id
            command = MoveTurnDay(turn.id, day)
            self.host.run(command, then=lambda _: self._back_to_detail(), failed=self._in(form), owner=self)

    def _lock(self) -> None:
        turn = self._turn()
        if turn is not None:
            self.host.run(LockTurn(turn.id, not turn.locked), owner=self)

    def _remove_turn(self) -> None:
        turn = self._turn()
        if turn is not None:
            self.host.run(RemoveTurn(turn.id), owner=self)

    def _enter(self) -> None:
        turn = self._turn()
        if self.swap.source is not None:
            self.swap.choose(turn)
        elif turn is not None and turn.meeting_id is not None:
            self.host.open("meetings", turn.meeting_id)

    def _begin_swap(self) -> None:
        turn, line = self._turn(), self._line()
        if turn is not None and line is not None:
            self.swap.begin(turn, line.row.name)
            self.timeline.months.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_swap(self) -> None:
        source = self.swap.source
        self.timeline.months.swap_source = source.id if source is not None else ""
        self.timeline.repaint_rows()
        self.detail.notice.show_message(self.swap.message(self._enter))
        self._allow_cell_acts(self._line(), self._turn())

    def _ask_to_publish(self) -> None:
        page = self._page
        if page is None:
            return
        names = {cell.id: line.row.name for line in self.grid.lines for cell in line.row.turns}
        cells = [
            cell for line in self.grid.lines for cell in line.row.turns if cell.state is TurnState.PROPOSED
        ]
        lines = [(names[c.id], capitalised(date_full(c.day))) for c in sorted(cells, key=lambda c: c.day)]
        self.question.put(
            self.tr("Publier {}").format(plural(len(lines), "date", "dates")),
            self.tr(
                "Une réunion est prévue à chaque date. Changer ensuite un hôte compte comme un changement."
            ),
            [(self.tr("Hôtes et dates"), lines)],
            self.tr("Publier"),
            lambda: self.host.run(PublishRota(self._circle_id), owner=self),
        )
        self._show_side(self.question)

    def _printed(self, path: str) -> None:
        folder = QUrl.fromLocalFile(str(Path(path).parent))
        self.host.tell(
            Message(
                self.tr("Le tour d’accueil est prêt : {}").format(Path(path).name),
                tone="ok",
                button=self.tr("Ouvrir le dossier"),
                act=lambda: QDesktopServices.openUrl(folder),
            )
        )

    # -- dragging ----------------------------------------

    def _say_drag(self, turn_id: str, key: str) -> None:
        if not turn_id or not key:
            self.foot.say(self.tr("Déposez la date sur une autre commune. Échap renonce.") if turn_id else "")
            return
        self.host.ask(
            move_preview, turn_id, key, then=self._say_cascade, owner=self, replaces="drag", failed=_gone
        )

    def _say_cascade(self, cascade: Cascade) -> None:
        if not self.timeline.months.dragging or not cascade.wished:
            return
        wish = cascade.wished[0]
        words = self.tr("{} accueillerait le {}").format(wish.after, date_full(wish.day))
        if cascade.followed:
            words += ", avec " + plural(len(cascade.followed), "autre changement", "autres changements")
        self.foot.say(" ".join([f"{words}.", *cascade.warnings]))

    def _move_turn(self, turn_id: str, key: str) -> None:
        self.foot.say("")
        self._follow = turn_id
        self.host.run(MoveTurn(turn_id, key), owner=self)


def _gone(_error: KnownError) -> None:
    """Say nothing: the row that was asked for has just been changed, and the page is read again."""
