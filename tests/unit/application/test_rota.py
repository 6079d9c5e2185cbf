"""The rota on the real communes of Clisson: dates, fairness, locks, swaps, withdrawals, publishing."""

from __future__ import annotations

from datetime import date

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import EditOrganisation, OrganisationFields
from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.application.rota.absences import AddBlackout
from dgsdesk.application.rota.acts import (
    LockTurn,
    MoveTurn,
    MoveTurnDay,
    PastTurn,
    ProposeRota,
    PublishRota,
    RecomputeRota,
    RecordPastTurns,
    RemoveTurn,
    SwapTurns,
)
from dgsdesk.application.rota.page import RotaPage, circles, rota_page
from dgsdesk.application.rota.past import past_grid
from dgsdesk.application.rota.printing import PrintRota
from dgsdesk.application.rota.rehearsal import cascade, rota_standing
from dgsdesk.application.rota.turn import turn_detail
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.host_rota import TurnState
from tests.house.samples.rota import turns


@pytest.fixture
def planned(clisson: Desk) -> Desk:
    circle = clisson.ask(circles)[0][0]
    clisson.run(ProposeRota(circle, date(2026, 12, 1), date(2027, 12, 31)))
    return clisson


def hosts(desk: Desk) -> dict[date, str | None]:
    return {cell.day: cell.host_id for cell in turns(desk)}


def organisation(page: RotaPage, name: str) -> str:
    return next(row.organisation_id for row in page.rows if row.name == name)


def test_a_year_has_second_tuesdays_without_august_and_no_host_twice(planned: Desk) -> None:
    days = list(hosts(planned))
    assert len(days) == 12
    assert all(day.weekday() == 1 and 8 <= day.day <= 14 and day.month != 8 for day in days)
    assert len(set(hosts(planned).values())) == 12


def test_each_turn_is_explained_with_its_figures(planned: Desk) -> None:
    for cell in turns(planned):
        detail = planned.ask(turn_detail, cell.id)
        assert detail.why.endswith(".")
        assert detail.host in detail.why
        assert any(label == "Distance moyenne" for label, _ in detail.figures)


def test_the_past_makes_the_first_rota_fair(clisson: Desk) -> None:
    circle = clisson.ask(circles)[0][0]
    rows = clisson.ask(rota_page).rows
    past = tuple(
        PastTurn(date(2025, month, 14), row.organisation_id) for month, row in enumerate(rows[:8], 1)
    )
    clisson.run(RecordPastTurns(circle, past))
    clisson.run(ProposeRota(circle, date(2026, 12, 1), date(2027, 9, 30)))
    waiting = {row.organisation_id for row in rows[8:]}
    assert set(hosts(clisson).values()) <= waiting | {row.organisation_id for row in rows[:1]}
    assert waiting <= set(hosts(clisson).values())


def test_a_withdrawal_changes_the_fewest_published_hosts(planned: Desk) -> None:
    circle = planned.ask(circles)[0][0]
    planned.run(PublishRota(circle))
    before = hosts(planned)
    away = before[date(2027, 1, 12)]
    assert away is not None
    planned.run(AddBlackout(away, date(2027, 1, 1), date(2027, 1, 31), "travaux"))
    after = hosts(planned)
    assert after[date(2027, 1, 12)] != away
    assert sum(before[day] != after[day] for day in before) <= 2
    names = {row.organisation_id: row.name for row in planned.ask(rota_page).rows}
    meetings = {row.day: row.host for row in planned.ask(meetings_list)}
    assert meetings == {day: names[host] for day, host in after.items() if host}
    planned.undo()
    assert hosts(planned) == before


def test_a_hand_change_and_a_swap_lock(planned: Desk) -> None:
    first, second = turns(planned)[:2]
    planned.run(SwapTurns(first.id, second.id))
    now = {cell.id: cell for cell in turns(planned)}
    assert (now[first.id].host_id, now[second.id].host_id) == (second.host_id, first.host_id)
    assert now[first.id].locked
    assert now[second.id].locked
    other = next(row.organisation_id for row in planned.ask(rota_page).rows if not row.turns)
    planned.run(MoveTurn(first.id, other))
    planned.run(RecomputeRota(planned.ask(circles)[0][0]))
    assert next(cell for cell in turns(planned) if cell.id == first.id).host_id == other
    planned.run(LockTurn(first.id, False))
    assert not next(cell for cell in turns(planned) if cell.id == first.id).locked


