"""One chart: the picture above; its table below, and beside it what the chosen figure comes from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.chart import Chart, ChartKind, ChartLine, Source
from dgsdesk.desktop.components.chart_view import ChartView
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.panes import Panes, TwoPanes
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.yearly_report.table import ChartTable

_ICONS = {
    "meetings": "nav.meetings",
    "rota": "nav.rota",
    "grey_zones": "nav.grey_zones",
    "subjects": "nav.subjects",
}

_LEAST_TABLE = 220
_LEAST_LINES = 4
"""Lines of a chart that are seen at the least above its table."""
_BOTH = 360
"""Pixels at 100 % in which a chart and its table can be read one above the other."""


class _ChartAndTable(TwoPanes):
    """A chart, its table below; under two tabs where both have not the room."""

    def __init__(self, host: PageHost, chart: ChartView, table: QWidget) -> None:
        said = partial(QCoreApplication.translate, "ChartPane")
        titles = (said("Graphique"), said("Tableau"))
        across = Qt.Orientation.Vertical
        memory = host.preferences
        super().__init__(host.theme, memory, "yearly_report/table", chart, table, titles, orientation=across)
        self._chart = chart

    def give_first(self) -> None:
        """Let the chart be as high as it needs, the table begin right below it."""
        self._panes.give_first(self._chart.whole_height, _LEAST_TABLE)

    def _is_narrow(self) -> bool:
        return self.height() < self.theme.wide(_BOTH)

    def _widths(self) -> tuple[int, int]:
        return 0, _LEAST_TABLE

    def _bound(self, *, in_tabs: bool) -> None:
        """Leave some lines to the chart; legend and days stand above them."""
        lines = _LEAST_LINES * self.theme.height("timeline_row", "small")
        self._chart.setMinimumHeight(0 if in_tabs else lines)


class ChartPane(Panel):
    """``opened(page, id)`` asks for what a figure comes from."""

    opened = Signal(str, str)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.chart: Chart | None = None
        self._at = -1
        self.title = TextLabel(self.theme, "", "section")
        self.summary = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.picture = ChartView(self.theme)
        self.table = ChartTable(self.theme, host.preferences)
        self.sources: RowsModel[Source] = RowsModel(_row, lambda one: f"{one.page}/{one.id}", self)
        self.source_list = RowList(
            self.theme, self.sources, self.tr("Ce que compte le chiffre"), ground="surface_alt"
        )
        self.counted = SectionHeader(self.theme, self.tr("Ce que compte le chiffre"), elide=True)
        self._nothing = QStackedWidget()
        self._lay_out(host)
        self._connect()

    def _lay_out(self, host: PageHost) -> None:
        traced = Panel(self.theme, "surface_alt")
        column = QVBoxLayout(traced)
        column.setContentsMargins(16, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.counted)
        column.addWidget(self.source_list, 1)
        inset = QWidget()
        beside = QVBoxLayout(inset)
        beside.setContentsMargins(12, 0, 0, 0)  # the words of the table stand below those of the chart
        beside.addWidget(self.table)
        below = Panes(self.theme, host.preferences, "yearly_report/sources", inset, traced)
        below.start_with(0, 250)
        self._below = below
        self._both = _ChartAndTable(host, self.picture, below)
        self._nothing.addWidget(self._both)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(2)
        for words in (self.title, self.summary):
            words.setContentsMargins(16, 0, 16, 0)
            layout.addWidget(words)
        layout.addSpacing(4)
        layout.addWidget(self._nothing, 1)

    def _connect(self) -> None:
        self.picture.pointed.connect(self._point)
        self.picture.opened.connect(self._open_at)
        self.table.chosen.connect(self._choose)
        self.table.entered.connect(self._open_at)
        self.source_list.activated_key.connect(self._open)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; the line that was looked at stays when it is the same chart."""
        same = self.chart is not None and self.chart.id == chart.id
        line = self._at if same and self._at < len(chart.lines) else 0
        self.chart, self._at = chart, -1
        self.title.show_text(chart.title)
        self.summary.show_text(chart.summary)
        self._say_why_empty(chart)
        self.picture.show_chart(chart)
        self.table.show_chart(chart, line)
        self._both.give_first()
        self._choose(line if chart.lines else -1)

    def _say_why_empty(self, chart: Chart) -> None:
        former = self._nothing.widget(1)
        if former is not None:
            self._nothing.removeWidget(former)
            former.deleteLater()
        if not chart.lines:
            self._nothing.addWidget(EmptyPage(self.theme, "nav.report", chart.empty))
        self._nothing.setCurrentIndex(0 if chart.lines else 1)

    def take_focus(self) -> None:
        """Give the keyboard to the table."""
        self._both.show_tab(self._below)
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def open_chosen(self) -> None:
        """Open what is chosen among the sources, the first when nothing is."""
        key = self.source_list.chosen_key()
        self._open(key or next((f"{one.page}/{one.id}" for one in self.sources.items()), ""))

    @property
    def _current(self) -> ChartLine | None:
        inside = self.chart is not None and 0 <= self._at < len(self.chart.lines)
        return self.chart.lines[self._at] if self.chart and inside else None

    def _choose(self, line: int) -> None:
        if line == self._at:
            return
        self._at = line
        current = self._current
        self.picture.show_line(line)
        self.sources.replace(list(self.chart.sources_of(line)) if self.chart and current else [])
        about = f"{current.label}\u00a0: {current.words}" if current else ""
        self.counted.show_title(about or self.tr("Ce que compte le chiffre"))

    def _point(self, line: int, column: int) -> None:
        """Choose a line in table and picture, and the meeting of a cell among its sources."""
        if line < 0 or self.chart is None:
            return
        self.table.choose(line)
        self._choose(line)
        if self.chart.kind is ChartKind.GRID and column >= 0:
            self.source_list.choose(f"meetings/{self.chart.head_sources[column].id}")

    def _open_at(self, line: int, column: int) -> None:
        """Open the meeting of a cell, or go to the sources of a line, opening an only one."""
        if self.chart is None or line < 0:
            return
        self._choose(line)
        in_grid = self.chart.kind is ChartKind.GRID
        at = column - 1 if self.sender() is self.table else column
        if in_grid and 0 <= at < len(self.chart.head_sources):
            self.opened.emit("meetings", self.chart.head_sources[at].id)
        elif len(self.sources.items()) == 1:
            self.open_chosen()
        else:
            self._both.show_tab(self._below)
            self.source_list.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, key: str) -> None:
        page, _, found = key.partition("/")
        if found:
            self.opened.emit(page, found)


def _row(one: Source) -> Shown:
    return Row(one.title, second=one.words, icon=_ICONS[one.page])
