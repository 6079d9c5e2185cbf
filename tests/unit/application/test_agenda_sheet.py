"""What belongs to an item besides its line: its thread, its preparation, who settles it; and templates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dgsdesk.application.action.acts import AddAction
from dgsdesk.application.agenda.acts import AddItem, EditItem, RemoveItem
from dgsdesk.application.agenda.preparation import (
    AddPreparationTask,
    AddUsualTasks,
    EditPreparationTask,
    PrintPreparation,
    RemovePreparationTask,
    preparation_page,
)
from dgsdesk.application.agenda.proposal import propose_agenda
from dgsdesk.application.agenda.referral import (
    PrintReferrals,
    RecordReferral,
    SetReferral,
    referrals,
)
from dgsdesk.application.agenda.template import (
    USUAL,
    ApplyTemplate,
    EditTemplate,
    RemoveTemplate,
    SaveTemplate,
    meeting_templates,
)
from dgsdesk.application.agenda.workshop import Workshop, agenda_workshop
from dgsdesk.application.desk import Desk
from dgsdesk.application.home.page import home_page
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.minutes.holding import AddDecision, CloseSession, OpenItem, OpenSession
from dgsdesk.application.ports.store import JournalLine
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.application.subjects.thread import _lines_said, item_thread, source_thread, thread_words
from dgsdesk.domain.action import Decision
from dgsdesk.domain.agenda import NOBODY, Referral, SourceKind
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle, PartKind, PartTemplate
from dgsdesk.domain.errors import KnownError, RuleBroken
from dgsdesk.domain.richtext import ListItem, RichText, Run, Table, paragraph


@pytest.fixture
def december(clisson: Desk) -> str:
    choice = clisson.ask(circle_choices)[0]
    return clisson.run(PlanMeeting(choice.id, date(2026, 12, 8), choice.hosts[1][0])).value


@pytest.fixture
def january(clisson: Desk, december: str) -> str:
    choice = clisson.ask(circle_choices)[0]
    return clisson.run(PlanMeeting(choice.id, date(2027, 1, 12), choice.hosts[2][0])).value


def shop(desk: Desk, meeting_id: str) -> Workshop:
    return desk.ask(agenda_workshop, meeting_id)


def hold(desk: Desk, meeting_id: str, *discussed: str) -> None:
    """Invite, hold the meeting on its day, reach some items, close it."""
    desk.run(SendInvitation(meeting_id))
    desk.clock.move_to(date(2026, 12, 8))  # type: ignore[attr-defined]
    desk.run(OpenSession(meeting_id))
    for item_id in discussed:
        desk.run(OpenItem(meeting_id, item_id))
    desk.run(OpenItem(meeting_id, None))
    desk.run(CloseSession(meeting_id))


def reserve(desk: Desk, decision_id: str) -> None:
    """Keep a decision to directors, as the notes' editor does."""
    with desk.vault.unit_of_work() as work:
        work.get(Decision, decision_id).audience = Audience.DIRECTORS
        work.commit(JournalLine("test", "", "", desk.clock.now()))


def test_the_thread_follows_a_subject_through_carry_overs(clisson: Desk, december: str, january: str) -> None:
    theme = clisson.run(NoteSubject("Fibre")).value
    item = clisson.run(AddItem(december, SourceKind.RAISED_THEME, theme)).value
    free = clisson.run(AddItem(december, title="Sel")).value
    hold(clisson, december, item)
    clisson.run(AddDecision(item, "Un groupe de travail est créé."))
    reserve(clisson, clisson.run(AddDecision(item, "Le prestataire sera écarté.")).value)
    clisson.run(AddAction(item, "Écrire à l’opérateur", "DST de Gorges", due=date(2027, 1, 5)))
    again = clisson.run(AddItem(january, SourceKind.CARRIED_OVER, item)).value
    thread = clisson.ask(item_thread, again)
    (step,) = thread.steps
    assert (step.day, step.number, step.discussed) == (date(2026, 12, 8), "3.1", True)
    assert [one.text for one in step.decisions] == [
        "Un groupe de travail est créé.",
        "Le prestataire sera écarté.",
    ]
    assert thread.recall == (
        "Le 8\u00a0décembre 2026, nous avions décidé\u00a0: Un groupe de travail est créé.\n"
        "Encore à faire\u00a0: Écrire à l’opérateur (DST de Gorges, avant le 5\u00a0janvier 2027)."
    )
    assert thread_words(step).startswith("Décidé")
    assert clisson.ask(source_thread, SourceKind.RAISED_THEME, theme).steps == thread.steps
    undone = clisson.run(AddItem(january, SourceKind.CARRIED_OVER, free)).value
    assert (
        clisson.ask(item_thread, undone).recall == "Le 8\u00a0décembre 2026, le point n’avait pas été abordé."
    )
    clisson.run(EditItem(again, recall=thread.recall))
    assert shop(clisson, january).items[0].recall == thread.recall
    clisson.run(EditItem(again, audience=Audience.DIRECTORS))
    with pytest.raises(RuleBroken) as refused:
        clisson.run(EditItem(again, audience=Audience.ALL))
    assert "rappel" in sentence(refused.value).message
    clisson.run(EditItem(again, audience=Audience.ALL, recall=""))


