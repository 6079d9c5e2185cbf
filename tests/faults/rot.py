"""Fault 8: a bit flips, or the end is cut off, in the network, an older one, an attachment or a backup."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import docx

from dgsdesk.application.checking import check_network
from dgsdesk.application.letterhead import SetLetterheadFile
from dgsdesk.domain.errors import KnownError
from dgsdesk.storage import backup_source, migrations, opening
from dgsdesk.storage.backup_source import opened_backup
from dgsdesk.storage.opening import SCHEMA_VERSION
from dgsdesk.storage.place import Place
from tests.faults.tally import Tally
from tests.faults.work import WORKS, database_in, older_network, opened

CUT_EVERY = 10
"""Each tenth trial cuts the end off instead of flipping a bit."""


def rotten(tally: Tally, base: Path, what: str, trials: int) -> Tally:
    """Spoil one kind of file again and again; each time it must be told, or nothing read from it differ."""
    chance, whole = random.Random(2026), base / "whole"
    _prepare(whole)
    pristine = _dump(database_in(whole))
    for number in range(trials):
        folder = base / "spoilt"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        path = chance.choice(list(_FILES[what](folder)))
        about = _spoil(path, chance, cut=number % CUT_EVERY == CUT_EVERY - 1)
        tally.add([] if _TOLD[what](folder, path, pristine) else ["not told"], f"{path.name} {about}")
    return tally


def rotten_before_upgrade(tally: Tally, base: Path, version: int, trials: int) -> Tally:
    """Spoil a network before it is upgraded: told then or by « Vérifier », or upgraded as the sound one.

    Today's version is upgraded by an upgrade that changes nothing. Files of versions without seals carry on
    what rotted in their words: it is counted apart.
    """
    chance, whole, sound, unseen = random.Random(2026), base / "whole", base / "sound", 0
    _before_upgrade(whole, version)
    with _upgraded(version):
        shutil.copytree(whole, sound)
        before, wanted = _looked_through(sound), _content(database_in(sound))
        for number in range(trials):
            folder = base / "spoilt"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(whole, folder)
            about = _spoil(database_in(folder), chance, cut=number % CUT_EVERY == CUT_EVERY - 1)
            found = _looked_through(folder)
            told = found is None or found != before or _content(database_in(folder)) == wanted
            unseen += not told
            tally.add([] if told or version < SCHEMA_VERSION else ["not told"], about)
    if unseen:
        tally.remark = f"{unseen} times in words that bore no seal in that version: carried on, not told"
    return tally


def _before_upgrade(folder: Path, version: int) -> None:
    if version < SCHEMA_VERSION:
        older_network(folder, version)
    else:
        _prepare(folder)


@contextmanager
def _upgraded(version: int) -> Iterator[None]:
    """Let today's version be the one before the last."""
    if version < SCHEMA_VERSION:
        yield
        return

    def upgrade(connection: sqlite3.Connection, number: int) -> None:
        connection.execute(f"PRAGMA user_version={number}")

    newer = SCHEMA_VERSION + 1
    with (
        patch.object(opening, "SCHEMA_VERSION", newer),
        patch.object(backup_source, "SCHEMA_VERSION", newer),
        patch.object(migrations, "upgrade", upgrade),
    ):
        yield


def _looked_through(folder: Path) -> list[str] | None:
    """Open and verify; return the codes of what is found, None when it is refused."""
    try:
        desk = opened(folder)
    except KnownError:
        return None
    try:
        desk.settle()
        return sorted(one.code for one in desk.ask(check_network).findings)
    except KnownError:
        return None
    finally:
        desk.close()


def _content(database: Path) -> str:
    """Return a hash of every row of a network and of its journal; what is derived of them is left out."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        names = "SELECT CAST(name AS TEXT) FROM sqlite_master WHERE type = 'table' ORDER BY 1"
        tables = connection.execute(names).fetchall()
        connection.text_factory = bytes  # rot may be no text at all
        for (name,) in tables:
            if not name.startswith(("sqlite_", "search", "seal", "trail")):
                digest.update(repr((name, connection.execute(f'SELECT * FROM "{name}"').fetchall())).encode())
    return digest.hexdigest()


def _prepare(folder: Path) -> None:
    """Make a network with a meeting that is being written, attachments and a backup."""
    from tests.journeys.killed_writer import prepare

    folder.mkdir(parents=True)
    prepare(database_in(folder))
    desk = opened(folder)
    for number in range(3):
        WORKS["typing"].act(desk, number)
        WORKS["import"].act(desk, number)
    desk.run(SetLetterheadFile("en-tête.docx", _letterhead()))
    desk.keeper.copy_to("")
    desk.close()


def _letterhead() -> bytes:
    """Return a town hall's Word file, made by another program."""
    paper, kept = docx.Document(), BytesIO()
    paper.sections[0].header.paragraphs[0].text = "Ville de Gorges"
    paper.save(kept)
    return kept.getvalue()


def _spoil(path: Path, chance: random.Random, *, cut: bool) -> str:
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    if cut:
        del content[at:]
    else:
        content[at] ^= 1 << chance.randrange(8)
    path.chmod(0o600)
    path.write_bytes(content)
    return f"cut at {at}" if cut else f"bit of byte {at}"


def _dump(database: Path) -> str:
    """Return a hash of all that can be read from a network."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for line in connection.iterdump():
            digest.update(line.encode("utf-8", "replace"))
    return digest.hexdigest()


def _network_told(folder: Path, _path: Path, pristine: str) -> bool:
    """Open and verify; what is not told must read as it did, or do so once the trail was mended."""
    try:
        same = _dump(database_in(folder)) == pristine
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        same = False
    return _refused_or_found(folder) or same or _dump(database_in(folder)) == pristine


def _refused_or_found(folder: Path) -> bool:
    try:
        desk = opened(folder)
    except KnownError:
        return True
    try:
        return bool(desk.ask(check_network).findings)
    except KnownError:
        return True
    finally:
        desk.close()


def _found(folder: Path, _path: Path, _pristine: str) -> bool:
    return _refused_or_found(folder)


def _backup_told(folder: Path, path: Path, _pristine: str) -> bool:
    try:
        with opened_backup(path, Place(database_in(folder))):
            return False
    except KnownError:
        return True


def _letterhead_sha(folder: Path) -> str:
    with closing(sqlite3.connect(f"file:{database_in(folder)}?mode=ro", uri=True)) as connection:
        query = "SELECT sha256 FROM attachment WHERE name = 'en-tête.docx'"
        return str(connection.execute(query).fetchone()[0])


def _backups(folder: Path) -> Iterator[Path]:
    return (one for one in folder.glob("*-sauvegardes/*.dgsdb*") if not one.name.endswith(".sha256"))


_FILES: dict[str, Callable[[Path], Iterator[Path]]] = {
    "network": lambda folder: iter([database_in(folder)]),
    "letterhead": lambda folder: folder.glob(f"reseau-pieces/??/{_letterhead_sha(folder)}"),
    "attachment": lambda folder: folder.glob("reseau-pieces/??/*"),
    "backup": _backups,
}
_TOLD: dict[str, Callable[[Path, Path, str], bool]] = {
    "network": _network_told,
    "letterhead": _found,
    "attachment": _found,
    "backup": _backup_told,
}
KINDS = tuple(_FILES)
