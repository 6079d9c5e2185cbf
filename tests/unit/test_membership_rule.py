"""Membership rules: read as they are written, said in French, true of the seats that they mean."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.membership_rule import (
    COMPARISONS,
    AllOf,
    AnyOf,
    Everyone,
    HasRole,
    InSector,
    Listed,
    MostPopulous,
    Not,
    Population,
    Rule,
    Seat,
    Shares,
    belongs,
    facts_of,
    ranks,
    roles_in_question,
)
from dgsdesk.domain.membership_rule_sentence import rule_sentence
from dgsdesk.domain.membership_rule_text import parse_rule, rule_text
from dgsdesk.domain.network import Role
from dgsdesk.domain.rule_criteria import Criteria, Criterion, criteria_of, rule_of

WORDS = st.text(st.characters(blacklist_characters='"\n«»', blacklist_categories=["Cs", "Cc"]), max_size=12)
NAMES = WORDS.map(str.strip).filter(bool)
CODES = st.from_regex(r"[0-9AB]{5}", fullmatch=True)
FACTS = st.one_of(
    st.just(Everyone()),
    st.builds(Population, st.sampled_from(sorted(COMPARISONS)), st.integers(0, 10**9 - 1)),
    st.builds(MostPopulous, st.integers(1, 200)),
    st.builds(InSector, NAMES),
    st.builds(HasRole, st.sampled_from(Role)),
    st.builds(Shares, st.one_of(st.just(""), NAMES)),
    st.builds(Listed, st.lists(CODES, min_size=1, unique=True).map(tuple)),
)
TERMS: st.SearchStrategy[Rule] = st.one_of(FACTS, st.builds(Not, FACTS))


def nested() -> st.SearchStrategy[Rule]:
    """Rules inside each other, « a and (b and c) » among them: they are read as they are written."""
    return st.recursive(TERMS, lambda inner: joined(inner), max_leaves=8)


def joined(inner: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(st.builds(AllOf, several), st.builds(AnyOf, several))


RULES = nested()
SEATS = st.builds(
    Seat,
    st.from_regex(r"[0-9AB]{5}", fullmatch=True),
    st.integers(0, 10**6),
    st.integers(1, 200),
    st.sampled_from(Role),
    WORDS,
    st.frozensets(NAMES, max_size=3),
)


@given(RULES)
def test_a_rule_is_read_as_it_is_written(rule: Rule) -> None:
    assert parse_rule(rule_text(rule)) == rule


@given(RULES, SEATS)
def test_reading_keeps_the_meaning(rule: Rule, seat: Seat) -> None:
    assert belongs(parse_rule(rule_text(rule)), seat) == belongs(rule, seat)


@given(FACTS, SEATS)
def test_a_fact_and_its_contrary_share_everybody_out(fact: Rule, seat: Seat) -> None:
    assert belongs(Not(fact), seat) != belongs(fact, seat)  # type: ignore[arg-type]


@given(RULES)
def test_every_rule_has_a_sentence(rule: Rule) -> None:
    sentence = rule_sentence(rule)
    assert sentence.endswith(".")
    assert sentence[0].isupper()


@given(st.dictionaries(st.from_regex(r"[0-9]{5}", fullmatch=True), st.integers(0, 3), max_size=12))
def test_the_n_most_populous_are_n(populations: dict[str, int]) -> None:
    rank = ranks(populations)
    for count in range(1, len(populations) + 1):
        assert sum(place <= count for place in rank.values()) == count


WORDS_OF_RULES = "and or not ( ) [ ] < = , 1 population role in all é".split()  # noqa: SIM905
SCRAPS = st.lists(st.sampled_from([*WORDS_OF_RULES, '"', "«", "»"]))


@given(SCRAPS)
def test_any_text_is_read_or_refused(scraps: list[str]) -> None:
    with suppress(BadInput):
        parse_rule(" ".join(scraps))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("all", "Toutes les communes."),
        ("population < 4500", "Les communes de moins de 4 500 habitants."),
        ("not population < 4500", "Les communes d’au moins 4 500 habitants."),
        ("population_rank <= 4", "Les quatre communes les plus peuplées."),
        ("not shared_service", "Les communes non mutualisées."),
        (
            'population >= 2000 and not sector = "Nord"',
            "Les communes d’au moins 2 000 habitants et hors du secteur « Nord ».",
        ),
        ("role = DST or role = DGA", "Les DST et DGA de toutes les communes."),
        ("role = maire and population_rank <= 1", "Les maires de la commune la plus peuplée."),
        ('in ["44043", "44063"]', "Les communes de la liste (Clisson et Gorges)."),
    ],
)
def test_rules_are_said_in_french(text: str, sentence: str) -> None:
    said = rule_sentence(parse_rule(text), {"44043": "Clisson", "44063": "Gorges"})
    assert said.replace("\u00a0", " ").replace("\u202f", " ") == sentence


def test_and_binds_before_or() -> None:
    rule = parse_rule("population_rank <= 1 or population < 10 and shared_service")
    assert rule == AnyOf((MostPopulous(1), AllOf((Population("<", 10), Shares()))))


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "rule_syntax", "1"),
        ("population < ", "rule_syntax", "14"),
        ("population <> 3", "rule_syntax", "13"),
        ("population < 3 population", "rule_end", "16"),
        ("role = chef", "rule_role", "8"),
        ("population_rank <= 0", "rule_number", "20"),
        ("population < 9999999999", "rule_number", "14"),
        ('in ["44043"', "rule_syntax", "12"),
        ("(" * 40 + "all" + ")" * 40, "rule_too_deep", "32"),
        ("population ; 3", "rule_syntax", "12"),
    ],
)
def test_a_rule_that_is_none_says_where(text: str, code: str, where: str) -> None:
    with pytest.raises(BadInput) as error:
        parse_rule(text)
    assert (error.value.code, error.value.where) == (code, where)


def test_an_endless_rule_is_refused() -> None:
    with pytest.raises(BadInput) as error:
        parse_rule("all or " * 5000 + "all")
    assert error.value.code == "rule_too_long"


COMMUNE_FACTS = FACTS.filter(lambda fact: not isinstance(fact, HasRole | Everyone))
CRITERIA = st.builds(
    Criteria,
    st.lists(st.sampled_from(Role), unique=True, max_size=3).map(tuple),
    st.lists(st.builds(Criterion, COMMUNE_FACTS, st.booleans()), max_size=4).map(tuple),
    st.booleans(),
)


@given(CRITERIA)
def test_criteria_come_back_from_their_rule(criteria: Criteria) -> None:
    found = criteria_of(parse_rule(rule_text(rule_of(criteria))))
    assert found is not None
    assert (found.roles, found.conditions) == (criteria.roles, criteria.conditions)
    assert found.every == (criteria.every or len(criteria.conditions) < 2)


@given(RULES, SEATS)
def test_a_rule_shown_as_criteria_means_the_same(rule: Rule, seat: Seat) -> None:
    criteria = criteria_of(rule)
    inside = [fact for fact in facts_of(rule) if fact == Everyone()]
    assert criteria is not None or inside
    if criteria is not None:
        assert belongs(rule_of(criteria), seat) == belongs(rule, seat)
        assert roles_in_question(rule_of(criteria)) == roles_in_question(rule)
