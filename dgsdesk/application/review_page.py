"""What the page « Faire relire » shows: the deadline, the draft, the observations by item."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.desk import View
from dgsdesk.application.membership import members_on
from dgsdesk.application.minutes_content import content_json
from dgsdesk.application.minutes_text import MinutesText, TextItem, minutes_text
from dgsdesk.application.minutes_version import circulations_of, standing_circulation, version_label
from dgsdesk.application.naming import seat_name
from dgsdesk.application.ports.store import Store
from dgsdesk.application.steps import COUNTING_WORDS
from dgsdesk.domain.meeting import Meeting, MeetingState, Sending, SendingKind
from dgsdesk.domain.minutes import (
    Approval,
    ApprovalStanding,
    Circulation,
    MinutesVersion,
    Observation,
    ObservationState,
    ObservationWay,
    approval_standing,
)
from dgsdesk.domain.proposal import Change, Proposal, change_in
from dgsdesk.domain.richtext import block_text
from dgsdesk.domain.wording import NBSP, WEEKDAYS, capitalised, date_full, day_and_month, plural

WAY_WORDS = {
    ObservationWay.TYPED: "saisie",
    ObservationWay.WORD: "Word",
    ObservationWay.EMAIL: "courriel",
}
"""How a page says by which way an observation came."""


@dataclass(frozen=True)
class ObservationRow:
    """One observation as shown.

    ``change`` shows the proposal in its text, None when there is none or its passage is gone; ``number``
    stays what it is.
    """

    id: str
    number: int
    item_id: str | None
    author: str
    way: ObservationWay
    received_on: date
    late: bool
    text: str
    quote: str
    proposed: str
    change: Change | None
    state: ObservationState
    reply: str
    changes_substance: bool


@dataclass(frozen=True)
class ObservationGroup:
    """The observations on one item; those of no known item come first, without ``item_id``."""

    item_id: str | None
    heading: str
    line: str
    rows: tuple[ObservationRow, ...]


@dataclass(frozen=True)
class DeadlineView:
    """The clock as shown: ``left`` days of ``days``, a title, a line below, the whole sentence."""

    standing: ApprovalStanding
    approved: bool
    left: int
    days: int
    title: str
    line: str
    sentence: str


@dataclass(frozen=True)
class ReviewPage:
    """Everything that the page shows.

    ``changed`` tells that the text is no longer what was sent round, ``substance`` that an observation
    settled since then changed it in substance, so that a new circulation should be thought of.
    """

    meeting_id: str
    today: date
    state: MeetingState
    version: int
    deadline: DeadlineView | None
    settled: int
    open: int
    groups: tuple[ObservationGroup, ...]
    items: tuple[TextItem, ...]
    authors: tuple[tuple[str, str], ...]
    changed: bool
    substance: bool

    @property
    def draft_words(self) -> str:
        """Write « Projet, version 2 »."""
        return f"Projet, {version_label(self.version)}" if self.version else "Projet"


def review_page(view: View, meeting_id: str) -> ReviewPage:
    """Return the page of one meeting; raises NotFound."""
    store = view.store
    meeting = store.get(Meeting, meeting_id)
    text = minutes_text(store, meeting_id)
    observations = store.find(Observation, meeting_id=meeting_id)
    circulation = standing_circulation(circulations_of(store, meeting_id))
    version = store.get(MinutesVersion, circulation.version_id) if circulation else None
    still_open = [one for one in observations if one.state is ObservationState.OPEN]
    return ReviewPage(
        meeting_id=meeting_id,
        today=view.clock.today(),
        state=meeting.state,
        version=version.number if version else 0,
        deadline=_deadline(view, meeting, circulation, observations) if circulation else None,
        settled=len(observations) - len(still_open),
        open=len(still_open),
        groups=_groups(text, observations),
        items=text.items,
        authors=_authors(store, view.clock.today()),
        changed=version is not None and version.content != content_json(text),
        substance=circulation is not None and _substance(circulation, observations),
    )


def _substance(circulation: Circulation, observations: list[Observation]) -> bool:
    return any(
        one.changes_substance and one.settled_on is not None and one.settled_on >= circulation.sent_on
        for one in observations
    )


def _authors(store: Store, today: date) -> tuple[tuple[str, str], ...]:
    return tuple((seat.organisation_id, seat_name(seat)) for seat in members_on(store, today))


def _groups(text: MinutesText, observations: list[Observation]) -> tuple[ObservationGroup, ...]:
    by_item: dict[str | None, list[Observation]] = defaultdict(list)
    for observation in observations:
        by_item[observation.item_id].append(observation)
    lost = by_item.pop(None, [])
    first = [_group(None, "À rattacher", "", lost)] if lost else []
    placed = [
        _group(item.id, item.heading, item_words(item), by_item[item.id])
        for item in text.items
        if item.id in by_item
    ]
    return (*first, *placed)


def _group(item_id: str | None, heading: str, words: str, rows: list[Observation]) -> ObservationGroup:
    shown = tuple(_row(row, words) for row in rows)
    return ObservationGroup(item_id, heading, _group_line(rows, placed=item_id is not None), shown)


def _group_line(rows: list[Observation], *, placed: bool) -> str:
    count = plural(len(rows), "observation", "observations")
    if not placed:
        authors = ", ".join(dict.fromkeys(row.author for row in rows))
        return f"{count} sans point reconnu, {authors}"
    left = sum(row.state is ObservationState.OPEN for row in rows)
    if not left:
        return f"{count}, {'traitée' if len(rows) == 1 else 'traitées'}"
    return f"{count}, à traiter" if left == len(rows) else f"{count}, {left} à traiter"


def item_words(item: TextItem) -> str:
    """Return all words of an item as read: its text, then its decisions, one line a block."""
    return "\n".join([*map(block_text, item.text.blocks), *(decision.text for decision in item.decisions)])


def _row(row: Observation, words: str) -> ObservationRow:
    change = change_in(words, Proposal(row.quote, row.proposed)) if row.proposed else None
    return ObservationRow(
        id=row.id,
        number=row.position,
        item_id=row.item_id,
        author=row.author,
        way=row.way,
        received_on=row.received_on,
        late=row.late,
        text=row.text,
        quote=row.quote,
        proposed=row.proposed,
        change=change,
        state=row.state,
        reply=row.reply,
        changes_substance=row.changes_substance,
    )


def _deadline(
    view: View, meeting: Meeting, circulation: Circulation, observations: list[Observation]
) -> DeadlineView:
    today = view.clock.today()
    standing = approval_standing(circulation, observations, today)
    approvals = [one for one in view.store.find(Approval, meeting_id=meeting.id) if not one.revoked]
    approval = approvals[-1] if approvals else None
    left = (circulation.last_day - today).days
    return DeadlineView(
        standing=standing,
        approved=approval is not None,
        left=max(0, left),
        days=max(1, (circulation.last_day - circulation.sent_on).days),
        title=_approved_title(approval) if approval else _title(standing, circulation, observations, left),
        line=_line(view.store, circulation),
        sentence=f"{capitalised(circulation.sentence)}.",
    )


def _approved_title(approval: Approval) -> str:
    return f"Approuvé le {date_full(approval.approved_on)}"


def _title(
    standing: ApprovalStanding, circulation: Circulation, observations: list[Observation], left: int
) -> str:
    if standing is ApprovalStanding.DUE:
        return "Délai écoulé, aucune observation en suspens : l’approbation peut être constatée"
    if standing is ApprovalStanding.BLOCKED:
        waiting = sum(one.state is ObservationState.OPEN and not one.late for one in observations)
        count = plural(waiting, "observation", "observations")
        return f"Délai écoulé{NBSP}: {count} à traiter avant l’approbation"
    day = _day(circulation.last_day)
    if left == 0:
        return f"Dernier jour{NBSP}: observations jusqu’à ce soir, {day}, minuit"
    return f"Encore {plural(left, 'jour', 'jours')}{NBSP}: observations jusqu’au {day} inclus"


def _line(store: Store, circulation: Circulation) -> str:
    """Say when it was sent, to how many, the rule and what silence does."""
    version = store.get(MinutesVersion, circulation.version_id)
    label = version_label(version.number)
    sent = store.find(Sending, meeting_id=circulation.meeting_id, kind=SendingKind.DRAFT, version=label)
    people = plural(len(sent), "personne", "personnes")
    unit = COUNTING_WORDS.get(circulation.counting_mode, "")
    return (
        f"Envoyé le {_day(circulation.sent_on)} à {people}, {circulation.days} jours {unit}. "
        f"Réputé approuvé le {_day(circulation.approved_on)} à{NBSP}0{NBSP}h, observations traitées."
    )


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day_and_month(day)}"
