"""A dossier among what came back: what taking it would do, by the same rules as when it is opened alone."""

from __future__ import annotations

from collections.abc import Iterator

from dgsdesk.application.arrival.content import ArrivalPart
from dgsdesk.application.arrival.plan import FieldChange, PartPlan, PlannedDossier, meeting_words
from dgsdesk.application.command import Act
from dgsdesk.application.dossier.take import TakePreview, previewed, take_read
from dgsdesk.application.sentences import sentence
from dgsdesk.application.view import View
from dgsdesk.domain.errors import KnownError, RuleBroken
from dgsdesk.domain.meeting import Meeting

_SPENT = frozenset({"dossier_replayed", "dossier_older", "dossier_from_here", "dossier_brings_nothing"})
"""Why a dossier does nothing that nobody need look at again."""

BACKUP = "reprise"


def plan_dossier(part: ArrivalPart, view: View) -> PartPlan:
    """Plan a dossier; one that is sealed, forged or of somewhere else waits for a person."""
    try:
        dossier = view.office.read_dossier(part.content, part.name)
    except KnownError as error:
        return PartPlan(part.name, part.kind, "Dossier de réunion", reason=sentence(error).message)
    preview = previewed(view, part.name, dossier)
    manifest = dossier.manifest
    known = view.store.find(Meeting, id=manifest.meeting_id)
    meeting_id = known[0].id if known else None
    found = f"Dossier de {manifest.sender.name}, {meeting_words(known[0] if known else None).lower()}"
    if preview.refused:
        found = f"{found.rstrip(', ')} : {preview.refused}"
        reason = "" if preview.refused_code in _SPENT else preview.refused
        return PartPlan(part.name, part.kind, found, meeting_id, reason=reason)
    if preview.dossier.changed_key:
        return PartPlan(part.name, part.kind, found, meeting_id, reason=preview.dossier.sentence)
    act = PlannedDossier(part.name, part.content)
    return PartPlan(
        part.name, part.kind, f"{found} : {preview.sentence}", meeting_id, tuple(_changes(preview)), (act,)
    )


def _changes(preview: TakePreview) -> Iterator[FieldChange]:
    for row in preview.taken:
        for change in row.changes:
            yield FieldChange(f"{row.heading}, {change.what}", change.before, change.after)
        if not row.changes:
            yield FieldChange(row.heading, "", row.what)
    for clash in preview.conflicts:
        what = f"Conflit à régler, {clash.heading}, {clash.what}"
        yield FieldChange(what, clash.ours, f"{clash.who} : {clash.theirs or 'retiré'}")
    for text in preview.unplaced:
        yield FieldChange("À rattacher", "", text)
    for remark in preview.observations:
        yield FieldChange(f"Observation, {remark.what}", remark.before, remark.after)


def take_planned(act: Act, planned: PlannedDossier) -> None:
    """Take a dossier that was planned; one that another of the same drop made old changes nothing."""
    act.back_up_first(BACKUP)
    dossier = act.office.read_dossier(planned.content, planned.name)
    try:
        take_read(act, planned.name, dossier)
    except RuleBroken:
        return
