"""Days and hosts of the past, as people type and paste them."""

from __future__ import annotations

from datetime import date

from dgsdesk.application.desk import Desk
from dgsdesk.application.rota.acts import PastTurn, RecordPastTurns
from dgsdesk.application.rota.page import circles
from dgsdesk.application.rota.past import PastHost, cut_table, find_host, past_grid

HOSTS = (PastHost("1", "Saint-Hilaire-de-Clisson"), PastHost("2", "Clisson"), PastHost("3", "Gétigné"))


def test_a_host_is_found_without_accents_or_by_its_beginning() -> None:
    assert find_host("getigne", HOSTS) == HOSTS[2]
    assert find_host("Saint Hil", HOSTS) == HOSTS[0]
    assert find_host("CLISSON", HOSTS) == HOSTS[1]
    assert find_host("Nantes", HOSTS) is None
    assert find_host("", HOSTS) is None


def test_a_table_is_cut_whatever_its_columns() -> None:
    text = "Date\tHôte\n12/11/2024\tGétigné\nClisson;10/12/2024\n\n14 janvier 2025\nBoussay"
    assert cut_table(text) == [
        ("12/11/2024", "Gétigné"),
        ("10/12/2024", "Clisson"),
        ("14 janvier 2025", ""),
        ("", "Boussay"),
    ]


def test_the_grid_shows_what_is_known(clisson: Desk) -> None:
    circle = clisson.ask(circles)[0][0]
    hosts = clisson.ask(past_grid, circle).hosts
    assert len(hosts) == 17
    clisson.run(RecordPastTurns(circle, (PastTurn(date(2026, 9, 8), hosts[0].organisation_id),)))
    assert clisson.ask(past_grid, circle).turns == ((date(2026, 9, 8), hosts[0].organisation_id),)
