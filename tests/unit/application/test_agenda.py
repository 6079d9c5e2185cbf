"""The agenda workshop: pools, items, time, proposals, carry-over."""

from __future__ import annotations

from datetime import date

import pytest

from dgsdesk.application.agenda.acts import (
    AddItem,
    DropCarriedOver,
    EditItem,
    MoveItem,
    PostponeItem,
    RemoveItem,
)
from dgsdesk.application.agenda.parts import AddPart, EditPart, RemovePart
from dgsdesk.application.agenda.proposal import ApplyProposal, propose_agenda
from dgsdesk.application.agenda.source import after_meeting
from dgsdesk.application.agenda.workshop import Workshop, WorkshopItem, agenda_workshop
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.grey_zone.acts import (
    AddGreyZone,
    AddStartingGreyZones,
    RemoveGreyZone,
    SettleGreyZone,
)
from dgsdesk.application.grey_zone.page import grey_zone_detail, grey_zones_page
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.ports.store import JournalLine
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.acts import AddSharedSubject, AddSupport, NoteSubject, RemoveSubject
from dgsdesk.application.subjects.page import raisers, subjects_page
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.grey_zone import GreyZoneState
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.theme import SubjectState


def circle_id(view: View) -> str:
    return view.store.find(Circle)[0].id


@pytest.fixture
def meeting(clisson: Desk) -> str:
    return clisson.run(PlanMeeting(clisson.ask(circle_id), date(2026, 12, 8))).value


@pytest.fixture
def january(clisson: Desk, meeting: str) -> str:
    return clisson.run(PlanMeeting(clisson.ask(circle_id), date(2027, 1, 12))).value


def set_state(desk: Desk, meeting_id: str, state: MeetingState, discussed: bool | None = None) -> None:
    """Bring a meeting where other rooms bring it, and tell whether its items were reached."""
    with desk.vault.unit_of_work() as work:
        meeting = work.get(Meeting, meeting_id)
        meeting.state = state
        for item in work.find(AgendaItem, meeting_id=meeting_id):
            item.discussed = discussed
        if state is MeetingState.DRAFTING:
            after_meeting(work, meeting)
        work.commit(JournalLine("test", "", "", desk.clock.now()))


def pool(workshop: Workshop, kind: SourceKind) -> list[tuple[str, str]]:
    entries = next(pool.entries for pool in workshop.pools if pool.kind is kind)
    return [(entry.title, entry.words) for entry in entries]


def titles(workshop: Workshop) -> list[list[str]]:
    return [[item.title for item in part.items] for part in workshop.parts]


def first(workshop: Workshop) -> WorkshopItem:
    return workshop.items[0]


def test_an_item_leaves_its_pool_for_the_part_of_its_kind(clisson: Desk, meeting: str) -> None:
    zone = clisson.run(AddStartingGreyZones((1,))).value[0]
    theme = clisson.run(NoteSubject("Fibre")).value
    subject = clisson.run(AddSharedSubject("Plan de sauvegarde")).value
    clisson.run(AddItem(meeting, SourceKind.GREY_ZONE, zone))
    clisson.run(AddItem(meeting, SourceKind.RAISED_THEME, theme))
    clisson.run(AddItem(meeting, SourceKind.SHARED_SUBJECT, subject, minutes=30))
    free = clisson.run(AddItem(meeting, title="Un mot du président", minutes=5))
    workshop = clisson.ask(agenda_workshop, meeting)
    assert titles(workshop)[0] == ["Avaloirs et grilles d’eaux pluviales"]
    assert titles(workshop)[1:] == [["Plan de sauvegarde"], ["Fibre", "Un mot du président"]]
    assert all(not pool.entries for pool in workshop.pools)
    assert free.label == "Point «\u00a0Un mot du président\u00a0» ajouté à l’ordre du jour"
    assert [item.number for item in workshop.items] == ["1.1", "2.1", "3.1", "3.2"]
    assert workshop.total == 10 + 25 + 30 + 40 + 5 + 15
    states = {line.title: line.state for line in clisson.ask(subjects_page).lines}
    assert states == {"Fibre": SubjectState.PLANNED, "Plan de sauvegarde": SubjectState.PLANNED}


