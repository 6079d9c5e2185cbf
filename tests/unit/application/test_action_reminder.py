"""The reminder of an action: a draft to its owner, never sent by the program."""

from __future__ import annotations

import email
import email.policy
from datetime import date
from pathlib import Path

import pytest

from dgsdesk.application.action.acts import AddAction, MoveAction, actions_list
from dgsdesk.application.desk import Desk
from dgsdesk.application.home.reminder import Remind
from dgsdesk.application.minutes.notes import KeepNotes, NotedAction, NotedDecision
from dgsdesk.domain.action import ActionState
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import ReminderTopic
from dgsdesk.domain.richtext import RichText
from tests.written_meeting import Written


def test_the_owner_gets_a_draft_with_the_words_and_the_date(written_desk: Desk) -> None:
    action = written_desk.run(
        AddAction(None, "Relever les compteurs", "DGS de Gorges", due=date(2026, 11, 2))
    ).value
    made = written_desk.run(Remind(ReminderTopic.ACTIONS, action))
    assert made.label.startswith("Rappel préparé pour Prénom EXEMPLE")
    message = email.message_from_bytes(Path(made.value.paths[0]).read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    said = body.get_content().replace("\u00a0", " ")
    assert "« Relever les compteurs », qui était attendue pour le lundi 2 novembre 2026." in said
    assert "@exemple.invalid" in message["To"]


def test_nobody_to_remind_is_said(written_desk: Desk) -> None:
    action = written_desk.run(AddAction(None, "Réserver la salle")).value
    with pytest.raises(RuleBroken, match="owner_unreachable"):
        written_desk.run(Remind(ReminderTopic.ACTIONS, action))
    written_desk.run(MoveAction(action, ActionState.DONE))
    with pytest.raises(RuleBroken, match="action_settled"):
        written_desk.run(Remind(ReminderTopic.ACTIONS, action))


def test_an_action_knows_the_decision_that_it_follows(written_desk: Desk, written_meeting: Written) -> None:
    decisions = (NotedDecision("d1", "Oui.", 0), NotedDecision("d2", "Non.", 1))
    actions = (NotedAction("a1", "Écrire", place=0), NotedAction("a2", "Lire", place=1))
    written_desk.run(KeepNotes(written_meeting.roads, RichText(), decisions, actions))
    known = {row.id: row.decision for row in written_desk.ask(actions_list)}
    assert (known["a1"], known["a2"]) == ("Oui.", "Non.")
    written_desk.run(KeepNotes(written_meeting.roads, RichText(), decisions[1:], actions))
    assert {row.id: row.decision for row in written_desk.ask(actions_list)}["a1"] == ""
