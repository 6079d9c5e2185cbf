"""A database is one journalled transaction per act, undone and redone, refused when unsound."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.safety.restoring import preview_restore
from dgsdesk.application.spelling import LearnWord
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.application.view import View
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.bootstrap.places import clock_on
from dgsdesk.bootstrap.window import _handed_over
from dgsdesk.domain.errors import KnownError, NotFound, RuleBroken, StorageUnavailable
from dgsdesk.domain.network import KnownWord, Network, Organisation
from dgsdesk.domain.theme import RaisedTheme
from dgsdesk.storage import opening
from dgsdesk.storage import vault as vault_module
from dgsdesk.storage.backup import ordered, thin
from dgsdesk.storage.look import SqlLook
from dgsdesk.storage.opening import open_vault
from dgsdesk.storage.place import Place
from tests.conftest import CLISSON


def organisations(desk: Desk) -> list[str]:
    with desk.vault.reading() as store:
        return [org.name for org in store.find(Organisation)]


def test_founding_takes_the_real_communes(clisson: Desk) -> None:
    assert len(organisations(clisson)) == 17
    network = clisson.network()
    assert (network.siren, network.zone, network.time_zone) == (CLISSON, "metropole", "Europe/Paris")
    with clisson.vault.reading() as store:
        assert all(org.email.endswith(".invalid") or not org.email for org in store.find(Organisation))


def test_more_values_than_sqlite_takes_are_asked_for_at_once(clisson: Desk) -> None:
    everybody = {org.id for org in clisson.ask(lambda view: view.store.find(Organisation))}
    many = everybody | {f"nobody-{number}" for number in range(40_000)}
    with clisson.vault.reading() as store, clisson.vault.unit_of_work() as act:
        for one in (store, act):
            assert {org.id for org in one.find(Organisation, id=many)} == everybody
            assert one.find(Organisation, id=many - everybody) == []


def test_values_are_those_of_the_entities_found(clisson: Desk) -> None:
    clisson.run(NoteSubject("Salage des ponts"))
    asked = ((Organisation, ("name", "kind", "member_to"), {}), (RaisedTheme, ("raised_on", "state"), {}))
    empty = (Organisation, ("kind",), {"id": set[str]()})
    with clisson.vault.reading() as store, clisson.vault.unit_of_work() as act:
        act.get(Organisation, act.find(Organisation)[0].id).name = "Changée dans cet acte"
        for one in (store, act):
            for kind, names, equal in (*asked, empty):
                found = [tuple(getattr(row, name) for name in names) for row in one.find(kind, **equal)]
                assert one.values(kind, names, **equal) == found


def test_a_rehearsal_reads_what_its_act_did_and_leaves_nothing(clisson: Desk) -> None:
    """It reads rows as a look does: read through entities of a change, 12 circles took four times that."""
    stores: list[object] = []

    def words(view: View) -> list[str]:
        stores.append(view.store)
        return [word.word for word in view.store.find(KnownWord)]

    assert clisson.rehearse(LearnWord("présommet"), words) == ([], ["présommet"])
    assert [type(store) for store in stores] == [SqlLook, SqlLook]
    assert clisson.ask(words) == []


def test_undo_and_redo_survive_a_restart(open_here: Callable[[], Desk]) -> None:
    desk = open_here()
    before = desk.run(FoundNetwork(CLISSON)).label
    assert desk.undoable() == before
    desk = open_here()
    desk.undo()
    assert organisations(desk) == []
    desk = open_here()
    assert desk.redoable() == before
    desk.redo()
    assert len(organisations(desk)) == 17
    with pytest.raises(NotFound):
        desk.redo()


def test_an_act_that_fails_leaves_nothing(clisson: Desk) -> None:
    with pytest.raises(RuleBroken):
        clisson.run(FoundNetwork(CLISSON))
    assert len(clisson.history()) == 1


def test_a_second_copy_is_refused_and_named(clisson: Desk, database: Path) -> None:
    with pytest.raises(StorageUnavailable) as caught:
        open_vault(database)
    assert caught.value.code == "storage_in_use"
    assert caught.value.facts["machine"]


def _reopen_code(database: Path) -> str:
    with pytest.raises(KnownError) as caught:
        open_vault(database)
    return caught.value.code


def test_unusable_files_are_refused_untouched(clisson: Desk, database: Path) -> None:
    clisson.close()
    with sqlite3.connect(database) as raw:
        raw.execute("PRAGMA user_version=99")
    raw.close()
    assert _reopen_code(database) == "storage_newer"
    with sqlite3.connect(database) as raw:
        raw.execute("PRAGMA application_id=7")
    raw.close()
    assert _reopen_code(database) == "storage_foreign"
    database.write_bytes(b"Ceci n'est pas une base" * 50)
    content = database.read_bytes()
    assert _reopen_code(database) == "storage_damaged"
    assert database.read_bytes() == content


def test_rot_in_the_middle_is_seen_at_opening(clisson: Desk, database: Path) -> None:
    clisson.close()
    content = bytearray(database.read_bytes())
    for offset in range(4096, len(content), 4096):
        content[offset : offset + 64] = b"\xff" * 64
    database.write_bytes(bytes(content))
    assert _reopen_code(database) == "storage_damaged"


def test_a_large_file_is_looked_through_behind_the_first_page(
    clisson: Desk, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clisson.close()
    monkeypatch.setattr(opening, "PROVEN_AT_ONCE", 0)
    content = bytearray(database.read_bytes())
    pages = range(4096, len(content), 4096)
    rows = [at for at in pages if b"CREATE " not in content[at : at + 4096]]  # not what the tables are
    for offset in rows[-8:]:
        content[offset : offset + 64] = b"\xff" * 64
    database.write_bytes(bytes(content))
    desk = open_session(database, date(2026, 11, 27), database.parent, "essai")
    for _ in range(2):
        with pytest.raises(StorageUnavailable, match="storage_damaged"):
            desk.run(NoteSubject(title="Rien ne s’écrit dans un fichier abîmé"))
    assert not list(Place(database).backups.glob("*.dgsdb"))
    desk.close()
    assert database.read_bytes() == bytes(content)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    assert _reopen_code(tmp_path / "fichier" / "reseau.dgsdb") == "storage_unwritable"


def test_a_folder_that_may_not_be_entered_is_told_in_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    network = tmp_path / "fermé" / "reseau.dgsdb"
    with monkeypatch.context() as closed:
        for ask in ("stat", "lstat"):
            closed.setattr(Path, ask, forbidden)
        handed_over = _handed_over(network)
        code = _reopen_code(network)
    assert not handed_over, "the start goes on to the window, which says why"
    assert code == "storage_unwritable"


def test_backup_at_opening_is_whole_and_skipped_when_nothing_changed(
    clisson: Desk, database: Path, tmp_path: Path
) -> None:
    clisson.keeper.at_opening(datetime(2026, 11, 27, 8))
    clisson.keeper.finish()
    clisson.keeper.finish()
    (first,) = ordered(Place(database).backups)
    assert first.name.endswith(".dgsdb.gz")
    plain = tmp_path / "relue.dgsdb"
    plain.write_bytes(gzip.decompress(first.read_bytes()))
    clisson.keeper.at_opening(datetime(2026, 11, 27, 9))
    clisson.keeper.finish()
    clisson.keeper.finish()
    assert ordered(Place(database).backups) == [first]
    copy = open_vault(plain)
    with copy.reading() as store:
        assert store.find(Network)[0].siren == CLISSON
    copy.close()


def test_the_backup_of_the_day_is_made_behind_the_first_page_and_again_the_next_day(
    clisson: Desk, database: Path
) -> None:
    clisson.close()
    desk = open_session(database, date(2026, 11, 27), database.parent, "essai")
    backups = Place(database).backups
    assert not ordered(backups), "behind the first page, not before it"
    desk.settle()
    desk.finish_backup()
    desk.settle()
    desk.finish_backup()
    assert len(ordered(backups)) == 1
    desk.clock = clock_on(date(2026, 11, 28))
    desk.settle()
    desk.finish_backup()
    assert len(ordered(backups)) == 1, "nothing changed"
    desk.run(NoteSubject(title="Le lendemain"))
    desk.clock = clock_on(date(2026, 11, 29))
    desk.settle()
    desk.close()
    assert len(ordered(backups)) == 2


def test_acts_go_on_while_a_backup_is_made_and_are_in_it_whole(
    clisson: Desk, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page at a time, an act between two steps: what is copied is the network after one act or another."""
    monkeypatch.setattr(vault_module, "_PAGES", 5)
    between = Event()
    monkeypatch.setattr(clisson.vault._closing, "wait", lambda _: between.wait(0.05) and between.clear())  # type: ignore[attr-defined]
    clisson.keeper.at_opening(datetime(2026, 11, 27, 8))
    done = 0
    while clisson.keeper._under_way.is_alive() and done < 12:  # type: ignore[attr-defined]
        clisson.run(NoteSubject(title=f"Pendant {done}"))
        done += 1
        between.set()
    monkeypatch.undo()
    clisson.keeper.finish()
    assert done > 3
    assert not clisson.keeper.failure()
    (made,) = clisson.keeper.backups()
    preview = clisson.ask(preview_restore, made.file)
    assert len(preview.acts) <= done
    assert not preview.missing_files


