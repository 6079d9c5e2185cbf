"""What search knows of meetings and of all that stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.naming import meeting_title
from dgsdesk.application.ports.search import Searchable
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesEntry, Observation
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.richtext import plain_text
from dgsdesk.domain.wording import date_full, date_long

_PREPARED = frozenset({MeetingState.PLANNED, MeetingState.INVITED, MeetingState.POSTPONED})


def found_meetings(store: Store, meetings: Sequence[Meeting]) -> Iterator[Searchable]:
    """Give meetings by their day and host."""
    hosts = organisations_of(store, (meeting.host_id for meeting in meetings))
    for meeting in meetings:
        host = hosts.get(meeting.host_id or "")
        yield Searchable(
            "Meeting",
            meeting.id,
            "meeting",
            "",
            ", ".join(filter(None, (meeting_title(meeting.day), host.name if host else ""))),
            f"{meeting.place} {meeting.reference}".strip(),
            "nav.meetings",
            "meetings",
            meeting.id,
            around=meeting.day.isoformat(),
            day=meeting.day,
            organisations=kept(meeting.host_id),
            circle=meeting.circle_id,
        )


def found_items(store: Store, items: Sequence[AgendaItem]) -> Iterator[Searchable]:
    """Give items with their question and what the minutes say of them."""
    meetings = _meetings_of(store, items)
    entries = store.find(MinutesEntry, item_id={item.id for item in items}) if items else []
    said = {entry.item_id: plain_text(entry.text) for entry in entries}
    for item in items:
        meeting = meetings[item.meeting_id]
        yield Searchable(
            "AgendaItem",
            item.id,
            "item",
            f"Point du {date_long(meeting.day)}",
            item.title,
            "\n".join(filter(None, (item.question, said.get(item.id, ""), item.presenter))),
            "list-ordered",
            "meetings",
            meeting.id,
            Step.PREPARE if meeting.state in _PREPARED else Step.DRAFT,
            f"{item.number} {date_full(meeting.day)}",
            meeting.day,
            kept(meeting.host_id),
            item.competences,
            meeting.circle_id,
            item.id,
        )


def found_decisions(store: Store, decisions: Sequence[Decision]) -> Iterator[Searchable]:
    """Give decisions, which open in their register."""
    meetings, items = _meetings_of(store, decisions), _items_of(store, decisions)
    for decision in decisions:
        meeting, item = meetings[decision.meeting_id], items.get(decision.item_id or "")
        yield Searchable(
            "Decision",
            decision.id,
            "decision",
            f"Décision du {date_long(meeting.day)}",
            decision.text,
            "",
            "kind.decision",
            "actions",
            decision.id,
            "decisions",
            " ".join(filter(None, (decision.number, date_full(meeting.day), item.title if item else ""))),
            meeting.day,
            kept(meeting.host_id),
            item.competences if item else (),
            meeting.circle_id,
        )


def found_actions(store: Store, actions: Sequence[Action]) -> Iterator[Searchable]:
    """Give actions, with the item that they come from."""
    meetings, items = _meetings_of(store, actions), _items_of(store, actions)
    for action in actions:
        meeting, item = meetings.get(action.meeting_id or ""), items.get(action.item_id or "")
        origin = (date_full(meeting.day) if meeting else "", item.title if item else "")
        yield Searchable(
            "Action",
            action.id,
            "action",
            "Action",
            action.text,
            action.owner,
            "kind.action",
            "actions",
            action.id,
            around=" ".join(filter(None, origin)),
            day=action.due or (meeting.day if meeting else None),
            organisations=kept(meeting.host_id if meeting else None),
            competences=item.competences if item else (),
            circle=meeting.circle_id if meeting else "",
        )


def found_observations(store: Store, observations: Sequence[Observation]) -> Iterator[Searchable]:
    """Give observations, with what they quote, propose and were answered."""
    meetings = _meetings_of(store, observations)
    for one in observations:
        meeting = meetings[one.meeting_id]
        yield Searchable(
            "Observation",
            one.id,
            "observation",
            f"Observation de {one.author}" if one.author else "Observation",
            one.text or one.proposed or one.quote,
            "\n".join(filter(None, (one.quote, one.proposed, one.reply))),
            "message-square",
            "meetings",
            meeting.id,
            Step.REVIEW,
            date_full(meeting.day),
            one.received_on,
            kept(one.organisation_id or meeting.host_id),
            circle=meeting.circle_id,
            spot=one.id,
        )


def _meetings_of(store: Store, rows: Sequence[Entity]) -> dict[str, Meeting]:
    wanted = {cast(Any, row).meeting_id for row in rows} - {None}
    return {one.id: one for one in store.find(Meeting, id=wanted)} if wanted else {}


def _items_of(store: Store, rows: Sequence[Decision] | Sequence[Action]) -> dict[str, AgendaItem]:
    wanted = {row.item_id for row in rows} - {None}
    return {one.id: one for one in store.find(AgendaItem, id=wanted)} if wanted else {}


def organisations_of(store: Store, ids: Iterable[str | None]) -> dict[str, Organisation]:
    """Return organisations by their ids, none left out twice."""
    wanted = {one for one in ids if one}
    return {one.id: one for one in store.find(Organisation, id=wanted)} if wanted else {}


def kept(id: str | None) -> tuple[str, ...]:
    """Return the one id, or none."""
    return (id,) if id else ()
