"""Meetings are planned, invited to, changed, postponed and called off; what leaves is what was shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.documents.agenda_document import NO_ITEM
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.home.page import home_page
from dgsdesk.application.invitation.acts import (
    CancelMeeting,
    InvitationPreview,
    PutMeetingOff,
    SendInvitation,
    SendUpdate,
    copy_addresses,
    invitation_preview,
    message_as_it_leaves,
    sendings_of,
)
from dgsdesk.application.invitation.attendance import AddGuest, AnswerInvitation, RemoveGuest, answers_grid
from dgsdesk.application.mailing.mailing import Recipient, Way, merged
from dgsdesk.application.meeting.acts import ChangeMeeting, PlanMeeting, PostponeMeeting
from dgsdesk.application.meeting.page import meeting_form, meeting_header, meetings_list
from dgsdesk.application.meeting.paper import gather_paper
from dgsdesk.application.meeting.prints import PrintAgenda, PrintSignInSheet
from dgsdesk.application.meeting.steps import Step, StepStatus
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.agenda import AgendaPart, AgendaVersion
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.meeting import Answer, AttendeeKind, Meeting, MeetingState, SendingKind
from dgsdesk.domain.network import Letterhead, Organisation
from tests.written_meeting import on_day

DAY = date(2026, 12, 8)


def circle_id(view: View) -> str:
    return view.store.find(Circle)[0].id


def organisation_id(view: View, name: str) -> str:
    return view.store.find(Organisation, name=name)[0].id


def stored(view: View, meeting_id: str) -> Meeting:
    return view.store.get(Meeting, meeting_id)


def versions(view: View, meeting_id: str) -> list[AgendaVersion]:
    return sorted(view.store.find(AgendaVersion, meeting_id=meeting_id), key=lambda version: version.letter)


def parts(view: View, meeting_id: str) -> list[tuple[str, int]]:
    return [(part.title, part.minutes) for part in view.store.find(AgendaPart, meeting_id=meeting_id)]


@pytest.fixture
def meeting(clisson: Desk) -> str:
    """A planned meeting in Clisson with two items, the second for directors alone."""
    host = clisson.ask(organisation_id, "Clisson")
    meeting_id = clisson.run(PlanMeeting(clisson.ask(circle_id), DAY, host)).value
    clisson.run(AddItem(meeting_id, title="Déneigement et viabilité hivernale", presenter="DGS de Gétigné"))
    clisson.run(AddItem(meeting_id, title="Mutualiser la paie", audience=Audience.DIRECTORS))
    return meeting_id


@pytest.fixture
def invited(clisson: Desk, meeting: str) -> str:
    clisson.run(SendInvitation(meeting))
    return meeting


def code_of(error: KnownError) -> str:
    assert sentence(error).message
    return error.code


def refused(desk: Desk, command: Command[Any]) -> str:
    with pytest.raises(KnownError) as caught:
        desk.run(command)
    return code_of(caught.value)


# -- planning --------------------------------------------------------------------------------------------


def test_a_meeting_takes_everything_from_its_circle_and_host(clisson: Desk, meeting: str) -> None:
    row = clisson.ask(stored, meeting)
    assert (row.starts_at, row.ends_at, row.minutes) == (time(9, 30), time(12), 150)
    assert row.place == "Mairie de Clisson"
    assert "44190 Clisson" in row.address
    assert row.reply_by == date(2026, 12, 3)
    assert row.uid.endswith("@dgsdesk.invalid")
    assert clisson.ask(parts, meeting)[0][0] == "Compétences et zones grises"
    assert clisson.undoable() is not None


def test_a_circle_meets_once_a_day(clisson: Desk, meeting: str) -> None:
    assert refused(clisson, PlanMeeting(clisson.ask(circle_id), DAY)) == "meeting_doubled"


def test_planning_is_undone_with_its_parts(clisson: Desk) -> None:
    meeting_id = clisson.run(PlanMeeting(clisson.ask(circle_id), DAY)).value
    assert clisson.ask(parts, meeting_id)
    clisson.undo()
    assert clisson.ask(parts, meeting_id) == []
    clisson.redo()
    assert len(clisson.ask(parts, meeting_id)) == 3


def test_reply_day_never_falls_at_a_week_end(clisson: Desk) -> None:
    meeting_id = clisson.run(PlanMeeting(clisson.ask(circle_id), date(2026, 12, 11))).value
    assert clisson.ask(stored, meeting_id).reply_by == date(2026, 12, 4)


def test_another_host_brings_its_place(clisson: Desk, meeting: str) -> None:
    host = clisson.ask(organisation_id, "Gorges")
    clisson.run(ChangeMeeting(meeting, host_id=host, video_link="https://visio.exemple.invalid/dgs"))
    form = clisson.ask(meeting_form, meeting)
    assert form.place == "Mairie de Gorges"
    assert form.video_link.startswith("https")
    clisson.undo()
    assert clisson.ask(meeting_form, meeting).place == "Mairie de Clisson"


def test_hours_and_reply_day_must_make_sense(clisson: Desk, meeting: str) -> None:
    assert refused(clisson, ChangeMeeting(meeting, ends_at=time(9))) == "meeting_hours"
    assert refused(clisson, ChangeMeeting(meeting, reply_by=date(2026, 12, 9))) == "meeting_reply_by"


def test_postponing_keeps_the_agenda_and_moves_the_reply_day(clisson: Desk, meeting: str) -> None:
    label = clisson.run(PostponeMeeting(meeting, date(2027, 1, 12))).label
    assert "12\u00a0janvier 2027" in label
    row = clisson.ask(stored, meeting)
    assert (row.day, row.reply_by, row.state) == (date(2027, 1, 12), date(2027, 1, 7), MeetingState.PLANNED)
    assert refused(clisson, PostponeMeeting(meeting, date(2026, 11, 1))) == "meeting_past"


def test_postponing_to_no_date_yet_then_to_a_date(clisson: Desk, invited: str) -> None:
    clisson.run(PutMeetingOff(invited))
    assert clisson.ask(stored, invited).state is MeetingState.POSTPONED
    clisson.run(PostponeMeeting(invited, date(2027, 1, 12)))
    row = clisson.ask(stored, invited)
    assert (row.state, row.sequence) == (MeetingState.PLANNED, 1)
    preview = clisson.ask(invitation_preview, invited)
    assert preview.messages[0].subject.startswith("Report – réunion du mardi 12\u00a0janvier 2027")
    clisson.run(SendInvitation(invited))
    assert clisson.ask(stored, invited).sequence == 2
    assert len(clisson.ask(answers_grid, invited).rows) == 17


def test_messages_are_read_over_without_anything_being_done(clisson: Desk, meeting: str) -> None:
    before, documents = clisson.history(), sorted(Path(clisson.office.root).rglob("*"))
    shown = clisson.messages_of(SendInvitation(meeting))
    assert (clisson.history(), sorted(Path(clisson.office.root).rglob("*"))) == (before, documents)
    assert clisson.ask(stored, meeting).state is MeetingState.PLANNED
    laid = clisson.run(SendInvitation(meeting)).value
    left = [clisson.office.read_draft(Path(one).read_bytes()) for one in laid.files if one.endswith(".eml")]
    assert [replace(one, size=0) for one in left] == [replace(one, size=0) for one in shown]
    assert len(left) == 17


def test_what_cannot_leave_cannot_be_read_over(clisson: Desk, meeting: str) -> None:
    clisson.run(CancelMeeting(meeting))
    with pytest.raises(KnownError) as caught:
        clisson.messages_of(SendInvitation(meeting))
    assert code_of(caught.value) == "meeting_move"


# -- the page --------------------------------------------------------------------------------------------


def test_the_list_begins_with_the_next_meeting(clisson: Desk, meeting: str) -> None:
    circle = clisson.ask(circle_id)
    clisson.run(PlanMeeting(circle, date(2026, 10, 13)))
    clisson.run(PlanMeeting(circle, date(2026, 11, 10)))
    clisson.run(PlanMeeting(circle, date(2027, 1, 12)))
    lines = clisson.ask(meetings_list)
    assert [line.day.month for line in lines] == [12, 1, 11, 10]
    assert [line.is_next for line in lines] == [True, False, False, False]
    assert lines[0].state_word == "Prévue"


def test_the_header_says_where_the_meeting_stands(clisson: Desk, meeting: str) -> None:
    header = clisson.ask(meeting_header, meeting)
    assert header.title == "Réunion du mardi 8\u00a0décembre 2026"
    assert "Mairie de Clisson" in header.facts
    assert "hôte" not in header.facts  # the place tells it
    assert [row.name for row in header.steps][:3] == ["Préparer", "Inviter", "Tenir"]
    assert (header.current, header.steps[0].status) == (Step.PREPARE, StepStatus.CURRENT)
    assert header.steps[0].line == "1\u00a0point à revoir"
    assert header.steps[1].line == "à faire aujourd’hui"
    assert header.steps[4].line == "8\u00a0jours calendaires"


def test_the_header_follows_the_invitation(clisson: Desk, invited: str) -> None:
    header = clisson.ask(meeting_header, invited)
    assert header.current is Step.INVITE
    assert header.steps[0].line == "figé le 27\u00a0novembre"
    assert header.steps[1].line == "0\u00a0réponse sur 17"
    assert "ordre du jour version A" in header.facts


# -- inviting --------------------------------------------------------------------------------------------


def eml_texts(paths: Iterable[str]) -> Iterator[str]:
    import email
    from email import policy

    for path in paths:
        if path.endswith(".eml"):
            message = email.message_from_bytes(Path(path).read_bytes(), policy=policy.default)
            body = message.get_body(("plain",))
            assert body is not None
            yield body.get_content().replace("\r\n", "\n")


def test_what_is_shown_is_what_leaves(clisson: Desk, meeting: str) -> None:
    preview: InvitationPreview = clisson.ask(invitation_preview, meeting)
    assert preview.problem == ""
    assert len(preview.recipients) == 17
    assert preview.unreachable == ()
    assert len(preview.messages) == 1
    message = preview.messages[0]
    assert "3.1 Déneigement" in message.text
    assert "jusqu’au jeudi 3\u00a0décembre 2026 inclus" in message.text
    people = preview.recipients
    asked = [clisson.ask(message_as_it_leaves, meeting, Way.ONE_EACH, one.address) for one in people]
    shown = [left for left in asked if left is not None]
    laid = clisson.run(SendInvitation(meeting)).value
    texts = list(eml_texts(laid.files))
    assert len(texts) == 17
    assert sorted(texts) == sorted(left.text for left in shown)
    assert all(left.subject == message.subject and left.calendar_method == "REQUEST" for left in shown)
    assert [file.name for file in shown[0].attachments] == [
        "2026-12-08_Clisson_invitation.pdf",
        "invitation.ics",
    ]
    assert all(file.size > 200 for left in shown for file in left.attachments)


def test_a_message_is_for_its_reader(clisson: Desk, meeting: str) -> None:
    people = clisson.ask(invitation_preview, meeting).recipients
    calls = {
        one.quality: clisson.ask(message_as_it_leaves, meeting, Way.ONE_EACH, one.address).text.partition(  # type: ignore[union-attr]
            "\n"
        )[0]
        for one in people[:6]
    }
    assert set(calls.values()) <= {"Chère collègue,", "Cher collègue,", "Bonjour,", "Madame, Monsieur,"}
    together = clisson.ask(message_as_it_leaves, meeting, Way.ONE_FOR_ALL, people[0].address)
    assert together is not None
    assert together.text.startswith("Chères et chers collègues,")
    assert len(together.blind_copies) == 17
    assert [one.address for one in together.to] == [together.sender.address]


def test_inviting_freezes_the_agenda_and_lays_the_files(clisson: Desk, meeting: str) -> None:
    outcome = clisson.run(SendInvitation(meeting))
    assert outcome.label.endswith("préparée pour 17\u00a0destinataires")
    names = [Path(path).name for path in outcome.value.files]
    for wanted in (
        "2026-12-08_Clisson_invitation.docx",
        "2026-12-08_Clisson_invitation.pdf",
        "2026-12-08_Clisson_ordre-du-jour_version-A.docx",
        "2026-12-08_Clisson_feuille-d-emargement.docx",
        "2026-12-08_Clisson_rendez-vous.ics",
    ):
        assert wanted in names
    assert all(len(name) <= 120 for name in names)
    row = clisson.ask(stored, meeting)
    assert (row.state, row.agenda_letter, row.invited_on) == (MeetingState.INVITED, "A", date(2026, 11, 27))
    frozen = clisson.ask(versions, meeting)
    assert [version.letter for version in frozen] == ["A"]
    assert frozen[0].lines[0].startswith("3.1 Déneigement")
    rows = clisson.ask(sendings_of, meeting)
    assert len(rows) == 17
    assert all(row.address.endswith(".invalid") for row in rows)
    assert len(clisson.ask(answers_grid, meeting).rows) == 17


def test_a_part_without_items_is_no_hole_for_who_reads_everything(clisson: Desk, meeting: str) -> None:
    laid = clisson.run(SendInvitation(meeting)).value
    paper = next(Path(path) for path in laid.files if path.endswith("_invitation.docx"))
    (agenda,) = [one for one in docx.Document(str(paper)).tables if one.cell(0, 0).text == "Nº"]
    lines = [tuple(cell.text.split("\n")[0] for cell in row.cells)[:2] for row in agenda.rows]
    ranks = [number for number, _ in lines if len(number) == 1]
    assert ranks == ["1", "2", "3"]
    assert lines.count(("", NO_ITEM)) == 2
    paper_of = partial(gather_paper, created=datetime(2026, 11, 27, 9))
    made = clisson.ask(lambda view: paper_of(view, view.store.get(Meeting, meeting)))
    assert [part.rank for part in made.for_edition(Audience.DIRECTORS)] == [1, 2, 3]
    assert [part.rank for part in made.for_edition(Audience.ALL)] == [3]


def test_undoing_the_invitation_brings_everything_back(clisson: Desk, meeting: str) -> None:
    before = (clisson.ask(meeting_header, meeting), clisson.ask(answers_grid, meeting))
    clisson.run(SendInvitation(meeting))
    after = (clisson.ask(meeting_header, meeting), clisson.ask(answers_grid, meeting))
    clisson.undo()
    assert (clisson.ask(meeting_header, meeting), clisson.ask(answers_grid, meeting)) == before
    clisson.redo()
    assert (clisson.ask(meeting_header, meeting), clisson.ask(answers_grid, meeting)) == after


def test_one_message_for_all_keeps_the_addresses_blind(clisson: Desk, meeting: str) -> None:
    laid = clisson.run(SendInvitation(meeting, Way.ONE_FOR_ALL)).value
    drafts = [path for path in laid.files if path.endswith(".eml")]
    assert len(drafts) == 1
    calendar = next(Path(path).read_text("utf-8") for path in laid.files if path.endswith(".ics"))
    assert "mairie-" not in calendar


def test_copied_addresses_lay_no_message(clisson: Desk, meeting: str) -> None:
    addresses = clisson.ask(copy_addresses, meeting)
    assert addresses.count("; ") == 16
    assert "Mairie de Gorges <mairie-44064@exemple.invalid>" in addresses
    laid = clisson.run(SendInvitation(meeting, Way.COPIED)).value
    assert not [path for path in laid.files if path.endswith(".eml")]
    assert len(clisson.ask(sendings_of, meeting)) == 17


def test_a_guest_never_sees_what_directors_keep(clisson: Desk, meeting: str) -> None:
    clisson.run(AddGuest(meeting, "Alix MODÈLE", "directrice des finances", email="alix@exemple.invalid"))
    clisson.run(
        AddGuest(
            meeting, "Sacha EXEMPLE", "élu", email="sacha@exemple.invalid", kind=AttendeeKind.ELECTED_GUEST
        )
    )
    preview = clisson.ask(invitation_preview, meeting)
    assert len(preview.messages) == 2
    ours, theirs = preview.messages
    assert len(ours.recipients) == 17
    assert {one.name for one in theirs.recipients} == {"Alix MODÈLE", "Sacha EXEMPLE"}
    assert "Mutualiser la paie" in ours.text
    assert "Mutualiser la paie" not in theirs.text
    laid = clisson.run(SendInvitation(meeting)).value
    assert sum(path.endswith(".pdf") for path in laid.files) == 2
    calendar = next(Path(path).read_text("utf-8") for path in laid.files if path.endswith(".ics"))
    assert "Mutualiser" not in calendar


def test_one_message_for_all_is_one_for_each_edition(clisson: Desk, meeting: str) -> None:
    clisson.run(AddGuest(meeting, "Alix MODÈLE", "directrice des finances", email="alix@exemple.invalid"))
    laid = clisson.run(SendInvitation(meeting, Way.ONE_FOR_ALL)).value
    texts = list(eml_texts(laid.files))
    assert [("Mutualiser la paie" in text) for text in texts] == [True, False]


def test_nothing_leaves_without_place_or_agenda(clisson: Desk) -> None:
    meeting_id = clisson.run(PlanMeeting(clisson.ask(circle_id), DAY)).value
    assert refused(clisson, SendInvitation(meeting_id)) == "invitation_without_place"
    clisson.run(ChangeMeeting(meeting_id, place="Maison de l’intercommunalité"))
    assert refused(clisson, SendInvitation(meeting_id)) == "invitation_without_agenda"
    assert "vide" in clisson.ask(invitation_preview, meeting_id).problem
    assert refused(clisson, SendUpdate(meeting_id)) == "not_invited_yet"


def test_a_real_address_is_refused_in_an_example_network(clisson: Desk, meeting: str, tmp_path: Path) -> None:
    assert refused(clisson, AddGuest(meeting, "Alix", email="alix@mairie.fr")) == "real_email_in_example"
    with clisson.vault.unit_of_work() as work:
        from dgsdesk.application.ports.store import JournalLine

        work.find(Letterhead)[0].mailbox = "dgs@clissonsevremaine.fr"
        work.commit(JournalLine("Essai", "essai", "", clisson.clock.now()))
    assert refused(clisson, SendInvitation(meeting)) == "real_address_in_example"
    assert not list((tmp_path / "documents").rglob("*.*"))
    assert clisson.ask(stored, meeting).state is MeetingState.PLANNED


def test_a_shared_director_is_written_to_once() -> None:
    one = Recipient("Camille TEST", "Camille@exemple.invalid", "SGM de Boussay")
    two = Recipient("Camille TEST", "camille@exemple.invalid", "SGM de Gétigné", Audience.EXECUTIVES)
    (merged_one,) = merged([one, two])
    assert merged_one.quality == "SGM de Boussay et de Gétigné"
    assert merged_one.edition is Audience.DIRECTORS


# -- updating and calling off ----------------------------------------------------------------------------


def test_an_update_says_only_what_changed(clisson: Desk, invited: str) -> None:
    assert refused(clisson, SendUpdate(invited)) == "nothing_to_update"
    assert clisson.ask(invitation_preview, invited).kind is None
    clisson.run(ChangeMeeting(invited, starts_at=time(10)))
    clisson.run(AddItem(invited, title="Calendrier budgétaire partagé", presenter="Directrice des finances"))
    header = clisson.ask(meeting_header, invited)
    assert header.changed
    assert header.steps[1].line == "mise à jour à envoyer"
    preview = clisson.ask(invitation_preview, invited)
    assert (preview.kind, preview.version) == (SendingKind.UPDATE, "B")
    text = preview.messages[0].text
    changed = text.split("Ce qui reste")[0]
    assert "Horaires\u00a0: de 10\u00a0h à 12\u00a0h" in changed
    assert "Calendrier budgétaire partagé" in changed
    assert "Déneigement" not in text
    laid = clisson.run(SendUpdate(invited)).value
    row = clisson.ask(stored, invited)
    assert (row.sequence, row.agenda_letter, row.changed_since_invitation) == (1, "B", False)
    calendar = next(Path(path).read_text("utf-8") for path in laid.files if path.endswith(".ics"))
    assert "SEQUENCE:1" in calendar
    assert row.uid in calendar
    assert not clisson.ask(meeting_header, invited).changed
    assert refused(clisson, SendUpdate(invited)) == "nothing_to_update"


def test_a_change_of_place_alone_keeps_the_agenda_version(clisson: Desk, invited: str) -> None:
    clisson.run(ChangeMeeting(invited, place="Espace Saint-Jacques"))
    clisson.run(SendUpdate(invited, Way.ONE_FOR_ALL))
    assert [version.letter for version in clisson.ask(versions, invited)] == ["A"]
    assert refused(clisson, SendUpdate(invited)) == "nothing_to_update"


def test_cancelling_before_the_invitation_lays_nothing(clisson: Desk, meeting: str) -> None:
    assert clisson.run(CancelMeeting(meeting)).value is None
    assert clisson.ask(stored, meeting).state is MeetingState.CANCELLED
    clisson.undo()
    assert clisson.ask(stored, meeting).state is MeetingState.PLANNED


def test_cancelling_after_the_invitation_takes_the_entry_out_of_calendars(
    clisson: Desk, invited: str
) -> None:
    laid = clisson.run(CancelMeeting(invited, "salle indisponible")).value
    assert laid is not None
    calendar = next(Path(path).read_text("utf-8") for path in laid.files if path.endswith(".ics"))
    assert "METHOD:CANCEL" in calendar
    assert "SEQUENCE:1" in calendar
    assert all("salle indisponible" in text for text in eml_texts(laid.files))
    assert refused(clisson, ChangeMeeting(invited, place="Ailleurs")) == "meeting_closed"
    assert refused(clisson, CancelMeeting(invited)) == "meeting_move"


# -- answers ---------------------------------------------------------------------------------------------


def test_answers_are_counted_with_lunch_and_room(clisson: Desk, invited: str) -> None:
    rows = clisson.ask(answers_grid, invited).rows
    clisson.run(AnswerInvitation(rows[0].id, Answer.COMES, lunch=True))
    clisson.run(AnswerInvitation(rows[1].id, Answer.REPRESENTED, "la directrice adjointe", lunch=True))
    clisson.run(AnswerInvitation(rows[2].id, Answer.REMOTE, "sans effet"))
    label = clisson.run(AnswerInvitation(rows[3].id, Answer.DECLINES)).label
    assert label == f"Réponse de {rows[3].organisation} notée\u00a0: ne vient pas"
    grid = clisson.ask(answers_grid, invited)
    assert (grid.comes, grid.represented, grid.remote, grid.declines, grid.unknown) == (1, 1, 1, 1, 13)
    assert (grid.expected, grid.lunches, grid.capacity) == (2, 2, None)
    assert grid.rows[2].represented_by == ""
    assert "13\u00a0sans réponse" in grid.summary
    clisson.undo()
    assert clisson.ask(answers_grid, invited).unknown == 14


def test_a_room_that_is_too_small_is_said() -> None:
    from dgsdesk.application.invitation.attendance import AnswersGrid

    grid = AnswersGrid("m", (), True, 18, 0, 2, 0, 0, 15, 14)
    assert grid.room_words == "Salle de 14\u00a0places, il en faut 20"


def test_guests_come_and_go_members_stay(clisson: Desk, invited: str) -> None:
    guest = clisson.run(AddGuest(invited, "Alix MODÈLE", "chargée de mission")).value
    grid = clisson.ask(answers_grid, invited)
    assert grid.rows[-1].id == guest
    clisson.run(RemoveGuest(guest))
    assert len(clisson.ask(answers_grid, invited).rows) == 17
    assert refused(clisson, RemoveGuest(grid.rows[0].id)) == "member_stays"
    assert refused(clisson, AddGuest(invited, "  ")) == "guest_without_name"


# -- printing --------------------------------------------------------------------------------------------


def test_papers_are_printed_without_changing_anything(clisson: Desk, meeting: str) -> None:
    before = clisson.history()
    laid = clisson.run(PrintAgenda(meeting)).value
    assert Path(laid.files[0]).name == "2026-12-08_Clisson_ordre-du-jour_projet.docx"
    laid = clisson.run(PrintSignInSheet(meeting)).value
    assert Path(laid.files[0]).name == "2026-12-08_Clisson_feuille-d-emargement.docx"
    assert clisson.history() == before


# -- other networks ------------------------------------------------------------------------------------------


def test_calendars_overseas_keep_their_own_time(desk: Desk) -> None:
    desk.run(FoundNetwork("249740119", example=True))
    host = next(row.id for row in desk.ask(organisations) if row.code.startswith("974"))
    meeting_id = desk.run(PlanMeeting(desk.ask(circle_id), DAY, host)).value
    desk.run(AddItem(meeting_id, title="Cyclones"))
    laid = desk.run(SendInvitation(meeting_id)).value
    calendar = next(Path(path).read_text("utf-8") for path in laid.files if path.endswith(".ics"))
    assert "TZID=Indian/Reunion:20261208T093000" in calendar


def test_a_real_network_needs_its_mailbox_first(desk: Desk) -> None:
    desk.run(FoundNetwork("200067635"))
    meeting_id = desk.run(PlanMeeting(desk.ask(circle_id), DAY, desk.ask(organisation_id, "Clisson"))).value
    desk.run(AddItem(meeting_id, title="Déneigement"))
    preview = desk.ask(invitation_preview, meeting_id)
    assert "boîte aux lettres" in preview.problem
    assert [one.name for one in preview.unreachable] == ["Clisson Sèvre et Maine Agglo"]
    assert refused(desk, SendInvitation(meeting_id)) == "no_mailbox"


def organisations(view: View) -> list[Organisation]:
    return view.store.find(Organisation)


def test_on_its_day_the_meeting_comes_before_what_can_wait(clisson: Desk, invited: str) -> None:
    on_day(clisson, clisson.ask(lambda view: view.store.get(Meeting, invited)).day)
    today = clisson.ask(home_page).groups[0].lines
    assert [one.title for one in today][:1] == ["Tenir la réunion du 8\u00a0décembre"]
    assert len(today) > 1