def test_a_recurring_item_comes_back_by_itself_in_its_own_circle(
    clisson: Desk, december: str, january: str
) -> None:
    item = clisson.run(AddItem(december, title="Actualités", minutes=15)).value
    clisson.run(EditItem(item, recurring=True))
    hold(clisson, december, item)
    proposed = clisson.ask(propose_agenda, january).items
    assert [(one.title, one.minutes, one.reason) for one in proposed] == [
        ("Actualités", 15, "revient à chaque réunion")
    ]
    with clisson.vault.unit_of_work() as work:
        work.add(Circle(id="club", name="Club des DRH"))
        work.commit(JournalLine("test", "", "", clisson.clock.now()))
    club = clisson.run(PlanMeeting("club", date(2027, 1, 14))).value
    assert shop(clisson, club).pools[-1].entries == ()
    carried = shop(clisson, january).pools[-1].entries
    assert [(one.title, one.words) for one in carried] == [("Actualités", "revient à chaque réunion")]
    again = clisson.run(AddItem(january, SourceKind.CARRIED_OVER, item)).value
    assert next(one for one in shop(clisson, january).items if one.id == again).recurring
    assert shop(clisson, january).pools[-1].entries == ()


def test_what_is_to_be_prepared_is_listed_by_owner(clisson: Desk, december: str) -> None:
    item = clisson.run(AddItem(december, title="Sel", presenter="DGS de Gorges")).value
    other = clisson.run(AddItem(december, title="Fibre")).value
    assert clisson.run(AddUsualTasks(item)).value == 3
    with pytest.raises(RuleBroken):
        clisson.run(AddUsualTasks(item))
    clisson.run(EditItem(item, prepared_by="DGA ressources"))
    task = clisson.run(AddPreparationTask(other, "Chiffrer")).value
    clisson.run(AddPreparationTask(item, "Inviter le SDIS @DST avant le 20 novembre 2026"))
    clisson.run(EditPreparationTask(task, done=True))
    page = clisson.ask(preparation_page, december)
    assert [(owner, len(rows)) for owner, rows in page.by_owner()] == [
        ("DGA ressources", 3),
        ("DST", 1),
        (NOBODY, 1),
    ]
    assert (page.left, [row.late for row in page.by_owner()[1][1]]) == (4, [True])
    assert [row.done for row in page.rows if row.item_id == other] == [True]
    (invite,) = page.by_owner()[1][1]
    assert invite.line == "Inviter le SDIS @DST avant le 20\u00a0novembre 2026"
    clisson.run(EditPreparationTask(invite.id, f"{invite.line}".replace("SDIS", "SAMU")))
    (invite,) = clisson.ask(preparation_page, december).by_owner()[1][1]
    assert (invite.text, invite.owner, invite.due) == ("Inviter le SAMU", "DST", date(2026, 11, 20))
    shown = {one.title: (one.done, one.tasks) for one in shop(clisson, december).items}
    assert shown == {"Sel": (0, 4), "Fibre": (1, 1)}
    lines = [one for group in clisson.ask(home_page).groups for one in group.lines]
    todo = next(one for one in lines if one.title.startswith("Préparer la réunion"))
    assert (todo.why, todo.late) == ("4\u00a0tâches, DGA ressources, DST", True)
    laid = clisson.run(PrintPreparation(december)).value
    assert {Path(path).suffix for path in laid.files} == {".docx", ".pdf"}
    clisson.run(RemovePreparationTask(task))
    clisson.run(RemoveItem(item))
    assert clisson.ask(preparation_page, december).rows == ()
    with pytest.raises(RuleBroken):
        clisson.run(PrintPreparation(december))


