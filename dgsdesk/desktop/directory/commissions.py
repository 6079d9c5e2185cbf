"""The community commissions: their competences, picked by label, and who follows them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.directory.acts import (
    AddCommission,
    AddCommissionMember,
    EditCommission,
    PersonFields,
    RemoveCommission,
    RemoveCommissionMember,
)
from dgsdesk.application.directory.page import (
    CommissionMemberRow,
    CommissionRow,
    CompetenceChoice,
    competence_choices,
)
from dgsdesk.application.directory.sendings import sendings_to_member
from dgsdesk.desktop.components.bounds import bound, sized
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.check_grid import CheckGrid, Tick
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.keyboard import has_keyboard
from dgsdesk.desktop.components.matched import match
from dgsdesk.desktop.components.new_line import NewLine
from dgsdesk.desktop.components.panes import ListAndDetail
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import RowsModel
from dgsdesk.desktop.components.saved_fields import SavedLine
from dgsdesk.desktop.components.scrolled import scrolled
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.directory.directory_rows import commission_shown, member_shown
from dgsdesk.desktop.directory.field_grid import FieldGrid
from dgsdesk.desktop.directory.sent_list import SentList
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.network import Role

_TEXT_WIDTH = 760
_TICKS_HEIGHT = 170


class CommissionsPane(QWidget):
    """List and sheet; an empty page while there is none."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self._choices: tuple[CompetenceChoice, ...] = ()
        self._model: RowsModel[CommissionRow] = RowsModel(commission_shown, lambda row: row.id, self)
        self.list = RowList(self.theme, self._model, self.tr("Commissions"))
        self.new = NewLine(self.theme, self.tr("Nom de la commission"), self.tr("Voirie et mobilités"))
        self.name = SavedLine(self.theme, self.tr("Nom de la commission"))
        self.ticks_filter = SearchField(self.theme, self.tr("Filtrer les compétences"))
        self.ticks = CheckGrid(self.theme, self.tr("Compétences suivies"), wrap=False)
        self._members: RowsModel[CommissionMemberRow] = RowsModel(member_shown, lambda row: row.id, self)
        self.members = RowList(self.theme, self._members, self.tr("Qui la suit"))
        self.member = self._member_fields()
        self.add_member = Button(self.theme, self.tr("Ajouter à la commission"), icon="user-plus")
        self.sent = SentList(host)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _member_fields(self) -> FieldGrid:
        grid = FieldGrid(self.host, keeps=False)
        roles: list[tuple[str, str]] = [
            (self.tr("Membre élu"), Role.ELECTED),
            (self.tr("Cadre"), Role.EXECUTIVE),
        ]
        grid.choice("role", self.tr("Qui"), 1, roles)
        grid.line("given_name", self.tr("Prénom"), 1, pauses=False)
        grid.line("family_name", self.tr("Nom"), 1, pauses=False)
        grid.line("title", self.tr("Qualité"), 1, hint=self.tr("vice-présidente"), pauses=False)
        grid.line("email", self.tr("Courriel"), 2, pauses=False)
        return grid

    def _lay_out(self) -> None:
        panes = ListAndDetail(
            self.theme,
            self.host.preferences,
            "commissions",
            self._list_pane(),
            self._sheet(),
            list_title=self.tr("Liste"),
            detail_title=self.tr("Fiche"),
        )
        self.list.activated_key.connect(lambda _: panes.bring_forward(detail=True))
        self.stack.addWidget(self._empty())
        self.stack.addWidget(panes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _empty(self) -> QWidget:
        add = self.host.actions.action("directory.add_commission")
        return EmptyPage(
            self.theme,
            "users",
            self.tr("Aucune commission pour le moment"),
            self.tr(
                "Les membres élus et les cadres d’une commission reçoivent les comptes rendus qui touchent "
                "ses compétences."
            ),
            filled=Button(self.theme, kind=ButtonKind.FILLED, icon="act.add", action=add),
        )

    def _list_pane(self) -> QWidget:
        pane = Panel(self.theme, "surface")
        pane.setMinimumWidth(self.theme.tokens.panes["list"]["min"])
        add = self.host.actions.action("directory.add_commission")
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 8, 6)
        head.addWidget(Button(self.theme, kind=ButtonKind.LINK, icon="act.add", action=add))
        head.addStretch(1)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.new)
        column.addWidget(self.list, 1)
        return pane

    def _sheet(self) -> QWidget:
        body = Panel(self.theme, "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(6)
        remove = self.host.actions.action("directory.remove_commission")
        sized(self.theme, self.ticks.setFixedHeight, _TICKS_HEIGHT)
        parts = (
            SectionHeader(
                self.theme,
                self.tr("Commission"),
                right=Button(self.theme, kind=ButtonKind.LINK, icon="trash-2", action=remove),
            ),
            self.name,
            SectionHeader(self.theme, self.tr("Compétences"), line=True),
            self.ticks_filter,
            self.ticks,
            SectionHeader(self.theme, self.tr("Qui la suit"), line=True),
            self.members,
            self.member,
        )
        for part in parts:
            bound(self.theme, part, _TEXT_WIDTH)
            column.addWidget(part)
        column.addWidget(self.add_member, 0, Qt.AlignmentFlag.AlignLeft)
        bound(self.theme, self.sent, _TEXT_WIDTH)
        column.addWidget(self.sent)
        column.addStretch(1)
        return scrolled(body)

    def _connect(self) -> None:
        self.new.named.connect(self._add)
        self.list.chosen.connect(lambda _: self._show_chosen())
        self.name.kept.connect(lambda _: self._keep())
        self.ticks_filter.searched.connect(lambda _: self._show_ticks())
        self.ticks.ticked.connect(self._tick)
        self.members.button_clicked.connect(lambda key: self.host.run(RemoveCommissionMember(key)))
        self.members.chosen.connect(lambda _: self._show_sent())
        self.add_member.clicked.connect(self._add_member)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_commissions(self, rows: tuple[CommissionRow, ...]) -> None:
        """Show the commissions; read what may be picked, once."""
        if not self._choices:
            self.host.ask(competence_choices, then=self._take_choices, owner=self, replaces="choices")
        self._model.replace(rows)
        self.stack.setCurrentIndex(1 if rows or not self.new.isHidden() else 0)
        if rows and not self.list.currentIndex().isValid():
            self.list.choose_first()
        self._show_chosen()

    def _take_choices(self, choices: tuple[CompetenceChoice, ...]) -> None:
        self._choices = choices
        self._show_ticks()

    def chosen(self) -> CommissionRow | None:
        """Return the commission that is chosen."""
        index = self.list.currentIndex()
        return self._model.item(index) if index.isValid() else None

    def thing(self) -> str:
        """Return the chosen commission, or its chosen member while the keyboard is there."""
        if has_keyboard(self.members, self.sent):
            key = self.members.chosen_key()
            return next((one.person_id for one in self._members.items() if one.id == key), "")
        commission = self.chosen()
        return commission.id if commission is not None else ""

    def _show_chosen(self) -> None:
        row = self.chosen()
        why = self.tr("Choisissez d’abord une commission.")
        self.host.actions.allow("directory.remove_commission", row is not None, why)
        if row is None:
            return
        self.name.show_value(row.name)
        self._members.replace(row.members)
        self.members.show_whole()
        self._show_ticks()
        self._show_sent()

    def _show_sent(self) -> None:
        """Show what the chosen member was sent; nothing while nobody is chosen."""
        member = self.members.chosen_key()
        self.sent.setVisible(bool(member))
        if member:
            name = next((one.name for one in self._members.items() if one.id == member), "")
            self.sent.ask(sendings_to_member, member, name)

    def _show_ticks(self) -> None:
        """Show what is ticked first, then the others that the filter leaves."""
        row, typed = self.chosen(), self.ticks_filter.text()
        mine = {code for code, _ in row.competences} if row else set()
        found = [
            c for c in self._choices if c.code in mine or match(typed, f"{c.label} {c.domain}") is not None
        ]
        found.sort(key=lambda c: (c.code not in mine, match(typed, c.label) is None))
        self.ticks.show_ticks(
            [Tick(c.code, c.label, c.code in mine, tip=f"{c.domain} : {c.label}") for c in found]
        )

    # -- acts ------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the line in which a new commission is named."""
        self.stack.setCurrentIndex(1)
        self.new.begin()

    def remove(self) -> None:
        """Take the chosen commission away."""
        row = self.chosen()
        if row is not None:
            self.host.run(RemoveCommission(row.id), owner=self)

    def keep_now(self) -> None:
        """Keep what is typed."""
        self.name.keep_now()

    def _add(self, name: str) -> None:
        self.host.run(AddCommission(name), then=self._choose, owner=self)

    def _choose(self, commission_id: str) -> None:
        self.list.choose(commission_id)

    def _keep(self) -> None:
        row = self.chosen()
        if row is not None and self.name.text().strip() != row.name:
            codes = tuple(code for code, _ in row.competences)
            self.host.run(EditCommission(row.id, self.name.text(), codes), owner=self, quiet=True)

    def _tick(self, code: str, on: bool) -> None:
        row = self.chosen()
        if row is not None:
            kept = [known for known, _ in row.competences if known != code]
            codes = (*kept, code) if on else tuple(kept)
            self.host.run(EditCommission(row.id, row.name, codes), owner=self, quiet=True)

    def _add_member(self) -> None:
        row, role = self.chosen(), Role(self.member.value("role"))
        if row is None:
            return
        given, family = self.member.text("given_name"), self.member.text("family_name")
        person = PersonFields(given, family, email=self.member.text("email"))
        command = AddCommissionMember(row.id, person, role, self.member.text("title"))
        self.host.run(command, then=lambda _: self._next_member(), owner=self)

    def _next_member(self) -> None:
        self.member.empty()
        self.member.field("given_name").setFocus()
