"""The schema's history. A migration imports no code of the project: it stays true when the code moves on.

Revision ids are the schema's numbers, « 0001 », « 0002 »…; ``user_version`` says which one a file has.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

FOLDER = Path(__file__).parent


def upgrade(connection: sqlite3.Connection, version: int) -> None:
    """Bring a database up to a schema number, all in one transaction with its ``user_version``.

    ``user_version`` alone says where it stands: a file made by the models never met Alembic. Raises what
    Alembic or SQLite raise; the database is then as it was.
    """
    from dgsdesk.storage.work import engine_on, plain_errors

    known = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with plain_errors(), engine_on(connection).begin() as active:
            if known:
                _run(command.stamp, active, known)
            migrate(active, version)
            active.exec_driver_sql(f"PRAGMA user_version={version}")
    finally:
        connection.execute("PRAGMA foreign_keys=ON")


def migrate(connection: Connection, version: int) -> None:
    """Run the migrations up to a schema number on an open transaction."""
    _run(command.upgrade, connection, version)


def migrate_down(connection: Connection, version: int) -> None:
    """Run the migrations back to a schema number (tests only: a user's file never goes back)."""
    _run(command.downgrade, connection, version)


def _run(move: object, connection: Connection, version: int) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    move(config, f"{version:04d}" if version else "base")  # type: ignore[operator]
