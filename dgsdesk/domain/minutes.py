"""Minutes (compte rendu): what was said, versions, observations, tacit approval (product § 3.9)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dgsdesk.domain.entity import Entity
from dgsdesk.domain.proposal import Proposal
from dgsdesk.domain.richtext import RichText


@dataclass(eq=False, kw_only=True)
class MinutesEntry(Entity):
    """What was said under one item; exactly one per item that has text."""

    meeting_id: str
    item_id: str
    text: RichText


@dataclass(eq=False, kw_only=True)
class Suggestion(Entity):
    """A subject suggested for next time, at the round-table that ends a meeting.

    ``theme_id`` is the raised theme that was made of it; that theme may have been merged or removed since.
    It is empty when the suggestion only gave its voice to a theme that waited already.
    """

    meeting_id: str
    position: int
    text: str
    raised_by_id: str | None = None
    theme_id: str = ""


class UnplacedFate(StrEnum):
    """What became of a text « à rattacher »; it is kept whatever becomes of it."""

    WAITING = "waiting"
    PLACED = "placed"
    OBSERVED = "observed"
    SET_ASIDE = "set_aside"


@dataclass(eq=False, kw_only=True)
class Unplaced(Entity):
    """Text of a returned file that belongs to no known item (« à rattacher »), until a person places it."""

    meeting_id: str
    position: int
    text: RichText
    source: str = ""
    fate: UnplacedFate = UnplacedFate.WAITING


class ConflictPart(StrEnum):
    """What of an item both sides changed."""

    TEXT = "text"
    TITLE = "title"
    DECISION = "decision"
    ACTION = "action"


class ConflictChoice(StrEnum):
    """What somebody chose in a conflict."""

    OPEN = "open"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    EDITED = "edited"


@dataclass(eq=False, kw_only=True)
class MinutesConflict(Entity):
    """A passage that was changed here and in a returned file; our words stand in the text meanwhile.

    ``base``, ``ours`` and ``theirs`` are the passage as sent, here and in the file (empty where it was taken
    out); an action is three lines: what, who, when. ``place`` is the block's place in the item's text when
    the file was read, ``subject`` the id of the decision or action. ``side`` tells the laptops and bases of
    dossiers, empty for a Word file. Settled ones are kept: the same file never asks twice.
    """

    meeting_id: str
    item_id: str
    position: int
    part: ConflictPart
    base: RichText
    ours: RichText
    theirs: RichText
    place: int
    source: str
    version: int
    read_at: datetime
    read_by: str = ""
    written_by: str = ""
    subject: str = ""
    choice: ConflictChoice = ConflictChoice.OPEN
    side: str = ""


class VersionKind(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    RECTIFICATION = "rectification"


@dataclass(eq=False, kw_only=True)
class MinutesVersion(Entity):
    """The minutes as they left the house. ``content`` is the whole text as JSON, ``sha256`` its hash."""

    meeting_id: str
    number: int
    kind: VersionKind
    made_at: datetime
    content: str
    sha256: str


TEMPLATE = 0
"""The number of the minutes as the agenda alone prefills them, before anybody wrote: they are not kept."""


def version_label(number: int) -> str:
    """Write « version 2 »; the prefilled one is « trame »."""
    return f"version {number}" if number != TEMPLATE else "trame"


@dataclass(eq=False, kw_only=True)
class Circulation(Entity):
    """A draft sent round: the clock of observations, as it was computed that day, with its rule in words."""

    meeting_id: str
    version_id: str
    sent_on: date
    days: int
    counting_mode: str
    zone: str
    last_day: date
    approved_on: date
    sentence: str
    superseded: bool = False


class ObservationState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REPHRASED = "rephrased"
    REFUSED = "refused"
    ANSWERED = "answered"


class ObservationWay(StrEnum):
    """The way by which an observation came."""

    TYPED = "typed"
    WORD = "word"
    EMAIL = "email"
    DOSSIER = "dossier"


@dataclass(eq=False, kw_only=True)
class Observation(Entity):
    """A remark on a draft, its place if known, and what was done of it.

    ``before`` and ``after`` are the words around ``quote`` when it was written; ``removes`` asks for the
    quote to go. ``source`` names the file or message that it came in. ``kept`` are the words that settling
    put in the text, None when it left the text alone; ``restarts`` that a new clock was chosen for its change
    of substance and that the new version was not sent round yet.
    """

    meeting_id: str
    position: int
    author: str
    received_on: date
    text: str
    item_id: str | None = None
    organisation_id: str | None = None
    quote: str = ""
    proposed: str = ""
    way: ObservationWay = ObservationWay.TYPED
    late: bool = False
    state: ObservationState = ObservationState.OPEN
    reply: str = ""
    settled_on: date | None = None
    changes_substance: bool = False
    before: str = ""
    after: str = ""
    removes: bool = False
    source: str = ""
    kept: str | None = None
    restarts: bool = False

    @property
    def proposal(self) -> Proposal:
        """What it asks to write."""
        return Proposal(self.quote, self.proposed, self.before, self.after, self.removes)


@dataclass(eq=False, kw_only=True)
class KnownAuthor(Entity):
    """A name that stands in files and messages, and the organisation that a person said it writes for."""

    name: str
    organisation_id: str


@dataclass(eq=False, kw_only=True)
class ExpressApproval(Entity):
    """Somebody’s word that they approve what a circulation sent; silence needs none, but it is counted."""

    meeting_id: str
    circulation_id: str
    organisation_id: str
    given_by: str
    given_on: date
    way: ObservationWay = ObservationWay.TYPED


@dataclass(eq=False, kw_only=True)
class Approval(Entity):
    """The fact that minutes are approved: by silence (``tacit``) or not, on which day, and the proof."""

    meeting_id: str
    version_id: str
    circulation_id: str
    approved_on: date
    confirmed_at: datetime
    tacit: bool
    revoked: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Correction:
    """One passage of approved minutes put right: in which item, what stood, what stands instead."""

    item_id: str
    quote: str
    wording: str


@dataclass(eq=False, kw_only=True)
class Rectification(Entity):
    """A numbered correction of approved minutes: why, when, from which frozen text to which."""

    meeting_id: str
    number: int
    version_id: str
    former_version_id: str
    reason: str
    made_on: date
    corrections: tuple[Correction, ...]


class ApprovalStanding(StrEnum):
    """Where the approval of circulated minutes stands today."""

    RUNNING = "running"
    BLOCKED = "blocked"
    DUE = "due"


def approval_standing(
    circulation: Circulation, observations: Iterable[Observation], today: date
) -> ApprovalStanding:
    """Tell whether approval runs, is blocked by an open timely observation, or is due.

    A pure function of the sending, the rule, the observations and today (product § 3.9). Late observations
    block nothing; a change of substance for which a new clock was chosen blocks until the new sending.
    """
    if today < circulation.approved_on:
        return ApprovalStanding.RUNNING
    blocked = any(blocks(obs) or obs.restarts for obs in observations)
    return ApprovalStanding.BLOCKED if blocked else ApprovalStanding.DUE


def blocks(observation: Observation) -> bool:
    """Tell whether an observation received in time still waits to be settled."""
    return observation.state is ObservationState.OPEN and not observation.late


def content_hash(content: str) -> str:
    """Return the SHA-256, in hexadecimal, of a version's content."""
    return hashlib.sha256(content.encode()).hexdigest()
