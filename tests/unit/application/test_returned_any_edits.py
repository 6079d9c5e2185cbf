"""Whatever is edited here and in a returned file, no run of text of either side is lost."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph as Line
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgsdesk.application.desk import Desk
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.application.minutes.text import minutes_text
from dgsdesk.application.returned.acts import ReadBackDraft
from dgsdesk.application.returned.conflict import conflicts_of
from dgsdesk.application.review.circulation import LayDraft
from dgsdesk.domain.minutes_matching import same_text
from dgsdesk.domain.richtext import RichText, paragraph, plain_text
from tests.written_meeting import Written

SENT = (
    "Le maire ouvre la séance à 9 h et remercie la commune de son accueil.",
    "L’Agglo présente le bilan, puis le bureau en débat longuement.",
    "La voirie compte 57 mètres ; les communes en demandent davantage.",
    "Le prochain point porte sur les déchets, dont le coût monte.",
)

ACTS = ("keep", "keep", "word", "word", "add", "drop", "rewrite", "move")
acts = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 60)), min_size=4, max_size=4)


def edited_here(plan: list[tuple[str, int]]) -> list[str]:
    """Carry the acts out on our text; each leaves a mark that stands nowhere else."""
    lines: list[str] = []
    for rank, (text, (act, at)) in enumerate(zip(SENT, plan, strict=True)):
        mark = f"ici{rank}"
        if act == "add":
            lines.append(f"Un paragraphe {mark} ajouté.")
        if act == "move":
            lines.insert(0, text)
        elif act != "drop":
            lines.append(changed(text, act, at, mark))
    return lines


def changed(text: str, act: str, at: int, mark: str) -> str:
    if act == "word":
        place = min(at, len(text))
        return f"{text[:place]} {mark} {text[place:]}"
    return f"Tout autre chose, {mark}." if act == "rewrite" else text


def edited_there(content: bytes, plan: list[tuple[str, int]]) -> bytes:
    """Carry the acts out on the file's XML, as a person in Word would."""
    document = docx.Document(BytesIO(content))
    lines = [
        next(line for line in document.paragraphs if same_text(line.text) == same_text(text)) for text in SENT
    ]
    for rank, (line, (act, at)) in enumerate(zip(lines, plan, strict=True)):
        edit_line(line, lines[0], act, at, f"là{rank}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def edit_line(line: Line, first: Line, act: str, at: int, mark: str) -> None:
    element = line._element
    if act == "drop" and line is not first:
        element.getparent().remove(element)
    elif act == "move" and line is not first:
        first._element.addprevious(element)
    elif act == "add":
        line.insert_paragraph_before(f"Un paragraphe {mark} ajouté.")
    elif act in ("word", "rewrite"):
        line.runs[0].text = changed(line.text, act, at, mark)
        for run in line.runs[1:]:
            run.text = ""


def everything(desk: Desk, written: Written) -> str:
    """Return all that a person still finds: the text, the conflicts, what is to be placed."""
    text = desk.ask(lambda view: minutes_text(view.store, written.id))
    conflicts = desk.ask(conflicts_of, written.id)
    waiting = desk.ask(session_page, written.id).unplaced
    texts = [
        *(item.text for item in text.items),
        *(one.ours_text for one in conflicts),
        *(one.theirs_text for one in conflicts),
        *(line.text for line in waiting),
    ]
    return "\n".join([*map(plain_text, texts), *(item.title for item in text.items)])


@pytest.fixture
def desk(written_desk: Desk) -> Desk:
    """A network with a written meeting."""
    return written_desk


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts, acts)
def test_no_run_of_text_of_either_side_is_lost(
    desk: Desk, written_meeting: Written, here: list[tuple[str, int]], there: list[tuple[str, int]]
) -> None:
    begun = last_act(desk)
    try:
        merged_whole(desk, written_meeting, here, there)
    finally:  # the desk serves every example, and a file that was read once changes nothing the second time
        while last_act(desk) > begun:
            desk.undo()


def last_act(desk: Desk) -> int:
    """Return the number of the newest act that stands."""
    return next(row.sequence for row in desk.vault.ledger.history(100) if not row.undone)


def merged_whole(
    desk: Desk, written: Written, here: list[tuple[str, int]], there: list[tuple[str, int]]
) -> None:
    """Send the text, edit both sides, read the file back: everything is still found."""
    desk.run(WriteEntry(written.waste, RichText(tuple(map(paragraph, SENT)))))
    sent = Path(desk.run(LayDraft(written.id)).value).read_bytes()
    ours = edited_here(here)
    desk.run(WriteEntry(written.waste, RichText(tuple(map(paragraph, ours)))))
    desk.run(ReadBackDraft(written.id, "projet.docx", edited_there(sent, there)))
    found = everything(desk, written)
    marks = [f"là{rank}" for rank, (act, _) in enumerate(there) if act in ("word", "add", "rewrite")]
    marks += [f"ici{rank}" for rank, (act, _) in enumerate(here) if act in ("word", "add", "rewrite")]
    assert [mark for mark in marks if mark not in found] == []
    for rank, text in enumerate(SENT):  # what nobody touched is where it was
        if here[rank][0] == there[rank][0] == "keep":
            assert text in found
