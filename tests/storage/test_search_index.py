"""The index says what the tables say: after every command, undo and redo, and when it is made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgsdesk.application.action.acts import AddAction
from dgsdesk.application.agenda.acts import EditItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.grey_zone.acts import AddGreyZone, EditGreyZone, RemoveGreyZone
from dgsdesk.application.meeting.acts import ChangeMeeting
from dgsdesk.application.minutes.holding import AddDecision, WriteEntry
from dgsdesk.application.safety.checking import check_network
from dgsdesk.application.search.acts import find_things
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.network import Role
from dgsdesk.domain.richtext import RichText, paragraph
from dgsdesk.storage.search import VERSION, SearchIndex, differences
from dgsdesk.storage.vault import SqlVault
from tests.copies import plain_copy
from tests.house.test_every_command import every_sample
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


def wrong(desk: Desk) -> list[str]:
    assert isinstance(desk.vault, SqlVault)
    with desk.vault.raw() as connection:
        assert SearchIndex.is_sound(connection)
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
    copy = plain_copy(clisson, tmp_path)
    with sqlite3.connect(copy) as connection:
        assert SearchIndex.is_sound(connection)
        assert differences(connection) == []
    connection.close()


ACTS = ("zone", "edit", "theme", "item", "title", "said", "action", "decision", "host", "name", "remove")


def act(desk: Desk, written: Written, name: str, number: int) -> None:
    """Carry out one act on what there is; what a rule refuses changes nothing."""
    word = ("avaloir", "déneigement", "école", "éclairage")[number % 4]
    zones = desk.ask(lambda view: [zone.id for zone in view.store.find(GreyZone)])
    zone = zones[number % len(zones)] if zones else ""
    item = (written.waste, written.roads)[number % 2]
    match name:
        case "zone":
            desk.run(AddGreyZone(f"{word} {number}", question=f"Qui paie {word}\u202f?"))
        case "edit" if zone:
            desk.run(EditGreyZone(zone, solution=f"la commune paie {word} {number}"))
        case "remove" if zone:
            desk.run(RemoveGreyZone(zone))
        case "theme":
            desk.run(NoteSubject(f"thème {word} {number}"))
        case "item" | "title":
            desk.run(EditItem(item, title=f"Point {word} {number}"))
        case "said":
            desk.run(WriteEntry(item, RichText((paragraph(f"On a parlé de {word} {number}."),))))
        case "action":
            desk.run(AddAction(item, f"Écrire sur {word} {number}"))
        case "decision":
            desk.run(AddDecision(item, f"Le réseau décide {word} {number}."))
        case "host":
            host = written.organisations[("Gorges", "Clisson", "Boussay")[number % 3]]
            desk.run(ChangeMeeting(written.id, host_id=host))
        case "name":
            person = PersonFields("Zoé", f"Échantillon {number}")
            desk.run(NameToPost(written.organisations["Gorges"], Role.DGS, person))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from((*ACTS, "undo", "undo", "redo")), st.integers(0, 9)), max_size=14))
def test_after_any_acts_the_index_is_as_if_made_anew(
    written_desk: Desk, written_meeting: Written, acts: list[tuple[str, int]]
) -> None:
    for name, number in acts:
        if name == "undo" and written_desk.undoable():
            written_desk.undo()
        elif name == "redo" and written_desk.redoable():
            written_desk.redo()
        else:
            with suppress(KnownError):
                act(written_desk, written_meeting, name, number)
    assert wrong(written_desk) == []


def test_a_bit_that_hides_things_is_seen_though_fts_own_check_lets_it_pass(
    open_here: Callable[[], Desk],
) -> None:
    desk = open_here()
    for number in range(6):
        desk.run(NoteSubject(f"Fossés et haies {number}"))
    with desk.vault.raw() as raw:  # type: ignore[attr-defined]
        rows = raw.execute("SELECT id, block FROM search_words_data WHERE id > 10 ORDER BY id").fetchall()
        hidden = next(
            _hiding(raw, [(number, at, block) for number, block in rows for at in range(len(block))])
        )
    assert hidden
    assert [one.mended for one in desk.ask(check_network).findings] == [True]
    assert wrong(desk) == []


def _hiding(raw: sqlite3.Connection, places: Iterable[tuple[int, int, bytes]]) -> Iterator[list[str]]:
    """Turn bits until one passes FTS5's own check and hides something; leave it turned."""
    for number, at, block in places:
        turned = block[:at] + bytes([block[at] ^ 4]) + block[at + 1 :]
        raw.execute("UPDATE search_words_data SET block = ? WHERE id = ?", (turned, number))
        with suppress(sqlite3.DatabaseError):
            raw.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')")
            if found := differences(raw):
                yield found
        raw.execute("UPDATE search_words_data SET block = ? WHERE id = ?", (block, number))
