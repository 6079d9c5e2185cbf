"""Dates from a cadence, on real networks: holidays of the département, excluded days, the other circles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.application.circle.acts import EditCircle, circle_rules
from dgsdesk.application.circle.composition import SetMembershipRule
from dgsdesk.application.circle.life import AddCircle
from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.rota.acts import MoveTurnDay, ProposeRota, PublishRota, RemoveTurn
from dgsdesk.application.rota.dates import (
    AddClosedPeriod,
    DatesPage,
    RemoveClosedPeriod,
    cadence_of,
    dates_page,
)
from dgsdesk.application.rota.page import rota_page
from dgsdesk.application.rota.year_calendar import year_calendar
from dgsdesk.domain.calendar import public_holidays
from dgsdesk.domain.circle import CadenceKind, Circle, HostRule
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.rota.dates import LAST, Limits, propose_dates, years_short
from dgsdesk.storage.look import SqlLook

YEAR = date(2027, 1, 1), date(2027, 12, 31)
ROUEN = "200023414"


def first_circle(desk: Desk) -> str:
    return desk.ask(circle_rules)[0].id


def page(desk: Desk, circle: str) -> DatesPage:
    return desk.ask(dates_page, circle, YEAR[0])


def proposed(desk: Desk, circle: str) -> list[date]:
    desk.run(ProposeRota(circle, *YEAR))
    return [one.day for one in page(desk, circle).dates]


CIRCLES = st.builds(
    Circle,
    id=st.just("c"),
    name=st.just("Essai"),
    cadence=st.sampled_from([kind for kind in CadenceKind if kind is not CadenceKind.NONE]),
    week=st.sampled_from([1, 2, 3, 4, LAST]),
    weekday=st.integers(0, 6),
    every_months=st.integers(1, 12),
    every_weeks=st.integers(1, 52),
    times_a_year=st.integers(1, 12),
    skipped_months=st.lists(st.integers(1, 12), max_size=6, unique=True).map(tuple),
)


@given(CIRCLES, st.sampled_from(["metropole", "alsace-moselle", "971", "974"]), st.integers(2024, 2035))
def test_no_cadence_falls_on_a_holiday_or_in_a_month_without_meeting(
    circle: Circle, zone: str, year: int
) -> None:
    closed = public_holidays(zone, year)
    limits = Limits(closed_days=closed, skipped_months=circle.skipped_months)
    found = propose_dates(cadence_of(circle), date(year, 1, 1), date(year, 12, 31), limits)
    days = [one.instead if one.skipped else one.day for one in found]
    for day in filter(None, days):
        assert day not in closed
        assert day.month not in circle.skipped_months
        assert day.weekday() == circle.weekday
    if circle.cadence is CadenceKind.YEARLY:
        assert len(found) == circle.times_a_year


def test_a_month_and_a_half_and_four_to_six(clisson: Desk) -> None:
    circle = first_circle(clisson)
    clisson.run(
        EditCircle(circle, cadence=CadenceKind.YEARLY, least_a_year=8, times_a_year=8, skipped_months=())
    )
    assert len(proposed(clisson, circle)) == 8
    assert clisson.ask(circle_rules)[0].cadence.startswith("Tous les mois et demi, le deuxième mardi du mois")
    clisson.run(EditCircle(circle, least_a_year=4, times_a_year=6))
    assert len(proposed(clisson, circle)) == 6
    with pytest.raises(BadInput):
        clisson.run(EditCircle(circle, least_a_year=7))


def test_every_six_weeks_goes_round_what_is_fixed(clisson: Desk) -> None:
    circle = first_circle(clisson)
    clisson.run(EditCircle(circle, cadence=CadenceKind.WEEKS, every_weeks=6))
    days = proposed(clisson, circle)
    assert all(day.weekday() == 1 for day in days)
    clisson.run(PublishRota(circle))
    clisson.run(ProposeRota(circle, *YEAR))
    assert [one.day for one in page(clisson, circle).dates] == days


def test_excluded_days_are_left_out_for_one_or_for_all(clisson: Desk) -> None:
    circle = first_circle(clisson)
    other = clisson.run(AddCircle("Autre")).value
    period = clisson.run(AddClosedPeriod(None, date(2027, 3, 1), date(2027, 3, 31), "élections")).value
    clisson.run(AddClosedPeriod(circle, date(2027, 5, 10), date(2027, 5, 12)))
    days = proposed(clisson, circle)
    assert not [day for day in days if day.month == 3]
    assert date(2027, 5, 11) not in days
    assert date(2027, 5, 18) in days, "another Tuesday of the month stands in"
    assert [one.of_all for one in page(clisson, other).periods] == [True]
    clisson.run(RemoveClosedPeriod(period))
    assert [day for day in proposed(clisson, circle) if day.month == 3]
    with pytest.raises(BadInput):
        clisson.run(AddClosedPeriod(circle, date(2027, 5, 12), date(2027, 5, 10)))


def test_school_holidays_and_common_members_only_warn(clisson: Desk) -> None:
    circle = first_circle(clisson)
    assert clisson.ask(circle_rules)[0].school_zone == "B"
    days = proposed(clisson, circle)
    other = clisson.run(AddCircle("Grandes communes")).value
    clisson.run(SetMembershipRule(other, "population_rank <= 3"))
    clisson.run(PlanMeeting(other, days[1]))
    shown = {one.day: one.warnings for one in page(clisson, circle).dates}
    assert shown[days[1]] == ("même jour que Grandes communes (4\u00a0membres communs)",)
    assert any("vacances scolaires" in words for warnings in shown.values() for words in warnings)
    assert page(clisson, circle).dates[1].movable


def test_circles_without_common_members_do_not_meet_each_other(desk: Desk) -> None:
    desk.run(FoundNetwork(ROUEN, "rouen", example=True))
    small, large = (
        next(one.id for one in desk.ask(circle_rules) if words in one.name)
        for words in ("moins de", "et plus")
    )
    for circle, rule in ((small, "population < 4500"), (large, "population >= 4500")):
        desk.run(SetMembershipRule(circle, rule, with_seat=False))
        desk.run(EditCircle(circle, week=2))
    days = proposed(desk, small)
    assert proposed(desk, large) == days
    assert page(desk, large).others == {}


def test_only_members_host(desk: Desk) -> None:
    desk.run(FoundNetwork(ROUEN, "rouen", example=True))
    large = next(one.id for one in desk.ask(circle_rules) if "et plus" in one.name)
    desk.run(ProposeRota(large, date(2027, 1, 1), date(2029, 12, 31)))
    rota = desk.ask(rota_page, large)
    assert len(rota.rows) == 26
    assert sum(row.count for row in rota.rows) == rota.coming
    assert rota.proven


def test_the_epci_receives_where_that_is_the_rule(clisson: Desk) -> None:
    circle = first_circle(clisson)
    clisson.run(EditCircle(circle, host_rule=HostRule.SEAT))
    proposed(clisson, circle)
    assert {one.host for one in page(clisson, circle).dates} == {"Clisson Sèvre et Maine Agglo"}
    clisson.run(EditCircle(circle, host_rule=HostRule.FREE))


def test_a_date_is_moved_and_says_what_is_wrong_there(clisson: Desk) -> None:
    circle = first_circle(clisson)
    proposed(clisson, circle)
    first = page(clisson, circle).dates[0]
    clisson.run(MoveTurnDay(first.turn_id, date(2027, 5, 1)))
    moved = next(one for one in page(clisson, circle).dates if one.turn_id == first.turn_id)
    assert moved.warnings[0] == "jour férié"


def test_without_a_cadence_nothing_is_proposed(clisson: Desk) -> None:
    circle = first_circle(clisson)
    clisson.run(EditCircle(circle, cadence=CadenceKind.NONE))
    assert not page(clisson, circle).has_cadence
    with pytest.raises(RuleBroken):
        clisson.run(ProposeRota(circle, *YEAR))


def test_the_departement_decides_the_holidays(desk: Desk) -> None:
    """Strasbourg keeps Good Friday; nobody else proposes against it."""
    desk.run(FoundNetwork("246700488", example=True))
    circle = first_circle(desk)
    desk.run(EditCircle(circle, week=4, weekday=4, skipped_months=()))
    days = proposed(desk, circle)
    assert date(2027, 3, 26) not in days
    assert date(2027, 3, 19) in days


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2026, 3, 1), date(2027, 2, 28)),
        (date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_twelve_months_end_on_their_last_day(clisson: Desk, first: date, last: date) -> None:
    circle = first_circle(clisson)
    clisson.run(AddClosedPeriod(circle, last - timedelta(days=5), last + timedelta(days=9)))
    assert max(clisson.ask(dates_page, circle, first).closed) == last


def test_the_other_circles_are_read_at_once(clisson: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    circle = first_circle(clisson)
    asked: list[str] = []
    find = SqlLook.find

    def noted(look: SqlLook, kind: type[Any], /, **equal: object) -> list[Any]:
        asked.append(kind.__name__)
        return find(look, kind, **equal)

    def add(name: str) -> None:
        other = clisson.run(AddCircle(name)).value
        clisson.run(PlanMeeting(other, date(2027, 4, 14)))
        clisson.run(ProposeRota(other, *YEAR))

    def read() -> list[str]:
        asked.clear()
        page(clisson, circle)
        clisson.ask(year_calendar, 2027)
        return list(asked)

    add("Club des DST")
    monkeypatch.setattr(SqlLook, "find", noted)
    one = read()
    for name in ("Club des DRH", "Maires"):
        add(name)
    more = [kind for kind in read() if kind not in ("MembershipRule", "MembershipException")]
    assert more == [kind for kind in one if kind not in ("MembershipRule", "MembershipException")]
    assert "Club des DST" in page(clisson, circle).others[date(2027, 4, 14)]
    shown = [one.circle.name for one in clisson.ask(year_calendar, 2027).dates if one.meeting_id]
    assert sorted(shown) == ["Club des DRH", "Club des DST", "Maires"]


def test_a_year_with_too_few_dates_is_told(clisson: Desk) -> None:
    circle = first_circle(clisson)
    clisson.run(EditCircle(circle, cadence=CadenceKind.YEARLY, least_a_year=4, times_a_year=4))
    clisson.run(ProposeRota(circle, date(2027, 1, 1), date(2028, 12, 31)))
    assert page(clisson, circle).too_few == ""
    gone = [turn for row in clisson.ask(rota_page).rows for turn in row.turns if turn.day.year == 2027]
    clisson.run(RemoveTurn(sorted(gone, key=lambda turn: turn.day)[1].id))
    told = "Trop peu de dates\u00a0: 3\u00a0dates en 2027, il en faut au moins 4 par an."
    assert page(clisson, circle).too_few == told
    assert clisson.ask(rota_page).facts.endswith(told)
    clisson.run(EditCircle(circle, cadence=CadenceKind.MONTHS))
    assert page(clisson, circle).too_few == ""


@pytest.mark.parametrize(
    ("days", "short"),
    [
        ([], []),
        ([date(2027, 2, 2), date(2027, 5, 4), date(2027, 10, 5)], [(2027, 3)]),
        ([date(2027, 7, 6), date(2027, 10, 5)], []),
        ([date(2027, 2, 2), date(2027, 5, 4)], []),
        ([date(2027, 2, 2), date(2028, 12, 5)], [(2027, 1), (2028, 1)]),
    ],
)
def test_only_years_that_are_planned_can_be_short(days: list[date], short: list[tuple[int, int]]) -> None:
    assert years_short(days, 4) == short
