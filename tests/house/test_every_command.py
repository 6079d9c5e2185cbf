"""Every command runs, is undone and is redone, before and after reopening, to the letter.

After each act the whole logical content (every row of every table but the journal's own) is read; undoing
must give back what was before, redoing what was after. At the end everything is undone, act by act, with the
database reopened between, then done again.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import text

from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk, every_command
from dgsdesk.storage.mapping import ENTITIES
from dgsdesk.storage.rows import table_name
from tests.house import samples

ORDER = (
    "network",
    "rota",
    "registers",
    "roadmap",
    "meeting",
    "holding",
    "minutes",
    "review",
    "actions",
    "spelling",
    "circles",
    "arrivals",
    "library",
    "competences",
    "dossiers",
    "trust",
    "history",
    "yearly_report",
)

FINAL = {"ErasePerson"}
"""What cannot be undone, by law: `test_erasure` holds it."""

Content = dict[str, list[tuple[Any, ...]]]


def content(desk: Desk) -> Content:
    """Read every row of every kind, as the tables keep them."""
    with desk.vault.engine.connect() as connection:  # type: ignore[attr-defined]
        return {
            name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY id"))]
            for name in map(table_name, ENTITIES)
        }


def rooms() -> list[str]:
    """The rooms that have samples, in the order of a month."""
    found = {module.name for module in pkgutil.iter_modules(samples.__path__)}
    unknown = found - set(ORDER)
    assert not unknown, f"no place in the order for {unknown}"
    return [name for name in ORDER if name in found]


def every_sample(desk: Callable[[], Desk]) -> Iterator[Command[Any]]:
    for room in rooms():
        yield from importlib.import_module(f"tests.house.samples.{room}").samples(desk())


def test_every_command_runs_undoes_and_redoes(open_here: Callable[[], Desk]) -> None:
    desk = open_here()
    states = [content(desk)]
    tried: set[str] = set()
    for command in every_sample(lambda: desk):
        name = type(command).__name__
        desk.run(command)
        tried.add(name)
        after = content(desk)
        if after == states[-1]:
            continue
        desk.undo()
        assert content(desk) == states[-1], f"undoing {name} leaves something behind"
        desk.redo()
        assert content(desk) == after, f"redoing {name} gives something else"
        states.append(after)
    missing = {command.__name__ for command in every_command()} - tried - FINAL
    assert not missing, f"commands without a sample: {sorted(missing)}"
    _all_the_way_back_and_forth(open_here, states)


def _all_the_way_back_and_forth(open_here: Callable[[], Desk], states: list[Content]) -> None:
    desk = open_here()
    for expected in reversed(states[:-1]):
        desk.undo()
        assert content(desk) == expected
    assert desk.undoable() is None
    desk = open_here()
    for expected in states[1:]:
        desk.redo()
        assert content(desk) == expected
    assert desk.redoable() is None
