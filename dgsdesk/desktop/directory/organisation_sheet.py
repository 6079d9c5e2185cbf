"""One organisation: its posts, how to reach it, the room in which it hosts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.directory.acts import (
    EditOrganisation,
    EditPerson,
    EditPost,
    EndMembership,
    OrganisationFields,
    PersonFields,
    VacatePost,
)
from dgsdesk.application.directory.page import OrganisationRow, PostRow
from dgsdesk.application.directory.sendings import sendings_to_post
from dgsdesk.application.privacy.person_file import ExportPerson
from dgsdesk.desktop.components.badge import Badge
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.keyboard import has_keyboard
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Heading, RowsModel
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.directory.directory_rows import organisation_facts, post_key, post_shown, status_badge
from dgsdesk.desktop.directory.erasure_form import ErasureForm
from dgsdesk.desktop.directory.field_grid import FieldGrid
from dgsdesk.desktop.directory.naming_form import NamingForm, director_role
from dgsdesk.desktop.directory.people_model import CIVILITIES
from dgsdesk.desktop.directory.sent_list import SentList
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_file
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.network import Civility, OrganisationKind, PostStatus, Role

_TEXT_WIDTH = 760


class OrganisationSheet(QScrollArea):
    """The detail at the right of the list; every field keeps itself."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self.organisation: OrganisationRow | None = None
        self._everybody: Sequence[OrganisationRow] = ()
        self._wanted_person = ""
        self._title = TextLabel(self.theme, "", "section")
        self._badge = Badge(self.theme)
        self._facts = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self._posts: RowsModel[PostRow | Heading] = RowsModel(post_shown, post_key, self)
        self.posts = RowList(self.theme, self._posts, self.tr("Fonctions"))
        self.person = self._person_fields()
        self._nobody = TextLabel(
            self.theme, self.tr("Personne n’occupe ce poste."), "small", "text_soft", wrap=True
        )
        self.naming = NamingForm(host)
        self.erasure = ErasureForm(host)
        self.rights = self._rights()
        self.sent = SentList(host)
        self.hall = self._hall_fields()
        self.room = self._room_fields()
        self._lay_out()
        self.posts.chosen.connect(lambda _: self._show_post())
        self.naming.closed.connect(self._named)
        self.erasure.opened.connect(self._show_erasure)
        self.erasure.closed.connect(self._named)

    # -- layout ----------------------------------------------------------------------------------------------

    def _person_fields(self) -> FieldGrid:
        grid = FieldGrid(self.host)
        grid.choice("civility", self.tr("Civilité"), 1, CIVILITIES)
        grid.line("given_name", self.tr("Prénom"), 2)
        grid.line("family_name", self.tr("Nom"), 3)
        grid.line("title", self.tr("Qualité"), 6, hint=self.tr("directrice générale des services"))
        grid.line("email", self.tr("Courriel"), 3, pauses=False)
        grid.line("phone", self.tr("Téléphone"), 3)
        grid.kept.connect(self._keep_person)
        return grid

    def _hall_fields(self) -> FieldGrid:
        grid = FieldGrid(self.host)
        grid.line("address", self.tr("Adresse"), 3)
        grid.line("postal_code", self.tr("Code postal"), 1)
        grid.line("town", self.tr("Ville"), 2)
        grid.line("email", self.tr("Courriel de la mairie ou du siège"), 3, pauses=False)
        grid.line("phone", self.tr("Téléphone"), 3)
        grid.kept.connect(self._keep_organisation)
        return grid

    def _room_fields(self) -> FieldGrid:
        grid = FieldGrid(self.host)
        grid.line("room", self.tr("Salle"), 3, hint=self.tr("salle du conseil"))
        grid.line("capacity", self.tr("Places"), 1)
        grid.line("access", self.tr("Accès"), 6, hint=self.tr("parking, étage, entrée accessible"))
        grid.kept.connect(self._keep_organisation)
        return grid

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = Panel(self.theme, "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(6)
        parts = (
            self._head(),
            self._facts,
            SectionHeader(self.theme, self.tr("Fonctions"), right=self._post_buttons(), line=True),
            self.posts,
            self.naming,
            self._nobody,
            self.person,
            self.rights,
            self.erasure,
            SectionHeader(self.theme, self.tr("Coordonnées"), line=True),
            self.hall,
            SectionHeader(self.theme, self.tr("Salle de réunion"), line=True),
            self.room,
            self.sent,
        )
        for part in parts:
            bound(self.theme, part, _TEXT_WIDTH)
            column.addWidget(part)
            column.addSpacing(4)
        column.addStretch(1)
        self.setWidget(body)

    def _head(self) -> QWidget:
        whole = QWidget()
        head = QHBoxLayout(whole)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        leave = self.host.actions.action("directory.leave")
        head.addWidget(Button(self.theme, kind=ButtonKind.LINK, action=leave))
        return whole

    def _post_buttons(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for act in ("directory.vacate", "directory.name"):
            action = self.host.actions.action(act)
            icon = self.host.actions.spec(act).icon
            layout.addWidget(Button(self.theme, kind=ButtonKind.LINK, icon=icon, action=action))
        return row

    def _rights(self) -> FlowRow:
        """The person's rights: what is known of them, and that their contact data go."""
        act = self.host.actions.action
        return FlowRow(
            *(
                Button(self.theme, words, kind=ButtonKind.LINK, icon=icon, action=act(f"directory.{name}"))
                for name, words, icon in (
                    ("person_file", self.tr("Fiche de ses données (RGPD)"), "download"),
                    ("erase", self.tr("Effacer ses coordonnées…"), "trash-2"),
                )
            )
        )

    # -- showing ---------------------------------------------------------------------------------------------

    def show_organisation(self, row: OrganisationRow, everybody: Sequence[OrganisationRow]) -> None:
        """Show an organisation; another one than before closes the form of naming."""
        if self.organisation is None or self.organisation.id != row.id:
            self.keep_now()
            self.naming.hide()
            self.erasure.hide()
        self.organisation, self._everybody = row, everybody
        self._title.show_text(row.name)
        self._badge.show_badge(status_badge(row))
        self._facts.show_text(organisation_facts(row))
        self._show_posts(row)
        commune = row.kind is OrganisationKind.COMMUNE
        gone = (
            self.tr("Son départ est déjà noté.")
            if commune
            else self.tr("Seule une commune quitte le réseau.")
        )
        self.host.actions.allow("directory.leave", commune and row.member_to is None, gone)
        fields = row.fields
        self.hall.show_values(
            row.id,
            address=fields.address,
            postal_code=fields.postal_code,
            town=fields.town,
            email=fields.email,
            phone=fields.phone,
        )
        self.room.show_values(row.id, room=fields.room, capacity=fields.capacity, access=fields.access)

    def _show_posts(self, row: OrganisationRow) -> None:
        current = [post for post in row.posts if post.current]
        former = [post for post in row.posts if not post.current]
        items: list[PostRow | Heading] = list(current)
        if former:
            items += [Heading(self.tr("Auparavant, ou bientôt")), *former]
        self._posts.replace(items)
        self._choose_person()
        if not self.posts.currentIndex().isValid() and current:
            self.posts.choose(current[0].appointment_id)
        self.posts.show_whole()
        self._show_post()

    def want_person(self, person_id: str) -> None:
        """Choose the post of a person, now or as soon as their organisation is shown."""
        self._wanted_person = person_id
        self._choose_person()

    def _choose_person(self) -> None:
        for item in self._posts.items() if self._wanted_person else ():
            if isinstance(item, PostRow) and item.person_id == self._wanted_person:
                self._wanted_person = ""
                self.posts.choose(item.appointment_id)

    def post(self) -> PostRow | None:
        """Return the post that is chosen."""
        index = self.posts.currentIndex()
        item = self._posts.item(index) if index.isValid() else None
        return item if isinstance(item, PostRow) else None

    def person_at_hand(self) -> str:
        """Return the id of who holds the chosen post while the keyboard is on what belongs to them."""
        post = self.post()
        theirs = has_keyboard(self.posts, self.person, self.rights, self.erasure, self.sent)
        return (post.person_id or "") if post is not None and theirs else ""

    def _show_post(self) -> None:
        post = self.post()
        held = post is not None and post.person_id is not None
        naming = not self.naming.isHidden()
        self.person.setVisible(held and not naming)
        self.rights.setVisible(held and not naming)
        self.sent.setVisible(held)
        nobody = self.tr("Choisissez d’abord un poste qu’une personne occupe.")
        for name in ("person_file", "erase"):
            self.host.actions.allow(f"directory.{name}", held, nobody)
        self._nobody.setVisible(not held and not naming)
        why = self.tr("Ce poste est déjà vacant.") if post else self.tr("Choisissez d’abord un poste.")
        self.host.actions.allow("directory.vacate", held and bool(post and post.current), why)
        interim = post is not None and post.current and post.status is PostStatus.INTERIM
        words = self.tr("Mettre fin à l’intérim") if interim else self.tr("Déclarer le poste vacant")
        self.host.actions.action("directory.vacate").setText(words)
        if post is not None:
            self.sent.ask(sendings_to_post, post.appointment_id, post.name)
            person = post.person
            self.person.show_values(
                post.appointment_id,
                civility=person.civility,
                given_name=person.given_name,
                family_name=person.family_name,
                title=post.title,
                email=person.email,
                phone=person.phone,
            )

    # -- acts ------------------------------------------------------------------------------------------------

    def name_somebody(self) -> None:
        """Open the form of naming for the chosen post."""
        if self.organisation is None:
            return
        post = self.post()
        role: Role = post.role if post is not None else director_role(self.organisation)
        self.erasure.hide()
        self.naming.begin(self.organisation, role, self._everybody)
        self._show_post()
        self.ensureWidgetVisible(self.naming)

    def _named(self) -> None:
        self._show_post()
        self.posts.setFocus()

    def vacate(self) -> None:
        """Say that the chosen post has no holder from today, or that its interim is over."""
        post = self.post()
        if post is not None:
            self.host.run(VacatePost(post.appointment_id), owner=self)

    def write_person_file(self) -> None:
        """Write all that is known of the person who holds the chosen post."""
        post = self.post()
        if post is not None and post.person_id is not None:
            command = ExportPerson(post.person_id)
            self.host.run(command, then=lambda path: tell_file(self.host, path), owner=self, quiet=True)

    def ask_erasure(self) -> None:
        """Say what erasing the contact data of the chosen post's holder would do."""
        post = self.post()
        if post is not None and post.person_id is not None:
            self.keep_now()
            self.naming.hide()
            self.erasure.begin(post.person_id)

    def _show_erasure(self) -> None:
        """Bring the form into view once it has its height, its buttons at least."""
        QTimer.singleShot(0, self.erasure, lambda: self.ensureWidgetVisible(self.erasure.erase))

    def leave_network(self) -> None:
        """Say that the commune shown leaves the network today."""
        if self.organisation is not None:
            self.host.run(EndMembership(self.organisation.id), owner=self)

    def keep_now(self) -> None:
        """Keep what is typed."""
        for grid in (self.person, self.hall, self.room):
            grid.keep_now()

    def _keep_person(self) -> None:
        post = self.post()
        if post is None or post.person_id is None:
            return
        civility = Civility(self.person.value("civility"))
        texts = {name: self.person.text(name) for name in ("given_name", "family_name", "email", "phone")}
        typed = PersonFields(civility=civility, **texts)
        if typed != post.person:
            self.host.run(EditPerson(post.person_id, typed), failed=self._refused, owner=self, quiet=True)
        if self.person.text("title") != post.title:
            command = EditPost(post.appointment_id, post.role, self.person.text("title"))
            self.host.run(command, failed=self._refused, owner=self, quiet=True)

    def _keep_organisation(self) -> None:
        if self.organisation is None:
            return
        fields = self._typed_fields(self.organisation.fields)
        if fields != self.organisation.fields:
            command = EditOrganisation(self.organisation.id, fields)
            self.host.run(command, failed=self._refused, owner=self, quiet=True)

    def _typed_fields(self, former: OrganisationFields) -> OrganisationFields:
        halls = {name: self.hall.text(name) for name in ("address", "postal_code", "town", "email", "phone")}
        rooms = {name: self.room.text(name) for name in ("room", "access")}
        places = self.room.text("capacity")
        capacity = int(places) if places.isdecimal() else None
        return replace(former, **halls, **rooms, capacity=capacity)

    def _refused(self, error: KnownError) -> None:
        """Say what is wrong, and show again what is kept."""
        self.host.tell_error(error)
        if self.organisation is not None:
            self.show_organisation(self.organisation, self._everybody)
