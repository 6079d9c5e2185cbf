"""One field of one row, of which several laptops have a version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dgsdesk.domain.dossier_rules import STATES, Way
from dgsdesk.domain.richtext import Block, RichText, paragraphs_of, plain_text
from dgsdesk.domain.text_sides import TextClash, TextSide, merge_texts


@dataclass(frozen=True, slots=True)
class Candidate:
    """A side’s value of a field, and the value that it was made from."""

    name: str
    base: object
    value: object


@dataclass(frozen=True, slots=True)
class FieldClash:
    """A value that those of ``names`` gave, which we or others contest."""

    names: tuple[str, ...]
    base: object
    value: object


@dataclass(frozen=True, slots=True)
class MergedField:
    """The field’s value, and what clashes with it."""

    value: object
    clashes: tuple[FieldClash, ...] = ()
    passages: tuple[TextClash, ...] = ()
    moved: tuple[Block, ...] = ()


def merge_field(way: Way, own: object, candidates: Iterable[Candidate]) -> MergedField:
    """Merge the versions of one field with ours."""
    live = [one for one in candidates if one.value != own]
    if not live:
        return MergedField(own)
    match way:
        case Way.GREATEST:
            return MergedField(_greatest(own, live))
        case Way.STATE:
            return MergedField(_furthest(own, live))
        case Way.TEXT:
            return _text(own, live)
        case Way.LINE:
            return _line(own, live)
    return _whole(own, live)


def _whole(own: object, live: Sequence[Candidate]) -> MergedField:
    """Take the only new value there is; several, or one against ours, are all candidates."""
    values = [one.value for one in live]
    if all(value == values[0] for value in values) and any(one.base == own for one in live):
        return MergedField(values[0])
    return MergedField(own, tuple(_gathered(live)))


def _gathered(live: Iterable[Candidate]) -> list[FieldClash]:
    """Let those who gave the same value stand together."""
    found: list[FieldClash] = []
    for one in sorted(live, key=lambda one: one.name):
        same = next((at for at, other in enumerate(found) if other.value == one.value), None)
        if same is None:
            found.append(FieldClash((one.name,), one.base, one.value))
        else:
            found[same] = FieldClash((*found[same].names, one.name), found[same].base, one.value)
    return found


def _greatest(own: object, live: Iterable[Candidate]) -> object:
    """Take the greatest of numbers, instants as text, or yes over no; anything over what is not known."""
    values = [value for value in (own, *(one.value for one in live)) if value is not None]
    return max(values)  # type: ignore[type-var]


def _furthest(own: object, live: Iterable[Candidate]) -> object:
    """Take the state that is furthest along the way; one beside it stands alone."""
    ranks: dict[object, int] = {state: rank for rank, state in enumerate(STATES)}
    if own not in ranks:
        return own
    return max([own, *(one.value for one in live if one.value in ranks)], key=lambda one: ranks[one])


def _text(own: object, live: Sequence[Candidate]) -> MergedField:
    assert isinstance(own, RichText), "a text is made of blocks"
    sides = [
        TextSide(one.name, one.base if isinstance(one.base, RichText) else RichText(), one.value)
        for one in live
        if isinstance(one.value, RichText)
    ]
    merged = merge_texts(own, sides)
    return MergedField(merged.text, passages=merged.clashes, moved=merged.moved_apart)


def _line(own: object, live: Sequence[Candidate]) -> MergedField:
    """Merge the words of a line where nothing touches; else it is taken whole or not at all."""
    whole = _whole(own, live)
    if not whole.clashes or any(not isinstance(one.base, str) for one in live):
        return whole
    sides = [TextSide(one.name, paragraphs_of(str(one.base)), paragraphs_of(str(one.value))) for one in live]
    merged = merge_texts(paragraphs_of(str(own)), sides)
    return whole if merged.clashes else MergedField(plain_text(merged.text))
