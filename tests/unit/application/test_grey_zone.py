"""The register of grey zones: its acts, its rules, its undo, its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import (
    AddGreyZone,
    AddStartingGreyZones,
    CloseGreyZone,
    Duty,
    EditGreyZone,
    ExamineGreyZone,
    MatrixCell,
    RemoveGreyZone,
    ReopenGreyZone,
    SetPractice,
    SettleGreyZone,
)
from dgsdesk.application.grey_zone.page import grey_zone_detail, grey_zones_page, starting_lines
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.page import raisers
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.grey_zone import GreyZoneKind, GreyZoneState, Holder


def add(desk: Desk, title: str = "Avaloirs et grilles d'eaux pluviales", **fields: object) -> str:
    fields.setdefault("competences", ("EAU-PLU", "MOB-VOI"))
    return desk.run(AddGreyZone(title, **fields)).value  # type: ignore[arg-type]


def communes(desk: Desk) -> dict[str, str]:
    return {row.name: row.id for row in desk.ask(raisers)}


def test_a_case_is_added_in_french_typography(clisson: Desk) -> None:
    outcome = clisson.run(AddGreyZone("  Déneigement:  qui paie ? ", question="Qui achète le sel ?"))
    detail = clisson.ask(grey_zone_detail, outcome.value)
    assert detail.title == "Déneigement\u00a0: qui paie\u202f?"
    assert detail.question == "Qui achète le sel\u202f?"
    assert outcome.label == "Zone grise «\u00a0Déneigement\u00a0: qui paie\u202f?\u00a0» ajoutée"
    assert detail.state is GreyZoneState.RAISED
    assert detail.kind_words == "Sujet à interprétation"


def test_an_empty_title_an_unknown_competence_and_a_past_review_are_refused(clisson: Desk) -> None:
    with pytest.raises(BadInput) as empty:
        clisson.run(AddGreyZone("   "))
    with pytest.raises(BadInput) as unknown:
        clisson.run(AddGreyZone("Sel", competences=("SEL-GROS",)))
    with pytest.raises(BadInput) as past:
        clisson.run(AddGreyZone("Sel", review_on=date(2026, 1, 1)))
    assert "SEL-GROS" in sentence(unknown.value).message
    assert "01/01/2026" in sentence(past.value).message
    assert sentence(empty.value).message
    assert clisson.ask(grey_zones_page).lines == ()


def test_editing_leaves_the_rest_and_is_undone(clisson: Desk) -> None:
    zone = add(clisson, texts="L2226-1", review_on=date(2027, 3, 1))
    before = clisson.ask(grey_zone_detail, zone)
    clisson.run(EditGreyZone(zone, options="Convention\n- Inventaire\n\n", kind=GreyZoneKind.SILENT))
    after = clisson.ask(grey_zone_detail, zone)
    assert after.options == ("Convention", "Inventaire")
    assert (after.texts, after.review_on, after.title) == (before.texts, before.review_on, before.title)
    clisson.run(EditGreyZone(zone, review_on=None))
    assert clisson.ask(grey_zone_detail, zone).review_on is None
    clisson.undo()
    clisson.undo()
    assert clisson.ask(grey_zone_detail, zone) == before


def test_the_starting_catalogue_is_offered_once(clisson: Desk) -> None:
    assert len(clisson.ask(starting_lines)) == 20
    added = clisson.run(AddStartingGreyZones((1, 5, 1)))
    assert len(added.value) == 2
    assert added.label == "2\u00a0zones grises du catalogue ajoutées"
    assert clisson.run(AddStartingGreyZones((1, 2))).value != ()
    page = clisson.ask(grey_zones_page)
    assert len(page.lines) == 3
    unverified = next(line for line in page.lines if line.title.startswith("GEMAPI"))
    assert clisson.ask(grey_zone_detail, unverified.id).texts.endswith("(référence à vérifier)")
    with pytest.raises(BadInput) as refused:
        clisson.run(AddStartingGreyZones((99,)))
    assert "99" in sentence(refused.value).message


def test_the_life_of_a_case(clisson: Desk) -> None:
    zone = add(clisson)
    on_an_agenda(clisson, zone, date(2026, 11, 27))
    clisson.run(ExamineGreyZone(zone))
    agreed = "accord de toutes les communes par courriel"
    clisson.run(SettleGreyZone(zone, "Convention d’entretien", None, date(2027, 11, 1), agreed))
    settled = clisson.ask(grey_zone_detail, zone)
    assert settled.solution == "Convention d’entretien"
    assert settled.settled == (
        f"Solution adoptée le 27\u00a0novembre 2026, entre deux réunions ({agreed}), "
        "à réviser le 1er\u00a0novembre 2027"
    )
    assert settled.may == {GreyZoneState.CLOSED, GreyZoneState.REOPENED}
    with pytest.raises(RuleBroken) as refused:
        clisson.run(ExamineGreyZone(zone))
    assert "réglée" in sentence(refused.value).message
    clisson.run(CloseGreyZone(zone))
    clisson.run(ReopenGreyZone(zone))
    reopened = clisson.ask(grey_zone_detail, zone)
    assert (reopened.state, reopened.review_on) == (GreyZoneState.REOPENED, None)
    assert reopened.solution == settled.solution
    for _ in range(2):
        clisson.undo()
    assert clisson.ask(grey_zone_detail, zone) == settled


def on_an_agenda(desk: Desk, zone: str, day: date) -> str:
    meeting = desk.run(PlanMeeting(desk.ask(circle_choices)[0].id, day)).value
    desk.run(AddItem(meeting, SourceKind.GREY_ZONE, zone))
    return meeting


def test_nobody_examines_or_settles_alone(clisson: Desk) -> None:
    zone = add(clisson)
    before = clisson.ask(grey_zone_detail, zone)
    assert GreyZoneState.EXAMINED not in before.may
    with pytest.raises(RuleBroken) as refused:
        clisson.run(ExamineGreyZone(zone))
    assert "à son ordre du jour" in sentence(refused.value).message
    with pytest.raises(BadInput):
        clisson.run(SettleGreyZone(zone, "Convention"))
    ahead = on_an_agenda(clisson, zone, date(2026, 12, 8))
    with pytest.raises(RuleBroken) as early:
        clisson.run(SettleGreyZone(zone, "Convention", ahead))
    assert "8\u00a0décembre" in sentence(early.value).message
    assert clisson.ask(grey_zone_detail, zone).state is GreyZoneState.RAISED
    clisson.clock.move_to(date(2026, 12, 8))  # type: ignore[attr-defined]
    assert GreyZoneState.EXAMINED in clisson.ask(grey_zone_detail, zone).may
    clisson.run(SettleGreyZone(zone, "Convention", ahead))
    assert "à la réunion du" in clisson.ask(grey_zone_detail, zone).settled


def test_a_solution_needs_words(clisson: Desk) -> None:
    zone = add(clisson)
    with pytest.raises(BadInput):
        clisson.run(SettleGreyZone(zone, "  "))
    assert clisson.ask(grey_zone_detail, zone).state is GreyZoneState.RAISED


def test_the_matrix_counts_who_differs_and_who_is_to_be_asked(clisson: Desk) -> None:
    zone = add(clisson)
    ids = communes(clisson)
    names = [name for name in ids if name != "Clisson Sèvre et Maine Agglo"]
    everywhere = tuple(
        MatrixCell(ids[name], code, duty)
        for name in names[1:]
        for code in ("EAU-PLU", "MOB-VOI")
        for duty in Duty
    )
    outcome = clisson.run(SetPractice(zone, everywhere, Holder.COMMUNE))
    assert outcome.label == "15\u00a0communes\u00a0: commune"
    one = (MatrixCell(ids["Clisson"], "EAU-PLU", Duty.ACTS),)
    assert clisson.run(SetPractice(zone, one, Holder.EPCI)).label == "Clisson\u00a0: agglo"
    matrix = clisson.ask(grey_zone_detail, zone).matrix
    assert (matrix.differing, matrix.to_ask) == (1, 1)
    assert matrix.columns[0].usual_acts == "Commune\u00a0: 14"
    assert matrix.columns[0].usual_pays == "Commune\u00a0: 15"
    assert [row.commune for row in matrix.rows] == names
    row = next(row for row in matrix.rows if row.commune == "Clisson")
    assert row.cells[0].differs
    assert not row.cells[1].differs
    clisson.undo()
    assert clisson.ask(grey_zone_detail, zone).matrix.differing == 0


def test_a_cell_outside_the_matrix_is_refused(clisson: Desk) -> None:
    zone = add(clisson)
    cell = MatrixCell(communes(clisson)["Clisson"], "DEC-CT", Duty.PAYS)
    with pytest.raises(BadInput):
        clisson.run(SetPractice(zone, (cell,), Holder.EPCI))


def test_removing_takes_the_matrix_along_and_undo_brings_both_back(clisson: Desk) -> None:
    zone = add(clisson)
    cell = MatrixCell(communes(clisson)["Boussay"], "EAU-PLU", Duty.ACTS)
    clisson.run(SetPractice(zone, (cell,), Holder.SHARED))
    before = clisson.ask(grey_zone_detail, zone)
    clisson.run(RemoveGreyZone(zone))
    assert clisson.ask(grey_zones_page).lines == ()
    clisson.undo()
    assert clisson.ask(grey_zone_detail, zone) == before


def test_the_register_says_what_matters_now(clisson: Desk) -> None:
    gorges = communes(clisson)["Gorges"]
    add(clisson, "Chemins ruraux", raised_by_id=gorges)
    add(clisson, "Fossés et noues", review_on=date(2026, 11, 27))
    add(clisson, "Déneigement", review_on=date(2027, 2, 1))
    page = clisson.ask(grey_zones_page)
    assert [(line.title, line.note) for line in page.lines] == [
        ("Fossés et noues", "révision aujourd’hui"),
        ("Chemins ruraux", "par Gorges"),
        ("Déneigement", "révision 1er\u00a0février 2027"),
    ]
    assert page.due == 1
    assert dict(page.counts)[GreyZoneState.RAISED] == 3


def test_everything_is_there_after_reopening(clisson: Desk, open_here: Callable[[], Desk]) -> None:
    zone = add(clisson)
    before = clisson.ask(grey_zone_detail, zone)
    assert open_here().ask(grey_zone_detail, zone) == before
