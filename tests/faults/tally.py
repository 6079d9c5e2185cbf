"""What a staged fault came to: how often it was tried, survived and lost, and what was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace


@dataclass
class Tally:
    """One line of the table; ``lost`` counts the trials after which anything at all was wrong.

    ``work`` is what the fault struck, empty where it strikes no particular one.
    """

    fault: str
    how: str
    work: str = ""
    tried: int = 0
    lost: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    remark: str = ""

    @property
    def survived(self) -> int:
        return self.tried - self.lost

    def __add__(self, other: Tally) -> Tally:
        """Return the trials of two works together."""
        notes = self.notes + other.notes
        return Tally(self.fault, self.how, "", self.tried + other.tried, self.lost + other.lost, notes)

    def named(self, fault: str) -> Tally:
        """Return the same under another name."""
        return replace(self, fault=fault)

    def add(self, wrong: Iterable[str], about: object = "") -> None:
        """Count one trial with what was found wrong after it."""
        self.tried += 1
        found = list(wrong)
        if found:
            self.lost += 1
            self.notes[f"{found[0][-400:]} ({about})" if about else found[0][-400:]] += 1

    def line(self) -> str:
        """Return the line of the table."""
        how = f"{self.how}; {self.remark}" if self.remark else self.how
        return f"| {self.fault} | {self.work} | {how} | {self.tried} | {self.survived} | {self.lost} |"


HEAD = "| fault | work | staged how | tried | survived | lost |\n|---|---|---|---|---|---|"


def matrix(tallies: Sequence[Tally], works: Sequence[str]) -> str:
    """Return a table of faults and works: how many trials were survived of how many."""
    faults = list(dict.fromkeys(one.fault for one in tallies if one.work))
    found: dict[tuple[str, str], Tally] = {}
    for one in tallies:
        key = one.fault, one.work
        found[key] = found[key] + one if key in found else one
    head = [f"| survived of tried | {' | '.join(works)} |", "|---" * (len(works) + 1) + "|"]
    cells = (
        [f"{here.survived}/{here.tried}" if (here := found.get((fault, work))) else "–" for work in works]
        for fault in faults
    )
    return "\n".join([*head, *(f"| {f} | {' | '.join(row)} |" for f, row in zip(faults, cells, strict=True))])
