"""Take a file apart: what it is, what it carries, down to a few levels, each part read by its own reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from dgsdesk.application.arrival.content import ArrivalKind, ArrivalPart
from dgsdesk.domain.errors import BadInput, KnownError
from dgsdesk.domain.library import safe_name
from dgsdesk.formats.arrivals.recognise import recognise
from dgsdesk.formats.arrivals.safe_zip import MAX_TOTAL, entries
from dgsdesk.formats.arrivals.text import decoded

MAX_FILE = 100 * 2**20
MAX_DEPTH = 4
MAX_PARTS = 5_000


class _Room:
    """What one file may still unfold to: parts and bytes, counted over all levels."""

    def __init__(self) -> None:
        self.parts = MAX_PARTS
        self.octets = 2 * MAX_TOTAL

    def take(self, size: int) -> None:
        self.parts -= 1
        self.octets -= size
        if self.parts < 0 or self.octets < 0:
            raise BadInput("archive_too_large")


def unpack(content: bytes, name: str, local_zone: str = "Europe/Paris") -> tuple[ArrivalPart, ...]:
    """Return the file and everything that it carries, the outermost first.

    A part that cannot be read has its ``problem``, and keeps its bytes; it never stops the others. Raises
    BadInput("arrival_too_large") for a file over 100 MB, ``archive_too_large`` when its parts are too many.
    """
    if len(content) > MAX_FILE:
        raise BadInput("arrival_too_large", where=name, limit=MAX_FILE // 2**20)
    return tuple(_parts(content, safe_name(name, "fichier"), (), _Room(), local_zone))


def _parts(content: bytes, name: str, path: tuple[str, ...], room: _Room, zone: str) -> Iterator[ArrivalPart]:
    room.take(len(content))
    bare = ArrivalPart(name, ArrivalKind.OTHER, content, path)
    try:
        bare = replace(bare, kind=recognise(content))
        part, inside = _READERS[bare.kind](bare, zone)
    except KnownError as error:
        yield replace(bare, problem=_placed(error, name))
        return
    yield part
    if inside and len(path) + 1 >= MAX_DEPTH:
        yield replace(part, problem=BadInput("archive_too_deep", where=name, deepest=MAX_DEPTH))
        return
    yield from _inner(inside, (*path, name), room, zone)


Inside = list[tuple[str, "bytes | BadInput"]]


def _inner(inside: Inside, path: tuple[str, ...], room: _Room, zone: str) -> Iterator[ArrivalPart]:
    for number, (written, carried) in enumerate(inside, 1):
        name = safe_name(written, f"pièce {number}")
        if isinstance(carried, BadInput):
            yield ArrivalPart(name, ArrivalKind.OTHER, b"", path, problem=_placed(carried, name))
        else:
            yield from _parts(carried, name, path, room, zone)


def _placed(error: KnownError, name: str) -> KnownError:
    error.where = error.where or name
    return error


def _archive(part: ArrivalPart, _zone: str) -> tuple[ArrivalPart, Inside]:
    return part, list(entries(part.content))


def _message(part: ArrivalPart, _zone: str) -> tuple[ArrivalPart, Inside]:
    from dgsdesk.formats.arrivals.message import read_message
    from dgsdesk.formats.arrivals.outlook import is_outlook, read_outlook

    message, attached = (read_outlook if is_outlook(part.content) else read_message)(part.content)
    return replace(part, message=message), list(attached)


def _calendar(part: ArrivalPart, zone: str) -> tuple[ArrivalPart, Inside]:
    from dgsdesk.formats.ics.read import inspect_ics

    return replace(part, calendar=inspect_ics(part.content, zone)), []


def _contacts(part: ArrivalPart, _zone: str) -> tuple[ArrivalPart, Inside]:
    from dgsdesk.formats.arrivals.contacts import read_contacts

    return replace(part, contacts=read_contacts(part.content)), []


def _table(part: ArrivalPart, _zone: str) -> tuple[ArrivalPart, Inside]:
    from dgsdesk.formats.arrivals.tables import read_table

    return replace(part, table=read_table(part.content)), []


def _text(part: ArrivalPart, _zone: str) -> tuple[ArrivalPart, Inside]:
    return replace(part, text=decoded(part.content)[0]), []


def _kept(part: ArrivalPart, _zone: str) -> tuple[ArrivalPart, Inside]:
    """Leave a document or a dossier to the room that reads it."""
    return part, []


def _unknown(_part: ArrivalPart, _zone: str) -> tuple[ArrivalPart, Inside]:
    raise BadInput("arrival_unknown")


_READERS: dict[ArrivalKind, Callable[[ArrivalPart, str], tuple[ArrivalPart, Inside]]] = {
    ArrivalKind.ARCHIVE: _archive,
    ArrivalKind.MESSAGE: _message,
    ArrivalKind.CALENDAR: _calendar,
    ArrivalKind.CONTACTS: _contacts,
    ArrivalKind.TABLE: _table,
    ArrivalKind.TEXT: _text,
    ArrivalKind.DOCUMENT: _kept,
    ArrivalKind.DOSSIER: _kept,
    ArrivalKind.OTHER: _unknown,
}
