"""What « Actions » shows: every action with its group, its date in words and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.application.action import ActionRow, actions_list
from dgsdesk.application.membership import members_on, sort_key
from dgsdesk.application.naming import meeting_title, seat_name
from dgsdesk.application.registers import names_of
from dgsdesk.application.view import View
from dgsdesk.domain.action import ActionState
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Person, display_name
from dgsdesk.domain.wording import capitalised, date_full, date_long, date_short, days_away, plural

_SETTLED = frozenset({ActionState.DONE, ActionState.DROPPED})


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
    """Every action, late ones first; ``owners`` are suggestions."""

    today: date
    lines: tuple[ActionLine, ...]
    owners: tuple[OwnerChoice, ...]

    @property
    def facts(self) -> str:
        """Write « 5 ouvertes, dont 2 en retard »."""
        late = sum(line.group is ActionGroup.LATE for line in self.lines)
        waiting = sum(line.group is not ActionGroup.SETTLED for line in self.lines)
        words = plural(waiting, "ouverte", "ouvertes")
        return f"{words}, dont {late} en retard" if late else words


def actions_page(view: View) -> ActionsPage:
    """Return every action."""
    today = view.clock.today()
    names = names_of(view.store)
    meetings = {meeting.id: meeting for meeting in view.store.find(Meeting)}
    rows = actions_list(view)
    lines = [_line(row, meetings.get(row.meeting_id or ""), names, today) for row in rows]
    lines.sort(key=lambda line: list(ActionGroup).index(line.group))
    return ActionsPage(today, tuple(lines), _owners(view, rows, today))


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
    if row.state in _SETTLED:
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


def _owners(view: View, rows: list[ActionRow], today: date) -> tuple[OwnerChoice, ...]:
    """Return the seats of the network, the people and what was written before, by name, each once."""
    found: dict[str, str | None] = {}
    found |= {display_name(person): person.id for person in view.store.find(Person)}
    found |= {seat_name(seat): seat.person_id for seat in members_on(view.store, today)}
    for row in rows:
        found.setdefault(row.owner, None)
    found.pop("", None)
    return tuple(OwnerChoice(name, found[name]) for name in sorted(found, key=sort_key))
