"""Fault 8 in dossiers: each region of the file rots, is cut, or comes twice, sealed and not."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.dossier.acts import ExportDossier
from dgsdesk.application.dossier.content import DossierContent
from dgsdesk.application.library.acts import AddDocuments, NewFile
from dgsdesk.application.library.acts import Place as DocumentPlace
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.rota.page import circles, rota_page
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.library import OwnerKind
from dgsdesk.formats.apart import Apart
from dgsdesk.formats.dossier.apart import read_through
from dgsdesk.formats.dossier.sealing import seal
from tests.faults.tally import Tally
from tests.faults.work import found_network, opened

PASSPHRASE = "quatre mots sans rapport"
_TOLD = ("manifest", "state_json", "base_json", "documents", "signed")
_HEAD_OF_ENTRY, _SEALED_HEAD, _TAG = 30, 64, 16

Region = tuple[int, int]
Spoil = Callable[[bytes, Region, random.Random], bytes]


def rotten_dossiers(base: Path, trials: int) -> Iterator[Tally]:
    """Spoil each region of a dossier so many times in all: refused in words, or read to the same letter."""
    base.mkdir(parents=True)
    plain = _dossier(base)
    for name, content, passphrase in (("", plain, ""), (", sealed", seal(plain, PASSPHRASE), PASSPHRASE)):
        regions = _regions(content) if not passphrase else _sealed_regions(content)
        with Apart("dossier") as reader:
            whole = read_through(reader, content, "essai", passphrase)
            read = partial(_outcome, reader, whole, passphrase)
            for region, place in regions.items():
                tally = Tally(f"8 rot, dossier{name}", region)
                for what, spoil in _SPOILS.items():
                    _spoilt(tally, content, place, what, spoil, read, max(1, trials // len(regions) // 3))
                yield tally
            twice = Tally(
                f"8 rot, dossier{name}", "doubled: the file, and each part again, the same and altered"
            )
            for what, doubled in _doubled(plain if passphrase else content):
                twice.add(read(seal(doubled, PASSPHRASE) if passphrase else doubled), what)
            yield twice


def _spoilt(
    tally: Tally,
    content: bytes,
    place: Region,
    what: str,
    spoil: Spoil,
    read: Callable[[bytes], list[str]],
    trials: int,
) -> None:
    chance = random.Random(2026)
    for number in range(trials):
        tally.add(read(spoil(content, place, chance)), f"{what} {number}")
    tally.remark = f"{', '.join(_SPOILS)}"


def _outcome(reader: Apart, whole: DossierContent, passphrase: str, content: bytes) -> list[str]:
    try:
        read = read_through(reader, content, "essai", passphrase)
    except BadInput:
        return []
    same = all(getattr(read, one) == getattr(whole, one) for one in _TOLD)
    return [] if same else ["read otherwise without a word"]


def _dossier(base: Path) -> bytes:
    """Return a dossier of a meeting with two documents."""
    found_network(base)
    desk = opened(base)
    host = desk.ask(rota_page).rows[3].organisation_id
    day = desk.clock.today() + timedelta(days=14)
    meeting = desk.run(PlanMeeting(desk.ask(circles)[0][0], day, host)).value
    item = desk.run(AddItem(meeting, title="Déchets")).value
    files = tuple(NewFile(f"plan {number}.bin", bytes(range(256)) * (number + 3)) for number in range(2))
    desk.run(AddDocuments(files, DocumentPlace(OwnerKind.ITEM, item)))
    sent = desk.run(ExportDossier(meeting, "Gorges", folder=str(base), name="essai.dgsdesk")).value.file
    desk.close()
    return Path(sent).read_bytes()


# -- where ---------------------------------------------------------------------------------------------------


def _regions(content: bytes) -> Mapping[str, Region]:
    """Return where each part of a dossier lies, by its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {}
        for one in archive.infolist():
            start = one.header_offset + _HEAD_OF_ENTRY + len(one.filename.encode())
            found[_called(one.filename)] = (start, start + one.compress_size)
            found[f"head of {_called(one.filename)}"] = (one.header_offset, start)
        found["table of contents"] = (archive.start_dir, len(content))
    return found


def _called(name: str) -> str:
    return "a document" if "/" in name else name


def _sealed_regions(content: bytes) -> Mapping[str, Region]:
    end = len(content) - _TAG
    return {
        "sort of file": (0, 16),
        "salt, passes, memory": (16, 40),
        "nonce": (40, _SEALED_HEAD),
        "sealed parts": (_SEALED_HEAD, end),
        "tag": (end, len(content)),
    }


# -- how -----------------------------------------------------------------------------------------------------


def _flipped(content: bytes, place: Region, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    spoilt[chance.randrange(*place)] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _blank(content: bytes, place: Region, chance: random.Random) -> bytes:
    """Return it with a stretch of noughts, as a sector that cannot be read leaves it."""
    start = chance.randrange(*place)
    end = min(start + chance.randrange(1, 513), place[1])
    return content[:start] + bytes(end - start) + content[end:]


def _cut(content: bytes, place: Region, chance: random.Random) -> bytes:
    return content[: chance.randrange(*place)]


_SPOILS: Mapping[str, Spoil] = {"a bit flipped": _flipped, "noughts": _blank, "cut": _cut}


def _doubled(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "the file", content + content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [(one, archive.read(one)) for one in archive.infolist()]
    for one, part in entries:
        for what, again in (("the same", part), ("altered", part.replace(b"e", b"a", 1) + b" ")):
            target = io.BytesIO(content)
            with zipfile.ZipFile(target, "a") as archive, warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of a name that comes twice
                archive.writestr(one.filename, again)
            yield f"{one.filename}, {what}", target.getvalue()
