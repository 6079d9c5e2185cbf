"""One instance or more of every command of the registers and of the agenda workshop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dgsdesk.application.agenda.acts import (
    AddItem,
    DropCarriedOver,
    EditItem,
    MoveItem,
    PostponeItem,
    RemoveItem,
)
from dgsdesk.application.agenda.parts import AddPart, EditPart, RemovePart
from dgsdesk.application.agenda.preparation import (
    AddPreparationTask,
    AddUsualTasks,
    EditPreparationTask,
    PrintPreparation,
    RemovePreparationTask,
    preparation_page,
)
from dgsdesk.application.agenda.proposal import ApplyProposal
from dgsdesk.application.agenda.referral import RecordReferral, SetReferral
from dgsdesk.application.agenda.template import (
    ApplyTemplate,
    EditTemplate,
    RemoveTemplate,
    SaveTemplate,
    meeting_templates,
)
from dgsdesk.application.agenda.workshop import Workshop, agenda_workshop
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import (
    AddGreyZone,
    AddStartingGreyZones,
    CloseGreyZone,
    Duty,
    EditGreyZone,
    ExamineGreyZone,
    MatrixCell,
    RemoveGreyZone,
    ReopenGreyZone,
    SetPractice,
    SettleGreyZone,
)
from dgsdesk.application.grey_zone.duplicates import MergeGreyZones
from dgsdesk.application.grey_zone.page import grey_zones_page
from dgsdesk.application.grey_zone.positions import SetPosition
from dgsdesk.application.grey_zone.register import PrintGreyZones
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices, meetings_list
from dgsdesk.application.subjects.acts import (
    AddSharedSubject,
    AddSupport,
    DropSubject,
    EditSubject,
    MergeThemes,
    NoteSubject,
    RemoveSubject,
    RemoveSupport,
    RestoreSubject,
    SplitTheme,
)
from dgsdesk.application.subjects.call import LayThemeCall, TakeThemeAnswer, answer_grid
from dgsdesk.application.subjects.page import raisers, subjects_page
from dgsdesk.domain.agenda import Referral, SourceKind
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.grey_zone import GreyZoneKind, Holder
from dgsdesk.domain.theme import Sphere
from dgsdesk.domain.theme_answer import Proposed

FIRST, SECOND = date(2029, 3, 13), date(2029, 4, 10)
"""Days that no rota of the samples uses."""


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the rooms, each ready to run."""
    communes = [row.id for row in desk.ask(raisers)][1:]
    yield from grey_zones(desk, communes)
    yield from subjects(desk, communes)
    yield from agenda(desk)


def grey_zones(desk: Desk, communes: list[str]) -> Iterator[Command[Any]]:
    """Yield the acts of the register."""
    yield AddStartingGreyZones((1, 2, 11))
    yield AddGreyZone(
        "Sel de déneigement", "Qui achète ?", competences=("MOB-VOI",), raised_by_id=communes[0]
    )
    zone = zone_of(desk, "Sel de déneigement")
    yield EditGreyZone(
        zone, kind=GreyZoneKind.SILENT, options="Achat groupé\nChacun pour soi", texts="L2212-2"
    )
    cells = tuple(MatrixCell(commune, "MOB-VOI", duty) for commune in communes[:3] for duty in Duty)
    yield SetPractice(zone, cells, Holder.COMMUNE)
    yield SetPractice(zone, cells[:1], Holder.EPCI)
    yield PlanMeeting(desk.ask(circle_choices)[0].id, desk.clock.today())
    met = next(line.id for line in desk.ask(meetings_list) if line.day == desk.clock.today())
    yield AddItem(met, SourceKind.GREY_ZONE, zone)
    yield ExamineGreyZone(zone)
    agreed = "accord de toutes par courriel"
    yield SettleGreyZone(zone, "Achat groupé par l’agglomération", review_on=date(2030, 1, 15), agreed=agreed)
    yield ReopenGreyZone(zone)
    yield CloseGreyZone(zone)
    yield AddGreyZone("À retirer", competences=("EAU-PLU",))
    gone = zone_of(desk, "À retirer")
    yield SetPractice(gone, (MatrixCell(communes[0], "EAU-PLU", Duty.ACTS),), Holder.SHARED)
    yield SetPosition(gone, communes[0], "La commune cure déjà.")
    yield PrintGreyZones()
    yield RemoveGreyZone(gone)
    yield AddGreyZone("Achat du sel de déneigement", options="Groupement de commandes")
    twin = zone_of(desk, "Achat du sel de déneigement")
    yield SetPosition(twin, communes[0], "Chacun le sien.")
    yield MergeGreyZones(zone, (twin,))