def test_the_same_source_comes_once(clisson: Desk, meeting: str) -> None:
    zone = clisson.run(AddStartingGreyZones((1,))).value[0]
    clisson.run(AddItem(meeting, SourceKind.GREY_ZONE, zone))
    with pytest.raises(RuleBroken) as refused:
        clisson.run(AddItem(meeting, SourceKind.GREY_ZONE, zone))
    assert "déjà à l’ordre du jour" in sentence(refused.value).message
    with pytest.raises(RuleBroken):
        clisson.run(RemoveGreyZone(zone))


def test_removing_sends_back_and_undo_puts_back(clisson: Desk, meeting: str) -> None:
    theme = clisson.run(NoteSubject("Fibre")).value
    item = clisson.run(AddItem(meeting, SourceKind.RAISED_THEME, theme)).value
    with pytest.raises(RuleBroken):
        clisson.run(RemoveSubject(theme))
    before = clisson.ask(agenda_workshop, meeting)
    clisson.run(RemoveItem(item))
    emptied = clisson.ask(agenda_workshop, meeting)
    assert pool(emptied, SourceKind.RAISED_THEME) == [("Fibre", "aucune commune pour l’instant")]
    clisson.undo()
    assert clisson.ask(agenda_workshop, meeting) == before


def test_editing_names_the_act_after_its_field(clisson: Desk, meeting: str) -> None:
    item = clisson.run(AddItem(meeting, title="Budget")).value
    assert clisson.run(EditItem(item, minutes=25)).label == "Durée du point 3.1\u00a0: 25\u00a0min"
    assert (
        clisson.run(EditItem(item, presenter="DGS de Gétigné")).label
        == "Point 3.1 présenté par DGS de Gétigné"
    )
    clisson.run(EditItem(item, audience=Audience.DIRECTORS, question="Quand ?"))
    edited = first(clisson.ask(agenda_workshop, meeting))
    assert (edited.minutes, edited.presenter, edited.question) == (25, "DGS de Gétigné", "Quand\u202f?")
    assert edited.audience is Audience.DIRECTORS
    for minutes in (0, -5, 601):
        with pytest.raises(BadInput):
            clisson.run(EditItem(item, minutes=minutes))


def test_moving_within_and_between_parts(clisson: Desk, meeting: str) -> None:
    a, b, c = (clisson.run(AddItem(meeting, title=title)).value for title in "ABC")
    clisson.run(MoveItem(c, clisson.ask(agenda_workshop, meeting).parts[2].id, 0))
    assert titles(clisson.ask(agenda_workshop, meeting))[2] == ["C", "A", "B"]
    clisson.run(MoveItem(a, clisson.ask(agenda_workshop, meeting).parts[0].id, 9))
    assert titles(clisson.ask(agenda_workshop, meeting)) == [["A"], [], ["C", "B"]]
    assert b


def test_overflow_and_one_way_to_make_it_fit(clisson: Desk, meeting: str, january: str) -> None:
    for title, minutes in (("Long", 90), ("Moyen", 40), ("Court", 15)):
        clisson.run(AddItem(meeting, title=title, minutes=minutes))
    workshop = clisson.ask(agenda_workshop, meeting)
    assert (workshop.total, workshop.capacity, workshop.over) == (170, 150, 20)
    best = workshop.ideas[0]
    assert best.button == "Reporter en janvier"
    assert "3.2 Moyen" in best.sentence
    assert workshop.ideas[1].sentence.endswith("de 1\u00a0h\u00a030 à 1\u00a0h\u00a010.")
    label = clisson.run(PostponeItem(best.item_id)).label
    assert label == "Point 3.2 reporté en janvier"
    assert clisson.ask(agenda_workshop, meeting).over == 0
    assert clisson.ask(agenda_workshop, meeting).ideas == ()
    assert titles(clisson.ask(agenda_workshop, january))[2] == ["Moyen"]
    clisson.undo()
    assert clisson.ask(agenda_workshop, meeting) == workshop


