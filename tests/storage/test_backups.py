"""A backup is whole or has no name; a network's file is exchanged for another whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO

import pytest

from dgsdesk import whole_file
from dgsdesk.application.desk import Desk
from dgsdesk.application.pace import Pace
from dgsdesk.application.safety.checking import check_network
from dgsdesk.application.safety.open_export import network_export
from dgsdesk.application.safety.restoring import RestoreBackup
from dgsdesk.application.safety.second_place import choose_second_place, second_copy
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap.desks import open_desk, open_session, put_back, replace_network
from dgsdesk.domain.errors import KnownError, StorageUnavailable
from dgsdesk.domain.theme import RaisedTheme
from dgsdesk.storage import backup as backups_module
from dgsdesk.storage import backup_keeper as keeper_module
from dgsdesk.storage import backup_source, exchange, inspection, opening, packing
from dgsdesk.storage.fingerprint import fingerprint_of
from dgsdesk.storage.place import Place

EIGHT, NINE = datetime(2026, 11, 27, 8), datetime(2026, 11, 27, 9)
DAMAGED = bytes(5000)


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def subjects(database: Path) -> list[str]:
    desk = open_desk(database, documents=database.parent)
    titles = subjects_of(desk)
    desk.close()
    return titles


def subjects_of(desk: Desk) -> list[str]:
    with desk.vault.reading() as store:
        return sorted(one.title for one in store.find(RaisedTheme))


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_backup_whose_attachments_could_not_be_copied_is_made_again(
    clisson: Desk, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = clisson.files.put(b"Plan du bourg")
    beside = Place(database).backups / "pieces" / sha256[:2] / sha256
    with monkeypatch.context() as patched:
        patched.setattr(backups_module, "copy_whole", full)
        clisson.keeper.at_opening(EIGHT)
        clisson.keeper.finish()
        assert clisson.keeper.failure()
        assert clisson.keeper.backups() == []
        with pytest.raises(StorageUnavailable, match="storage_full"):
            clisson.keeper.copy_to("")
    assert clisson.keeper.backups() == [], "nothing bears the name of a backup without its attachments"
    clisson.keeper.at_opening(NINE)
    clisson.keeper.finish()
    assert not clisson.keeper.failure()
    assert len(clisson.keeper.backups()) == 1
    assert beside.read_bytes() == b"Plan du bourg"
    beside.unlink()
    clisson.keeper.at_opening(NINE)
    clisson.keeper.finish()
    assert beside.exists(), "even where the database has not changed since"


def test_the_backup_at_opening_is_without_the_act_that_comes_first(clisson: Desk, database: Path) -> None:
    clisson.run(NoteSubject("Avant"))
    known = subjects_of(clisson)
    clisson.keeper.at_opening(EIGHT)
    clisson.run(NoteSubject("Aussitôt après"))
    clisson.keeper.finish()
    (made,) = clisson.keeper.backups()
    clisson.run(RestoreBackup(made.file))
    assert subjects_of(clisson) == known


def test_before_a_restore_a_rotten_last_backup_does_not_count(clisson: Desk) -> None:
    clisson.keeper.at_opening(EIGHT)
    clisson.keeper.finish()
    (first,) = clisson.keeper.backups()
    rotten = bytearray(Path(first.file).read_bytes())
    rotten[-100] ^= 1
    Path(first.file).write_bytes(rotten)
    clisson.keeper.at_opening(NINE)
    clisson.keeper.finish()
    assert len(clisson.keeper.backups()) == 1
    clisson.keeper.before("restauration", NINE)
    clisson.keeper.finish()
    newest, _ = clisson.keeper.backups()
    assert newest.at == NINE
    clisson.keeper.before("restauration", datetime(2026, 11, 27, 10))
    clisson.keeper.finish()
    assert len(clisson.keeper.backups()) == 2, "a sound one does"


@pytest.mark.parametrize("written", [b"", b"\xff\xfe", b"pas une empreinte"])
def test_a_fingerprint_cut_by_a_full_disk_refuses_no_sound_backup(
    clisson: Desk, tmp_path: Path, written: bytes
) -> None:
    clisson.keeper.before("essai", EIGHT)
    clisson.keeper.finish()
    (backup,) = (Path(one.file) for one in clisson.keeper.backups())
    clisson.run(NoteSubject("Après"))
    fingerprint_of(backup).write_bytes(written)
    assert [one.code for one in clisson.ask(check_network).findings] == ["fingerprint_unreadable"]
    assert clisson.run(RestoreBackup(str(backup))).value == 1


# -- exchanging ----------------------------------------------------------------------------------------------


@pytest.fixture
def damaged(clisson: Desk, database: Path) -> Path:
    """A network's damaged file with SQLite's log beside it, its folder without any holder's note."""
    clisson.run(NoteSubject("Avant"))
    clisson.keeper.before("essai", EIGHT)
    clisson.keeper.finish()
    wal = Path(f"{database}-wal").read_bytes()
    clisson.close()
    database.write_bytes(DAMAGED)
    Path(f"{database}-wal").write_bytes(wal)
    return database


