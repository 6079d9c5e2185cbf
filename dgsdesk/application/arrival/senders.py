"""Who each part of a file came from: of messages within messages, the innermost around it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dgsdesk.application.arrival.content import ArrivalPart, MessageContent
from dgsdesk.application.arrival.plan import Sender
from dgsdesk.domain.reply_subject import is_automatic, is_forwarded

_FORWARDED_FROM = re.compile(
    r"^[>* \t]*(?:De|From|Expéditeur)[* \t]*:[ \t]*(.*)$", re.MULTILINE | re.IGNORECASE
)
_FORWARDED_SUBJECT = re.compile(
    r"^[>* \t]*(?:Objet|Sujet|Subject)[* \t]*:[ \t]*(.+)$", re.MULTILINE | re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


def senders_of(parts: Sequence[ArrivalPart]) -> list[Sender]:
    """Return for each part who sent it; nobody where no message is around it."""
    messages: dict[tuple[str, ...], Sender] = {}
    found = []
    for part in parts:
        if part.message is not None:
            messages[(*part.path, part.name)] = _sender(part.message)
        found.append(_innermost((*part.path, part.name), messages))
    return found


def _innermost(place: tuple[str, ...], messages: dict[tuple[str, ...], Sender]) -> Sender:
    for length in range(len(place), 0, -1):
        if place[:length] in messages:
            return messages[place[:length]]
    return Sender()


def _sender(message: MessageContent) -> Sender:
    """Return who wrote; of a message forwarded in its own text, who wrote that one."""
    name, address, subject = message.sender.name, message.sender.address, message.subject
    if is_forwarded(subject):
        written = _FORWARDED_FROM.search(message.text)
        found = _ADDRESS.search(written[1]) if written else None
        if written and found:
            about = _FORWARDED_SUBJECT.search(message.text, written.end())
            name, address = re.split(r"[<\[(]", written[1])[0].strip(' "'), found[0].lower()
            subject = about[1].strip() if about else subject
    automatic = message.automatic or is_automatic(subject)
    return Sender(address, name, subject, message.text, automatic)
