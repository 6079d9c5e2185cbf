"""The register of grey zones: a table of all, then each case with what was settled and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    Part,
    Title,
)
from dgsdesk.application.documents.stationery import Stationery, headed_document
from dgsdesk.domain.grey_zone import GreyZoneState
from dgsdesk.domain.richtext import Heading, Run, paragraph
from dgsdesk.domain.wording import NBSP, capitalised, plural, uncapitalised

STATE_WORDS = {
    GreyZoneState.RAISED: "soulevée",
    GreyZoneState.EXAMINED: "examinée",
    GreyZoneState.SETTLED: "réglée",
    GreyZoneState.CLOSED: "classée",
    GreyZoneState.REOPENED: "rouverte",
}
"""How a paper says where a case stands."""

_GROUPS = (
    ("Zones réglées", (GreyZoneState.SETTLED,)),
    ("Zones à l’étude", (GreyZoneState.REOPENED, GreyZoneState.EXAMINED, GreyZoneState.RAISED)),
    ("Zones classées", (GreyZoneState.CLOSED,)),
)
_COLUMNS = (Column("Nº", 0.5), Column("Zone grise", 4.6), Column("État", 1.1), Column("À réviser le", 1.9))


@dataclass(frozen=True)
class ZoneRecord:
    """A case as it is printed; what is empty is left out."""

    title: str
    state: GreyZoneState
    kind: str
    question: str
    competences: tuple[str, ...]
    texts: str
    practices: tuple[str, ...]
    positions: tuple[str, ...]
    options: tuple[str, ...]
    solution: str
    adopted: str
    review: str
    examined: tuple[str, ...]


def grey_zones_document(head: Stationery, records: Sequence[ZoneRecord]) -> Document:
    """Compose the register; ``records`` come in the order in which they are numbered."""
    settled = sum(one.state is GreyZoneState.SETTLED for one in records)
    subtitle = plural(len(records), "zone grise", "zones grises")
    if settled:
        subtitle += f", dont {plural(settled, 'réglée', 'réglées')}"
    return headed_document(
        head,
        DocumentKind.GREY_ZONES,
        Title("Registre des zones grises", f"{subtitle}, au {head.day}"),
        _body(records),
        subject=subtitle,
        footer=f"Registre des zones grises – {head.day}",
        identifier=head.of_the_day("grey-zones"),
    )


def _body(records: Sequence[ZoneRecord]) -> Iterator[Part]:
    if not records:
        yield paragraph("Le registre est vide.")
        return
    numbered = list(enumerate(records, start=1))
    rows = tuple((str(at), one.title, STATE_WORDS[one.state], one.review) for at, one in numbered)
    yield GridTable(_COLUMNS, rows, "Zones grises")
    for title, states in _GROUPS:
        within = [(at, one) for at, one in numbered if one.state in states]
        if within:
            yield Heading((Run(title),), 1)
        for at, one in within:
            yield Heading((Run(f"{at}. {one.title}"),), 2)
            yield KeyValueTable(tuple(_facts(one)), ruled=True, caption=one.title)


def _facts(one: ZoneRecord) -> Iterator[Fact]:
    if one.solution:
        adopted = f"\n(adoptée {_le(one.adopted)})" if one.adopted else ""
        yield Fact("Solution adoptée", (Run(one.solution, bold=True), Run(adopted)))
    yield from _given(
        ("Question", one.question),
        ("État", f"{capitalised(STATE_WORDS[one.state])} – {uncapitalised(one.kind)}"),
        ("Compétences", "\n".join(one.competences)),
        ("Textes", capitalised(one.texts)),
        ("Qui fait quoi", "\n".join(one.practices)),
        ("Positions", "\n".join(one.positions)),
        ("Options", _listed(one.options)),
        ("À réviser le", one.review),
        ("Examinée", "\n".join(one.examined)),
    )


def _listed(options: Sequence[str]) -> str:
    return options[0] if len(options) == 1 else "\n".join(f"–{NBSP}{option}" for option in options)


def _le(adopted: str) -> str:
    return adopted if adopted.startswith("à ") else f"le {adopted}"


def _given(*facts: tuple[str, str]) -> Iterator[Fact]:
    for label, value in facts:
        if value:
            yield Fact(label, value)
