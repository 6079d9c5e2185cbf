"""What commands share: a file read, a network opened and closed again, a meeting found by id or date."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dgsdesk.application.chosen_file import refused_file
from dgsdesk.application.desk import Desk
from dgsdesk.cli.house import House
from dgsdesk.domain.errors import BadInput, NotFound
from dgsdesk.whole_file import read_whole


def read_file(path: Path) -> bytes:
    """Return a file's content; raises BadInput as `refused_file` says."""
    try:
        return read_whole(path)
    except OSError as error:
        raise refused_file(error, str(path)) from error


@contextmanager
def opened_network(call: argparse.Namespace, house: House) -> Iterator[Desk]:
    """Open the network that a call names, the user's own by default."""
    desk = house.open_desk(call.database or house.default_database(), call.today)
    try:
        yield desk
    finally:
        desk.close()


def meeting_id(desk: Desk, wanted: str) -> str:
    """Return the id of a meeting told by id or by date; raises NotFound, BadInput("several_meetings")."""
    from dgsdesk.application.meeting.page import meetings_list

    found = [row.id for row in desk.ask(meetings_list) if wanted in (row.id, row.day.isoformat())]
    if not found:
        raise NotFound("no_such_meeting", where=wanted)
    if len(found) > 1:
        raise BadInput("several_meetings", where=wanted)
    return found[0]
