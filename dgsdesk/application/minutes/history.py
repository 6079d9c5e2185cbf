"""What the minutes were: their versions and kept states, what changed meanwhile, a former text taken up.

A kept state is the text as the journal knows it: before each act that changed it at one go (a file taken into
it, words replaced everywhere), at each pause in the typing, and at the end of each day on which it was
written. So it can be found again from the first word on, long before a version leaves; until its acts are
shortened (`storage/compaction.py`): then what is known of some texts would be put beside what is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby, islice, pairwise, takewhile

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.minutes.content import text_from_content
from dgsdesk.application.minutes.holding import WriteEntry, writable_meeting
from dgsdesk.application.minutes.notes import KeepNotes
from dgsdesk.application.minutes.text import MinutesText, TextItem, minutes_text
from dgsdesk.application.minutes.version import circulations_of
from dgsdesk.application.ports.store import FieldChange
from dgsdesk.application.returned.acts import ReadBackDraft
from dgsdesk.application.returned.take import write_text
from dgsdesk.application.words import shortened
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.differences import BlockDifference, Fate, differences
from dgsdesk.domain.minutes import Circulation, MinutesEntry, MinutesVersion, VersionKind, version_label
from dgsdesk.domain.richtext import RichText, normalised
from dgsdesk.domain.wording import NBSP, date_long, hour, uncapitalised

NOW = ""
"""Stands for the text as it is now, where a version's id is asked for."""

PAUSE = timedelta(minutes=2)
"""As long a rest in the typing makes a moment of its own."""

MOMENTS = 200
"""More states than one reads through are not offered; versions are, whatever their number."""

_TYPING = frozenset({KeepNotes.__name__, WriteEntry.__name__})
"""The acts by which a text is written on; all others change it at one go."""

_STATE = "state:"
"""Begins the id of a kept state; the journal's number before which the text stood so follows."""

_KINDS = {
    VersionKind.DRAFT: "gardée",
    VersionKind.APPROVED: "approuvée",
    VersionKind.RECTIFICATION: "rectifiée",
}


@dataclass(frozen=True)
class VersionLine:
    """One version or kept state to choose; the id `NOW` is the text of today.

    « Version 2, envoyée pour relecture le 9 décembre 2026 », « Fin du 10 décembre 2026 », « Le 10 décembre
    2026 à 9 h 12, notes du point 1.2 ».
    """

    id: str
    words: str


@dataclass(frozen=True)
class VersionLines:
    """What may be compared; ``told`` says until when versions alone are kept, empty where all states are."""

    lines: tuple[VersionLine, ...]
    told: str


@dataclass(frozen=True)
class ItemDifference:
    """One item that differs, or all of its blocks when it came or went (``old_text`` None: it came)."""

    item_id: str
    heading: str
    blocks: tuple[BlockDifference, ...]
    old_text: RichText | None


def version_lines(view: View, meeting_id: str) -> VersionLines:
    """Return the text of now, then the versions, newest first, then the kept states, newest first."""
    found = view.store.find(MinutesVersion, meeting_id=meeting_id)
    versions = sorted(found, key=lambda one: one.number, reverse=True)
    sent = {one.version_id: one for one in circulations_of(view.store, meeting_id)}
    lines = [VersionLine(version.id, _version_words(version, sent.get(version.id))) for version in versions]
    states = islice(_states(_changes(view, meeting_id)), MOMENTS)
    told = _told(view, _entries(view, meeting_id))
    return VersionLines((VersionLine(NOW, "Texte actuel"), *lines, *states), told)


def _told(view: View, entries: Sequence[str]) -> str:
    until = view.ledger.shortened(MinutesEntry, entries)
    if until is None:
        return ""
    return (
        f"Jusqu’au {date_long(until.date())}, seules les versions sont gardées{NBSP}: les états de la "
        "rédaction le sont treize mois environ."
    )


def _version_words(version: MinutesVersion, circulation: Circulation | None) -> str:
    made = version.made_at
    what = (
        f"envoyée pour relecture le {date_long(circulation.sent_on)}"
        if circulation is not None and version.kind is VersionKind.DRAFT
        else f"{_KINDS[version.kind]} le {date_long(made.date())} à {hour(made.time())}"
    )
    return f"{version_label(version.number).capitalize()}, {what}"


