"""French typography stands in the sentences themselves; colours, fonts and sheets stand in the theme."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.house.source import modules, named

# Read what people type, so their own patterns are no sentences.
NOTES = {f"domain/note_{part}.py" for part in ("dates", "parsing", "verbs")}
PATTERNS = {"domain/typography.py", "formats/eml.py", *NOTES}

FRENCH = re.compile(
    r"[àâçéèêëîïôùûœÀÂÇÉÈÊÎÔÙŒ«»’…]|\b(?:le|la|les|des|une|du|aux?|et|est|ne|pas|par|sur|pour|qui|sous|vous|sans)\b"
)
FLAWS = {
    "a plain space before a mark": r" [:;!?»]",
    "a plain space inside quotation marks": r"« ",
    "the wrong no-break space": "\u00a0[;!?]|\u202f[:»]|«\u202f",
    "no space before a mark": r"[^\W\d_»)’%][;!?](?=\s|$)|[^\W\d_»)](?<!https)(?<!dgsdesk):(?=\s)",
    "no space inside quotation marks": r"«(?=[^\u00a0])|(?<=[^\u00a0])»",
    "a straight apostrophe": r"[^\W\d_]'[^\W\d_]",
    "three points": r"\.\.\.",
    "two spaces": r"\w  \w",
    "a plain space before a sign": r"\d [%€]",
    "an ordinal that is none": r"\b1(?:ère|ier)\b|\bn°\d|\b\d+(?:ème|ième)s?\b",
    "a capital without its accent": r"\b(?:Etat|Ecole|Etape|Elu|Equipe|Echange|Ecarter|Editer|Etude)s?\b",
    "a capital in the middle": r"\b(?:[Ll]e|[Ll]a|[Ll]es|[Uu]ne?|[Dd]es|[Aa]ux?|[Dd]u|[Cc]ette) "
    r"(?:Agenda|Réunion|Compte|Ordre|Membre|Invitation|Annuaire|Réglage|Observation|Décision|Convocation)s?\b",
    "a point between genders": r"[a-zé]·e|\w\(e\)s?\b",
}

COLOURS = re.compile(r"^#(?:[0-9a-fA-F]{3,4}){1,2}$|^rgba?\(")


@cache
def sentences() -> list[tuple[str, str]]:
    """Return the French texts of the program and where they stand: literals, but no docstrings."""
    return [
        (f"{named(path)}:{line}", text)
        for path, tree in modules().items()
        if named(path) not in PATTERNS
        for line, text in texts(tree)
        if FRENCH.search(text)
    ]


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    nodes = list(ast.walk(tree))
    inner = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    inner |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in inner:
            yield node.lineno, written(node)


def written(node: ast.expr) -> str:
    """Return what a literal says; what is filled in stands as a letter, our named spaces as themselves."""
    if isinstance(node, ast.JoinedStr):
        return "".join(map(written, node.values))
    if isinstance(node, ast.FormattedValue):
        known = {"NBSP": "\u00a0", "THIN": "\u202f"}
        return known.get(ast.unparse(node.value).rpartition(".")[2], "\ufffc")
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("flaw", FLAWS)
def test_every_french_text_is_well_set(flaw: str) -> None:
    rule = re.compile(FLAWS[flaw])
    wrong = [f"{place}: {text!r}" for place, text in sentences() if rule.search(text)]
    assert not wrong


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("Délai : fini", "a plain space before a mark"),
        ("« Accueil\u00a0»", "a plain space inside quotation marks"),
        ("Déjà fini\u00a0?", "the wrong no-break space"),
        ("Déjà fini?", "no space before a mark"),
        ("«Accueil»", "no space inside quotation marks"),
        ("L'été", "a straight apostrophe"),
        ("Éditer...", "three points"),
        ("Ouvrir la Réunion", "a capital in the middle"),
    ],
)
def test_each_rule_finds_its_flaw(text: str, flaw: str) -> None:
    assert re.search(FLAWS[flaw], text)


def desktop() -> Iterator[tuple[str, ast.AST]]:
    """Yield every node of the desktop outside of its theme."""
    for path, tree in modules().items():
        place = named(path)
        if place.startswith("desktop/") and not place.startswith("desktop/theme/"):
            for node in ast.walk(tree):
                yield place, node


def test_no_page_names_a_colour() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, node in desktop()
        if (isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOURS.search(node.value))
        or (isinstance(node, ast.Attribute) and node.attr == "GlobalColor")
        or (isinstance(node, ast.Call) and ast.unparse(node.func) == "QColor" and node.args)
    ]
    assert not found


def test_no_page_styles_by_hand() -> None:
    styled = [
        f"{path}:{node.lineno}: {ast.unparse(node)}"
        for path, node in desktop()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute | ast.Name)
        and (
            ast.unparse(node.func).rpartition(".")[2]
            in {"setStyleSheet", "setPointSize", "setPointSizeF", "setPixelSize", "setWeight"}
            or (ast.unparse(node.func).rpartition(".")[2] == "QFont" and node.args)
        )
    ]
    assert not styled
