"""Printing the open actions: what the paper says, in which order, and that it goes when the act fails."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from dgsdesk.application.action.acts import AddAction, MoveAction
from dgsdesk.application.action.printing import PrintActions
from dgsdesk.application.desk import Desk
from dgsdesk.domain.action import ActionState
from dgsdesk.domain.read_document import document_json
from dgsdesk.formats.docx.read import read_docx


def printed(desk: Desk) -> str:
    """Print the list and return its words."""
    content = Path(desk.run(PrintActions()).value).read_bytes()
    return json.dumps(document_json(read_docx(content)), ensure_ascii=False)


def test_open_actions_are_printed_late_ones_first(clisson: Desk) -> None:
    clisson.run(AddAction(None, "Écrire au département", "DGS de Gorges", due=date(2027, 1, 15)))
    clisson.run(AddAction(None, "Relever les compteurs", due=date(2026, 11, 2)))
    done = clisson.run(AddAction(None, "Réserver la salle")).value
    clisson.run(MoveAction(done, ActionState.DONE))
    text = printed(clisson)
    assert text.index("Relever les compteurs") < text.index("Écrire au département")
    assert "Réserver la salle" not in text
    assert "2\u00a0actions ouvertes, dont 1 en retard" in text
    for words in ("à désigner", "DGS de Gorges", "en retard", "hors réunion", "15\u00a0janvier 2027"):
        assert words in text


def test_an_empty_list_says_so(clisson: Desk) -> None:
    assert "Aucune action n’est ouverte." in printed(clisson)


def test_the_file_sorts_by_date_and_the_second_one_does_not_overwrite_the_first(clisson: Desk) -> None:
    first = Path(clisson.run(PrintActions()).value)
    clisson.run(AddAction(None, "Relever les compteurs"))
    second = Path(clisson.run(PrintActions()).value)
    assert first.name == "2026-11-27_actions-ouvertes.docx"
    assert first.exists()
    assert second != first
