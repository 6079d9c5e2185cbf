"""The message beside a dossier, its record among the sendings, and the sheet that offers its readers."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk, View
from dgsdesk.application.dossier.acts import ExportDossier, ReturnDossier
from dgsdesk.application.dossier.awaited import awaited_rows
from dgsdesk.application.dossier.host import host_dossier
from dgsdesk.application.dossier.sheet import dossier_sheet
from dgsdesk.application.dossier.take import TakeDossier
from dgsdesk.application.home.page import home_page
from dgsdesk.application.home.reminder import Remind
from dgsdesk.application.home.todos import Todo, TodoKind
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.bootstrap.dossiers import open_dossier
from dgsdesk.domain.dossier import Dossier, DossierWay, Purpose
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import ReminderTopic, Sending, SendingKind
from tests.written_meeting import SENT, Written, on_day, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

SECRET = "quatre mots sans rapport"


def sent(view: View) -> list[tuple[str, str]]:
    return [(one.address, one.version) for one in view.store.find(Sending, kind=SendingKind.DOSSIER)]


def test_the_message_carries_the_file_and_never_the_passphrase(
    written_desk: Desk, written_meeting: Written
) -> None:
    command = ExportDossier(
        written_meeting.id, "DGS de Gorges", passphrase=SECRET, address="dgs@exemple.invalid"
    )
    made = written_desk.run(command).value
    message = message_from_bytes(Path(made.message).read_bytes(), policy=default)
    assert message["To"] == "DGS de Gorges <dgs@exemple.invalid>"
    (attached,) = [part for part in message.walk() if part.get_filename()]
    assert attached.get_payload(decode=True) == Path(made.file).read_bytes()
    body = message.get_body(("plain",))
    assert body is not None
    words = " ".join(body.get_content().split())
    assert "d’un double clic" in words
    assert "phrase secrète" in words
    assert SECRET not in words
    assert written_desk.ask(sent) == [("dgs@exemple.invalid", "à rédiger")]
    written_desk.undo()
    assert written_desk.ask(sent) == []


def test_without_an_address_there_is_the_file_alone(written_desk: Desk, written_meeting: Written) -> None:
    made = written_desk.run(ExportDossier(written_meeting.id, "DGS de Gorges")).value
    assert made.message == ""
    assert written_desk.ask(sent) == []


def test_an_example_writes_to_nobody_real(written_desk: Desk, written_meeting: Written) -> None:
    with pytest.raises(RuleBroken, match="real_address_in_example"):
        written_desk.run(ExportDossier(written_meeting.id, "DGS", address="dgs@gorges.fr"))


def test_a_day_of_return_is_proposed_told_to_the_reader_and_recalled(
    written_desk: Desk, written_meeting: Written, tmp_path: Path
) -> None:
    desk, meeting = written_desk, written_meeting.id
    assert desk.ask(dossier_sheet, meeting).returns == {Purpose.EDIT: date(2026, 11, 20), Purpose.READ: None}
    with pytest.raises(BadInput, match="return_day_past"):
        desk.run(ExportDossier(meeting, "DGS de Gorges", due=date(2026, 11, 9)))
    due, address = date(2026, 11, 25), "dgs@exemple.invalid"
    made = desk.run(ExportDossier(meeting, "DGS de Gorges", address=address, due=due)).value
    body = message_from_bytes(Path(made.message).read_bytes(), policy=default).get_body(("plain",))
    assert body is not None
    assert "renvoyer d’ici le mercredi 25 novembre 2026" in " ".join(body.get_content().split())
    (line,) = desk.ask(dossier_sheet, meeting).past
    assert line.endswith("attendu d’ici le 25\u00a0novembre 2026")
    host = open_session(open_dossier(Path(made.file), tmp_path / "hôte", today=SENT).database, SENT, tmp_path)
    shown = host.ask(host_dossier)
    assert shown is not None
    assert shown.until == due
    back = host.run(ReturnDossier(meeting, folder=str(tmp_path / "retour"))).value
    host.close()
    assert awaited(desk) == []
    for day, late in ((date(2026, 11, 24), False), (date(2026, 11, 26), True)):
        on_day(desk, day)
        (todo,) = awaited(desk)
        assert (todo.title, todo.due, todo.late) == ("Dossier attendu\u00a0: DGS de Gorges", due, late)
    assert "en retard de 1\u00a0jour\u00a0: DGS de Gorges" in desk.ask(awaited_rows, meeting)[0].words
    assert (todo.button, todo.reminder) == ("Relancer…", ReminderTopic.DOSSIER)
    laid = desk.run(Remind(todo.reminder, todo.subject)).value
    message = message_from_bytes(Path(laid.paths[0]).read_bytes(), policy=default)
    assert message["To"] == "DGS de Gorges <dgs@exemple.invalid>"
    (todo,) = awaited(desk)
    assert (todo.button, todo.subject) == ("Voir", meeting)  # not again too soon
    assert todo.why.endswith(", relancé le 26\u00a0novembre")
    desk.run(TakeDossier("retour.dgsdesk", Path(back.file).read_bytes()))
    assert awaited(desk) == []
    assert desk.ask(awaited_rows, meeting) == ()
    with pytest.raises(RuleBroken, match="dossier_not_awaited"):
        desk.run(Remind(ReminderTopic.DOSSIER, made_of(desk)))


def test_who_got_the_file_without_a_message_is_awaited_but_not_written_to(
    written_desk: Desk, written_meeting: Written
) -> None:
    written_desk.run(ExportDossier(written_meeting.id, "DGS de Gorges", due=date(2026, 11, 25)))
    on_day(written_desk, date(2026, 11, 29))
    (row,) = written_desk.ask(awaited_rows, written_meeting.id)
    assert (row.late, row.may_remind, row.has_address) == (True, False, False)
    with pytest.raises(RuleBroken, match="dossier_reader_unreachable"):
        written_desk.run(Remind(ReminderTopic.DOSSIER, row.id))


def made_of(desk: Desk) -> str:
    return desk.ask(lambda view: view.store.find(Dossier, way=DossierWay.SENT)[0].id)


def awaited(desk: Desk) -> list[Todo]:
    lines = [todo for group in desk.ask(home_page).groups for todo in group.lines]
    return [todo for todo in lines if todo.kind is TodoKind.DOSSIER]


def test_the_sheet_offers_the_host_first_and_what_the_state_allows(
    written_desk: Desk, written_meeting: Written
) -> None:
    sheet = written_desk.ask(dossier_sheet, written_meeting.id)
    assert [one.is_host for one in sheet.readers].index(True) == 0
    assert sheet.readers[0].name.endswith("DGS de Gorges")
    assert sheet.purposes == (Purpose.EDIT, Purpose.READ)
    written_desk.run(ExportDossier(written_meeting.id, "DGS de Gorges", passphrase=SECRET))
    (line,) = written_desk.ask(dossier_sheet, written_meeting.id).past
    assert line.endswith("envoyé à DGS de Gorges, à rédiger, protégé")
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id))
    assert written_desk.ask(dossier_sheet, written_meeting.id).purposes == (Purpose.OBSERVE, Purpose.READ)
