"""Versions of an agenda: frozen at the invitation, then what is added, moved, said otherwise, withdrawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.application.agenda.acts import AddItem, EditItem, MoveItem, PostponeItem, RemoveItem
from dgsdesk.application.agenda.lines import AgendaChanges, changes_since
from dgsdesk.application.agenda.parts import EditPart
from dgsdesk.application.agenda.referral import SetReferral
from dgsdesk.application.agenda.workshop import agenda_workshop
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.invitation.acts import SendInvitation, SendUpdate, invitation_preview
from dgsdesk.application.meeting.acts import PlanMeeting, PostponeMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.meeting.paper import gather_paper, versions_of
from dgsdesk.application.meeting.prints import PrintAgenda
from dgsdesk.domain.agenda import FrozenItem, Referral, moved_numbers
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.richtext import ListItem, Table, block_text


@pytest.fixture
def meeting(clisson: Desk) -> str:
    choice = clisson.ask(circle_choices)[0]
    clisson.run(PlanMeeting(choice.id, date(2027, 1, 12), choice.hosts[2][0]))
    meeting_id = clisson.run(PlanMeeting(choice.id, date(2026, 12, 8), choice.hosts[1][0])).value
    part = clisson.ask(agenda_workshop, meeting_id).parts
    for title, at in (("Sel", 0), ("Fossés", 0), ("Archives", 1), ("Fibre", 2)):
        clisson.run(AddItem(meeting_id, title=title, part_id=part[at].id, minutes=20))
    clisson.run(SendInvitation(meeting_id))
    return meeting_id


def item_id(desk: Desk, meeting_id: str, title: str) -> str:
    return next(item.id for item in desk.ask(agenda_workshop, meeting_id).items if item.title == title)


def changes(view: View, meeting_id: str) -> AgendaChanges:
    paper = gather_paper(view, view.store.get(Meeting, meeting_id), view.clock.now())
    return changes_since(view.store, versions_of(view, meeting_id)[-1], paper.items)


def letters(view: View, meeting_id: str) -> list[str]:
    return [version.letter for version in versions_of(view, meeting_id)]


def test_a_version_says_what_was_added_moved_said_otherwise_and_withdrawn(
    clisson: Desk, meeting: str
) -> None:
    parts = clisson.ask(agenda_workshop, meeting).parts
    clisson.run(AddItem(meeting, title="Crue", part_id=parts[0].id, minutes=15, position=0))
    clisson.run(MoveItem(item_id(clisson, meeting, "Fossés"), parts[1].id, 1))
    clisson.run(EditItem(item_id(clisson, meeting, "Archives"), minutes=30, presenter="DGS de Gorges"))
    clisson.run(PostponeItem(item_id(clisson, meeting, "Fibre")))
    found = clisson.ask(changes, meeting)
    assert found.added == ("1.3 Crue · 15\u00a0min",)
    assert found.moved == ("1.2 Fossés · passe après le point 2.1, dans «\u00a0Sujet commun\u00a0»",)
    assert found.changed == ("2.1 Archives · DGS de Gorges · 30\u00a0min (au lieu de 20\u00a0min)",)
    assert found.removed == ("3.1 Fibre · 20\u00a0min · reporté au mardi 12\u00a0janvier 2027",)
    assert clisson.ask(invitation_preview, meeting).version == "B"
    clisson.run(SendUpdate(meeting))
    assert clisson.ask(letters, meeting) == ["A", "B"]
    assert not clisson.ask(changes, meeting)
    clisson.run(EditPart(parts[0].id, title="Grandes et petites zones grises"))
    assert not clisson.ask(changes, meeting), "a part that is renamed moves nobody"
    clisson.run(SetReferral(item_id(clisson, meeting, "Sel"), Referral.ARBITRATION))
    clisson.run(EditItem(item_id(clisson, meeting, "Crue"), recall="Le 3 mars, rien."))
    assert clisson.ask(changes, meeting).changed == (
        "1.3 Crue · rappel mis à jour",
        "1.1 Sel · à soumettre à arbitrage",
    )
    assert clisson.ask(invitation_preview, meeting).version == "C"


def test_a_number_that_was_withdrawn_never_comes_back(clisson: Desk, meeting: str) -> None:
    part = clisson.ask(agenda_workshop, meeting).parts[0].id
    clisson.run(RemoveItem(item_id(clisson, meeting, "Fossés")))
    clisson.run(SendUpdate(meeting))
    clisson.run(AddItem(meeting, title="Crue", part_id=part))
    found = clisson.ask(changes, meeting)
    assert [line[:8] for line in found.added] == ["1.3 Crue"]
    assert not found.changed
    clisson.run(PostponeMeeting(meeting, date(2026, 12, 15)))
    clisson.run(AddItem(meeting, title="Pluies", part_id=part))
    clisson.run(SendInvitation(meeting))
    assert [item.number for item in clisson.ask(agenda_workshop, meeting).items] == [
        "1.1",
        "1.3",
        "1.4",
        "2.1",
        "3.1",
    ]


def printed(desk: Desk, meeting_id: str) -> tuple[str, list[str]]:
    """The name of the printed agenda, its lists and its table's first columns."""
    laid = desk.run(PrintAgenda(meeting_id)).value
    path = Path(next(path for path in laid.files if path.endswith(".docx")))
    read = desk.office.read_docx(path.read_bytes())
    said = [block_text(block) for block in read.blocks if not isinstance(block, Table)]
    said += [row[1].text for block in read.blocks if isinstance(block, Table) for row in block.rows[1:]]
    assert any(isinstance(block, ListItem) for block in read.blocks) == ("version-A" not in path.name)
    return path.name, said


def test_version_b_is_printed_with_its_changes_first(clisson: Desk, meeting: str) -> None:
    name, said = printed(clisson, meeting)
    assert "version-A" in name
    clisson.run(AddItem(meeting, title="Crue"))
    clisson.run(SetReferral(item_id(clisson, meeting, "Crue"), Referral.MAYORS))
    name, said = printed(clisson, meeting)
    assert "version-B" in name
    assert any(text.endswith("version B, pas encore envoyée") for text in said)
    assert "Point ajouté" in said
    assert any("Crue (point ajouté · à porter en conférence des maires)" in text for text in said)
    clisson.run(SendUpdate(meeting))
    again, said = printed(clisson, meeting)
    assert "version-B" in again
    assert any(text.endswith("version B") for text in said)
    assert "Point ajouté" in said


def frozen(numbers: list[tuple[str, str]]) -> list[FrozenItem]:
    return [FrozenItem(number, number, "", "", 20, "", part, part) for number, part in numbers]


@given(st.permutations(range(7)), st.integers(0, 3))
def test_what_moved_is_as_little_as_explains_the_order(order: list[int], dropped: int) -> None:
    before = frozen([(str(at), "a") for at in range(7)])
    after = frozen([(str(at), "a") for at in order if at >= dropped] + [("9", "a")])
    moved = moved_numbers(before, after)
    staying = [item.number for item in after if item.number not in moved and item.number != "9"]
    assert staying == sorted(staying)
    assert len(moved) <= max(0, 7 - dropped - 1)


def test_changing_part_is_moving_even_in_place() -> None:
    before = frozen([("1.1", "a"), ("1.2", "a"), ("2.1", "b")])
    after = frozen([("1.1", "a"), ("1.2", "b"), ("2.1", "b")])
    assert moved_numbers(before, after) == {"1.2"}
