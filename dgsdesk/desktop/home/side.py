"""The side pane of « Accueil »: the next meeting, minutes going round, the next hosts and the map."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.home.page import HomePage as HomeRows
from dgsdesk.application.home.page import InCirculation, NextHost, NextMeeting
from dgsdesk.application.home.page import MapPoint as PointRow
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.commune_map import CommuneMap
from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.map_painter import MapPoint
from dgsdesk.desktop.components.number_disc import NumberDisc
from dgsdesk.desktop.components.ring import DaysRing
from dgsdesk.desktop.components.stepper import StepProgress
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import plural, weekday_and_day

if TYPE_CHECKING:
    from dgsdesk.application.first_start.first_steps import FirstStep

_MAP_SHARE = 0.7
"""The least height of a map that takes the whole width, as a share of it."""
_SECTION_FOOT = 10
"""Pixels below the last line of a part."""
_STEPS_HIDDEN = "home/first_steps_hidden"
_STEPS = ("Préparer", "Inviter", "Tenir", "Rédiger", "Faire relire", "Diffuser")


class _Column(QWidget):
    """The parts one above the other; never wider than the pane, so that words wrap."""

    def minimumSizeHint(self) -> QSize:
        """Return the least height, and no width of its own."""
        return QSize(0, super().minimumSizeHint().height())


class _Section(Panel):
    """A part of the pane under its title."""

    moved = Signal()
    """Emitted when it has another place or height: other rows above it, another size of text."""

    def moveEvent(self, event: QMoveEvent) -> None:
        """Tell that it has another place."""
        super().moveEvent(event)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that it has another size."""
        super().resizeEvent(event)
        self.moved.emit()


class _NamesAndMap(QWidget):
    """The next hosts with their map beside them, or below them where the pane is high enough."""

    def __init__(self, names: QWidget, commune_map: QWidget | None) -> None:
        super().__init__()
        self._map = commune_map
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addWidget(names, 2)
        if commune_map is not None:
            column = QVBoxLayout()
            column.addWidget(commune_map, 1)
            column.addStretch()
            self._layout.addLayout(column, 3)

    def fit(self, room: int, whole: int) -> None:
        """Arrange names and map in a pane of ``whole`` px of height, ``room`` of which are left to them.

        A map that finds its least height in what is left is no higher than that, so that nothing of it is
        out of sight; the others have as much as the pane, and are scrolled to.
        """
        if self._map is None:
            return
        names = self._layout.itemAt(0)
        assert names is not None
        width = self.width()
        high = names.heightForWidth(width) if names.hasHeightForWidth() else names.sizeHint().height()
        below = room - high >= width * _MAP_SHARE
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if way != self._layout.direction():
            self._layout.setDirection(way)
            self._layout.setStretch(0, 0 if below else 2)
        least = self._map.minimumSizeHint().height()
        seen = room - high if below else room
        self._map.setMaximumHeight(max(least, seen if seen >= least else whole))


