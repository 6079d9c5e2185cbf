"""What each party holds of a grey zone, in its own words (product § 3.4)."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.membership import sort_key
from dgsdesk.application.ports.store import Store
from dgsdesk.application.registers import names_of, words_of
from dgsdesk.application.words import shortened
from dgsdesk.domain.grey_zone import GreyZone, Position
from dgsdesk.domain.network import Organisation


@dataclass(frozen=True)
class SetPosition(Command[None]):
    """Write what a party holds; an empty text takes its position away."""

    grey_zone_id: str
    organisation_id: str
    text: str


@dataclass(frozen=True)
class PositionLine:
    """The position of one party."""

    organisation_id: str
    organisation: str
    text: str


@handles(SetPosition, "Position de {party} notée sur « {title} »")
def set_position(act: Act, command: SetPosition) -> None:
    zone = act.store.get(GreyZone, command.grey_zone_id)
    party = act.store.get(Organisation, command.organisation_id)
    write_position(act, zone.id, party.id, words_of(command.text))
    act.tell(party=party.name, title=shortened(zone.title))


def write_position(act: Act, zone_id: str, organisation_id: str, text: str) -> None:
    """Keep a party's position, the only one that it has; nothing when the text is empty."""
    found = act.store.find(Position, grey_zone_id=zone_id, organisation_id=organisation_id)
    if not text:
        for position in found:
            act.store.remove(position)
    elif found:
        found[0].text = text
    else:
        act.store.add(
            Position(id=act.new_id(), grey_zone_id=zone_id, organisation_id=organisation_id, text=text)
        )


def positions_of(store: Store, zone_ids: set[str]) -> dict[str, tuple[PositionLine, ...]]:
    """Return zone id -> what the parties hold, by name."""
    found: dict[str, list[PositionLine]] = {}
    positions = store.find(Position, grey_zone_id=zone_ids)
    names = names_of(store) if positions else {}
    for one in positions:
        line = PositionLine(one.organisation_id, names.get(one.organisation_id, ""), one.text)
        found.setdefault(one.grey_zone_id, []).append(line)
    return {
        zone_id: tuple(sorted(lines, key=lambda line: (sort_key(line.organisation), line.organisation_id)))
        for zone_id, lines in found.items()
    }
