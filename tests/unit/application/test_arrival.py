"""What came back is understood, previewed field by field, filed in one act that can be undone."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time
from email.message import EmailMessage

import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.arrival.acts import (
    AssignArrival,
    FileAgain,
    FileArrivals,
    SetArrivalAside,
)
from dgsdesk.application.arrival.detail import arrival_detail
from dgsdesk.application.arrival.note import ObserveArrival
from dgsdesk.application.arrival.page import (
    arrivals_page,
)
from dgsdesk.application.arrival.preview import (
    ArrivalPreview,
    DroppedFile,
    NamedAddress,
    preview_arrivals,
)
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.invitation.attendance import AnswerInvitation, AnswerRow, answers_grid
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import ChangeMeeting, PlanMeeting
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.review.observation import AddObservation
from dgsdesk.application.review.page import review_page
from dgsdesk.application.surroundings import network_row
from dgsdesk.domain.arrival import ArrivalState
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Answer, Attendance, Meeting
from dgsdesk.domain.minutes import Observation
from dgsdesk.domain.network import Organisation, Role
from dgsdesk.domain.wording import date_full
from tests.written_meeting import APPROVED_ON, SENT, Written, on_day

DAY = date(2026, 12, 8)


def organisation_id(view: View, name: str) -> str:
    return view.store.find(Organisation, name=name)[0].id


def uid_and_sequence(view: View, meeting_id: str) -> tuple[str, int]:
    meeting = view.store.get(Meeting, meeting_id)
    return meeting.uid, meeting.sequence


@pytest.fixture
def meeting(clisson: Desk) -> str:
    """A meeting on 8 December at 9.30 to which everybody was invited; Boussay's director is known."""
    boussay = clisson.ask(organisation_id, "Boussay")
    clisson.run(NameToPost(boussay, Role.SGM, PersonFields("Renée", "Léger", email="renee@boussay.invalid")))
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    meeting_id = clisson.run(PlanMeeting(circle, DAY, clisson.ask(organisation_id, "Clisson"))).value
    clisson.run(AddItem(meeting_id, title="Déneigement"))
    clisson.run(SendInvitation(meeting_id))
    return meeting_id