def test_postponing_without_a_next_meeting_forgets_nothing(clisson: Desk, meeting: str) -> None:
    theme = clisson.run(NoteSubject("Fibre")).value
    drawn = clisson.run(AddItem(meeting, SourceKind.RAISED_THEME, theme)).value
    free = clisson.run(AddItem(meeting, title="Idée libre")).value
    clisson.run(PostponeItem(drawn))
    clisson.run(PostponeItem(free))
    lines = clisson.ask(subjects_page).of_state(SubjectState.WAITING)
    assert {line.title for line in lines} == {"Fibre", "Idée libre"}
    assert clisson.ask(agenda_workshop, meeting).items == ()


def test_what_was_not_reached_is_carried_over(clisson: Desk, meeting: str, january: str) -> None:
    zone = clisson.run(AddStartingGreyZones((1,))).value[0]
    clisson.run(AddItem(meeting, SourceKind.GREY_ZONE, zone))
    clisson.run(AddItem(meeting, title="Un mot"))
    set_state(clisson, meeting, MeetingState.DRAFTING)
    workshop = clisson.ask(agenda_workshop, january)
    carried = pool(workshop, SourceKind.CARRIED_OVER)
    assert [title for title, _ in carried] == ["Avaloirs et grilles d’eaux pluviales", "Un mot"]
    assert {words for _, words in carried} == {"faute de temps le 8\u00a0décembre"}
    assert pool(workshop, SourceKind.GREY_ZONE) == []
    entries = workshop.pools[3].entries
    clisson.run(AddItem(january, SourceKind.CARRIED_OVER, entries[0].source_id))
    clisson.run(DropCarriedOver(entries[1].source_id))
    workshop = clisson.ask(agenda_workshop, january)
    assert titles(workshop)[0] == ["Avaloirs et grilles d’eaux pluviales"]
    assert pool(workshop, SourceKind.CARRIED_OVER) == []
    history = clisson.ask(grey_zone_detail, zone).history
    assert [line.outcome for line in history] == ["à l’ordre du jour", "non abordée, faute de temps"]


def test_what_was_discussed_is_examined_or_treated(clisson: Desk, meeting: str, january: str) -> None:
    zone = clisson.run(AddStartingGreyZones((1,))).value[0]
    theme = clisson.run(NoteSubject("Fibre")).value
    clisson.run(AddItem(meeting, SourceKind.GREY_ZONE, zone))
    clisson.run(AddItem(meeting, SourceKind.RAISED_THEME, theme))
    set_state(clisson, meeting, MeetingState.DRAFTING, discussed=True)
    line = clisson.ask(grey_zones_page).lines[0]
    assert (line.state, line.note) == (GreyZoneState.EXAMINED, "8\u00a0décembre 2026")
    treated = clisson.ask(subjects_page).lines[0]
    assert (treated.state, treated.words) == (SubjectState.TREATED, "traité le 8\u00a0décembre 2026")
    workshop = clisson.ask(agenda_workshop, january)
    assert pool(workshop, SourceKind.GREY_ZONE)[0][1] == "examinée 1 fois, 1\u00a0option"
    assert pool(workshop, SourceKind.RAISED_THEME) == []
    with pytest.raises(RuleBroken) as closed:
        clisson.run(AddItem(meeting, title="Trop tard"))
    assert "en rédaction" in sentence(closed.value).message
    clisson.run(SettleGreyZone(zone, "Convention", meeting))
    settled = clisson.ask(grey_zone_detail, zone)
    assert settled.settled == "Solution adoptée à la réunion du 8\u00a0décembre 2026"


