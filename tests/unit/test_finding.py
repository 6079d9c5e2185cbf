"""Finding and replacing words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.finding import Search, replaced, replaced_in_words
from dgsdesk.domain.richtext import ListItem, Paragraph, RichText, Run, Table, paragraphs_of, plain_text


def test_accents_capitals_and_blanks_make_no_difference() -> None:
    text = "L’École, l'ecole et l’ÉCOLE : « sel »"
    assert len(Search("l'école").places(text)) == 3
    assert len(Search("L'École", exact=True).places(text)) == 1
    assert Search("ecole :").places("l’ÉCOLE\u00a0: x") == [(2, 9)]


def test_whole_words() -> None:
    assert Search("sel", whole=True).places("le sel, la selle, sel") == [(3, 6), (18, 21)]


def test_signs_are_no_pattern_and_nothing_is_found_for_nothing() -> None:
    assert Search("a.c").places("abc a.c") == [(4, 7)]
    assert Search("").places("abc") == []


def test_looks_stay() -> None:
    text = RichText(
        (Paragraph((Run("le "), Run("s", bold=True), Run("el gris"))), ListItem((Run("sel"),), 1))
    )
    made, count = replaced(text, Search("sel"), "sable")
    assert count == 2
    assert made == RichText(
        (Paragraph((Run("le "), Run("sable", bold=True), Run(" gris"))), ListItem((Run("sable"),), 1))
    )


def test_tables_too() -> None:
    text = RichText((Table.of_texts([["sel", "x"], ["y", "sel sel"]]),))
    made, count = replaced(text, Search("sel"), "")
    assert count == 3
    assert plain_text(made) == "\tx\ny\t "


def test_nothing_found_is_the_same_text() -> None:
    text = paragraphs_of("rien")
    assert replaced(text, Search("sel"), "x") == (text, 0)
    assert replaced(text, Search("sel"), "x")[0] is text


@given(
    st.lists(st.text("ab ", min_size=1), max_size=5),
    st.text("ab", min_size=1, max_size=3),
    st.text("xyz", max_size=3),
)
def test_runs_and_words_say_the_same(parts: list[str], words: str, by: str) -> None:
    runs = tuple(Run(part, bold=rank % 2 == 0) for rank, part in enumerate(parts))
    made, _ = replaced(RichText((Paragraph(runs),)), Search(words), by)
    assert plain_text(made) == replaced_in_words("".join(parts), Search(words), by)[0]
