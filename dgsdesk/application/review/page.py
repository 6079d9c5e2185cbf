"""What the page « Faire relire » shows: the deadline, the draft, the observations by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dgsdesk.application.desk import View
from dgsdesk.application.meeting.steps import COUNTING_WORDS
from dgsdesk.application.membership import members_on
from dgsdesk.application.minutes.content import content_json
from dgsdesk.application.minutes.frozen_text import altered_words
from dgsdesk.application.minutes.text import TextItem, minutes_text
from dgsdesk.application.minutes.version import circulations_of, standing_circulation
from dgsdesk.application.naming import seat_name
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.clock import Clock, deadline_of
from dgsdesk.application.review.express_approval import SeatRow, express_words, seat_rows
from dgsdesk.application.review.groups import grouped_observations
from dgsdesk.application.review.rows import ObservationGroup, observation_groups
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.meeting import Meeting, MeetingState, Sending, SendingKind
from dgsdesk.domain.minutes import (
    Approval,
    ApprovalStanding,
    Circulation,
    MinutesVersion,
    Observation,
    ObservationState,
    Unplaced,
    UnplacedFate,
    approval_standing,
    blocks,
    version_label,
)
from dgsdesk.domain.reconciliation import Asked
from dgsdesk.domain.wording import NBSP, WEEKDAYS, capitalised, date_full, day_and_month, plural


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
    settled since then changed it in substance, so that a new circulation should be thought of; ``restarts``
    that a new clock was chosen for it. ``clocks`` says what keeping and restarting the clock would mean,
    with their days; ``altered`` that a frozen text is not what was frozen; ``unplaced`` counts the texts that
    wait for a place. ``arrived`` gives the arrival (its id) that a source names, whole as it came.
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
    restarts: bool
    seats: tuple[SeatRow, ...]
    clocks: tuple[str, str]
    altered: str
    unplaced: int
    arrived: Mapping[str, str] = field(default_factory=dict)

    @property
    def express(self) -> str:
        """Write « 9 approbations expresses sur 16 », empty when there is none."""
        return express_words(self.seats)

    @property
    def silent(self) -> int:
        """How many seats have not answered."""
        return sum(seat.silent for seat in self.seats)

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
    asked = grouped_observations(store, meeting_id, text)
    requests = [one for every in asked.values() for one in every]
    circulation = standing_circulation(circulations_of(store, meeting_id))
    version = store.get(MinutesVersion, circulation.version_id) if circulation else None
    still_open = [one for one in requests if one.lead.state is ObservationState.OPEN]
    return ReviewPage(
        meeting_id=meeting_id,
        today=view.clock.today(),
        state=meeting.state,
        version=version.number if version else 0,
        deadline=_deadline(view, meeting, circulation, observations, requests) if circulation else None,
        settled=len(requests) - len(still_open),
        open=len(still_open),
        groups=observation_groups(text, asked),
        items=text.items,
        authors=_authors(store, view.clock.today()),
        changed=version is not None and version.content != content_json(text),
        substance=circulation is not None and _substance(circulation, observations),
        restarts=any(one.restarts for one in observations),
        seats=seat_rows(store, meeting, circulation) if circulation else (),
        clocks=_clocks(view, meeting, circulation) if circulation else ("", ""),
        altered=altered_words(store, meeting),
        unplaced=len(store.find(Unplaced, meeting_id=meeting_id, fate=UnplacedFate.WAITING)),
        arrived=_arrived(store, observations),
    )


def _arrived(store: Store, observations: list[Observation]) -> dict[str, str]:
    named = {one.source for one in observations if one.source}
    found = store.find(Arrival, name=named) if named else []
    return {one.name: one.id for one in found if one.meeting_id == observations[0].meeting_id}


def _clocks(view: View, meeting: Meeting, running: Circulation) -> tuple[str, str]:
    """Say what keeping the clock means, then what restarting it today would."""
    today = view.clock.today()
    over = running.last_day < today
    kept = f"Garder le délai{NBSP}: {'échu le' if over else 'jusqu’au'} {date_full(running.last_day)}"
    fresh = deadline_of(view.store, meeting, today, today, Clock.RESTART, running, 0)
    again = (
        f"Faire repartir le délai avec une nouvelle version{NBSP}: jusqu’au {date_full(fresh.last_day)}, "
        "si elle part aujourd’hui"
    )
    return f"{kept} inclus", again


def _substance(circulation: Circulation, observations: list[Observation]) -> bool:
    return any(
        one.changes_substance and one.settled_on is not None and one.settled_on >= circulation.sent_on
        for one in observations
    )


def _authors(store: Store, today: date) -> tuple[tuple[str, str], ...]:
    return tuple((seat.organisation_id, seat_name(seat)) for seat in members_on(store, today))


def _deadline(
    view: View,
    meeting: Meeting,
    circulation: Circulation,
    observations: list[Observation],
    requests: list[Asked],
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
        title=_approved_title(approval) if approval else _title(standing, circulation, requests, left),
        line=_line(view.store, circulation),
        sentence=f"{capitalised(circulation.sentence)}.",
    )


def _approved_title(approval: Approval) -> str:
    return f"Approuvé le {date_full(approval.approved_on)}"


def _title(standing: ApprovalStanding, circulation: Circulation, requests: list[Asked], left: int) -> str:
    if standing is ApprovalStanding.DUE:
        return "Délai écoulé, aucune observation en suspens : l’approbation peut être constatée"
    if standing is ApprovalStanding.BLOCKED:
        waiting = sum(any(map(blocks, one.observations)) for one in requests)
        if not waiting:
            return f"Délai écoulé{NBSP}: la nouvelle version, dont le fond a changé, reste à envoyer"
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