class HomeSide(Panel):
    """What explains and gathers; each part is made anew when the rows change."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface_alt")
        self.host = host
        self._parts = _Column()
        self._layout = QVBoxLayout(self._parts)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        self._parts.setAutoFillBackground(False)
        area.setWidget(self._parts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._shown: HomeRows | None = None
        self._body: _NamesAndMap | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the map the room that there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Ask how high all but the map is, once everything has its width."""
        if self._body is not None:
            above = self._body.mapTo(self._parts, self._body.rect().topLeft()).y()
            self._body.fit(self.height() - above - _SECTION_FOOT, self.height())

    def show_rows(self, rows: HomeRows) -> None:
        """Show these rows; nothing moves when they are the same."""
        if rows == self._shown:
            return
        self._shown = rows
        _clear(self._layout)
        if rows.first_steps and not self.host.preferences.flag(_STEPS_HIDDEN, default=False):
            self._layout.addWidget(self._first_steps(rows.first_steps))
        if rows.next_meeting is not None:
            self._layout.addWidget(self._meeting(rows.next_meeting))
        if rows.circulating:
            self._layout.addWidget(self._circulating(rows))
        self._layout.addWidget(self._hosts(rows), 1)

    def _section(
        self, title: str, right: QWidget | None = None, *, line: bool = True
    ) -> tuple[_Section, QVBoxLayout]:
        panel = _Section(self.theme, "surface_alt", "b" if line else "")
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(18, 8, 18, _SECTION_FOOT)
        layout.setSpacing(6)
        layout.addWidget(SectionHeader(self.theme, title, right=right))
        return panel, layout

    def _first_steps(self, steps: tuple[FirstStep, ...]) -> QWidget:
        """Show what is done with a tick, the rest as links; the list goes with the first invitation."""
        hide = Button(self.theme, self.tr("Masquer"), kind=ButtonKind.LINK, flush=True)
        hide.setAccessibleName(self.tr("Masquer les premiers pas"))
        done = sum(step.done for step in steps)
        panel, layout = self._section(self.tr("Premiers pas"), hide)
        hide.clicked.connect(lambda: self._hide_steps(panel))
        sentence = self.tr("{} sur {}").format(plural(done, "pas fait", "pas faits"), len(steps))
        progress = StepProgress(self.theme)
        progress.show_progress(done, len(steps), sentence)
        layout.addWidget(progress)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for step in steps:
            lines.addLayout(self._step_line(step))
        layout.addLayout(lines)
        return panel

    def _step_line(self, step: FirstStep) -> QLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        icon = IconView(
            self.theme, "circle-check" if step.done else "circle", "ok" if step.done else "text_soft"
        )
        line.addWidget(icon)
        if step.done:
            words = TextLabel(self.theme, step.title, "small", "text_soft", wrap=True)
            words.setContentsMargins(0, 6, 0, 6)
            words.setAccessibleName(self.tr("{}, fait").format(step.title))
            line.addWidget(words, 1)
        else:
            link = Button(self.theme, step.title, kind=ButtonKind.LINK, flush=True)
            link.clicked.connect(lambda: self.host.open(step.page, step.subject or None))
            line.addWidget(link)
            line.addStretch(1)
        return line

    def _hide_steps(self, panel: QWidget) -> None:
        self.host.preferences.keep(_STEPS_HIDDEN, True)
        panel.hide()
        self.host.open("home")

    def _meeting(self, meeting: NextMeeting) -> QWidget:
        link = Button(self.theme, self.tr("Ouvrir"), kind=ButtonKind.LINK, flush=True)
        link.setAccessibleName(self.tr("Ouvrir la prochaine réunion"))
        link.clicked.connect(lambda: self.host.open("meetings", meeting.id))
        panel, layout = self._section(self.tr("Prochaine réunion"), link)
        first = QHBoxLayout()
        first.addWidget(TextLabel(self.theme, meeting.when, "section", wrap=True), 1)
        first.addWidget(Badge(self.theme, BadgeSpec("accent", "calendar-days", meeting.away)))
        layout.addLayout(first)
        place = QHBoxLayout()
        place.setSpacing(6)
        place.addWidget(IconView(self.theme, "kind.place"), 0, Qt.AlignmentFlag.AlignTop)
        place.addWidget(TextLabel(self.theme, meeting.facts, "small", "text_soft", wrap=True), 1)
        layout.addLayout(place)
        step, following = _STEPS[meeting.step - 1], _STEPS[meeting.step : meeting.step + 1]
        sentence = f"Étape {meeting.step} sur 6 : {step}"
        sentence += f" · ensuite : {following[0]}" if following else ""
        progress = StepProgress(self.theme)
        progress.show_progress(meeting.step, len(_STEPS), sentence)
        layout.addWidget(progress)
        words = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        words.show_text(sentence, strong=step)
        layout.addWidget(words)
        return panel

    def _circulating(self, rows: HomeRows) -> QWidget:
        panel, layout = self._section(self.tr("Comptes rendus en circulation"))
        for line in rows.circulating:
            layout.addLayout(self._ring_line(line, rows.today + timedelta(days=line.days_left)))
        return panel

    def _ring_line(self, line: InCirculation, last_day: date) -> QLayout:
        ring = DaysRing(self.theme)
        ring.show_days(line.days_left, line.days, line.sentence)
        link = Button(self.theme, line.title, kind=ButtonKind.LINK, flush=True)
        link.clicked.connect(lambda: self.host.open("meetings", line.meeting_id))
        words = QVBoxLayout()
        words.setSpacing(2)
        left = Qt.AlignmentFlag.AlignLeft
        words.addWidget(link, 0, left)
        sentence = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        sentence.show_text(line.sentence, strong=weekday_and_day(last_day))
        words.addWidget(sentence)
        if line.open_observations:
            count = f"{line.open_observations} à traiter"
            words.addWidget(Badge(self.theme, BadgeSpec("warn", "circle-dot", count)), 0, left)
        layout = QHBoxLayout()
        layout.setSpacing(12)
        layout.addWidget(ring, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(words, 1)
        return layout

    def _hosts(self, rows: HomeRows) -> QWidget:
        panel, layout = self._section(self.tr("Prochains hôtes"), line=False)
        column = QWidget()
        names = QVBoxLayout(column)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(8)
        for rank, host in enumerate(rows.next_hosts, start=1):
            names.addLayout(self._host_line(rank, host))
        if not rows.next_hosts:
            words = self.tr("Aucune date n’est encore prévue.")
            names.addWidget(TextLabel(self.theme, words, "small", "text_soft", wrap=True))
        if rows.cycle:
            names.addWidget(TextLabel(self.theme, rows.cycle, "small", "text_soft", wrap=True))
        link = Button(self.theme, self.tr("Voir le tour"), kind=ButtonKind.LINK, flush=True)
        link.clicked.connect(lambda: self.host.open("rota"))
        names.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        names.addStretch(1)
        self._body = _NamesAndMap(column, self._map(rows) if rows.points else None)
        layout.addWidget(self._body, 1)
        panel.moved.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        return panel

    def _host_line(self, rank: int, host: NextHost) -> QLayout:
        disc = NumberDisc(self.theme, rank, _look(rank, host))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(self.theme, host.name, "small", bold=True, wrap=True))
        when = f"{host.when}, proposé" if host.proposed else host.when
        words.addWidget(TextLabel(self.theme, when, "small", "text_soft", wrap=True))
        layout = QHBoxLayout()
        layout.setSpacing(8)
        layout.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        return layout

    def _map(self, rows: HomeRows) -> QWidget:
        marks: dict[str, tuple[int, str]] = {}
        for rank, host in enumerate(rows.next_hosts, start=1):
            marks.setdefault(host.organisation_id, (rank, _look(rank, host)))
        commune_map = CommuneMap(self.theme)
        points = [_point(point, marks.get(point.organisation_id)) for point in rows.points]
        names = ", ".join(host.name for host in rows.next_hosts)
        communes = plural(len(points), "commune", "communes")
        commune_map.show_communes(points, f"Carte de {communes} ; prochains hôtes : {names or 'aucun'}")
        return commune_map


def _point(row: PointRow, mark: tuple[int, str] | None) -> MapPoint:
    number, look = mark or (None, "plain")
    return MapPoint(row.organisation_id, row.name, row.latitude, row.longitude, row.population, number, look)


def _look(rank: int, host: NextHost) -> str:
    return "dashed" if host.proposed else "filled" if rank == 1 else "plain"


def _clear(layout: QLayout) -> None:
    """Take every part away; parts are few and made in no time."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
