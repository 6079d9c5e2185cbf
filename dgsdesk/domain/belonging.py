"""What belongs to what: whose history a row is part of, and with what it is deleted and brought back.

Things are what people know by a name and look up; all other rows are details of things.
"""

from __future__ import annotations

from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, AgendaVersion, PreparationTask
from dgsdesk.domain.arrival import Arrival, KnownAddress, KnownColumns
from dgsdesk.domain.circle import AgendaTemplate, Circle, ClosedPeriod, MembershipException, MembershipRule
from dgsdesk.domain.competence import HeldCompetence
from dgsdesk.domain.dispatch import DispatchChange
from dgsdesk.domain.dossier import Dossier
from dgsdesk.domain.dossier_conflict import DossierMemory, FieldConflict
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.grey_zone import GreyZone, Position, Practice
from dgsdesk.domain.host_rota import HostBlackout, HostExemption, HostLegacy, HostRoom, HostTurn
from dgsdesk.domain.library import DocumentUse, FileText, LibraryDocument
from dgsdesk.domain.meeting import Attendance, Meeting, Sending
from dgsdesk.domain.minutes import (
    Approval,
    Circulation,
    ExpressApproval,
    KnownAuthor,
    MinutesConflict,
    MinutesEntry,
    MinutesVersion,
    Observation,
    Rectification,
    Suggestion,
    Unplaced,
)
from dgsdesk.domain.network import (
    Appointment,
    Attachment,
    Commission,
    CommissionMember,
    EarlierPopulation,
    KnownWord,
    Letterhead,
    Network,
    Organisation,
    Person,
    ServiceMembership,
    SharedService,
)
from dgsdesk.domain.retention import RetentionPeriod
from dgsdesk.domain.roadmap import PoliticalRequest, RequestWork
from dgsdesk.domain.theme import CallAnswer, RaisedTheme, SharedSubject, Support, ThemeCall

THINGS: frozenset[type[Entity]] = frozenset(
    {
        *(Meeting, AgendaItem, Decision, Action, Observation, Circle),
        *(GreyZone, SharedSubject, RaisedTheme, PoliticalRequest, LibraryDocument),
        *(Organisation, Person, Commission, SharedService, Arrival),
    }
)
"""What has a history of its own, and can be found among what was deleted."""

_MEETING, _ITEM, _ORGANISATION = ("meeting_id",), ("meeting_id", "item_id"), ("organisation_id",)

OWNERS: dict[type[Entity], tuple[str, ...]] = {
    Network: (),
    Organisation: (),
    Person: (),
    Appointment: ("organisation_id", "person_id"),
    Commission: (),
    CommissionMember: ("commission_id", "person_id"),
    Attachment: ("owner_id",),
    LibraryDocument: (),
    DocumentUse: ("document_id", "owner_id"),
    FileText: (),
    Letterhead: _ORGANISATION,
    KnownWord: (),
    EarlierPopulation: _ORGANISATION,
    SharedService: (),
    ServiceMembership: ("service_id", "organisation_id"),
    Circle: (),
    MembershipRule: ("circle_id",),
    MembershipException: ("circle_id", "organisation_id"),
    ClosedPeriod: ("circle_id",),
    AgendaTemplate: ("circle_id",),
    Meeting: (),
    Attendance: _MEETING,
    Sending: _MEETING,
    DispatchChange: _MEETING,
    HostTurn: ("host_id", "meeting_id"),
    HostBlackout: _ORGANISATION,
    HostExemption: _ORGANISATION,
    HostRoom: _ORGANISATION,
    HostLegacy: _ORGANISATION,
    HeldCompetence: (),
    GreyZone: (),
    Practice: ("grey_zone_id",),
    Position: ("grey_zone_id",),
    SharedSubject: (),
    RaisedTheme: (),
    Support: ("theme_id",),
    ThemeCall: ("circle_id",),
    CallAnswer: ("call_id",),
    PoliticalRequest: (),
    RequestWork: ("request_id",),
    AgendaPart: _MEETING,
    AgendaItem: _MEETING,
    PreparationTask: ("item_id",),
    AgendaVersion: _MEETING,
    MinutesEntry: _ITEM,
    Suggestion: _MEETING,
    Unplaced: _MEETING,
    MinutesConflict: _ITEM,
    MinutesVersion: _MEETING,
    Circulation: _MEETING,
    Observation: _ITEM,
    KnownAuthor: _ORGANISATION,
    ExpressApproval: _MEETING,
    Approval: _MEETING,
    Rectification: _MEETING,
    RetentionPeriod: (),
    Decision: _ITEM,
    Action: (*_ITEM, "decision_id"),
    Arrival: _MEETING,
    KnownAddress: _ORGANISATION,
    KnownColumns: (),
    Dossier: _MEETING,
    FieldConflict: _MEETING,
    DossierMemory: _MEETING,
}
"""Each kind with its fields that name the things it is a detail of, whose history tells of its rows."""

POINTS_TO: dict[str, type[Entity]] = {
    "organisation_id": Organisation,
    "host_id": Organisation,
    "lender_id": Organisation,
    "raised_by_id": Organisation,
    "person_id": Person,
    "owner_id": Person,
    "commission_id": Commission,
    "service_id": SharedService,
    "document_id": LibraryDocument,
    "circle_id": Circle,
    "meeting_id": Meeting,
    "settled_meeting_id": Meeting,
    "grey_zone_id": GreyZone,
    "theme_id": RaisedTheme,
    "call_id": ThemeCall,
    "request_id": PoliticalRequest,
    "part_id": AgendaPart,
    "item_id": AgendaItem,
    "version_id": MinutesVersion,
    "former_version_id": MinutesVersion,
    "circulation_id": Circulation,
    "replaced_by_id": Decision,
    "decision_id": Decision,
    "logo_id": Attachment,
    "base_document_id": Attachment,
}
"""Field name -> what its id points to. Other fields that end in ``_id`` are free (``source_id``, ``owner_id``
of an attachment)."""

FREE: set[tuple[type[Entity], str]] = {
    (Attachment, "owner_id"),
    (DocumentUse, "owner_id"),
    (Circle, "model_id"),
    (Network, "model_id"),
    (AgendaItem, "source_id"),
    (RequestWork, "source_id"),
    (Suggestion, "theme_id"),  # the theme may be merged or removed
    (Meeting, "current_item_id"),  # a constraint would make a circle of tables
    (Dossier, "family_id"),
    (Dossier, "meeting_id"),  # what left is remembered whatever becomes of the meeting
    (Dossier, "laptop_id"),
}
"""The fields that name something which may be gone: nothing binds them."""

FOR_GOOD = frozenset({"ApplyRetention"})
"""The commands whose deletions are never offered again, since the law wanted them (RGPD art. 5)."""
