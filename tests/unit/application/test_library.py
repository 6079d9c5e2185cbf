"""The library: kept once, versions, where a document serves, what goes with an invitation, the search."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dgsdesk.application.agenda.acts import AddItem, PostponeItem, RemoveItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddGreyZone
from dgsdesk.application.invitation.acts import CancelMeeting, SendInvitation
from dgsdesk.application.library.acts import (
    AddDocuments,
    AddVersion,
    AttachDocument,
    DetachDocument,
    EditDocument,
    NewFile,
    RemoveDocument,
)
from dgsdesk.application.library.acts import Place as Spot
from dgsdesk.application.library.files import copy_to_open
from dgsdesk.application.library.page import document_detail, documents_of, library_page
from dgsdesk.application.meeting.acts import ChangeMeeting, PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.search.acts import find_things
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.acts import MergeThemes, NoteSubject
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.errors import BadInput, NotFound, RuleBroken, StorageUnavailable
from dgsdesk.domain.library import FileKind, OwnerKind
from dgsdesk.domain.network import Organisation
from dgsdesk.storage.files import FolderFiles

DECEMBER, JANUARY = date(2026, 12, 8), date(2027, 1, 12)
WINTER = NewFile("Viabilite_hivernale.txt", "Plan de salage des trottoirs, noues et fossés.".encode())


def zone_of(desk: Desk) -> Spot:
    return Spot(OwnerKind.GREY_ZONE, desk.run(AddGreyZone("Déneigement")).value)


def plan_meeting(desk: Desk) -> str:
    circle = desk.ask(circle_choices)[0].id
    return desk.run(PlanMeeting(circle, date(2026, 12, 8))).value


def added(desk: Desk, file: NewFile = WINTER, spot: Spot | None = None) -> str:
    return desk.run(AddDocuments((file,), spot)).value[0]


def test_a_file_is_kept_once_and_serves_in_many_places(clisson: Desk) -> None:
    zone, meeting = zone_of(clisson), Spot(OwnerKind.MEETING, plan_meeting(clisson))
    first = added(clisson, WINTER, zone)
    again = added(clisson, NewFile("copie.txt", WINTER.content), meeting)
    assert again == first
    (line,) = clisson.ask(library_page).lines
    assert (line.title, line.kind) == ("Viabilite hivernale", FileKind.TEXT)
    assert line.uses == {OwnerKind.GREY_ZONE, OwnerKind.MEETING}
    assert isinstance(clisson.files, FolderFiles)
    kept = [path for path in clisson.files._folder.rglob("*") if path.is_file()]
    assert len(kept) == 1
    detail = clisson.ask(document_detail, first)
    assert [use.title for use in detail.uses] == ["Réunion du mardi 8\u00a0décembre 2026", "Déneigement"]
    clisson.run(DetachDocument(first, zone))
    assert clisson.ask(documents_of, zone).lines == ()
    assert [one.id for one in clisson.ask(documents_of, zone).others] == [first]


def test_versions_are_kept_and_the_newest_is_searched(clisson: Desk) -> None:
    document = added(clisson)
    with pytest.raises(RuleBroken) as refusal:
        clisson.run(AddVersion(document, WINTER))
    assert sentence(refusal.value).what.startswith("«\u00a0Viabilite_hivernale.txt\u00a0» est déjà")
    assert clisson.run(AddVersion(document, NewFile("v2.txt", b"Plan de cloture"))).value == 2
    assert [one.number for one in clisson.ask(document_detail, document).versions] == [2, 1]
    assert not found(clisson, "trottoir")
    assert found(clisson, "clôtures") == [document]
    clisson.undo()
    assert found(clisson, "trottoir") == [document]


def found(desk: Desk, text: str) -> list[str]:
    return [row.id for row in desk.ask(find_things, text) if row.type == "document"]


def test_the_text_of_a_document_is_found_by_a_plural_with_its_passage(clisson: Desk) -> None:
    long = NewFile("rapport.txt", ("Rien à voir ici. " * 8000 + "Le curage des avaloirs.").encode())
    document = added(clisson, long)
    (row,) = [one for one in clisson.ask(find_things, "avaloir curages") if one.id == document]
    assert "curage des avaloirs" in row.snippet
    assert [row.snippet[a:b] for a, b in row.snippet_marks] == ["curage", "avaloirs"]
    assert clisson.ask(find_things, "type:document avaloir")[0].id == document
    clisson.run(RemoveDocument(document))
    assert not found(clisson, "avaloir")
    clisson.undo()
    assert found(clisson, "avaloir") == [document]


def test_tags_are_kept_once_and_a_review_comes_due(clisson: Desk) -> None:
    document = added(clisson)
    clisson.run(EditDocument(document, tags=(" voirie", "Voirie", "hiver "), review_on=date(2026, 11, 27)))
    (line,) = clisson.ask(library_page).lines
    assert line.tags == ("voirie", "hiver")
    assert line.overdue
    assert line.review == "à revoir depuis le 27\u00a0novembre 2026"
    assert line.note == "Texte brut du 27\u00a0novembre 2026 · voirie · hiver"


def test_what_serves_an_item_goes_with_the_invitation_unless_it_is_too_heavy(clisson: Desk) -> None:
    meeting = plan_meeting(clisson)
    item = item_of(clisson, meeting)
    heavy = added(clisson, NewFile("plan.bin", b"x" * 21_000_000))
    with pytest.raises(RuleBroken) as refusal:
        clisson.run(AttachDocument(heavy, Spot(OwnerKind.ITEM, item)))
    assert "21 Mo" in sentence(refusal.value).message
    script = added(clisson, NewFile("rapport.pdf", b"MZ\x90\x00"))
    with pytest.raises(RuleBroken) as refusal:
        clisson.run(AttachDocument(script, Spot(OwnerKind.ITEM, item)))
    assert refusal.value.code == "program_not_sent"
    document = added(clisson, WINTER, Spot(OwnerKind.ITEM, item))
    clisson.run(RemoveItem(item))
    assert clisson.ask(document_detail, document).uses == ()
    clisson.undo()
    assert clisson.ask(document_detail, document).uses[0].words.startswith("Point du")


def test_an_item_is_offered_the_documents_of_its_case_first(clisson: Desk) -> None:
    zone, meeting = zone_of(clisson), plan_meeting(clisson)
    added(clisson, NewFile("abc.txt", b"abc"))
    winter = added(clisson, WINTER, zone)
    item = clisson.run(AddItem(meeting, SourceKind.GREY_ZONE, zone.id)).value
    offered = clisson.ask(documents_of, Spot(OwnerKind.ITEM, item)).others
    assert [line.title for line in offered] == ["Viabilite hivernale", "abc"]
    assert offered[0].id == winter


def item_of(desk: Desk, meeting: str) -> str:
    return desk.run(AddItem(meeting, title="Viabilité")).value


def test_a_program_is_opened_only_after_a_warning(clisson: Desk) -> None:
    document = added(clisson, NewFile("lisez-moi.pdf", b"#!/bin/sh\nrm -rf ~"))
    detail = clisson.ask(document_detail, document)
    assert detail.kind is FileKind.PROGRAM
    assert "Programme" in detail.warning
    file = detail.versions[0].id
    with pytest.raises(RuleBroken):
        clisson.ask(copy_to_open, file)
    assert Path(clisson.ask(copy_to_open, file, despite_warning=True)).name == "lisez-moi.pdf"


def test_opening_twice_uses_the_same_copy(clisson: Desk) -> None:
    file = clisson.ask(document_detail, added(clisson)).versions[0].id
    copy = clisson.ask(copy_to_open, file)
    assert clisson.ask(copy_to_open, file) == copy
    assert Path(copy).read_bytes() == WINTER.content


def test_a_file_that_vanished_or_changed_is_told(clisson: Desk) -> None:
    document = added(clisson)
    (path,) = [one for one in clisson.files._folder.rglob("*") if one.is_file()]  # type: ignore[attr-defined]
    path.write_bytes(b"autre chose")
    assert "modifié" in clisson.ask(document_detail, document).warning
    file = clisson.ask(document_detail, document).versions[0].id
    with pytest.raises(StorageUnavailable) as changed:
        clisson.ask(copy_to_open, file)
    assert "Viabilite_hivernale.txt" in sentence(changed.value).message
    path.unlink()
    assert clisson.ask(library_page).lines[0].gone
    with pytest.raises(NotFound):
        clisson.ask(copy_to_open, file)
    added(clisson)  # the same file given again heals it
    assert not clisson.ask(library_page).lines[0].gone


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..", "fichier"),
        ("nul\0.txt", "_nul.txt"),
        ("CON", "_CON"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a" * 300 + ".docx", "a" * 109 + ".docx"),
    ],
)
def test_a_name_never_leaves_the_folder_nor_deceives(clisson: Desk, name: str, kept: str) -> None:
    detail = clisson.ask(document_detail, added(clisson, NewFile(name, b"abc")))
    assert detail.versions[0].name == kept


def test_merged_themes_keep_the_documents_of_both(clisson: Desk) -> None:
    first, second = (clisson.run(NoteSubject(title)).value for title in ("Sel", "Salage"))
    spots = [Spot(OwnerKind.THEME, one) for one in (first, second)]
    both = added(clisson, WINTER, spots[0])
    clisson.run(AttachDocument(both, spots[1]))
    added(clisson, NewFile("b.txt", b"b"), spots[1])
    clisson.run(MergeThemes(first, (second,)))
    assert [line.title for line in clisson.ask(documents_of, spots[0]).lines] == ["b", "Viabilite hivernale"]


def test_an_empty_file_is_refused_and_nothing_is_kept(clisson: Desk) -> None:
    with pytest.raises(BadInput) as refusal:
        clisson.run(AddDocuments((WINTER, NewFile("vide.txt", b""))))
    assert sentence(refusal.value).what == "Le fichier «\u00a0vide.txt\u00a0» est vide."
    assert clisson.ask(library_page).lines == ()


def test_a_version_that_could_not_leave_is_refused_while_the_invitation_may(clisson: Desk) -> None:
    meeting = plan_meeting(clisson)
    document = added(clisson, WINTER, Spot(OwnerKind.ITEM, item_of(clisson, meeting)))
    for file, code in (
        (NewFile("rapport.docm", b"PK\x03\x04macros"), "program_not_sent"),
        (NewFile("plan.bin", b"x" * 21_000_000), "too_heavy_to_send"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            clisson.run(AddVersion(document, file))
        assert refusal.value.code == code
    assert len(clisson.ask(document_detail, document).versions) == 1
    clisson.run(CancelMeeting(meeting))
    assert clisson.run(AddVersion(document, NewFile("plan.bin", b"x" * 21_000_000))).value == 2


def test_documents_that_came_together_by_postponing_do_not_leave_too_heavy(clisson: Desk) -> None:
    circle = clisson.ask(circle_choices)[0].id
    first, second = (clisson.run(PlanMeeting(circle, day)).value for day in (DECEMBER, JANUARY))
    host = clisson.ask(lambda view: view.store.find(Organisation, name="Clisson")[0].id)
    clisson.run(ChangeMeeting(second, host_id=host))
    for rank, meeting in enumerate((first, second)):
        item = item_of(clisson, meeting)
        added(clisson, NewFile(f"plan-{rank}.bin", bytes([rank]) * 11_000_000), Spot(OwnerKind.ITEM, item))
    moved = clisson.ask(lambda view: view.store.find(AgendaItem, meeting_id=first)[0].id)
    clisson.run(PostponeItem(moved))
    with pytest.raises(RuleBroken) as refusal:
        clisson.run(SendInvitation(second))
    assert refusal.value.code == "too_heavy_to_send"
    assert "22 Mo" in sentence(refusal.value).message


def test_a_document_of_two_items_leaves_once(clisson: Desk) -> None:
    meeting = plan_meeting(clisson)
    host = clisson.ask(lambda view: view.store.find(Organisation, name="Clisson")[0].id)
    clisson.run(ChangeMeeting(meeting, host_id=host))
    for _ in range(2):
        added(clisson, WINTER, Spot(OwnerKind.ITEM, item_of(clisson, meeting)))
    laid = clisson.run(SendInvitation(meeting)).value
    draft = next(Path(path) for path in laid.files if path.endswith(".eml"))
    assert draft.read_bytes().count(b'filename="Viabilite_hivernale.txt"') == 1
