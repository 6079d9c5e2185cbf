"""A network that rotted makes no backup that nobody could go back to, and says what to do."""

from __future__ import annotations

import lzma
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dgsdesk.application.arrival.acts import FileArrivals
from dgsdesk.application.arrival.dossier import BACKUP
from dgsdesk.application.arrival.preview import DroppedFile
from dgsdesk.application.desk import Desk, every_command
from dgsdesk.application.pace import Pace
from dgsdesk.application.safety.checking import check_network
from dgsdesk.application.safety.restoring import RestoreBackup, preview_restore
from dgsdesk.application.safety.safekeeping import absent_from, network_copy, safekeeping
from dgsdesk.application.search.acts import find_things
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.acts import AddSharedSubject, NoteSubject
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.domain.theme import RaisedTheme
from dgsdesk.storage.place import Place
from dgsdesk.storage.search import SearchIndex
from tests.copies import flip_a_bit
from tests.storage.test_migrations import SCHEMAS

EIGHT = datetime(2026, 11, 27, 8)

Open = Callable[[], Desk]


def backed_up(desk: Desk, days: int = 0) -> list[str]:
    """Back up as at the opening of some day, and return the names of all backups."""
    desk.keeper.at_opening(EIGHT + timedelta(days))
    desk.keeper.finish()
    return sorted(path.name for path in Path(desk.keeper.place()).parent.glob("*-sauvegardes/*"))


@pytest.mark.parametrize(
    ("made_by", "word"),
    [(b"CREATE TABLE raised_theme", b"question"), (b"CREATE TABLE journal_entry", b"command")],
)
def test_no_hollow_backup_takes_the_place_of_a_good_one(
    clisson: Desk, database: Path, open_here: Open, made_by: bytes, word: bytes
) -> None:
    """SQLite reads « qUestion » as before; whoever went back to such a backup would be refused."""
    clisson.run(NoteSubject("Avant"))
    before = backed_up(clisson)
    clisson.run(NoteSubject("Après"))
    clisson.close()
    flip_a_bit(database, made_by, word)
    desk = open_here()
    for day in range(1, 20):
        assert backed_up(desk, day) == before
    failure = desk.keeper.failure()
    assert failure is not None
    assert failure.code == "backup_unsound"
    said = desk.ask(safekeeping).sentence
    assert said.startswith("La sauvegarde du jour n’a pas été faite")
    assert "Vérifiez le réseau, puis revenez à une sauvegarde d’avant." in said
    assert desk.ask(surroundings).backup == "Sauvegarde impossible\u00a0: vérifiez le réseau"
    with pytest.raises(StorageUnavailable) as refused:
        desk.ask(network_copy, str(database.parent / "clé"))(Pace())
    assert refused.value.code == "backup_unsound"
    assert "toutes gardées" in sentence(refused.value).remedy
    assert not [*(database.parent / "clé").glob("*.dgsdb*")]
    report = desk.ask(check_network)
    assert "aucune sauvegarde ne peut être faite" in report.remedy
    assert not [line for line in report.lines if "intact" in line or "reste utilisable" in line]


