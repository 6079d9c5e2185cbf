"""« Formats de rencontre »: the circles at left; at right one circle's rules, composition and dates."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.circle.acts import CircleRules, circle_rules
from dgsdesk.application.circle.life import AddCircle, CloseCircle, RemoveCircle
from dgsdesk.application.first_start.model import SaveModel
from dgsdesk.application.membership import sort_key
from dgsdesk.application.surroundings import NetworkRow, network_row
from dgsdesk.desktop.circles import acts
from dgsdesk.desktop.circles.composition_pane import CompositionPane
from dgsdesk.desktop.circles.dates_pane import DatesPane
from dgsdesk.desktop.circles.facts_pane import FactsPane
from dgsdesk.desktop.circles.models_pane import ModelsPane
from dgsdesk.desktop.circles.rules_pane import RulesPane
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.tabs import Tabs
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page

_CLOSED = BadgeSpec("neutral", "archive", "Fermé")
_OF_RULES = frozenset({"*", "Circle", "Network"})
_OF_COMPOSITION = frozenset(
    {
        "*",
        "Circle",
        "MembershipRule",
        "MembershipException",
        "SharedService",
        "ServiceMembership",
        "EarlierPopulation",
        "Organisation",
        "Appointment",
        "Person",
    }
)

_OF_DATES = _OF_COMPOSITION | {"HostTurn", "Meeting", "ClosedPeriod"}


class CirclesPage(Page):
    """``shown`` takes a circle's id."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._circles: dict[str, CircleRules] = {}
        self._wanted = ""
        self._network: NetworkRow | None = None
        self.model: RowsModel[CircleRules] = RowsModel(_row, lambda rules: rules.id, self)
        self.new = NewLine(
            self.theme,
            self.tr("Nom du nouveau format de rencontre"),
            self.tr("Nom du format, puis Entrée"),
        )
        self.header = PageHeader(self.theme)
        self.tabs = Tabs(self.tr("Parties du format"))
        self.rules = RulesPane(host)
        self.composition = CompositionPane(host)
        self.dates = DatesPane(host)
        self.parts = QStackedWidget()
        self.models = ModelsPane(host)
        self.facts = FactsPane(host)
        self.nothing = self._empty()
        self.register = self._register()
        self.list = self.register.list
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.register)
        self._connect()
        self._bind()

    # -- layout ----------------------------------------------------------------------------------------------

    def _empty(self) -> EmptyPage:
        actions = self.host.actions
        return EmptyPage(
            self.theme,
            "users",
            self.tr("Aucun format de rencontre"),
            self.tr("Ajoutez-en un, ou partez du modèle d’un autre territoire."),
            filled=Button(self.theme, kind=ButtonKind.FILLED, action=actions.action(acts.ADD)),
            plain=Button(self.theme, action=actions.action(acts.ADD_MODEL)),
        )

    def _register(self) -> Register:
        register = Register(
            self.theme,
            self.host.preferences,
            "circles",
            self.tr("Formats"),
            self.model,
            self.tr("Formats de rencontre"),
            details=(self._detail(), self.models, self.facts, self.nothing),
            detail_title=self.tr("Format choisi"),
            filter_name=self.tr("Filtrer"),
            new=self.new,
        )
        actions = self.host.actions
        register.add_button(
            Button(self.theme, self.tr("Modèles…"), icon="list", action=actions.action(acts.ADD_MODEL))
        )
        register.add_button(
            Button(self.theme, self.tr("Ajouter"), icon="act.add", action=actions.action(acts.ADD))
        )
        return register

    def _detail(self) -> QWidget:
        detail = Panel(self.theme, "surface")
        for title, part in (
            (self.tr("Règles"), self.rules),
            (self.tr("Composition"), self.composition),
            (self.tr("Dates"), self.dates),
        ):
            self.tabs.addTab(title)
            part.setAccessibleName(title)
            self.parts.addWidget(part)
        actions = self.host.actions
        facts = self.tr("Secteurs et services…")
        self.header.add_button(Button(self.theme, facts, action=actions.action(acts.FACTS)))
        self.header.add_button(Button(self.theme, action=actions.action(acts.ROTA)))
        column = QVBoxLayout(detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(8, 0, 0, 0)  # the first words stand below those of the header
        tabs.addWidget(self.tabs)
        column.addLayout(tabs)
        column.addWidget(self.parts, 1)
        return detail

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.register.narrowed.connect(self._show_list)
        self.register.cleared.connect(self._show_list)
        self.new.named.connect(lambda name: self.host.run(AddCircle(name), then=self._added, owner=self))
        self.tabs.currentChanged.connect(self._open_part)
        for pane in (self.models, self.facts):
            pane.closed.connect(self._back)

    def _bind(self) -> None:
        bind = self.host.actions.bind
        bind(acts.ADD, self._begin_new)
        bind(acts.ADD_MODEL, self._open_models)
        bind(acts.FACTS, self._open_facts)
        bind(acts.SAVE_MODEL, self._save_model)
        bind(acts.ROTA, lambda: self.host.open("rota", ("circle", self.list.chosen_key())))
        bind(acts.CLOSE, self._close)
        bind(acts.REMOVE, self._remove, self.list)

    # -- what the shell asks ---------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the circles again, and the part that is shown."""
        if changes & _OF_RULES:
            self.host.ask(circle_rules, then=self._take, owner=self, replaces="circles")
        if changes & {"*", "Network"}:
            self.host.ask(network_row, then=self._take_network, owner=self, replaces="network")
        if changes & _OF_DATES:
            self.dates.refresh()
        if changes & _OF_COMPOSITION:
            self.composition.refresh()
            if self.register.right.currentWidget() is self.facts:
                self.facts.refresh()

    def shown(self, subject: object | None) -> None:
        """Show a circle."""
        if isinstance(subject, str) and not self.list.choose(subject):
            self._wanted = subject

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.register.take_focus()

    def thing(self) -> str:
        """Return the circle that is chosen."""
        return self.list.chosen_key()

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.rules.leave()
        self.composition.leave()

    # -- showing ---------------------------------------------------------------------------------------------

    def _take_network(self, found: NetworkRow) -> None:
        self._network = found

    def _take(self, circles: Sequence[CircleRules]) -> None:
        self._circles = {circle.id: circle for circle in circles}
        self._show_list()

    def _show_list(self) -> None:
        lines = [one for one in self._circles.values() if self.register.passes(sort_key(one.name))]
        self.register.facts.show_text(str(len(lines)))
        former = self.register.right.currentWidget()
        empty = None if self._circles else self.nothing
        if self.register.show_rows(lines, self._wanted, empty=empty):
            self._wanted = ""
        if former in (self.models, self.facts):
            self.register.right.setCurrentWidget(former)
        none = self.tr("Aucun format de rencontre n’est ouvert.")
        for act in (acts.SAVE_MODEL, acts.CLOSE, acts.REMOVE, acts.ROTA):
            self.host.actions.allow(act, bool(lines), none)

    def _show_chosen(self, circle_id: str) -> None:
        rules = self._circles.get(circle_id)
        if rules is None:
            return
        self.header.show_title(rules.name, rules.cadence)
        self.header.show_badges(*((_CLOSED,) if rules.closed_on else ()))
        words = self.tr("Rouvrir ce format") if rules.closed_on else self.tr("Fermer ce format")
        self.host.actions.action(acts.CLOSE).setText(words)
        self.rules.show_rules(rules)
        self.composition.show_circle(circle_id)
        self.dates.show_circle(circle_id)
        if self.register.right.currentWidget() is self.nothing:
            self.register.right.setCurrentIndex(0)

    def _open_part(self, at: int) -> None:
        self.leaving()
        self.parts.setCurrentIndex(at)
        if self.parts.currentWidget() is self.dates:
            self.dates.refresh()

    # -- acts ------------------------------------------------------------------------------------------------

    def _begin_new(self) -> None:
        self.register.begin_new()

    def _added(self, circle_id: str) -> None:
        self.register.filter.clear()
        self._wanted = circle_id
        self._show_list()
        self.register.right.setCurrentIndex(0)

    def _open_models(self) -> None:
        self.models.begin()
        self.register.show_detail(self.models)
        self.models.which.setFocus()

    def _open_facts(self) -> None:
        self.facts.begin()
        self.register.show_detail(self.facts)
        self.facts.table.setFocus()

    def _back(self) -> None:
        self.register.right.setCurrentIndex(0 if self._circles else self.register.right.indexOf(self.nothing))
        self.list.setFocus()

    def _save_model(self) -> None:
        if self._network is not None:
            self.host.run(SaveModel(self._network.name), then=self._saved, owner=self)

    def _saved(self, path: str) -> None:
        self.host.tell(Message(self.tr("Le modèle est enregistré."), path, tone="ok"))

    def _close(self) -> None:
        rules = self._circles.get(self.list.chosen_key())
        if rules is not None and self._network is not None:
            day = None if rules.closed_on else self._network.today
            self.host.run(CloseCircle(rules.id, day), owner=self)

    def _remove(self) -> None:
        if self.list.chosen_key():
            self.host.run(RemoveCircle(self.list.chosen_key()), owner=self)


def _row(rules: CircleRules) -> Shown:
    return Row(rules.name, second=rules.cadence, badge=_CLOSED if rules.closed_on else None)
