"""The journal stays small: typing is folded, old acts are shortened, and nothing that is needed is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddGreyZone, EditGreyZone, RemoveGreyZone, SettleGreyZone
from dgsdesk.application.grey_zone.page import grey_zone_detail
from dgsdesk.application.history.acts import HistoryWanted, history
from dgsdesk.application.history.deleted import BringBack, deleted_things
from dgsdesk.application.minutes.history import version_differences, version_lines
from dgsdesk.application.minutes.notes import KeepNotes
from dgsdesk.application.review.circulation import LayDraft
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.richtext import paragraphs_of
from dgsdesk.storage import compaction
from dgsdesk.storage.seals import broken_seals
from dgsdesk.storage.trail import Trail
from dgsdesk.storage.vault import SqlVault
from tests.house.test_every_command import content
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


def raw(desk: Desk) -> sqlite3.Connection:
    assert isinstance(desk.vault, SqlVault)
    with desk.vault.raw() as connection:
        return connection


def later(desk: Desk, **time: float) -> None:
    desk.clock.instant += timedelta(**time)  # type: ignore[attr-defined]


def compact(desk: Desk) -> None:
    while desk.compact():
        pass


def size(desk: Desk) -> int:
    query = "SELECT sum(length(coalesce(before, '')) + length(coalesce(after, ''))) FROM journal_change"
    return int(raw(desk).execute(query).fetchone()[0])


def type_a_day(desk: Desk, written: Written, words: str = "Les fossés débordent. ") -> None:
    """Write on two items in turns, with rests that make an act of each."""
    text = ""
    for _ in range(6):
        text += words * 10
        for item in (written.roads, written.waste):
            desk.run(KeepNotes(item, paragraphs_of(text)))
            later(desk, minutes=7)


def all_the_way_back(desk: Desk) -> list[object]:
    """Undo everything; return each state passed."""
    states: list[object] = []
    while desk.undoable():
        desk.undo()
        states.append(content(desk))
    return states


def test_a_day_of_typing_becomes_one_act_for_each_text(
    written_desk: Desk, written_meeting: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "_AT_ONCE", 25)
    desk = written_desk
    type_a_day(desk, written_meeting)
    desk.run(NoteSubject("Entre deux"))
    for at in range(60):
        desk.run(NoteSubject(f"Sujet {at}"))
    now, acts, bytes_before = content(desk), len(desk.history(500)), size(desk)
    told = desk.ask(history, HistoryWanted(written_meeting.roads)).lines[0].details
    compact(desk)
    assert len(desk.history(500)) == acts, "nothing is a month old"
    later(desk, days=40)
    compact(desk)
    assert len(desk.history(500)) <= acts - 8
    assert size(desk) < bytes_before - 10_000
    assert content(desk) == now
    assert broken_seals(raw(desk)) == []
    assert desk.ask(history, HistoryWanted(written_meeting.roads)).lines[0].details == told
    trail = sorted(raw(desk).execute("SELECT * FROM trail_thing"))
    Trail.rebuild(raw(desk))
    assert set(raw(desk).execute("SELECT * FROM trail_thing")) == set(trail)
    first = all_the_way_back(desk)[-1]
    while desk.redoable():
        desk.redo()
    assert content(desk) == now
    assert all_the_way_back(desk)[-1] == first


def test_old_acts_are_told_but_no_longer_undone(
    clisson: Desk, open_here: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "ALWAYS_WHOLE", 4)
    desk = clisson
    zone = desk.run(AddGreyZone("Fossés", question="Qui cure les fossés ? " * 40)).value
    desk.run(EditGreyZone(zone, title="Fossés et noues"))
    desk.run(SettleGreyZone(zone, "La commune cure.", agreed="Par courriel"))
    desk.run(NoteSubject("Repris"))
    desk.undo()
    desk.run(NoteSubject("Fait à la place"))
    gone = desk.run(AddGreyZone("Supprimée depuis")).value
    later(desk, days=450)
    desk.run(RemoveGreyZone(gone))
    for at in range(4):
        desk.run(NoteSubject(f"Sujet {at}"))
    now, before = content(desk), size(desk)
    compact(desk)
    desk = open_here()
    desk.clock.instant += timedelta(days=450)  # type: ignore[attr-defined]
    assert not desk.compact()
    assert (content(desk), broken_seals(raw(desk))) == (now, [])
    assert size(desk) < before * 0.8
    renamed = next(line for line in desk.ask(history, HistoryWanted(zone)).lines if "titre" in line.sentence)
    assert "«\u00a0Fossés\u00a0» → «\u00a0Fossés et noues\u00a0»" in renamed.sentence
    assert len(desk.ask(grey_zone_detail, zone).moves) == 1
    assert desk.ask(history, HistoryWanted()).reach == "Annulation possible depuis le 20\u00a0février 2028"
    (line,) = desk.ask(deleted_things)
    desk.run(BringBack(line.sequence, gone))
    while desk.undoable():
        desk.undo()
    with pytest.raises(RuleBroken) as ended:
        desk.undo()
    assert (ended.value.code, ended.value.facts["day"]) == ("undo_reach", "27\u00a0novembre 2026")


def test_states_of_minutes_end_where_acts_are_shortened_and_versions_stay(
    written_desk: Desk, written_meeting: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "ALWAYS_WHOLE", 4)
    desk, meeting = written_desk, written_meeting.id
    type_a_day(desk, written_meeting)
    desk.run(LayDraft(meeting))
    later(desk, days=450)
    desk.run(KeepNotes(written_meeting.roads, paragraphs_of("Repris un an plus tard.")))
    for at in range(4):
        desk.run(NoteSubject(f"Sujet {at}"))
    assert desk.ask(version_lines, meeting).told == ""
    compact(desk)
    found = desk.ask(version_lines, meeting)
    assert found.told.startswith("Jusqu’au 10\u00a0novembre 2026, seules les versions sont gardées")
    assert [line.words.partition(",")[0] for line in found.lines] == ["Texte actuel", "Version 1"]
    (one,) = desk.ask(version_differences, meeting, found.lines[1].id, found.lines[0].id)
    assert one.item_id == written_meeting.roads


def test_a_step_that_is_killed_loses_nothing_and_rot_is_left_to_be_named(
    written_desk: Desk, written_meeting: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = written_desk
    type_a_day(desk, written_meeting)
    for at in range(70):
        desk.run(NoteSubject(f"Sujet {at}"))
    rows = "SELECT * FROM journal_change ORDER BY 1, 2"
    (rotten,) = raw(desk).execute("SELECT max(sequence) FROM journal_entry WHERE fold != ''").fetchone()
    raw(desk).execute(
        "UPDATE journal_change SET after = replace(after, 'fossés', 'fosses') WHERE sequence = ?", (rotten,)
    )
    later(desk, days=40)
    before = raw(desk).execute(rows).fetchall()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(compaction, "seal_acts", killed)
        with pytest.raises(KeyboardInterrupt):
            compact(desk)
    assert raw(desk).execute(rows).fetchall() == before
    compact(desk)
    assert len(raw(desk).execute(rows).fetchall()) < len(before)
    assert broken_seals(raw(desk)) == [("journal", f"{rotten:012d}")]