def test_a_clock_that_jumps_ages_no_backup(tmp_path: Path) -> None:
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(14)]
    for number, day in enumerate([*days, date(2031, 3, 1), date(2019, 5, 5)]):
        (tmp_path / f"{day}_080000_ouverture_7-aaaaaaaa_{number + 1:06d}.dgsdb.gz").touch()
    thin(tmp_path)
    left = [path.name[:10] for path in ordered(tmp_path)]
    assert left[-2:] == ["2031-03-01", "2019-05-05"], "the newest is the last made, whatever its date says"
    assert len([day for day in left if day.startswith("2026-11")]) >= 12
    (tmp_path / "2019-05-05_090000_ouverture_8-aaaaaaaa_000017.dgsdb").touch()
    assert last_backup_name(tmp_path) == "2019-05-05_090000_ouverture_8-aaaaaaaa_000017.dgsdb"


def last_backup_name(folder: Path) -> str:
    return ordered(folder)[-1].name


def test_thinning_keeps_days_weeks_and_years(tmp_path: Path) -> None:
    today = date(2026, 11, 27)
    for back in range(1200):
        day = today - timedelta(days=back)
        (tmp_path / f"{day}_080000_ouverture_1.dgsdb").touch()
    thin(tmp_path)
    left = sorted(path.name[:10] for path in tmp_path.iterdir())
    assert [str(today - timedelta(days=n)) in left for n in range(14)] == [True] * 14
    assert 14 + 9 <= len(left) <= 14 + 12 + 4


def test_rot_in_how_a_table_is_made_is_damage_whatever_its_letters(database: Path) -> None:
    """SQLite quotes what it cannot read, and Python cannot read the quotation."""
    open_session(database).close()
    content = database.read_bytes()
    at = content.index(b"CREATE TABLE")
    database.write_bytes(content[: at + 7] + b"\xe1" + content[at + 8 :])
    with pytest.raises(StorageUnavailable, match="storage_damaged"):
        open_session(database)
