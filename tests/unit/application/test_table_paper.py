"""A table of the window as a paper: whole words, and columns that find no room go into a table below."""

from __future__ import annotations

from functools import partial

from dgsdesk.application.desk import Desk
from dgsdesk.application.document import GridTable
from dgsdesk.application.paper import table_paper


def tables(clisson: Desk, heads: list[str], rows: list[list[str]]) -> list[GridTable]:
    (paper,) = clisson.ask(partial(table_paper, title="Essai", heads=heads, rows=rows))
    assert paper.document is not None
    return [part for part in paper.document.parts if isinstance(part, GridTable)]


def test_columns_without_room_stand_in_a_table_below_with_the_first_one(clisson: Desk) -> None:
    months = [f"septembre {year}" for year in range(2000, 2030)]
    parts = tables(clisson, ["Commune", *months], [["Clisson", *map(str, range(30))]])
    assert len(parts) == 3
    assert all(part.columns[0].title == "Commune" and part.rows[0][0] == "Clisson" for part in parts)
    assert [column.title for part in parts for column in part.columns[1:]] == months
    assert [cell for part in parts for cell in part.rows[0][1:]] == list(map(str, range(30)))


def test_long_sentences_part_no_table(clisson: Desk) -> None:
    sentence = "Une phrase qui passe à la ligne autant de fois qu’il le faut"
    (part,) = tables(clisson, list("abcde"), [[sentence] * 5, [sentence]])
    assert part.rows[1] == (sentence, "", "", "", "")


def test_no_head_is_cut(clisson: Desk) -> None:
    (part,) = tables(clisson, ["Intitulé", "Récapitulation"], [["Éclairage", "1"]])
    assert part.columns[1].share > len("Récapitulation")
