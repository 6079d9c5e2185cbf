"""« Vérifier » finds what rotted inside rows: rows, acts and the chain of adopted texts are sealed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dgsdesk.application.arrival.acts import FileArrivals
from dgsdesk.application.arrival.preview import DroppedFile
from dgsdesk.application.desk import Desk
from dgsdesk.application.example.demonstration import Demonstration
from dgsdesk.application.safety.checking import check_network
from dgsdesk.application.search.acts import find_things
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.bootstrap.stories import run_demonstration
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.theme import RaisedTheme
from dgsdesk.storage import backup_source, migrations, opening
from dgsdesk.storage.seals import broken_seals

from ..conftest import TODAY
from ..written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

Open = Callable[[], Desk]


def altered(database: Path, statement: str) -> None:
    """Change a closed file behind the program's back, as rot or another program would."""
    with closing(sqlite3.connect(database)) as connection, connection:
        changed = connection.execute(statement).rowcount
        assert changed > 0
    database.with_name(f".{database.name}.temoin").unlink()


def found(desk: Desk) -> list[tuple[str, str]]:
    return [(one.code, one.sentence) for one in desk.ask(check_network).findings]


def test_each_act_leaves_its_seals_and_undo_too(clisson: Desk, open_here: Open) -> None:
    clisson.run(NoteSubject("Voirie"))
    clisson.run(FileArrivals((DroppedFile("a.pdf", b"%PDF-1"), DroppedFile("b.pdf", b"%PDF-2"))))
    clisson.undo()
    clisson.undo()
    clisson.redo()
    assert found(clisson) == []
    clisson.close()
    assert found(open_here()) == []


@pytest.mark.parametrize(
    ("statement", "code", "words"),
    [
        ("UPDATE raised_theme SET title = replace(title, 'Voirie', 'Voirle')", "row_altered", "Voirle"),
        (
            "UPDATE journal_change SET after = replace(after, 'Voirie', 'Voirle')",
            "act_altered",
            "1\u00a0geste",
        ),
        ("UPDATE raised_theme SET question = CAST(x'41ff' AS TEXT)", "row_altered", "2\u00a0sujets"),
        ("UPDATE raised_theme SET question = CAST(question AS BLOB)", "row_altered", "2\u00a0sujets"),
        ("UPDATE journal_entry SET state = 'donf' WHERE sequence = 1", "act_altered", "1\u00a0geste"),
        ("DELETE FROM raised_theme WHERE title = 'Eau'", "row_altered", "1\u00a0sujet"),
        (
            "UPDATE organisation SET population = population + 1 WHERE kind = 'commune'",
            "row_altered",
            "Boussay",
        ),
    ],
)
def test_what_was_altered_is_named(
    clisson: Desk, open_here: Open, database: Path, statement: str, code: str, words: str
) -> None:
    clisson.run(NoteSubject("Voirie"))
    clisson.run(NoteSubject("Eau"))
    clisson.close()
    altered(database, statement)
    told = [sentence for one, sentence in found(open_here()) if one == code]
    assert len(told) == 1
    assert words in told[0]


def test_an_adopted_text_that_vanishes_with_its_seal_breaks_the_chain(tmp_path: Path) -> None:
    run_demonstration(Demonstration("200067635", "clisson", TODAY), tmp_path / "demo", lambda _: None)
    database = tmp_path / "demo" / "reseau.dgsdb"
    desk = open_desk(database, documents=tmp_path, create=False)
    assert found(desk) == []
    desk.close()
    with closing(sqlite3.connect(database)) as connection, connection:
        query = "SELECT id FROM minutes_version WHERE kind = 'approved'"
        (version,) = connection.execute(query).fetchone()
        connection.execute("DELETE FROM minutes_version WHERE id = ?", (version,))
        connection.execute("DELETE FROM seal WHERE id = ?", (version,))
        assert broken_seals(connection) == [("chain", "")]


