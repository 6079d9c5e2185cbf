"""The competences of an agenda item: commissions follow what touches theirs (product § 3.10)."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.grey_zone.acts import check_competences
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState


@dataclass(frozen=True)
class SetCompetences(Command[None]):
    """Say which competences an item touches, until its minutes are approved.

    Raises BadInput("unknown_competence"), RuleBroken("minutes_frozen").
    """

    item_id: str
    competences: tuple[str, ...]


@handles(SetCompetences, "Compétences du point « {title} »")
def set_competences(act: Act, command: SetCompetences) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    meeting = act.store.get(Meeting, item.meeting_id)
    if meeting.state in (MeetingState.APPROVED, MeetingState.DISPATCHED):
        raise RuleBroken("minutes_frozen")
    codes = tuple(dict.fromkeys(command.competences))
    check_competences(act, codes)
    item.competences = codes
    act.tell(title=item.title)
