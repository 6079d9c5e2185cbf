"""Read contact cards (vCard 2.1, 3.0 and 4.0) with vobject, card by card: one broken card spoils no other."""

from __future__ import annotations

import re
from typing import Any

from dgsdesk.application.arrival.content import ContactContent
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.arrivals.text import decoded

MAX_FILE = 20 * 2**20
MAX_CARDS = 5_000
_MAX_CARD = 3 * 2**20
_MAX_WORDS = 200_000
"""Letters of a card without its pictures: the reader of cards takes 150 bytes for each."""
_CARD = re.compile(r"^BEGIN:VCARD\b.*?^END:VCARD\b", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(
    r"^(?:item\d+\.)?(?:PHOTO|LOGO|SOUND|KEY)\b.*?\n(?=\S)", re.IGNORECASE | re.MULTILINE | re.DOTALL
)


def read_contacts(content: bytes) -> tuple[ContactContent, ...]:
    """Return the cards of a file that can be read, in order.

    Raises BadInput: ``arrival_too_large``, ``contacts_broken`` when none can be.
    """
    if len(content) > MAX_FILE:
        raise BadInput("arrival_too_large", limit=MAX_FILE // 2**20)
    text = re.sub(r"\r\n?", "\n", decoded(content)[0])
    cards = [found.group() for found in _CARD.finditer(text)][:MAX_CARDS]
    bare = (_PICTURE.sub("", card) for card in cards if len(card) < _MAX_CARD)
    read = [_card(card) for card in bare if len(card) < _MAX_WORDS]
    known = tuple(card for card in read if card is not None)
    if not known:
        raise BadInput("contacts_broken")
    return known


def _card(text: str) -> ContactContent | None:
    import vobject

    try:
        card = vobject.readOne(text, ignoreUnreadable=True)
        return _contact(card.contents)
    except Exception:  # a card can be broken in every way that its reader did not foresee
        return None


def _contact(contents: dict[str, list[Any]]) -> ContactContent | None:
    shown = _first(contents, "fn")
    family, given = _names(contents, shown)
    emails = tuple(dict.fromkeys(text.lower() for text in _all(contents, "email") if "@" in text))
    if not (shown or family or emails):
        return None
    return ContactContent(
        family_name=family,
        given_name=given,
        shown_name=shown or f"{given} {family}".strip(),
        organisation=_first(contents, "org"),
        title=_first(contents, "title") or _first(contents, "role"),
        emails=emails,
        phones=tuple(dict.fromkeys(text.removeprefix("tel:") for text in _all(contents, "tel"))),
    )


def _names(contents: dict[str, list[Any]], shown: str) -> tuple[str, str]:
    """Return family and given name; without a structured name, French order is « Prénom NOM »."""
    for each in contents.get("n", ()):
        value = each.value
        family, given = _words(getattr(value, "family", value)), _words(getattr(value, "given", ""))
        if family or given:
            return family, given
    given, _, family = shown.partition(" ")
    return (family, given) if family else (shown, "")


def _all(contents: dict[str, list[Any]], name: str) -> list[str]:
    return [text for each in contents.get(name, ()) if (text := _words(each.value))]


def _first(contents: dict[str, list[Any]], name: str) -> str:
    return next(iter(_all(contents, name)), "")


def _words(value: object) -> str:
    if isinstance(value, list | tuple):
        value = ", ".join(str(each) for each in value if each)
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", str(value or "")).split())
