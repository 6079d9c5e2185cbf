from __future__ import annotations

from datetime import date

import pytest

from dgsdesk.application.circle.deadlines import deadline
from dgsdesk.domain.errors import BadInput


def test_the_deadline_of_the_study() -> None:
    row = deadline(date(2026, 11, 24), 8, "calendaire", "metropole")
    assert (row.last_day, row.approved_on) == (date(2026, 12, 2), date(2026, 12, 3))
    assert row.sentence == (
        "envoyé le mardi 24\u00a0novembre 2026, huit jours calendaires\u00a0: observations jusqu’au mercredi "
        "2\u00a0décembre 2026 inclus, réputé approuvé le jeudi 3\u00a0décembre 2026 à 0\u00a0h"
    )


def test_an_unknown_way_of_counting_is_refused() -> None:
    with pytest.raises(BadInput, match="counting_mode"):
        deadline(date(2026, 11, 24), 8, "semaine", "metropole")
