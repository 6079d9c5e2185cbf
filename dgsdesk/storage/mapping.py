"""The imperative mapping: one table per kind of entity, its columns read off the dataclass.

The domain stays free of SQL; what SQL needs to know besides the fields (which ids point where, what is
searched by) stands here.
"""

from __future__ import annotations

import typing
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.orm import registry

from dgsdesk.domain import (
    action,
    agenda,
    arrival,
    circle,
    competence,
    dispatch,
    dossier,
    dossier_conflict,
    grey_zone,
    host_rota,
    library,
    meeting,
    minutes,
    network,
    retention,
    roadmap,
    theme,
)
from dgsdesk.domain.belonging import FREE, POINTS_TO
from dgsdesk.domain.entity import Entity
from dgsdesk.storage.columns import column_type
from dgsdesk.storage.rows import table_name, without_none

ENTITIES: tuple[type[Entity], ...] = (
    network.Network,
    network.Organisation,
    network.Person,
    network.Appointment,
    network.Commission,
    network.CommissionMember,
    network.Attachment,
    library.LibraryDocument,
    library.DocumentUse,
    library.FileText,
    network.Letterhead,
    network.KnownWord,
    network.EarlierPopulation,
    network.SharedService,
    network.ServiceMembership,
    circle.Circle,
    circle.MembershipRule,
    circle.MembershipException,
    circle.ClosedPeriod,
    circle.AgendaTemplate,
    meeting.Meeting,
    meeting.Attendance,
    meeting.Sending,
    dispatch.DispatchChange,
    host_rota.HostTurn,
    host_rota.HostBlackout,
    host_rota.HostExemption,
    host_rota.HostRoom,
    host_rota.HostLegacy,
    competence.HeldCompetence,
    grey_zone.GreyZone,
    grey_zone.Practice,
    grey_zone.Position,
    theme.SharedSubject,
    theme.RaisedTheme,
    theme.Support,
    theme.ThemeCall,
    theme.CallAnswer,
    roadmap.PoliticalRequest,
    roadmap.RequestWork,
    agenda.AgendaPart,
    agenda.AgendaItem,
    agenda.PreparationTask,
    agenda.AgendaVersion,
    minutes.MinutesEntry,
    minutes.Suggestion,
    minutes.Unplaced,
    minutes.MinutesConflict,
    minutes.MinutesVersion,
    minutes.Circulation,
    minutes.Observation,
    minutes.KnownAuthor,
    minutes.ExpressApproval,
    minutes.Approval,
    minutes.Rectification,
    action.Decision,
    action.Action,
    arrival.Arrival,
    arrival.KnownAddress,
    arrival.KnownColumns,
    dossier.Dossier,
    dossier_conflict.FieldConflict,
    dossier_conflict.DossierMemory,
    retention.RetentionPeriod,
)

_SOUGHT_BY = frozenset(
    {
        (agenda.AgendaItem, "source_id"),
        (agenda.AgendaItem, "source_kind"),
        (agenda.AgendaItem, "discussed"),
        (agenda.AgendaItem, "recurring"),
        (agenda.AgendaItem, "referral"),
        (action.Action, "state"),
        (action.Action, "done_on"),
        (action.Action, "owner"),
        (meeting.Meeting, "day"),
        (minutes.MinutesVersion, "made_at"),
    }
)
"""Fields by which a few rows of tens of thousands are looked for: they have an index, as have references."""

metadata = MetaData()
mapper_registry = registry(metadata=metadata)

journal_entry = Table(
    "journal_entry",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("command", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("fold", Text, nullable=False),
    Column("began", Text, nullable=False),
    Column("machine", Text, nullable=False),
    sqlite_autoincrement=True,
)
journal_change = Table(
    "journal_change",
    metadata,
    Column("sequence", ForeignKey("journal_entry.sequence"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("row_id", Text, nullable=False, index=True),
    Column("before", Text),
    Column("after", Text),
)


def kind_named(name: str) -> type[Entity]:
    """Return the entity class of a name in the journal."""
    return {kind.__name__: kind for kind in ENTITIES}[name]


def _column(kind: type[Entity], name: str, hint: Any) -> Column[Any]:
    value, optional = without_none(hint)
    if name == "id":
        return Column("id", Text, primary_key=True)
    target = None if (kind, name) in FREE else POINTS_TO.get(name)
    if target is None:
        assert not name.endswith("_id") or (kind, name) in FREE, f"{kind.__name__}.{name} points nowhere"
        return Column(name, column_type(value), nullable=optional)
    key = ForeignKey(f"{table_name(target)}.id", deferrable=True, initially="DEFERRED")
    return Column(name, Text, key, nullable=optional)


def _table(kind: type[Entity]) -> Table:
    hints = typing.get_type_hints(kind)
    name = table_name(kind)
    columns = [_column(kind, field.name, hints[field.name]) for field in fields(kind)]
    table = Table(name, metadata, *columns)
    for column in columns:
        if column.foreign_keys or (kind, column.name) in _SOUGHT_BY:
            Index(f"ix_{name}_{column.name}", column)
    return table


@cache
def map_entities() -> MetaData:
    """Map every entity once for the whole process; return the tables."""
    for kind in ENTITIES:
        mapper_registry.map_imperatively(kind, _table(kind))
    mapper_registry.configure()
    return metadata
