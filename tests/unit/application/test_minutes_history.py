"""What the minutes were is read off versions and journal, compared, and taken up again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.minutes.history import NOW, TakeUpText, version_differences, version_lines
from dgsdesk.application.minutes.notes import KeepNotes
from dgsdesk.application.minutes.replacing import ReplaceWords
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.returned.acts import ReadBackDraft
from dgsdesk.application.review.circulation import LayDraft
from dgsdesk.domain.finding import Search
from dgsdesk.domain.richtext import RichText, paragraphs_of, plain_text
from tests.returned_drafts import edited
from tests.written_meeting import MET, WASTE, Written, on_day


@pytest.fixture
def desk(written_desk: Desk) -> Desk:
    """A network with a written meeting."""
    return written_desk


@pytest.fixture
def written(written_meeting: Written) -> Written:
    """A written meeting."""
    return written_meeting


@pytest.fixture
def draft(desk: Desk, written: Written) -> bytes:
    """The draft as the host gets it."""
    return Path(desk.run(LayDraft(written.id)).value).read_bytes()


def test_kept_states_are_days_and_what_stood_before(desk: Desk, written: Written, draft: bytes) -> None:
    on_day(desk, MET + timedelta(days=1))
    desk.run(KeepNotes(written.roads, paragraphs_of("Réécrit le lendemain.")))
    desk.run(ReadBackDraft(written.id, "projet.docx", edited(draft, changed={"première": "principale"})))
    lines = {line.words: line.id for line in desk.ask(version_lines, written.id).lines}
    names = list(lines)
    assert names[0] == "Texte actuel"
    assert names[1].startswith("Version 1, gardée")
    assert names[2].startswith("Avant la reprise d’un fichier, le 11\u00a0novembre 2026 à ")
    assert names[3:] == ["Fin du 10\u00a0novembre 2026"]
    (one,) = desk.ask(version_differences, written.id, lines[names[2]], NOW)
    assert (one.item_id, plain_text(one.old_text or RichText())) == (written.waste, WASTE)
    changed = desk.ask(version_differences, written.id, lines[names[3]], NOW)
    assert {item.item_id for item in changed} == {written.waste, written.roads}


def test_a_former_text_is_taken_up_and_given_back(desk: Desk, written: Written, draft: bytes) -> None:
    desk.run(KeepNotes(written.waste, paragraphs_of("Tout autre chose.")))
    version = desk.ask(version_lines, written.id).lines[1].id
    (one,) = desk.ask(version_differences, written.id, version, NOW)
    assert one.old_text is not None
    desk.run(TakeUpText(written.waste, one.old_text))
    assert desk.ask(version_differences, written.id, version, NOW) == ()
    desk.undo()
    assert desk.ask(version_differences, written.id, version, NOW) == (one,)


def test_what_was_taken_back_is_no_state(desk: Desk, written: Written) -> None:
    on_day(desk, date(2026, 11, 20))
    desk.run(KeepNotes(written.waste, paragraphs_of("Essai.")))
    desk.undo()
    assert [line.words for line in desk.ask(version_lines, written.id).lines] == ["Texte actuel"]


def wait(desk: Desk, minutes: int) -> None:
    """Let the desk's clock run."""
    assert isinstance(desk.clock, FixedClock)
    desk.clock.instant += timedelta(minutes=minutes)


def test_each_pause_in_the_typing_is_a_moment_long_before_a_version(desk: Desk, written: Written) -> None:
    on_day(desk, MET + timedelta(days=1))
    for words in ("Les", "Les dépôts", "Les dépôts sont"):
        desk.run(KeepNotes(written.waste, paragraphs_of(words)))
    wait(desk, 20)
    desk.run(KeepNotes(written.waste, paragraphs_of("Les dépôts sont rares.")))
    wait(desk, 20)
    desk.run(ReplaceWords(written.id, Search("rares"), "fréquents"))
    lines = desk.ask(version_lines, written.id).lines
    assert [line.words for line in lines] == [
        "Texte actuel",
        "Avant l’acte du 11\u00a0novembre 2026 à 8\u00a0h\u00a040\u00a0: «\u00a0rares\u00a0» remplacé par "
        "«\u00a0fréquents\u00a0»\u00a0: 1\u00a0fois",
        "Le 11\u00a0novembre 2026 à 8\u00a0h, notes du point 1.1, «\u00a0Points d’apport volontaire\u00a0»",
        "Fin du 10\u00a0novembre 2026",
    ]
    texts = [desk.ask(version_differences, written.id, line.id, NOW)[0].old_text for line in lines[1:]]
    assert [plain_text(text or RichText()) for text in texts] == [
        "Les dépôts sont rares.",
        "Les dépôts sont",
        WASTE,
    ]
