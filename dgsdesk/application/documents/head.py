"""What every paper has at its head and foot: who we are, place and date, the signature."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from dgsdesk.application.document import LetterheadRow, SignatureBlock
from dgsdesk.application.documents.stationery import Stationery
from dgsdesk.application.naming import of_organisation
from dgsdesk.application.ports.machine import Clock
from dgsdesk.application.ports.store import Files, Store
from dgsdesk.domain.network import Attachment, Letterhead, Organisation, OrganisationKind
from dgsdesk.domain.wording import capitalised, date_long


class Source(Protocol):
    """What papers are gathered from: an act or a view."""

    @property
    def store(self) -> Store: ...

    @property
    def files(self) -> Files: ...

    @property
    def clock(self) -> Clock: ...


def letterhead_row(source: Source, host_id: str | None = None) -> LetterheadRow:
    """Return who we are, for the head of a paper; the commune that hosts is named beside.

    Raises StorageUnavailable when the logo no longer matches what was kept.
    """
    ours = _ours(source)
    return LetterheadRow(
        name=ours.name,
        address=_lines(ours.address, f"{ours.postal_code} {ours.town}"),
        service=ours.service,
        phone=ours.phone,
        email=ours.mailbox,
        website=ours.website,
        handled_by=", ".join(_lines(ours.handled_by, ours.handled_by_phone, ours.handled_by_email)),
        with_host=_with_host(source.store, host_id),
        logo=_content(source, ours.logo_id),
        logo_alt=f"Logo de {ours.name}" if ours.logo_id else "",
    )


def stationery(source: Source) -> Stationery:
    """Return our headed paper, of now."""
    now = source.clock.now()
    return Stationery(letterhead_row(source), place_and_date(source, now.date()), now)


def base_document(source: Source) -> bytes | None:
    """Return the Word file of our own letterhead, when one was chosen."""
    return _content(source, _ours(source).base_document_id)


def place_and_date(source: Source, day: date) -> str:
    """Write « Clisson, le 24 novembre 2026 »; « Le 24 novembre 2026 » when our town is not known."""
    town = _ours(source).town
    return f"{town}, le {date_long(day)}" if town else f"Le {date_long(day)}"


def signature(source: Source) -> SignatureBlock:
    """Return our signature: quality above, name below."""
    ours = _ours(source)
    quality = ours.signatory_title or "Direction générale des services"
    return SignatureBlock(capitalised(quality), ours.signatory_name)


def _ours(source: Source) -> Letterhead:
    found = source.store.find(Letterhead)
    return found[0] if found else Letterhead(id="", organisation_id="")


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())


def _with_host(store: Store, host_id: str | None) -> tuple[str, ...]:
    """The commune that hosts; nothing when we host ourselves."""
    host = store.get(Organisation, host_id) if host_id else None
    if host is None or host.kind is not OrganisationKind.COMMUNE:
        return ()
    return (f"avec la commune {of_organisation(host.name, host.article, host.kind)}",)


def _content(source: Source, attachment_id: str | None) -> bytes | None:
    if attachment_id is None:
        return None
    return source.files.get(source.store.get(Attachment, attachment_id).sha256)
