"""The schema's history: models equal head, up and down each revision, and the same after the round trip."""

from __future__ import annotations

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.storage.mapping import map_entities
from dgsdesk.storage.migrations import FOLDER, migrate, migrate_down, upgrade
from dgsdesk.storage.opening import SCHEMA_VERSION, open_vault

SCHEMAS = Path(__file__).parent / "schemas"
"""A network as each landed schema kept it: made by that version's own demonstration."""

Schema = dict[str, tuple[object, ...]]


def schema(connection: Connection) -> Schema:
    """Read every table: its columns, the keys that point elsewhere, its indexes."""
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
    ours = [name for name in names if not name.startswith(("sqlite_", "alembic_"))]
    return {name: _table(connection, name) for name in sorted(ours)}


def _table(connection: Connection, name: str) -> tuple[object, ...]:
    def pragma(what: str, of: str = name) -> list[tuple[object, ...]]:
        return sorted(tuple(row)[1:] for row in connection.execute(text(f"PRAGMA {what}({of})")))

    keys = sorted(str(row[1:]) for row in pragma("foreign_key_list"))
    indexes = {str(row[0]): pragma("index_info", str(row[0])) for row in pragma("index_list")}
    columns = sorted((name, kind, needed, key) for name, kind, needed, _, key in pragma("table_info"))
    return tuple(map(str, columns)), keys, indexes  # a migration's default for old rows is its own affair


def test_models_equal_head() -> None:
    with create_engine("sqlite://").begin() as by_models, create_engine("sqlite://").begin() as by_history:
        map_entities().create_all(by_models)
        migrate(by_history, SCHEMA_VERSION)
        assert schema(by_history) == schema(by_models)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_each_revision_goes_down_and_up_again(version: int) -> None:
    with create_engine("sqlite://").begin() as connection:
        migrate(connection, version - 1)
        before = schema(connection)
        migrate(connection, version)
        after = schema(connection)
        migrate_down(connection, version - 1)
        assert schema(connection) == before
        migrate(connection, version)
        assert schema(connection) == after


def test_history_imports_no_code_of_the_project() -> None:
    for path in (FOLDER / "versions").glob("*.py"):
        assert "dgsdesk" not in path.read_text(encoding="utf-8")


def test_an_older_file_is_backed_up_then_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "ancien.dgsdb"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA application_id=0x44475344")
    connection.execute("PRAGMA user_version=0")
    connection.execute("VACUUM")
    connection.close()
    open_vault(path).close()
    assert (tmp_path / "ancien-sauvegardes" / "avant-version-1.dgsdb").is_file()
    with sqlite3.connect(path) as check:
        assert check.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    check.close()


@pytest.mark.parametrize("file", sorted(SCHEMAS.glob("schema_*.dgsdb.xz")), ids=lambda file: file.name)
def test_every_landed_schema_opens_with_all_its_rows(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "reseau.dgsdb"
    path.write_bytes(lzma.decompress(file.read_bytes()))
    before = counts(path)

    desk = open_desk(path, documents=tmp_path / "documents")
    titles = [line.title for line in desk.ask(meetings_list)]
    while desk.vault.ledger.undoable() is not None:
        desk.undo()
    desk.redo()
    desk.close()

    assert titles
    (kept,) = (tmp_path / "reseau-sauvegardes").glob("avant-version-*.dgsdb")
    assert counts(kept) == before


def test_a_file_of_version_2_made_before_its_last_table_opens_whole(tmp_path: Path) -> None:
    whole, early = tmp_path / "entier.dgsdb", tmp_path / "tôt.dgsdb"
    for path in (whole, early):
        path.write_bytes(lzma.decompress((SCHEMAS / "schema_2.dgsdb.xz").read_bytes()))
    with closing(sqlite3.connect(early)) as raw, raw:
        raw.execute("DROP TABLE known_columns")
    for path in (whole, early):
        open_desk(path, documents=tmp_path).close()
    columns = "SELECT name, type, \"notnull\", pk FROM pragma_table_info('known_columns')"
    with closing(sqlite3.connect(whole)) as one, closing(sqlite3.connect(early)) as other:
        assert other.execute(columns).fetchall() == one.execute(columns).fetchall() != []
    assert counts(early).keys() == counts(whole).keys()


def counts(path: Path) -> dict[str, int]:
    """Count the rows of every table."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ancien.dgsdb"
    connection = sqlite3.connect(path, isolation_level=None)

    def broken(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("dgsdesk.storage.migrations._run", broken)
    with pytest.raises(RuntimeError):
        upgrade(connection, 1)
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
