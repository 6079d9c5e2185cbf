"""What « Actions » shows: each action with its group, its date in words and where it comes from.

What is open is read whole. Of what is settled, which a network keeps by thousands, the latest are read, as
many as were scrolled to, and those that the index finds by the words of the filter.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.application.action.acts import ActionRow, action_rows
from dgsdesk.application.membership import members_on, sort_key
from dgsdesk.application.naming import meeting_title, seat_name
from dgsdesk.application.registers import names_of
from dgsdesk.application.search.acts import ids_found
from dgsdesk.application.view import View
from dgsdesk.domain.action import OPEN_STATES, SETTLED_STATES, Action
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Person, display_name
from dgsdesk.domain.wording import capitalised, date_full, date_long, date_short, days_away, plural

SETTLED_AT_ONCE = 200
"""As many settled actions are read when the page opens, and again each time that one scrolls to their end."""


class ActionGroup(StrEnum):
    """The groups of the list, in their order; the value is what they are called."""

    LATE = "En retard"
    DATED = "À venir"
    UNDATED = "Sans échéance"
    SETTLED = "Faites et abandonnées"


@dataclass(frozen=True)
class ActionLine:
    """One action: its row, its badge, its date in two short lines and in a sentence, its origin in words.

    ``met`` is the origin in short (« réunion du 13 oct. »).
    """

    row: ActionRow
    group: ActionGroup
    badge: str
    when: str
    away: str
    due_sentence: str
    origin: str
    met: str
    search: str

    @property
    def id(self) -> str:
        """The action's id."""
        return self.row.id

    @property
    def due_note(self) -> str:
        """Say how far the date is: « En retard depuis 15 jours. », nothing when it is settled or has none."""
        words = f"en retard {self.away}" if self.row.overdue else self.away
        return f"{capitalised(words)}." if words else ""

    @property
    def owner(self) -> str:
        """Who, or that it is to be said."""
        return self.row.owner or "à désigner"


@dataclass(frozen=True)
class OwnerChoice:
    """Who may be asked: as it is written, and the person when one is known."""

    name: str
    person_id: str | None


@dataclass(frozen=True)
class ActionsPage:
    """What is open, late ones first, then what was settled last; ``owners`` are suggestions.

    ``found`` are the ids that ``words`` of the filter found; ``settled`` counts what is settled, read or not,
    and ``more`` tells that there is more of it to be scrolled to.
    """

    today: date
    lines: tuple[ActionLine, ...]
    owners: tuple[OwnerChoice, ...]
    words: str = ""
    found: frozenset[str] = frozenset()
    settled: int = 0
    more: bool = False

    @property
    def facts(self) -> str:
        """Write « 5 ouvertes, dont 2 en retard »."""
        late = sum(line.group is ActionGroup.LATE for line in self.lines)
        waiting = sum(line.group is not ActionGroup.SETTLED for line in self.lines)
        words = plural(waiting, "ouverte", "ouvertes")
        return f"{words}, dont {late} en retard" if late else words


def actions_page(
    view: View, words: str = "", settled: int = SETTLED_AT_ONCE, also: Collection[str] = ()
) -> ActionsPage:
    """Return the open actions and the last ``settled`` ones, those found by words and those of ``also``."""
    store = view.store
    opened = store.find(Action, state=OPEN_STATES)
    latest = store.newest(Action, "done_on", settled, state=SETTLED_STATES)
    found = frozenset(ids_found(view, "action", words))
    asked = store.find(Action, id=found | set(also)) if found or also else []
    rows = sorted(action_rows(view, _distinct(opened, latest, asked)), key=_order)
    names = names_of(store)
    meetings = {one.id: one for one in store.find(Meeting, id={row.meeting_id for row in rows} - {None})}
    today = view.clock.today()
    past = sum(store.count(Action, "state", state=SETTLED_STATES).values())
    return ActionsPage(
        today,
        tuple(_line(row, meetings.get(row.meeting_id or ""), names, today) for row in rows),
        _owners(view, today),
        words,
        found,
        past,
        more=len(latest) < past,
    )


def _distinct(*several: Sequence[Action]) -> list[Action]:
    return list({action.id: action for actions in several for action in actions}.values())


def _order(row: ActionRow) -> tuple[int, int, str]:
    """By group; what is open by its date, what is settled the latest first."""
    group = list(ActionGroup).index(_group(row))
    day = row.due or date.max
    if row.state in SETTLED_STATES:
        return group, -(row.done_on or date.min).toordinal(), row.id
    return group, day.toordinal(), row.id


def _line(row: ActionRow, meeting: Meeting | None, names: dict[str, str], today: date) -> ActionLine:
    group = _group(row)
    host = names.get(meeting.host_id or "", "") if meeting else ""
    where = ", ".join(filter(None, (meeting_title(meeting.day), host))) if meeting else ""
    badge = "action.overdue" if row.overdue else f"action.{row.state.value}"
    when, away = _short(row, group, today)
    words = f"{row.text} {row.owner} {where} {row.item_title}"
    return ActionLine(
        row=row,
        group=group,
        badge=badge,
        when=when,
        away=away,
        due_sentence=_sentence(row, group, today),
        origin=where,
        met=f"réunion du {date_short(meeting.day).partition(' ')[2]}" if meeting else "",
        search=sort_key(words),
    )


def _group(row: ActionRow) -> ActionGroup:
    if row.state in SETTLED_STATES:
        return ActionGroup.SETTLED
    if row.overdue:
        return ActionGroup.LATE
    return ActionGroup.DATED if row.due else ActionGroup.UNDATED


def _short(row: ActionRow, group: ActionGroup, today: date) -> tuple[str, str]:
    if group is ActionGroup.SETTLED:
        return (date_short(row.done_on), "") if row.done_on else ("", "")
    return (date_short(row.due), days_away(row.due, today)) if row.due else ("", "")


def _sentence(row: ActionRow, group: ActionGroup, today: date) -> str:
    """Say the date whole: « Pour le vendredi 15 janvier 2027, dans 49 jours »."""
    if group is ActionGroup.SETTLED:
        return f"Faite le {date_long(row.done_on)}" if row.done_on else "Abandonnée"
    if row.due is None:
        return ActionGroup.UNDATED.value
    late = "en retard " if row.overdue else ""
    return f"Pour le {date_full(row.due)}, {late}{days_away(row.due, today)}"


def _owners(view: View, today: date) -> tuple[OwnerChoice, ...]:
    """Return the seats of the network, the people and what was written before, by name, each once."""
    found: dict[str, str | None] = {}
    found |= {display_name(person): person.id for person in view.store.find(Person)}
    found |= {seat_name(seat): seat.person_id for seat in members_on(view.store, today)}
    for owner in view.store.count(Action, "owner"):
        found.setdefault(owner, None)
    found.pop("", None)
    return tuple(OwnerChoice(name, found[name]) for name in sorted(found, key=sort_key))
