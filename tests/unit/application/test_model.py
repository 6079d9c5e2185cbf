"""Models: the seven territories founded or added later; one's own saved, read again and founded elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.application.circle.acts import circle_rules
from dgsdesk.application.circle.commune_facts import SetSector, facts_grid
from dgsdesk.application.circle.composition import SetMembershipRule, composition_page
from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.first_start.model import AddModel, SaveModel
from dgsdesk.application.first_start.model_file import LARGEST, read_model
from dgsdesk.application.first_start.page import founded
from dgsdesk.domain.circle import CadenceKind, HostRule
from dgsdesk.domain.errors import BadInput, RuleBroken

TERRITORIES = {
    "clisson": "200067635",
    "pompey": "245400601",
    "vichy": "200071363",
    "sicoval": "243100633",
    "bordeaux": "243300316",
    "rouen": "200023414",
    "angers": "244900015",
}


def seats(desk: Desk) -> dict[str, int]:
    return {one.name: len(desk.ask(composition_page, one.id).seats) for one in desk.ask(circle_rules)}


@pytest.mark.parametrize("model", TERRITORIES)
def test_each_territory_is_founded_with_its_circles(desk: Desk, model: str) -> None:
    desk.run(FoundNetwork(TERRITORIES[model], model, example=True))
    rows = desk.reference.model(model).circles
    circles = {one.name: one for one in desk.ask(circle_rules)}
    assert set(circles) == {row.name for row in rows}
    for row in rows:
        made = circles[row.name]
        assert (made.cadence_kind, made.host_rule) == (row.cadence, row.host_rule)
        assert all(one.words in made.quotation for one in row.quotations)
    made_with = desk.ask(founded)
    assert made_with is not None
    assert made_with.model_id == model
    desk.undo()
    assert desk.ask(founded) is None


def test_the_study_s_members_come_out(desk: Desk) -> None:
    desk.run(FoundNetwork("200023414", "rouen", example=True))
    found = seats(desk)
    assert found["Communes de moins de 4\u202f500 habitants"] == 45 + 1
    assert found["Communes de 4\u202f500 habitants et plus"] == 26 + 1
    assert found["Conférence locale des maires"] == 71 + 1


def test_a_model_is_added_later_and_taken_back(clisson: Desk) -> None:
    assert clisson.run(AddModel("rouen")).value == 7
    assert len(clisson.ask(circle_rules)) == 8
    clisson.undo()
    assert len(clisson.ask(circle_rules)) == 1
    clisson.redo()
    assert len(clisson.ask(circle_rules)) == 8


def test_vichy_has_four_to_six_and_an_enlarged_committee(desk: Desk) -> None:
    desk.run(FoundNetwork("200071363", "vichy", example=True))
    meetings, committee = sorted(desk.ask(circle_rules), key=lambda one: one.name, reverse=True)
    assert meetings.cadence.startswith("De quatre à six fois par an")
    assert committee.host_rule is HostRule.SEAT
    page = desk.ask(composition_page, committee.id)
    assert [seat.organisation for seat in page.seats[1:]] == ["Bellerive-sur-Allier", "Cusset", "Vichy"]
    assert page.sentence == (
        "Les DGS des trois communes les plus peuplées, ainsi que les DST de la commune la plus peuplée."
    )


def test_one_s_own_model_goes_to_another_network(clisson: Desk, tmp_path: Path) -> None:
    clisson.run(AddModel("pompey"))
    first = next(one for one in clisson.ask(circle_rules) if one.cadence_kind is CadenceKind.YEARLY)
    clisson.run(SetMembershipRule(first.id, "population >= 2000"))
    before = seats(clisson)
    path = Path(clisson.run(SaveModel("Clisson, à notre façon")).value)
    assert path.name == "clisson-a-notre-facon.dgsmodele"
    content = path.read_bytes()
    assert b"exemple.invalid" not in content
    model = read_model(content, path.name)
    clisson.run(FoundNetwork("200067635", example=True, instead=True, own_model=model))
    assert seats(clisson) == before
    clisson.run(AddModel("", own_model=model))
    assert len(clisson.ask(circle_rules)) == 2 * len(before)


def test_nothing_open_is_no_model(desk: Desk) -> None:
    desk.run(FoundNetwork("244900015", "angers", example=True))
    with pytest.raises(RuleBroken):
        desk.run(SaveModel("Rien"))


def saved(desk: Desk) -> dict[str, object]:
    path = Path(desk.run(SaveModel("Essai")).value)
    plain: dict[str, object] = json.loads(path.read_bytes())
    return plain


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"week": "2"}, "model_value"),
        ({"minutes": True}, "model_value"),
        ({"parts": [{"title": 3, "purpose": "", "kind": "free", "minutes": 5}]}, "model_value"),
        ({"skipped_months": ["août"]}, "model_value"),
        ({"rule": "population ~ 3"}, "rule_syntax"),
        ({"cadence": "daily"}, "model_file"),
        ({"starts_at": "25:00"}, "model_file"),
        ({"unknown": 1}, "model_file"),
    ],
)
def test_a_wrong_file_is_refused(clisson: Desk, change: dict[str, object], code: str) -> None:
    plain = saved(clisson)
    plain["model"]["circles"][0].update(change)  # type: ignore[index]
    with pytest.raises(BadInput) as error:
        read_model(json.dumps(plain).encode(), "x.dgsmodele")
    assert error.value.code == code


def test_an_impossible_circle_opens_nothing(clisson: Desk) -> None:
    plain = saved(clisson)
    plain["model"]["circles"][0]["week"] = 9  # type: ignore[index]
    model = read_model(json.dumps(plain).encode(), "x.dgsmodele")
    with pytest.raises(BadInput):
        clisson.run(AddModel("", own_model=model))
    assert len(clisson.ask(circle_rules)) == 1


def test_a_newer_or_endless_file_is_refused(clisson: Desk) -> None:
    plain = saved(clisson) | {"version": 2}
    with pytest.raises(BadInput) as error:
        read_model(json.dumps(plain).encode(), "x.dgsmodele")
    assert error.value.code == "model_newer"
    with pytest.raises(BadInput):
        read_model(b" " * (LARGEST + 1), "x.dgsmodele")


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["format", "version", "model", "circles", "id"]), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(st.one_of(st.binary(max_size=60), JSON.map(lambda plain: json.dumps(plain).encode())))
def test_anything_else_is_no_model(content: bytes) -> None:
    with pytest.raises(BadInput):
        read_model(content, "x.dgsmodele")


def test_local_conferences_follow_the_sectors(clisson: Desk) -> None:
    communes = [one.id for one in clisson.ask(facts_grid).communes]
    clisson.run(SetSector(tuple(communes[:6]), "Nord"))
    clisson.run(SetSector(tuple(communes[6:]), " Sud "))
    assert clisson.run(AddModel("rouen")).value == 8
    found = seats(clisson)
    assert found["Conférence locale des maires, Nord"] == 6 + 1
    assert found["Conférence locale des maires, Sud"] == 10 + 1
