"""Reserved paragraphs and decisions: kept with the notes, printed with their mark, back from Word."""

from __future__ import annotations

import email
import email.policy
import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.dispatch.acts import DispatchMinutes, dispatch_page, last_look
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.minutes.content import content_json, text_from_content
from dgsdesk.application.minutes.notes import KeepNotes, NotedAction, NotedDecision
from dgsdesk.application.minutes.text import MinutesText, TextItem, as_seen_by, minutes_text
from dgsdesk.application.returned.acts import ReadBack, ReadBackDraft
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft, LayDraft
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.minutes_matching import same_text
from dgsdesk.domain.richtext import Paragraph, RichText, Run, block_text, paragraph, plain_text
from dgsdesk.domain.word_runs import words_of
from tests.returned_drafts import edited
from tests.written_meeting import APPROVED_ON, SENT, Written, on_day

SECRET = "Le poste de chef d’équipe de la voirie sera supprimé en mars."


@pytest.fixture
def clisson(written_desk: Desk) -> Desk:
    """A network with a written meeting."""
    return written_desk


@pytest.fixture
def reserved(clisson: Desk, written_meeting: Written) -> Written:
    """The item on roads has a paragraph, a decision and an action for directors or executives."""
    secret = Paragraph((Run(SECRET),), audience=Audience.DIRECTORS)
    text = RichText((paragraph("Le règlement est relu."), secret))
    decisions = (
        NotedDecision("d1", "Le règlement est adopté."),
        NotedDecision("d2", "L’équipe est réduite.", audience=Audience.DIRECTORS),
    )
    actions = (NotedAction("a1", "Recevoir l’équipe", audience=Audience.EXECUTIVES),)
    clisson.run(KeepNotes(written_meeting.roads, text, decisions, actions))
    return written_meeting


def text_of(desk: Desk, meeting: Written) -> MinutesText:
    return desk.ask(lambda view: minutes_text(view.store, meeting.id))


def roads(text: MinutesText, meeting: Written) -> TextItem:
    return next(item for item in text.items if item.id == meeting.roads)


def test_levels_are_frozen_with_the_text(clisson: Desk, reserved: Written) -> None:
    text = text_of(clisson, reserved)
    assert text_from_content(content_json(text)) == text
    assert [d.audience for d in roads(text, reserved).decisions] == [Audience.ALL, Audience.DIRECTORS]


def test_an_edition_leaves_out_what_is_reserved_inside_of_an_item(clisson: Desk, reserved: Written) -> None:
    text = text_of(clisson, reserved)
    wide = roads(as_seen_by(text, Audience.ELECTED).text, reserved)
    assert plain_text(wide.text) == "Le règlement est relu."
    assert [d.text for d in wide.decisions] == ["Le règlement est adopté."]
    assert wide.actions == ()
    assert len(roads(as_seen_by(text, Audience.EXECUTIVES).text, reserved).actions) == 1
    assert roads(as_seen_by(text, Audience.DIRECTORS).text, reserved) == roads(text, reserved)


def test_the_draft_for_word_shows_the_mark_and_brings_it_back(clisson: Desk, reserved: Written) -> None:
    draft = Path(clisson.run(LayDraft(reserved.id)).value).read_bytes()
    lines = [same_text(block_text(block)) for block in clisson.office.read_docx(draft).blocks]
    assert same_text(f"[Réservé : DGS seuls] {SECRET}") in lines
    assert "[Réservé : DGS seuls] Décision : L'équipe est réduite." in lines
    assert clisson.run(ReadBackDraft(reserved.id, "projet.docx", draft)).value == ReadBack(0, 0)

    file = edited(draft, changed={"supprimé en mars": "supprimé en mars 2027"})
    assert clisson.run(ReadBackDraft(reserved.id, "projet.docx", file)).value == ReadBack(1, 0)
    _, secret = roads(text_of(clisson, reserved), reserved).text.blocks
    assert (secret.audience, block_text(secret)) == (
        Audience.DIRECTORS,
        "Le poste de chef d’équipe de la voirie sera supprimé en mars 2027.",
    )


def test_the_host_reserves_a_paragraph_in_word_and_a_lost_mark_widens_nothing(
    clisson: Desk, reserved: Written
) -> None:
    draft = Path(clisson.run(LayDraft(reserved.id)).value).read_bytes()
    changed = {
        "Le règlement est relu.": "[Réservé : DGS et cadres] Le règlement est relu.",
        "[Réservé\u00a0: DGS seuls] ": "",
    }
    file = edited(draft, changed=changed)
    clisson.run(ReadBackDraft(reserved.id, "projet.docx", file))
    blocks = roads(text_of(clisson, reserved), reserved).text.blocks
    assert [block.audience for block in blocks] == [Audience.EXECUTIVES, Audience.DIRECTORS]
    assert block_text(blocks[0]) == "Le règlement est relu."