def _changes(view: View, meeting_id: str) -> list[FieldChange]:
    """Return the changes of a text of the meeting that stand, newest first, down to what was shortened."""
    changes = view.ledger.changes_of(MinutesEntry, "text", _entries(view, meeting_id))
    return [*takewhile(lambda change: not change.past, changes)]


def _entries(view: View, meeting_id: str) -> list[str]:
    return [entry.id for entry in view.store.find(MinutesEntry, meeting_id=meeting_id)]


def _states(changes: Sequence[FieldChange]) -> Iterator[VersionLine]:
    """Give the states worth going back to, newest first; what is still so now is no state of its own."""
    acts = [next(same) for _, same in groupby(changes, lambda change: change.sequence)]
    for later, act in pairwise([None, *acts, None]):
        if later is not None and later.command not in _TYPING:
            yield VersionLine(f"{_STATE}{later.sequence}", _before_words(later))
        elif later is not None and act is not None and later.at - act.at >= PAUSE:
            yield VersionLine(f"{_STATE}{later.sequence}", _moment_words(act, later))


def _before_words(act: FieldChange) -> str:
    """Write « Avant la reprise d’un fichier, le 11 novembre 2026 à 9 h 12 »."""
    if act.command == ReadBackDraft.__name__:
        return f"Avant la reprise d’un fichier, le {_moment(act.at)}"
    return f"Avant l’acte du {_moment(act.at)}{NBSP}: {uncapitalised(act.label)}"


def _moment_words(act: FieldChange, later: FieldChange) -> str:
    """Write « Fin du 10 novembre 2026 », or « Le 10 novembre 2026 à 9 h 12, notes du point 1.2 »."""
    if later.at.date() != act.at.date():
        return f"Fin du {date_long(act.at.date())}"
    return f"Le {_moment(act.at)}, {uncapitalised(act.label)}"


def _moment(at: datetime) -> str:
    return f"{date_long(at.date())} à {hour(at.time())}"


def version_differences(view: View, meeting_id: str, old: str, new: str) -> tuple[ItemDifference, ...]:
    """Return the items whose text changed from one version to another, in printed order."""
    before, after = (_items(_text(view, meeting_id, one)) for one in (old, new))
    found = []
    for item_id in dict.fromkeys((*after, *before)):
        was, now = before.get(item_id), after.get(item_id)
        blocks = differences(was.text if was else RichText(), now.text if now else RichText())
        if any(block.fate is not Fate.SAME for block in blocks):
            shown = now or was
            assert shown is not None
            found.append(ItemDifference(item_id, shown.heading, blocks, was.text if was else None))
    return tuple(found)


def _text(view: View, meeting_id: str, version_id: str) -> MinutesText:
    if version_id.startswith(_STATE):
        return _state(view, meeting_id, int(version_id.removeprefix(_STATE)))
    if version_id == NOW:
        return minutes_text(view.store, meeting_id)
    return text_from_content(view.store.get(MinutesVersion, version_id).content)


def _state(view: View, meeting_id: str, before: int) -> MinutesText:
    """Return today's items with the texts that they had before an act; titles are those of today."""
    now = minutes_text(view.store, meeting_id)
    item_of = {one.id: one.item_id for one in view.store.find(MinutesEntry, meeting_id=meeting_id)}
    was = {
        item_of[change.row_id]: change.before
        for change in _changes(view, meeting_id)
        if change.sequence >= before
    }
    texts = {item: text if isinstance(text, RichText) else RichText() for item, text in was.items()}
    items = tuple(replace(item, text=texts.get(item.id, item.text)) for item in now.items)
    return replace(now, items=items)


def _items(text: MinutesText) -> Mapping[str, TextItem]:
    return {item.id: item for item in text.items}


@dataclass(frozen=True)
class TakeUpText(Command[None]):
    """Give an item a text that it had; its decisions and actions stay as they are."""

    item_id: str
    text: RichText


@handles(TakeUpText, "Ancien texte repris au point « {title} »")
def take_up_text(act: Act, command: TakeUpText) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    writable_meeting(act, item.meeting_id)
    write_text(act, item.meeting_id, item.id, normalised(command.text))
    act.tell(title=shortened(item.title))
