"""The message beside a dossier, its record among the sendings, and the sheet that offers its readers."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from dgsdesk.application.circulation import CirculateDraft
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.dossier import ExportDossier
from dgsdesk.application.dossier_sheet import dossier_sheet
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Sending, SendingKind
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
