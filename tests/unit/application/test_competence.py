"""The tree of competences with what is held, its printing, its undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddGreyZone
from dgsdesk.application.grey_zone.competence import (
    CompetenceLine,
    EditCompetence,
    HoldCompetences,
    PrintCompetences,
    competences_page,
)
from dgsdesk.application.ports.reference import CompetenceRow
from dgsdesk.domain.competence import Holding
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.docx.read import read_docx
from dgsdesk.storage.reference import ShippedReference


def line(desk: Desk, code: str) -> CompetenceLine:
    return next(one for one in desk.ask(competences_page).lines if one.code == code)


def test_the_tree_begins_as_the_law_has_it(clisson: Desk) -> None:
    page = clisson.ask(competences_page)
    assert len(page.lines) == 91
    assert line(clisson, "EAU-PLU").holding is Holding.COMPULSORY  # an agglomeration
    assert line(clisson, "COM-VOI").holding is Holding.NONE
    assert line(clisson, "MOB-VOI").holding is Holding.UNKNOWN
    assert page.facts == "20\u00a0exercées"


def test_a_holding_and_its_interest_are_kept_and_taken_back(clisson: Desk) -> None:
    clisson.run(AddGreyZone("Trottoirs", competences=("MOB-VOI",)))
    clisson.run(HoldCompetences(("MOB-VOI",), Holding.SUPPLEMENTARY))
    assert line(clisson, "MOB-VOI").lacks_interest
    words = "Voies reliant deux bourgs, trottoirs exclus"
    clisson.run(
        EditCompetence("MOB-VOI", community_interest=words, interest_on=date(2024, 9, 26), basis="Statuts")
    )
    held = line(clisson, "MOB-VOI")
    assert (held.holding, held.community_interest) == (Holding.SUPPLEMENTARY, words)
    assert held.interest_on == date(2024, 9, 26)
    assert not held.lacks_interest
    assert [zone.title for zone in held.zones] == ["Trottoirs"]
    clisson.undo()
    clisson.undo()
    assert line(clisson, "MOB-VOI").holding is Holding.UNKNOWN


def test_a_code_of_no_tree_is_refused(clisson: Desk) -> None:
    with pytest.raises(BadInput):
        clisson.run(HoldCompetences(("XXX",), Holding.OPTIONAL))


def test_before_a_network_there_is_no_tree(desk: Desk) -> None:
    assert desk.ask(competences_page).lines == ()


def test_the_printed_tree_says_that_it_is_not_the_law(clisson: Desk) -> None:
    clisson.run(HoldCompetences(("MOB-VOI",), Holding.SUPPLEMENTARY))
    path = clisson.run(PrintCompetences()).value
    assert Path(path).name == "2026-11-27_competences.docx"
    text = str(read_docx(Path(path).read_bytes()))
    for words in ("ne remplacent pas", "intérêt communautaire à définir", "supplémentaire", "À préciser"):
        assert words in text
    assert "Compétences restées communales" not in text


def test_a_long_label_is_cut_with_its_mark_and_the_tree_is_read_once(
    clisson: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = line(clisson, "MUT-SCH").label
    held = clisson.run(HoldCompetences(("MUT-SCH",), Holding.OPTIONAL)).label
    assert held == f"{label[:79].rstrip()}…\u00a0: facultative"
    assert f"{label[:69].rstrip()}…\u00a0»" in clisson.run(EditCompetence("MUT-SCH", basis="Statuts")).label
    read: list[str] = []
    competences = ShippedReference.competences

    def noted(reference: ShippedReference, epci_type: str) -> list[CompetenceRow]:
        read.append(epci_type)
        return competences(reference, epci_type)

    monkeypatch.setattr(ShippedReference, "competences", noted)
    clisson.run(HoldCompetences(tuple(one.code for one in clisson.ask(competences_page).lines), Holding.NONE))
    assert len(read) < 6
