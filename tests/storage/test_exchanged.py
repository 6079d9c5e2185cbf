"""A network's file that was copied, exchanged or cut behind the program's back is never opened quietly."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap.desks import open_desk, put_back
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.domain.theme import RaisedTheme
from dgsdesk.storage.place import Place
from tests.copies import plain_copy

KILLED = """
import os, sys
from pathlib import Path
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap.desks import open_desk
desk = open_desk(Path(sys.argv[1]), documents=Path(sys.argv[1]).parent, create=False)
for title in sys.argv[2:]:
    desk.run(NoteSubject(title))
os.kill(os.getpid(), 9)
"""


def killed(database: Path, *titles: str) -> None:
    """Note subjects in a program that is killed: its log stays beside the file."""
    subprocess.run([sys.executable, "-c", KILLED, str(database), *titles], check=False, timeout=60)
    assert Path(f"{database}-wal").exists()


def refused(database: Path) -> str:
    """Open a network that must be refused in words, untouched, and return the code."""
    content = database.read_bytes()
    with pytest.raises(StorageUnavailable) as caught:
        open_desk(database, documents=database.parent, create=False)
    assert database.read_bytes() == content
    assert sentence(caught.value).message
    return caught.value.code


def subjects(database: Path) -> set[str]:
    desk = open_desk(database, documents=database.parent, create=False)
    with desk.vault.reading() as store:
        titles = {one.title for one in store.find(RaisedTheme)}
    desk.close()
    return titles


@pytest.fixture
def closed(clisson: Desk, database: Path) -> Path:
    clisson.run(NoteSubject("Avant"))
    clisson.close()
    return database


def test_an_older_copy_put_over_the_file_is_told_once_then_taken(closed: Path, tmp_path: Path) -> None:
    copy = shutil.copy(closed, tmp_path / "copie.dgsdb")
    desk = open_desk(closed, documents=tmp_path, create=False)
    desk.run(NoteSubject("Après"))
    desk.close()
    shutil.copy(copy, closed)
    assert refused(closed) == "storage_set_back"
    assert subjects(closed) == {"Avant"}
    assert subjects(closed) == {"Avant"}


def test_a_copy_that_went_its_own_way_is_told(closed: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ailleurs" / "reseau.dgsdb"
    elsewhere.parent.mkdir()
    shutil.copy(closed, elsewhere)
    for database, titles in ((closed, ["Ici"]), (elsewhere, ["Là", "Là encore"])):
        desk = open_desk(database, documents=tmp_path, create=False)
        for title in titles:
            desk.run(NoteSubject(title))
        desk.close()
    shutil.copy(elsewhere, closed)
    assert refused(closed) == "storage_set_back"


def test_another_network_in_the_place_of_this_one_is_told(closed: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.dgsdb"
    desk = open_desk(other, documents=tmp_path)
    desk.run(FoundNetwork("200067635", example=True))
    desk.close()
    shutil.copy(other, closed)
    assert refused(closed) == "storage_swapped"


def test_a_log_that_was_taken_away_is_told(closed: Path) -> None:
    killed(closed, "Vu", "Perdu")
    Path(f"{closed}-wal").unlink()
    assert refused(closed) == "storage_set_back"


@pytest.mark.parametrize("which", ["backup", "older", "other"])
def test_a_file_put_beside_another_ones_log_is_never_mixed_with_it(
    closed: Path, tmp_path: Path, which: str
) -> None:
    older = shutil.copy(closed, tmp_path / "copie.dgsdb")
    desk = open_desk(closed, documents=tmp_path, create=False)
    desk.run(NoteSubject("Gardé"))
    plain_copy(desk, Place(closed).backups)
    desk.close()
    killed(closed, "Ensuite")
    if which == "other":
        other = tmp_path / "autre.dgsdb"
        desk = open_desk(other, documents=tmp_path)
        desk.run(FoundNetwork("200067635", example=True))
        desk.close()
    (backup,) = Place(closed).backups.glob("*.dgsdb")
    shutil.copy({"backup": backup, "older": older}.get(which, tmp_path / "autre.dgsdb"), closed)
    assert refused(closed) == "storage_mixed"
    put_back(closed)
    assert subjects(closed) == {"Avant", "Gardé"}


def test_a_log_that_is_its_own_is_taken(closed: Path) -> None:
    killed(closed, "Un")
    killed(closed, "Deux")
    assert subjects(closed) == {"Avant", "Un", "Deux"}


def test_the_main_file_copied_alone_opens_as_far_as_it_goes(closed: Path, tmp_path: Path) -> None:
    """A copy of the file without its log, under a name of its own, is an older state and whole."""
    killed(closed, "Dans le journal")
    alone = tmp_path / "cle.dgsdb"
    shutil.copy(closed, alone)
    assert subjects(alone) == {"Avant"}


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_two_names_of_one_file(closed: Path, tmp_path: Path) -> None:
    second = tmp_path / "autre-nom.dgsdb"
    os.link(closed, second)
    assert refused(closed) == "storage_linked"
    second.unlink()
    assert subjects(closed) == {"Avant"}


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_symbolic_link_stands_for_the_file_it_names(closed: Path, tmp_path: Path) -> None:
    killed(closed, "Dans le journal")
    link = tmp_path / "lien.dgsdb"
    link.symlink_to(closed)
    assert subjects(link) == {"Avant", "Dans le journal"}
    assert not list(tmp_path.glob("lien.dgsdb-*"))


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE moz_places (url TEXT)")
    assert refused(path) == "storage_foreign"
    assert [one.name for one in tmp_path.iterdir()] == ["places.sqlite"]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM person; END",
        "CREATE VIEW v AS SELECT 1",
    ],
)
def test_a_network_that_would_act_by_itself_is_not_opened(closed: Path, statement: str) -> None:
    with closing(sqlite3.connect(closed)) as connection, connection:
        connection.execute(statement)
    before = closed.read_bytes()
    assert refused(closed) == "storage_instructed"
    assert closed.read_bytes() == before


def test_a_clock_set_back_makes_nothing_suspicious(closed: Path, tmp_path: Path) -> None:
    from dgsdesk.application.ports.machine import FixedClock

    for year in (2024, 2031, 2019):
        desk = open_desk(
            closed, documents=tmp_path, clock=FixedClock.on(date(year, 10, 25)), create=False, backs_up=True
        )
        desk.run(NoteSubject(f"En {year}"))
        desk.close()
    assert {"En 2024", "En 2031", "En 2019"} <= subjects(closed)