def test_an_exchange_that_is_refused_leaves_all_where_it_was(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, replace = names(damaged.parent), os.replace
    (backup,) = Place(damaged).backups.glob("*.dgsdb.gz")

    def refused(source: Path | str, target: Path | str) -> None:
        if Path(target) == damaged:
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(exchange.os, "replace", refused)
        with pytest.raises(StorageUnavailable, match="storage_unwritable"):
            replace_network(damaged, backup)
    assert names(damaged.parent) == before
    assert damaged.read_bytes() == DAMAGED
    replace_network(damaged, backup)
    assert subjects(damaged) == ["Avant"]


def test_on_a_disk_without_links_a_copy_that_fails_leaves_nothing(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, copied = names(damaged.parent), shutil.copyfileobj
    (backup,) = Place(damaged).backups.glob("*.dgsdb.gz")

    def half(source: BinaryIO, target: BinaryIO, length: int) -> None:
        copied(source, target, length)
        full()

    monkeypatch.setattr(exchange.os, "link", full)
    with monkeypatch.context() as patched:
        patched.setattr(whole_file.shutil, "copyfileobj", half)
        with pytest.raises(StorageUnavailable, match="storage_full"):
            replace_network(damaged, backup)
    assert names(damaged.parent) == before
    kept = replace_network(damaged, backup)
    assert kept is not None
    assert kept.read_bytes() == DAMAGED
    assert Path(f"{kept}-wal").exists()


KILLED = """
import os, sys
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO
from dgsdesk.bootstrap.desks import put_back
database, replace = Path(sys.argv[1]), os.replace
def killed(source, target):
    if Path(target) == database:
        os._exit(9)
    replace(source, target)
os.replace = killed
put_back(database)
"""


def test_an_exchange_that_a_kill_broke_off_is_ended_by_the_next_opening(damaged: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(damaged)], check=False, timeout=60)
    assert done.returncode == 9
    assert damaged.read_bytes() == DAMAGED
    assert not Path(f"{damaged}-wal").exists()
    assert subjects(damaged) == ["Avant"]
    (kept,) = damaged.parent.glob("*-abime_*.dgsdb")
    assert kept.read_bytes() == DAMAGED
    assert Path(f"{kept}-wal").exists()
    assert not [
        name for name in names(damaged.parent) if name.startswith(".") and not name.endswith(".temoin")
    ]


def test_what_says_nothing_of_a_backup_does_not_make_an_older_one_come_back(
    clisson: Desk, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title, hour in (("Avant", 8), ("Après", 9)):
        clisson.run(NoteSubject(title))
        clisson.keeper.before("essai", datetime(2026, 11, 27, hour))
        clisson.keeper.finish()
    clisson.close()
    database.write_bytes(DAMAGED)
    tried: list[Path] = []

    def refused(path: Path, *_: object) -> None:
        tried.append(path)
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(backup_source, "copy_checked", refused)
        with pytest.raises(StorageUnavailable, match="storage_unwritable"):
            put_back(database)
    assert len(tried) == 1
    newest = max(Place(database).backups.glob("*.dgsdb.gz"))
    pieces = backup_source._pieces

    def unreadable(path: Path) -> object:
        if path == newest:
            raise StorageUnavailable("backup_damaged", where=str(path))
        return pieces(path)

    monkeypatch.setattr(backup_source, "_pieces", unreadable)
    put_back(database)
    assert subjects(database) == ["Avant"]


# -- looking through -----------------------------------------------------------------------------------------


def test_an_attachment_that_the_disk_cannot_read_is_named_and_the_check_goes_on(
    clisson: Desk, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = sorted(clisson.files.put_all([b"Un plan", b"Une carte"]))
    digest = inspection.hashlib.file_digest

    def unreadable(file: object, name: str) -> object:
        if Path(file.name).name == bad:  # type: ignore[attr-defined]
            raise OSError(errno.EIO, "Input/output error")
        return digest(file, name)  # type: ignore[type-var]

    monkeypatch.setattr(inspection.hashlib, "file_digest", unreadable)
    report = clisson.ask(check_network)
    assert [(one.code, one.where) for one in report.findings] == [("file_damaged", bad)]
    assert report.files == 2
    assert good != bad


def test_a_disk_without_room_to_read_backups_again_is_no_fault_of_theirs(
    clisson: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clisson.keeper.before("essai", EIGHT)
    clisson.keeper.finish()
    monkeypatch.setattr(backup_source, "copy_checked", full)
    with pytest.raises(StorageUnavailable, match="storage_full"):
        clisson.ask(check_network)


def rot(database: Path) -> bytes:
    """Rot the last pages of a closed file, those that say how tables are made left out; return its bytes."""
    content = bytearray(database.read_bytes())
    for offset in range(len(content) - 8 * 4096, len(content), 4096):
        if b"CREATE " not in content[offset : offset + 4096]:
            content[offset : offset + 64] = b"\xff" * 64
    database.write_bytes(content)
    return bytes(content)


def test_no_index_is_made_in_a_file_that_is_not_proven(
    clisson: Desk, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clisson.vault.raw() as raw:  # type: ignore[attr-defined]
        raw.execute("UPDATE search_state SET version = 0")
    clisson.close()
    monkeypatch.setattr(opening, "PROVEN_AT_ONCE", 0)
    rotten = rot(database)
    desk = open_session(database, date(2026, 11, 27), database.parent, "essai")
    with suppress(KnownError):
        assert "database_rot" in [one.code for one in desk.ask(check_network).findings]
    desk.close()
    assert database.read_bytes() == rotten


def test_a_large_older_file_that_is_rotten_is_told_as_such_before_it_is_upgraded(
    clisson: Desk, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clisson.vault.raw() as raw:  # type: ignore[attr-defined]
        raw.execute("PRAGMA user_version=2")
    clisson.close()
    monkeypatch.setattr(opening, "PROVEN_AT_ONCE", 0)
    content = bytearray(database.read_bytes())
    content[3 * 4096 + 3 : 3 * 4096 + 5] = bytes(2)  # a page that says it holds nothing: it reads, but wrong
    database.write_bytes(content)
    with pytest.raises(StorageUnavailable, match="storage_damaged"):
        opening.open_vault(database)
    assert not list(Place(database).backups.glob("*"))


def test_what_a_kill_left_unfinished_is_cleared_later_and_nobody_elses(clisson: Desk, database: Path) -> None:
    place, an_hour_and_more = Place(database), (4_000_000_000, 1_700_000_000)
    clisson.keeper.copy_to("")
    sha256 = clisson.files.put(b"Plan du bourg")
    folder = place.files / sha256[:2]
    left = [place.backups / ".copie-1.partiel-journal", folder / ".abc.partiel", folder / ".def.partiel"]
    for path in left:
        path.write_bytes(b"entam")
    scratch = database.with_name(f".{database.name}.travail-xyz")
    others = database.with_name(".autre.dgsdb.travail-xyz")
    for made in (scratch, others):
        made.mkdir()
        (made / "copie").write_bytes(b"entam")
    for path in (*left[:2], scratch, others):
        os.utime(path, an_hour_and_more)
    clisson.keeper.at_opening(EIGHT)
    clisson.keeper.finish()
    assert [path.exists() for path in (*left, scratch, others)] == [False, False, True, False, True]
    assert clisson.files.get(sha256) == b"Plan du bourg"


def test_closing_does_not_wait_for_a_large_backup_to_be_packed(
    clisson: Desk, open_here: Callable[[], Desk], database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "_LARGE", 1)
    closing = Event()
    copied = keeper_module.back_up

    def copy_while_it_closes(*args: Any, **more: Any) -> Path | None:
        assert closing.wait(10)
        return copied(*args, **more)

    class Noted(Pace):
        def stop(self) -> None:
            super().stop()
            closing.set()

    monkeypatch.setattr(keeper_module, "back_up", copy_while_it_closes)
    monkeypatch.setattr(clisson.keeper, "_packing", Noted())
    clisson.keeper.at_opening(EIGHT)
    clisson.close()
    backups = Place(database).backups
    assert [path.suffix for path in backups.glob("*.dgsdb*") if path.suffix != ".sha256"] == [".dgsdb"]
    monkeypatch.undo()
    desk = open_here()
    desk.keeper.at_opening(NINE)
    desk.keeper.finish()
    assert [path.suffix for path in backups.glob("*.dgsdb*") if path.suffix != ".sha256"] == [".gz"]
    assert desk.ask(check_network).findings == ()


def test_a_stick_pulled_while_a_copy_is_written_is_told_and_nothing_counts_as_a_copy(
    clisson: Desk, tmp_path: Path
) -> None:
    stick, pulled = tmp_path / "clé", tmp_path / "retirée"
    stick.mkdir()
    clisson.files.put(b"Un plan")
    clisson.ask(choose_second_place, str(stick), 7)
    for act in (second_copy, partial(network_export, folder=str(stick / "export"))):

        def told(words: str, percent: int) -> None:
            if percent == (50 if words == "Écriture des fichiers" else 100) and words != "Copie du réseau":
                stick.rename(pulled)
                stick.mkdir()

        with pytest.raises(KnownError) as refusal:
            clisson.ask(act)(Pace(told))
        assert refusal.value.code == "storage_pulled", sentence(refusal.value)
        assert not [*stick.glob("*/*.gz"), *stick.glob("export")]
        shutil.rmtree(stick)
        pulled.rename(stick)
    second = clisson.keeper.second()
    assert second is not None
    assert second.last is None
    clisson.ask(second_copy)(Pace())
    assert len([*stick.glob("*/*.gz")]) == 1


@pytest.mark.parametrize(("said", "code"), [(errno.ENOSPC, "second_full"), (errno.EROFS, "second_protected")])
def test_a_stick_that_takes_nothing_is_named_rather_than_a_file_of_the_program(
    clisson: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: int, code: str
) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    clisson.ask(choose_second_place, str(stick), 7)
    write = whole_file.os.open

    def refused(path: str, *args: int, **named: int) -> int:
        if str(path).startswith(str(stick)):
            raise OSError(said, "refused", str(path))
        return write(path, *args, **named)

    monkeypatch.setattr(whole_file.os, "open", refused)
    with pytest.raises(StorageUnavailable, match=code) as refusal:
        clisson.ask(second_copy)(Pace())
    said_of_it = sentence(refusal.value).what
    assert said_of_it.startswith(("Il n’y a plus de place", "Rien ne peut s’écrire"))
    assert f"«\u00a0{stick}\u00a0»" in said_of_it
