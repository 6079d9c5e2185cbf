"""Approvals given in so many words, noted one by one or together, counted beside the silence (§ 3.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.circle.members import circle_members
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.membership import Member
from dgsdesk.application.minutes.version import circulations_of, standing_circulation
from dgsdesk.application.naming import seat_name
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.observation import meeting_in_review
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import Circulation, ExpressApproval, Observation, ObservationWay
from dgsdesk.domain.wording import date_full, date_short, plural

add_sentences(
    {
        "approval_of_no_member": (
            "« {where} » n’a pas de siège dans cette réunion : son approbation ne peut pas être notée.",
            "Choisissez une commune membre. Rien n’a été changé.",
        ),
        "approved_before_sending": (
            "L’approbation ne peut pas dater du {day} : le projet n’était pas encore envoyé.",
            "Corrigez la date. Rien n’a été changé.",
        ),
        "approved_later": (
            "L’approbation ne peut pas dater du {day}, qui est à venir.",
            "Corrigez la date. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class NoteApprovals(Command[int]):
    """Note that organisations approve the draft in so many words; returns how many did not yet.

    ``given_on`` is today unless told otherwise. Raises RuleBroken: "not_in_review",
    "approval_of_no_member"; BadInput: "approved_later", "approved_before_sending".
    """

    meeting_id: str
    organisation_ids: tuple[str, ...]
    given_on: date | None = None
    way: ObservationWay = ObservationWay.TYPED


@dataclass(frozen=True)
class WithdrawApproval(Command[None]):
    """Take away an express approval that was noted by mistake or taken back."""

    meeting_id: str
    organisation_id: str


@dataclass(frozen=True)
class SeatRow:
    """What one seat did with the draft: approved on a day, made observations, or neither."""

    organisation_id: str
    seat: str
    approved_on: date | None
    way: ObservationWay | None
    observations: int

    @property
    def silent(self) -> bool:
        """Whether nothing came from it yet."""
        return self.approved_on is None and not self.observations

    @property
    def words(self) -> str:
        """Say what it did."""
        if self.approved_on is not None:
            return f"approuve, le {date_short(self.approved_on)}"
        if self.observations:
            return plural(self.observations, "observation", "observations")
        return "n’a pas encore répondu"


def seat_rows(store: Store, meeting: Meeting, circulation: Circulation | None) -> tuple[SeatRow, ...]:
    """Return what each seat of a meeting did with the draft that counts."""
    given = {one.organisation_id: one for one in standing_approvals(store, circulation)}
    made: dict[str, int] = {}
    for one in store.find(Observation, meeting_id=meeting.id):
        if one.organisation_id is not None:
            made[one.organisation_id] = made.get(one.organisation_id, 0) + 1
    return tuple(_row(seat, given, made) for seat in _one_each(store, meeting).values())


def _one_each(store: Store, meeting: Meeting) -> dict[str, Member]:
    """Return one seat of each organisation: a commune has one voice, however many of its people sit."""
    seats: dict[str, Member] = {}
    for seat in circle_members(store, meeting.circle_id, meeting.day):
        seats.setdefault(seat.organisation_id, seat)
    return seats


def _row(seat: Member, given: dict[str, ExpressApproval], made: dict[str, int]) -> SeatRow:
    approval = given.get(seat.organisation_id)
    return SeatRow(
        seat.organisation_id,
        seat_name(seat),
        approval.given_on if approval else None,
        approval.way if approval else None,
        made.get(seat.organisation_id, 0),
    )


def standing_approvals(store: Store, circulation: Circulation | None) -> list[ExpressApproval]:
    """Return the express approvals of what a circulation sent."""
    return store.find(ExpressApproval, circulation_id=circulation.id) if circulation else []


def express_words(rows: tuple[SeatRow, ...]) -> str:
    """Write « 9 approbations expresses sur 16 », empty when there is none."""
    count = sum(row.approved_on is not None for row in rows)
    if not count:
        return ""
    return f"{plural(count, 'approbation expresse', 'approbations expresses')} sur {len(rows)}"


@handles(NoteApprovals, "{what}")
def note_approvals(act: Act, command: NoteApprovals) -> int:
    meeting = meeting_in_review(act, command.meeting_id)
    circulation = standing_circulation(circulations_of(act.store, meeting.id))
    if circulation is None:
        raise RuleBroken("not_in_review")
    given_on = _checked_day(command.given_on or act.today, circulation, act.today)
    seats = _one_each(act.store, meeting)
    known = {one.organisation_id for one in standing_approvals(act.store, circulation)}
    fresh = [_seat(seats, one) for one in dict.fromkeys(command.organisation_ids) if one not in known]
    for seat in fresh:
        act.store.add(
            ExpressApproval(
                id=act.new_id(),
                meeting_id=meeting.id,
                circulation_id=circulation.id,
                organisation_id=seat.organisation_id,
                given_by=seat_name(seat),
                given_on=given_on,
                way=command.way,
            )
        )
    act.tell(what=_noted(fresh))
    return len(fresh)


def _noted(fresh: list[Member]) -> str:
    if len(fresh) == 1:
        return f"Approbation expresse notée : {seat_name(fresh[0])}"
    return f"{plural(len(fresh), 'approbation expresse notée', 'approbations expresses notées')}"


def _checked_day(day: date, circulation: Circulation, today: date) -> date:
    if day > today:
        raise BadInput("approved_later", day=date_full(day))
    if day < circulation.sent_on:
        raise BadInput("approved_before_sending", day=date_full(day))
    return day


def _seat(seats: dict[str, Member], organisation_id: str) -> Member:
    if organisation_id not in seats:
        raise RuleBroken("approval_of_no_member", where=organisation_id)
    return seats[organisation_id]


@handles(WithdrawApproval, "Approbation expresse retirée : {seat}")
def withdraw_approval(act: Act, command: WithdrawApproval) -> None:
    meeting = meeting_in_review(act, command.meeting_id)
    circulation = standing_circulation(circulations_of(act.store, meeting.id))
    for one in standing_approvals(act.store, circulation):
        if one.organisation_id == command.organisation_id:
            act.store.remove(one)
            act.tell(seat=one.given_by)
            return
    raise RuleBroken("approval_of_no_member", where=command.organisation_id)


def carry_approvals(act: Act, former: Circulation, fresh: Circulation) -> None:
    """Let what was approved count for a new version that kept the clock: its change is none of substance."""
    for one in standing_approvals(act.store, former):
        one.circulation_id = fresh.id