def reply(
    desk: Desk,
    meeting_id: str,
    attendee: str = "renee@boussay.invalid",
    *,
    partstat: str = "ACCEPTED",
    stamp: str = "20261126T100000Z",
    start: str = "DTSTART;TZID=Romance Standard Time:20261208T093000",
    method: str = "REPLY",
    extra: tuple[str, ...] = (),
    parameters: str = "",
) -> bytes:
    """Write a reply as Exchange does: Windows' zone, no organizer, the address in capitals."""
    uid, sequence = desk.ask(uid_and_sequence, meeting_id)
    zone = (
        *("BEGIN:VTIMEZONE", "TZID:Romance Standard Time", "BEGIN:STANDARD", "DTSTART:16010101T030000"),
        *("TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        *("END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100"),
        *("TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE"),
    )
    lines = (
        *("BEGIN:VCALENDAR", f"METHOD:{method}", "VERSION:2.0", *zone, "BEGIN:VEVENT"),
        f'ATTENDEE;PARTSTAT={partstat};CN="Renée Léger"{parameters}:MAILTO:{attendee.upper()}',
        *extra,
        *(f"UID:{uid}", f"DTSTAMP:{stamp}", f"SEQUENCE:{sequence}", start),
        *("END:VEVENT", "END:VCALENDAR", ""),
    )
    return "\r\n".join(line for line in lines if line or line == "").encode()


def file(desk: Desk, *contents: bytes, addresses: tuple[NamedAddress, ...] = ()) -> int:
    files = tuple(DroppedFile(f"fichier {rank}", content) for rank, content in enumerate(contents))
    return desk.run(FileArrivals(files, addresses)).value


def preview(desk: Desk, content: bytes) -> ArrivalPreview:
    return desk.ask(preview_arrivals, (DroppedFile("réponse.ics", content),))[0]


def line(desk: Desk, meeting_id: str, name: str = "Boussay") -> AnswerRow:
    return next(row for row in desk.ask(answers_grid, meeting_id).rows if row.organisation == name)


@pytest.mark.parametrize(
    ("partstat", "answer"),
    [("ACCEPTED", Answer.COMES), ("DECLINED", Answer.DECLINES), ("TENTATIVE", Answer.TENTATIVE)],
)
def test_a_reply_is_previewed_then_noted_then_undone(
    clisson: Desk, meeting: str, partstat: str, answer: Answer
) -> None:
    content = reply(clisson, meeting, partstat=partstat)

    shown = preview(clisson, content)
    assert [change.what for change in shown.changes] == ["Réponse\u00a0: SGM de Boussay"]
    assert shown.changes[0].before == "sans réponse"
    assert line(clisson, meeting).answer is Answer.UNKNOWN
    assert file(clisson, content) == 1
    assert line(clisson, meeting).answer is answer
    assert clisson.ask(arrivals_page).rows[0].state is ArrivalState.FILED

    clisson.undo()
    assert line(clisson, meeting).answer is Answer.UNKNOWN
    assert not clisson.ask(arrivals_page).rows


def test_the_same_file_twice_changes_nothing(clisson: Desk, meeting: str) -> None:
    content = reply(clisson, meeting)
    assert file(clisson, content, content) == 1
    clisson.run(AnswerInvitation(line(clisson, meeting).id, Answer.DECLINES))

    assert preview(clisson, content).known
    assert file(clisson, content) == 0
    assert line(clisson, meeting).answer is Answer.DECLINES


def test_the_newest_answer_stands_in_whatever_order_they_come(clisson: Desk, meeting: str) -> None:
    first = reply(clisson, meeting, partstat="ACCEPTED", stamp="20261125T090000Z")
    then = reply(clisson, meeting, partstat="DECLINED", stamp="20261126T090000Z")

    file(clisson, then, first)
    assert line(clisson, meeting).answer is Answer.DECLINES
    clisson.undo()
    file(clisson, first, then)
    assert line(clisson, meeting).answer is Answer.DECLINES


def test_what_was_typed_later_is_not_overwritten(clisson: Desk, meeting: str) -> None:
    clisson.run(AnswerInvitation(line(clisson, meeting).id, Answer.REMOTE))
    file(clisson, reply(clisson, meeting, stamp="20261120T090000Z"))
    assert line(clisson, meeting).answer is Answer.REMOTE


def test_a_delegate_answers_for_who_delegated(clisson: Desk, meeting: str) -> None:
    content = reply(
        clisson,
        meeting,
        "adjoint@boussay.invalid",
        parameters=';DELEGATED-FROM="mailto:renee@boussay.invalid"',
    )
    file(clisson, content)
    row = line(clisson, meeting)
    assert (row.answer, row.represented_by) == (Answer.REPRESENTED, "Renée Léger")


def test_a_comment_comes_along(clisson: Desk, meeting: str) -> None:
    file(clisson, reply(clisson, meeting, extra=("COMMENT:J’arriverai vers 10 h.",)))
    assert line(clisson, meeting).remark == "J’arriverai vers 10 h."


def test_a_reply_to_a_date_that_moved_waits(clisson: Desk, meeting: str) -> None:
    content = reply(clisson, meeting)
    clisson.run(ChangeMeeting(meeting, starts_at=time(10, 0)))

    shown = preview(clisson, content)
    assert not shown.changes
    assert "SGM de Boussay répond à une date qui a changé" in shown.reasons[0]
    file(clisson, content)
    assert line(clisson, meeting).answer is Answer.UNKNOWN
    assert clisson.ask(network_row).arrivals == 1


def test_a_counter_proposal_moves_nothing_and_is_said(clisson: Desk, meeting: str) -> None:
    content = reply(clisson, meeting, method="COUNTER", start="DTSTART:20261209T090000Z")
    assert preview(clisson, content).reasons == (
        "SGM de Boussay propose le mercredi 9\u00a0décembre 2026 à 10\u00a0h\u00a0: "
        "décidez de la date à l’étape «\u00a0Préparer\u00a0».",
    )


def test_an_unknown_address_is_asked_once_and_remembered(clisson: Desk, meeting: str) -> None:
    content = reply(clisson, meeting, "perso@courriel.invalid")
    shown = preview(clisson, content)
    assert [one.address for one in shown.asked] == ["perso@courriel.invalid"]
    file(clisson, content)
    waiting = clisson.ask(arrivals_page).rows[0]
    assert waiting.state is ArrivalState.WAITING

    gorges = clisson.ask(organisation_id, "Gorges")
    clisson.run(FileAgain(waiting.id, (NamedAddress("Perso@courriel.invalid", gorges),)))
    assert line(clisson, meeting, "Gorges").answer is Answer.COMES
    assert clisson.ask(network_row).arrivals == 0

    file(
        clisson,
        reply(clisson, meeting, "perso@courriel.invalid", partstat="DECLINED", stamp="20261127T080000Z"),
    )
    assert line(clisson, meeting, "Gorges").answer is Answer.DECLINES


def test_a_reply_in_a_message_in_an_archive_is_found(clisson: Desk, meeting: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Renée Léger <renee@boussay.invalid>", "Accepté"
    mail.set_content("Accepté")
    mail.add_alternative(reply(clisson, meeting).decode(), subtype="calendar", params={"method": "REPLY"})
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("boîte/réponse.eml", mail.as_bytes())

    file(clisson, target.getvalue())

    assert line(clisson, meeting).answer is Answer.COMES
    row = clisson.ask(arrivals_page).rows[0]
    assert (row.sender, row.state) == ("Renée Léger", ArrivalState.FILED)


def test_a_message_without_a_reply_waits_for_its_meeting(clisson: Desk, meeting: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "renee@boussay.invalid", "Re: réunion du mardi 8 décembre 2026"
    mail.set_content("Je ne pourrai pas venir.")
    file(clisson, mail.as_bytes())

    row = clisson.ask(arrivals_page).rows[0]
    assert (row.state, row.meeting_id) == (ArrivalState.WAITING, meeting)
    clisson.run(AssignArrival(row.id, meeting))
    assert clisson.ask(arrivals_page).rows[0].state is ArrivalState.FILED
    with pytest.raises(RuleBroken):
        clisson.run(SetArrivalAside(row.id))


def test_what_is_not_understood_is_kept_with_its_reason(clisson: Desk) -> None:
    file(clisson, b"%PDF-1.7 rien")
    row = clisson.ask(arrivals_page).rows[0]
    assert row.state is ArrivalState.WAITING
    assert "n’est pas d’un format que DGS Desk comprend" in row.reason
    clisson.run(SetArrivalAside(row.id))
    assert clisson.ask(network_row).arrivals == 0


def test_a_contact_card_names_somebody(clisson: Desk) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nN:Essai;Léa;;;\nFN:Léa Essai\nORG:Mairie de Gorges\n"
        "EMAIL:lea@gorges.invalid\nEND:VCARD\n"
    )
    file(clisson, card.encode())
    page = clisson.ask(directory_page)
    director = next(org.director for org in page.organisations if org.name == "Gorges")
    assert director is not None
    assert director.name == "Léa ESSAI"


def test_a_list_with_a_stranger_takes_the_others_and_says_so(clisson: Desk) -> None:
    content = "commune;nom;prénom\nGorges;Essai;Léa\nNantes;Ailleurs;Jo\n".encode("cp1252")
    shown = preview(clisson, content)
    assert [change.after for change in shown.changes] == ["Léa ESSAI"]
    assert "ligne 3, « Nantes »".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in shown.reasons[0]
    file(clisson, content)
    assert clisson.ask(arrivals_page).rows[0].state is ArrivalState.FILED


def test_nothing_to_file_is_said(clisson: Desk) -> None:
    with pytest.raises(RuleBroken):
        clisson.run(FileArrivals(()))


def test_a_thousand_replies_take_a_bounded_number_of_reads(clisson: Desk, meeting: str) -> None:
    contents = [
        reply(
            clisson,
            meeting,
            partstat="ACCEPTED" if rank % 2 else "DECLINED",
            stamp=f"202611{rank % 20 + 1:02}T10{rank % 60:02}00Z",
        )
        for rank in range(60)
    ]
    file(clisson, *contents)
    stamps = clisson.ask(
        lambda view: [one.answer_stamp for one in view.store.find(Attendance, meeting_id=meeting)]
    )
    assert max(stamps).startswith("2026-11-20")


def test_a_message_about_a_draft_under_review_is_led_to_its_observations(
    written_desk: Desk, written_meeting: Written
) -> None:
    written_desk.run(CirculateDraft(written_meeting.id))
    day = written_desk.ask(lambda view: view.store.get(Meeting, written_meeting.id)).day
    mail = EmailMessage()
    mail["From"] = "renee@boussay.invalid"
    mail["Subject"] = f"Re: projet de compte rendu, réunion du {date_full(day)}"
    mail.set_content("Point 1.1 : le curage est-il annuel ?")
    file(written_desk, mail.as_bytes())
    row = written_desk.ask(arrivals_page).rows[0]
    assert row.meeting_id == written_meeting.id
    assert "Faire du message une observation" in row.reason
    label = written_desk.run(
        AddObservation(written_meeting.id, "Bonjour,\n\nLe curage ?", author="DGS de Gorges")
    ).label
    assert label.endswith("Bonjour, Le curage ?")


def test_an_observation_of_a_message_takes_its_own_words_and_its_day(
    written_desk: Desk, written_meeting: Written
) -> None:
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    on_day(written_desk, APPROVED_ON)
    mail = EmailMessage()
    mail["From"] = "Renée <renee@boussay.invalid>"
    mail["Date"] = datetime.combine(SENT, time(11), UTC)
    mail["Subject"] = "Re: projet de compte rendu"
    mail.set_content(
        "Bonjour,\n\nPoint 1.2 : le curage est annuel.\n\nCordialement,\nRenée\n\n> Bonjour,\n> avant"
    )
    file(written_desk, mail.as_bytes())
    arrival = written_desk.ask(arrivals_page).rows[0]
    detail = written_desk.ask(arrival_detail, arrival.id, written_meeting.id)
    assert detail.observed == "Point 1.2 : le curage est annuel."
    assert detail.likely_item == written_meeting.roads
    assert "> avant" in detail.text
    noted = ObserveArrival(arrival.id, written_meeting.id, None, detail.observed, sent_on=detail.sent_on)
    observation = written_desk.run(noted).value
    kept = written_desk.ask(lambda view: view.store.get(Observation, observation))
    assert (kept.received_on, kept.late, kept.source) == (SENT, False, arrival.name)
    assert written_desk.ask(review_page, written_meeting.id).arrived == {arrival.name: arrival.id}
    again = written_desk.ask(arrival_detail, arrival.id)
    assert "> avant" in again.text
