"""A call for themes leaves, and its answers come back: typed in the grid, on the form, in a message."""

from __future__ import annotations

from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordFile

from dgsdesk.application.arrival.acts import DroppedFile, FileArrivals
from dgsdesk.application.arrival.preview import preview_arrivals
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.invitation.files import Laid
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.acts import AddSupport, MergeThemes, NoteSubject, SplitTheme
from dgsdesk.application.subjects.call import (
    LayThemeCall,
    TakeThemeAnswer,
    answer_grid,
    call_preview,
)
from dgsdesk.application.subjects.page import raisers, subjects_page
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.theme_answer import Proposed

REPLY_BY = date(2026, 12, 18)


@pytest.fixture
def themes(clisson: Desk) -> list[str]:
    who = commune(clisson, "Boussay")
    return [clisson.run(NoteSubject(title, who)).value for title in ("Fibre", "Sel", "Vœux")]


@pytest.fixture
def laid(clisson: Desk, themes: list[str]) -> Laid:
    circle = clisson.ask(circle_choices)[0].id
    return clisson.run(LayThemeCall(circle, REPLY_BY)).value


def commune(desk: Desk, name: str) -> str:
    return next(row.id for row in desk.ask(raisers) if row.name == name)


def carried(desk: Desk) -> dict[str, list[str]]:
    """Title -> the communes that carry it."""
    lines = desk.ask(subjects_page).lines
    return {line.title: [voice.commune for voice in line.voices if voice.supports] for line in lines}


def form(laid: Laid) -> bytes:
    return Path(next(path for path in laid.files if path.endswith(".docx"))).read_bytes()


def test_a_call_lays_a_form_and_a_message_for_each(clisson: Desk, laid: Laid) -> None:
    drafts = [path for path in laid.files if path.endswith(".eml")]
    assert len(drafts) == laid.recipients > 10
    message = BytesParser(policy=policy.default).parsebytes(Path(drafts[0]).read_bytes())
    assert "AT-20261127-1" in message["Subject"]
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "1. Fibre" in text
    assert "Vos propositions" in text
    assert str(next(iter(message.iter_attachments())).get_filename()).endswith(".docx")
    grid = clisson.ask(answer_grid)
    assert [theme.title for theme in grid.themes] == ["Fibre", "Sel", "Vœux"]
    assert grid.words.startswith("Appel AT-20261127-1, 0")
    with pytest.raises(KnownError) as refused:
        clisson.run(LayThemeCall(clisson.ask(circle_choices)[0].id, date(2026, 11, 27)))
    assert "27\u00a0novembre" in sentence(refused.value).message
    again = clisson.run(LayThemeCall(clisson.ask(circle_choices)[0].id, REPLY_BY, Way.ONE_FOR_ALL)).value
    assert sum(path.endswith(".eml") for path in again.files) == 1
    preview = clisson.ask(call_preview, clisson.ask(circle_choices)[0].id, REPLY_BY)
    assert "AT-20261127-3" in preview.subject


def test_the_grid_gives_takes_back_and_proposes(clisson: Desk, themes: list[str]) -> None:
    gorges = commune(clisson, "Gorges")
    new = clisson.run(
        TakeThemeAnswer(gorges, (themes[0], themes[1]), (), (Proposed("Archives"), Proposed("VŒUX")))
    ).value
    assert new == 1
    clisson.run(TakeThemeAnswer(gorges, (), (themes[1],)))
    found = carried(clisson)
    assert (found["Fibre"], found["Sel"]) == (["Boussay", "Gorges"], ["Boussay"])
    assert (found["Vœux"], found["Archives"]) == (["Boussay", "Gorges"], ["Gorges"])
    clisson.undo()
    assert carried(clisson)["Sel"] == ["Boussay", "Gorges"]
    with pytest.raises(KnownError):
        clisson.run(TakeThemeAnswer(clisson.ask(raisers)[0].id, (themes[0],)))


