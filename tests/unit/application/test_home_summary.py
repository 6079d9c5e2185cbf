"""The line below the date on « Accueil » counts as the headings of the groups do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dgsdesk.application.home.page import _groups, _summary
from dgsdesk.application.home.todos import Todo, TodoKind

N = "\u00a0"
FRIDAY = date(2026, 11, 27)


def todo(days: int) -> Todo:
    due = FRIDAY + timedelta(days=days)
    return Todo(TodoKind.ACTION, "Relancer", "", due, "Relancer…", "actions", late=days < 0)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((), "Rien à faire pour le moment"),
        ((0,), f"1{N}chose à faire aujourd’hui"),
        ((-3, 0, 3, 5, 14), f"2{N}choses à faire aujourd’hui, 2 d’ici mercredi"),
        ((0, 14), f"1{N}chose à faire aujourd’hui, 1 ensuite"),
        ((3, 14), f"Rien d’urgent, 2{N}choses à préparer"),
    ],
)
def test_the_summary_counts_as_the_groups_do(days: tuple[int, ...], said: str) -> None:
    todos = [todo(one) for one in days]
    assert _summary(todos, FRIDAY) == said
    groups = _groups(todos, FRIDAY)
    assert sum(len(group.lines) for group in groups) == len(todos)
    if "d’ici" in said:
        by = next(group for group in groups if group.title.startswith("D’ici mercredi"))
        assert f"{len(by.lines)} d’ici mercredi" in said
