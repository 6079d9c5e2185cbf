"""What was sent to somebody, seen from the person: by address, by name, at the town hall for a mayor."""

from __future__ import annotations

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.agenda.competences import SetCompetences
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.directory.sendings import sendings_to_member, sendings_to_post
from dgsdesk.application.dispatch.acts import DispatchMinutes
from dgsdesk.application.dispatch.commission_extract import SendExtracts, extract_rows
from dgsdesk.application.history.acts import HistoryWanted, history
from dgsdesk.application.invitation.acts import PutMeetingOff, SendInvitation
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import Appointment, Organisation, Role
from tests.written_meeting import APPROVED_ON, SENT, Written, on_day


def dispatched(desk: Desk, meeting: Written) -> None:
    desk.run(SetCompetences(meeting.waste, ("DEC-CT",)))
    on_day(desk, SENT)
    desk.run(CirculateDraft(meeting.id, way=Way.COPIED))
    on_day(desk, APPROVED_ON)
    desk.run(ConfirmApproval(meeting.id))
    desk.run(DispatchMinutes(meeting.id, way=Way.ONE_FOR_ALL))
    (row,) = desk.ask(extract_rows, meeting.id)
    readers = tuple(one.recipient.address for one in row.readers)
    desk.run(SendExtracts(meeting.id, ((row.commission_id, readers),)))


def post_of(view: View, organisation_id: str, role: Role) -> str:
    return view.store.find(Appointment, organisation_id=organisation_id, role=role)[0].id


def test_a_director_sees_invitation_draft_and_minutes(written_desk: Desk, written_meeting: Written) -> None:
    dispatched(written_desk, written_meeting)
    post = written_desk.ask(post_of, written_meeting.organisations["Clisson"], Role.DGS)
    lines = written_desk.ask(sendings_to_post, post)
    assert [line.what for line in lines] == [
        "Compte rendu approuvé, version 2, édition complète",
        "Projet de compte rendu, version 1",
        "Invitation, ordre du jour A",
    ]
    assert [line.step for line in lines] == [Step.DISPATCH, Step.REVIEW, Step.INVITE]
    assert lines[0].way == "un seul message, destinataires en copie cachée"
    assert lines[0].day == APPROVED_ON
    assert lines[0].about == "Réunion du mardi 10\u00a0novembre 2026"


def test_a_mayor_sees_what_went_to_the_town_hall_in_their_name(
    written_desk: Desk, written_meeting: Written
) -> None:
    boussay = written_meeting.organisations["Boussay"]
    written_desk.run(NameToPost(boussay, Role.MAYOR, PersonFields("Jeanne", "EXEMPLE")))
    dispatched(written_desk, written_meeting)
    lines = written_desk.ask(sendings_to_post, written_desk.ask(post_of, boussay, Role.MAYOR))
    assert [line.what for line in lines] == ["Compte rendu approuvé, version 2, édition de diffusion"]


def test_a_member_of_a_commission_sees_the_extract_too(written_desk: Desk, written_meeting: Written) -> None:
    dispatched(written_desk, written_meeting)
    member = written_desk.ask(directory_page).commissions[0].members[-1]
    lines = written_desk.ask(sendings_to_member, member.id)
    assert {line.what for line in lines} == {
        "Extrait du compte rendu approuvé, version 2, édition de diffusion",
        "Compte rendu approuvé, version 2, édition de diffusion",
    }


def test_who_was_sent_nothing_has_no_line(written_desk: Desk, written_meeting: Written) -> None:
    gorges = written_meeting.organisations["Gorges"]
    written_desk.run(NameToPost(gorges, Role.MAYOR, PersonFields("Paul", "MODÈLE")))
    post = written_desk.ask(post_of, gorges, Role.MAYOR)
    assert written_desk.ask(sendings_to_post, post) == ()


def test_what_puts_a_meeting_off_left_from_the_invitation_with_its_agenda(written_desk: Desk) -> None:
    boussay = written_desk.ask(lambda view: view.store.find(Organisation, name="Boussay")[0].id)
    meeting = written_desk.ask(lambda view: view.store.find(Meeting, state=MeetingState.PLANNED)[0].id)
    written_desk.run(AddItem(meeting, title="Voirie"))
    written_desk.run(SendInvitation(meeting))
    written_desk.run(PutMeetingOff(meeting))
    (post,) = written_desk.ask(lambda view: view.store.find(Appointment, organisation_id=boussay))
    line = next(
        one for one in written_desk.ask(sendings_to_post, post.id) if one.what.startswith("Report à une date")
    )
    assert (line.what, line.step) == ("Report à une date à fixer, ordre du jour A", Step.INVITE)


def test_the_history_of_somebody_says_what_was_sent_to_them_and_of_many_nothing_else(
    written_desk: Desk, written_meeting: Written
) -> None:
    boussay = written_meeting.organisations["Boussay"]
    jeanne = written_desk.run(NameToPost(boussay, Role.MAYOR, PersonFields("Jeanne", "EXEMPLE"))).value
    dispatched(written_desk, written_meeting)
    newest = written_desk.ask(history, HistoryWanted(about=jeanne)).lines[0]
    assert newest.said == (
        "Compte rendu approuvé, version 2, édition de diffusion, réunion du 10\u00a0novembre 2026, "
        "envoyé à Madame, Monsieur le Maire (mairie-44022@exemple.invalid)"
    )
    assert f"«\u00a0{newest.said}\u00a0»" in newest.sentence
    assert newest.left_out == 0
    assert {detail.what.split(" «")[0] for detail in newest.details} == {"L’envoi"}
    clisson = written_meeting.organisations["Clisson"]
    director = written_desk.ask(lambda view: view.store.get(Appointment, post_of(view, clisson, Role.DGS)))
    assert director.person_id
    told = [one.said for one in written_desk.ask(history, HistoryWanted(about=director.person_id)).lines]
    assert [one.split(",")[0] for one in told[:3]] == [
        "Compte rendu approuvé",
        "Projet de compte rendu",
        "Invitation",
    ]
    assert ", envoyée à " in told[2]
    written_desk.undo()
    written_desk.undo()
    after = written_desk.ask(history, HistoryWanted(about=director.person_id)).lines
    assert after[0].said.startswith("Projet de compte rendu")
