"""Frozen texts keep their hash: one that was altered outside of the program is told (product § 3.9)."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.desk import View
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import MinutesVersion, VersionKind, content_hash, version_label
from dgsdesk.domain.wording import date_full

add_sentences(
    {
        "text_altered": (
            "Le texte figé du compte rendu du {day} ({version}) ne correspond plus à son empreinte : "
            "il a été modifié hors du programme.",
            "Reprenez une sauvegarde antérieure, ou comparez-le aux documents diffusés. "
            "Rien ne peut être diffusé de ce texte.",
        ),
    }
)

NEWEST = 20
"""As many frozen texts are looked at each time that « Accueil » is read."""

PROVEN_AT_ONCE = 100
"""As many are looked at in one go behind « Accueil », which takes some ten milliseconds."""

_FROZEN = frozenset({VersionKind.APPROVED, VersionKind.RECTIFICATION})


def is_sound(version: MinutesVersion) -> bool:
    """Tell whether a version still says what its hash was made from."""
    return content_hash(version.content) == version.sha256


def altered_version(store: Store, meeting_id: str) -> MinutesVersion | None:
    """Return the first frozen version of a meeting that was altered, if any."""
    versions = store.find(MinutesVersion, meeting_id=meeting_id, kind=_FROZEN)
    return next((version for version in versions if not is_sound(version)), None)


def altered_words(store: Store, meeting: Meeting) -> str:
    """Say that a frozen text of a meeting was altered; empty when all are sound."""
    version = altered_version(store, meeting.id)
    return sentence_of(meeting, version) if version is not None else ""


def sentence_of(meeting: Meeting, version: MinutesVersion) -> str:
    """Write what is wrong with a frozen text, in one line."""
    return (
        f"Le texte figé du compte rendu du {date_full(meeting.day)} ({version_label(version.number)}) ne "
        "correspond plus à son empreinte."
    )


def refuse_altered(store: Store, meeting: Meeting) -> None:
    """Raise RuleBroken("text_altered") when a frozen text of a meeting is not what was frozen."""
    version = altered_version(store, meeting.id)
    if version is not None:
        raise RuleBroken("text_altered", day=date_full(meeting.day), version=version_label(version.number))


def altered_texts(view: View) -> tuple[tuple[str, str], ...]:
    """Return each meeting whose frozen text was altered, by id, with the sentence that says so.

    The newest texts are looked at, and those that `prove_texts` found altered.
    """
    store = view.store
    newest = store.newest(MinutesVersion, "made_at", NEWEST, kind=_FROZEN)
    known = store.find(MinutesVersion, id=view.proofs.altered) if view.proofs.altered else []
    every = {version.id: version for version in (*newest, *known)}.values()
    bad = [version for version in every if not is_sound(version)]
    meetings = {one.id: one for one in store.find(Meeting, id={version.meeting_id for version in bad})}
    return tuple((version.meeting_id, sentence_of(meetings[version.meeting_id], version)) for version in bad)


@dataclass(frozen=True)
class Proven:
    """Whether there are other texts to be looked at, and whether one of all those that were is altered."""

    others: bool
    altered: bool


def prove_texts(view: View, most: int = PROVEN_AT_ONCE) -> Proven:
    """Look whether more frozen texts are sound, some at a time."""
    proofs = view.proofs
    if proofs.waiting is None:
        proofs.waiting = [*view.store.count(MinutesVersion, "id", kind=_FROZEN)]
    ids, proofs.waiting = proofs.waiting[:most], proofs.waiting[most:]
    read = view.store.find(MinutesVersion, id=ids)
    proofs.altered |= {version.id for version in read if not is_sound(version)}
    return Proven(bool(proofs.waiting), bool(proofs.altered))
