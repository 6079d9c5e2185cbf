"""One instance or more of every command of the network room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dgsdesk.application.circle.acts import EditCircle, circle_rules
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import (
    AddCommission,
    AddCommissionMember,
    EditCommission,
    EditOrganisation,
    EditPerson,
    EditPost,
    EndMembership,
    NameToPost,
    OrganisationFields,
    PersonFields,
    RemoveCommission,
    RemoveCommissionMember,
    VacatePost,
)
from dgsdesk.application.directory.export import ExportDirectory, ListFormat
from dgsdesk.application.directory.grid import FillPost
from dgsdesk.application.directory.importing import ImportPeople
from dgsdesk.application.directory.letterhead import (
    LetterheadFields,
    SetLetterhead,
    SetLetterheadFile,
    SetLogo,
)
from dgsdesk.application.directory.mandate_change import ChangeMandate
from dgsdesk.application.directory.page import OrganisationRow, directory_page
from dgsdesk.application.first_start.acts import ComposedEpci, ComposeNetwork, FoundNetwork
from dgsdesk.application.pace import Pace
from dgsdesk.application.privacy.notice import EditPrivacyNotice
from dgsdesk.application.privacy.person_file import ExportPerson
from dgsdesk.application.safety.open_export import network_export
from dgsdesk.application.safety.open_import import ImportNetwork
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.network import Role
from dgsdesk.shipped import shipped

FIELDS = OrganisationFields("1, rue de l’Essai", "44190", "Clisson", "", "", "salle du conseil", "", 40)


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    with TemporaryDirectory() as folder:
        elsewhere = open_desk(Path(folder) / "autre.dgsdb", documents=Path(folder))
        elsewhere.run(FoundNetwork("200067635", example=True))
        elsewhere.ask(network_export, f"{folder}/export")(Pace())
        elsewhere.close()
        yield ImportNetwork(f"{folder}/export")
    yield ComposeNetwork(ComposedEpci("Essai", "CC", ("44043", "44063"), "44043"), instead=True)
    yield FoundNetwork("200067635", example=True, instead=True)
    places = desk.ask(directory_page).organisations
    person = PersonFields("Jeanne", "Exemple", email="jeanne@exemple.invalid")
    mayor = PersonFields("Alix", "Modèle", email="alix@exemple.invalid")
    for place in places[:6]:
        yield NameToPost(place.id, Role.DGS, person)
    post = organisation(desk, places[1].id).posts[0]
    yield EditPost(post.appointment_id, Role.DGS, "directrice générale des services")
    assert post.person_id is not None
    yield EditPerson(post.person_id, PersonFields("Jeanne", "Autre", email="autre@exemple.invalid"))
    yield VacatePost(organisation(desk, places[2].id).posts[0].appointment_id, date(2027, 1, 1))
    yield EditOrganisation(places[3].id, FIELDS)
    yield FillPost(places[4].id, Role.SGM, replace(person, email="accueil@exemple.invalid"), interim=True)
    yield FillPost(places[7].id, Role.DGS, PersonFields("Paul", "Modèle"))
    yield FillPost(places[7].id, Role.DGS)
    yield EndMembership(places[-1].id, date(2030, 12, 31))
    yield ImportPeople("liste.csv", (NameToPost(places[5].id, Role.SGM, person),))
    titles = ("commune|personne", ("commune", "whole_name"))
    yield ImportPeople("liste.csv", (NameToPost(places[6].id, Role.MAYOR, mayor),), *titles)
    yield ImportPeople("liste.csv", (NameToPost(places[8].id, Role.MAYOR, mayor),), *titles)
    successor = NameToPost(places[6].id, Role.MAYOR, PersonFields("Luce", "Suivante"))
    yield ChangeMandate("maires.xlsx", Role.MAYOR, date(2027, 3, 28), (successor,), vacate_rest=True)
    yield ExportDirectory(ListFormat.CSV)
    yield ExportDirectory(ListFormat.XLSX)
    yield ExportPerson(post.person_id)
    yield AddCommission("Voirie", ("MOB-VOI",))
    commission = desk.ask(directory_page).commissions[0]
    yield EditCommission(commission.id, "Voirie et mobilité", ("MOB-VOI", "MOB-ORG"))
    yield AddCommissionMember(commission.id, person, title="vice-président")
    yield RemoveCommissionMember(desk.ask(directory_page).commissions[0].members[0].id)
    yield AddCommissionMember(commission.id, person, title="vice-présidente")
    yield AddCommission("À retirer")
    yield RemoveCommission(next(c.id for c in desk.ask(directory_page).commissions if c.name == "À retirer"))
    yield SetLetterhead(LetterheadFields("Clisson Sèvre et Maine Agglo", mailbox="dgs@exemple.invalid"))
    yield SetLogo("logo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 32)
    yield SetLogo("", b"")
    yield SetLetterheadFile("papier.docx", shipped("base.docx").read_bytes())
    yield SetLetterheadFile("", b"")
    yield EditPrivacyNotice("Nous tenons la liste des membres du réseau.")
    circle = desk.ask(circle_rules)[0]
    yield EditCircle(circle.id, expected=24, observation_days=10, counting_mode="ouvre")
    yield EditCircle(circle.id, name="Rencontre des DGS", starts_at=time(10), ends_at=time(12))


def organisation(desk: Desk, id: str) -> OrganisationRow:
    """Return one organisation's row."""
    return next(row for row in desk.ask(directory_page).organisations if row.id == id)
