"""What the minutes were: their versions, what changed between two of them, a former text taken up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.holding import writable_meeting
from dgsdesk.application.minutes_content import text_from_content
from dgsdesk.application.minutes_text import MinutesText, TextItem, minutes_text
from dgsdesk.application.minutes_version import circulations_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.differences import BlockDifference, Fate, differences
from dgsdesk.domain.errors import NotFound
from dgsdesk.domain.minutes import MinutesEntry, MinutesVersion, VersionKind, version_label
from dgsdesk.domain.richtext import RichText, normalised
from dgsdesk.domain.wording import date_long, hour

NOW = ""
"""Stands for the text as it is now, where a version's id is asked for."""

add_sentences(
    {
        "item_not_in_version": (
            "Ce point n’était pas dans cette version.",
            "Choisissez une autre version. Rien n’a été changé.",
        ),
    }
)

_KINDS = {
    VersionKind.DRAFT: "gardée",
    VersionKind.APPROVED: "approuvée",
    VersionKind.RECTIFICATION: "rectifiée",
}


@dataclass(frozen=True)
class VersionLine:
    """One version to choose: « version 2, envoyée le 9 décembre 2026 »; the id `NOW` is the text of today."""

    id: str
    words: str


@dataclass(frozen=True)
class ItemDifference:
    """One item that differs, or all of its blocks when it came or went."""

    item_id: str
    heading: str
    blocks: tuple[BlockDifference, ...]
    in_old: bool


def version_lines(view: View, meeting_id: str) -> tuple[VersionLine, ...]:
    """Return the text of now, then the versions, newest first."""
    sent = {one.version_id: one for one in circulations_of(view.store, meeting_id)}
    lines = [VersionLine(NOW, "Texte actuel")]
    found = view.store.find(MinutesVersion, meeting_id=meeting_id)
    for version in sorted(found, key=lambda one: one.number, reverse=True):
        circulation = sent.get(version.id)
        made = version.made_at
        what = (
            f"envoyée pour relecture le {date_long(circulation.sent_on)}"
            if circulation is not None and version.kind is VersionKind.DRAFT
            else f"{_KINDS[version.kind]} le {date_long(made.date())} à {hour(made.time())}"
        )
        lines.append(VersionLine(version.id, f"{version_label(version.number).capitalize()}, {what}"))
    return tuple(lines)


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
            found.append(ItemDifference(item_id, shown.heading, blocks, was is not None))
    return tuple(found)


def _text(view: View, meeting_id: str, version_id: str) -> MinutesText:
    if version_id == NOW:
        return minutes_text(view.store, meeting_id)
    return text_from_content(view.store.get(MinutesVersion, version_id).content)


def _items(text: MinutesText) -> Mapping[str, TextItem]:
    return {item.id: item for item in text.items}


@dataclass(frozen=True)
class TakeUpText(Command[None]):
    """Give an item the text that it had in a version; its decisions and actions stay as they are.

    Raises NotFound("item_not_in_version").
    """

    item_id: str
    version_id: str


@handles(TakeUpText, "Texte de la {version} repris au point « {title} »")
def take_up_text(act: Act, command: TakeUpText) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    writable_meeting(act, item.meeting_id)
    version = act.store.get(MinutesVersion, command.version_id)
    former = _items(text_from_content(version.content)).get(item.id)
    if former is None:
        raise NotFound("item_not_in_version", where=item.title)
    entries = act.store.find(MinutesEntry, item_id=item.id)
    if entries:
        entries[0].text = normalised(former.text)
    else:
        text = normalised(former.text)
        act.store.add(MinutesEntry(id=act.new_id(), meeting_id=item.meeting_id, item_id=item.id, text=text))
    act.tell(version=version_label(version.number), title=item.title)
