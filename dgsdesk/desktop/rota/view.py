"""What stands where on the page of the host rota: header, timeline and foot, the pane, the empty page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.rota.page import RotaPage, year_after
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.no_circles import no_circles
from dgsdesk.desktop.components.panes import SidePane
from dgsdesk.desktop.components.tabs import Tabs
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.rota import acts
from dgsdesk.desktop.rota.act_form import ActForm
from dgsdesk.desktop.rota.days_form import DaysForm
from dgsdesk.desktop.rota.detail_pane import DetailPane
from dgsdesk.desktop.rota.empty import EmptyRota
from dgsdesk.desktop.rota.fairness_view import FairnessView
from dgsdesk.desktop.rota.foot import Foot
from dgsdesk.desktop.rota.grid_model import RotaGrid
from dgsdesk.desktop.rota.map_view import MapView
from dgsdesk.desktop.rota.past_pane import PastPane
from dgsdesk.desktop.rota.question_pane import QuestionPane
from dgsdesk.desktop.rota.timeline import Timeline
from dgsdesk.desktop.rota.year_view import YearView
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import month_year_short

_WORDS = 560
"""Pixels at 100 % that title and both choices need."""

WHOLE = ""
"""The choice of period that shows every month."""

_MENU = (
    (acts.PROPOSE, acts.PAST),
    (acts.OPEN, acts.MOVE_DAY, acts.WITHDRAW, acts.SEAT, acts.REMOVE),
    (acts.BLACKOUT, acts.EXEMPT, acts.ROOM, acts.LEAVE),
    (acts.JOIN, acts.MERGE),
    (acts.PRINT, acts.CALENDAR, acts.TABLE, acts.MAP_PICTURE),
)
"""Acts of the menu, in groups: dates, one turn, one commune, the network, files."""


class RotaView(QWidget):
    """Layout only; what happens is the page's affair."""

    def __init__(self, host: PageHost, grid: RotaGrid) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self.timeline = Timeline(self.theme, grid, host.preferences)
        self.foot = Foot(self.theme)
        self.detail = DetailPane(self.theme, host.actions)
        self.question = QuestionPane(self.theme)
        self.form = ActForm(self.theme)
        self.past = PastPane(self.theme)
        self.propose_form = DaysForm(
            self.theme,
            self.tr("Proposer un tour d’accueil"),
            self.tr("Proposer les dates"),
            starts=self.tr("À partir du"),
            ends=self.tr("Jusqu’au"),
            kind=ButtonKind.FILLED,
        )
        self.propose = Panel(self.theme, "surface_alt")
        self.empty = EmptyRota(self.theme, host.actions.action(acts.PAST))
        self.no_circles = no_circles(self.theme, lambda: host.open("circles"))
        self.circle = choice_field(self.tr("Format de rencontre"))
        self.period = choice_field(self.tr("Période montrée"))
        self._proposed = False
        self.year, self.map, self.fairness = YearView(host), MapView(host), FairnessView(host)
        self.sights = QStackedWidget()
        self.tabs = self._make_tabs()
        self._lay_out()
        self.theme.follow(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        for choice in (self.circle, self.period):
            choice.setFont(self.theme.font("small"))
            choice.setMinimumWidth(self.theme.height("field", "small") * 3)

    # -- layout ----------------------------------------

    def _lay_out(self) -> None:
        self.side = QStackedWidget()
        inside = QVBoxLayout(self.propose)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(self.propose_form)
        inside.addStretch(1)
        for part in (self.detail, self.question, self.form, self.past, self.propose):
            self.side.addWidget(part)
        self._panes = SidePane(
            self.theme,
            self.host.preferences,
            "rota",
            self._make_main(),
            self.side,
            main_title=self.tr("Tour"),
            side_title=self.tr("Détail"),
        )
        self.body = QStackedWidget()
        self.body.addWidget(self._panes)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.no_circles)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_header())
        layout.addWidget(self.body, 1)

    def _make_main(self) -> QWidget:
        main = Panel(self.theme, "surface")
        timeline = QWidget()
        column = QVBoxLayout(timeline)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.timeline, 1000)
        column.addWidget(self.foot)
        column.addStretch(1)
        for part in (timeline, self.year, self.map, self.fairness):
            self.sights.addWidget(part)
        whole = QVBoxLayout(main)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.tabs)
        whole.addWidget(self.sights, 1)
        return main

    def _make_tabs(self) -> Tabs:
        titles = (self.tr("Frise"), self.tr("Année"), self.tr("Carte"), self.tr("Équité"))
        tabs = Tabs(self.tr("Vues du tour"), titles)
        tabs.currentChanged.connect(self.sights.setCurrentIndex)
        return tabs

    def _make_header(self) -> QWidget:
        actions = self.host.actions
        self.head = PageHeader(self.theme, self.tr("Tour d’accueil"), words=_WORDS)
        for choice in (self.circle, self.period):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            self.head.beside.addWidget(choice)
        more = IconButton(self.theme, "act.more", self.tr("Autres gestes"), framed=True)
        menu = QMenu(more)
        menu.setToolTipsVisible(True)
        for group in _MENU:
            menu.addActions([actions.action(action_id) for action_id in group])
            menu.addSeparator()
        more.setMenu(menu)
        recompute = actions.action(acts.RECOMPUTE)
        self.publish = Button(
            self.theme, kind=ButtonKind.FILLED, icon="act.send", action=actions.action(acts.PUBLISH)
        )
        self.begin = Button(
            self.theme, kind=ButtonKind.FILLED, icon="act.propose", action=actions.action(acts.PROPOSE)
        )
        self._always = more, Button(self.theme, icon="act.recompute", key="F5", action=recompute)
        for button in self._always:
            self.head.add_button(button)
        self.begin.hide()  # until the page is read, only one of the two asks for room
        for button in (self.publish, self.begin):
            self.head.add_button(button)
        return self.head

    # -- showing ----------------------------------------

    def shown_year(self) -> int:
        """Return the year chosen, 0 for every month."""
        return int(self.period.currentData() or 0)

    def focus_sight(self) -> None:
        """Give the keyboard to the view that is shown."""
        shown = self.sights.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_sight(self, circle_id: str) -> None:
        """Read what the view that is shown needs; the timeline is read with the page."""
        shown = self.sights.currentWidget()
        if shown is self.year:
            self.year.read(self.shown_year())
        elif shown is self.map:
            self.map.read(circle_id)
        elif shown is self.fairness:
            self.fairness.read(circle_id)

    def show_page(self, page: RotaPage, has_turns: bool) -> None:
        """Show what surrounds the grid: facts, periods, proof, worst debt, or the empty page."""
        self._proposed = bool(page.proposed)
        for part in (*self._always, self.circle):
            part.show()
        self.head.show_facts(page.facts)
        self._fill_periods(page)
        self.period.setVisible(has_turns)
        self.empty.offer(*year_after(page.today))
        self.foot.show_proof(page.proof, page.proven)
        self.detail.show_worst(page.worst, page.worst_remedy)
        self.body.setCurrentIndex(0 if has_turns or self.side.currentWidget() is self.past else 1)
        self._show_filled()

    def show_no_circles(self) -> None:
        """Show that no circle is open, and where the first is opened."""
        self.body.setCurrentWidget(self.no_circles)
        for part in (*self._always, self.circle, self.period, self.publish, self.begin):
            part.hide()
        self.head.show_facts("")
        self.head.settle()

    def _fill_periods(self, page: RotaPage) -> None:
        kept = self.period.currentData() or WHOLE
        whole = f"{month_year_short(page.first)} – {month_year_short(page.last)}"
        years = [str(year) for year in range(page.first.year, page.last.year + 1)]
        fill_choices(self.period, [(WHOLE, whole), *((year, year) for year in years)])
        choose(self.period, kept)

    @property
    def is_empty(self) -> bool:
        """Say whether the empty page is shown."""
        return self.body.currentWidget() is self.empty

    def explains(self) -> bool:
        """Say whether the pane explains, rather than asks something."""
        return self.side.currentWidget() is self.detail

    def show_pane(self, part: QWidget) -> None:
        """Show a part of the pane: the detail, a question, the past, the period to propose."""
        self.side.setCurrentWidget(part)
        self.body.setCurrentIndex(0)
        self._panes.bring_forward(side=True)
        self._show_filled()

    def leave_pane(self) -> None:
        """Show the detail again, and the timeline where the pane covers it."""
        self.show_pane(self.detail)
        self._panes.bring_forward(side=False)

    def _show_filled(self) -> None:
        """Keep one filled button: the page's own rests while the pane asks with another."""
        rests = not self.explains() or self.is_empty
        self.publish.setVisible(self._proposed and not rests)
        self.begin.setVisible(not self._proposed and not rests)
        self.head.settle()