def test_a_value_that_cannot_be_read_keeps_the_search_from_being_made_and_nothing_else(
    clisson: Desk, database: Path, open_here: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an upgrade: the index is to be made of rows of which one rotted."""
    clisson.run(NoteSubject("Avant"))
    clisson.close()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE raised_theme SET raised_on = '2026-09-1'")
        connection.execute("UPDATE search_state SET version = 0")
    desk = open_here()
    filled = list[object]()
    fill = SearchIndex.fill
    monkeypatch.setattr(SearchIndex, "fill", lambda connection: filled.append(0) or fill(connection))
    for title in ("Après", "Ensuite"):
        desk.run(AddSharedSubject(title))
    assert len(filled) == 1, "not tried again at each act"
    with pytest.raises(StorageUnavailable) as told:
        desk.ask(find_things, "Après")
    assert told.value.code == "rows_altered"


def test_a_name_that_no_query_finds_any_more_keeps_a_backup_from_being_made(
    clisson: Desk, database: Path, open_here: Open
) -> None:
    clisson.close()
    content = database.read_bytes()
    assert content.count(b"\tstate TEXT NOT NULL, \n\tfold") == 1
    database.write_bytes(
        content.replace(b"\tstate TEXT NOT NULL, \n\tfold", b"\tstcte TEXT NOT NULL, \n\tfold")
    )
    desk = open_here()
    backed_up(desk)
    failure = desk.keeper.failure()
    assert failure is not None
    assert failure.code == "backup_unsound"


def test_a_row_that_speaks_of_nothing_is_healed_by_a_backup_and_what_was_is_kept(
    clisson: Desk, database: Path
) -> None:
    clisson.run(NoteSubject("Avant"))
    before = backed_up(clisson)
    with clisson.vault.raw() as raw:  # type: ignore[attr-defined]
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("UPDATE appointment SET organisation_id = 'x' WHERE rowid = 1")
        raw.execute("PRAGMA foreign_keys=ON")
    clisson.run(NoteSubject("Après"))
    assert backed_up(clisson, 1) == before
    report = clisson.ask(check_network)
    assert {"lost_references", "row_altered"} <= {one.code for one in report.findings}
    assert not any("aucune donnée" in line for line in report.lines)
    (backup,) = clisson.keeper.backups()
    assert not clisson.ask(preview_restore, backup.file).replaces
    clisson.run(RestoreBackup(backup.file))
    assert clisson.ask(check_network).findings == ()
    assert [one.title for one in clisson.ask(lambda view: view.store.find(RaisedTheme))] == ["Avant"]
    (aside,) = database.parent.glob("*-abime_*.dgsdb")
    kept = open_desk(aside, documents=database.parent)
    assert {one.title for one in kept.ask(lambda view: view.store.find(RaisedTheme))} == {"Avant", "Après"}
    kept.close()
    clisson.keeper.finish()
    assert len(backed_up(clisson, 2)) > len(before)


def test_a_file_of_an_older_version_whose_tables_rotted_is_not_upgraded(tmp_path: Path) -> None:
    database = tmp_path / "reseau.dgsdb"
    database.write_bytes(lzma.decompress((SCHEMAS / "schema_4.dgsdb.xz").read_bytes()))
    rotten = flip_a_bit(database, b"CREATE TABLE raised_theme", b"question")
    with pytest.raises(StorageUnavailable) as refused:
        open_desk(database, documents=tmp_path)
    assert refused.value.code == "storage_damaged"
    assert database.read_bytes() == rotten
    assert not [*Place(database).backups.glob("*.dgsdb*")]


def test_the_list_of_backups_says_which_pieces_they_lack(clisson: Desk) -> None:
    clisson.run(FileArrivals((DroppedFile("a.pdf", b"%PDF-1"), DroppedFile("b.pdf", b"%PDF-2"))))
    place = Place(Path(clisson.keeper.place()))
    first, second = sorted(place.files.glob("??/*"))
    kept = first.read_bytes()
    first.unlink()
    second.unlink()
    clisson.ask(network_copy, "")(Pace())
    newest = clisson.ask(safekeeping).backups[0].sentence
    assert newest.endswith("\u202f; 2\u00a0pièces y manquent\u00a0: a.pdf et b.pdf")

    first.write_bytes(kept)
    clisson.ask(network_copy, "")(Pace())
    newest, older = (row.sentence for row in clisson.ask(safekeeping).backups[:2])
    assert "\u202f; 1\u00a0pièce y manque\u00a0: " in newest
    assert newest.partition(";")[2] == older.partition(";")[2], "what has come back lacks in none"
    names = {path.name for path in place.backups.glob("*.manque")}
    assert len(names) == 2
    assert all(".dgsdb.manque" in name for name in names)


def test_a_copy_says_which_pieces_were_already_missing(clisson: Desk, tmp_path: Path) -> None:
    clisson.run(FileArrivals((DroppedFile("a.pdf", b"%PDF-1"), DroppedFile("b.pdf", b"%PDF-2"))))
    whole = clisson.ask(network_copy, str(tmp_path / "clé"))(Pace())
    assert absent_from(whole) == ("", "")
    first, second = sorted(Place(Path(clisson.keeper.place())).files.glob("??/*"))
    first.unlink()
    second.write_bytes(b"%PDF-9")
    shutil.rmtree(tmp_path / "clé" / "pieces")
    lacking = clisson.ask(network_copy, str(tmp_path / "clé"))(Pace())
    assert lacking.absent == ("a.pdf", "b.pdf")
    what, remedy = absent_from(lacking)
    assert what.endswith("sur ce poste\u00a0: a.pdf et b.pdf.")
    assert "Vérifiez le réseau" in remedy


def test_each_backup_says_why_it_was_made(clisson: Desk) -> None:
    """Whatever an act gives as its reason has words in the list, and makes a plain name of a file."""
    reasons = {command.backs_up for command in every_command() if command.backs_up} | {BACKUP}
    for hour, why in enumerate(sorted(reasons)):
        clisson.run(NoteSubject(why))
        clisson.keeper.before(why, EIGHT + timedelta(hours=hour))
    clisson.keeper.finish()
    rows = clisson.ask(safekeeping).backups
    assert len(rows) == len(reasons)
    assert all(", avant " in row.sentence and Path(row.file).name.isascii() for row in rows)
