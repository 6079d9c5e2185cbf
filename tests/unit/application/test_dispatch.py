"""Dispatch: derived recipients, one edition each, nothing reserved in a mailbox that others read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import EditPerson, PersonFields
from dgsdesk.application.dispatch.acts import DispatchMinutes, DispatchPage, dispatch_page
from dgsdesk.application.dispatch.changes import AddRecipient, RestoreRecipient, WithdrawRecipient
from dgsdesk.application.dispatch.leak_check import former_readers
from dgsdesk.application.dispatch.recipients import touches
from dgsdesk.application.mailing.mailing import Recipient, Way
from dgsdesk.application.review.approval import ConfirmApproval, RevokeApproval
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import KnownError, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import Appointment, Organisation
from tests.written_meeting import APPROVED_ON, SENT, Written, on_day


@pytest.fixture
def clisson(written_desk: Desk) -> Desk:
    """A network with a written meeting."""
    return written_desk


@pytest.fixture
def approved(clisson: Desk, written_meeting: Written) -> Written:
    """A meeting whose minutes are approved."""
    meeting = written_meeting
    on_day(clisson, SENT)
    clisson.run(CirculateDraft(meeting.id, way=Way.COPIED))
    on_day(clisson, APPROVED_ON)
    clisson.run(ConfirmApproval(meeting.id))
    return meeting


def levels(page: DispatchPage) -> dict[Audience, int]:
    return {level.level: len(level.recipients) for level in page.levels}


def test_recipients_derive_from_the_circle_and_the_town_halls(clisson: Desk, approved: Written) -> None:
    page = clisson.ask(dispatch_page, approved.id)
    assert levels(page) == {Audience.DIRECTORS: 17, Audience.ELECTED: 16}
    mayor = page.levels[1].recipients[0]
    assert mayor.name == "Madame, Monsieur le Maire"
    assert mayor.quality == "maire d’Aigrefeuille-sur-Maine"


def test_each_edition_says_what_it_contains_and_withholds(clisson: Desk, approved: Written) -> None:
    complete, wide = clisson.ask(dispatch_page, approved.id).editions
    assert len(complete.contains) == 3
    assert complete.withheld == ()
    (gone,) = wide.withheld
    assert (gone.words, gone.audience) == ("2.1 Protection des données", Audience.DIRECTORS)
    assert wide.notes[0].endswith("un lecteur attentif verra que le 2.1 manque.")
    assert (complete.decisions, wide.decisions) == (2, 1)


def test_commissions_follow_by_competence() -> None:
    assert touches(("DEC",), ("DEC-COL",))
    assert touches(("DEC-COL",), ("DEC-COL", "MOB-VOI"))
    assert not touches(("DEC",), ("DECO-X",))
    assert not touches((), ("DEC",))


def test_an_address_that_a_mayor_reads_too_gets_the_mayors_edition(clisson: Desk, approved: Written) -> None:
    """The director of Boussay has no other address than the town hall's."""
    person, hall = clisson.ask(
        lambda view: (
            view.store.find(Appointment, organisation_id=approved.organisations["Boussay"])[0].person_id,
            view.store.get(Organisation, approved.organisations["Boussay"]).email,
        )
    )
    assert person is not None
    clisson.run(EditPerson(person, PersonFields("Prénom", "Exemple", email=hall)))
    page = clisson.ask(dispatch_page, approved.id)
    assert levels(page) == {Audience.DIRECTORS: 16, Audience.ELECTED: 16}
    (shared,) = [one for one in page.levels[1].recipients if one.address == hall]
    assert shared.quality == "SGM de Boussay et maire de Boussay"
    assert page.warnings[0].startswith(hall)