def test_publishing_plans_meetings_at_the_hosts_place(planned: Desk) -> None:
    page = planned.ask(rota_page)
    for row in page.rows:
        fields = OrganisationFields("1, place de la Mairie", "44190", row.name, "", "", "salle du conseil")
        planned.run(EditOrganisation(row.organisation_id, fields))
    assert planned.run(PublishRota(page.circle_id)).value == 12
    assert all(cell.state is TurnState.PUBLISHED for cell in turns(planned))
    assert len(planned.ask(meetings_list)) == 12
    with pytest.raises(RuleBroken):
        planned.run(PublishRota(page.circle_id))


def test_a_room_too_small_never_hosts_and_says_why(clisson: Desk) -> None:
    page = clisson.ask(rota_page)
    small = organisation(page, "Saint-Fiacre-sur-Maine")
    clisson.run(EditOrganisation(small, OrganisationFields("", "", "", "", "", capacity=14)))
    clisson.run(ProposeRota(page.circle_id, date(2026, 12, 1), date(2028, 6, 30)))
    assert small not in hosts(clisson).values()
    row = next(row for row in clisson.ask(rota_page).rows if row.organisation_id == small)
    assert "14" in row.cannot
    assert row.debt > 0.9


@pytest.mark.parametrize("ends", [date(2026, 11, 1), date(2040, 1, 1)])
def test_an_empty_or_endless_period_is_refused(clisson: Desk, ends: date) -> None:
    with pytest.raises(BadInput):
        clisson.run(ProposeRota(clisson.ask(circles)[0][0], date(2026, 12, 1), ends))


def test_the_rota_prints(planned: Desk) -> None:
    path = planned.run(PrintRota(planned.ask(circles)[0][0])).value
    assert path.endswith("2026-11-27_tour-d-accueil.docx")


def test_a_swap_is_shown_before_it_is_made(planned: Desk) -> None:
    first, second = turns(planned)[:2]
    before = hosts(planned)
    standings = planned.rehearse(SwapTurns(first.id, second.id), rota_standing)
    shown = cascade(*standings, (first.id, second.id))
    assert [change.day for change in shown.wished] == [first.day, second.day]
    assert hosts(planned) == before
    planned.run(SwapTurns(first.id, second.id))
    names = {row.organisation_id: row.name for row in planned.ask(rota_page).rows}
    changed = {day: names[host or ""] for day, host in hosts(planned).items() if host != before[day]}
    assert {change.day: change.after for change in (*shown.wished, *shown.followed)} == changed


def test_a_move_tells_its_cascade_and_the_rule_it_breaks(planned: Desk) -> None:
    page = planned.ask(rota_page)
    small = organisation(page, "Saint-Fiacre-sur-Maine")
    planned.run(EditOrganisation(small, OrganisationFields("", "", "", "", "", capacity=14)))
    turn = turns(planned)[4]
    shown = cascade(*planned.rehearse(MoveTurn(turn.id, small), rota_standing), (turn.id,))
    assert shown.wished[0].after == "Saint-Fiacre-sur-Maine"
    assert "14" in shown.warnings[0]
    planned.run(MoveTurn(turn.id, small))
    assert "malgré" in planned.ask(turn_detail, turn.id).why


def test_a_plan_is_proven_until_something_better_is_possible(planned: Desk) -> None:
    page = planned.ask(rota_page)
    assert page.proven
    assert page.proof == "Plan vérifié aux 5 niveaux"
    host = turns(planned)[0].host_id or ""
    planned.run(EditOrganisation(host, OrganisationFields("", "", "", "", "", capacity=5)))
    assert not planned.ask(rota_page).proven
    planned.run(RecomputeRota(page.circle_id))
    assert planned.ask(rota_page).proven


def test_a_turn_at_the_seat_is_shown_apart(planned: Desk) -> None:
    circle = planned.ask(circles)[0][0]
    seat = planned.ask(past_grid, circle).hosts[0]
    planned.run(RecordPastTurns(circle, (PastTurn(date(2026, 9, 8), seat.organisation_id),)))
    (other,) = planned.ask(rota_page).others
    assert (other.name, other.count) == (seat.name, 1)


def test_a_published_date_does_not_move_by_itself(planned: Desk) -> None:
    planned.run(PublishRota(planned.ask(circles)[0][0]))
    turn = turns(planned)[0]
    for command in (MoveTurnDay(turn.id, date(2026, 12, 10)), RemoveTurn(turn.id)):
        with pytest.raises(RuleBroken, match="turn_published"):
            planned.run(command)
