"""The register of decisions, by clicks and keys: sought, replaced, exported."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dgsdesk.application import paper_files
from dgsdesk.application.desk import Desk
from dgsdesk.application.dispatch.decision_register import ReplaceDecision, decisions_page
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.desktop.actions.decisions import DecisionsView
from dgsdesk.desktop.actions.entry import ENTRY
from dgsdesk.desktop.actions.page import ActionsPage
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.richtext import block_text
from tests.desktop.conftest import OpenShell
from tests.written_meeting import SENT, Written, on_day, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


@pytest.fixture
def view(qtbot: QtBot, open_shell: OpenShell, written_desk: Desk, written_meeting: Written) -> DecisionsView:
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    made = open_shell(written_desk, [ENTRY], "actions")
    qtbot.keyClick(
        made.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    page = made.page("actions")
    assert isinstance(page, ActionsPage)
    assert page.decisions.isVisible()
    return page.decisions


def test_decisions_are_sought_by_their_number(qtbot: QtBot, view: DecisionsView) -> None:
    assert len(view.shown_ids()) == 2
    assert view.register.facts.whole_text() == "2\u00a0décisions"
    qtbot.keyClicks(view.register.filter, "2026-11/02")
    qtbot.keyClick(view.register.filter, Qt.Key.Key_Return)
    assert len(view.shown_ids()) == 1
    assert view.detail.line is not None
    assert view.detail.line.text == "Chaque commune désigne un relais."
    assert view.detail.origin.text().endswith("2.1 Protection des données")


def test_a_decision_is_sought_by_a_misspelt_word(qtbot: QtBot, view: DecisionsView) -> None:
    qtbot.keyClicks(view.register.filter, "desinge relais")
    qtbot.keyClick(view.register.filter, Qt.Key.Key_Return)
    assert view.detail.line is not None
    assert view.detail.line.text == "Chaque commune désigne un relais."
    assert len(view.shown_ids()) == 1


def test_a_decision_is_replaced_by_another_and_stands_again(
    qtbot: QtBot, view: DecisionsView, written_desk: Desk
) -> None:
    first, second = written_desk.ask(decisions_page).lines
    view.list.choose(first.id)
    by = view.detail.by
    qtbot.mouseClick(by.choose, Qt.MouseButton.LeftButton)
    assert by.field.hasFocus()
    assert [row.id for row in by.model.items()] == [second.id]
    qtbot.keyClicks(by.field, "relais")
    qtbot.keyClick(by.field, Qt.Key.Key_Return)
    replaced, newer = written_desk.ask(decisions_page).lines
    assert (replaced.replaced_by_id, replaced.replaced_by) == (second.id, "2026-11/02")
    assert newer.replaces == "2026-11/01"
    assert view.register.facts.whole_text() == "2\u00a0décisions, dont 1\u00a0remplacée"
    assert by.newer.text() == "Voir 2026-11/02"
    assert by.choose.hasFocus()
    qtbot.mouseClick(by.newer, Qt.MouseButton.LeftButton)
    assert view.list.chosen_key() == second.id
    assert not by.newer.isVisible()
    assert view.list.hasFocus()
    with pytest.raises(RuleBroken, match="replaces_itself"):
        written_desk.run(ReplaceDecision(second.id, first.id))
    view.list.choose(first.id)
    qtbot.mouseClick(by.restore, Qt.MouseButton.LeftButton)
    assert written_desk.ask(decisions_page).lines[0].replaced_by_id is None


def test_the_choice_of_what_replaced_a_decision_is_given_up(
    qtbot: QtBot, view: DecisionsView, written_desk: Desk
) -> None:
    first, second = written_desk.ask(decisions_page).lines
    view.list.choose(first.id)
    by = view.detail.by
    by.begin()
    qtbot.keyClicks(by.field, "xylophone")
    qtbot.waitUntil(lambda: by.model.rowCount() == 0)
    assert by.facts.whole_text() == "Aucune décision prise depuis ne contient ces mots."
    qtbot.keyClick(by.field, Qt.Key.Key_Escape)  # empties the field
    qtbot.keyClick(by.field, Qt.Key.Key_Escape)
    assert by.question.isHidden()
    assert by.choose.hasFocus()
    by.begin()
    view.list.choose(second.id)
    assert by.question.isHidden(), "it was about another one"
    assert written_desk.ask(decisions_page).lines[0].replaced_by_id is None


def test_what_was_replaced_is_shown_alone(qtbot: QtBot, view: DecisionsView, written_desk: Desk) -> None:
    first, second = written_desk.ask(decisions_page).lines
    view.register.choice.setCurrentText("Remplacées")
    view.register.choice.activated.emit(2)
    assert view.register.right.currentWidget() is not view._nothing, "there are decisions, none was replaced"
    written_desk.run(ReplaceDecision(first.id, second.id))
    view.refresh()
    for standing, ids in (("Remplacées", (first.id,)), ("En vigueur", (second.id,))):
        choice = view.register.choice
        choice.setCurrentText(standing)
        choice.activated.emit(choice.currentIndex())
        assert view.shown_ids() == ids
        assert view.register.facts.whole_text() == "2\u00a0décisions, dont 1\u00a0remplacée"
        assert view.printing().standing.value == {"Remplacées": "replaced"}.get(standing, "in_force")


def test_the_register_is_exported_as_it_is_shown(view: DecisionsView, written_desk: Desk) -> None:
    view.host.actions.action("actions.print_decisions").trigger()
    root = written_desk.office.root  # type: ignore[attr-defined]
    (path,) = (root / "Décisions").glob("*registre-des-decisions.docx")
    read = written_desk.office.read_docx(path.read_bytes())
    said = "\n".join(map(block_text, read.blocks))
    assert "2026-11/01" in said
    assert "Écrire la procédure d’appel – Directeur des déchets, 15\u00a0décembre 2026, à faire" in said
    assert date(2026, 11, 24).isoformat() in path.name
    assert path.with_suffix(".pdf").exists()


def test_a_register_of_many_years_is_laid_for_word_alone(
    view: DecisionsView, written_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_files, "MOST_ROWS", 1)
    view.host.actions.action("actions.print_decisions").trigger()
    root = written_desk.office.root  # type: ignore[attr-defined]
    (path,) = (root / "Décisions").iterdir()
    assert path.suffix == ".docx"
