"""What minutes and dossiers keep among the files beside the network: pictures, and states to compare with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from dgsdesk.application.ports.store import Store
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.dossier import Dossier
from dgsdesk.domain.dossier_conflict import DossierMemory
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import MinutesEntry, MinutesVersion, Unplaced
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.richtext import Image, RichText, walk
from dgsdesk.domain.wording import date_full

AT_ONCE = 100
"""Texts that are read in one go."""

_STATE_NAME = "dossier.json"


class KeptContent(NamedTuple):
    """A content: its hash, the meeting that it is of, the name of its file; else it is a dossier's state."""

    sha256: str
    meeting_id: str
    name: str
    is_picture: bool


def kept_contents(store: Store) -> Iterator[KeptContent]:
    """Give each picture of minutes, be they written or frozen, and each state of a dossier, once.

    Attachments and arrivals are none of these. Texts are read by pieces.
    """
    seen = {""}
    for one in _every(store):
        if one.sha256 not in seen:
            seen.add(one.sha256)
            yield one


def content_words(store: Store, one: KeptContent) -> str:
    """Name a content in the midst of a sentence."""
    day = date_full(store.get(Meeting, one.meeting_id).day)
    return f"une image du compte rendu du {day}" if one.is_picture else f"la base d’un dossier du {day}"


def names_of(contents: list[str], store: Store) -> Iterator[str]:
    """Give the names of the attachments and arrivals that have some contents, and of what else has."""
    named: set[str] = set()
    for kind in (Attachment, Arrival):
        for one in store.find(kind, sha256=contents):
            assert isinstance(one, Attachment | Arrival)
            named.add(one.sha256)
            yield one.name
    left = set(contents) - named
    if left:
        yield from (content_words(store, kept) for kept in kept_contents(store) if kept.sha256 in left)


def pictures_of(text: RichText) -> Iterator[Image]:
    """Give each picture of a text."""
    return (block for block in walk(text.blocks) if isinstance(block, Image) and block.sha256)


def _every(store: Store) -> Iterator[KeptContent]:
    for dossier in store.find(Dossier):
        yield KeptContent(dossier.state_sha256, dossier.meeting_id, _STATE_NAME, is_picture=False)
    for memory in store.find(DossierMemory):
        yield KeptContent(memory.sha256, memory.meeting_id, _STATE_NAME, is_picture=False)
    for meeting_id, text in _texts(store):
        for image in pictures_of(text):
            yield KeptContent(image.sha256, meeting_id, image.name or "image", is_picture=True)
    for some in _by_pieces(store, MinutesVersion):
        for version in store.find(MinutesVersion, id=some):
            for name, sha256 in _frozen_pictures(version.content):
                yield KeptContent(sha256, version.meeting_id, name, is_picture=True)


def _texts(store: Store) -> Iterator[tuple[str, RichText]]:
    for some in _by_pieces(store, MinutesEntry):
        yield from ((one.meeting_id, one.text) for one in store.find(MinutesEntry, id=some))
    yield from ((one.meeting_id, one.text) for one in store.find(Unplaced))


def _frozen_pictures(content: str) -> Iterator[tuple[str, str]]:
    """Give name and hash of each picture of a frozen text, in the form of whatever version froze it."""
    with suppress(ValueError):  # what is not what was frozen is told as such
        waiting: list[Any] = [json.loads(content)]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                if one.get("kind") == "image" and isinstance(one.get("sha256"), str):
                    yield str(one.get("name") or "image"), one["sha256"]
                waiting += one.values()
            elif isinstance(one, list):
                waiting += one


def _by_pieces(store: Store, kind: type[Entity]) -> Iterator[list[str]]:
    ids = [*store.count(kind, "id")]
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
