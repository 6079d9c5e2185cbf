"""Raised themes and shared subjects: noting, supporting, merging, ripeness in words."""

from __future__ import annotations

from datetime import date

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.sentences import sentence
from dgsdesk.application.subjects.acts import (
    AddSharedSubject,
    AddSupport,
    DropSubject,
    EditSubject,
    MergeThemes,
    NoteSubject,
    RemoveSubject,
    RemoveSupport,
    RestoreSubject,
)
from dgsdesk.application.subjects.page import SubjectLine, raisers, subjects_page
from dgsdesk.domain.errors import BadInput, NotFound, RuleBroken
from dgsdesk.domain.theme import Sphere, SubjectState


def communes(desk: Desk) -> dict[str, str]:
    return {row.name: row.id for row in desk.ask(raisers)}


def line(desk: Desk, subject_id: str) -> SubjectLine:
    return next(line for line in desk.ask(subjects_page).lines if line.id == subject_id)


def supporters(found: SubjectLine) -> list[str]:
    return [voice.commune for voice in found.voices if voice.supports]


def test_a_noted_subject_is_supported_by_who_raised_it(clisson: Desk) -> None:
    outcome = clisson.run(NoteSubject("Recruter et garder les SGM", communes(clisson)["Boussay"]))
    found = line(clisson, outcome.value)
    assert supporters(found) == ["Boussay"]
    assert found.words == "porté par 1\u00a0commune sur 16"
    assert found.raised == "Noté le 27\u00a0novembre 2026 par Boussay"
    assert outcome.label == "Sujet «\u00a0Recruter et garder les SGM\u00a0» noté"


def test_the_agglo_raises_without_a_voice(clisson: Desk) -> None:
    agglo = communes(clisson)["Clisson Sèvre et Maine Agglo"]
    theme = clisson.run(NoteSubject("Fibre", agglo)).value
    assert supporters(line(clisson, theme)) == []
    with pytest.raises(BadInput) as refused:
        clisson.run(AddSupport(theme, agglo))
    assert "une commune, une voix" in sentence(refused.value).message


def test_one_commune_one_voice(clisson: Desk) -> None:
    ids = communes(clisson)
    theme = clisson.run(NoteSubject("Logiciel commun")).value
    for name in ("Gorges", "Clisson", "Monnières", "Boussay"):
        clisson.run(AddSupport(theme, ids[name]))
    with pytest.raises(RuleBroken):
        clisson.run(AddSupport(theme, ids["Gorges"]))
    assert line(clisson, theme).words == "porté par 4\u00a0communes sur 16"
    clisson.run(RemoveSupport(theme, ids["Gorges"]))
    assert supporters(line(clisson, theme)) == ["Boussay", "Clisson", "Monnières"]
    clisson.undo()
    assert len(supporters(line(clisson, theme))) == 4


def test_merging_loses_no_supporter_and_no_question(clisson: Desk) -> None:
    ids = communes(clisson)
    kept = clisson.run(NoteSubject("Secrétaires de mairie", ids["Boussay"], "Comment recruter ?")).value
    other = clisson.run(NoteSubject("Recrutement des SGM", ids["Gorges"], "Et les remplacer ?")).value
    clisson.run(AddSupport(other, ids["Boussay"]))
    before = clisson.ask(subjects_page)
    label = clisson.run(MergeThemes(kept, (other,))).label
    assert label == "2\u00a0thèmes réunis dans «\u00a0Secrétaires de mairie\u00a0»"
    merged = line(clisson, kept)
    assert supporters(merged) == ["Boussay", "Gorges"]
    assert merged.question == "Comment recruter\u202f?\nEt les remplacer\u202f?"
    assert len(clisson.ask(subjects_page).lines) == 1
    clisson.undo()
    assert clisson.ask(subjects_page) == before
    with pytest.raises(BadInput):
        clisson.run(MergeThemes(kept, (kept,)))


def test_a_shared_subject_concerns_everybody_before_a_day(clisson: Desk) -> None:
    subject = clisson.run(AddSharedSubject("Plan de sauvegarde", before=date(2027, 3, 31))).value
    found = line(clisson, subject)
    assert found.shared
    assert found.words == "concerne 16\u00a0communes, avant le 31\u00a0mars 2027"
    assert found.squares == 2
    clisson.run(EditSubject(subject, before=date(2026, 12, 15), title="Plan intercommunal"))
    edited = line(clisson, subject)
    assert (edited.title, edited.squares) == ("Plan intercommunal", 4)


def test_dropping_restoring_removing(clisson: Desk) -> None:
    theme = clisson.run(NoteSubject("Extinction nocturne")).value
    with pytest.raises(RuleBroken):
        clisson.run(RestoreSubject(theme))
    clisson.run(DropSubject(theme))
    assert line(clisson, theme).state is SubjectState.DROPPED
    clisson.run(RestoreSubject(theme))
    assert line(clisson, theme).state is SubjectState.WAITING
    clisson.run(RemoveSubject(theme))
    assert clisson.ask(subjects_page).lines == ()
    with pytest.raises(NotFound):
        clisson.run(DropSubject(theme))


def test_editing_a_theme(clisson: Desk) -> None:
    theme = clisson.run(NoteSubject("Fibre")).value
    clisson.run(EditSubject(theme, sphere=Sphere.COMMUNITY, raised_by_id=communes(clisson)["Gorges"]))
    found = line(clisson, theme)
    assert (found.sphere, supporters(found), found.title) == (Sphere.COMMUNITY, ["Gorges"], "Fibre")
