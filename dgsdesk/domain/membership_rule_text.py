"""Membership rules as they are typed and kept.

``rule := term ("and"|"or" term)*``, ``term := ["not"] fact | "(" rule ")"``; « and » binds before « or ».
A fact is one of ``population OP N``, ``population_rank <= N``, ``sector = "…"``, ``role = DGS``,
``shared_service`` with or without ``= "…"``, ``in ["insee", …]`` and ``all``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.membership_rule import (
    COMPARISONS,
    AllOf,
    AnyOf,
    Everyone,
    Fact,
    HasRole,
    InSector,
    Listed,
    MostPopulous,
    Not,
    Population,
    Rule,
    Shares,
)
from dgsdesk.domain.network import Role

LONGEST = 20_000
"""Characters of a rule: a list of all communes of the country's largest network takes 1,600."""

DEEPEST = 30
"""Parentheses inside each other; nobody reads more, and the reader of rules is recursive."""

ROLE_WORDS = {
    "DGS": Role.DGS,
    "SGM": Role.SGM,
    "DGA": Role.DGA,
    "DST": Role.DST,
    "DRH": Role.DRH,
    "cadre": Role.EXECUTIVE,
    "maire": Role.MAYOR,
    "président": Role.PRESIDENT,
    "élu": Role.ELECTED,
}
"""How a rule names each role."""


def parse_rule(text: str) -> Rule:
    """Read a rule; raises BadInput: "rule_syntax", "rule_role", "rule_number", "rule_too_long"."""
    if len(text) > LONGEST:
        raise BadInput("rule_too_long", most=LONGEST)
    reader = _Reader(text)
    rule = reader.alternatives()
    reader.end()
    return rule


_TOKEN = re.compile(
    r'\s*(?:"(?P<quoted>[^"]*)"|\u00ab\s*(?P<french>[^\u00bb]*?)\s*\u00bb|(?P<number>\d+)|(?P<sign><=|>=|[<>=()\[\],])'
    r"|(?P<word>[^\W\d]\w*))"
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


class _Reader:
    """Reads terms from left to right; an error names the character at which it stopped (from 1)."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._next = 0
        self._depth = 0

    def alternatives(self) -> Rule:
        terms = [self._together()]
        while self._takes("word", "or", "ou"):
            terms.append(self._together())
        return terms[0] if len(terms) == 1 else AnyOf(tuple(terms))

    def end(self) -> None:
        if self._now().kind != "end":
            self._fail("rule_end")

    def _together(self) -> Rule:
        terms = [self._term()]
        while self._takes("word", "and", "et"):
            terms.append(self._term())
        return terms[0] if len(terms) == 1 else AllOf(tuple(terms))

    def _term(self) -> Rule:
        if self._takes("word", "not", "non"):
            return Not(self._fact())
        if not self._takes("sign", "("):
            return self._fact()
        self._depth += 1
        if self._depth > DEEPEST:
            self._fail("rule_too_deep")
        rule = self.alternatives()
        self._expect("sign", ")")
        self._depth -= 1
        return rule

    def _fact(self) -> Fact:
        name = self._now().text.lower() if self._now().kind == "word" else ""
        readers: dict[str, Callable[[], Fact]] = {
            "all": Everyone,
            "population": self._population,
            "population_rank": self._rank,
            "sector": self._sector,
            "role": self._role,
            "shared_service": self._shares,
            "in": self._listed,
        }
        if name not in readers:
            self._fail("rule_syntax")
        self._next += 1
        return readers[name]()

    def _population(self) -> Population:
        sign = self._take("sign", *COMPARISONS)
        return Population(sign, self._number(0))

    def _rank(self) -> MostPopulous:
        self._take("sign", "<=")
        return MostPopulous(self._number(1))

    def _number(self, least: int) -> int:
        at, digits = self._now(), self._take("number")
        if len(digits) > 9 or int(digits) < least:
            raise BadInput("rule_number", where=str(at.at), given=digits, least=least)
        return int(digits)

    def _sector(self) -> InSector:
        self._take("sign", "=")
        return InSector(self._words())

    def _role(self) -> HasRole:
        self._take("sign", "=")
        token = self._now()
        word = self._take("word")
        known = {name.casefold(): role for name, role in ROLE_WORDS.items()}
        known |= {role.value: role for role in Role} | {"president": Role.PRESIDENT, "elu": Role.ELECTED}
        if word.casefold() not in known:
            raise BadInput("rule_role", where=str(token.at), given=word, known=list(ROLE_WORDS))
        return HasRole(known[word.casefold()])

    def _shares(self) -> Shares:
        return Shares(self._words()) if self._takes("sign", "=") else Shares()

    def _listed(self) -> Listed:
        self._take("sign", "[")
        codes = [self._words()]
        while self._takes("sign", ","):
            codes.append(self._words())
        self._expect("sign", "]")
        return Listed(tuple(dict.fromkeys(codes)))

    def _words(self) -> str:
        return self._take("quoted").strip()

    def _now(self) -> _Token:
        return self._tokens[self._next]

    def _takes(self, kind: str, *texts: str) -> bool:
        token = self._now()
        found = token.kind == kind and (not texts or token.text.lower() in texts)
        self._next += found
        return found

    def _take(self, kind: str, *texts: str) -> str:
        token = self._now()
        self._expect(kind, *texts)
        return token.text

    def _expect(self, kind: str, *texts: str) -> None:
        if not self._takes(kind, *texts):
            self._fail("rule_syntax")

    def _fail(self, code: str) -> NoReturn:
        token = self._now()
        raise BadInput(code, where=str(token.at), found=token.text or "la fin")


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise BadInput("rule_syntax", where=str(start + 1), found=text[start])
        kind = found.lastgroup or ""
        words = found[kind]
        yield _Token("quoted" if kind == "french" else kind, words, found.start(kind) + 1)
        at = found.end()
    yield _Token("end", "", len(text) + 1)


def rule_text(rule: Rule) -> str:
    """Write a rule so that ``parse_rule`` reads the same."""
    match rule:
        case AllOf(terms):
            return " and ".join(_inner(term) for term in terms)
        case AnyOf(terms):
            return " or ".join(_inner(term) for term in terms)
        case Not(fact):
            return f"not {rule_text(fact)}"
        case Population(comparison, inhabitants):
            return f"population {comparison} {inhabitants}"
        case MostPopulous(count):
            return f"population_rank <= {count}"
        case InSector(name):
            return f"sector = {_quoted(name)}"
        case HasRole(role):
            return f"role = {next(word for word, known in ROLE_WORDS.items() if known is role)}"
        case Shares(domain):
            return f"shared_service = {_quoted(domain)}" if domain else "shared_service"
        case Listed(codes):
            return f"in [{', '.join(_quoted(code) for code in codes)}]"
        case _:
            return "all"


def _inner(term: Rule) -> str:
    return f"({rule_text(term)})" if isinstance(term, AllOf | AnyOf) else rule_text(term)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "'") + '"'
