"""How seats, meetings, folders and files are named, everywhere the same."""

from __future__ import annotations

from datetime import date

from dgsdesk.application.document import file_stem
from dgsdesk.application.membership import Member, members_on
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.network import Organisation, OrganisationKind
from dgsdesk.domain.wording import date_full, elided_of, of_commune, of_territory

FOLDER_LENGTH = 80
"""Characters that a folder's name may have, so that whole paths stay short enough for Windows."""

HOST_LENGTH = 40
"""Characters of the host's name in names of files."""

NAME_LENGTH = 120
"""Characters that a file's name may have, its extension included."""


def of_organisation(name: str, article: int, kind: OrganisationKind) -> str:
    """Write « de Clisson », « du Haillan », « du Pays de Pouzauges », « d’Angers Loire Métropole »."""
    return of_commune(name, article) if kind is OrganisationKind.COMMUNE else of_territory(name, article)


def of_somebody(store: Store, organisation_id: str | None, name: str) -> str:
    """Write « du Pallet » for a commune of the network, « d’Éden Prototype » for who else answers."""
    found = store.find(Organisation, id=organisation_id) if organisation_id else []
    if found and found[0].name == name:
        return of_organisation(name, found[0].article, found[0].kind)
    return elided_of(name)


def seat_name(member: Member) -> str:
    """Write « DGS de Clisson », « SGM de Boussay »: how a page says a seat, whoever holds it."""
    return f"{member.title} {of_organisation(member.organisation, member.article, member.kind)}"


def host_seat(store: Store, day: date, host_id: str | None) -> Member | None:
    """Return the seat of a host on a day; nothing without a host, or when it had left the network."""
    if host_id is None:
        return None
    return next((seat for seat in members_on(store, day) if seat.organisation_id == host_id), None)


def meeting_title(day: date) -> str:
    """Write « Réunion du mardi 8 décembre 2026 »."""
    return f"Réunion du {date_full(day)}"


def meeting_folder(day: date, host: Organisation | str | None) -> str:
    """Name the folder of a meeting's documents: « 2026-12-08_Clisson »; the host may be missing."""
    return file_stem(day, _host_words(host))[:FOLDER_LENGTH].rstrip("-_")


def file_name(
    day: date, host: Organisation | str | None, what: str, extension: str, version: str = ""
) -> str:
    """Name a document: « 2026-12-08_Clisson_projet-de-compte-rendu_v2.docx », at most 120 characters.

    ``extension`` comes without its dot; what Windows forbids in names is gone.
    """
    ending = f".{extension}"
    stem = file_stem(day, _host_words(host), what, version)
    return stem[: NAME_LENGTH - len(ending)].rstrip("-_") + ending


def _host_words(host: Organisation | str | None) -> str:
    name = host.name if isinstance(host, Organisation) else host or ""
    return name[:HOST_LENGTH]
