"""Going back to backups, and keeping the journal small, as works.

A restore goes round three states in turns: one that was lost would be told from one that is next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import CloseSession, OpenSession
from dgsdesk.application.minutes.notes import KeepNotes
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.rota.page import circles, rota_page
from dgsdesk.application.safety.restoring import RestoreBackup
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.richtext import paragraphs_of, plain_text
from dgsdesk.domain.theme import RaisedTheme
from dgsdesk.storage import compaction

STATES = 3
TYPED = "Sujet "
"""Begins the titles that the works note themselves; all others are of a prepared state."""

_STATES_FILE, _TEXTS_FILE, _COPIES = "etats.json", "textes.json", "copies"
_OF_A_STATE = 5
_OLD, _DAYS_OF_TYPING, _BURSTS = 20, 6, 12
_STEPS = 3


# -- going back ----------------------------------------------------------------------------------------------


def keep_states(desk: Desk, folder: Path, come: Callable[[int], object]) -> None:
    """Back three states up, of other subjects and attachments each, and note where; the last one stands."""
    kept = []
    for state in range(STATES):
        for number in range(_OF_A_STATE):
            desk.run(NoteSubject(f"État {state}, {number}"))
        come(state)
        kept.append([Path(desk.keeper.copy_to(str(folder / _COPIES)).file).name, sorted(_state(desk))])
        for _ in range(_OF_A_STATE + 1 if state < STATES - 1 else 0):
            desk.undo()
    (folder / _STATES_FILE).write_text(json.dumps(kept), encoding="utf-8")


def go_back(desk: Desk, number: int) -> dict[str, object]:
    """Note a subject, then go back to the next state: the subject leaves with it."""
    folder = Path(desk.keeper.place()).parent
    name, _ = _states(folder)[number % STATES]
    desk.run(NoteSubject(f"{TYPED}{number}"))
    desk.run(RestoreBackup(str(folder / _COPIES / name)))
    return {"restored": number % STATES}


def half_restored(desk: Desk, folder: Path, told: Sequence[object]) -> Iterator[str]:
    """Name a state that is none of those prepared, or is one before the one that was told last."""
    if not (folder / _STATES_FILE).exists():
        return
    found = {title for title in _state(desk) if not title.startswith(TYPED)}
    states = [set(titles) for _, titles in _states(folder)]
    if found not in states:
        yield f"half restored: {sorted(found)}"
    elif told and states.index(found) not in (told[-1], (int(str(told[-1])) + 1) % STATES):
        yield f"lost: state {told[-1]}"


def _states(folder: Path) -> list[tuple[str, list[str]]]:
    return [(name, titles) for name, titles in json.loads((folder / _STATES_FILE).read_text("utf-8"))]


def _state(desk: Desk) -> list[str]:
    """Return what makes a state: the titles of the subjects, and which files arrived."""
    with desk.vault.reading() as store:
        titles = [one.title for one in store.find(RaisedTheme) if one.title != "Après"]
        return titles + [one.sha256 for one in store.find(Arrival)]


# -- keeping the journal small -------------------------------------------------------------------------------


def type_long_ago(desk: Desk, folder: Path, today: date) -> None:
    """Found a network long ago, and leave the journal of subjects and of some days of typing in two texts."""
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    begin = datetime.combine(today, clock.instant.timetz()) - timedelta(days=60)
    clock.instant = begin - timedelta(days=500)
    desk.run(FoundNetwork("200067635", example=True))
    for number in range(_OLD):
        desk.run(NoteSubject(f"Ancien {number}"))
    clock.instant = begin
    meeting = desk.run(PlanMeeting(desk.ask(circles)[0][0], begin.date(), _host(desk))).value
    items = [desk.run(AddItem(meeting, title=title)).value for title in ("Voirie", "Déchets")]
    for command in (SendInvitation(meeting), OpenSession(meeting), CloseSession(meeting)):
        desk.run(command)
    for day in range(_DAYS_OF_TYPING):
        clock.instant = begin + timedelta(days=day)
        for burst in range(_BURSTS):
            for item in items:
                desk.run(KeepNotes(item, paragraphs_of(f"Jour {day}. " + "Les fossés débordent. " * burst)))
                clock.instant += timedelta(minutes=7)
    (folder / _TEXTS_FILE).write_text(json.dumps(_texts(desk)), encoding="utf-8")


def compact(desk: Desk, number: int) -> dict[str, object]:
    """Take the next steps of compaction, short ones, and note a subject."""
    with _short_steps():
        desk.settle()
        for _ in range(_STEPS):
            desk.compact()
    title = f"{TYPED}{number}"
    return {"subject": desk.run(NoteSubject(title)).value, "title": title}


def changed_texts(desk: Desk, folder: Path) -> Iterator[str]:
    """Name texts that compaction changed, and an undo that is no longer possible."""
    if not (folder / _TEXTS_FILE).exists():
        return
    before = json.loads((folder / _TEXTS_FILE).read_text("utf-8"))
    if _texts(desk) != before:
        yield "texts differ after compaction"
    if desk.undoable() is None:
        yield "nothing can be undone"


def _texts(desk: Desk) -> list[str]:
    with desk.vault.reading() as store:
        return sorted(plain_text(one.text) for one in store.find(MinutesEntry))


def _host(desk: Desk) -> str:
    return desk.ask(rota_page).rows[3].organisation_id


@contextmanager
def _short_steps() -> Iterator[None]:
    """Let steps be of few acts, and all but the newest few old: a small journal then takes many steps."""
    kept = compaction._AT_ONCE, compaction.ALWAYS_WHOLE
    compaction._AT_ONCE, compaction.ALWAYS_WHOLE = 30, 4
    try:
        yield
    finally:
        compaction._AT_ONCE, compaction.ALWAYS_WHOLE = kept
