"""The parts (temps) of one meeting's agenda: added, edited, moved, taken away."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.agenda.acts import agenda_meeting, check_minutes
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.keep import KEEP, Keep
from dgsdesk.application.registers import title_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.agenda import AgendaItem, AgendaPart
from dgsdesk.domain.circle import PartKind
from dgsdesk.domain.errors import RuleBroken

add_sentences(
    {
        "part_not_empty": (
            "Le temps « {title} » contient encore des points.",
            "Déplacez-les ou retirez-les d’abord. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class AddPart(Command[str]):
    """Add a part at the end of one meeting's agenda; returns its id."""

    meeting_id: str
    title: str
    kind: PartKind = PartKind.FREE
    minutes: int = 20


@dataclass(frozen=True)
class EditPart(Command[None]):
    """Change the title and the minutes of a part of one meeting's agenda."""

    part_id: str
    title: str | Keep = KEEP
    minutes: int | Keep = KEEP


@dataclass(frozen=True)
class RemovePart(Command[None]):
    """Take an empty part away; raises RuleBroken("part_not_empty")."""

    part_id: str


@handles(AddPart, "Temps « {title} » ajouté")
def add_part(act: Act, command: AddPart) -> str:
    meeting = agenda_meeting(act, command.meeting_id)
    check_minutes(command.minutes)
    parts = act.store.find(AgendaPart, meeting_id=meeting.id)
    part = AgendaPart(
        id=act.new_id(),
        meeting_id=meeting.id,
        position=1 + max((part.position for part in parts), default=-1),
        title=title_of(command.title),
        kind=command.kind,
        minutes=command.minutes,
    )
    act.store.add(part)
    act.tell(title=part.title)
    return part.id


@handles(EditPart, "Temps « {title} » modifié")
def edit_part(act: Act, command: EditPart) -> None:
    part = act.store.get(AgendaPart, command.part_id)
    agenda_meeting(act, part.meeting_id)
    if not isinstance(command.minutes, Keep):
        check_minutes(command.minutes)
        part.minutes = command.minutes
    if not isinstance(command.title, Keep):
        part.title = title_of(command.title)
    act.tell(title=part.title)


@handles(RemovePart, "Temps « {title} » retiré")
def remove_part(act: Act, command: RemovePart) -> None:
    part = act.store.get(AgendaPart, command.part_id)
    agenda_meeting(act, part.meeting_id)
    if act.store.find(AgendaItem, part_id=part.id):
        raise RuleBroken("part_not_empty", title=part.title)
    act.tell(title=part.title)
    act.store.remove(part)
