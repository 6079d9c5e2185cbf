"""Who belongs to a circle, on the real communes: by rule, by hand, today and in March 2024."""

from __future__ import annotations

from datetime import date

import pytest

from dgsdesk.application.circle.acts import circle_rules
from dgsdesk.application.circle.commune_facts import (
    AddSharedService,
    JoinService,
    LeaveService,
    RemoveSharedService,
    SetEarlierPopulation,
    facts_grid,
)
from dgsdesk.application.circle.composition import (
    AddMembershipException,
    CompositionPage,
    RemoveMembershipException,
    RemoveMembershipRule,
    SetMembershipRule,
    composition_page,
    rule_choices,
)
from dgsdesk.application.circle.life import AddCircle, CloseCircle, RemoveCircle
from dgsdesk.application.circle.rule_answer import answer_in_network
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import EndMembership, NameToPost, PersonFields
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.invitation.acts import invitation_preview
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.rota.dates import AddClosedPeriod
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.application.subjects.call import LayThemeCall
from dgsdesk.domain.circle import ClosedPeriod
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.network import Role

ROUEN, POMPEY, BORDEAUX = "200023414", "245400601", "243300316"
MARCH_2024 = date(2024, 3, 15)


def circle_with(desk: Desk, rule: str, siren: str = "", *, with_seat: bool = True) -> str:
    if siren:
        desk.run(FoundNetwork(siren, example=True))
    circle = desk.run(AddCircle("Essai")).value
    desk.run(SetMembershipRule(circle, rule, with_seat))
    return circle


def page(desk: Desk, circle: str, day: date | None = None) -> CompositionPage:
    return desk.ask(composition_page, circle, day)


def names(shown: CompositionPage) -> list[str]:
    return [seat.organisation for seat in shown.seats if seat.kind.value == "commune"]


def test_rouen_has_45_small_communes(desk: Desk) -> None:
    circle = circle_with(desk, "population < 4500", ROUEN)
    shown = page(desk, circle)
    assert (len(names(shown)), shown.others) == (45, 26)
    assert shown.count == "45\u00a0communes et l’intercommunalité"
    assert shown.sentence == "Les communes de moins de 4\u202f500\u00a0habitants."


def test_the_four_towns_of_pompey(desk: Desk) -> None:
    circle = circle_with(desk, "population_rank <= 4", POMPEY)
    assert names(page(desk, circle)) == ["Champigneulles", "Frouard", "Liverdun", "Pompey"]


def test_only_members_are_invited(desk: Desk) -> None:
    circle = circle_with(desk, "population_rank <= 4", POMPEY)
    meeting = desk.run(PlanMeeting(circle, date(2027, 1, 14))).value
    preview = desk.ask(invitation_preview, meeting)
    assert len(preview.recipients) + len(preview.unreachable) == 5


def test_who_belonged_in_march_2024(clisson: Desk) -> None:
    """By the rule of then, the communes of then, the populations of then."""
    circle = circle_with(clisson, "population < 4500")
    clisson.run(SetMembershipRule(circle, "population_rank <= 3", starts=date(2025, 1, 1)))
    today = names(page(clisson, circle))
    assert len(today) == 3
    before = names(page(clisson, circle, MARCH_2024))
    assert len(before) == 12
    assert not set(today) & set(before)
    grown = next(seat for seat in page(clisson, circle).seats if seat.organisation == today[0])
    clisson.run(SetEarlierPopulation(grown.organisation_id, date(2024, 12, 31), 4_100))
    assert names(page(clisson, circle, MARCH_2024)) == sorted([*before, today[0]])
    assert names(page(clisson, circle)) == today
    left = page(clisson, circle, MARCH_2024).seats[-1]
    clisson.run(EndMembership(left.organisation_id, date(2023, 12, 31)))
    assert left.organisation not in names(page(clisson, circle, MARCH_2024))


def test_exceptions_stand_apart_and_are_dated(clisson: Desk) -> None:
    circle = circle_with(clisson, "population_rank <= 3")
    inside = page(clisson, circle).seats[1]
    outside = next(one for one in clisson.ask(rule_choices).organisations if one[1] == "Gétigné")
    added = clisson.run(
        AddMembershipException(circle, outside[0], excused=False, reason="à sa demande")
    ).value
    until = date(2026, 12, 31)
    clisson.run(AddMembershipException(circle, inside.organisation_id, excused=True, ends=until))
    shown = page(clisson, circle)
    assert [seat.by_hand for seat in shown.seats if seat.organisation == "Gétigné"] == ["added"]
    assert [seat.organisation for seat in shown.excused] == [inside.organisation]
    assert [line.period for line in reversed(shown.exceptions)] == [
        "sans limite de date",
        "jusqu’au 31\u00a0décembre 2026",
    ]
    later = page(clisson, circle, date(2027, 1, 1))
    assert inside.organisation in names(later)
    assert later.excused == ()
    assert shown.sentence == later.sentence == "Les trois communes les plus peuplées."
    clisson.run(RemoveMembershipException(added))
    assert "Gétigné" not in names(page(clisson, circle))
    clisson.undo()
    assert "Gétigné" in names(page(clisson, circle))
    with pytest.raises(BadInput) as error:
        clisson.run(AddMembershipException(circle, outside[0], True, starts=until, ends=date(2026, 1, 1)))
    assert error.value.code == "exception_period"