def test_dispatching_lays_both_editions_and_records_every_sending(clisson: Desk, approved: Written) -> None:
    made = clisson.run(DispatchMinutes(approved.id, way=Way.ONE_FOR_ALL))
    names = {Path(path).name for path in made.value.paths}
    assert {
        "2026-11-10_Gorges_compte-rendu-approuve-DGS_v2.docx",
        "2026-11-10_Gorges_compte-rendu-approuve-DGS_v2.pdf",
        "2026-11-10_Gorges_compte-rendu-approuve-elus_v2.docx",
        "2026-11-10_Gorges_releve-de-decisions-elus.docx",
        "2026-11-10_Gorges_suites-a-donner-DGS.docx",
    } <= names
    assert sum(name.endswith(".eml") for name in names) == 2
    assert made.label == "Compte rendu diffusé à 33\u00a0destinataires"
    sent = clisson.ask(dispatch_page, approved.id).sent
    assert [row.edition for row in sent].count(Audience.ELECTED) == 16
    clisson.undo()
    assert clisson.ask(dispatch_page, approved.id).sent == ()


def test_the_wide_edition_never_holds_what_is_reserved(clisson: Desk, approved: Written) -> None:
    made = clisson.run(DispatchMinutes(approved.id, way=Way.COPIED)).value
    wide = [Path(path) for path in made.paths if "elus" in path and path.endswith(".docx")]
    assert len(wide) == 4
    for path in wide:
        read = clisson.office.read_docx(path.read_bytes())
        assert "relais" not in str(read.blocks)
        assert "Protection des données" not in str(read.blocks)


def test_recipients_are_added_and_removed_by_hand(clisson: Desk, approved: Written) -> None:
    added = Recipient("Prénom EXEMPLE", "presidence@exemple.invalid", "président", Audience.ELECTED)
    clisson.run(AddRecipient(approved.id, added))
    clisson.run(WithdrawRecipient(approved.id, "DIR1@exemple.invalid", "part en mars"))
    page = clisson.ask(dispatch_page, approved.id)
    assert levels(page) == {Audience.DIRECTORS: 16, Audience.ELECTED: 17}
    assert [one.note for one in page.withdrawn] == ["part en mars"]
    clisson.run(RestoreRecipient(approved.id, "dir1@exemple.invalid"))
    assert levels(clisson.ask(dispatch_page, approved.id))[Audience.DIRECTORS] == 17
    clisson.run(WithdrawRecipient(approved.id, "presidence@exemple.invalid", "ajout erroné"))
    made = clisson.run(DispatchMinutes(approved.id, Way.COPIED)).value
    assert made.recipients == 33
    with pytest.raises(RuleBroken, match="dispatched_already"):
        clisson.run(AddRecipient(approved.id, added))


def test_a_bad_or_real_address_changes_nothing(clisson: Desk, approved: Written) -> None:
    for address, code in (
        ("", "bad_email"),
        ("sans arobase", "bad_email"),
        ("a@mairie.fr", "real_email_in_example"),
    ):
        with pytest.raises(KnownError) as caught:
            clisson.run(AddRecipient(approved.id, Recipient("X", address, "")))
        assert caught.value.code == code
    assert clisson.ask(lambda view: view.store.get(Meeting, approved.id).state) is MeetingState.APPROVED


def test_only_approved_minutes_are_dispatched_and_then_stay(clisson: Desk, approved: Written) -> None:
    clisson.run(RevokeApproval(approved.id, "erreur"))
    with pytest.raises(RuleBroken, match="meeting_move"):
        clisson.run(DispatchMinutes(approved.id))
    clisson.run(ConfirmApproval(approved.id))
    clisson.run(DispatchMinutes(approved.id, way=Way.COPIED))
    with pytest.raises(RuleBroken, match="already_dispatched"):
        clisson.run(RevokeApproval(approved.id, "trop tard"))


def test_who_has_had_more_is_said_in_whole_french() -> None:
    had = "un texte plus complet que cette édition"
    assert former_readers(["maire de Gorges"]) == f"A déjà reçu {had}\u00a0: maire de Gorges."
    assert former_readers(["DGS de Gorges", "maire de Gorges"]).startswith(f"Ont déjà reçu {had}\u00a0: DGS")
    assert former_readers(["maire"] * 5) == f"5\u00a0destinataires ont déjà reçu {had}."
