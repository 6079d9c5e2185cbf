"""A large file is looked through as long as nobody waits for it."""

from __future__ import annotations

import sqlite3
from threading import Thread

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.storage import vault
from dgsdesk.storage.giving_way import GivingWay

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_what_looks_for_long_ends_for_who_waits_and_nobody_else_is_interrupted() -> None:
    connection, looking = sqlite3.connect(":memory:", check_same_thread=False), GivingWay()
    waiting = Thread(target=looking.make_way)
    connection.create_function("begun", 0, waiting.start)
    assert not looking.done(connection, lambda: connection.execute(f"SELECT begun(), ({ENDLESS})").fetchall())
    waiting.join()
    assert looking.done(connection, lambda: connection.execute("SELECT 1").fetchall())
    looking.make_way()  # nothing is looked at: the next one waits for its turn
    assert not looking.done(connection, lambda: pytest.fail("it does not begin"))
    with pytest.raises(sqlite3.OperationalError):
        looking.done(connection, lambda: connection.execute("SELECT nothing"))


def test_damage_found_behind_the_first_page_is_told(clisson: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    held = clisson.vault
    held._proven = False  # type: ignore[attr-defined]  # as after opening a large file
    clisson.make_way()
    assert not clisson.look_through()
    assert clisson.look_through()
    held._proven = False  # type: ignore[attr-defined]

    def rotten(*_: object) -> None:
        raise StorageUnavailable("storage_damaged")

    monkeypatch.setattr(vault, "prove", rotten)
    with pytest.raises(StorageUnavailable, match="storage_damaged"):
        clisson.look_through()
