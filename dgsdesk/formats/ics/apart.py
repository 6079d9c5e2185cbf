"""Read a stranger's calendar in a process of its own (``formats.apart``)."""

from __future__ import annotations

import json
from typing import cast

from dgsdesk.application.calendar.content import CalendarContent
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.apart import Apart, Died
from dgsdesk.formats.ics.read import check_size, inspect_ics


def inspect_apart(content: bytes) -> CalendarContent:
    """Return what ``inspect_ics`` says of a calendar, read in another process; raises as it does."""
    check_size(content)
    try:
        with Apart("calendar") as reader:
            told = json.loads(reader.read(content))
    except Died as death:
        raise BadInput("calendar_too_slow" if death.slow else "calendar_broken") from death
    if "refused" in told:
        raise BadInput(told["refused"], **told["facts"])
    return cast(CalendarContent, told["read"])


def answer(request: bytes) -> list[bytes]:
    """Read what ``inspect_apart`` asks for, on the other side."""
    try:
        told: dict[str, object] = {"read": inspect_ics(request)}
    except BadInput as refusal:
        told = {"refused": refusal.code, "facts": refusal.facts}
    return [json.dumps(told).encode("ascii")]  # lone surrogates stay what they are
