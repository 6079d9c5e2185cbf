"""One condition of a membership rule: what it is about, and its value."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from dgsdesk.application.circle.composition import RuleChoices
from dgsdesk.desktop.components.bounds import sized
from dgsdesk.desktop.components.buttons import IconButton
from dgsdesk.desktop.components.check_grid import CheckGrid, Tick
from dgsdesk.desktop.components.fields import FRENCH, choice_field, choose
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.membership_rule import Fact, HasRole, InSector, Listed, MostPopulous, Population, Shares
from dgsdesk.domain.network import Role
from dgsdesk.domain.rule_criteria import Criterion
from dgsdesk.domain.wording import NBSP

_KINDS: dict[str, Callable[[], Fact]] = {
    "population": lambda: Population("<", 4_500),
    "rank": lambda: MostPopulous(4),
    "sector": lambda: InSector(""),
    "service": lambda: Shares(),
    "list": lambda: Listed(()),
    "role": lambda: HasRole(Role.DGS),
}
_KIND_OF: dict[type, str] = {
    Population: "population",
    MostPopulous: "rank",
    InSector: "sector",
    Shares: "service",
    Listed: "list",
    HasRole: "role",
}
_COMPARISONS = {
    "<": "moins de",
    "<=": "au plus",
    "=": "exactement",
    ">=": "au moins",
    ">": "plus de",
}
ROLE_WORDS = {
    Role.DGS: "DGS",
    Role.SGM: "Secrétariat général",
    Role.DGA: "DGA",
    Role.DST: "DST",
    Role.DRH: "DRH",
    Role.EXECUTIVE: "Cadres",
    Role.MAYOR: "Maires",
}
_MOST_PEOPLE = 10_000_000
_LIST_HEIGHT = 180


class CriterionRow(QWidget):
    """One condition: what it is about, its value, « sauf », and a button that takes it away."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, one: Criterion, choices: RuleChoices) -> None:
        super().__init__()
        self.theme = theme
        self._choices = choices
        self._listed: tuple[str, ...] = ()
        kinds = [
            ("population", self.tr("Population")),
            ("rank", self.tr("Les plus peuplées")),
            ("sector", self.tr("Secteur")),
            ("service", self.tr("Mutualisation")),
            ("list", self.tr("Liste de communes")),
            ("role", self.tr("Fonction")),
        ]
        self.kind = choice_field(self.tr("Condition"), kinds)
        self.comparison = choice_field(self.tr("Comparaison"), list(_COMPARISONS.items()))
        self.comparison.setMinimumContentsLength(9)
        self.number = self._spin(self.tr("Nombre d’habitants"), _MOST_PEOPLE, f"{NBSP}hab.")
        self.count = self._spin(self.tr("Nombre de communes"), 200, f"{NBSP}communes")
        self.sector = choice_field(self.tr("Secteur"), [(name, name) for name in choices.sectors])
        every = [("", self.tr("Dans un domaine au moins"))]
        self.service = choice_field(
            self.tr("Domaine mutualisé"), every + [(name, name) for name in choices.services]
        )
        self.role = choice_field(
            self.tr("Fonction exercée"), [(role.value, words) for role, words in ROLE_WORDS.items()]
        )
        self.grid = CheckGrid(theme, self.tr("Communes de la liste"))
        self.without = QCheckBox(self.tr("sauf"))
        self.without.setToolTip(self.tr("Les communes qui ne sont pas dans ce cas"))
        self.remove = IconButton(theme, "x", self.tr("Retirer cette condition"))
        self.none = TextLabel(theme, "", "small", "warn", wrap=True)
        self._lay_out()
        self.show_criterion(one)
        self._connect()

    def _spin(self, name: str, most: int, suffix: str) -> QSpinBox:
        field = QSpinBox()
        field.setAccessibleName(name)
        field.setLocale(FRENCH)
        field.setRange(1, most)
        field.setSingleStep(100 if most == _MOST_PEOPLE else 1)
        field.setGroupSeparatorShown(True)
        field.setSuffix(suffix)
        field.setKeyboardTracking(False)
        return field

    def _lay_out(self) -> None:
        values = (self.kind, self.comparison, self.number, self.count, self.sector, self.service, self.role)
        flow = FlowRow(self.without, *values)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(flow, 1)
        first.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(first)
        layout.addWidget(self.none)
        sized(self.theme, self.grid.setMinimumHeight, _LIST_HEIGHT)
        layout.addWidget(self.grid)

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _: self._change_kind())
        for field in (self.comparison, self.sector, self.service, self.role):
            field.activated.connect(lambda _: self.changed.emit())
        for spin in (self.number, self.count):
            spin.valueChanged.connect(lambda _: self.changed.emit())
        self.without.clicked.connect(lambda _: self.changed.emit())
        self.remove.clicked.connect(self.removed)
        self.grid.ticked.connect(self._tick)

    def criterion(self) -> Criterion:
        """Return what is picked."""
        facts: dict[str, Callable[[], Fact]] = {
            "population": lambda: Population(str(self.comparison.currentData()), self.number.value()),
            "rank": lambda: MostPopulous(self.count.value()),
            "sector": lambda: InSector(str(self.sector.currentData() or "")),
            "service": lambda: Shares(str(self.service.currentData() or "")),
            "list": lambda: Listed(self._listed),
            "role": lambda: HasRole(Role(self.role.currentData())),
        }
        return Criterion(facts[str(self.kind.currentData())](), self.without.isChecked())

    def show_criterion(self, one: Criterion) -> None:
        """Show a condition, without telling anybody."""
        choose(self.kind, _KIND_OF[type(one.fact)])
        self.without.setChecked(one.except_those)
        for spin in (self.number, self.count):
            spin.blockSignals(True)
        match one.fact:
            case Population(comparison, inhabitants):
                choose(self.comparison, comparison)
                self.number.setValue(inhabitants)
            case MostPopulous(count):
                self.count.setValue(count)
            case InSector(name):
                self._choose_known(self.sector, name)
            case Shares(domain):
                self._choose_known(self.service, domain)
            case Listed(codes):
                self._listed = codes
            case HasRole(role):
                choose(self.role, role.value)
            case _:
                pass
        for spin in (self.number, self.count):
            spin.blockSignals(False)
        self._show_fields()

    @staticmethod
    def _choose_known(field: QComboBox, name: str) -> None:
        """A name that the network no longer knows stays the one chosen."""
        known = [str(field.itemData(at)).casefold() for at in range(field.count())]
        at = known.index(name.casefold()) if name.casefold() in known else -1
        if at < 0 and name:
            field.addItem(name, name)
            at = field.count() - 1
        field.setCurrentIndex(max(at, 0))

    def _show_fields(self) -> None:
        kind = str(self.kind.currentData())
        self.comparison.setVisible(kind == "population")
        self.number.setVisible(kind == "population")
        self.count.setVisible(kind == "rank")
        self.sector.setVisible(kind == "sector")
        self.service.setVisible(kind == "service")
        self.role.setVisible(kind == "role")
        self.grid.setVisible(kind == "list")
        if kind == "list":
            listed = set(self._listed)
            self.grid.show_ticks([Tick(code, name, code in listed) for code, name in self._choices.communes])
        self._show_lack(kind)

    def _show_lack(self, kind: str) -> None:
        words, where = "", self.tr("dites-le dans « Secteurs et services ».")
        if kind == "sector" and not self.sector.count():
            words = self.tr("Aucun secteur n’est encore connu : {}").format(where)
        elif kind == "service" and not self._choices.services:
            words = self.tr("Aucun domaine mutualisé n’est encore connu : {}").format(where)
        elif kind == "list" and not self._listed:
            words = self.tr("Cochez au moins une commune.")
        self.none.show_text(words)
        self.none.setVisible(bool(words))

    def _change_kind(self) -> None:
        self.show_criterion(Criterion(_KINDS[str(self.kind.currentData())](), self.without.isChecked()))
        self.changed.emit()

    def _tick(self, code: str, on: bool) -> None:
        self._listed = (
            tuple(dict.fromkeys([*self._listed, code]))
            if on
            else tuple(one for one in self._listed if one != code)
        )
        self._show_fields()
        self.changed.emit()


def first_criterion() -> Criterion:
    """Return the condition that a new row starts with."""
    return Criterion(_KINDS["population"]())
