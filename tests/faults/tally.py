"""What a staged fault came to: how often it was tried, survived and lost, and what was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Tally:
    """One line of the table; ``lost`` counts the trials after which anything at all was wrong."""

    fault: str
    how: str
    tried: int = 0
    lost: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    remark: str = ""

    @property
    def survived(self) -> int:
        return self.tried - self.lost

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
        return f"| {self.fault} | {how} | {self.tried} | {self.survived} | {self.lost} |"


HEAD = "| fault | staged how | tried | survived | lost |\n|---|---|---|---|---|"
