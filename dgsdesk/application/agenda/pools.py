"""The pools that an agenda is drawn from, ripest first, with ripeness in words (product § 3.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.agenda.source import PART_OF, USUAL_MINUTES
from dgsdesk.application.desk import View
from dgsdesk.application.membership import communes_on, sort_key
from dgsdesk.application.ports.store import Store
from dgsdesk.application.registers import LIVE, OVER, held_days, is_over, names_of, sources_of
from dgsdesk.domain.action import Action, ActionState
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, SourceKind
from dgsdesk.domain.circle import PartKind
from dgsdesk.domain.grey_zone import GreyZone, GreyZoneState
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.ripeness import (
    ThemeRipeness,
    grey_zone_squares,
    is_review_due,
    meetings_since,
    option_lines,
    subject_squares,
    waits_for_a_meeting,
)
from dgsdesk.domain.theme import RaisedTheme, SharedSubject, SubjectState, Support
from dgsdesk.domain.wording import date_near, plural

POOL_TITLES = {
    SourceKind.GREY_ZONE: "Zones grises",
    SourceKind.RAISED_THEME: "Thèmes remontés",
    SourceKind.SHARED_SUBJECT: "Sujets communs",
    SourceKind.CARRIED_OVER: "Points reportés",
}
"""The pools in the order of the page."""

_BY_HAND = frozenset({SubjectState.DROPPED, SubjectState.TREATED})
_UNDONE_SQUARES = 3
_OPEN_ACTION_SQUARES = 1


@dataclass(frozen=True)
class PoolEntry:
    """Something that may become an item: ``squares`` 1 to 4 and ``words`` say how ripe it is.

    ``weight`` ranks entries of one pool; ``stale`` is a grey zone whose review is due; ``undone`` an item
    that a meeting did not reach, ``recurring`` one that comes at each meeting of its circle (``circle_id``,
    for what is carried over); ``part_kind`` the part it fills; ``search`` what a filter looks into.
    """

    kind: SourceKind
    source_id: str
    title: str
    question: str
    squares: int
    words: str
    minutes: int
    part_kind: PartKind
    weight: float = 0.0
    stale: bool = False
    undone: bool = False
    recurring: bool = False
    circle_id: str = ""
    search: str = ""


@dataclass(frozen=True)
class Pool:
    """One pool with what waits in it."""

    kind: SourceKind
    title: str
    entries: tuple[PoolEntry, ...]


@dataclass(kw_only=True)
class Waits:
    """What tells how ripe something is: the ``communes`` there are, how many carry a theme, the days met."""

    today: date
    communes: int
    voices: Counter[str]
    held: list[date]

    def since(self, raised_on: date | None) -> int:
        """Return the meetings that went by since a day."""
        return meetings_since(raised_on, self.held, self.today)


@dataclass(kw_only=True)
class Readings(Waits):
    """What is read once for the pools and for judging items, in a fixed number of statements.

    ``meetings`` are those to come and those of the items read; ``taken`` the sources on a coming agenda;
    ``undone`` the items that may come back, ``carried`` the sources of those not discussed; ``open_actions``
    item id -> owner.
    """

    zones: list[GreyZone]
    subjects: list[SharedSubject]
    themes: list[RaisedTheme]
    names: dict[str, str]
    meetings: dict[str, Meeting]
    taken: set[str]
    examined: Counter[str]
    undone: list[AgendaItem]
    open_actions: dict[str, str]
    carried: set[str]
    parts: dict[str, PartKind]
    labels: dict[str, str]


def read_pools(view: View) -> Readings:
    """Read what the pools are made of."""
    store = view.store
    today = view.clock.today()
    zones = store.find(GreyZone)
    coming = store.find(Meeting, state=LIVE)
    live = store.find(AgendaItem, meeting_id={meeting.id for meeting in coming})
    past = store.find(AgendaItem, source_id={zone.id for zone in zones})
    again = store.find(AgendaItem, source_kind=SourceKind.CARRIED_OVER)
    actions = _open_actions(store)
    unreached = _not_reached(store, set(actions))
    met = store.find(Meeting, id={item.meeting_id for item in (*past, *again, *unreached)})
    meetings = {meeting.id: meeting for meeting in (*coming, *met)}
    undone = _undone(unreached, meetings)
    again = [item for item in again if meetings[item.meeting_id].state is not MeetingState.CANCELLED]
    taken_up = {item.source_id for item in again}
    sources = sources_of(store, [*live, *undone, *again, *past])
    network = view.network()
    labels = view.reference.competences(network.epci_type) if network else []
    return Readings(
        today=today,
        zones=zones,
        subjects=store.find(SharedSubject),
        themes=store.find(RaisedTheme),
        voices=Counter(store.count(Support, "theme_id")),
        communes=len(communes_on(store, today)),
        names=names_of(store),
        meetings=meetings,
        taken={sources[item.id][1] for item in live} | taken_up,
        examined=_examined([*past, *again], sources, meetings),
        undone=undone,
        open_actions=actions,
        carried={sources[i.id][1] for i in undone if not i.discussed and i.id not in taken_up},
        parts={p.id: p.kind for p in store.find(AgendaPart, id={item.part_id for item in undone})},
        labels={row.code: row.label for row in labels},
        held=held_days(store),
    )


def _open_actions(store: Store) -> dict[str, str]:
    """Item id -> the owner of an action that is still open under it."""
    actions = store.find(Action, state={ActionState.TODO, ActionState.DOING})
    return {action.item_id: action.owner for action in actions if action.item_id}


def _not_reached(store: Store, with_action: set[str]) -> list[AgendaItem]:
    """Items that no meeting discussed so far, those that recur, and those with an action still open."""
    discussed = [*store.find(AgendaItem, recurring=True), *store.find(AgendaItem, id=with_action)]
    found = [
        *store.find(AgendaItem, discussed=None),
        *store.find(AgendaItem, discussed=False),
        *(item for item in discussed if item.discussed),
    ]
    return list({item.id: item for item in found}.values())


def _undone(found: list[AgendaItem], meetings: dict[str, Meeting]) -> list[AgendaItem]:
    """Items of meetings that are over: not reached, recurring, or with an open action; newest first."""
    kept = [item for item in found if is_over(meetings[item.meeting_id]) and item.comes_back]
    return sorted(kept, key=lambda item: (meetings[item.meeting_id].day, item.id), reverse=True)


def _examined(
    items: list[AgendaItem], sources: dict[str, tuple[SourceKind, str]], meetings: dict[str, Meeting]
) -> Counter[str]:
    """Grey zone id -> how many meetings have examined it."""
    seen = {
        (sources[item.id][1], item.meeting_id)
        for item in items
        if item.discussed and meetings[item.meeting_id].state in OVER
    }
    return Counter(source_id for source_id, _ in seen)


def pools(readings: Readings) -> tuple[Pool, ...]:
    """Return the four pools, ripest entries first; what is on a coming agenda is in none."""
    entries = {
        SourceKind.GREY_ZONE: list(_zone_entries(readings)),
        SourceKind.RAISED_THEME: list(_theme_entries(readings)),
        SourceKind.SHARED_SUBJECT: list(_subject_entries(readings)),
    }
    waiting = {entry.source_id for pool in entries.values() for entry in pool}
    entries[SourceKind.CARRIED_OVER] = list(_carried_entries(readings, waiting))
    return tuple(
        Pool(kind, title, tuple(sorted(entries[kind], key=_ripest_first)))
        for kind, title in POOL_TITLES.items()
    )


def _ripest_first(entry: PoolEntry) -> tuple[int, float, str, str]:
    return -entry.squares, -entry.weight, sort_key(entry.title), entry.source_id


def _free(readings: Readings, source_id: str) -> bool:
    return source_id not in readings.taken and source_id not in readings.carried


def _zone_entries(readings: Readings) -> Iterable[PoolEntry]:
    for zone in readings.zones:
        if waits_for_a_meeting(zone, readings.today) and _free(readings, zone.id):
            yield zone_entry(readings, zone)


def zone_entry(readings: Readings, zone: GreyZone) -> PoolEntry:
    """Return a grey zone as an entry of its pool."""
    examined = readings.examined[zone.id]
    waited = readings.since(zone.raised_on)
    squares = grey_zone_squares(zone, examined, waited, readings.today)
    labels = [readings.labels.get(code, "") for code in zone.competences]
    stale = is_review_due(zone, readings.today)
    overdue = (readings.today - zone.review_on).days if stale and zone.review_on else 0
    return PoolEntry(
        kind=SourceKind.GREY_ZONE,
        source_id=zone.id,
        title=zone.title,
        question=zone.question,
        squares=squares,
        words=_zone_words(readings, zone, examined, stale),
        minutes=USUAL_MINUTES[SourceKind.GREY_ZONE],
        part_kind=PartKind.GREY_ZONES,
        weight=overdue or examined + waited / 100,
        stale=stale,
        search=sort_key(" ".join([zone.title, zone.question, *labels, *zone.competences])),
    )


def _zone_words(readings: Readings, zone: GreyZone, examined: int, stale: bool) -> str:
    if stale and zone.review_on:
        return f"à réviser depuis le {date_near(zone.review_on, readings.today)}"
    options = option_lines(zone)
    also = f", {plural(len(options), 'option', 'options')}" if options else ""
    if examined:
        return f"examinée {examined} fois{also}"
    if zone.state is not GreyZoneState.RAISED:
        return {GreyZoneState.REOPENED: "rouverte"}.get(zone.state, "examinée") + also
    since = f" le {date_near(zone.raised_on, readings.today)}" if zone.raised_on else ""
    who = readings.names.get(zone.raised_by_id or "", "")
    return f"soulevée{since}" + (f" ({who})" if who else "")


def _theme_entries(readings: Readings) -> Iterable[PoolEntry]:
    for theme in readings.themes:
        if theme.state not in _BY_HAND and _free(readings, theme.id):
            yield theme_entry(readings, theme)


def theme_entry(readings: Readings, theme: RaisedTheme) -> PoolEntry:
    """Return a raised theme as an entry of its pool."""
    ripe = theme_ripeness(readings, theme.id, theme.raised_on)
    return PoolEntry(
        kind=SourceKind.RAISED_THEME,
        source_id=theme.id,
        title=theme.title,
        question=theme.question,
        squares=ripe.squares,
        words=theme_words(ripe),
        minutes=USUAL_MINUTES[SourceKind.RAISED_THEME],
        part_kind=PART_OF[SourceKind.RAISED_THEME],
        weight=ripe.weight,
        search=sort_key(f"{theme.title} {theme.question}"),
    )


def carriers(ripe: ThemeRipeness) -> str:
    """Write « 4 communes sur 16 », or that none carries it yet."""
    if not ripe.supporters:
        return "aucune commune pour l’instant"
    return f"{plural(ripe.supporters, 'commune', 'communes')} sur {ripe.communes}"


def theme_words(ripe: ThemeRipeness) -> str:
    """Write « 4 communes sur 16, depuis 3 réunions »."""
    return carriers(ripe) + _waiting(ripe.meetings)


def _waiting(meetings: int) -> str:
    return f", depuis {plural(meetings, 'réunion', 'réunions')}" if meetings else ""


def theme_ripeness(waits: Waits, theme_id: str, raised_on: date | None) -> ThemeRipeness:
    """Return how much a theme asks for its turn."""
    return ThemeRipeness(waits.voices[theme_id], waits.communes, waits.since(raised_on))


def _subject_entries(readings: Readings) -> Iterable[PoolEntry]:
    for subject in readings.subjects:
        if subject.state not in _BY_HAND and _free(readings, subject.id):
            yield subject_entry(readings, subject)


def subject_entry(readings: Readings, subject: SharedSubject) -> PoolEntry:
    """Return a shared subject as an entry of its pool."""
    waited = readings.since(subject.raised_on)
    left = (subject.before - readings.today).days if subject.before else 3650
    return PoolEntry(
        kind=SourceKind.SHARED_SUBJECT,
        source_id=subject.id,
        title=subject.title,
        question=subject.question,
        squares=subject_squares(subject.before, waited, readings.today),
        words=subject_words(readings.communes, waited, subject.before, readings.today),
        minutes=USUAL_MINUTES[SourceKind.SHARED_SUBJECT],
        part_kind=PART_OF[SourceKind.SHARED_SUBJECT],
        weight=waited - left / 10_000,
        search=sort_key(f"{subject.title} {subject.question}"),
    )


def subject_words(communes: int, meetings: int, before: date | None, today: date) -> str:
    """Write « 16 communes, avant le 3 mars », or for how many meetings a shared subject has waited."""
    words = plural(communes, "commune", "communes")
    return f"{words}, avant le {date_near(before, today)}" if before else words + _waiting(meetings)


def _carried_entries(readings: Readings, waiting: set[str]) -> Iterable[PoolEntry]:
    """Undone items, recurring ones, and those with an open action unless their source waits in its pool."""
    for item in readings.undone:
        again = item.discussed and not item.recurring
        elsewhere = item.source_id in readings.taken or (again and item.source_id in waiting)
        if item.id not in readings.taken and not (item.source_id and elsewhere):
            yield _carried_entry(readings, item)


def _carried_entry(readings: Readings, item: AgendaItem) -> PoolEntry:
    undone = item.discussed is not True
    meeting = readings.meetings[item.meeting_id]
    squares = _OPEN_ACTION_SQUARES
    if undone or item.recurring:
        squares = _UNDONE_SQUARES
    return PoolEntry(
        kind=SourceKind.CARRIED_OVER,
        source_id=item.id,
        title=item.title,
        question=item.question,
        squares=squares,
        words=_carried_words(readings, item, meeting.day),
        minutes=item.minutes,
        part_kind=readings.parts.get(item.part_id, PartKind.FREE),
        weight=-meeting.day.toordinal(),
        undone=undone,
        recurring=item.recurring,
        circle_id=meeting.circle_id,
        search=sort_key(f"{item.title} {item.question}"),
    )


def _carried_words(readings: Readings, item: AgendaItem, day: date) -> str:
    """Say by which of the three rules an item comes back (product § 3.3)."""
    if item.discussed is not True:
        return f"faute de temps le {date_near(day, readings.today)}"
    if item.recurring:
        return "revient à chaque réunion"
    owner = readings.open_actions.get(item.id, "")
    return "action encore ouverte" + (f", {owner}" if owner else "")


def judge(readings: Readings, source: tuple[SourceKind, str]) -> PoolEntry | None:
    """Return the entry that an item's source would be in its pool; nothing for a free item."""
    kind, source_id = source
    if kind is SourceKind.GREY_ZONE:
        zones = (zone_entry(readings, zone) for zone in readings.zones if zone.id == source_id)
        return next(zones, None)
    if kind is SourceKind.RAISED_THEME:
        themes = (theme_entry(readings, theme) for theme in readings.themes if theme.id == source_id)
        return next(themes, None)
    subjects = (subject_entry(readings, subject) for subject in readings.subjects if subject.id == source_id)
    return next(subjects, None)