def test_a_printed_number_never_moves_and_a_late_item_is_marked(clisson: Desk, meeting: str) -> None:
    item = clisson.run(AddItem(meeting, title="Annoncé")).value
    with clisson.vault.unit_of_work() as work:
        work.get(AgendaItem, item).number = "3.1"
        work.get(Meeting, meeting).state = MeetingState.INVITED
        work.commit(JournalLine("test", "", "", clisson.clock.now()))
    clisson.run(AddItem(meeting, title="Ajouté", position=0))
    workshop = clisson.ask(agenda_workshop, meeting)
    assert [(i.number, i.title, i.added_late) for i in workshop.items] == [
        ("3.2", "Ajouté", True),
        ("3.1", "Annoncé", False),
    ]
    clisson.run(MoveItem(item, workshop.parts[0].id, 0))
    moved = clisson.ask(agenda_workshop, meeting)
    assert [(part.rank, i.number) for part in moved.parts for i in part.items] == [(1, "3.1"), (3, "3.2")]
    clisson.run(AddItem(meeting, title="Encore un", part_id=workshop.parts[0].id))
    assert clisson.ask(agenda_workshop, meeting).items[1].number == "1.1"


def test_a_proposal_fills_the_parts_ripest_first_with_reasons(clisson: Desk, meeting: str) -> None:
    clisson.run(AddStartingGreyZones((2, 3)))
    clisson.run(AddGreyZone("À revoir", review_on=date(2026, 11, 27)))
    ids = {row.name: row.id for row in clisson.ask(raisers)}
    clisson.run(NoteSubject("Peu porté", ids["Gorges"]))
    ripe = clisson.run(NoteSubject("Très porté", ids["Boussay"])).value
    for name in ("Clisson", "Gorges", "Monnières"):
        clisson.run(AddSupport(ripe, ids[name]))
    clisson.run(AddSharedSubject("Commun"))
    proposal = clisson.ask(propose_agenda, meeting)
    assert proposal == clisson.ask(propose_agenda, meeting)
    assert [(p.part_title, p.title, p.minutes) for p in proposal.items] == [
        ("Compétences et zones grises", "À revoir", 25),
        ("Compétences et zones grises", "Fossés et noues le long des voies", 25),
        ("Sujet commun", "Commun", 35),
        ("Thématique du réseau", "Très porté", 40),
    ]
    assert proposal.items[0].reason == "à réviser depuis le 27\u00a0novembre"
    assert proposal.items[3].reason == "le plus mûr\u00a0: 4\u00a0communes sur 16"
    assert proposal.waiting == 2
    left_out = proposal.items[2].source_id
    label = clisson.run(ApplyProposal(meeting, (left_out,))).label
    assert label == "Ordre du jour proposé\u00a0: 3\u00a0points ajoutés"
    workshop = clisson.ask(agenda_workshop, meeting)
    assert workshop.over == 0
    assert [item.title for item in workshop.items] == [
        "À revoir",
        "Fossés et noues le long des voies",
        "Très porté",
    ]
    clisson.undo()
    assert clisson.ask(agenda_workshop, meeting).items == ()


def test_nothing_to_propose_is_said(clisson: Desk, meeting: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        clisson.run(ApplyProposal(meeting))
    assert "rien à proposer" in sentence(refused.value).message


def test_parts_are_added_edited_and_removed_when_empty(clisson: Desk, meeting: str) -> None:
    part = clisson.run(AddPart(meeting, "Questions diverses", minutes=10)).value
    clisson.run(EditPart(part, minutes=15))
    item = clisson.run(AddItem(meeting, title="Libre")).value
    workshop = clisson.ask(agenda_workshop, meeting)
    assert (workshop.parts[3].title, workshop.parts[3].planned, titles(workshop)[3]) == (
        "Questions diverses",
        15,
        ["Libre"],
    )
    with pytest.raises(RuleBroken):
        clisson.run(RemovePart(part))
    clisson.run(RemoveItem(item))
    clisson.run(RemovePart(part))
    assert len(clisson.ask(agenda_workshop, meeting).parts) == 3


def test_a_called_off_meeting_gives_everything_back(clisson: Desk, meeting: str, january: str) -> None:
    theme = clisson.run(NoteSubject("Fibre")).value
    clisson.run(AddItem(meeting, SourceKind.RAISED_THEME, theme))
    set_state(clisson, meeting, MeetingState.CANCELLED)
    workshop = clisson.ask(agenda_workshop, january)
    assert [title for title, _ in pool(workshop, SourceKind.RAISED_THEME)] == ["Fibre"]
    assert clisson.ask(subjects_page).lines[0].state is SubjectState.WAITING
