"""Replies as eight kinds of clients send them, and messages that only say so in words."""

from __future__ import annotations

from datetime import date, time

import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.arrival.acts import FileArrivals
from dgsdesk.application.arrival.page import arrivals_page
from dgsdesk.application.arrival.preview import ArrivalPreview, DroppedFile, preview_arrivals
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.directory.letterhead import LetterheadFields, SetLetterhead
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.invitation.attendance import AnswerInvitation, AnswerRow, answers_grid
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.domain.arrival import ArrivalState, own_uid
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import Answer, Meeting
from dgsdesk.domain.network import Organisation, Role
from dgsdesk.domain.reply_subject import answer_in_subject, is_automatic
from tests.replies import CLIENTS, Invited, nextcloud, outlook, words_only

ADDRESS = "renee@boussay.invalid"


@pytest.fixture
def meeting(clisson: Desk) -> str:
    boussay, host = (
        clisson.ask(lambda view, name=name: view.store.find(Organisation, name=name)[0].id)
        for name in ("Boussay", "Clisson")
    )
    clisson.run(NameToPost(boussay, Role.SGM, PersonFields("Renée", "Léger", email=ADDRESS)))
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    meeting_id = clisson.run(PlanMeeting(circle, date(2026, 12, 8), host)).value
    clisson.run(AddItem(meeting_id, title="Déneigement"))
    clisson.run(SendInvitation(meeting_id))
    return meeting_id


def invited(desk: Desk, meeting_id: str, partstat: str = "ACCEPTED", **changed: str) -> Invited:
    meeting = desk.ask(lambda view: view.store.get(Meeting, meeting_id))
    fields = {"address": ADDRESS, "name": "Renée Léger"} | changed
    return Invited(meeting.uid, meeting.day, time(9, 30), partstat=partstat, **fields)


def shown(desk: Desk, content: bytes) -> ArrivalPreview:
    return desk.ask(preview_arrivals, (DroppedFile("m.eml", content),))[0]


def boussay(desk: Desk, meeting_id: str) -> AnswerRow:
    return next(row for row in desk.ask(answers_grid, meeting_id).rows if row.organisation == "Boussay")


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.__name__)
@pytest.mark.parametrize(
    ("partstat", "answer"),
    [("ACCEPTED", Answer.COMES), ("DECLINED", Answer.DECLINES), ("TENTATIVE", Answer.TENTATIVE)],
)
def test_every_client_is_understood(
    clisson: Desk, meeting: str, client: object, partstat: str, answer: Answer
) -> None:
    assert callable(client)
    content = client(invited(clisson, meeting, partstat))
    clisson.run(FileArrivals((DroppedFile("m.eml", content),)))
    assert boussay(clisson, meeting).answer is answer
    assert clisson.ask(arrivals_page).rows[0].state is ArrivalState.FILED


def test_what_was_written_in_the_message_is_the_remark(clisson: Desk, meeting: str) -> None:
    content = outlook(invited(clisson, meeting)).replace(
        b"quoted-printable\r\n\r\n\r\n", b"8bit\r\n\r\nBonjour,\r\n\r\nJe repars avant le repas.\r\n\r\n"
    )
    clisson.run(FileArrivals((DroppedFile("m.eml", content),)))
    row = boussay(clisson, meeting)
    assert (row.answer, row.remark) == (Answer.COMES, "Je repars avant le repas.")
    clisson.run(AnswerInvitation(row.id, Answer.REMOTE))
    assert boussay(clisson, meeting).remark == "Je repars avant le repas."
    clisson.run(AnswerInvitation(row.id, Answer.REMOTE, remark=" "))
    assert boussay(clisson, meeting).remark == ""


def test_who_declines_has_no_lunch_any_more(clisson: Desk, meeting: str) -> None:
    clisson.run(AnswerInvitation(boussay(clisson, meeting).id, Answer.COMES, lunch=True))
    assert clisson.ask(answers_grid, meeting).lunch_words == "1\u00a0déjeuner"
    declined = outlook(invited(clisson, meeting, "DECLINED", stamp="20261128T080000Z"))
    clisson.run(FileArrivals((DroppedFile("m.eml", declined),)))
    grid = clisson.ask(answers_grid, meeting)
    assert (grid.declines, grid.lunches, grid.lunch_words) == (1, 0, "0\u00a0déjeuner")


def test_who_comes_or_may_come_is_still_asked_about_lunch(clisson: Desk, meeting: str) -> None:
    rows = clisson.ask(answers_grid, meeting).rows
    for row, answer in zip(rows, (Answer.TENTATIVE, Answer.COMES, Answer.REMOTE), strict=False):
        clisson.run(AnswerInvitation(row.id, answer))
    assert clisson.ask(answers_grid, meeting).lunch_words == "0\u00a0déjeuner, 2\u00a0à confirmer"


