"""A meeting that was held and written, on the network of Clisson, for the tests of what follows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from dgsdesk.application.action.acts import AddAction
from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.directory.acts import (
    AddCommission,
    AddCommissionMember,
    NameToPost,
    PersonFields,
)
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import AddDecision, CloseSession, OpenSession, WriteEntry
from dgsdesk.application.ports.machine import FixedClock, SeededIds
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.agenda import AgendaPart
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.network import Civility, Organisation, OrganisationKind, Role, default_role
from dgsdesk.domain.richtext import ListItem, Paragraph, RichText, Run, paragraph

MET, SENT = date(2026, 11, 10), date(2026, 11, 24)
LAST_DAY, APPROVED_ON = date(2026, 12, 2), date(2026, 12, 3)

WASTE = "Le dépôt au pied des colonnes reste la première plainte reçue en mairie."
DECIDED = "L’Agglo enlève les dépôts sous 48 heures, la commune nettoie les abords."


@dataclass(frozen=True)
class Written:
    """The meeting, its items (waste, roads, reserved to directors) and the organisations by name."""

    id: str
    waste: str
    roads: str
    reserved: str
    organisations: dict[str, str]


def on_day(desk: Desk, day: date) -> None:
    """Set the desk's clock."""
    assert isinstance(desk.clock, FixedClock)
    desk.clock.instant = FixedClock.on(day).instant


def organisations(view: View) -> list[tuple[str, str, OrganisationKind, int]]:
    """Return the organisations' ids, names, kinds and populations."""
    return [(org.id, org.name, org.kind, org.population) for org in view.store.find(Organisation)]


def name_directors(desk: Desk) -> dict[str, str]:
    """Name somebody to each director's post, with an address of their own."""
    found = desk.ask(organisations)
    for rank, (org, _, kind, population) in enumerate(sorted(found, key=lambda one: one[1])):
        role = Role.DGS if kind is OrganisationKind.EPCI else default_role(population)
        person = PersonFields("Prénom", f"Exemple {rank}", Civility.MADAM, f"dir{rank}@exemple.invalid")
        desk.run(NameToPost(org, role, person))
    return {name: org for org, name, _, _ in found}


def write_meeting(desk: Desk) -> Written:
    """Hold and write the meeting of 10 November 2026 in Gorges; the clock then stands on that day."""
    on_day(desk, date(2026, 10, 20))
    by_name = name_directors(desk)
    _commission(desk)
    circle = desk.ask(lambda view: view.store.find(Circle)[0].id)
    meeting = desk.run(PlanMeeting(circle, MET, by_name["Gorges"])).value
    desk.run(PlanMeeting(circle, date(2026, 12, 8), by_name["Clisson"]))
    parts = desk.ask(lambda view: [part.id for part in view.store.find(AgendaPart, meeting_id=meeting)])
    waste = desk.run(AddItem(meeting, title="Points d’apport volontaire", part_id=parts[0])).value
    roads = desk.run(AddItem(meeting, title="Voirie d’intérêt communautaire", part_id=parts[0])).value
    reserved = desk.run(
        AddItem(meeting, title="Protection des données", part_id=parts[1], audience=Audience.DIRECTORS)
    ).value
    desk.run(SendInvitation(meeting))
    on_day(desk, MET)
    desk.run(OpenSession(meeting))
    desk.run(WriteEntry(waste, RichText((paragraph(WASTE),))))
    desk.run(AddDecision(waste, DECIDED))
    desk.run(
        AddAction(waste, "Écrire la procédure d’appel", "Directeur des déchets", None, date(2026, 12, 15))
    )
    desk.run(WriteEntry(roads, _roads()))
    desk.run(WriteEntry(reserved, RichText((paragraph("Le registre commun est prêt."),))))
    desk.run(AddDecision(reserved, "Chaque commune désigne un relais."))
    desk.run(CloseSession(meeting))
    return Written(meeting, waste, roads, reserved, by_name)


def _roads() -> RichText:
    return RichText(
        (
            Paragraph((Run("Le règlement suivra un "), Run("schéma en coupe", bold=True), Run("."))),
            ListItem((Run("les arbres suivent la chaussée"),)),
            ListItem((Run("le mobilier reste à la commune"),)),
        )
    )


def _commission(desk: Desk) -> None:
    commission = desk.run(AddCommission("Déchets", ("DEC",))).value
    elected = PersonFields("Élue", "Exemple", Civility.MADAM, "elue@exemple.invalid")
    executive = PersonFields("Cadre", "Exemple", Civility.SIR, "cadre@exemple.invalid")
    desk.run(AddCommissionMember(commission, elected, Role.ELECTED, "vice-présidente"))
    desk.run(AddCommissionMember(commission, executive, Role.EXECUTIVE, "directeur des déchets"))


@dataclass(frozen=True)
class Template:
    """A network with the written meeting, made once for a test run."""

    folder: Path
    written: Written


def _open(folder: Path, seed: str, day: date) -> Desk:
    return open_desk(
        folder / "reseau.dgsdb",
        documents=folder / "documents",
        clock=FixedClock.on(day),
        ids=SeededIds(seed),
        actor="essai",
    )


@pytest.fixture(scope="session")
def written_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Write the meeting once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("réunion écrite")
    desk = _open(folder, "écrite", MET)
    desk.run(FoundNetwork("200067635", example=True))
    written = write_meeting(desk)
    desk.close()
    return Template(folder, written)


@pytest.fixture
def written_desk(written_template: Template, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a copy of the network with the written meeting; the clock stands on its day."""
    folder = tmp_path / "copie"
    shutil.copytree(
        written_template.folder, folder, ignore=shutil.ignore_patterns("documents", "sauvegardes")
    )
    desk = _open(folder, "copie", MET)
    yield desk
    desk.close()


@pytest.fixture
def written_meeting(written_template: Template) -> Written:
    """The ids of the written meeting."""
    return written_template.written
