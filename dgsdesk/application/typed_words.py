"""What somebody typed in a command: to be given back where it finds nothing any more to keep it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from dgsdesk.domain.richtext import RichText, plain_text


def typed_words(command: object) -> list[str]:
    """Return the texts that a command carries, in their order; ids and choices are none."""
    return list(dict.fromkeys(text for text in _texts(command) if text))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, RichText):
        yield plain_text(part).strip()
    elif isinstance(part, str):
        yield "" if isinstance(part, Enum) else part.strip()
    elif isinstance(part, list | tuple):
        for one in part:
            yield from () if isinstance(one, str) else _texts(one)  # ids, codes, labels
    elif is_dataclass(part):
        for one in fields(part):
            if not one.name.endswith("id"):
                yield from _texts(getattr(part, one.name))
