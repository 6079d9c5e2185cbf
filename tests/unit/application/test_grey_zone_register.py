"""Positions, duplicates merged without losing anything, the printed register, reviews that come due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.agenda.workshop import agenda_workshop
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import (
    AddGreyZone,
    AddStartingGreyZones,
    CloseGreyZone,
    Duty,
    EditGreyZone,
    MatrixCell,
    ReopenGreyZone,
    SetPractice,
    SettleGreyZone,
)
from dgsdesk.application.grey_zone.duplicates import MergeGreyZones, alike_zones
from dgsdesk.application.grey_zone.page import grey_zone_detail, grey_zones_page, movers_words
from dgsdesk.application.grey_zone.positions import SetPosition
from dgsdesk.application.grey_zone.register import PrintGreyZones
from dgsdesk.application.home.page import home_page
from dgsdesk.application.library.acts import AddDocuments, NewFile, Place
from dgsdesk.application.library.page import documents_of
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.search.acts import find_things
from dgsdesk.application.subjects.page import raisers
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.grey_zone import GreyZoneState, Holder
from dgsdesk.domain.library import OwnerKind
from dgsdesk.formats.docx.read import read_docx


def parties(desk: Desk) -> dict[str, str]:
    return {one.name: one.id for one in desk.ask(raisers)}


def test_a_party_has_one_position_and_takes_it_back(clisson: Desk) -> None:
    zone = clisson.run(AddGreyZone("Avaloirs")).value
    gorges = parties(clisson)["Gorges"]
    clisson.run(SetPosition(zone, gorges, "L'agglo cure, la commune paie"))
    clisson.run(SetPosition(zone, gorges, "L'agglo cure et paie"))
    assert [one.text for one in clisson.ask(grey_zone_detail, zone).positions] == ["L’agglo cure et paie"]
    clisson.run(SetPosition(zone, gorges, " "))
    assert clisson.ask(grey_zone_detail, zone).positions == ()


def test_the_likely_twin_comes_first_and_the_others_are_not_likely(clisson: Desk) -> None:
    clisson.run(AddStartingGreyZones(tuple(range(1, 21))))
    every = clisson.ask(grey_zones_page).lines
    assert len(every) == 20
    for line in every:
        assert not any(one.likely for one in clisson.ask(alike_zones, line.id)), line.title
    for title, twin in {
        "Avaloir : grille d'eau pluviale": "Avaloirs et grilles d’eaux pluviales",
        "Qui déneige ? Viabilité hivernale": "Déneigement et viabilité hivernale",
    }.items():
        added = clisson.run(AddGreyZone(title)).value
        best = clisson.ask(alike_zones, added)[0]
        assert (best.title, best.likely) == (twin, True), best.percent


def twins(desk: Desk) -> tuple[str, str]:
    first = desk.run(
        AddGreyZone("Curage des avaloirs", "Qui cure ?", competences=("EAU-PLU",), texts="L2226-1")
    ).value
    second = desk.run(
        AddGreyZone(
            "Avaloirs",
            "Qui remplace ?",
            competences=("EAU-PLU", "MOB-VOI"),
            options="Convention",
            texts="R2226-1",
        )
    ).value
    return first, second


def test_merging_loses_nothing_and_is_one_act(clisson: Desk) -> None:
    first, second = twins(clisson)
    gorges, clisson_id = parties(clisson)["Gorges"], parties(clisson)["Clisson"]
    for zone, holder in ((first, Holder.EPCI), (second, Holder.COMMUNE)):
        clisson.run(SetPractice(zone, (MatrixCell(gorges, "EAU-PLU", Duty.ACTS),), holder))
    clisson.run(SetPractice(second, (MatrixCell(gorges, "EAU-PLU", Duty.PAYS),), Holder.SHARED))
    clisson.run(SetPractice(second, (MatrixCell(clisson_id, "MOB-VOI", Duty.PAYS),), Holder.COMMUNE))
    clisson.run(SetPosition(first, clisson_id, "Pour"))
    clisson.run(SetPosition(second, clisson_id, "Contre"))
    spots = [Place(OwnerKind.GREY_ZONE, zone) for zone in (first, second)]
    clisson.run(AddDocuments((NewFile("a.txt", b"a"),), spots[1]))
    meeting = clisson.run(PlanMeeting(clisson.ask(circle_choices)[0].id, date(2026, 12, 8))).value
    clisson.run(AddItem(meeting, SourceKind.GREY_ZONE, second))
    clisson.run(
        SettleGreyZone(second, "L'agglo remplace", review_on=date(2027, 5, 3), agreed="accord de tous")
    )
    clisson.run(MergeGreyZones(first, (second,)))
    zone = clisson.ask(grey_zone_detail, first)
    assert zone.question.splitlines() == [
        "Qui cure\u202f?",
        "Aussi posée ainsi\u00a0: Avaloirs",
        "Qui remplace\u202f?",
    ]
    assert zone.competences == ("EAU-PLU", "MOB-VOI")
    assert zone.texts == "L2226-1\u202f; R2226-1"
    assert zone.options == ("Convention",)
    assert (zone.solution, zone.state) == ("L’agglo remplace", GreyZoneState.SETTLED)
    assert zone.review_on == date(2027, 5, 3)
    row = next(one for one in zone.matrix.rows if one.commune == "Gorges")
    assert (row.cells[0].acts, row.cells[0].pays) == (Holder.EPCI, Holder.SHARED)
    said = {one.organisation: one.text for one in zone.positions}
    assert said["Clisson"] == "Pour\nContre"
    assert said["Gorges"].startswith(
        "Noté dans «\u00a0Avaloirs\u00a0»\u00a0: Gestion des eaux pluviales urbaines, agit commune"
    )
    assert len(zone.history) == 1
    assert len(clisson.ask(documents_of, spots[0]).lines) == 1
    assert [line.id for line in clisson.ask(grey_zones_page).lines] == [first]
    clisson.undo()
    assert len(clisson.ask(grey_zones_page).lines) == 2
    assert clisson.ask(grey_zone_detail, second).solution == "L’agglo remplace"


def test_a_case_is_not_merged_with_itself(clisson: Desk) -> None:
    first, _ = twins(clisson)
    with pytest.raises(BadInput):
        clisson.run(MergeGreyZones(first, (first,)))


def said_by(path: Path) -> str:
    return str(read_docx(path.read_bytes())).replace("\\xa0", " ").replace("\\u202f", " ")


def test_the_register_prints_what_was_settled_first(clisson: Desk) -> None:
    first, second = twins(clisson)
    gorges = parties(clisson)["Gorges"]
    clisson.run(SetPractice(first, (MatrixCell(gorges, "EAU-PLU", Duty.ACTS),), Holder.EPCI))
    clisson.run(SetPosition(first, gorges, "Pour"))
    clisson.run(
        SettleGreyZone(second, "L'agglo remplace", review_on=date(2027, 5, 3), agreed="accord de tous")
    )
    path = Path(clisson.run(PrintGreyZones()).value)
    assert path.name == "2026-11-27_registre-des-zones-grises.docx"
    text = said_by(path)
    assert text.index("Zones réglées") < text.index("Zones à l’étude")
    for words in ("L’agglo remplace", "agit : Agglo 1", "16 à interroger", "Gorges : Pour"):
        assert words in text, words
    only = Path(clisson.run(PrintGreyZones((first,))).value)
    assert "L’agglo remplace" not in said_by(only)


def test_a_settled_case_comes_back_by_itself_when_its_review_is_due(clisson: Desk) -> None:
    zone = clisson.run(AddGreyZone("Avaloirs")).value
    meeting = clisson.run(PlanMeeting(clisson.ask(circle_choices)[0].id, date(2026, 12, 8))).value
    clisson.run(SettleGreyZone(zone, "L'agglo cure", review_on=date(2026, 11, 28), agreed="accord de tous"))

    def pool() -> list[str]:
        pools = clisson.ask(agenda_workshop, meeting).pools
        return [entry.words for one in pools for entry in one.entries if entry.source_id == zone]

    def on_home() -> bool:
        return any(one.subject == zone for group in clisson.ask(home_page).groups for one in group.lines)

    assert (pool(), on_home()) == ([], False)
    clisson.clock.move_to(date(2026, 11, 29))  # type: ignore[attr-defined]
    assert on_home()
    assert pool() == ["à réviser depuis le 28\u00a0novembre"]
    clisson.run(EditGreyZone(zone, review_on=date(2028, 1, 4)))
    assert (pool(), on_home()) == ([], False)


def test_the_moves_of_a_case_are_told_with_who_may_make_them(clisson: Desk) -> None:
    zone = clisson.run(AddGreyZone("Avaloirs")).value
    clisson.run(SettleGreyZone(zone, "L'agglo cure", agreed="accord de tous"))
    clisson.run(CloseGreyZone(zone))
    clisson.run(ReopenGreyZone(zone))
    moves = clisson.ask(grey_zone_detail, zone).moves
    assert [one.state.value for one in moves] == ["reopened", "closed", "settled"]
    assert moves[0].words == "le 27\u00a0novembre 2026, par essai"
    assert "réglée par le réseau" in movers_words()


def test_a_settled_case_is_found_by_a_plural(clisson: Desk) -> None:
    zone = clisson.run(AddGreyZone("Avaloir et grille d'eau pluviale")).value
    clisson.run(SettleGreyZone(zone, "L'agglomération cure, la commune signale.", agreed="accord de tous"))
    for asked in ("avaloirs", "eaux pluviales", "communes curées"):
        assert clisson.ask(find_things, asked)[0].id == zone, asked
