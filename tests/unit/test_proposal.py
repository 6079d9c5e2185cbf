"""Proposed changes are found, shown and applied; between two texts they are found word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.proposal import (
    Change,
    Place,
    Proposal,
    change_in,
    essence,
    place_of,
    placed,
    proposals_between,
    substituted,
    substituted_plain,
    told,
    with_context,
)
from dgsdesk.domain.richtext import Paragraph, RichText, Run, paragraph, plain_text

TEXT = "L’Agglo enlève les dépôts au pied des points sous 48 heures, la commune nettoie les abords."


def test_a_changed_word_is_one_proposal_that_can_be_applied() -> None:
    wanted = TEXT.replace("48 heures", "deux jours ouvrés")
    (proposal,) = proposals_between(TEXT, wanted)
    assert (proposal.quote, proposal.proposed) == ("48 heures", "deux jours ouvrés")
    assert (proposal.before[-5:], proposal.after[:5]) == ("sous ", ", la ")
    assert substituted_plain(TEXT, proposal) == wanted


def test_what_is_only_removed_or_added_takes_a_neighbour_along() -> None:
    (removed,) = proposals_between(TEXT, TEXT.replace(" au pied des points", ""))
    (added,) = proposals_between(TEXT, TEXT.replace("abords", "abords dès lundi"))
    assert removed.quote.strip()
    assert removed.proposed.strip()
    assert substituted_plain(TEXT, removed) == TEXT.replace(" au pied des points", "")
    assert substituted_plain(TEXT, added) == TEXT.replace("abords", "abords dès lundi")


def test_a_change_is_shown_without_what_both_sides_share() -> None:
    change = change_in(TEXT, Proposal("sous 48 heures", "sous deux jours"))
    assert change is not None
    assert (change.struck, change.inserted) == ("48 heures", "deux jours")
    assert change.before.endswith("sous ")
    assert change_in(TEXT, Proposal("sous 72 heures", "x")) is None


def test_quotes_are_found_whatever_their_spaces_and_apostrophes() -> None:
    text = "Prêt\u202f; l’Agglo écrit 57\u202f726 fois"
    assert place_of(text, "l'Agglo") == (7, 14)
    assert place_of(text, "57 726 fois") is not None
    assert place_of(text, "  ") is None


def test_a_substitution_keeps_the_look_of_what_stands_around() -> None:
    block = Paragraph((Run("sous "), Run("48 heures", bold=True), Run(" au plus")))
    changed = substituted(RichText((paragraph("Avant"), block)), Proposal("48 heures", "deux jours"))
    assert changed == RichText(
        (paragraph("Avant"), Paragraph((Run("sous "), Run("deux jours", bold=True), Run(" au plus"))))
    )


def test_further_lines_of_a_proposal_become_blocks() -> None:
    changed = substituted(RichText((paragraph("un deux"),)), Proposal("un", "un\nnouveau"))
    assert changed is not None
    assert plain_text(changed) == "un\nnouveau deux"
    assert len(changed.blocks) == 2


def test_a_passage_that_is_gone_changes_nothing() -> None:
    assert substituted(RichText((paragraph("un"),)), Proposal("deux", "trois")) is None


def test_words_that_occur_twice_are_told_apart_by_what_stood_around() -> None:
    text = "Les dépôts partent sous 48 heures. Les tags partent sous 48 heures."
    asked = Proposal("48 heures", "72 heures", before="Les tags partent sous ", after=".")
    assert placed(text, asked) == Place(57, 66)
    assert substituted_plain(text, asked) == text[:57] + "72 heures."


def test_a_passage_that_was_changed_meanwhile_is_placed_by_what_stands_around() -> None:
    asked = with_context(TEXT, Proposal("48 heures", "72 heures"))
    now = TEXT.replace("48 heures", "deux jours ouvrés")
    change = change_in(now, asked)
    assert change is not None
    assert (change.struck, change.inserted, change.exact) == ("deux jours ouvrés", "72 heures", False)
    assert substituted_plain(now, asked) == TEXT.replace("48 heures", "72 heures")


def test_a_passage_whose_surroundings_are_gone_is_left_to_a_person() -> None:
    asked = with_context(TEXT, Proposal("48 heures", "72 heures"))
    assert placed("Le texte a été entièrement récrit.", asked) is None


def test_a_removal_takes_the_emptied_block_away() -> None:
    text = RichText((paragraph("un"), paragraph("deux"), paragraph("trois")))
    changed = substituted(text, Proposal("deux", "", removes=True))
    assert changed is not None
    assert plain_text(changed) == "un\ntrois"


def test_the_same_change_is_the_same_however_much_of_it_was_quoted() -> None:
    narrow = with_context(TEXT, Proposal("48 heures", "deux jours"))
    wide = with_context(TEXT, Proposal("sous 48 heures, la", "sous deux jours, la"))
    elsewhere = Proposal("48 heures", "deux jours", before="tags enlevés sous ")
    assert essence(narrow) == essence(wide) != essence(elsewhere)


words = st.lists(st.sampled_from(["le", "point", "est", "réglé", ",", "demain", "1", "la"]), max_size=14)


@given(words, words)
def test_applying_all_proposals_gives_the_other_text(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    text = before
    for proposal in reversed(proposals_between(before, after)):
        if before == proposal.quote:
            text = proposal.proposed
            continue
        place = before.find(proposal.quote)
        text = text[:place] + proposal.proposed + text[place + len(proposal.quote) :]
    assert text == after


def test_clipping_says_that_something_was_left_out() -> None:
    change = change_in("a " * 60 + "mot" + " b" * 60, Proposal("mot", "terme"), around=20)
    assert isinstance(change, Change)
    assert change.before.startswith("…")
    assert change.after.endswith("…")


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        (
            Proposal("mi", "tiers", "Un délégué partagé à ", "-temps suffirait."),
            ("partagé à mi-temps suffirait", "partagé à tiers-temps suffirait"),
        ),
        (
            Proposal("8", "10", "observations dans les ", " jours qui suivent, au plus tard"),
            ("dans les 8 jours qui", "dans les 10 jours qui"),
        ),
        (
            Proposal("la fin de", "le 31", "avant ", " mars."),
            ("la fin de", "le 31"),
        ),
        (Proposal("le", "un", "", ""), ("le", "un")),
        (Proposal("Oui", "Non", "Fin de ligne.\n", "\nAutre ligne"), ("Oui", "Non")),
    ],
)
def test_a_short_change_is_told_with_the_words_around_it(
    proposal: Proposal, expected: tuple[str, str]
) -> None:
    assert told(proposal) == expected