def test_what_mayors_settle_is_listed_without_what_they_may_not_read(clisson: Desk, december: str) -> None:
    item = clisson.run(AddItem(december, title="Pacte", question="Qui paie ?")).value
    kept = clisson.run(AddItem(december, title="Salaires", audience=Audience.DIRECTORS)).value
    with pytest.raises(RuleBroken) as refused:
        clisson.run(SetReferral(kept, Referral.MAYORS))
    assert "Salaires" in sentence(refused.value).message
    clisson.run(SetReferral(item, Referral.MAYORS))
    (row,) = clisson.ask(referrals)
    assert row.state_words == "à voir d’abord dans le groupe, le 8\u00a0décembre 2026"
    with pytest.raises(RuleBroken):
        clisson.run(PrintReferrals(Referral.MAYORS))
    hold(clisson, december, item)
    clisson.run(AddDecision(item, "Moitié-moitié."))
    reserve(clisson, clisson.run(AddDecision(item, "À cacher.")).value)
    laid = clisson.run(PrintReferrals(Referral.MAYORS)).value
    path = next(path for path in laid.files if path.endswith(".docx"))
    blocks = clisson.office.read_docx(Path(path).read_bytes()).blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[1]][:2] == ["Pacte\nQui paie\u202f?", "Moitié-moitié."]
    with pytest.raises(KnownError):
        clisson.run(RecordReferral(item, date(2027, 1, 5)))
    clisson.run(RecordReferral(item, date(2026, 12, 8), "Avis favorable"))
    (row,) = clisson.ask(referrals)
    assert (row.state_words, row.outcome) == ("porté le 8\u00a0décembre 2026", "Avis favorable")
    clisson.run(RecordReferral(item, None))
    assert clisson.ask(referrals)[0].state_words == "à porter"


def test_a_template_is_saved_applied_and_edited(clisson: Desk, december: str, january: str) -> None:
    part = shop(clisson, december).parts[1]
    clisson.run(AddItem(december, title="Actualités", part_id=part.id, minutes=15))
    clisson.run(NoteSubject("Fibre"))
    saved = clisson.run(SaveTemplate(december, "Séance longue")).value
    usual, row = clisson.ask(meeting_templates, january)
    assert (usual.id, row.words) == (USUAL, "3\u00a0temps, 2\u00a0h\u00a005, 1\u00a0point repris")
    first, second, third = row.parts
    news = PartTemplate("Actualités", PartKind.FREE, 20)
    clisson.run(EditTemplate(row.circle_id, saved, name="Longue", parts=(third, news, second)))
    clisson.run(AddItem(january, title="Déjà là"))
    clisson.run(ApplyTemplate(january, saved))
    laid = shop(clisson, january)
    assert [(one.title, [item.title for item in one.items]) for one in laid.parts] == [
        (third.title, ["Déjà là"]),
        ("Actualités", []),
        (second.title, ["Actualités"]),
    ]
    clisson.undo()
    assert len(shop(clisson, january).parts) == 3
    clisson.run(ApplyTemplate(january, saved))
    clisson.run(ApplyTemplate(january))
    assert [one.title for one in shop(clisson, january).parts] == [part.title for part in usual.parts]
    with pytest.raises(KnownError):
        clisson.run(EditTemplate(row.circle_id, USUAL, parts=(replace(first, minutes=0),)))
    clisson.run(EditTemplate(row.circle_id, USUAL, parts=(replace(first, minutes=50), second)))
    assert [one.minutes for one in clisson.ask(meeting_templates, january)[0].parts] == [50, second.minutes]
    clisson.run(SendInvitation(december))
    with pytest.raises(RuleBroken):
        clisson.run(ApplyTemplate(december, saved))
    clisson.run(RemoveTemplate(saved))
    assert len(clisson.ask(meeting_templates, january)) == 1


def test_lists_keep_their_bullets_and_numbers_in_the_thread() -> None:
    def entry(words: str, level: int = 0, *, ordered: bool = False) -> ListItem:
        return ListItem((Run(words),), level, ordered)

    blocks = (
        entry("Sel"),
        entry("Vrac", 1),
        paragraph("Puis"),
        entry("Un", ordered=True),
        entry("Deux", ordered=True),
    )
    said = _lines_said(RichText(blocks)).replace("\u00a0", " ")
    assert said.split("\n") == ["• Sel", "    • Vrac", "Puis", "1. Un", "2. Deux"]
