"""What a host sees of the dossier that he opened: from whom, for what, until when, how far the work is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from dgsdesk.application.desk import View
from dgsdesk.application.dossier.return_day import usual_return
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.naming import meeting_title
from dgsdesk.application.registers import LIVE
from dgsdesk.application.search.acts import FoundRow, find_things
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, number_items, total_minutes
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.dossier import Dossier, DossierWay, Purpose
from dgsdesk.domain.library import DocumentUse, OwnerKind
from dgsdesk.domain.meeting import NOT_CALLED, Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesEntry, Observation
from dgsdesk.domain.richtext import plain_text


@dataclass(frozen=True)
class HostDossier:
    """The dossier that this network was made of.

    ``words`` are the six of the sender's key; ``until`` is the last day to send it back, None when there is
    none to keep; ``bare`` are the numbers of the items without text; ``returned_at`` is when it was last sent
    back, if ever. ``minutes`` are those of the agenda, ``available`` those of the meeting.
    """

    meeting_id: str
    title: str
    sender: str
    words: tuple[str, ...]
    purpose: Purpose
    until: date | None
    today: date
    state: MeetingState
    day: date
    in_session: bool
    items: int
    minutes: int
    available: int
    bare: tuple[str, ...]
    documents: int
    addressee: str
    remarks: int
    returned_at: datetime | None

    @property
    def agenda_open(self) -> bool:
        """Whether the agenda may still be changed."""
        return self.purpose is Purpose.EDIT and self.state in LIVE

    @property
    def is_ahead(self) -> bool:
        """Whether the meeting that was entrusted has not been held: its minutes cannot be written yet."""
        return self.agenda_open and self.state is not MeetingState.HELD

    @property
    def to_hold(self) -> bool:
        """Whether the meeting is what comes next: its day has come, and it is called or under way."""
        called = self.is_ahead and self.state not in NOT_CALLED and self.day <= self.today
        return called or (self.in_session and self.purpose is Purpose.EDIT)

    @property
    def written(self) -> int:
        """How many items have a text."""
        return self.items - len(self.bare)


def host_dossier(view: View) -> HostDossier | None:
    """Return the dossier that this network was made of; None in a network of one's own."""
    opened = view.store.find(Dossier, way=DossierWay.OPENED)
    if not opened:
        return None
    dossier = opened[0]
    meeting = view.store.get(Meeting, dossier.meeting_id)
    circle = view.store.get(Circle, meeting.circle_id)
    items = view.store.find(AgendaItem, meeting_id=meeting.id)
    numbers = number_items(view.store.find(AgendaPart, meeting_id=meeting.id), items)
    entries = view.store.find(MinutesEntry, meeting_id=meeting.id)
    written = {one.item_id for one in entries if plain_text(one.text).strip()}
    sent = view.store.find(Dossier, way=DossierWay.SENT)
    return HostDossier(
        meeting_id=meeting.id,
        title=meeting_title(meeting.day),
        sender=dossier.sender,
        words=view.keyring.words(dossier.public_key),
        purpose=dossier.purpose,
        until=_until(view, dossier, meeting),
        today=view.clock.today(),
        state=meeting.state,
        day=meeting.day,
        in_session=meeting.started_at is not None and meeting.closed_at is None,
        items=len(items),
        available=meeting.minutes,
        minutes=total_minutes(items, circle.opening_minutes, circle.closing_minutes),
        bare=tuple(number for item_id, number in numbers.items() if item_id not in written),
        documents=_documents(view, meeting, items),
        addressee=dossier.addressee,
        remarks=len(view.store.find(Observation, meeting_id=meeting.id)),
        returned_at=max((one.made_at for one in sent), default=None),
    )


def found_in_dossier(view: View, text: str) -> list[FoundRow]:
    """Return what is found in the meeting itself, all of it to be shown on its page."""
    found = find_things(view, text, ("meeting", "item", "decision", "action", "observation"))
    noted: list[Decision | Action] = []
    noted += view.store.find(Decision, id={one.id for one in found if one.type == "decision"})
    noted += view.store.find(Action, id={one.id for one in found if one.type == "action"})
    places = {row.id: row for row in noted}
    return [_on_page(one, places.get(one.id)) for one in found]


def _on_page(found: FoundRow, noted: Decision | Action | None) -> FoundRow:
    """Decisions and actions are shown where they were noted: in the minutes, under their item."""
    if noted is None:
        return found
    return replace(
        found, page="meetings", subject=noted.meeting_id or "", step=Step.DRAFT, spot=noted.item_id or ""
    )


def _until(view: View, opened: Dossier, meeting: Meeting) -> date | None:
    """Return the day that the sender chose last, else the usual one."""
    known = view.store.find(Dossier, family_id=opened.family_id, laptop_id=opened.laptop_id)
    newest = max((one for one in known if one.way is not DossierWay.SENT), key=lambda one: one.counter)
    return newest.due or usual_return(view.store, opened.purpose, meeting)


def _documents(view: View, meeting: Meeting, items: list[AgendaItem]) -> int:
    """Count what is kept with the meeting and with its items."""
    found = view.store.find(DocumentUse, owner_kind=OwnerKind.MEETING, owner_id=meeting.id)
    if items:
        ids = {item.id for item in items}
        found += view.store.find(DocumentUse, owner_kind=OwnerKind.ITEM, owner_id=ids)
    return len(found)