def test_mutualised_or_not_or_in_a_domain(desk: Desk) -> None:
    desk.run(FoundNetwork(BORDEAUX, example=True))
    pooled = circle_with(desk, "shared_service")
    others = circle_with(desk, "not shared_service")
    buildings = circle_with(desk, 'shared_service = "Bâtiments"')
    communes = desk.ask(facts_grid).communes
    it = desk.run(AddSharedService("Informatique")).value
    built = desk.run(AddSharedService("Bâtiments")).value
    desk.run(JoinService(it, tuple(one.id for one in communes[:20]), date(2019, 1, 1)))
    desk.run(JoinService(built, tuple(one.id for one in communes[:3])))
    assert [len(names(page(desk, one))) for one in (pooled, others, buildings)] == [20, 8, 3]
    assert len(names(page(desk, pooled, date(2018, 6, 1)))) == 3
    desk.run(LeaveService(it, tuple(one.id for one in communes[10:20]), date(2026, 1, 1)))
    assert [len(names(page(desk, one))) for one in (pooled, others)] == [10, 18]
    assert len(names(page(desk, pooled, MARCH_2024))) == 20
    desk.run(RemoveSharedService(it))
    assert len(names(page(desk, pooled))) == 3
    with pytest.raises(BadInput):
        desk.run(AddSharedService("bâtiments"))


def test_a_role_chooses_the_people(clisson: Desk) -> None:
    town = next(one for one in clisson.ask(rule_choices).organisations if one[1] == "Clisson")
    clisson.run(NameToPost(town[0], Role.DST, PersonFields("Paul", "Technique", email="dst@exemple.invalid")))
    circle = circle_with(clisson, "role = DST", with_seat=False)
    assert [(seat.organisation, seat.name) for seat in page(clisson, circle).seats] == [
        ("Clisson", "Paul TECHNIQUE")
    ]
    mayors = circle_with(clisson, "role = maire")
    shown = page(clisson, mayors)
    assert len(names(shown)) == 16
    assert {seat.title for seat in shown.seats} == {"maire", "président"}


def test_a_rule_must_name_communes_of_the_network(clisson: Desk) -> None:
    circle = circle_with(clisson, "all")
    with pytest.raises(BadInput) as error:
        clisson.run(SetMembershipRule(circle, 'in ["75056"]'))
    assert error.value.code == "rule_unknown_commune"
    rule = clisson.run(SetMembershipRule(circle, "population < 100", starts=date(2027, 1, 1))).value
    assert len(page(clisson, circle).versions) == 2
    clisson.run(RemoveMembershipRule(rule))
    (first,) = page(clisson, circle).versions
    with pytest.raises(BadInput):
        clisson.run(RemoveMembershipRule(first.id))


def test_a_network_answers_for_a_day(clisson: Desk) -> None:
    answer = clisson.ask(answer_in_network, "200067635", "population < 4500", MARCH_2024)
    assert (len(answer.communes), answer.others) == (12, 4)
    with pytest.raises(BadInput):
        clisson.ask(answer_in_network, ROUEN, "all")


def test_circles_open_close_and_go(clisson: Desk) -> None:
    circle = clisson.run(AddCircle("Club des DST")).value
    assert clisson.ask(circle_rules)[0].name == "Club des DST"
    clisson.run(CloseCircle(circle, date(2026, 11, 1)))
    assert clisson.ask(circle_rules)[-1].name == "Club des DST"
    clisson.run(CloseCircle(circle, None))
    clisson.run(RemoveCircle(circle))
    assert len(clisson.ask(circle_rules)) == 1
    clisson.undo()
    clisson.run(PlanMeeting(circle, date(2027, 1, 14)))
    with pytest.raises(RuleBroken):
        clisson.run(RemoveCircle(circle))


def test_an_exception_agrees_with_what_it_is_about(clisson: Desk) -> None:
    circle = clisson.run(AddCircle("Club")).value
    town = next(one for one in clisson.ask(rule_choices).organisations if one[1] == "Clisson")[0]
    added = clisson.run(AddMembershipException(circle, town, excused=False))
    assert added.label.startswith("La direction de Clisson ajoutée à «")
    excused = clisson.run(AddMembershipException(circle, town, excused=True))
    assert excused.label.startswith("La direction de Clisson dispensée de «")
    mayor = clisson.run(AddMembershipException(circle, town, excused=False, role=Role.MAYOR))
    assert mayor.label.startswith("Maire de Clisson ajouté à «")


def test_a_circle_that_called_for_themes_is_closed_not_removed(clisson: Desk) -> None:
    circle = clisson.run(AddCircle("Club des DST")).value
    clisson.run(NoteSubject("Fibre"))
    clisson.run(LayThemeCall(circle, date(2026, 12, 18)))
    with pytest.raises(RuleBroken) as refusal:
        clisson.run(RemoveCircle(circle))
    assert refusal.value.code == "circle_in_use"
    assert "appels à thèmes" in sentence(refusal.value).message


def test_what_belongs_to_another_circle_stays(clisson: Desk) -> None:
    stays, goes = clisson.run(AddCircle("Reste")).value, clisson.run(AddCircle("Part")).value
    for circle in (stays, goes, None):
        clisson.run(AddClosedPeriod(circle, date(2027, 5, 10), date(2027, 5, 12)))
    clisson.run(RemoveCircle(goes))
    kept = clisson.ask(lambda view: {one.circle_id for one in view.store.find(ClosedPeriod)})
    assert kept == {stays, None}
