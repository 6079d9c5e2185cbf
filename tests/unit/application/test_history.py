"""The history says who did what, when and on which laptop, in the words of the screens."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.take import TakeDossier
from dgsdesk.application.history.acts import HistoryLine, HistoryWanted, hands, history
from dgsdesk.application.history.words import _UNTOLD, UNTOLD_KINDS, field_words, noun
from dgsdesk.application.invitation.attendance import AnswerInvitation
from dgsdesk.application.library.acts import AddDocuments, NewFile, Place
from dgsdesk.application.meeting.acts import ChangeMeeting, PlanMeeting, PostponeMeeting
from dgsdesk.application.minutes.notes import KeepNotes
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.domain.belonging import OWNERS
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.meeting import Answer, Attendance
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.richtext import paragraphs_of
from dgsdesk.storage.mapping import ENTITIES
from tests.dossiers import dossier_for
from tests.dossiers_returned import returned_dossier, with_row
from tests.written_meeting import Written, on_day


def lines(desk: Desk, wanted: HistoryWanted | None = None) -> list[HistoryLine]:
    return list(desk.ask(history, wanted or HistoryWanted()).lines)


def test_every_field_of_every_kind_has_its_words_or_is_kept_out() -> None:
    assert set(OWNERS) == set(ENTITIES)
    for kind in ENTITIES:
        name = kind.__name__
        if name in UNTOLD_KINDS:
            continue
        assert noun(name) != "un élément", name
        own = {field.name for field in fields(kind)} - {"id"}
        untold = set(_UNTOLD.get(name, "").split())
        assert untold <= own, name
        assert {field for field in own - untold if not field_words(name, field)} - {*OWNERS[kind]} == set(), (
            name
        )


def test_a_meeting_that_moves_is_told_with_its_days_and_by_whom(clisson: Desk) -> None:
    clisson.actor, clisson.machine = "Claire Martin", "portable-mairie"
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    host = clisson.ask(lambda view: view.store.find(Organisation, name="Boussay")[0].id)
    meeting = clisson.run(PlanMeeting(circle, date(2026, 12, 8), host)).value
    clisson.run(PostponeMeeting(meeting, date(2026, 12, 15)))
    clisson.run(ChangeMeeting(meeting, place="Salle des fêtes"))
    clisson.run(NoteSubject("Ailleurs"))
    placed, moved, planned = lines(clisson, HistoryWanted(meeting))
    assert moved.sentence == (
        "Le 27\u00a0novembre à 8\u00a0h, Claire Martin (portable-mairie) "
        "a déplacé la réunion du 8 au 15\u00a0décembre 2026."
    )
    assert [detail.what for detail in placed.details] == ["La réunion du 15\u00a0décembre 2026\u00a0: lieu"]
    assert placed.details[0].said == "«\u00a0Mairie de Boussay\u00a0» → «\u00a0Salle des fêtes\u00a0»"
    assert "planifiée" in planned.said
    assert [hand.words for hand in clisson.ask(hands)] == ["essai", "Claire Martin (portable-mairie)"][::-1]
    of_commune = lines(clisson, HistoryWanted(host))
    assert placed.key not in {line.key for line in of_commune}


def test_typing_is_one_line_and_so_is_a_round_of_answers(
    written_desk: Desk, written_meeting: Written
) -> None:
    desk = written_desk
    for words in ("Un", "Un mot", "Un mot de plus"):
        desk.run(KeepNotes(written_meeting.roads, paragraphs_of(words)))
        on_day(desk, desk.clock.today())
        desk.clock.instant += timedelta(minutes=6)  # type: ignore[attr-defined]
    newest, *_ = lines(desk, HistoryWanted(written_meeting.roads))
    assert "a écrit au point «\u00a0Voirie d’intérêt communautaire\u00a0»" in newest.sentence
    assert newest.details[0].after == "«\u00a0Un mot de plus\u00a0»"
    expected = desk.ask(lambda view: view.store.find(Attendance, meeting_id=written_meeting.id))
    for one in expected[:3]:
        desk.run(AnswerInvitation(one.id, Answer.DECLINES))
    answers, *_ = lines(desk, HistoryWanted(written_meeting.id))
    assert answers.said.endswith("et 2\u00a0autres gestes pareils")
    assert len(answers.details) == 3


def test_a_document_that_is_added_is_one_thing(written_desk: Desk, written_meeting: Written) -> None:
    plan = NewFile("plan.txt", b"Le plan de la rue.")
    written_desk.run(AddDocuments((plan,), Place(OwnerKind.ITEM, written_meeting.roads)))
    newest, *_ = lines(written_desk, HistoryWanted())
    assert [detail.what for detail in newest.details] == ["Le document «\u00a0plan\u00a0»"]
    assert "a ajouté le document «\u00a0plan\u00a0»" in newest.sentence


def test_what_came_by_dossier_says_from_whom(written_desk: Desk, written_meeting: Written) -> None:
    desk = written_desk
    dossier_for(desk, written_meeting.id, "Gorges")
    content = desk.ask(
        returned_dossier,
        written_meeting.id,
        lambda rows: with_row(rows, written_meeting.roads, title="Voirie et réseaux"),
        sender="DGS de Gorges",
    )
    desk.run(TakeDossier("retour.dgsdesk", content))
    newest, *_ = lines(desk, HistoryWanted(written_meeting.roads))
    assert newest.sentence.endswith("d’après le dossier de DGS de Gorges.")
    assert any(detail.said.endswith("→ «\u00a0Voirie et réseaux\u00a0»") for detail in newest.details)


def test_pieces_follow_each_other_and_filters_narrow(clisson: Desk) -> None:
    for at in range(70):
        clisson.run(NoteSubject(f"Sujet {at:02d}"))
    first = clisson.ask(history, HistoryWanted())
    second = clisson.ask(history, HistoryWanted(before=first.next))
    assert (len(first.lines), len(second.lines), second.next) == (60, 11, None)
    assert first.lines[-1].said == "Sujet «\u00a0Sujet 10\u00a0» noté"
    found = lines(clisson, HistoryWanted(words="sujet 42"))
    assert [line.said for line in found] == ["Sujet «\u00a0Sujet 42\u00a0» noté"]
    on_day(clisson, date(2027, 3, 1))
    assert lines(clisson, HistoryWanted(last=timedelta(days=30))) == []
    assert lines(clisson, HistoryWanted(by=("quelqu’un", "ailleurs"))) == []
    assert lines(clisson)[0].sentence.startswith("Le 27\u00a0novembre 2026 à 8\u00a0h\u00a001, ")
