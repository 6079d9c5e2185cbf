"""Values in words: the history says a state as the pages do."""

from __future__ import annotations

import pytest

from dgsdesk.application.history.words import value_words
from dgsdesk.domain.arrival import ArrivalState
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import HostRule
from dgsdesk.domain.grey_zone import GreyZoneState
from dgsdesk.domain.network import PostStatus, Role


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (GreyZoneState.RAISED, "soulevée"),
        (GreyZoneState.CLOSED, "classée"),
        (ArrivalState.SET_ASIDE, "mise de côté"),
        (PostStatus.HELD, "en poste"),
        (HostRule.ROTATION, "les communes membres, à tour de rôle"),
        (Audience.DIRECTORS, "DGS seuls"),
        (Role.DGS, "DGS"),
    ],
)
def test_a_state_is_said_as_on_its_page_and_initials_stay(value: object, said: str) -> None:
    assert value_words(value, "state") == said
