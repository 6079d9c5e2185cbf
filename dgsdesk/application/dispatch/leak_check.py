"""The leak check: what an edition might give away of what it withholds (product § 3.7).

Two things are told apart. A *warning* is something that a person wrote: a reserved subject named elsewhere,
a decision that repeats a reserved paragraph. A person judges it before anything leaves. A *leak* is something
that the program would do: reserved words in a file that its edition's text does not hold (a property, a
title, a message). It is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from dgsdesk.application.dispatch.editions import Edition, Part, Withheld, item_texts
from dgsdesk.application.document import Document
from dgsdesk.application.minutes.text import MinutesText, TextItem
from dgsdesk.domain.richtext import (
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    block_text,
    text_of,
    walk,
)
from dgsdesk.domain.word_runs import RUN_LENGTH, contains_run, runs_of_words, words_of
from dgsdesk.domain.wording import NBSP, join_and, plural

_LEAST_TITLE = 6
_NAMES = 4
_NAMED = re.compile(
    r"\b(?:MM?\.|M(?:me|lle)s?|Monsieur|Madame)[ \u00a0\u202f]((?:[A-ZÀ-Ý][\w’'-]+[ \u00a0]?)+)"
)


@dataclass(frozen=True)
class Piece:
    """A stretch of what an edition shows: where it stands, in words, and what it says."""

    where: str
    text: str


def warnings_of(edition: Edition) -> tuple[str, ...]:
    """Say what the readers of an edition may guess or find of what it withholds; each once."""
    withheld = edition.withheld
    pieces = list(_pieces(edition.text.text))
    found = [
        *(line for one in withheld if one.part is Part.ITEM for line in _named(one, pieces)),
        *(line for one in withheld for line in _repeated(one, pieces)),
        *_people(withheld, pieces),
        *_pictures(edition),
    ]
    return tuple(dict.fromkeys(found))


def notes_of(edition: Edition) -> tuple[str, ...]:
    """Say what the readers of an edition see of the fact that something is missing."""
    gone = [one.heading.partition(" ")[0] for one in edition.withheld if one.part is Part.ITEM]
    if not gone:
        return ()
    missing = f"le {gone[0]} manque" if len(gone) == 1 else f"les {join_and(gone)} manquent"
    return (f"Les numéros imprimés ne changent pas{NBSP}: un lecteur attentif verra que {missing}.",)


def _pieces(text: MinutesText) -> Iterator[Piece]:
    for item in text.items:
        yield Piece(f"le titre du point {item.number}", item.title)
        if item.question:
            yield Piece(f"la question du point {item.number}", item.question)
        for block in walk(item.text.blocks):
            yield Piece(f"le texte du point {item.number}", block_text(block))
        for decision in item.decisions:
            number = f" {decision.number}" if decision.number else ""
            yield Piece(f"la décision{number} du point {item.number}", decision.text)
        for action in item.actions:
            yield Piece(f"une suite à donner du point {item.number}", f"{action.text} {action.owner}")
    for suggestion in text.suggestions:
        yield Piece("les suggestions pour la prochaine réunion", suggestion)


def _named(item: Withheld, pieces: Iterable[Piece]) -> Iterator[str]:
    """Say where the title of a withheld item, or its number, is quoted."""
    number, _, title = item.heading.partition(" ")
    words = words_of(title)
    telling = len(words) > 1 or len(title) >= _LEAST_TITLE
    reference = re.compile(rf"\bpoints?[ \u00a0]{re.escape(number)}(?![\d.]*\d)", re.IGNORECASE)
    for piece in pieces:
        if (telling and contains_run(words_of(piece.text), words)) or reference.search(piece.text):
            yield f"Le point retiré «{NBSP}{item.heading}{NBSP}» est cité dans {piece.where}."


def _repeated(one: Withheld, pieces: Iterable[Piece]) -> Iterator[str]:
    """Say where words of a withheld passage stand, five in a row."""
    runs = runs_of_words(words_of(one.text)) if len(words_of(one.text)) >= RUN_LENGTH else frozenset()
    for piece in pieces:
        if not runs.isdisjoint(runs_of_words(words_of(piece.text))):
            yield f"Un passage réservé ({one.words}) est repris dans {piece.where}."


def _people(withheld: Iterable[Withheld], pieces: Iterable[Piece]) -> Iterator[str]:
    """Say which people are named in a withheld passage and elsewhere."""
    every = list(pieces)
    for one in withheld:
        for match in _NAMED.finditer(one.text):
            name = match[1].strip()
            for piece in every:
                if contains_run(words_of(piece.text), words_of(name)):
                    quoted = f"«{NBSP}{match[0].strip()}{NBSP}»"
                    yield f"{quoted}, nommé dans un passage réservé, l’est aussi dans {piece.where}."


def _pictures(edition: Edition) -> Iterator[str]:
    shown = set(_images(edition.text.text.items))
    for name in sorted(set(_images(edition.whole.items)) & shown):
        places = sum(name == other for other in _images(edition.whole.items))
        if places > sum(name == other for other in _images(edition.text.text.items)):
            yield "Une image d’un passage réservé figure aussi dans un passage diffusé."


def _images(items: Iterable[TextItem]) -> list[str]:
    blocks = (block for item in items for block in walk(item.text.blocks))
    return [block.sha256 for block in blocks if isinstance(block, Image) and block.sha256]


# -- what the program itself would give away ----------------------------------------------------------------


@dataclass(frozen=True)
class Guard:
    """The runs of words that no file of an edition may hold: withheld, and nowhere in what it shows."""

    runs: Mapping[int, frozenset[tuple[str, ...]]]

    def leak_in(self, texts: Iterable[str]) -> str:
        """Return the first run found in these texts, empty when there is none."""
        for text in texts:
            words = words_of(text)
            for length, runs in self.runs.items():
                found = runs & runs_of_words(words, length) if len(words) >= length else frozenset()
                if found:
                    return " ".join(min(found))
        return ""


def guard_of(edition: Edition, frame: Iterable[str] = ()) -> Guard:
    """Return what must not be found in an edition's files; ``frame`` is what every paper says anyway."""
    shown = [words_of(text) for text in (*_shown(edition.text.text), *frame)]
    runs: dict[int, set[tuple[str, ...]]] = {}
    for text in _reserved(edition):
        words = words_of(text)
        length = min(RUN_LENGTH, len(words))
        if length > 1:
            runs.setdefault(length, set()).update(runs_of_words(words, length))
    for length, found in runs.items():
        for words in shown:
            found -= runs_of_words(words, length)
    return Guard({length: frozenset(found) for length, found in runs.items()})


