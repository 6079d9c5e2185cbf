"""A session: its clock, its presence, notes kept whole; each act taken back to the letter."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.agenda.pools import pools, read_pools
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.minutes.holding import (
    AddSuggestion,
    CloseSession,
    OpenItem,
    OpenSession,
    PauseSession,
    RemoveSuggestion,
    ResumeSession,
    SetPresence,
    WriteEntry,
)
from dgsdesk.application.minutes.notes import KeepNotes, NotedAction, NotedDecision, note_people
from dgsdesk.application.minutes.session_page import SessionPage, presence_word, session_page
from dgsdesk.application.minutes.text import minutes_text
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.domain.action import Decision
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Attendance, MeetingState, Presence
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.richtext import RichText, paragraphs_of, plain_text
from dgsdesk.domain.session_clock import expected_end, late_minutes, lateness_words, spent_words
from dgsdesk.domain.theme import RaisedTheme, Support

DAY = date(2026, 12, 8)
N = "\u00a0"


@pytest.fixture
def meeting(clisson: Desk) -> str:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    host = clisson.ask(lambda view: view.store.find(Organisation, name="Clisson")[0].id)
    meeting_id = clisson.run(PlanMeeting(circle, DAY, host)).value
    clisson.run(AddItem(meeting_id, title="Déneigement", minutes=25))
    clisson.run(AddItem(meeting_id, title="Avaloirs", minutes=30))
    clisson.run(SendInvitation(meeting_id))
    return meeting_id


def read(desk: Desk, meeting_id: str) -> SessionPage:
    return desk.ask(session_page, meeting_id)


def at(desk: Desk, hour: int, minute: int) -> None:
    assert isinstance(desk.clock, FixedClock)
    zone = desk.clock.instant.tzinfo
    desk.clock.instant = datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=zone)


def test_the_clock_counts_each_item_but_not_the_pauses(clisson: Desk, meeting: str) -> None:
    first, second = (item.id for item in read(clisson, meeting).items)
    at(clisson, 9, 30)
    clisson.run(OpenSession(meeting))
    assert read(clisson, meeting).current is None
    at(clisson, 9, 40)
    clisson.run(OpenItem(meeting, first))
    at(clisson, 9, 50)
    clisson.run(PauseSession(meeting))
    at(clisson, 10, 0)
    clisson.run(ResumeSession(meeting))
    at(clisson, 10, 5)
    assert clisson.run(OpenItem(meeting, second)).label == f"Point «{N}Avaloirs{N}» abordé"
    page = read(clisson, meeting)
    assert page.current is not None
    assert (page.current.id, page.items[0].spent_seconds // 60) == (second, 15)
    at(clisson, 10, 30)
    clisson.run(OpenItem(meeting, None))
    assert read(clisson, meeting).at_round_table
    at(clisson, 10, 40)
    clisson.run(CloseSession(meeting))
    page = read(clisson, meeting)
    assert (page.state, round(page.items[1].spent_seconds / 60)) == (MeetingState.DRAFTING, 25)
    assert all(line.presence is Presence.ABSENT for line in page.attendance)


def test_there_is_no_pause_without_a_session(clisson: Desk, meeting: str) -> None:
    with pytest.raises(RuleBroken, match="no_session"):
        clisson.run(PauseSession(meeting))


def test_a_vacant_post_is_told_from_somebody_who_stayed_away(clisson: Desk) -> None:
    circle = clisson.ask(circle_choices)[0]
    meeting = clisson.run(PlanMeeting(circle.id, date(2026, 12, 8), circle.hosts[1][0])).value
    clisson.run(AddItem(meeting, title="Sel de déneigement"))
    clisson.run(SendInvitation(meeting))
    lines = clisson.ask(lambda view: view.store.find(Attendance, meeting_id=meeting))
    clisson.run(SetPresence(lines[1].id, Presence.PRESENT))
    groups = {
        group.title: group.lines
        for group in clisson.ask(lambda view: minutes_text(view.store, meeting)).attendance
    }
    assert groups["Présents"] == (f"{lines[1].organisation_name} – {lines[1].title}",)
    assert groups["Absents"][0] == "Clisson Sèvre et Maine Agglo – DGS, poste vacant"


def test_presence_is_said_of_communes(clisson: Desk, meeting: str) -> None:
    line = read(clisson, meeting).attendance[3]
    assert presence_word(line) == "à pointer"
    clisson.run(SetPresence(line.id, Presence.REPRESENTED, "la DGA"))
    assert presence_word(read(clisson, meeting).attendance[3]) == "par la DGA"
    assert read(clisson, meeting).present == 1


def test_notes_are_kept_whole_and_taken_back_whole(clisson: Desk, meeting: str) -> None:
    item = read(clisson, meeting).items[0].id
    before = read(clisson, meeting).items
    decisions = (NotedDecision("d1", " L’Agglo déneige. ", 1), NotedDecision("d2", "  ", 1))
    actions = (NotedAction("a1", "Écrire", "DGS de Gorges", None, date(2027, 1, 8), 0),)
    outcome = clisson.run(KeepNotes(item, paragraphs_of("Un\nDeux"), decisions, actions))
    kept = read(clisson, meeting).items[0]
    assert plain_text(kept.text) == "Un\nDeux"
    assert [(d.id, d.text, d.place) for d in kept.decisions] == [("d1", "L’Agglo déneige.", 1)]
    assert [(a.id, a.due, a.place) for a in kept.actions] == [("a1", date(2027, 1, 8), 0)]
    assert abs(outcome.value.at - clisson.clock.now()) < timedelta(minutes=1)
    clisson.undo()
    assert read(clisson, meeting).items == before
    clisson.redo()
    assert read(clisson, meeting).items[0] == kept


def test_the_act_is_named_after_what_was_decided(clisson: Desk, meeting: str) -> None:
    item = read(clisson, meeting).items[0].id
    text = paragraphs_of("Un")
    assert clisson.run(KeepNotes(item, text)).label == f"Notes du point 3.1, «{N}Déneigement{N}»"
    decided = clisson.run(KeepNotes(item, text, (NotedDecision("d1", "Oui", 0),)))
    assert decided.label == f"Décision ajoutée{N}: Oui"
    assert clisson.run(KeepNotes(item, text)).label == f"Décision retirée{N}: Oui"


def test_an_item_with_notes_was_discussed_without_the_clock(clisson: Desk, meeting: str) -> None:
    clisson.run(OpenSession(meeting))
    first, second = (item.id for item in read(clisson, meeting).items)
    clisson.run(KeepNotes(first, paragraphs_of("Dit")))
    page = read(clisson, meeting)
    assert [item.discussed for item in page.items] == [True, None]
    assert not page.at_round_table
    clisson.run(KeepNotes(first, RichText()))
    assert [item.discussed for item in read(clisson, meeting).items] == [None, None]
    clisson.run(KeepNotes(first, paragraphs_of("Dit")))
    at(clisson, 23, 59)
    clisson.run(OpenItem(meeting, None))
    assert read(clisson, meeting).at_round_table
    clisson.run(CloseSession(meeting))
    assert [item.discussed for item in read(clisson, meeting).items] == [True, False]
    assert carried(clisson) == {second}
    clisson.run(KeepNotes(second, RichText(), (NotedDecision("d1", "L’Agglo paie.", 0),)))
    assert carried(clisson) == set()


def carried(desk: Desk) -> set[str]:
    found = {pool.kind: pool.entries for pool in desk.ask(lambda view: pools(read_pools(view)))}
    return {entry.source_id for entry in found[SourceKind.CARRIED_OVER]}


def test_what_was_taken_up_stays_discussed_without_words(clisson: Desk, meeting: str) -> None:
    clisson.run(OpenSession(meeting))
    first, second = (item.id for item in read(clisson, meeting).items)
    clisson.run(OpenItem(meeting, first))
    clisson.run(KeepNotes(first, paragraphs_of("Dit")))
    clisson.run(KeepNotes(first, RichText()))
    assert read(clisson, meeting).items[0].discussed is True
    clisson.run(OpenItem(meeting, second))
    clisson.run(KeepNotes(first, paragraphs_of("Dit")))
    clisson.run(KeepNotes(first, RichText()))
    assert read(clisson, meeting).items[0].discussed is True


def test_prepared_notes_count_once_the_session_is_held(clisson: Desk, meeting: str) -> None:
    first = read(clisson, meeting).items[0].id
    clisson.run(KeepNotes(first, paragraphs_of("Rappel du règlement")))
    assert read(clisson, meeting).items[0].discussed is None
    clisson.run(OpenSession(meeting))
    page = read(clisson, meeting)
    assert (page.items[0].discussed, page.at_round_table) == (True, False)
    clisson.run(CloseSession(meeting))
    assert [item.discussed for item in read(clisson, meeting).items] == [True, False]


def test_a_session_of_which_nothing_was_noted_passes_over_nothing(clisson: Desk, meeting: str) -> None:
    clisson.run(OpenSession(meeting))
    clisson.run(CloseSession(meeting))
    assert {item.discussed for item in read(clisson, meeting).items} == {None}


def test_keeping_the_same_notes_is_no_act(clisson: Desk, meeting: str) -> None:
    command = KeepNotes(read(clisson, meeting).items[0].id, paragraphs_of("Un"))
    clisson.run(command)
    assert clisson.run(command).changes == frozenset()


def test_the_order_of_the_page_is_the_order_of_decisions(clisson: Desk, meeting: str) -> None:
    first, second = (item.id for item in read(clisson, meeting).items)
    one, two = NotedDecision("d1", "Une", 0), NotedDecision("d2", "Deux", 0)
    clisson.run(KeepNotes(first, RichText(), (one, two)))
    clisson.run(KeepNotes(second, RichText(), (NotedDecision("d3", "Trois", 0),)))
    clisson.run(KeepNotes(first, RichText(), (two, one)))
    ids = clisson.ask(lambda view: [d.id for d in view.store.find(Decision, meeting_id=meeting)])
    assert ids == ["d2", "d1", "d3"]


def test_a_decision_of_another_item_is_not_taken_over(clisson: Desk, meeting: str) -> None:
    first, second = (item.id for item in read(clisson, meeting).items)
    noted = (NotedDecision("d1", "Une", 0),)
    clisson.run(KeepNotes(first, RichText(), noted))
    with pytest.raises(BadInput, match="noted_elsewhere"):
        clisson.run(KeepNotes(second, RichText(), noted))


def test_empty_notes_leave_no_row(clisson: Desk, meeting: str) -> None:
    item = read(clisson, meeting).items[0].id
    clisson.run(WriteEntry(item, paragraphs_of("Un")))
    clisson.run(KeepNotes(item, RichText()))
    assert read(clisson, meeting).items[0].text == RichText()


def test_those_of_the_meeting_are_named_first(clisson: Desk, meeting: str) -> None:
    people = clisson.ask(note_people, meeting)
    labels = [person.label for person in people]
    assert labels[0].startswith("DGS ")
    assert labels.index("DGS de Clisson") < labels.index("Maire de Clisson")
    assert len(set(labels)) == len(labels)


def test_lateness_in_words() -> None:
    now = datetime(2026, 12, 8, 10, 21)
    end = expected_end(now, 25, 8 * 60, [30, 40, 15])
    assert end == datetime(2026, 12, 8, 12, 3)
    assert lateness_words(late_minutes(end, datetime(2026, 12, 8, 12))) == f"3{N}min de retard"
    assert lateness_words(0) == "à l’heure"
    assert lateness_words(-65) == f"1{N}h{N}05 d’avance"
    assert spent_words(8 * 60 + 5, 25) == (f"8{N}min", f"sur 25, reste 17{N}min")
    assert spent_words(28 * 60, 25) == (f"28{N}min", f"sur 25, 3{N}min de trop")


def test_a_suggestion_that_waits_already_gains_the_voice(clisson: Desk, meeting: str) -> None:
    gorges, boussay = (
        clisson.ask(lambda view, name=name: view.store.find(Organisation, name=name)[0].id)
        for name in ("Gorges", "Boussay")
    )
    theme = clisson.run(NoteSubject("Terrain synthétique partagé", gorges)).value
    clisson.run(OpenSession(meeting))

    suggestion = clisson.run(AddSuggestion(meeting, "terrain  synthetique partagé", boussay)).value

    def voices(view: View) -> set[str]:
        return {one.organisation_id for one in view.store.find(Support, theme_id=theme)}

    assert clisson.ask(voices) == {gorges, boussay}
    assert len(clisson.ask(lambda view: view.store.find(RaisedTheme))) == 1
    clisson.run(RemoveSuggestion(suggestion))
    assert len(clisson.ask(lambda view: view.store.find(RaisedTheme))) == 1
