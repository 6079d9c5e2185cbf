"""Texts « à rattacher »: put at a place in the minutes, made an observation, or set aside; all are kept."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.minutes.discussed import tell_discussed
from dgsdesk.application.minutes.holding import writable_meeting
from dgsdesk.application.returned.take import write_text
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.minutes import MinutesEntry, Observation, ObservationWay, Unplaced, UnplacedFate
from dgsdesk.domain.richtext import RichText, plain_text

add_sentences(
    {
        "unplaced_settled": (
            "Ce texte à rattacher a déjà trouvé sa place, ou il a été écarté.",
            "Annulez ce qui en a été fait pour le reprendre. Rien n’a été changé.",
        ),
        "placed_elsewhere": (
            "Ce point appartient à une autre réunion.",
            "Choisissez un point de cette réunion. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class PlaceUnplaced(Command[None]):
    """Attach a text to an item, before block ``place`` of what was said there, negative for its end."""

    unplaced_id: str
    item_id: str
    place: int = -1


@dataclass(frozen=True)
class ObserveUnplaced(Command[str]):
    """Make an observation of a text « à rattacher », to be answered when the draft is read over."""

    unplaced_id: str


@dataclass(frozen=True)
class DropUnplaced(Command[None]):
    """Set a text « à rattacher » aside; it is kept, and the same file does not bring it again."""

    unplaced_id: str


@handles(PlaceUnplaced, "Texte rattaché à « {title} »")
def place_unplaced(act: Act, command: PlaceUnplaced) -> None:
    unplaced = _waiting(act, command.unplaced_id)
    item = act.store.get(AgendaItem, command.item_id)
    if item.meeting_id != unplaced.meeting_id:
        raise BadInput("placed_elsewhere")
    act.tell(title=shortened(item.title))
    entries = act.store.find(MinutesEntry, item_id=item.id)
    blocks = entries[0].text.blocks if entries else ()
    at = len(blocks) if command.place < 0 else min(command.place, len(blocks))
    text = RichText((*blocks[:at], *unplaced.text.blocks, *blocks[at:]))
    write_text(act, item.meeting_id, item.id, text)
    tell_discussed(act, item)
    unplaced.fate = UnplacedFate.PLACED


def _waiting(act: Act, unplaced_id: str) -> Unplaced:
    unplaced = act.store.get(Unplaced, unplaced_id)
    writable_meeting(act, unplaced.meeting_id)
    if unplaced.fate is not UnplacedFate.WAITING:
        raise RuleBroken("unplaced_settled")
    return unplaced


@handles(ObserveUnplaced, "Texte à rattacher noté comme observation : {short}")
def observe_unplaced(act: Act, command: ObserveUnplaced) -> str:
    unplaced = _waiting(act, command.unplaced_id)
    said = plain_text(unplaced.text)
    act.tell(short=shortened(said))
    positions = [one.position for one in act.store.find(Observation, meeting_id=unplaced.meeting_id)]
    observation = Observation(
        id=act.new_id(),
        meeting_id=unplaced.meeting_id,
        position=1 + max(positions, default=0),
        author=unplaced.source,
        received_on=act.today,
        text=said,
        way=ObservationWay.WORD,
    )
    act.store.add(observation)
    unplaced.fate = UnplacedFate.OBSERVED
    return observation.id


@handles(DropUnplaced, "Texte à rattacher écarté : {short}")
def drop_unplaced(act: Act, command: DropUnplaced) -> None:
    unplaced = _waiting(act, command.unplaced_id)
    act.tell(short=shortened(plain_text(unplaced.text)))
    unplaced.fate = UnplacedFate.SET_ASIDE