def subjects(desk: Desk, communes: list[str]) -> Iterator[Command[Any]]:
    """Yield the acts of themes and shared subjects."""
    yield NoteSubject("Recruter et garder les SGM", communes[0], "Comment ?")
    yield NoteSubject("Recrutement en mairie", communes[1], "Avec qui ?")
    yield AddSharedSubject("Plan de sauvegarde", "Qui l’anime ?", communes[0], date(2029, 6, 30))
    kept, other = subject_of(desk, "Recruter et garder les SGM"), subject_of(desk, "Recrutement en mairie")
    yield AddSupport(other, communes[2])
    yield AddSupport(kept, communes[3])
    yield RemoveSupport(kept, communes[3])
    yield MergeThemes(kept, (other,))
    yield EditSubject(kept, sphere=Sphere.COMMUNITY, raised_by_id=communes[4])
    yield SplitTheme(kept, "Loger les agents", "Où ?", (communes[0],), keep_voices=True)
    yield LayThemeCall(desk.ask(circle_choices)[0].id, date(2026, 12, 18), Way.ONE_FOR_ALL)
    call = desk.ask(answer_grid).call_id
    proposed = (Proposed("Voirie", "Qui paie ?"), Proposed("Loger les agents"))
    yield TakeThemeAnswer(communes[6], (kept,), (other,), proposed, call)
    yield DropSubject(kept)
    yield RestoreSubject(kept)
    yield NoteSubject("À oublier", communes[5])
    yield RemoveSubject(subject_of(desk, "À oublier"))


def agenda(desk: Desk) -> Iterator[Command[Any]]:
    """Yield the acts of the workshop, on two meetings."""
    choice = desk.ask(circle_choices)[0]
    yield PlanMeeting(choice.id, FIRST, choice.hosts[1][0])
    yield PlanMeeting(choice.id, SECOND, choice.hosts[2][0])
    meeting = next(line.id for line in desk.ask(meetings_list) if line.day == FIRST)
    yield ApplyProposal(meeting)
    yield AddItem(meeting, title="Point libre", minutes=15)
    items = workshop(desk, meeting).items
    yield EditItem(items[0].id, question="Et demain ?", minutes=30, audience=Audience.EXECUTIVES)
    yield MoveItem(items[-1].id, workshop(desk, meeting).parts[0].id, 0)
    yield RemoveItem(items[0].id)
    yield PostponeItem(items[1].id)
    theme = subject_of(desk, "Recruter et garder les SGM")
    if not any(item.source_id == theme for item in workshop(desk, meeting).items):
        yield AddItem(meeting, SourceKind.RAISED_THEME, theme)
    yield AddPart(meeting, "Questions diverses", minutes=10)
    part = workshop(desk, meeting).parts[-1].id
    yield EditPart(part, title="Divers", minutes=5)
    yield RemovePart(part)
    yield DropCarriedOver(items[-1].id)
    yield from item_sheet(desk, meeting)
    yield from templates(desk, meeting)


def item_sheet(desk: Desk, meeting: str) -> Iterator[Command[Any]]:
    """Yield the acts of one item's sheet."""
    item = workshop(desk, meeting).items[-1].id
    yield EditItem(item, recurring=True, prepared_by="DGA ressources", recall="Le 8 décembre, rien.")
    yield AddUsualTasks(item)
    yield AddPreparationTask(item, "Inviter le SDIS @DST avant le 3 mars 2029")
    first, second, *_ = (row.id for row in desk.ask(preparation_page, meeting).rows)
    yield EditPreparationTask(first, "Écrire au SDIS @DGS", done=True)
    yield RemovePreparationTask(second)
    yield PrintPreparation(meeting)
    yield EditItem(item, audience=Audience.ALL)
    yield SetReferral(item, Referral.MAYORS)
    yield RecordReferral(item, date(2026, 11, 20), "Avis favorable")


def templates(desk: Desk, meeting: str) -> Iterator[Command[Any]]:
    """Yield the acts of templates."""
    yield SaveTemplate(meeting, "Séance longue")
    usual, saved = desk.ask(meeting_templates, meeting)
    yield EditTemplate(saved.circle_id, saved.id, name="Longue", parts=saved.parts[1:])
    yield EditTemplate(usual.circle_id, parts=(*usual.parts, usual.parts[0]))
    yield ApplyTemplate(meeting, saved.id)
    yield RemoveTemplate(saved.id)


def workshop(desk: Desk, meeting_id: str) -> Workshop:
    return desk.ask(agenda_workshop, meeting_id)


def zone_of(desk: Desk, title: str) -> str:
    return next(line.id for line in desk.ask(grey_zones_page).lines if line.title == title)


def subject_of(desk: Desk, title: str) -> str:
    return next(line.id for line in desk.ask(subjects_page).lines if line.title == title)
