"""Every error that the program may raise has a French sentence, which its facts fill, well written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from dgsdesk.application import sentences
from dgsdesk.application.rooms import load_rooms
from dgsdesk.application.sentences import sentence
from dgsdesk.domain import errors
from dgsdesk.domain.errors import KnownError
from tests.house.source import modules, named

KINDS = {kind.__name__: kind for kind in KnownError.__subclasses__()}
OS_CODES = (
    *("storage_full", "storage_failing", "storage_pulled", "storage_read_only", "storage_unwritable"),
    *("storage_held", "storage_name_too_long"),
)

# Where the code comes from another module: the codes that may stand there.
DYNAMIC = {
    "os_failure_code(error)": OS_CODES,
    "known.code": ("storage_in_use",),
}


@dataclass(frozen=True)
class Site:
    """A place where an error is made: its class, its code, the names of its facts."""

    place: str
    kind: str
    code: str
    facts: tuple[str, ...]
    open_ended: bool

    def error(self) -> KnownError:
        """Make such an error with a word for each fact."""
        facts = {name: "mot" for name in self.facts if name != "where"}
        return KINDS[self.kind](self.code, "lieu", **facts)


@cache
def sites() -> tuple[Site, ...]:
    """Return every place of the program where a known error is made; once the rooms are loaded."""
    return tuple(_sites())


def _sites() -> Iterator[Site]:
    for path, tree in modules().items():
        nodes = list(ast.walk(tree))
        calls = [node for node in nodes if isinstance(node, ast.Call) and makes_error(node)]
        known = codes_handed_on(nodes, calls)
        for call in calls:
            yield from sites_of(named(path), call, known)


def makes_error(call: ast.Call) -> bool:
    """Tell whether a call makes a known error."""
    return isinstance(call.func, ast.Name) and call.func.id in KINDS


def codes_handed_on(nodes: list[ast.AST], calls: list[ast.Call]) -> tuple[str, ...]:
    """Return the codes that a module names elsewhere than where it makes an error."""
    given = {id(call.args[0]) for call in calls}
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in given}
    return tuple(sorted(code for code in sentences.codes() if code in words))


def sites_of(path: str, call: ast.Call, known: tuple[str, ...]) -> Iterator[Site]:
    """Yield one site for each code that a call may give."""
    assert isinstance(call.func, ast.Name)
    names = tuple(keyword.arg for keyword in call.keywords if keyword.arg is not None)
    spread = any(keyword.arg is None for keyword in call.keywords)
    for code in codes_of(call.args[0], known):
        yield Site(f"{path}:{call.lineno}", call.func.id, code, names, spread)


def codes_of(given: ast.expr, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes that an expression may stand for; ``known`` are those that its module names."""
    if isinstance(given, ast.Constant):
        return (str(given.value),)
    if isinstance(given, ast.IfExp):
        return (*codes_of(given.body, known), *codes_of(given.orelse, known))
    return DYNAMIC.get(ast.unparse(given), known)


@pytest.fixture(scope="module", autouse=True)
def rooms() -> None:
    load_rooms()


def test_every_error_has_a_sentence() -> None:
    missing = {site.code: site.place for site in sites() if site.code not in sentences.codes()}
    assert not missing


def test_every_sentence_is_filled_by_the_facts_of_each_place() -> None:
    wrong = []
    for site in sites():
        if site.code in sentences.codes() and not site.open_ended:
            try:
                sentence(site.error())
            except (KeyError, IndexError) as error:
                wrong.append(f"{site.place} gives no {error} to {site.code}")
    assert not wrong


def test_no_sentence_is_without_an_error() -> None:
    idle = sentences.codes() - {site.code for site in sites()}
    assert not idle


FLAWS = {
    "a plain space before a mark": r" [:;!?»]",
    "no narrow space before a mark": r"[^\s\u202f:/][;!?]",
    "no no-break space inside quotation marks": r"«[^\u00a0]|[^\u00a0]»",
    "a straight apostrophe": r"'",
    "three points": r"\.\.\.",
    "two spaces": r"  ",
    "a brace": r"[{}]",
}


def test_every_sentence_ends_with_a_full_stop() -> None:
    said = [sentence(site.error()) for site in sites() if not site.open_ended]
    open_end = {part for told in said for part in (told.what, told.remedy) if part and not part.endswith(".")}
    assert not open_end


@pytest.mark.parametrize("flaw", FLAWS)
def test_every_sentence_is_in_french_typography(flaw: str) -> None:
    said = {sentence(site.error()).message for site in sites() if not site.open_ended}
    assert not {message for message in said if re.search(FLAWS[flaw], message)}


def test_what_is_typed_or_read_is_never_blamed_on_the_reader() -> None:
    said = {sentence(site.error()).message for site in sites() if not site.open_ended}
    assert not {message for message in said if re.search(r"!|[Oo]ups|vous avez fait|votre erreur", message)}


def test_the_kinds_are_those_of_the_domain() -> None:
    declared = {name for name, kind in vars(errors).items() if isinstance(kind, type)} - {"KnownError"}
    assert set(KINDS) == declared
