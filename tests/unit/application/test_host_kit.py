"""The host's papers: dates counted back to worked days, everything laid at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.invitation.acts import CancelMeeting, SendInvitation
from dgsdesk.application.invitation.attendance import AnswerInvitation, answers_grid
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.host_kit import PrepareHostKit
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.membership import Member, members_on
from dgsdesk.application.minutes.holding import CloseSession, OpenSession, WriteEntry
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.application.returned.acts import ReadBackDraft, returned_preview
from dgsdesk.application.view import View
from dgsdesk.domain.calendar import CountingMode
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.host_plan import host_days
from dgsdesk.domain.meeting import Answer
from dgsdesk.domain.network import Civility
from dgsdesk.domain.richtext import RichText, paragraph, plain_text
from tests.written_meeting import on_day

DAY = date(2026, 12, 8)
NAMES = [
    "1-plan-de-l-accueil",
    "2-salle-et-stationnement",
    "3-feuille-d-emargement",
    "4-chevalets",
    "5-trame-du-compte-rendu",
    "6-passage-de-relais",
]


BEGAN = date(2026, 1, 5)


def members_on_day(desk: Desk) -> list[Member]:
    def on_that_day(view: View) -> list[Member]:
        return members_on(view.store, DAY)

    return desk.ask(on_that_day)


@pytest.fixture
def meeting(clisson: Desk) -> str:
    choice = clisson.ask(circle_choices)[0]
    planned = clisson.run(PlanMeeting(choice.id, DAY, choice.hosts[2][0])).value
    clisson.run(AddItem(planned, title="Sel de déneigement"))
    return planned


def text_of(paths: tuple[str, ...], what: str) -> str:
    path = next(Path(one) for one in paths if what in one and one.endswith(".docx"))
    with ZipFile(path) as word:
        return word.read("word/document.xml").decode()


def test_the_plan_falls_on_days_when_town_halls_work() -> None:
    days = host_days(
        date(2027, 1, 4), date(2026, 12, 23), date(2026, 12, 30), 8, CountingMode.CALENDAR, "metropole"
    )
    assert days.eve == date(2026, 12, 31)  # a Sunday, a Saturday and New Year's day lie between
    assert days.draft == date(2027, 1, 11)
    assert (days.observations, days.silence) == (date(2027, 1, 19), date(2027, 1, 20))


def test_everything_is_laid_in_one_folder_for_word_and_as_pdf(clisson: Desk, meeting: str) -> None:
    laid = clisson.run(PrepareHostKit(meeting)).value
    names = [Path(path).name for path in laid.files]
    stem = Path(laid.folder).parent.name
    assert names == [f"{stem}_{name}.{kind}" for name in NAMES for kind in ("docx", "pdf")]
    assert Path(laid.folder).name == "dossier d’accueil"
    assert all(Path(path).stat().st_size > 2000 for path in laid.files)


def test_what_is_past_already_is_for_now(clisson: Desk, meeting: str) -> None:
    plan = text_of(clisson.run(PrepareHostKit(meeting)).value.files, "1-plan")
    assert "Dès maintenant" in plan  # the room should have been booked on 10 November
    assert "Mardi 8\u00a0décembre" in plan
    assert "Mardi 15\u00a0décembre" in plan  # the draft


def test_who_is_away_needs_no_tent(clisson: Desk, meeting: str) -> None:
    clisson.run(SendInvitation(meeting))
    rows = clisson.ask(answers_grid, meeting).rows
    clisson.run(AnswerInvitation(rows[1].id, Answer.DECLINES))
    tents = text_of(clisson.run(PrepareHostKit(meeting)).value.files, "4-chevalets")
    shown = [row for row in rows if row.organisation in tents]
    assert rows[1] not in shown
    assert rows[2] in shown


def test_who_directs_two_communes_has_one_tent_that_names_both(clisson: Desk, meeting: str) -> None:
    first, second, third = members_on_day(clisson)[1:4]
    fields = PersonFields("Claude", "Gabarit", Civility.SIR, "claude@exemple.invalid", "")
    named = clisson.run(NameToPost(first.organisation_id, first.role, fields, None, "", False, BEGAN)).value
    clisson.run(NameToPost(second.organisation_id, second.role, fields, named, "", False, BEGAN))
    other = PersonFields("Noa", "Modèle", Civility.MADAM, "noa@exemple.invalid", "")
    clisson.run(NameToPost(third.organisation_id, third.role, other, None, "", False, BEGAN))
    clisson.run(SendInvitation(meeting))
    rows = {row.organisation: row for row in clisson.ask(answers_grid, meeting).rows}
    clisson.run(AnswerInvitation(rows[third.organisation].id, Answer.REPRESENTED, "la DGA"))
    files = clisson.run(PrepareHostKit(meeting)).value.files
    tents = text_of(files, "4-chevalets")
    assert tents.count("Claude GABARIT") == 1
    assert f"{first.organisation} et {second.organisation}" in tents
    assert "La DGA" in tents
    assert "Noa MODÈLE" not in tents
    assert "16\u00a0personnes" in text_of(files, "1-plan")


def test_the_draft_says_of_nobody_that_he_was_absent(clisson: Desk, meeting: str) -> None:
    clisson.run(SendInvitation(meeting))
    draft = text_of(clisson.run(PrepareHostKit(meeting)).value.files, "5-trame")
    assert "Absents" not in draft
    assert "trame à remplir" in draft


def test_without_host_or_date_nothing_is_written(clisson: Desk, meeting: str, tmp_path: Path) -> None:
    choice = clisson.ask(circle_choices)[0]
    hostless = clisson.run(PlanMeeting(choice.id, date(2027, 2, 9), None)).value
    with pytest.raises(RuleBroken, match="kit_without_host"):
        clisson.run(PrepareHostKit(hostless))
    clisson.run(CancelMeeting(meeting, "neige"))
    before = list(tmp_path.rglob("dossier d’accueil"))
    with pytest.raises(RuleBroken, match="kit_without_date"):
        clisson.run(PrepareHostKit(meeting))
    assert list(tmp_path.rglob("dossier d’accueil")) == before


def test_what_the_host_wrote_in_the_prefilled_draft_comes_back(clisson: Desk, meeting: str) -> None:
    other = clisson.run(AddItem(meeting, title="Calendrier des vœux")).value
    files = clisson.run(PrepareHostKit(meeting)).value.files
    clisson.run(SendInvitation(meeting))
    on_day(clisson, DAY)
    clisson.run(OpenSession(meeting))
    first = next(item for item in clisson.ask(session_page, meeting).items if item.id != other)
    clisson.run(WriteEntry(first.id, RichText((paragraph("Nos notes sur le sel."),))))
    clisson.run(CloseSession(meeting))
    sent = Path(next(path for path in files if "5-trame" in path and path.endswith(".docx")))
    document = docx.Document(str(sent))
    blank = [line for line in document.paragraphs if line.text == "Texte à compléter."]
    blank[-1].runs[0].text = "Les vœux seront groupés le 14 janvier."
    document.save(str(sent))
    preview = clisson.ask(returned_preview, meeting, sent.name, sent.read_bytes())
    assert preview.origin == "Fichier tiré de la trame."
    back = clisson.run(ReadBackDraft(meeting, sent.name, sent.read_bytes())).value
    assert (back.changed, back.unplaced, back.conflicts) == (1, 0, 0)
    said = {item.title: plain_text(item.text) for item in clisson.ask(session_page, meeting).items}
    assert said == {
        "Sel de déneigement": "Nos notes sur le sel.",
        "Calendrier des vœux": "Les vœux seront groupés le 14 janvier.",
    }