def test_a_network_without_seals_is_sealed_when_it_is_opened(
    clisson: Desk, open_here: Open, database: Path
) -> None:
    clisson.close()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP TABLE seal")
        connection.execute("DROP TABLE seal_state")
    desk = open_here()
    desk.settle()
    assert found(desk) == []
    desk.run(NoteSubject("Voirie"))
    assert found(desk) == []


def test_what_rotted_before_an_upgrade_is_named_after_it(
    clisson: Desk, open_here: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject, other = (clisson.run(NoteSubject(title)).value for title in ("Fossés", "Écoles"))
    with clisson.vault.raw() as raw:  # type: ignore[attr-defined]
        raw.execute("UPDATE raised_theme SET title = 'Fosses' WHERE id = ?", (subject,))
        raw.execute("UPDATE journal_entry SET label = 'Autre' WHERE sequence = 1")
    clisson.close()

    def upgrade(connection: sqlite3.Connection, number: int) -> None:
        connection.execute("ALTER TABLE raised_theme ADD COLUMN mood TEXT")
        connection.execute(f"PRAGMA user_version={number}")

    monkeypatch.setattr(opening, "SCHEMA_VERSION", opening.SCHEMA_VERSION + 1)
    monkeypatch.setattr(backup_source, "SCHEMA_VERSION", opening.SCHEMA_VERSION)
    monkeypatch.setattr(migrations, "upgrade", upgrade)
    desk = open_here()
    desk.run(NoteSubject("Après"))
    wanted = [("RaisedTheme", subject), ("journal", f"{1:012d}")]
    with desk.vault.raw() as raw:  # type: ignore[attr-defined]
        assert broken_seals(raw) == wanted
        assert not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'seal_broken'").fetchone()
    assert other not in str(desk.ask(check_network).findings)


@pytest.mark.parametrize("sealed_anew", [False, True])
def test_what_stumbles_over_a_damaged_row_says_which(
    clisson: Desk, open_here: Open, database: Path, sealed_anew: bool
) -> None:
    clisson.run(NoteSubject("Voirie"))
    clisson.close()
    altered(database, "UPDATE raised_theme SET raised_on = '2026-13-99' WHERE title = 'Voirie'")
    if sealed_anew:
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("DROP TABLE seal")
            connection.execute("DROP TABLE seal_state")
    desk = open_here()
    desk.settle()
    with pytest.raises(StorageUnavailable, match="rows_altered") as stumbled:
        desk.ask(lambda view: view.store.find(RaisedTheme))
    assert "abîmée du fichier\u00a0: 1\u00a0sujet." in sentence(stumbled.value).what
    assert len(desk.ask(lambda view: view.store.find(Organisation))) > 1


def test_a_text_whose_form_rotted_is_told_as_damage_not_as_a_bad_file(
    written_desk: Desk, written_meeting: Written
) -> None:
    with written_desk.vault.raw() as raw:  # type: ignore[attr-defined]
        raw.execute("""UPDATE minutes_entry SET text = replace(text, '"kind"', '"kinf"')""")
    with pytest.raises(StorageUnavailable, match="rows_altered"):
        written_desk.ask(lambda view: view.store.find(MinutesEntry, meeting_id=written_meeting.id))


def test_tables_that_are_made_of_others_are_made_anew_when_they_rotted(
    clisson: Desk, open_here: Open, database: Path
) -> None:
    clisson.run(NoteSubject("Voirie"))
    clisson.close()
    content = database.read_bytes()
    for was, rotten in (
        (b"USING fts5(title, body", b"USING ftr5(title, body"),
        (b"trail_thing (thing TEXT", b"trail_thing (thing TEXU"),
    ):
        assert was in content
        content = content.replace(was, rotten)
    database.write_bytes(content)
    desk = open_here()
    assert {code for code, _ in found(desk)} == {"index_differs", "trail_differs"}
    assert found(desk) == []
    assert len(desk.ask(find_things, "voirie")) == 1
