"""Who acts and who pays today: communes as rows, competences as columns, with the most frequent answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dgsdesk.application.desk import View
from dgsdesk.application.membership import communes_on
from dgsdesk.application.registers import epci_word
from dgsdesk.domain.grey_zone import GreyZone, Holder, Practice
from dgsdesk.domain.network import Organisation


@dataclass(frozen=True)
class MatrixColumn:
    """A competence: ``label`` is short enough for a header, ``full`` the whole of it."""

    code: str
    label: str
    full: str
    usual_acts: str
    usual_pays: str


@dataclass(frozen=True)
class PracticeCell:
    """Who acts and who pays; ``differs`` when both are known and are not the same."""

    acts: Holder
    pays: Holder

    @property
    def differs(self) -> bool:
        return Holder.UNKNOWN not in (self.acts, self.pays) and self.acts is not self.pays

    @property
    def unknown(self) -> bool:
        return Holder.UNKNOWN in (self.acts, self.pays)


@dataclass(frozen=True)
class MatrixRow:
    """A commune with one cell per competence."""

    organisation_id: str
    commune: str
    cells: tuple[PracticeCell, ...]


@dataclass(frozen=True)
class Matrix:
    """Who acts and who pays, communes as rows; the sentences stand above it."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    epci: str

    @property
    def differing(self) -> int:
        """How many communes have a competence where who acts does not pay."""
        return sum(any(cell.differs for cell in row.cells) for row in self.rows)

    @property
    def to_ask(self) -> int:
        """How many communes have not answered everything."""
        return len(self.rows_to_ask)

    @property
    def rows_to_ask(self) -> tuple[MatrixRow, ...]:
        """The communes that have not answered everything."""
        return tuple(row for row in self.rows if any(cell.unknown for cell in row.cells))


def matrix_of(view: View, zone: GreyZone) -> Matrix:
    """Return the matrix of a case, with the communes of today."""
    communes = communes_on(view.store, view.clock.today())
    practices = {
        (p.organisation_id, p.competence): p for p in view.store.find(Practice, grey_zone_id=zone.id)
    }
    rows = tuple(_row(commune, zone.competences, practices) for commune in communes)
    epci = epci_word(view.network())
    labels = competence_labels(view)
    columns = tuple(
        MatrixColumn(
            code=code,
            label=short_label(labels.get(code, code)),
            full=labels.get(code, code),
            usual_acts=_usual([row.cells[at].acts for row in rows], epci),
            usual_pays=_usual([row.cells[at].pays for row in rows], epci),
        )
        for at, code in enumerate(zone.competences)
    )
    return Matrix(columns, rows, epci)


def _row(
    commune: Organisation, codes: tuple[str, ...], practices: dict[tuple[str, str], Practice]
) -> MatrixRow:
    nothing = PracticeCell(Holder.UNKNOWN, Holder.UNKNOWN)
    found = [practices.get((commune.id, code)) for code in codes]
    cells = tuple(PracticeCell(p.acts, p.pays) if p else nothing for p in found)
    return MatrixRow(commune.id, commune.name, cells)


def holder_label(holder: Holder, epci: str) -> str:
    """Return the answer as a cell shows it: « Agglo », « Commune », « Partagé », « à demander »."""
    words = {Holder.EPCI: epci, Holder.COMMUNE: "Commune", Holder.SHARED: "Partagé"}
    return words.get(holder, "à demander")


def _usual(answers: list[Holder], epci: str) -> str:
    """The most frequent answer with its count; nothing while nobody has answered."""
    order = list(Holder)
    known = Counter(answer for answer in answers if answer is not Holder.UNKNOWN)
    if not known:
        return ""
    best = max(known, key=lambda answer: (known[answer], -order.index(answer)))
    return f"{holder_label(best, epci)} : {known[best]}"


def short_label(label: str) -> str:
    """Cut a competence's label at its first comma, colon or parenthesis, for a header."""
    for mark in (" (", " :", "\u00a0:", ",", " ;", "\u202f;"):
        label = label.split(mark)[0]
    return label


def competence_labels(view: View) -> dict[str, str]:
    """Return code -> label, as the EPCI's type knows the competences."""
    network = view.network()
    rows = view.reference.competences(network.epci_type) if network else []
    return {row.code: row.label for row in rows}
