"""What was deleted comes back with its details, wherever the network has gone on since."""

from __future__ import annotations

import sqlite3
import typing
from dataclasses import fields
from datetime import date
from random import Random

import pytest

from dgsdesk.application.action.acts import AddAction, EditAction, RemoveAction
from dgsdesk.application.agenda.acts import AddItem, RemoveItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddGreyZone, RemoveGreyZone
from dgsdesk.application.history.deleted import BringBack, bring_back_preview, deleted_things
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.ports.store import JournalLine
from dgsdesk.application.privacy.person_erasure import ErasePerson
from dgsdesk.application.search.acts import find_things
from dgsdesk.application.subjects.acts import AddSupport, NoteSubject, RemoveSubject
from dgsdesk.domain.action import Action
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.belonging import FREE, OWNERS, POINTS_TO, THINGS
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import NotFound, RuleBroken
from dgsdesk.domain.grey_zone import GreyZone, GreyZoneState
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Organisation, OrganisationKind, Person
from dgsdesk.domain.richtext import paragraphs_of
from dgsdesk.storage.mapping import ENTITIES
from dgsdesk.storage.seals import broken_seals
from dgsdesk.storage.search import differences
from dgsdesk.storage.vault import SqlVault
from tests.written_meeting import Written, on_day

Rows = dict[tuple[str, str], dict[str, object]]


def rows(desk: Desk) -> Rows:
    """Return every row as it stands, its place among others left out."""
    return desk.ask(
        lambda view: {
            (kind.__name__, row.id): {k: v for k, v in vars(row).items() if k != "position"}
            for kind in ENTITIES
            for row in view.store.find(kind)
        }
    )


def communes(desk: Desk) -> list[str]:
    kind = OrganisationKind.COMMUNE
    return desk.ask(lambda view: [one.id for one in view.store.find(Organisation, kind=kind)])


def delete(desk: Desk, kind: type[Entity], row_id: str) -> None:
    """Delete any thing with its details; who only mentions it forgets it."""
    with desk.vault.unit_of_work() as work:
        doomed = {row_id: work.get(kind, row_id)}
        everything = [row for one in ENTITIES for row in work.find(one)]
        while more := [one for one in everything if one.id not in doomed and _depends(one, doomed)]:
            doomed.update({one.id: one for one in more})
        for one in everything:
            if one.id in doomed:
                work.remove(one)
                continue
            for name, _ in _pointing(type(one)):
                if getattr(one, name) in doomed:
                    setattr(one, name, None)
        work.commit(JournalLine("Delete", f"{kind.__name__} supprimé", "Claire", desk.clock.now()))


def _depends(row: Entity, doomed: typing.Collection[str]) -> bool:
    needed = {*OWNERS[type(row)], *(name for name, must in _pointing(type(row)) if must)}
    return any(getattr(row, name) in doomed for name in needed)


def _pointing(kind: type[Entity]) -> list[tuple[str, bool]]:
    hints = typing.get_type_hints(kind)
    names = [one.name for one in fields(kind) if one.name in POINTS_TO and (kind, one.name) not in FREE]
    return [(name, hints[name] is str) for name in names]


def raw(desk: Desk) -> sqlite3.Connection:
    assert isinstance(desk.vault, SqlVault)
    with desk.vault.raw() as connection:
        return connection


def test_a_zone_comes_back_with_its_matrix_as_one_act(clisson: Desk) -> None:
    zone = clisson.run(AddGreyZone("Fossés le long des voies")).value
    before = rows(clisson)
    clisson.run(RemoveGreyZone(zone))
    clisson.run(AddAction(None, "Relever les compteurs"))
    (line,) = clisson.ask(deleted_things)
    assert line.name == "La zone grise «\u00a0Fossés le long des voies\u00a0»"
    assert "fosses" in line.search
    assert line.sentence == "Le 27\u00a0novembre à 8\u00a0h, par essai"
    done = clisson.run(BringBack(line.sequence, line.id))
    assert done.label == "Rétabli\u00a0: la zone grise «\u00a0Fossés le long des voies\u00a0»"
    assert before.items() <= rows(clisson).items()
    assert clisson.ask(deleted_things) == ()
    with pytest.raises(RuleBroken, match="already_back"):
        clisson.run(BringBack(line.sequence, line.id))
    clisson.undo()
    assert [one.id for one in clisson.ask(deleted_things)] == [zone]


def test_what_it_belonged_to_comes_back_with_it_when_agreed(
    written_desk: Desk, written_meeting: Written
) -> None:
    desk = written_desk
    action = desk.run(AddAction(written_meeting.roads, "Chiffrer les travaux")).value
    before = rows(desk)
    desk.run(RemoveAction(action))
    delete(desk, Meeting, written_meeting.id)
    lines = {line.id: line for line in desk.ask(deleted_things)}
    assert set(lines) == {action, written_meeting.id}
    assert "points" in lines[written_meeting.id].along
    preview = desk.ask(bring_back_preview, lines[action].sequence, action)
    assert preview.owners == ("la réunion du 10\u00a0novembre 2026",)
    with pytest.raises(RuleBroken, match="owner_deleted"):
        desk.run(BringBack(lines[action].sequence, action))
    desk.run(BringBack(lines[action].sequence, action, with_owners=True))
    assert rows(desk) == before
    assert desk.ask(deleted_things) == ()


