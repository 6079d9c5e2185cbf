"""« Composition »: the criteria of a circle, what they say in French, and whom they give on a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.circle.composition import (
    CompositionPage,
    CompositionSeat,
    ExceptionLine,
    RemoveMembershipException,
    RemoveMembershipRule,
    RuleChoices,
    RuleVersion,
    SetMembershipRule,
    composition_page,
    rule_choices,
)
from dgsdesk.desktop.circles.criteria import CriteriaBox
from dgsdesk.desktop.circles.exception_form import ExceptionForm
from dgsdesk.desktop.circles.inner_panes import InnerPanes
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.fields import choice_field, choose, day_field, day_of, fill_choices, show_day
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.components.saved_fields import SavedLine
from dgsdesk.desktop.components.scrolled import scrolled
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.membership_rule_text import parse_rule, rule_text
from dgsdesk.domain.network import OrganisationKind
from dgsdesk.domain.rule_criteria import Criteria, criteria_of, rule_of
from dgsdesk.domain.wording import date_long, plural

_BY_HAND = {
    "added": BadgeSpec("info", "act.add", "ajouté à la main"),
    "excused": BadgeSpec("neutral", "x", "dispensé"),
}
_Line = CompositionSeat | ExceptionLine | str


class CompositionPane(QWidget):
    """The composition of the circle that `show_circle` gives; every choice is kept at once."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self._circle_id = ""
        self._page: CompositionPage | None = None
        self._choices = RuleChoices((), (), (), ())
        self.criteria = CriteriaBox(self.theme)
        self.text = SavedLine(self.theme, self.tr("Règle écrite"))
        self.with_seat = QCheckBox(self.tr("et l’intercommunalité elle-même"))
        self.sentence = TextLabel(self.theme, "", "body", bold=True, wrap=True)
        self.count = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.version = choice_field(self.tr("Règle en vigueur"))
        self.later = day_field(self.tr("Jour à partir duquel une nouvelle règle vaut"))
        self.begin_later = Button(self.theme, self.tr("Nouvelle règle à partir du"), icon="calendar")
        self.remove_version = IconButton(self.theme, "trash-2", self.tr("Retirer cette règle"), framed=True)
        self.day = day_field(self.tr("Qui appartient au format le"), lambda day: self._ask_for(day))
        self.today = Button(self.theme, self.tr("Aujourd’hui"), kind=ButtonKind.LINK)
        self.model: RowsModel[_Line] = RowsModel(self._shown, _key, self)
        self.list = RowList(self.theme, self.model, self.tr("Membres du format"))
        self.form = ExceptionForm(host)
        self.except_one = Button(self.theme, self.tr("Ajouter ou dispenser…"), icon="pen-line")
        self.take_back = Button(self.theme, self.tr("Retirer l’exception"), icon="act.undo")
        self._day: date | None = None
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.panes = InnerPanes(
            self.theme,
            self.host.preferences,
            "composition",
            (self.tr("Qui appartient"), self._rule()),
            (self.tr("Membres"), self._members()),
            380,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)

    def _rule(self) -> QWidget:
        body = Panel(self.theme, "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self.criteria)
        column.addWidget(self.text)
        column.addWidget(self.with_seat)
        column.addSpacing(8)
        column.addWidget(TextLabel(self.theme, self.tr("Règle en vigueur"), "small", "text_soft", bold=True))
        column.addWidget(FlowRow(self.version, self.remove_version))
        column.addWidget(FlowRow(self.begin_later, self.later))
        column.addStretch(1)
        return scrolled(body)

    def _members(self) -> QWidget:
        side = Panel(self.theme, "surface_alt")
        asked = FlowRow(TextLabel(self.theme, self.tr("Le"), "small", "text_soft"), self.day, self.today)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 14, 8)
        head.setSpacing(4)
        head.addWidget(self.count)
        head.addWidget(asked)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 10)
        foot.addWidget(FlowRow(self.except_one, self.take_back))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.form)
        column.addLayout(foot)
        self.form.hide()
        return side

    def _connect(self) -> None:
        self.criteria.changed.connect(self._keep_criteria)
        self.text.kept.connect(lambda text: self._keep(text))
        self.with_seat.clicked.connect(lambda _: self._keep(self._asked()))
        self.version.activated.connect(lambda _: self._show_version())
        self.begin_later.clicked.connect(self._begin_later)
        self.remove_version.clicked.connect(self._remove_version)
        self.today.clicked.connect(lambda: self._ask_for(None))
        self.except_one.clicked.connect(self._open_form)
        self.take_back.clicked.connect(self._take_back)
        self.form.closed.connect(self._close_form)
        self.list.chosen.connect(lambda _: self._allow())

    # -- reading ---------------------------------------------------------------------------------------------

    def show_circle(self, circle_id: str) -> None:
        """Read the composition of a circle, today unless another day is being asked for."""
        if circle_id != self._circle_id:
            self.leave()  # what is typed is of the circle shown so far
            self._circle_id, self._day = circle_id, None
            self._close_form()
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        if self._circle_id:
            self.host.ask(rule_choices, then=self._take_choices, owner=self, replaces="choices")
            self._read()

    def _read(self) -> None:
        self.host.ask(
            composition_page, self._circle_id, self._day, then=self._show, owner=self, replaces="composition"
        )

    def leave(self) -> None:
        """Keep what is being typed."""
        self.text.keep_now()

    def _take_choices(self, choices: RuleChoices) -> None:
        self._choices = choices
        self.form.show_choices(choices.organisations)

    def _ask_for(self, day: date | None) -> None:
        if day != self._day and (self._page is None or day != self._page.day):
            self._day = day
            self._read()

    # -- showing ---------------------------------------------------------------------------------------------

    def _show(self, page: CompositionPage) -> None:
        same = self._page is not None and self._page.circle_id == page.circle_id
        self._page = page
        wanted = self._version_id() if same else ""
        in_force = _in_force(page)
        fill_choices(self.version, [(one.id, _since(one)) for one in page.versions] or [("", _since(None))])
        choose(self.version, wanted if wanted in {one.id for one in page.versions} else in_force)
        self._show_version()
        self.count.show_text(self._count_words(page))
        show_day(self.day, page.day)
        show_day(self.later, page.day)
        self.today.setVisible(self._day is not None)
        self.model.replace(self._lines(page))
        self._allow()

    def _count_words(self, page: CompositionPage) -> str:
        if not page.others:
            return page.count
        others = plural(page.others, self.tr("autre commune"), self.tr("autres communes"))
        return f"{page.count} · {others}"

    def _lines(self, page: CompositionPage) -> list[_Line]:
        lines: list[_Line] = list(page.seats)
        if page.excused:
            lines += [self.tr("Dispensés"), *page.excused]
        if page.exceptions:
            lines += [self.tr("Exceptions à la main"), *page.exceptions]
        return lines

    def _shown(self, line: _Line) -> Shown:
        if isinstance(line, str):
            return Heading(line)
        if isinstance(line, ExceptionLine):
            words = self.tr("dispensée") if line.excused else self.tr("ajoutée")
            second = " · ".join(filter(None, (words, line.period, line.reason)))
            return Row(line.what, second, tone="text_soft" if line.holds else "text_faint")
        commune = line.kind is OrganisationKind.COMMUNE
        right = plural(line.population, "hab.", "hab.") if commune else ""
        second = ", ".join(filter(None, (line.name or self.tr("poste à pourvoir"), line.title)))
        return Row(line.organisation, second, right, badge=_BY_HAND.get(line.by_hand))

    def _version_id(self) -> str:
        return str(self.version.currentData() or "")

    def _version(self) -> RuleVersion | None:
        versions = self._page.versions if self._page is not None else ()
        return next((one for one in versions if one.id == self._version_id()), None)

    def _show_version(self) -> None:
        version = self._version()
        text = version.text if version else "all"
        criteria = criteria_of(parse_rule(text))
        self.criteria.setVisible(criteria is not None)
        self.text.setVisible(criteria is None)
        if criteria is not None:
            about = f"{self._page.circle_id if self._page else ''}:{self._version_id()}"
            self.criteria.show_criteria(about, criteria, self._choices)
        self.text.show_value(text)
        self.with_seat.setChecked(version.with_seat if version else True)
        self.sentence.show_text(version.sentence if version else self.tr("Toutes les communes."))
        self.remove_version.setVisible(version is not None and version.starts is not None)

    # -- changing --------------------------------------------------------------------------------------------

    def _in_hand(self) -> str:
        """Return the circle that is shown, none while another is still being read: no act may go astray."""
        shown = self._page.circle_id if self._page is not None else ""
        return shown if shown == self._circle_id else ""

    def _asked(self) -> str:
        version = self._version()
        return version.text if version else "all"

    def _keep_criteria(self, criteria: Criteria) -> None:
        self._keep(rule_text(rule_of(criteria)))

    def _keep(self, text: str) -> None:
        version = self._version()
        same = version is not None and (version.text, version.with_seat) == (text, self.with_seat.isChecked())
        circle_id = self._in_hand()
        if not circle_id or same:
            return
        starts = version.starts if version else None
        command = SetMembershipRule(circle_id, text, self.with_seat.isChecked(), starts)
        self.host.run(command, owner=self, quiet=True)

    def _begin_later(self) -> None:
        circle_id = self._in_hand()
        if circle_id:
            starts = day_of(self.later)
            command = SetMembershipRule(circle_id, self._asked(), self.with_seat.isChecked(), starts)
            self.host.run(command, then=self._follow, owner=self)

    def _follow(self, rule_id: str) -> None:
        choose(self.version, rule_id)
        self._show_version()

    def _remove_version(self) -> None:
        version = self._version()
        if version is not None and self._in_hand():
            self.host.run(RemoveMembershipRule(version.id), owner=self)

    # -- exceptions ------------------------------------------------------------------------------------------

    def _chosen(self) -> _Line | None:
        index = self.list.currentIndex()
        return self.model.item(index) if index.isValid() else None

    def _allow(self) -> None:
        self.take_back.setEnabled(isinstance(self._chosen(), ExceptionLine))

    def _open_form(self) -> None:
        circle_id = self._in_hand()
        if not circle_id:
            return
        line = self._chosen()
        organisation = line.organisation_id if isinstance(line, CompositionSeat) else ""
        self.form.begin(circle_id, organisation, excuse=isinstance(line, CompositionSeat))
        self.form.show()
        self.form.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        self.form.hide()

    def _take_back(self) -> None:
        line = self._chosen()
        if isinstance(line, ExceptionLine) and self._in_hand():
            self.host.run(RemoveMembershipException(line.id), owner=self)


def _in_force(page: CompositionPage) -> str:
    begun = [one for one in page.versions if one.starts is None or one.starts <= page.day]
    return begun[-1].id if begun else ""


def _since(version: RuleVersion | None) -> str:
    if version is None or version.starts is None:
        return "Depuis le début"
    return f"À partir du {date_long(version.starts)}"


def _key(line: _Line) -> str:
    if isinstance(line, str):
        return f"heading:{line}"
    if isinstance(line, ExceptionLine):
        return f"exception:{line.id}"
    return f"{line.organisation_id}:{line.title}:{line.by_hand}"
