"""The history on twenty years, and what compaction gains: ``python -m tests.benchmarks.journal FILE``.

FILE is a network of ``dgsdesk generate``; it is copied. Its journal is empty, so one is written as a life of
twenty years would have left it: each row came by an act of its day, each text of minutes was typed in bursts.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

from dgsdesk.application.desk import Desk
from dgsdesk.application.history.acts import HistoryWanted, history
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Organisation, Person
from dgsdesk.storage.mapping import ENTITIES
from dgsdesk.storage.rows import table_name
from dgsdesk.storage.seals import Seals, broken_seals
from dgsdesk.storage.trail import Trail
from dgsdesk.storage.vault import SqlVault

BURSTS = 4
_ENTRY = "INSERT INTO journal_entry VALUES (?, ?, ?, ?, ?, 'done', ?, ?, ?)"
_CHANGE = "INSERT INTO journal_change VALUES (?, ?, ?, ?, ?, ?)"


def write_journal(connection: sqlite3.Connection) -> int:
    """Write an act for the rows of each day and thing, and bursts of typing; return how many acts."""
    days = dict(connection.execute("SELECT id, day FROM meeting"))
    number = 0
    connection.execute("BEGIN IMMEDIATE")
    for day, kind, rows in sorted(_groups(connection, days), key=lambda one: one[:2]):
        typed = kind == "MinutesEntry"
        for at, row in enumerate(rows) if typed else [(0, {})]:
            for burst in range(BURSTS if typed else 1):
                number += 1
                moment = datetime.combine(date.fromisoformat(day), time(9)) + timedelta(
                    minutes=6 * burst, seconds=at
                )
                stamp = f"{moment.isoformat()}+01:00"
                fold = str(row.get("id", "")) if typed else ""
                who = ("Claire Martin", stamp, fold, stamp, "portable-mairie")
                label = "Notes du point" if typed else f"{len(rows)} lignes"
                command = "KeepNotes" if typed else "Generated"
                connection.execute(_ENTRY, (number, command, label, *who))
                changes = [_burst(row, burst)] if typed else [(None, one) for one in rows]
                connection.executemany(
                    _CHANGE,
                    (
                        (
                            number,
                            place,
                            kind,
                            (after or {})["id"] if before is None else row["id"],
                            *map(_text, (before, after)),
                        )
                        for place, (before, after) in enumerate(changes)
                    ),
                )
    connection.execute("COMMIT")
    return number


def _groups(
    connection: sqlite3.Connection, days: dict[str, str]
) -> Iterator[tuple[str, str, list[dict[str, object]]]]:
    for kind in ENTITIES:
        if kind.__name__ in ("FileText", "MinutesVersion"):
            continue
        cursor = connection.execute(f'SELECT * FROM "{table_name(kind)}"')
        names = [one[0] for one in cursor.description]
        groups: dict[str, list[dict[str, object]]] = {}
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            day = days.get(str(row.get("meeting_id"))) or str(row.get("day") or "2006-01-02")
            groups.setdefault(day, []).append(row)
        for day, rows in groups.items():
            yield day, kind.__name__, rows


def _burst(row: dict[str, object], burst: int) -> tuple[dict[str, object] | None, dict[str, object]]:
    blocks = json.loads(str(row["text"]))
    parts = [
        json.dumps(blocks[: max(1, len(blocks) * at // BURSTS)], ensure_ascii=False)
        for at in range(1, BURSTS + 1)
    ]
    if burst == 0:
        return None, row | {"text": parts[0]}
    return {"text": parts[burst - 1]}, {"text": parts[burst]}


def _text(side: dict[str, object] | None) -> str | None:
    return None if side is None else json.dumps(side, ensure_ascii=False, sort_keys=True)


def pages(connection: sqlite3.Connection) -> int:
    """Return the bytes in use, free pages left out."""
    count, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((count - free) * size)


def told(desk: Desk, about: str, name: str) -> None:
    """Measure the first piece of a history, read three times."""
    took = []
    for _ in range(3):
        start = perf_counter()
        piece = desk.ask(history, HistoryWanted(about))
        took.append((perf_counter() - start) * 1000)
    print(f"history of {name}: {len(piece.lines)} lines in {took[0]:.0f} ms, then {min(took):.0f} ms")


def main(file: Path) -> None:
    """Write the journal, measure histories, compact, measure again."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(folder) / "reseau.dgsdb"
        shutil.copyfile(file, copy)
        desk = open_desk(copy, clock=FixedClock.on(date.today()), create=False)
        assert isinstance(desk.vault, SqlVault)
        with desk.vault.raw() as connection:
            empty = pages(connection)
            acts = write_journal(connection)
            start = perf_counter()
            Trail.rebuild(connection)
            print(f"{acts} acts, trail made in {perf_counter() - start:.1f} s")
            Seals.rebuild(connection)
            whole = pages(connection)
        things = desk.ask(
            lambda view: (
                ("everything", ""),
                ("a commune", view.store.find(Organisation)[3].id),
                ("a person", view.store.find(Person)[0].id),
                ("the busiest meeting", max(view.store.count(Meeting, "id"))),
            )
        )
        for name, about in things:
            told(desk, about, name)
        steps = []
        start, more = perf_counter(), True
        while more:
            began = perf_counter()
            more = desk.compact()
            steps.append((perf_counter() - began) * 1000)
        took = perf_counter() - start
        with desk.vault.raw() as connection:
            left = pages(connection)
            kept = connection.execute("SELECT count(*) FROM journal_entry").fetchone()[0]
            sound = not broken_seals(connection)
        steps.sort()
        print(
            f"journal {(whole - empty) / 1e6:.0f} MB, then {(left - empty) / 1e6:.0f} MB and {kept} acts"
            f" in {took:.1f} s: {len(steps)} steps, median {steps[len(steps) // 2]:.0f} ms,"
            f" worst {steps[-1]:.0f} ms; seals {'hold' if sound else 'BROKEN'}"
        )
        for name, about in things:
            told(desk, about, name)
        desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
