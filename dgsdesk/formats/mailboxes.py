"""What may stand in the header of a message or a calendar: one line, and an address that is an address."""

from __future__ import annotations

import re

from dgsdesk.application.mailbox import Mailbox
from dgsdesk.domain.errors import BadInput

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


def one_line(value: str, where: str) -> str:
    """Return the value; raises BadInput("control_character") for a line break, NUL or other control."""
    if _CONTROL.search(value):
        raise BadInput("control_character", where=where, given=_CONTROL.sub("\ufffd", value))
    return value


def sound_mailbox(mailbox: Mailbox, where: str) -> Mailbox:
    """Return the mailbox with an accented domain in its ASCII form.

    Raises BadInput: "control_character", or "broken_address" for what no mail program would accept.
    """
    name = one_line(mailbox.name, where).strip()
    local, at, domain = one_line(mailbox.address, where).strip().rpartition("@")
    address = f"{local}{at}{_ascii_domain(domain)}"
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        raise BadInput("broken_address", where=where, given=mailbox.address)
    return Mailbox(name, address)


def _ascii_domain(domain: str) -> str:
    """Encode an internationalised domain; give back what cannot be encoded, for the address to be refused."""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain
