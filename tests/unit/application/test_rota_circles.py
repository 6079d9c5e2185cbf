"""Several circles with other members: fairness over all, the year of all, acts that reach every rota."""

from __future__ import annotations

from datetime import date

import pytest

from dgsdesk.application.circle.composition import SetMembershipRule
from dgsdesk.application.circle.life import AddCircle, RemoveCircle
from dgsdesk.application.desk import Desk
from dgsdesk.application.rota.absences import ExemptHost
from dgsdesk.application.rota.acts import PastTurn, ProposeRota, PublishRota, RecordPastTurns
from dgsdesk.application.rota.communes import MergeCommunes
from dgsdesk.application.rota.fairness import EVERY_CIRCLE, FairnessRow, fairness_page
from dgsdesk.application.rota.page import circles, rota_page
from dgsdesk.application.rota.rehearsal import cascade, rota_standing
from dgsdesk.application.rota.year_calendar import year_calendar
from dgsdesk.domain.host_rota import TurnState


@pytest.fixture
def two(clisson: Desk) -> Desk:
    """The monthly meeting of all, and one of the small communes; both with a year of dates."""
    first = clisson.ask(circles)[0][0]
    small = clisson.run(AddCircle("Petites communes")).value
    clisson.run(SetMembershipRule(small, "population < 3500"))
    clisson.run(RecordPastTurns(first, (PastTurn(date(2026, 9, 8), commune(clisson, "Boussay")),)))
    clisson.run(ProposeRota(first, date(2026, 12, 1), date(2027, 11, 30)))
    clisson.run(ProposeRota(small, date(2027, 1, 15), date(2027, 12, 31)))
    return clisson


def commune(desk: Desk, name: str) -> str:
    return by_name(desk, EVERY_CIRCLE)[name].organisation_id


def small_circle(desk: Desk) -> str:
    return next(key for key, name in desk.ask(circles) if name == "Petites communes")


def by_name(desk: Desk, circle: str) -> dict[str, FairnessRow]:
    return {row.name: row for row in desk.ask(fairness_page, circle).rows}


def test_fairness_over_all_circles_is_the_sum_of_each(two: Desk) -> None:
    first = next(key for key, name in two.ask(circles) if name != "Petites communes")
    one, small, every = (by_name(two, circle) for circle in (first, small_circle(two), EVERY_CIRCLE))
    assert small.keys() < one.keys() == every.keys()
    for name, row in every.items():
        parts = [found[name] for found in (one, small) if name in found]
        assert (row.held, row.planned) == (
            sum(part.held for part in parts),
            sum(part.planned for part in parts),
        )
        assert row.owed == pytest.approx(sum(part.owed for part in parts))
        assert row.debt == pytest.approx(row.owed - row.held - row.planned)
        assert row.after_one_more == pytest.approx(row.debt - 1)
    assert [row.debt for row in two.ask(fairness_page).rows] == sorted(
        (row.debt for row in every.values()), reverse=True
    )
    assert every["Boussay"].waiting.replace("\u00a0", " ") == "3 mois"


def test_the_year_has_every_circle_with_its_letter(two: Desk) -> None:
    year = two.ask(year_calendar)
    assert [mark.letter for mark in year.circles] == ["A", "B"]
    assert year.months[0] == date(2026, 11, 1)
    assert len(year.months) == 12
    assert {one.circle.letter for one in year.dates} == {"A", "B"}
    assert {one.state for one in year.dates} == {TurnState.PROPOSED}
    assert list(year.dates) == sorted(year.dates, key=lambda one: (one.day, one.circle.letter))
    assert year.holidays[date(2027, 5, 1)]
    whole = two.ask(year_calendar, 2027)
    assert whole.months[0] == date(2027, 1, 1)
    assert all(one.day.year == 2027 for one in whole.dates)


def test_an_act_on_a_commune_reaches_every_circle_and_names_it(two: Desk) -> None:
    for key, _ in two.ask(circles):
        two.run(PublishRota(key))
    hosting = {turn.host for turn in two.ask(rota_standing).turns if turn.circle == "Petites communes"}
    command = ExemptHost(commune(two, sorted(hosting)[0]), date(2026, 11, 27))
    found = cascade(*two.rehearse(command, rota_standing)).followed
    assert "Petites communes" in {change.circle for change in found}
    two.run(command)
    assert all(two.ask(rota_page, key).proven for key, _ in two.ask(circles))


def test_a_merger_of_communes_of_one_circle_leaves_the_other_alone(two: Desk) -> None:
    large = [commune(two, "Clisson"), commune(two, "Haute-Goulaine")]
    before = two.ask(rota_page, small_circle(two)).rows
    two.run(MergeCommunes(tuple(large), "Haute-Clisson", date(2027, 1, 1)))
    after = two.ask(rota_page, small_circle(two)).rows
    assert {row.name for row in after} == {row.name for row in before}
    two.run(RemoveCircle(small_circle(two)))
    two.undo()
    assert two.ask(rota_page, small_circle(two)).rows == after


def test_who_never_hosts_is_named_in_good_french(clisson: Desk) -> None:
    first = clisson.ask(circles)[0][0]
    names = sorted(by_name(clisson, first))
    for rank, name in enumerate(names[4:]):
        day = date(2026, 1, 1 + rank)
        clisson.run(RecordPastTurns(first, (PastTurn(day, commune(clisson, name)),)))
    words = clisson.ask(fairness_page, first).summary.replace("\u00a0", " ")
    assert "4 communes n’accueillent ni n’ont accueilli dans la période : " in words
    assert words.endswith(" et 1 autre.")
    for rank, name in enumerate(names[:3]):
        clisson.run(RecordPastTurns(first, (PastTurn(date(2026, 2, 1 + rank), commune(clisson, name)),)))
    words = clisson.ask(fairness_page, first).summary.replace("\u00a0", " ")
    assert words.endswith(f"1 commune n’accueille ni n’a accueilli dans la période : {names[3]}.")
