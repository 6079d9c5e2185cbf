"""Who hosted in the past, typed or pasted from a table: days and names as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.membership import organisations_on
from dgsdesk.application.rota.problem import is_coming
from dgsdesk.application.view import View
from dgsdesk.domain.host_rota import HostTurn
from dgsdesk.domain.toponym import fold
from dgsdesk.domain.typed_day import whole_day


@dataclass(frozen=True)
class PastHost:
    """Somebody who may have hosted: a commune, or the EPCI at its own seat."""

    organisation_id: str
    name: str


@dataclass(frozen=True)
class PastGrid:
    """What is known of the past of a circle: (day, organisation id), oldest first, and who may be named."""

    turns: tuple[tuple[date, str], ...]
    hosts: tuple[PastHost, ...]


def past_grid(view: View, circle_id: str) -> PastGrid:
    """Return what is known of the past."""
    today = view.clock.today()
    turns = view.store.find(HostTurn, circle_id=circle_id)
    hosts = organisations_on(view.store, today)
    known = [(turn.day, turn.host_id) for turn in turns if not is_coming(turn, today) and turn.host_id]
    return PastGrid(
        turns=tuple(sorted((day, host) for day, host in known if host)),
        hosts=tuple(PastHost(org.id, org.name) for org in hosts),
    )


def find_host(name: str, hosts: Sequence[PastHost]) -> PastHost | None:
    """Return the host of that name, whatever its accents and hyphens; one that alone begins so, too."""
    wanted = fold(name)
    if not wanted:
        return None
    same = [host for host in hosts if fold(host.name) == wanted]
    begins = [host for host in hosts if fold(host.name).startswith(wanted)]
    found = same or begins
    return found[0] if len(found) == 1 else None


def cut_table(text: str) -> list[tuple[str, str]]:
    """Cut pasted lines into (day, host): columns by tabs, semicolons or wide gaps, in either order.

    Lines in which no cell is a day (the titles of a table) are kept when they come after the first day, so
    that nothing is lost without a word.
    """
    rows: list[tuple[str, str]] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in re.split(r"\t|;|\s{3,}", line) if cell.strip()]
        days = [cell for cell in cells if whole_day(cell)]
        rest = [cell for cell in cells if cell not in days]
        if days:
            rows.append((days[0], rest[0] if rest else ""))
        elif cells and rows:
            rows.append(("", cells[0]))
    return rows
