"""The network's dictionary: its names are known, own words are learnt, undone and forgotten."""

from __future__ import annotations

import pytest

from dgsdesk.application import spelling as module
from dgsdesk.application.desk import Desk
from dgsdesk.application.spelling import ForgetWord, LearnWord, spelling
from dgsdesk.domain.errors import BadInput


def unknown(desk: Desk, text: str) -> list[str]:
    return [found.word for found in desk.ask(spelling).misspelt(text)]


def test_the_directory_is_never_misspelt(clisson: Desk) -> None:
    assert unknown(clisson, "Gétigné, Vieillevigne et Saint-Hilaire-de-Clisson, l’EPCI") == []
    assert unknown(clisson, "Vieilevigne") == ["Vieilevigne"]
    assert clisson.ask(spelling).suggest("Vieilevigne")[0] == "Vieillevigne"


def test_a_word_is_learnt_undone_and_forgotten(clisson: Desk) -> None:
    assert unknown(clisson, "L’interco paie") == ["interco"]
    clisson.run(LearnWord("interco"))
    clisson.run(LearnWord("interco"))
    assert unknown(clisson, "L’interco paie, Interco") == []
    clisson.undo()
    assert unknown(clisson, "interco") == ["interco"]
    clisson.run(LearnWord("interco"))
    clisson.run(ForgetWord("interco"))
    assert unknown(clisson, "interco") == ["interco"]


def test_a_line_is_judged_once_however_often_it_is_shown(
    clisson: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text at another size, or sought for its next fault, is looked at from end to end each time."""
    known, judged = clisson.ask(spelling), []
    judge = module.misspelt_in
    monkeypatch.setattr(module, "misspelt_in", lambda text, holds: judged.append(text) or judge(text, holds))
    for _ in range(3):
        assert [found.word for found in known.misspelt("Un budjet")] == ["budjet"]
    assert judged == ["Un budjet"]
    for number in range(module.LINES_KNOWN):
        known.misspelt(f"Point {number}")
    assert len(known._lines) <= module.LINES_KNOWN  # what is typed is a new line at each key


@pytest.mark.parametrize("word", ["", "  ", "deux mots"])
def test_only_one_word_at_a_time(clisson: Desk, word: str) -> None:
    with pytest.raises(BadInput):
        clisson.run(LearnWord(word))
