"""A remark as found in a file or a message, before it becomes an observation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.domain.minutes import Observation, ObservationWay
from dgsdesk.domain.proposal import Proposal, folded

NOTHING_PROPOSED = Proposal("", "")


@dataclass(frozen=True)
class Remark:
    """What somebody wrote, and where; ``author`` as written, empty when the source does not say.

    ``source`` names the file or message; ``sent_on`` is its own date, if it has one.
    """

    item_id: str | None
    author: str
    text: str
    proposal: Proposal = NOTHING_PROPOSED
    way: ObservationWay = ObservationWay.WORD
    source: str = ""
    address: str = ""
    sent_on: date | None = None


def remark_key(item_id: str | None, who: str, text: str, proposal: Proposal) -> tuple[object, ...]:
    """Return what two imports of the same remark share."""
    return (
        item_id,
        who,
        folded(text),
        folded(proposal.quote),
        folded(proposal.proposed),
        folded(proposal.before)[-16:],
        proposal.removes,
    )


def observation_key(one: Observation) -> tuple[object, ...]:
    """Return the same of an observation that was noted."""
    return remark_key(one.item_id, one.organisation_id or folded(one.author), one.text, one.proposal)
