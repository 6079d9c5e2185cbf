"""Extracts per commission: what they hold, whom they go to, and that each sending is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgsdesk.application.agenda.competences import SetCompetences
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import AddCommission, AddCommissionMember, PersonFields
from dgsdesk.application.dispatch.acts import DispatchMinutes, dispatch_page
from dgsdesk.application.dispatch.changes import WithdrawRecipient
from dgsdesk.application.dispatch.commission_extract import SendExtracts, extract_rows
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.network import Civility, Role
from tests.written_meeting import APPROVED_ON, SENT, Written, on_day


@pytest.fixture
def approved(written_desk: Desk, written_meeting: Written) -> Written:
    """Approved minutes: waste concerns one commission, waste and the reserved item another one."""
    desk, meeting = written_desk, written_meeting
    desk.run(SetCompetences(meeting.waste, ("DEC-CT",)))
    desk.run(SetCompetences(meeting.reserved, ("NUM-TEL",)))
    other = desk.run(AddCommission("Numérique", ("DEC-CT", "NUM-TEL"))).value
    for name, role, title in (
        ("Cadre", Role.EXECUTIVE, "directrice"),
        ("Membre", Role.ELECTED, ""),
        ("Adjoint", Role.ELECTED, "vice-président"),
        ("Maire", Role.ELECTED, "présidente"),
    ):
        person = PersonFields(name, "Exemple", Civility.UNKNOWN, f"{name.lower()}2@exemple.invalid")
        person = PersonFields(name, "Exemple") if name == "Membre" else person
        desk.run(AddCommissionMember(other, person, role, title))
    on_day(desk, SENT)
    desk.run(CirculateDraft(meeting.id, way=Way.COPIED))
    on_day(desk, APPROVED_ON)
    desk.run(ConfirmApproval(meeting.id))
    return meeting


def everybody(desk: Desk, meeting: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = desk.ask(extract_rows, meeting)
    return tuple((row.commission_id, tuple(one.recipient.address for one in row.readers)) for row in rows)


def test_each_commission_gets_its_items_and_whoever_chairs_comes_first(
    written_desk: Desk, approved: Written
) -> None:
    waste, digital = written_desk.ask(extract_rows, approved.id)
    assert (waste.commission, waste.contains) == ("Déchets", ("1.1 Points d’apport volontaire",))
    assert digital.contains == ("1.1 Points d’apport volontaire",), (
        "the reserved item is not for elected readers"
    )
    titles = [one.recipient.quality.partition(",")[0] for one in digital.readers]
    assert titles == ["présidente", "vice-président", "directrice"]
    assert [one.quality for one in digital.unreachable] == ["élu, commission Numérique"]


def test_extracts_are_laid_mailed_to_those_chosen_and_recorded(written_desk: Desk, approved: Written) -> None:
    desk = written_desk
    waste, digital = desk.ask(extract_rows, approved.id)
    chosen = ((waste.commission_id, ("ELUE@exemple.invalid",)), (digital.commission_id, ()))
    made = desk.run(SendExtracts(approved.id, chosen))
    assert made.label == "2\u00a0extraits préparés par commission pour 1\u00a0destinataire"
    names = [Path(path).name for path in made.value.paths]
    assert "2026-11-10_Gorges_extrait-commission-Numerique_v2.pdf" in names
    (draft,) = [path for path in made.value.paths if path.endswith(".eml")]
    message = desk.office.read_draft(Path(draft).read_bytes())
    assert "commission Déchets" in message.text
    assert "«\u00a01.1 Points d’apport volontaire\u00a0»" in message.text
    (row,) = desk.ask(dispatch_page, approved.id).extracts
    assert (row.address, row.quality) == ("elue@exemple.invalid", "vice-présidente, commission Déchets")
    desk.undo()
    assert desk.ask(dispatch_page, approved.id).extracts == ()


def test_the_reserved_item_is_in_no_extract(written_desk: Desk, approved: Written) -> None:
    made = written_desk.run(SendExtracts(approved.id, everybody(written_desk, approved.id))).value
    assert made.recipients == 5
    files = [Path(path) for path in made.paths if path.endswith(".docx")]
    assert len(files) == 2
    for path in files:
        read = written_desk.office.read_docx(path.read_bytes())
        assert "Protection des données" not in str(read.blocks)


def test_who_was_withdrawn_from_the_dispatch_is_not_proposed(written_desk: Desk, approved: Written) -> None:
    written_desk.run(WithdrawRecipient(approved.id, "elue@exemple.invalid", "en congé"))
    waste, _ = written_desk.ask(extract_rows, approved.id)
    assert [one.withdrawn for one in waste.readers] == [True, False]


def test_extracts_leave_after_the_dispatch_too_but_never_before_the_approval(
    written_desk: Desk, written_meeting: Written, approved: Written
) -> None:
    written_desk.run(DispatchMinutes(approved.id, Way.COPIED))
    made = written_desk.run(SendExtracts(approved.id, everybody(written_desk, approved.id), Way.COPIED)).value
    assert not any(path.endswith(".eml") for path in made.paths)
    assert made.addresses.count("<") == 5
    for _ in range(3):
        written_desk.undo()
    with pytest.raises(RuleBroken, match="not_approved_yet"):
        written_desk.ask(extract_rows, written_meeting.id)


def test_an_agenda_without_competences_concerns_nobody(written_desk: Desk, written_meeting: Written) -> None:
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    on_day(written_desk, APPROVED_ON)
    written_desk.run(ConfirmApproval(written_meeting.id))
    with pytest.raises(RuleBroken, match="no_commission_concerned"):
        written_desk.run(SendExtracts(written_meeting.id))


def test_the_others_come_by_name(written_desk: Desk, approved: Written) -> None:
    waste, _ = written_desk.ask(extract_rows, approved.id)
    for given, family in (("Yves", "Zéro"), ("Zoé", "Éclair"), ("Anne", "Martin")):
        person = PersonFields(given, family, email=f"{given.lower()}@exemple.invalid")
        written_desk.run(AddCommissionMember(waste.commission_id, person, Role.ELECTED))
    waste, _ = written_desk.ask(extract_rows, approved.id)
    assert [one.recipient.name.partition(" ")[0] for one in waste.readers] == [
        "Élue",
        "Zoé",
        "Anne",
        "Yves",
        "Cadre",
    ]
