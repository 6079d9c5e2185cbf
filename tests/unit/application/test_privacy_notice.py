"""The notice on personal data: at the foot of the first invitation, once for each person, editable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.invitation.acts import SendInvitation, SendUpdate
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import ChangeMeeting, PostponeMeeting
from dgsdesk.application.privacy.notice import LONGEST, EditPrivacyNotice, notice_row
from dgsdesk.application.privacy.processing_register import PrintRegisterSheet, register_sheet
from dgsdesk.application.privacy.terms import SetRetention
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.retention import KeptKind
from dgsdesk.domain.richtext import block_text, walk
from tests.unit.application.test_invitation import eml_texts, meeting
from tests.written_meeting import name_directors

__all__ = ["meeting"]

BASIS = "RGPD, article 6-1-e"


def test_the_usual_notice_says_what_article_13_wants(clisson: Desk) -> None:
    text = clisson.ask(notice_row).text
    for wanted in (
        "responsable du traitement",
        BASIS,
        "coordonnées professionnelles",
        "destinataires",
        "un\u00a0an après votre départ",
        "rectifier ou effacer",
        "CNIL",
    ):
        assert wanted in text
    assert len(text) < 1_000


def test_it_comes_once_and_an_undone_invitation_does_not_count(clisson: Desk, meeting: str) -> None:
    first = clisson.run(SendInvitation(meeting)).value
    assert all(BASIS in text for text in eml_texts(first.files))
    clisson.undo()
    again = clisson.run(SendInvitation(meeting, Way.ONE_FOR_ALL)).value
    assert all(BASIS in text for text in eml_texts(again.files))


def test_who_has_had_it_gets_it_no_more(clisson: Desk, meeting: str) -> None:
    clisson.run(SendInvitation(meeting))
    clisson.run(ChangeMeeting(meeting, place="Salle du conseil"))
    assert not any(BASIS in text for text in eml_texts(clisson.run(SendUpdate(meeting)).value.files))
    clisson.run(PostponeMeeting(meeting, date(2027, 1, 12)))
    assert not any(BASIS in text for text in eml_texts(clisson.run(SendInvitation(meeting)).value.files))


def test_copied_addresses_inform_nobody(clisson: Desk, meeting: str) -> None:
    clisson.run(SendInvitation(meeting, Way.COPIED))
    clisson.run(ChangeMeeting(meeting, place="Salle du conseil"))
    assert all(BASIS in text for text in eml_texts(clisson.run(SendUpdate(meeting)).value.files))


def test_it_is_worded_in_the_settings_and_emptied_to_the_usual_one(clisson: Desk, meeting: str) -> None:
    usual = clisson.ask(notice_row).text
    clisson.run(EditPrivacyNotice("  Nous tenons la liste des membres. "))
    assert clisson.ask(notice_row).usual is False
    texts = list(eml_texts(clisson.run(SendInvitation(meeting)).value.files))
    assert all(text.endswith("—\nNous tenons la liste des membres.\n") for text in texts)
    clisson.run(EditPrivacyNotice(""))
    assert (clisson.ask(notice_row).text, clisson.ask(notice_row).usual) == (usual, True)


def test_a_notice_that_is_a_book_is_refused(clisson: Desk) -> None:
    with pytest.raises(BadInput) as error:
        clisson.run(EditPrivacyNotice("a" * (LONGEST + 1)))
    assert error.value.code == "notice_too_long"


def test_the_printed_invitation_carries_the_same_words(clisson: Desk, meeting: str) -> None:
    clisson.run(EditPrivacyNotice("Nous gardons vos coordonnées pour les réunions."))
    laid = clisson.run(SendInvitation(meeting)).value
    paper = next(Path(file) for file in laid.files if file.endswith("invitation.docx"))
    said = [block_text(block) for block in clisson.office.read_docx(paper.read_bytes()).blocks]
    assert said[-1] == "Nous gardons vos coordonnées pour les réunions."
    assert not any("6-1-e" in line for line in said)


def test_the_sheet_for_the_register_says_what_is_really_held(clisson: Desk, meeting: str) -> None:
    name_directors(clisson)
    clisson.run(SendInvitation(meeting))
    clisson.run(SetRetention(KeptKind.SENDINGS, 24))
    sheet = clisson.ask(register_sheet)
    (directors,) = [row for row in sheet.people if row.people.startswith("Directions")]
    assert directors.count == "17"
    (sendings,) = [row for row in sheet.held if row.people == "Registre des envois"]
    assert (sendings.count, sendings.term) == ("17", "deux\u00a0ans après l’envoi")
    (recipients,) = sheet.recipients
    assert (recipients.what, recipients.count) == ("Invitation", "17")
    assert "17\u00a0adresses l’ont reçue" in sheet.informed
    docx, pdf = map(Path, clisson.run(PrintRegisterSheet()).value)
    said = clisson.office.read_own_docx(docx.read_bytes())
    words = "\n".join(block_text(block) for block in walk(said.blocks))
    assert words.count("À COMPLÉTER") >= 6
    assert "mission d’intérêt public" in words
    with pikepdf.open(pdf) as paper:
        assert len(paper.pages) <= 4
