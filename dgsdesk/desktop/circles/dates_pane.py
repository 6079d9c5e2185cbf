"""« Dates »: dates proposed from the cadence, moved by drag, with what to look at twice; days left out."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dgsdesk.application.rota.acts import MoveTurnDay, ProposeRota, RemoveTurn
from dgsdesk.application.rota.dates import (
    AddClosedPeriod,
    ClosedPeriodRow,
    DateMark,
    DatesPage,
    RemoveClosedPeriod,
    dates_page,
)
from dgsdesk.application.rota.page import STATE_WORDS, year_after
from dgsdesk.desktop.circles.dates_grid import DatesGrid, DatesModel
from dgsdesk.desktop.circles.inner_panes import InnerPanes
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.fields import day_field, day_of, show_day, text_field
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.form import side_by_side
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import capitalised, date_full, plural

_LOOK = BadgeSpec("warn", "triangle-alert", "à regarder")
_Line = DateMark | ClosedPeriodRow | str


class DatesPane(QWidget):
    """The dates of the circle that `show_circle` gives, twelve months at a time."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self._circle_id = ""
        self._first: date | None = None
        self._page: DatesPage | None = None
        self.starts = day_field(self.tr("Proposer à partir du"))
        self.ends = day_field(self.tr("Proposer jusqu’au"))
        self.propose = Button(self.theme, self.tr("Proposer des dates"), icon="act.propose")
        self.before = IconButton(self.theme, "chevron-left", self.tr("Douze mois avant"), framed=True)
        self.after = IconButton(self.theme, "chevron-right", self.tr("Douze mois après"), framed=True)
        self.model = DatesModel(self)
        self.grid = DatesGrid(self.theme, self.model, host.preferences)
        self.words = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.too_few = InlineMessage(self.theme)
        self.rows: RowsModel[_Line] = RowsModel(self._shown, _key, self)
        self.list = RowList(self.theme, self.rows, self.tr("Dates et périodes exclues"))
        self.exclude = Button(self.theme, self.tr("Exclure des jours…"), icon="act.blackout")
        self.remove = Button(self.theme, self.tr("Retirer"), icon="trash-2")
        self.first_day = day_field(self.tr("Premier jour exclu"))
        self.last_day = day_field(self.tr("Dernier jour exclu"))
        self.reason = text_field(self.tr("Motif"))
        self.of_all = QCheckBox(self.tr("pour tous les formats"))
        self.keep = Button(self.theme, self.tr("Exclure ces jours"))
        self.give_up = Button(self.theme, self.tr("Renoncer"), kind=ButtonKind.LINK)
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.reason.setPlaceholderText(self.tr("Motif (facultatif)"))
        self.panes = InnerPanes(
            self.theme,
            self.host.preferences,
            "dates",
            (self.tr("Calendrier"), self._calendar()),
            (self.tr("Liste"), self._side()),
            250,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)

    def _calendar(self) -> QWidget:
        main = Panel(self.theme, "surface")
        starts, ends = (
            self._said(words, day)
            for words, day in ((self.tr("du"), self.starts), (self.tr("au"), self.ends))
        )
        tools = FlowRow(self.propose, starts, ends, self.before, self.after)
        tools.setContentsMargins(20, 10, 14, 8)
        self.words.setContentsMargins(20, 6, 14, 8)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(self.too_few)
        column.addWidget(self.grid, 1)
        column.addWidget(self.words)
        return main

    def _said(self, words: str, day: QWidget) -> QWidget:
        """Put a word before a day."""
        both = QWidget()
        line = side_by_side(TextLabel(self.theme, words, "small"), day)
        line.setContentsMargins(0, 0, 0, 0)
        both.setLayout(line)
        return both

    def _side(self) -> QWidget:
        side = Panel(self.theme, "surface_alt")
        self.form = Panel(self.theme, "surface", "t")
        fields = QVBoxLayout(self.form)
        fields.setContentsMargins(14, 8, 14, 8)
        fields.setSpacing(6)
        first = self._said(self.tr("Du"), self.first_day)
        last = self._said(self.tr("Au"), self.last_day)
        for part in (first, last, self.reason, self.of_all):
            fields.addWidget(part)
        fields.addWidget(FlowRow(self.keep, self.give_up))
        self.form.hide()
        foot = FlowRow(self.exclude, self.remove)
        foot.setContentsMargins(14, 8, 14, 10)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.form)
        column.addWidget(foot)
        return side

    def _connect(self) -> None:
        self.propose.clicked.connect(self._propose)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.grid.moved.connect(lambda turn, day: self.host.run(MoveTurnDay(turn, day), owner=self))
        self.grid.hovered.connect(self._say)
        self.list.chosen.connect(lambda _: self._show_chosen())
        self.exclude.clicked.connect(self._open_form)
        self.keep.clicked.connect(self._exclude)
        self.reason.returnPressed.connect(self._exclude)
        self.give_up.clicked.connect(self.form.hide)
        self.remove.clicked.connect(self._remove)

    # -- reading ---------------------------------------------------------------------------------------------

    def show_circle(self, circle_id: str) -> None:
        """Read the dates of a circle."""
        if circle_id != self._circle_id:
            self._circle_id, self._first = circle_id, None
            self.form.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        if self._circle_id and self.isVisible():
            self.host.ask(
                dates_page, self._circle_id, self._first, then=self._show, owner=self, replaces="dates"
            )

    def _turn(self, step: int) -> None:
        if self._page is not None:
            self._first = self._page.first.replace(year=self._page.first.year + step)
            self.refresh()

    def _show(self, page: DatesPage) -> None:
        index = self.grid.currentIndex()
        fresh = self._page is None or self._page.circle_id != page.circle_id
        self._page = page
        self.model.show_page(page)
        if index.isValid() and not fresh:
            self.grid.setCurrentIndex(self.model.index(index.row(), index.column()))
        if fresh:
            starts, ends = year_after(page.today)
            last = max((one.day for one in page.dates), default=page.today)
            show_day(self.starts, max(starts, last + timedelta(days=1)))
            show_day(self.ends, max(ends, last + timedelta(days=365)))
        self.propose.setEnabled(page.has_cadence)
        self.propose.setToolTip("" if page.has_cadence else self.tr("Ce format n’a pas de rythme fixe."))
        self.too_few.show_message(Message(page.too_few, tone="warn") if page.too_few else None)
        self.rows.replace(self._lines(page))
        self._say(None)
        self._allow()

    def _lines(self, page: DatesPage) -> list[_Line]:
        coming = [one for one in page.dates if one.day >= page.today]
        lines: list[_Line] = [plural(len(coming), self.tr("date à venir"), self.tr("dates à venir")), *coming]
        if page.periods:
            lines += [self.tr("Périodes exclues"), *page.periods]
        return lines

    def _shown(self, line: _Line) -> Shown:
        if isinstance(line, str):
            return Heading(line)
        if isinstance(line, ClosedPeriodRow):
            who = self.tr("pour tous les formats") if line.of_all else ""
            return Row(
                capitalised(line.words), ", ".join(filter(None, (line.reason, who))), icon="act.blackout"
            )
        second = ", ".join((*line.warnings, *(() if line.warnings else (STATE_WORDS[line.state], line.host))))
        return Row(capitalised(date_full(line.day)), second, badge=_LOOK if line.warnings else None)

    def _say(self, day: date | None) -> None:
        if day is not None:
            said = self.model.said_of(day)
            self.words.show_text(": ".join(filter(None, (f"{capitalised(date_full(day))}\u00a0", said))))
            return
        self.words.show_text(
            self.tr(
                "Glissez une date sur un autre jour, ou Alt et une flèche. Grisé : férié ou week-end ; "
                "bleuté : vacances scolaires ; hachuré : exclu ; trait : autre format, membres communs."
            )
        )

    # -- acting ----------------------------------------------------------------------------------------------

    def _chosen(self) -> _Line | None:
        index = self.list.currentIndex()
        return self.rows.item(index) if index.isValid() else None

    def _show_chosen(self) -> None:
        line = self._chosen()
        if isinstance(line, DateMark):
            self.grid.setCurrentIndex(self.model.index_of(line.day))
        self._allow()

    def _allow(self) -> None:
        line = self._chosen()
        proposed = isinstance(line, DateMark) and line.movable
        self.remove.setEnabled(proposed or isinstance(line, ClosedPeriodRow))

    def _propose(self) -> None:
        self.host.run(ProposeRota(self._circle_id, day_of(self.starts), day_of(self.ends)), owner=self)

    def _open_form(self) -> None:
        day = self.model.day_at(self.grid.currentIndex()) or (self._page.today if self._page else None)
        if day is not None:
            show_day(self.first_day, day)
            show_day(self.last_day, day)
        self.reason.clear()
        self.form.show()
        self.first_day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _exclude(self) -> None:
        command = AddClosedPeriod(
            None if self.of_all.isChecked() else self._circle_id,
            day_of(self.first_day),
            day_of(self.last_day),
            self.reason.text(),
        )
        self.host.run(command, then=lambda _: self.form.hide(), owner=self)

    def _remove(self) -> None:
        line = self._chosen()
        if isinstance(line, ClosedPeriodRow):
            self.host.run(RemoveClosedPeriod(line.id), owner=self)
        elif isinstance(line, DateMark):
            self.host.run(RemoveTurn(line.turn_id), owner=self)


def _key(line: _Line) -> str:
    if isinstance(line, str):
        return f"heading:{line}"
    return line.turn_id if isinstance(line, DateMark) else line.id