@pytest.mark.parametrize(
    "changed",
    [
        {"Le règlement est adopté.": "[Réservé : DGS seuls] Le règlement est adopté."},
        {"Le règlement est adopté.": "[Réservé : DGS seuls] Le règlement est adopté à l’unanimité."},
    ],
    ids=["after the number", "with other words"],
)
def test_the_host_reserves_a_decision_in_word(
    clisson: Desk, reserved: Written, changed: dict[str, str]
) -> None:
    draft = Path(clisson.run(LayDraft(reserved.id)).value).read_bytes()

    read = clisson.run(ReadBackDraft(reserved.id, "projet.docx", edited(draft, changed=changed))).value

    assert read == ReadBack(1, 0)
    first, second = roads(text_of(clisson, reserved), reserved).decisions
    assert (first.audience, second.audience) == (Audience.DIRECTORS, Audience.DIRECTORS)
    assert first.text.startswith("Le règlement est adopté")
    assert roads(as_seen_by(text_of(clisson, reserved), Audience.ELECTED).text, reserved).decisions == ()


def test_a_mark_before_the_number_of_a_decision_reserves_it(clisson: Desk, reserved: Written) -> None:
    draft = Path(clisson.run(LayDraft(reserved.id)).value).read_bytes()
    clisson.run(
        ReadBackDraft(reserved.id, "projet.docx", begun_with(draft, "Le règlement est adopté.", MARK))
    )
    assert [d.audience for d in roads(text_of(clisson, reserved), reserved).decisions] == [
        *(Audience.DIRECTORS, Audience.DIRECTORS),
    ]


def test_the_host_reserves_an_action_in_word_and_a_lost_mark_widens_none(
    clisson: Desk, reserved: Written
) -> None:
    draft = Path(clisson.run(LayDraft(reserved.id)).value).read_bytes()
    narrowed = begun_with(draft, "Recevoir l’équipe", MARK, instead=True)
    clisson.run(ReadBackDraft(reserved.id, "projet.docx", narrowed))
    (action,) = roads(text_of(clisson, reserved), reserved).actions
    assert (action.text, action.audience) == ("Recevoir l’équipe", Audience.DIRECTORS)

    lost = begun_with(draft, "Recevoir l’équipe", "Bien ", instead=True)
    clisson.run(ReadBackDraft(reserved.id, "projet-2.docx", lost))
    (action,) = roads(text_of(clisson, reserved), reserved).actions
    assert (action.text, action.audience) == ("Bien Recevoir l’équipe", Audience.DIRECTORS)


MARK = "[Réservé : DGS seuls] "


def begun_with(content: bytes, passage: str, words: str, *, instead: bool = False) -> bytes:
    """Return the file with words before the line that holds a passage, or instead of what stood before it."""
    document = docx.Document(BytesIO(content))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    lines = [*document.paragraphs, *(line for cell in cells for line in cell.paragraphs)]
    line = next(line for line in lines if passage in line.text)
    text = passage if instead else line.text
    for run in line.runs:
        run.text = ""
    line.runs[0].text = words + text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def approve(desk: Desk, meeting: Written) -> None:
    on_day(desk, SENT)
    desk.run(CirculateDraft(meeting.id, way=Way.COPIED))
    on_day(desk, APPROVED_ON)
    desk.run(ConfirmApproval(meeting.id))


def test_the_leak_check_says_what_a_reader_could_guess(clisson: Desk, written_meeting: Written) -> None:
    secret = Paragraph((Run(f"{SECRET} Mme Durand le sait."),), audience=Audience.DIRECTORS)
    said = paragraph("Le point 2.1 en dépend, voir Protection des données. Mme Durand écrit.")
    decided = NotedDecision("d1", "Le poste de chef d’équipe de la voirie disparaît.", 2)
    clisson.run(KeepNotes(written_meeting.roads, RichText((said, secret)), (decided,)))
    approve(clisson, written_meeting)
    complete, wide = clisson.ask(dispatch_page, written_meeting.id).editions
    assert complete.warnings == ()
    assert [line.replace("\u00a0", " ") for line in wide.warnings] == [
        "Le point retiré « 2.1 Protection des données » est cité dans le texte du point 1.2.",
        "Un passage réservé (1.2 Voirie d’intérêt communautaire, paragraphe « Le poste de chef d’équipe de "
        "la voirie sera supprimé en mar… ») est repris dans la décision 2026-11/02 du point 1.2.",
        "« Mme Durand », nommé dans un passage réservé, l’est aussi dans le texte du point 1.2.",
    ]


def test_no_file_and_no_message_of_the_wide_edition_holds_a_reserved_word(
    clisson: Desk, reserved: Written
) -> None:
    approve(clisson, reserved)
    look = clisson.ask(last_look, reserved.id)
    assert look.verified[0].startswith("16\u00a0fichiers écrits et relus")
    paths = clisson.run(DispatchMinutes(reserved.id, Way.ONE_FOR_ALL)).value.paths
    wide = [Path(path) for path in paths if "elus" in path]
    assert {path.suffix for path in wide} == {".docx", ".pdf", ".eml"}
    for path in wide:
        said = " ".join(words_of(readable_text(path)))
        assert (
            "reglement est adopte" in said
            or path.suffix == ".eml"
            or "suites" in path.name
            or ("bordereau" in path.name)
        )
        for secret in ("supprime", "reduite", "relais", "protection des donnees"):
            assert secret not in said, (path.name, secret)


def readable_text(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".pdf":
        return pdf_text(content)
    if path.suffix == ".docx":
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        return re.sub("<[^>]+>", "", " ".join(parts))
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_body(("plain",))
    attached = [part.get_content() for part in message.iter_attachments()]
    names = " ".join(str(part.get_filename()) for part in message.iter_attachments())
    assert attached
    assert body is not None
    return " ".join([str(message["Subject"]), names, body.get_content(), *map(pdf_text, attached)])


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text
