"""Reserved paragraphs and decisions: kept with the notes, printed with their mark, back from Word."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgsdesk.application.circulation import LayDraft
from dgsdesk.application.desk import Desk
from dgsdesk.application.minutes_content import content_json, text_from_content
from dgsdesk.application.minutes_text import MinutesText, TextItem, as_seen_by, minutes_text
from dgsdesk.application.notes import KeepNotes, NotedAction, NotedDecision
from dgsdesk.application.returned import ReadBack, ReadBackDraft
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.minutes_matching import same_text
from dgsdesk.domain.richtext import Paragraph, RichText, Run, block_text, paragraph, plain_text
from tests.returned_drafts import edited
from tests.written_meeting import Written

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
