"""A dossier that comes back: whether it may be taken, from which base, and what taking it would give."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from dgsdesk.application.command import Act
from dgsdesk.application.dossier.content import DossierContent, Rows
from dgsdesk.application.dossier.json_rows import rows_from_json
from dgsdesk.application.dossier.state import content_here, kept_memory
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.dossier import Dossier, DossierWay, Purpose
from dgsdesk.domain.dossier_memory import Memory, Version, is_news, ratified, take_version
from dgsdesk.domain.dossier_merge import MergedMeeting
from dgsdesk.domain.dossier_rows import Content, content_of
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import Network
from dgsdesk.domain.wording import date_full

add_sentences(
    {
        "dossier_foreign": (
            "Le dossier « {where} » vient d’un autre réseau : {epci}.",
            "Ouvrez-le avec le réseau dont il parle. Rien n’a été changé.",
        ),
        "dossier_other_meeting": (
            "Le dossier « {where} » parle d’une réunion qui n’est pas, ou plus, dans ce réseau.",
            "Rétablissez la réunion depuis l’historique, ou écartez ce dossier. Rien n’a été changé.",
        ),
        "dossier_from_here": (
            "Le dossier « {where} » est parti d’ici : il n’apporte rien.",
            "Attendez celui que son destinataire renverra. Rien n’a été changé.",
        ),
        "dossier_brings_nothing": (
            "Le dossier « {where} » était seulement à lire : il n’apporte rien.",
            "Demandez un dossier à compléter, ou notez vous-même ce qu’on vous en dit. Rien n’a été changé.",
        ),
        "dossier_replayed": (
            "Le dossier « {where} » a déjà été repris le {day}.",
            "Il ne change plus rien.",
        ),
        "dossier_older": (
            "Un dossier plus récent du même poste a déjà été repris : « {where} » n’apporte rien.",
            "Demandez à {sender} ce qui manquerait. Rien n’a été changé.",
        ),
        "dossier_base_unknown": (
            "Le dossier « {where} » répond à un état de la réunion qui n’est jamais parti d’ici.",
            "Préparez un nouveau dossier pour {sender}, qui y reportera son travail. Rien n’a été changé.",
        ),
        "dossier_too_late": (
            "Le compte rendu n’est plus en rédaction : le dossier « {where} » ne peut plus le changer.",
            "Notez ce qu’il demande comme observation. Rien n’a été changé.",
        ),
        "dossier_not_in_review": (
            "Le compte rendu n’est pas en relecture : le dossier « {where} » n’apporte que des observations.",
            "Mettez d’abord le projet en circulation. Rien n’a été changé.",
        ),
    }
)

_OPEN = frozenset({MeetingState.PLANNED, MeetingState.INVITED, MeetingState.HELD, MeetingState.DRAFTING})
"""The states in which agenda and minutes may still come back changed."""


@dataclass(frozen=True)
class DossierPlan:
    """A dossier read and merged, not yet written: our rows as they stand, and what they would become.

    ``said_by`` names the sender of each side. A dossier that only remarks has no ``merged``.
    """

    dossier: DossierContent
    meeting: Meeting
    now: Content
    memory: Memory | None = None
    merged: MergedMeeting | None = None
    said_by: Mapping[str, str] | None = None


def planned_dossier(source: View | Act, name: str, dossier: DossierContent) -> DossierPlan:
    """Return what a dossier would do.

    Raises RuleBroken: "dossier_foreign", "dossier_other_meeting", "dossier_from_here",
    "dossier_brings_nothing", "dossier_replayed", "dossier_older", "dossier_base_unknown",
    "dossier_too_late", "dossier_not_in_review".
    """
    store, manifest = source.store, dossier.manifest
    meeting = _meeting(store, name, dossier)
    now = content_here(store, meeting.id)
    if manifest.purpose is Purpose.OBSERVE:
        if meeting.state is not MeetingState.CIRCULATED:
            raise RuleBroken("dossier_not_in_review", where=name)
        _base(source, name, dossier)
        return DossierPlan(dossier, meeting, now)
    if meeting.state not in _OPEN:
        raise RuleBroken("dossier_too_late", where=name)
    base_id, base = _base(source, name, dossier)
    memory = _memory(source, meeting.id, base_id, now)
    version = Version(
        manifest.sender.laptop_id,
        manifest.counter,
        manifest.dossier_id,
        base_id,
        content_of(base),
        content_of(dossier.rows),
    )
    if not is_news(memory, version):
        raise RuleBroken("dossier_older", where=name, sender=manifest.sender.name)
    memory, merged = take_version(memory, now, version)
    return DossierPlan(
        dossier, meeting, now, memory, merged, _names(store, memory, version, manifest.sender.name)
    )


def _meeting(store: Store, name: str, dossier: DossierContent) -> Meeting:
    """Return the meeting that a dossier speaks of, after all that speaks against taking it."""
    manifest = dossier.manifest
    (network,) = store.find(Network)
    if network.id != manifest.network_id:
        raise RuleBroken("dossier_foreign", where=name, epci=manifest.epci)
    for known in store.find(Dossier, id=manifest.dossier_id):
        if known.way is DossierWay.TAKEN:
            raise RuleBroken("dossier_replayed", where=name, day=date_full(known.made_at.date()))
        raise RuleBroken("dossier_from_here", where=name)
    if manifest.purpose is Purpose.READ:
        raise RuleBroken("dossier_brings_nothing", where=name)
    meetings = store.find(Meeting, id=manifest.meeting_id)
    if not meetings:
        raise RuleBroken("dossier_other_meeting", where=name)
    return meetings[0]


def _base(source: View | Act, name: str, dossier: DossierContent) -> tuple[str, Rows]:
    """Return the state that a dossier’s changes are counted from, by its hash.

    A return answers a state that left from here; a later dossier of whoever sent us the meeting answers the
    first one that we opened of that laptop.
    """
    manifest = dossier.manifest
    found = source.store.find(Dossier, meeting_id=manifest.meeting_id)
    if dossier.base is not None:
        sent = {one.state_sha256 for one in found if one.way is DossierWay.SENT}
        if manifest.base_sha256 in sent:
            return manifest.base_sha256, dossier.base
    else:
        for one in found:
            if one.way is DossierWay.OPENED and one.laptop_id == manifest.sender.laptop_id:
                return one.state_sha256, rows_from_json(json.loads(source.files.get(one.state_sha256)))[0]
    raise RuleBroken("dossier_base_unknown", where=name, sender=manifest.sender.name)


def _memory(source: View | Act, meeting_id: str, base_id: str, now: Content) -> Memory | None:
    """Return what is remembered; once the meeting left anew as it stood, all that was taken is ours."""
    found = kept_memory(source.store, source.files, meeting_id)
    if found is None:
        return None
    kept, memory = found
    if base_id in {one.base_id for one in memory.versions}:
        return memory
    sent = source.store.find(Dossier, meeting_id=meeting_id, way=DossierWay.SENT, state_sha256=base_id)
    newer = any(one.counter > kept.counter for one in sent)
    return ratified(memory, now) if newer else memory


def _names(store: Store, memory: Memory, version: Version, sender: str) -> dict[str, str]:
    """Return who sent each side’s version."""
    records = {one.id: one for one in store.find(Dossier, id={one.dossier_id for one in memory.versions})}
    named = {one.side: records[one.dossier_id].sender for one in memory.versions if one.dossier_id in records}
    return {**named, version.side: sender}
