"""The index says what the tables say: after every command, undo and redo, and when it is made anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone import AddGreyZone
from dgsdesk.application.search import find_things
from dgsdesk.storage.search import VERSION, differences, is_sound
from dgsdesk.storage.vault import SqlVault
from tests.house.test_every_command import every_sample


def wrong(desk: Desk) -> list[str]:
    assert isinstance(desk.vault, SqlVault)
    with desk.vault.raw() as connection:
        assert is_sound(connection)
        return differences(connection)


def said(desk: Desk, statement: str) -> None:
    assert isinstance(desk.vault, SqlVault)
    with desk.vault.raw() as connection:
        connection.execute(statement)


def found(desk: Desk, text: str) -> list[str]:
    return [row.title for row in desk.ask(find_things, text)]


def test_after_every_command_its_undo_and_its_redo(open_here: Callable[[], Desk]) -> None:
    desk = open_here()
    for command in every_sample(lambda: desk):
        before = desk.undoable()
        desk.run(command)
        name = type(command).__name__
        assert wrong(desk) == [], name
        if desk.undoable() != before:
            desk.undo()
            assert wrong(desk) == [], f"undone: {name}"
            desk.redo()
    while desk.undoable():
        desk.undo()
    assert wrong(desk) == []
    while desk.redoable():
        desk.redo()
    assert wrong(desk) == []


def test_an_index_that_is_missing_or_older_is_made_anew(clisson: Desk, open_here: Callable[[], Desk]) -> None:
    clisson.run(AddGreyZone("Avaloirs et grilles"))
    for harm in (
        "DROP TABLE search_state",
        f"UPDATE search_state SET version = {VERSION - 1}",
        "DROP TABLE search_words",
    ):
        said(clisson, harm)
        if "search_words" in harm:
            said(clisson, "DELETE FROM search_state")
        clisson = open_here()
        assert found(clisson, "avaloir") == ["Zone grise\u00a0: Avaloirs et grilles"]
        assert wrong(clisson) == []


def test_a_copy_carries_its_index(clisson: Desk, tmp_path: Path) -> None:
    import sqlite3

    clisson.run(AddGreyZone("Avaloirs et grilles"))
    copy = clisson.keeper.copy_to(str(tmp_path))
    with sqlite3.connect(copy) as connection:
        assert is_sound(connection)
        assert differences(connection) == []
    connection.close()
