"""What a commune answered about a grey zone: who acts, who pays, what it holds, in the lines of a message.

Pure reading of what people write: marks of quotation are passed over, an answer is read as people say it,
and what is not understood is left for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dgsdesk.domain.grey_zone import Holder

CODE = re.compile(r"\bZG-[0-9a-f]{8}\b")
"""What names a case in messages."""

ACTS = "Qui agit (commune, agglo ou partagé)"
PAYS = "Qui paie (commune, agglo ou partagé)"
POSITION = "Notre position"
ENDS = "Fin des réponses"
COMMUNE = "Commune"

LONGEST_POSITION = 2_000
"""Characters of a position that are kept; a longer one is a letter."""

_QUOTED = re.compile(r"^(?:[>|]\s?)+")
_NUMBERED = re.compile(r"^(\d{1,2})\s*[.)]\s*\S")
_ASKED = re.compile(r"^Qui (agit|paie)\b[^:]*:\s*(.+)$", re.I)
_COMMUNE = re.compile(rf"^{COMMUNE}\s*:\s*(.+)$", re.I)
_POSITION = re.compile(rf"^{POSITION}\s*:\s*(.*)$", re.I)
_HOLDERS = (
    (Holder.SHARED, re.compile(r"\b(?:partag|les deux|ensemble|moitié)", re.I)),
    (Holder.EPCI, re.compile(r"\b(?:agglo|interco|communauté|métropole|epci)", re.I)),
    (Holder.COMMUNE, re.compile(r"\b(?:commune|mairie|ville|nous)\b", re.I)),
)


@dataclass(frozen=True)
class Told:
    """Who acts or pays for the competence of a number (1, 2…), as the message asked it."""

    number: int
    acts: Holder = Holder.UNKNOWN
    pays: Holder = Holder.UNKNOWN


@dataclass(frozen=True)
class ZoneAnswer:
    """What an answer says: whose it is (as written), who acts and pays, what the commune holds."""

    commune: str = ""
    told: tuple[Told, ...] = ()
    position: str = ""

    def __bool__(self) -> bool:
        return bool(self.told or self.position)


def zone_code(grey_zone_id: str) -> str:
    """Return what names a case in messages."""
    return f"ZG-{grey_zone_id.replace('-', '')[:8]}"


def code_in(text: str) -> str:
    """Return the code of the case that a text names, empty for none."""
    found = CODE.search(text)
    return found.group() if found else ""


def read_answer(text: str) -> ZoneAnswer:
    """Read the lines of a message that were filled in, quoted or not."""
    commune, number = "", 0
    told: dict[int, dict[str, Holder]] = {}
    position: list[str] | None = None
    for line in (_QUOTED.sub("", one).replace("\u00a0", " ").strip() for one in text.splitlines()):
        if line.startswith(ENDS):
            break
        if position is not None:
            position.append(line)
        elif said := _POSITION.match(line):
            position = [said[1]]
        elif (said := _COMMUNE.match(line)) and not commune:
            commune = said[1].strip()
        elif said := _ASKED.match(line):
            holder = holder_in(said[2])
            if holder is not Holder.UNKNOWN and number:
                told.setdefault(number, {})["acts" if said[1].lower() == "agit" else "pays"] = holder
        elif numbered := _NUMBERED.match(line):
            number = int(numbered[1])
    held = "\n".join(position or ()).strip()[:LONGEST_POSITION]
    return ZoneAnswer(commune, tuple(Told(at, **found) for at, found in sorted(told.items())), held)


def holder_in(words: str) -> Holder:
    """Return who is meant, unknown where it is not clear."""
    return next((holder for holder, pattern in _HOLDERS if pattern.search(words)), Holder.UNKNOWN)