def filled(content: bytes, name: str, answers: dict[int, str], proposed: list[tuple[str, str]]) -> bytes:
    """Fill a form in as somebody does in Word."""
    word = WordFile(BytesIO(content))
    who, offered, own = word.tables
    who.rows[0].cells[1].text = name
    for number, said in answers.items():
        offered.rows[number].cells[2].text = said
    for row, (title, question) in zip(own.rows[1:], proposed, strict=False):
        row.cells[0].text, row.cells[1].text = title, question
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def test_a_form_that_comes_back_is_filed_as_voices_and_themes(clisson: Desk, laid: Laid) -> None:
    content = filled(form(laid), "Mairie de Gorges", {1: "oui", 2: "non", 3: "X"}, [("Archives", "Qui ?")])
    file = DroppedFile("fiche.docx", content)
    (preview,) = clisson.ask(preview_arrivals, [file])
    assert not preview.waits
    assert [(change.what, change.after) for change in preview.changes] == [
        ("Porté par Gorges", "Fibre"),
        ("Porté par Gorges", "Vœux"),
        ("Thème proposé par Gorges", "Archives"),
    ]
    clisson.run(FileArrivals((file,)))
    found = carried(clisson)
    assert found["Fibre"] == ["Boussay", "Gorges"]
    assert found["Archives"] == ["Gorges"]
    assert clisson.ask(answer_grid).words.startswith("Appel AT-20261127-1, 1\u00a0commune a répondu")
    clisson.undo()
    assert "Archives" not in carried(clisson)


def test_a_merged_theme_still_takes_the_answers_to_come(clisson: Desk, themes: list[str], laid: Laid) -> None:
    clisson.run(MergeThemes(themes[0], (themes[2],)))
    file = DroppedFile("f.docx", filled(form(laid), "Gorges", {3: "oui"}, []))
    clisson.run(FileArrivals((file,)))
    assert carried(clisson)["Fibre"] == ["Boussay", "Gorges"]


def reply(clisson: Desk, laid: Laid, commune_line: str = "") -> bytes:
    """Answer the message in its own lines, from the town hall of Gorges."""

    def address(view: View) -> str:
        return view.store.find(Organisation, name="Gorges")[0].email

    asked = BytesParser(policy=policy.default).parsebytes(
        Path(next(path for path in laid.files if path.endswith(".eml"))).read_bytes()
    )
    body = asked.get_body(("plain",))
    assert body is not None
    lines = [f"> {line}" for line in body.get_content().splitlines()]
    lines = [f"{line} oui" if line.startswith("> 2. ") else line for line in lines]
    lines = [f"{line}{commune_line}" if line.startswith("> Commune") else line for line in lines]
    lines[lines.index("> + " if "> + " in lines else "> +")] = "> + Archives / Qui numérise ?"
    message = EmailMessage()
    message["From"] = "Accueil <inconnu@exemple.invalid>" if commune_line else clisson.ask(address)
    message["To"] = "dgs@exemple.invalid"
    message["Subject"] = f"RE: {asked['Subject']}"
    message.set_content("Bonjour, nos réponses ci-dessous.\n\n" + "\n".join(lines))
    return message.as_bytes()


@pytest.mark.parametrize("commune_line", ["", "Gorges", " mairie de Gorges"])
def test_a_message_filled_in_is_filed_too(clisson: Desk, laid: Laid, commune_line: str) -> None:
    file = DroppedFile("réponse.eml", reply(clisson, laid, commune_line))
    (preview,) = clisson.ask(preview_arrivals, [file])
    assert not preview.waits, preview.reasons
    clisson.run(FileArrivals((file,)))
    found = carried(clisson)
    assert (found["Sel"], found["Archives"]) == (["Boussay", "Gorges"], ["Gorges"])


def test_an_answer_of_nobody_known_or_without_words_waits(clisson: Desk, laid: Laid) -> None:
    unknown = filled(form(laid), "Ailleurs", {1: "oui"}, [])
    empty = form(laid)
    first, second = clisson.ask(
        preview_arrivals, [DroppedFile("a.docx", unknown), DroppedFile("b.docx", empty)]
    )
    assert first.waits
    assert "quelle commune" in first.reasons[0]
    assert second.waits
    assert "Rien n’y est coché" in second.reasons[0]


def test_a_theme_is_split_with_those_who_go_along(clisson: Desk, themes: list[str]) -> None:
    for name in ("Gorges", "Clisson"):
        clisson.run(AddSupport(themes[0], commune(clisson, name)))
    moved = (commune(clisson, "Gorges"), commune(clisson, "Boussay"))
    clisson.run(SplitTheme(themes[0], "Antennes", "Où ?", moved))
    assert carried(clisson)["Antennes"] == ["Boussay", "Gorges"]
    assert carried(clisson)["Fibre"] == ["Clisson"]
    clisson.undo()
    assert carried(clisson)["Fibre"] == ["Boussay", "Clisson", "Gorges"]
    clisson.run(SplitTheme(themes[0], "Antennes", moved_ids=moved, keep_voices=True))
    assert carried(clisson)["Fibre"] == ["Boussay", "Clisson", "Gorges"]
    with pytest.raises(KnownError):
        clisson.run(SplitTheme(themes[0], "Tours", moved_ids=(commune(clisson, "Monnières"),)))
