"""Reminders are proposed on « Accueil » when they are due, laid as drafts, not proposed again too soon."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dgsdesk.application.action.acts import AddAction
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.home.page import home_page
from dgsdesk.application.home.reminder import Remind, reminder_preview
from dgsdesk.application.home.todos import Todo
from dgsdesk.application.invitation.attendance import AnswerInvitation, answers_grid
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Answer, ReminderTopic
from dgsdesk.domain.network import Organisation, Role
from tests.unit.application.test_invitation import eml_texts, meeting
from tests.unit.application.test_invitation import invited as invited
from tests.written_meeting import on_day

__all__ = ["meeting"]

SHARED = PersonFields("Claude", "Exemple", email="sgm@exemple.invalid")


def proposed(desk: Desk) -> list[Todo]:
    return [todo for group in desk.ask(home_page).groups for todo in group.lines if todo.reminder]


def titles(desk: Desk) -> list[str]:
    return [todo.title for group in desk.ask(home_page).groups for todo in group.lines]


def test_who_has_not_answered_is_reminded_by_the_reply_date(clisson: Desk, invited: str) -> None:
    assert not proposed(clisson)
    on_day(clisson, date(2026, 12, 2))
    (line,) = proposed(clisson)
    assert line.title == "Relancer 17\u00a0invités sans réponse"
    assert (line.reminder, line.subject, line.due) == (ReminderTopic.ANSWER, invited, date(2026, 12, 3))
    assert "Suivre les réponses à l’invitation du 8\u00a0décembre" not in titles(clisson)
    first = clisson.ask(answers_grid, invited).rows[0]
    clisson.run(AnswerInvitation(first.id, Answer.COMES))
    preview = clisson.ask(reminder_preview, ReminderTopic.ANSWER, invited)
    assert len(preview.recipients) == 16
    assert "d’ici au jeudi 3\u00a0décembre 2026 inclus" in preview.text
    assert preview.text.startswith("{appel}\n")
    assert "si vous venez ou si vous vous faites représenter" in preview.text  # nobody is « représenté(e) »
    clisson.run(Remind(ReminderTopic.ANSWER, invited))
    assert not proposed(clisson)
    on_day(clisson, date(2026, 12, 5))
    (line,) = proposed(clisson)
    assert "dès que possible" in clisson.ask(reminder_preview, ReminderTopic.ANSWER, invited).text
    clisson.undo()
    assert len(proposed(clisson)) == 1


def test_a_reworded_reminder_leaves_as_it_was_reworded(clisson: Desk, invited: str) -> None:
    text = "{appel}\n\nViendrez-vous\u202f?"
    made = clisson.run(Remind(ReminderTopic.ANSWER, invited, "Votre venue", text, Way.ONE_FOR_ALL))
    assert made.label == "Rappel préparé pour 17\u00a0destinataires"
    (path,) = made.value.paths
    assert "courriels_rappel" in path
    assert list(eml_texts(made.value.paths)) == ["Chères et chers collègues,\n\nViendrez-vous\u202f?"]


def test_a_meeting_that_is_over_asks_for_no_answer(clisson: Desk, invited: str) -> None:
    on_day(clisson, date(2026, 12, 8))
    with pytest.raises(RuleBroken, match="meeting_reminder_too_late"):
        clisson.run(Remind(ReminderTopic.ANSWER, invited))
    assert not proposed(clisson)


def test_actions_are_grouped_by_their_owner(clisson: Desk) -> None:
    today = date(2026, 11, 27)
    for text, due in (("Relever", today - timedelta(days=9)), ("Écrire", today + timedelta(days=3))):
        clisson.run(AddAction(None, text, "DGS de Gorges", due=due))
    clisson.run(AddAction(None, "Plus tard", "DGS de Gorges", due=today + timedelta(days=30)))
    clisson.run(AddAction(None, "De personne", "Le bureau", due=today - timedelta(days=1)))
    (line,) = proposed(clisson)
    assert line.title == "Relancer\u00a0: DGS de Gorges"
    assert line.why == ("1\u00a0action en retard et 1\u00a0action bientôt due, dont «\u00a0Relever\u00a0»")
    assert line.late
    assert "Suivre l’action «\u00a0De personne\u00a0»" in titles(clisson)
    made = clisson.run(Remind(ReminderTopic.ACTIONS, line.subject)).value
    assert made.recipients == 1
    (text,) = eml_texts(made.paths)
    assert "Relever" in text
    assert "Écrire" in text
    assert "Plus tard" not in text
    assert "où elles en sont\u202f?" in text
    assert not proposed(clisson)
    on_day(clisson, today + timedelta(days=7))
    assert len(proposed(clisson)) == 1


def test_who_holds_several_posts_is_reminded_under_all_of_them(clisson: Desk) -> None:
    today = date(2026, 11, 27)
    known = None
    for name in ("Boussay", "Château-Thébaud"):
        place = clisson.ask(lambda view, name=name: view.store.find(Organisation, name=name)[0].id)
        known = clisson.run(
            NameToPost(place, Role.SGM, SHARED if known is None else PersonFields(), known)
        ).value
    for owner, days in (("SGM de Château-Thébaud", 2), ("SGM de Boussay", 9)):
        clisson.run(AddAction(None, f"Suite pour {owner}", owner, due=today - timedelta(days=days)))
    (line,) = proposed(clisson)
    assert line.title == "Relancer\u00a0: SGM de Boussay et SGM de Château-Thébaud"
    assert line.why == "2\u00a0actions en retard, dont «\u00a0Suite pour SGM de Boussay\u00a0»"
