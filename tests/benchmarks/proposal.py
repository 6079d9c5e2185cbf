"""Time « Proposer un ordre du jour » from 2,000 candidates: ``python -m tests.benchmarks.proposal [FILE]``.

The candidates are themes with their voices, grey zones, shared subjects and items that past meetings did not
reach, in equal parts, added to an example network (or to a copy of FILE, a generated one). Wanted: 200 ms.
The same input must give the same proposal each time; its reasons are printed.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from cProfile import Profile
from datetime import date, time, timedelta
from pathlib import Path
from pstats import Stats
from statistics import median
from time import perf_counter

from dgsdesk.application.agenda.proposal import propose_agenda
from dgsdesk.application.agenda.workshop import agenda_workshop
from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.ports.store import JournalLine
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.agenda import AgendaItem, AgendaPart
from dgsdesk.domain.circle import PartKind
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import Organisation, OrganisationKind
from dgsdesk.domain.theme import RaisedTheme, SharedSubject, Support

TODAY = date(2026, 11, 27)
CANDIDATES, TIMES, WANTED = 2_000, 15, 200


def candidates(desk: Desk, circle_id: str) -> Iterator[Entity]:
    """Give a quarter of each kind, with voices and days drawn from a fixed seed."""
    chance = random.Random(7)
    communes = [
        org.id for org in desk.ask(lambda view: view.store.find(Organisation, kind=OrganisationKind.COMMUNE))
    ]
    for at in range(CANDIDATES // 4):
        day = TODAY - timedelta(days=chance.randrange(1, 900))
        yield RaisedTheme(id=f"theme{at}", title=f"Thème {at}", question="Comment ?", raised_on=day)
        for commune in chance.sample(communes, chance.randrange(0, min(9, len(communes)))):
            yield Support(id=f"voice{at}{commune}", theme_id=f"theme{at}", organisation_id=commune)
        review = TODAY + timedelta(days=chance.randrange(-30, 900))
        yield GreyZone(id=f"zone{at}", title=f"Zone {at}", raised_on=day, review_on=review)
        yield SharedSubject(id=f"subject{at}", title=f"Sujet {at}", raised_on=day, before=review)
        if at % 10 == 0:
            yield from past_meeting(f"past{at}", circle_id, day)
        yield AgendaItem(
            id=f"item{at}",
            meeting_id=f"past{at - at % 10}",
            part_id=f"past{at - at % 10}part",
            position=at % 10,
            title=f"Point {at}",
            discussed=False,
        )


def past_meeting(meeting_id: str, circle_id: str, day: date) -> Iterator[Entity]:
    """Give a meeting that is over, with one part."""
    yield Meeting(
        id=meeting_id,
        circle_id=circle_id,
        day=day,
        starts_at=time(9),
        ends_at=time(12),
        state=MeetingState.DRAFTING,
        uid=f"{meeting_id}@exemple.invalid",
    )
    kind = PartKind.NETWORK_THEME
    yield AgendaPart(
        id=f"{meeting_id}part", meeting_id=meeting_id, position=0, title="Temps", kind=kind, minutes=90
    )


def main() -> None:
    """Make the network, time the proposal, say what it chose."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "reseau.dgsdb"
        named = [one for one in sys.argv[1:] if not one.startswith("-")]
        given = Path(named[0]) if named else None
        if given is not None:
            shutil.copy(given, database)
        desk = open_desk(database, documents=Path(folder), clock=FixedClock.on(TODAY))
        desk.settle()
        if given is None:
            desk.run(FoundNetwork("200067635", example=True))
        circle = desk.ask(circle_choices)[0].id
        meeting = desk.run(PlanMeeting(circle, date(2031, 3, 11))).value
        with desk.vault.unit_of_work() as work:
            for entity in candidates(desk, circle):
                work.add(entity)
            work.commit(JournalLine("bench", "", "", desk.clock.now()))
        report(desk, meeting)
        desk.close()


def report(desk: Desk, meeting: str) -> None:
    """Print how long it took against what is wanted, and the choices."""
    waiting = sum(len(pool.entries) for pool in desk.ask(agenda_workshop, meeting).pools)
    took = []
    proposals = []
    for _ in range(TIMES):
        start = perf_counter()
        proposals.append(desk.ask(propose_agenda, meeting))
        took.append((perf_counter() - start) * 1000)
    assert all(proposal == proposals[0] for proposal in proposals), "the same input, the same proposal"
    print(f"{waiting} candidates: median {median(took):.0f} ms, worst {max(took):.0f} ms (wanted {WANTED})")
    for item in proposals[0].items:
        print(f"  {item.part_title} · {item.title} · {item.minutes} min · {item.reason}")
    if "--profile" in sys.argv:
        profile = Profile()
        profile.runcall(desk.ask, propose_agenda, meeting)
        Stats(profile).sort_stats("cumulative").print_stats(25)


if __name__ == "__main__":
    main()