def test_what_was_taken_in_between_is_told_and_both_are_kept(clisson: Desk) -> None:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    meeting = clisson.run(PlanMeeting(circle, date(2026, 12, 8), communes(clisson)[0])).value
    zone = clisson.run(AddGreyZone("Fossés")).value
    first = clisson.run(AddItem(meeting, source_kind=SourceKind.GREY_ZONE, source_id=zone)).value
    clisson.run(RemoveItem(first))
    second = clisson.run(AddItem(meeting, source_kind=SourceKind.GREY_ZONE, source_id=zone)).value
    (line,) = clisson.ask(deleted_things)
    (said,) = clisson.ask(bring_back_preview, line.sequence, first).sentences
    assert said.startswith("«\u00a0Fossés\u00a0» a été remis à l’ordre du jour")
    clisson.run(BringBack(line.sequence, first))
    items = clisson.ask(lambda view: {one.id: one for one in view.store.find(AgendaItem, id={first, second})})
    assert (items[first].source_kind, items[second].source_id) == (SourceKind.FREE, zone)
    assert items[first].position != items[second].position
    state = clisson.ask(lambda view: view.store.get(GreyZone, zone).state)
    assert state in (GreyZoneState.RAISED, GreyZoneState.EXAMINED)


def test_a_mention_that_was_left_out_is_made_again_where_nobody_wrote_another(
    written_desk: Desk, written_meeting: Written
) -> None:
    desk = written_desk
    people = desk.ask(lambda view: view.store.find(Person))
    kept, changed = (desk.run(AddAction(None, text, owner_id=people[0].id)).value for text in ("Un", "Deux"))
    for action in (kept, changed):
        desk.run(RemoveAction(action))
    delete(desk, Person, people[0].id)
    lines = {line.id: line for line in desk.ask(deleted_things)}
    for action in (kept, changed):
        desk.run(BringBack(lines[action].sequence, action))
    desk.run(EditAction(changed, owner_id=people[1].id))
    desk.run(EditAction(changed, owner_id=None))
    line = lines[people[0].id]
    said = desk.ask(bring_back_preview, line.sequence, line.id).sentences
    again = [one for one in said if "la mention de" in one]
    assert [one.partition("\u00a0:")[0] for one in again] == ["L’action «\u00a0Un\u00a0»"]
    desk.run(BringBack(line.sequence, line.id, with_owners=True))
    owners = desk.ask(lambda view: [view.store.get(Action, one).owner_id for one in (kept, changed)])
    assert owners == [people[0].id, None]
    desk.undo()
    assert desk.ask(lambda view: view.store.get(Action, kept).owner_id) is None


def test_what_was_erased_for_good_never_comes_back(written_desk: Desk) -> None:
    desk = written_desk
    person = desk.ask(lambda view: next(one for one in view.store.find(Person) if one.email))
    address = person.email
    desk.run(ErasePerson(person.id))
    delete(desk, Person, person.id)
    (line,) = desk.ask(deleted_things)
    desk.run(BringBack(line.sequence, line.id))
    back = desk.ask(lambda view: view.store.get(Person, person.id))
    assert (back.family_name, back.email) == (person.family_name, "")
    assert address not in "\n".join(raw(desk).iterdump())


def test_after_a_year_it_is_not_offered_any_more(clisson: Desk) -> None:
    theme = clisson.run(NoteSubject("Voirie")).value
    clisson.run(RemoveSubject(theme))
    on_day(clisson, date(2027, 11, 26))
    assert [line.id for line in clisson.ask(deleted_things)] == [theme]
    on_day(clisson, date(2027, 11, 30))
    assert clisson.ask(deleted_things) == ()
    with pytest.raises(NotFound, match="deletion_gone"):
        clisson.run(BringBack(999, theme))


def live_on(desk: Desk, random: Random, written: Written) -> None:
    """Do something that has nothing to do with what was deleted, or nearly."""
    theme = desk.run(NoteSubject(f"Sujet {random.random()}")).value
    desk.run(AddSupport(theme, random.choice(communes(desk))))
    items = desk.ask(lambda view: view.store.find(AgendaItem, meeting_id=written.id))
    if items:
        desk.run(WriteEntry(random.choice(items).id, paragraphs_of(f"Dit le {random.random()}.")))


@pytest.mark.parametrize("seed", range(3))
def test_random_things_come_back_the_same_after_a_life_without_them(
    written_desk: Desk, written_meeting: Written, seed: int
) -> None:
    desk, random = written_desk, Random(seed)
    zone = desk.run(AddGreyZone("Fossés")).value
    theme = desk.run(NoteSubject("Logiciel commun")).value
    desk.run(AddSupport(theme, communes(desk)[0]))
    before = rows(desk)
    kinds = [kind for kind in sorted(THINGS, key=lambda one: one.__name__) if kind is not Organisation]
    for _ in range(5):
        here = desk.ask(lambda view: [(kind, row.id) for kind in kinds for row in view.store.find(kind)])
        delete(desk, *random.choice(here))
        live_on(desk, random, written_meeting)
    while lines := list(desk.ask(deleted_things)):
        line = random.choice(lines)
        desk.run(BringBack(line.sequence, line.id, with_owners=True))
    after = rows(desk)
    assert before.keys() <= after.keys()
    told = {"MinutesEntry", "Meeting"}  # written on meanwhile
    lost = [
        (key, name)
        for key, row in before.items()
        for name in row
        if key[0] not in told and after[key][name] != row[name]
    ]
    assert lost == [], "what a mention was left out of comes to name it again"
    connection = raw(desk)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert broken_seals(connection) == []
    assert differences(connection) == []
    assert zone in {hit.id for hit in desk.ask(find_things, "fossés")}
    assert theme in {hit.id for hit in desk.ask(find_things, "logiciel")}
