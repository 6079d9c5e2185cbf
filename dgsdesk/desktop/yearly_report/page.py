"""« Bilan »: the report's subjects with their figures and the chart of one of them; beside, the roadmap."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.action.roadmap_page import PrintRoadmap
from dgsdesk.application.chart import Chart, pictured
from dgsdesk.application.command import Command
from dgsdesk.application.paper import DrawnFirst
from dgsdesk.application.yearly_report.facts import EVERY_CIRCLE
from dgsdesk.application.yearly_report.page import (
    ChartPicture,
    KeepChartPicture,
    PrintYearlyReport,
    ReportPage,
    report_page,
)
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.chart_view import chart_image, png_of
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.tabs import Tabs, band_of
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_folder_of
from dgsdesk.desktop.shell.page import Page, Spot
from dgsdesk.desktop.yearly_report.acts import OPEN, PICTURE, PRINT
from dgsdesk.desktop.yearly_report.chart_pane import ChartPane
from dgsdesk.desktop.yearly_report.roadmap_view import RoadmapView
from dgsdesk.domain.wording import capitalised

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource

_ICONS = {
    "meetings": "nav.meetings",
    "attendance": "users",
    "hosting": "nav.rota",
    "delays": "clock",
    "grey_zones": "nav.grey_zones",
    "themes": "nav.subjects",
    "actions": "nav.actions",
}


class YearlyReportPage(Page):
    """Period and circle above, charts below; the report is written as documents."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self.report: ReportPage | None = None
        self._period, self._circle = "", EVERY_CIRCLE
        self.header = PageHeader(self.theme, self.tr("Bilan"))
        self.periods = choice_field(self.tr("Période"))
        self.circles = choice_field(self.tr("Format de rencontre"))
        self.model: RowsModel[Chart] = RowsModel(_row, lambda chart: chart.id, self)
        self.list = RowList(self.theme, self.model, self.tr("Chapitres du bilan"), ground="surface_alt")
        self.pane = ChartPane(host)
        self._stack = QStackedWidget()
        self.tabs = Tabs(
            self.tr("Bilan ou feuille de route"), (self.tr("Bilan"), self.tr("Feuille de route"))
        )
        self.roadmap = RoadmapView(host, self)
        self._roadmap_unread = False
        self.sections = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        act = self.host.actions.action
        for field in (self.periods, self.circles):
            self.header.beside.addWidget(field)
        picture = Button(self.theme, self.tr("Image"), icon="image", action=act(PICTURE))
        report = Button(self.theme, self.tr("Écrire le bilan"), kind=ButtonKind.FILLED, action=act(PRINT))
        self.header.add_button(picture)
        self.header.add_button(report)
        self._panes = ListAndDetail(
            self.theme,
            self.host.preferences,
            "yearly_report",
            self.list,
            self.pane,
            list_title=self.tr("Chapitres"),
            detail_title=self.tr("Chapitre choisi"),
        )
        meetings = Button(self.theme, self.tr("Voir les réunions"), kind=ButtonKind.FILLED)
        meetings.clicked.connect(lambda: self.host.open("meetings"))
        nothing = EmptyPage(
            self.theme,
            "nav.report",
            self.tr("Le bilan se remplit tout seul"),
            self.tr(
                "Dès la première réunion tenue, vous verrez ici les accueils, les présences et les délais. "
                "Il n’y a rien à saisir de plus."
            ),
            filled=meetings,
        )
        self._stack.addWidget(self._panes)
        self._stack.addWidget(nothing)
        report_pane = QWidget()
        column = QVBoxLayout(report_pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self.sections.addWidget(report_pane)
        self.sections.addWidget(self.roadmap)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.tabs.currentChanged.connect(self._open_section)
        layout.addWidget(band_of(self.theme, self.tabs))
        layout.addWidget(self.sections, 1)

    def _open_section(self, section: int) -> None:
        self.sections.setCurrentIndex(section)
        self._read_roadmap()
        self.take_focus()

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chapter)
        self.list.activated_key.connect(lambda _: self._enter_chapter())
        self.pane.opened.connect(self.host.open)
        self.periods.activated.connect(lambda _: self._narrow())
        self.circles.activated.connect(lambda _: self._narrow())
        bind = self.host.actions.bind
        bind(PRINT, self._print)
        bind(PICTURE, self._keep_picture)
        bind(OPEN, self.pane.open_chosen)
        bind("roadmap.show", lambda: self.tabs.setCurrentIndex(1))
        bind("roadmap.add", self._add_request)

    # -- reading ---------------------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Count again."""
        del changes
        self._roadmap_unread = True
        self._read_roadmap()
        self.host.ask(report_page, self._period, self._circle, then=self._show, owner=self, replaces="report")

    def _read_roadmap(self) -> None:
        """Read the roadmap when it is looked at."""
        if self._roadmap_unread and self.sections.currentWidget() is self.roadmap:
            self._roadmap_unread = False
            self.roadmap.refresh()

    def shown(self, subject: object | None) -> None:
        """Show a chapter by its id, « roadmap », or a request on it by its `Spot`."""
        if isinstance(subject, Spot):
            self.tabs.setCurrentIndex(1)
            self.roadmap.show_request(subject.subject)
        if isinstance(subject, str):
            self.tabs.setCurrentIndex(subject == "roadmap")
            self.list.choose(subject)

    def thing(self) -> str:
        """Return the request that is chosen, where the roadmap is in front."""
        return self.roadmap.list.chosen_key() if self.sections.currentWidget() is self.roadmap else ""

    def take_focus(self) -> None:
        """Give the keyboard to the chapters, or to the requests."""
        if self.sections.currentWidget() is self.roadmap:
            self.roadmap.take_focus()
            return
        (self.list if self._stack.currentIndex() == 0 else self._stack).setFocus()

    def _narrow(self) -> None:
        self._period = str(self.periods.currentData())
        self._circle = str(self.circles.currentData())
        self.refresh(frozenset())

    def _show(self, report: ReportPage) -> None:
        self.report = report
        self._period, self._circle = report.period.key, report.circle_id
        self.header.show_facts(report.facts)
        fill_choices(self.periods, [(one.key, capitalised(one.words)) for one in report.periods])
        choose(self.periods, report.period.key)
        fill_choices(self.circles, [(EVERY_CIRCLE, self.tr("Tous les formats")), *report.circles])
        choose(self.circles, report.circle_id)
        self.circles.setVisible(len(report.circles) > 1)
        self.model.replace(list(report.charts))
        anything = any(chart.lines for chart in report.charts) or len(report.periods) > 2
        self._stack.setCurrentIndex(0 if anything else 1)
        self._allow(anything)
        if self.list.chosen_key():
            self._show_chapter(self.list.chosen_key())
        else:
            self.list.choose_first()

    def _allow(self, anything: bool) -> None:
        why = self.tr("Le bilan attend une première réunion tenue.")
        for act in (PRINT, PICTURE, OPEN):
            self.host.actions.allow(act, anything, why)

    def _show_chapter(self, chart_id: str) -> None:
        charts = self.report.charts if self.report else ()
        chart = next((one for one in charts if one.id == chart_id), None)
        if chart is not None:
            self.pane.show_chart(chart)

    def _enter_chapter(self) -> None:
        self._panes.bring_forward(detail=True)
        self.pane.take_focus()

    def topic(self) -> str:
        """Return « roadmap » where it is in front."""
        return "roadmap" if self.sections.currentWidget() is self.roadmap else ""

    def papers(self) -> Sequence[PaperSource]:
        """Return the report of the year and the circle in front, or the roadmap."""
        if self.sections.currentWidget() is self.roadmap:
            return (PrintRoadmap(),)
        if self.report is None or not any(chart.lines for chart in self.report.charts):
            return ()
        return (DrawnFirst(partial(_printed, self.report)),)

    # -- acts ------------------------------------------------------------------------------------------------

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.roadmap.detail.leave()

    def _add_request(self) -> None:
        self.tabs.setCurrentIndex(1)
        self.roadmap.begin_new()

    def _print(self) -> None:
        if self.report is None:
            return

        def write(command: PrintYearlyReport) -> None:
            self._write(command, self.tr("Le bilan est prêt, pour Word et en PDF : {}"))

        self.host.make_document(partial(_printed, self.report), then=write, owner=self)

    def _keep_picture(self) -> None:
        chart = self.pane.chart
        if chart is None or not chart.lines:
            return
        title = chart.title

        def write(picture: bytes) -> None:
            self._write(KeepChartPicture(title, picture), self.tr("Le graphique est prêt : {}"))

        self.host.make_document(lambda: png_of(chart_image(chart)), then=write, owner=self)

    def _write(self, command: Command[str], sentence: str) -> None:
        self.host.run(command, then=lambda path: tell_folder_of(self.host, path, sentence), owner=self)


def _printed(report: ReportPage) -> PrintYearlyReport:
    """Paint every chart of a report, a long one in parts, and return the act that prints it.

    It takes some 200 ms a chart, in any thread.
    """
    parts = [(chart.id, part) for chart in report.charts for part in pictured(chart)]
    pictures = tuple(ChartPicture(chart_id, png_of(chart_image(part))) for chart_id, part in parts)
    return PrintYearlyReport(report.period.first, report.period.last, report.circle_id, pictures)


def _row(chart: Chart) -> Shown:
    return Row(chart.title, second=chart.summary, icon=_ICONS[chart.id])