def test_our_own_mailbox_answers_for_us_and_passes_others_on(clisson: Desk, meeting: str) -> None:
    ours = "dgs@exemple.invalid"
    clisson.run(SetLetterhead(LetterheadFields(name="Réseau", mailbox=ours)))
    own = outlook(invited(clisson, meeting, address=ours, name="Réseau"))
    (change,) = shown(clisson, own).changes
    assert change.what == "Réponse\u00a0: DGS de Clisson Sèvre et Maine Agglo"
    stranger = outlook(invited(clisson, meeting, address="x@y.invalid", name="Autre"))
    passed_on = stranger.replace(b"From: ", b"From: <dgs@exemple.invalid>\r\nX-From: ", 1)
    preview = shown(clisson, passed_on)
    assert not preview.changes
    assert [one.address for one in preview.asked] == ["x@y.invalid"]


def test_a_rule_is_told_and_not_unfolded(clisson: Desk, meeting: str) -> None:
    event = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:x@y\r\n"
        "SUMMARY:Point hebdomadaire\r\nDTSTAMP:20261125T080000Z\r\nDTSTART:20261208T093000Z\r\n"
        "RRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (reason,) = shown(clisson, event.encode()).reasons
    assert "Point hebdomadaire" in reason
    assert "la récurrence n’est pas développée" in reason


def test_an_address_of_exchanges_own_directory_is_the_senders(clisson: Desk, meeting: str) -> None:
    content = nextcloud(invited(clisson, meeting)).replace(
        f"mailto:{ADDRESS}".encode(), b"/O=EXCH/OU=FRANCE/CN=RENEE"
    )
    assert [change.after for change in shown(clisson, content).changes] == ["vient"]


def test_an_identity_wrapped_by_exchange_is_ours_again() -> None:
    wrapped = "040000008200E00074C5B7101A82E008" + "00" * 20 + b"vCal-Uid\x01\0\0\0abc@dgsdesk\0".hex()
    assert own_uid(wrapped) == "abc@dgsdesk"
    assert own_uid("040000008200E00074C5B7101A82E008zz") == "040000008200E00074C5B7101A82E008zz"


def test_a_reply_forwarded_as_text_proposes_who_wrote_it_first(clisson: Desk, meeting: str) -> None:
    one = invited(clisson, meeting, address="accueil@agglo.invalid", name="Accueil")
    text = (
        f"Pour info.\n\nDe : Renée Léger <{ADDRESS}>\nEnvoyé : jeudi\nObjet : Refusé : Réunion\n\nBien à vous"
    )
    preview = shown(clisson, words_only(one, "TR: Refusé : Réunion", text))
    assert not preview.changes
    assert preview.proposed is not None
    assert preview.proposed.answer is Answer.DECLINES
    assert preview.proposed.attendance_id == boussay(clisson, meeting).id


def test_a_subject_alone_is_proposed_and_never_applied(clisson: Desk, meeting: str) -> None:
    content = words_only(invited(clisson, meeting), "Accepté : Réunion des directeurs")
    preview = shown(clisson, content)
    assert preview.proposed is not None
    assert preview.waits
    assert preview.meeting_id == meeting
    assert "confirmez la réponse" in preview.reasons[0]
    clisson.run(FileArrivals((DroppedFile("m.eml", content),)))
    assert boussay(clisson, meeting).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("subject", "headers"),
    [
        ("Réponse automatique : Invitation – réunion du mardi 8 décembre 2026", ""),
        ("Automatic reply: Accepted: Invitation", ""),
        ("Accepté : Invitation", "Auto-Submitted: auto-replied"),
        ("Absence du bureau", ""),
    ],
)
def test_an_absence_message_is_never_an_answer(
    clisson: Desk, meeting: str, subject: str, headers: str
) -> None:
    preview = shown(clisson, words_only(invited(clisson, meeting), subject, "Je suis absente.", headers))
    assert preview.proposed is None
    assert not preview.changes
    assert not preview.waits
    assert "Réponse automatique de Renée Léger" in preview.found


def test_each_message_of_an_archive_has_its_own_sender(clisson: Desk, meeting: str) -> None:
    from tests.formats.test_arrivals import zipped

    other = words_only(invited(clisson, meeting, address="x@y.invalid", name="Autre"), "Bonjour")
    content = zipped({"a.eml": words_only(invited(clisson, meeting), "Accepté : Réunion"), "b.eml": other})
    preview = shown(clisson, content)
    assert preview.proposed is not None
    assert [one.address for one in preview.asked] == ["x@y.invalid"]


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Accepté : Réunion", Answer.COMES),
        ("RE: Accepted: Réunion", Answer.COMES),
        ("Acceptée\u00a0: Réunion", Answer.COMES),
        ("Refusé : Réunion", Answer.DECLINES),
        ("Declined: x", Answer.DECLINES),
        ("Provisoire : x", Answer.TENTATIVE),
        ("Tentatively Accepted: x", Answer.TENTATIVE),
        ("Peut-être : x", Answer.TENTATIVE),
        ("Réponse à l’invitation (refusée) : x", Answer.DECLINES),
        ("Bonjour", None),
        ("Ordre du jour accepté par le maire", None),
        ("Point refusé : que faire ?", None),
    ],
)
def test_subjects_say_answers(subject: str, answer: Answer | None) -> None:
    assert answer_in_subject(subject) is answer


@pytest.mark.parametrize("subject", ["Absence de la commune au prochain conseil", "Re: automatique ?"])
def test_subjects_that_only_speak_of_absence_are_persons(subject: str) -> None:
    assert not is_automatic(subject)
