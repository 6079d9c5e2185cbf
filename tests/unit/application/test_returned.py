"""Drafts come back from Word: read back while drafting, observations while being read over."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.application.minutes.text import minutes_text
from dgsdesk.application.returned.acts import (
    ReadBack,
    ReadBackDraft,
    returned_preview,
)
from dgsdesk.application.returned.file import read_returned
from dgsdesk.application.returned.unplaced import DropUnplaced, PlaceUnplaced
from dgsdesk.application.review.circulation import CirculateDraft, LayDraft
from dgsdesk.application.review.incoming import ImportObservations, Incoming, ReceivedFile, incoming_preview
from dgsdesk.application.review.page import review_page
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput, KnownError, RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.richtext import RichText, paragraph, plain_text
from tests.returned_drafts import edited
from tests.written_meeting import SENT, Written, on_day


@pytest.fixture
def clisson(written_desk: Desk) -> Desk:
    """A network with a written meeting."""
    return written_desk


@pytest.fixture
def written(written_meeting: Written) -> Written:
    """A written meeting."""
    return written_meeting


@pytest.fixture
def draft(clisson: Desk, written: Written) -> bytes:
    """The draft as the host gets it."""
    return Path(clisson.run(LayDraft(written.id)).value).read_bytes()


def texts(desk: Desk, meeting: Written) -> list[str]:
    text = desk.ask(lambda view: minutes_text(view.store, meeting.id))
    return [plain_text(item.text) for item in text.items]


def test_a_file_that_nobody_touched_changes_nothing(clisson: Desk, written: Written, draft: bytes) -> None:
    preview = clisson.ask(returned_preview, written.id, "projet.docx", draft)
    assert (preview.rows, preview.unplaced, preview.missing) == ((), (), ())
    assert preview.origin == "Fichier tiré de la version 1."
    assert clisson.run(ReadBackDraft(written.id, "projet.docx", draft)).value == ReadBack(0, 0)


def test_what_was_written_elsewhere_is_printed_in_french_and_comes_back_as_it_was(
    clisson: Desk, written: Written
) -> None:
    said = "Qui paie l'eau ? Un point : 12 %."
    clisson.run(WriteEntry(written.waste, RichText((paragraph(said), paragraph("La suite : rien.")))))
    draft = Path(clisson.run(LayDraft(written.id)).value).read_bytes()
    assert "l’eau\u202f? Un point\u00a0: 12\u00a0%." in "\n".join(
        line.text for line in docx.Document(BytesIO(draft)).paragraphs
    )
    assert clisson.ask(returned_preview, written.id, "projet.docx", draft).rows == ()
    clisson.run(ReadBackDraft(written.id, "projet.docx", edited(draft, changed={"rien": "tout"})))
    assert texts(clisson, written)[0] == f"{said}\nLa suite : tout."


def test_words_decisions_and_paragraphs_come_back(clisson: Desk, written: Written, draft: bytes) -> None:
    file = edited(
        draft,
        changed={"première plainte": "principale plainte", "sous 48 heures": "en deux jours"},
        before={"Le registre commun": "Un mot du relais."},
    )
    preview = clisson.ask(returned_preview, written.id, "projet.docx", file)
    assert [row.heading[:3] for row in preview.rows] == ["1.1", "2.1"]
    assert clisson.run(ReadBackDraft(written.id, "projet.docx", file)).value == ReadBack(2, 0)
    text = clisson.ask(lambda view: minutes_text(view.store, written.id))
    assert "principale plainte" in plain_text(text.items[0].text)
    assert text.items[0].decisions[0].text.startswith("L’Agglo enlève les dépôts en deux jours")
    assert plain_text(text.items[2].text) == "Un mot du relais.\nLe registre commun est prêt."
    assert clisson.ask(returned_preview, written.id, "projet.docx", file).rows == ()


def test_lists_and_bold_survive_the_way_through_word(clisson: Desk, written: Written, draft: bytes) -> None:
    file = edited(draft, changed={"les arbres suivent": "nos arbres suivent"})
    before = clisson.ask(lambda view: minutes_text(view.store, written.id)).items[1].text
    clisson.run(ReadBackDraft(written.id, "projet.docx", file))
    after = clisson.ask(lambda view: minutes_text(view.store, written.id)).items[1].text
    assert [type(block) for block in after.blocks] == [type(block) for block in before.blocks]
    assert [run.bold for run in after.blocks[0].runs] == [False, True, False]  # type: ignore[union-attr]


def test_what_belongs_to_no_item_is_kept_to_be_placed(clisson: Desk, written: Written, draft: bytes) -> None:
    file = edited(
        draft,
        before={"Présences": "Mot d’accueil", "Ordre du jour": "Autre mot"},
        comments={"Le registre": ("Prénom EXEMPLE", "À vérifier")},
    )
    assert clisson.run(ReadBackDraft(written.id, "projet.docx", file)).value == ReadBack(0, 3)
    first, second, comment = clisson.ask(session_page, written.id).unplaced
    assert plain_text(comment.text).endswith("À vérifier")
    clisson.run(PlaceUnplaced(first.id, written.reserved))
    clisson.run(DropUnplaced(second.id))
    assert texts(clisson, written)[2] == "Le registre commun est prêt.\nMot d’accueil"
    clisson.undo()
    assert [row.id for row in clisson.ask(session_page, written.id).unplaced] == [second.id, comment.id]


def test_an_older_file_says_so_and_is_compared_with_its_own_version(
    clisson: Desk, written: Written, draft: bytes
) -> None:
    clisson.run(WriteEntry(written.roads, RichText((paragraph("Réécrit."),))))
    clisson.run(LayDraft(written.id))
    file = edited(draft, changed={"première plainte": "principale plainte"})
    preview = clisson.ask(returned_preview, written.id, "vieux.docx", file)
    assert preview.older
    assert preview.origin == "Ce fichier part de la version 1, la version 2 est partie depuis."
    assert [row.heading[:3] for row in preview.rows] == ["1.1"]
    clisson.run(ReadBackDraft(written.id, "vieux.docx", file))
    assert texts(clisson, written)[1] == "Réécrit."


def test_the_file_of_another_meeting_is_refused(clisson: Desk, written: Written, draft: bytes) -> None:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    other = clisson.run(PlanMeeting(circle, SENT)).value
    with pytest.raises(BadInput, match="returned_of_another_meeting"):
        clisson.ask(lambda view: read_returned(view, view.store.get(Meeting, other), "projet.docx", draft))
    (told,) = clisson.ask(incoming_preview, other, annotated(draft, "projet.docx")).refused
    assert "autre réunion" in told.words


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"no Word file"])
def test_an_unsound_file_changes_nothing(
    clisson: Desk, written: Written, draft: bytes, content: bytes
) -> None:
    with pytest.raises(KnownError):
        clisson.run(ReadBackDraft(written.id, "projet.docx", content))
    assert clisson.ask(lambda view: view.store.find(Attachment)) == []


def test_the_file_itself_is_kept_once(clisson: Desk, written: Written, draft: bytes) -> None:
    for _ in range(2):
        clisson.run(ReadBackDraft(written.id, r"C:\Bureau\projet.docx", draft))
    kept = clisson.ask(lambda view: [(one.name, one.sha256) for one in view.store.find(Attachment)])
    assert [name for name, _ in kept] == ["projet.docx"]
    assert clisson.files.get(kept[0][1]) == draft


def annotated(file: bytes, name: str = "annoté.docx") -> Incoming:
    return Incoming((ReceivedFile(name, file),))


def test_annotated_copies_become_observations_once(clisson: Desk, written: Written) -> None:
    on_day(clisson, SENT)
    made = clisson.run(CirculateDraft(written.id, way=Way.COPIED)).value
    file = edited(
        Path(made.paths[0]).read_bytes(),
        changed={"sous 48 heures": "en deux jours", "est prêt": "sera prêt"},
        comments={"Le règlement": ("Prénom EXEMPLE 3", "Quelle échéance ?")},
    )
    preview = clisson.ask(incoming_preview, written.id, annotated(file))
    assert [(row.heading[:3], row.proposed) for row in preview.rows] == [
        ("1.1", "en deux jours"),
        ("1.2", ""),
        ("2.1", "sera"),
    ]
    assert clisson.run(ImportObservations(written.id, annotated(file))).value == 3
    assert clisson.run(ImportObservations(written.id, annotated(file))).value == 0
    groups = clisson.ask(review_page, written.id).groups
    rows = [row for group in groups for row in group.rows]
    assert rows[0].change is not None
    assert {row.author for row in rows} == {rows[0].author}
    assert rows[0].author.partition(" ")[0] in ("DGS", "SGM")


def test_who_sent_a_copy_can_be_said(clisson: Desk, written: Written) -> None:
    on_day(clisson, SENT)
    made = clisson.run(CirculateDraft(written.id, way=Way.COPIED)).value
    file = edited(Path(made.paths[0]).read_bytes(), changed={"est prêt": "sera prêt"})
    (unknown,) = clisson.ask(incoming_preview, written.id, annotated(file)).unknown
    assert unknown == "Auteur de «\u00a0annoté.docx\u00a0»"
    told = ((unknown, written.organisations["Boussay"]),)
    clisson.run(ImportObservations(written.id, replace(annotated(file), told=told)))
    (group,) = clisson.ask(review_page, written.id).groups
    assert group.rows[0].author == "SGM de Boussay"


def test_each_time_has_its_own_way_of_reading(clisson: Desk, written: Written, draft: bytes) -> None:
    with pytest.raises(RuleBroken, match="not_in_review"):
        clisson.run(ImportObservations(written.id, annotated(draft)))
    on_day(clisson, SENT)
    clisson.run(CirculateDraft(written.id, way=Way.COPIED))
    with pytest.raises(RuleBroken, match="not_drafting"):
        clisson.run(ReadBackDraft(written.id, "projet.docx", draft))