def _reserved(edition: Edition) -> Iterator[str]:
    whole = {item.heading: item for item in edition.whole.items}
    for one in edition.withheld:
        if one.part is Part.ITEM:
            yield from item_texts(whole[one.heading])
        else:
            yield from re.split(r"[\n\t]| – ", one.text)


def _shown(text: MinutesText) -> Iterator[str]:
    yield from (piece.text for piece in _pieces(text))
    yield from (item.presenter for item in text.items)
    yield from (line for group in text.attendance for line in group.lines)


def document_texts(document: Document) -> list[str]:
    """Give every string of a document, properties and texts of pictures included, a block at a time."""
    return list(_texts(document))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case bytes() | None:
            return
        case Table():
            yield value.caption
            yield from _texts(tuple(cell.blocks for row in value.rows for cell in row))
        case Paragraph() | ListItem() | Heading():
            yield block_text(value)
        case RichText():
            yield from _texts(value.blocks)
        case tuple() if value and all(isinstance(part, Run) for part in value):
            yield text_of(value)
        case Mapping():
            yield from _texts(tuple(value))
            yield from _texts(tuple(value.values()))
        case tuple() | list():
            for part in value:
                yield from _texts(part)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from _texts(getattr(value, field.name))


def former_readers(names: Sequence[str]) -> str:
    """Say that some readers of an edition have had more already."""
    more = "un texte plus complet que cette édition"
    if len(names) > _NAMES:
        return f"{plural(len(names), 'destinataire', 'destinataires')} ont déjà reçu {more}."
    have = "A déjà reçu" if len(names) == 1 else "Ont déjà reçu"
    return f"{have} {more}{NBSP}: {join_and(names)}."
