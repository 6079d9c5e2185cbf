"""Fault 8: a bit flips, or the end is cut off, in the network, an older one, an attachment or a backup.

In the network each second flip is aimed: at the head of the file, at pages that hold the journal, the seals,
the index of the search, other rows, what says how tables are made, or nothing, and at the log that a kill
leaves.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import docx

from dgsdesk.application.directory.letterhead import SetLetterheadFile
from dgsdesk.application.safety.checking import check_network
from dgsdesk.domain.errors import KnownError
from dgsdesk.storage import backup_source, migrations, opening
from dgsdesk.storage.backup_source import opened_backup
from dgsdesk.storage.opening import SCHEMA_VERSION
from dgsdesk.storage.place import Place
from tests.faults.tally import Tally
from tests.faults.work import WORKS, database_in, older_network, opened

CUT_EVERY = 10
"""Each tenth trial cuts the end off instead of flipping a bit."""

TABLES = "tables"
_AIMS = ("head", "journal", "seals", "index", "rows", "free", "log", TABLES)
_BEGINS = {
    "journal": ("journal", "trail"),
    "seals": ("seal",),
    "index": ("search", "ix_search"),
    TABLES: ("sqlite_schema", "sqlite_master", "sqlite_sequence"),
}
"""What the tables and indexes of a part are called."""


def rotten(tally: Tally, base: Path, what: str, trials: int) -> Tally:
    """Spoil one kind of file again and again; each time it must be told, or nothing read from it differ."""
    chance, whole = random.Random(2026), base / "whole"
    network_that_rots(whole)
    killed, parts = _killed(whole, base / "killed"), aims(database_in(whole))
    pristine = {whole: what_it_reads(database_in(whole)), killed: what_it_reads(database_in(killed))}
    for number in range(trials):
        aim = _AIMS[number // 2 % len(_AIMS)] if what == "network" and number % 2 else ""
        folder, source = base / "spoilt", killed if aim == "log" else whole
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
        path = chance.choice(list(_FILES["log" if aim == "log" else what](folder)))
        spans = parts.get(aim) or [(0, path.stat().st_size)]
        about = spoil(path, chance, spans, cut=not aim and number % CUT_EVERY == CUT_EVERY - 2)
        told = _TOLD[what](folder, path, pristine[source])
        tally.add([] if told else [f"not told {aim}"], f"{path.name} {about}")
    return tally


def _killed(whole: Path, folder: Path) -> Path:
    """Return a copy of a network as a kill leaves it: the newest acts stand in its log."""
    shutil.copytree(whole, folder)
    desk = opened(folder)
    for number in range(3, 6):
        WORKS["typing"].act(desk, number)
    kept = {path: path.read_bytes() for path in folder.glob("*reseau.dgsdb*") if path.is_file()}
    desk.close()
    for path, content in kept.items():
        path.write_bytes(content)
    database_in(folder).with_name(f".{database_in(folder).name}.ouvert").unlink(missing_ok=True)
    return folder


def aims(database: Path) -> dict[str, list[tuple[int, int]]]:
    """Return the bytes, from and to, of each part of a network's file that is aimed at.

    Of the tables themselves the page of SQLite's own table of the last numbers is the last.
    """
    spans: dict[str, list[tuple[int, int]]] = {"head": [(0, 100)]}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (count,) = connection.execute("PRAGMA page_count").fetchone()
        pages = connection.execute("SELECT pageno, name FROM dbstat").fetchall()
    owners = dict.fromkeys(range(2, count + 1), "") | dict(pages)
    for page, name in sorted(owners.items(), key=lambda owner: (owner[1] == "sqlite_sequence", owner[0])):
        aim = next((aim for aim, begins in _BEGINS.items() if name.startswith(begins)), "rows")
        spans.setdefault(aim if name else "free", []).append(((page - 1) * size, page * size))
    return spans


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
            about = spoil(database_in(folder), chance, cut=number % CUT_EVERY == CUT_EVERY - 1)
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
        network_that_rots(folder)


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


def network_that_rots(folder: Path) -> None:
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


def spoil(path: Path, chance: random.Random, spans: Sequence[tuple[int, int]] = (), *, cut: bool) -> str:
    """Flip a bit of a file within the spans, else anywhere, or cut its end off; say where."""
    content = bytearray(path.read_bytes())
    at = chance.randrange(*chance.choice(spans or [(0, len(content))]))
    if cut:
        del content[at:]
    else:
        content[at] ^= 1 << chance.randrange(8)
    path.chmod(0o600)
    path.write_bytes(content)
    return f"cut at {at}" if cut else f"bit of byte {at}"


def what_it_reads(database: Path) -> str:
    """Return a hash of all that can be read from a network; of the index all that a question can find.

    What the lists of the index hold of words that were written over since is read by nobody.
    """
    digest = hashlib.sha256()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for pragma in ("application_id", "user_version"):
            digest.update(repr(connection.execute(f"PRAGMA {pragma}").fetchall()).encode())
        for statement in _statements(connection):
            rows = connection.execute(statement).fetchall()
            digest.update(repr((statement, rows)).encode("utf-8", "replace"))
    return digest.hexdigest()


def _statements(connection: sqlite3.Connection) -> Iterator[str]:
    yield "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
    for (name,) in names:
        if not name.startswith((*_LISTS, "search_term", "sqlite_")):
            columns = connection.execute("SELECT name FROM pragma_table_info(?)", (name,)).fetchall()
            yield f'SELECT * FROM "{name}" ORDER BY {", ".join(str(at + 1) for at in range(len(columns)))}'
    for name in _LISTS:
        yield f"SELECT rowid, * FROM {name} ORDER BY rowid"
        for kind in ("row", "instance"):
            listing = f"temp.{name}_{kind}"
            connection.execute(f"CREATE VIRTUAL TABLE {listing} USING fts5vocab('main', '{name}', '{kind}')")
            yield f"SELECT * FROM {listing}"
        for (word,) in connection.execute(f"SELECT term FROM temp.{name}_row").fetchall():
            for size in range(1, min(len(word), 3) + 1):
                yield f"""SELECT rowid FROM {name} WHERE {name} MATCH '"{word[:size]}" *'"""
    known = " UNION ".join(f"SELECT term FROM temp.{name}_row" for name in _LISTS)
    yield f"SELECT form, stem FROM search_term WHERE stem IN ({known}) ORDER BY 1, 2"


_LISTS = ("search_words", "search_titles")


def _network_told(folder: Path, _path: Path, pristine: str) -> bool:
    """Open and verify; what is not told must read as it did, or do so once it was mended."""
    return reads_as(folder, pristine) or _refused_or_found(folder) or reads_as(folder, pristine)


def reads_as(folder: Path, pristine: str) -> bool:
    """Tell whether a network reads as it did; what cannot be read does not."""
    try:
        return what_it_reads(database_in(folder)) == pristine
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False


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
    "log": lambda folder: folder.glob("reseau.dgsdb-wal"),
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
KINDS = tuple(_TOLD)
