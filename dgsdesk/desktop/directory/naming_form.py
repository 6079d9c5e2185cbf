"""Naming somebody to a post: a new person, or one who serves elsewhere already; held or ad interim."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout

from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.directory.page import OrganisationRow
from dgsdesk.application.membership import TITLES
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import day_field, day_of
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.directory.field_grid import FieldGrid
from dgsdesk.desktop.directory.people_model import CIVILITIES
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.network import Civility, OrganisationKind, Role
from dgsdesk.domain.wording import capitalised

_NEW = ""
_PERSON = ("civility", "given_name", "family_name", "email", "phone")


class NamingForm(Panel):
    """``closed()`` once somebody was named, or the user gave up."""

    closed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface_alt", "tblr")
        self.host = host
        self._organisation_id = ""
        self._title = TextLabel(self.theme, "", "body", bold=True)
        self.fields = FieldGrid(host, keeps=False)
        self.role = self.fields.choice("role", self.tr("Fonction"), 2, self._roles())
        self.known = self.fields.choice(
            "known", self.tr("Personne"), 4, [(self.tr("Quelqu’un de nouveau"), _NEW)]
        )
        self.fields.choice("civility", self.tr("Civilité"), 1, CIVILITIES)
        lines = (
            self.fields.line("given_name", self.tr("Prénom"), 2, pauses=False),
            self.fields.line("family_name", self.tr("Nom"), 3, pauses=False),
            self.fields.line("email", self.tr("Courriel"), 3, pauses=False),
            self.fields.line("phone", self.tr("Téléphone"), 3, pauses=False),
        )
        self.interim = QCheckBox(self.tr("Par intérim (le poste garde son titulaire)"))
        self.dated = QCheckBox(self.tr("À compter du"))
        self.day = day_field(self.tr("Premier jour"))
        self.problem = InlineMessage(self.theme)
        self.give_up = Button(self.theme, self.tr("Renoncer"))
        self.name = Button(self.theme, self.tr("Nommer"), kind=ButtonKind.FILLED, icon="user-plus")
        self._lay_out()
        self.known.currentIndexChanged.connect(lambda _: self._follow())
        self.dated.toggled.connect(self.day.setEnabled)
        self.give_up.clicked.connect(self.close_form)
        escape_clicks(self, self.give_up)
        self.name.clicked.connect(self._name)
        for line in lines:
            line.returnPressed.connect(self.name.click)
        self.hide()

    @staticmethod
    def _roles() -> list[tuple[str, str]]:
        wanted = (
            Role.DGS,
            Role.SGM,
            Role.DGA,
            Role.DST,
            Role.DRH,
            Role.MAYOR,
            Role.PRESIDENT,
            Role.EXECUTIVE,
        )
        return [(capitalised(TITLES[role]), role) for role in wanted]

    def _lay_out(self) -> None:
        when = FlowRow(self.interim, self.dated, self.day)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.give_up)
        foot.addWidget(self.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self.problem)
        column.addWidget(self.fields)
        column.addWidget(when)
        column.addLayout(foot)

    def begin(self, organisation: OrganisationRow, role: Role, everybody: Sequence[OrganisationRow]) -> None:
        """Show the form, empty, for a post of an organisation."""
        self._organisation_id = organisation.id
        self._title.show_text(self.tr("Nommer quelqu’un : {}").format(organisation.name))
        self.problem.show_message(None)
        self.fields.empty()
        self.role.setCurrentIndex(max(self.role.findData(role), 0))
        self._offer_known(organisation, everybody)
        self.interim.setChecked(False)
        self.dated.setChecked(False)
        self.day.setDate(QDate.currentDate())
        self.day.setEnabled(False)
        self.show()
        self.fields.field("given_name").setFocus()

    def _offer_known(self, here: OrganisationRow, everybody: Sequence[OrganisationRow]) -> None:
        self.known.clear()
        self.known.addItem(self.tr("Quelqu’un de nouveau"), _NEW)
        for org in sorted(everybody, key=lambda one: one.id != here.id):  # a deputy often stands in at home
            for post in org.posts:
                if post.current and post.person_id and self.known.findData(post.person_id) < 0:
                    self.known.addItem(f"{post.name}, {post.title} ({org.name})", post.person_id)
        self._follow()

    def _follow(self) -> None:
        """A known person brings their own name and address."""
        new = not self.known.currentData()
        for name in _PERSON:
            self.fields.field(name).setEnabled(new)

    def close_form(self) -> None:
        """Hide the form."""
        self.hide()
        self.closed.emit()

    def command(self) -> NameToPost:
        """Return what the form asks for."""
        civility, role = Civility(self.fields.value("civility")), Role(self.fields.value("role"))
        texts = {name: self.fields.text(name) for name in _PERSON[1:]}
        return NameToPost(
            self._organisation_id,
            role,
            PersonFields(civility=civility, **texts),
            person_id=self.known.currentData() or None,
            interim=self.interim.isChecked(),
            starts=day_of(self.day) if self.dated.isChecked() else None,
        )

    def _name(self) -> None:
        def not_named(error: KnownError) -> None:
            self.problem.show_message(self.host.message_for(error))

        self.host.run(self.command(), then=lambda _: self.close_form(), failed=not_named, owner=self)


def director_role(organisation: OrganisationRow) -> Role:
    """Return the role that an organisation's director has, or should have."""
    post = organisation.director
    if post is not None:
        return post.role
    return Role.DGS if organisation.kind is OrganisationKind.EPCI else Role.SGM
