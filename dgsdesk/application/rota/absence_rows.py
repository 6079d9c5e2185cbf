"""When communes cannot host, for the page: bars on the months, and one sentence for each absence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.ports.store import Store
from dgsdesk.domain.host_rota import BlackoutKind, HostBlackout, HostExemption
from dgsdesk.domain.wording import date_long, day_and_month


@dataclass(frozen=True)
class BlackoutBar:
    """Days on which a commune cannot host, both ends included, and why in a word or two."""

    id: str
    starts: date
    ends: date
    reason: str


@dataclass(frozen=True)
class AbsenceRow:
    """One blackout or exemption, in a sentence."""

    id: str
    words: str
    exempts: bool = False


@dataclass(frozen=True)
class Absences:
    """All that keeps one commune from hosting."""

    bars: tuple[BlackoutBar, ...] = ()
    rows: tuple[AbsenceRow, ...] = ()


def absences(store: Store, first: date, last: date) -> dict[str, Absences]:
    """Return organisation id -> its absences, the bars between two days."""
    bars: dict[str, list[BlackoutBar]] = {}
    rows: dict[str, list[AbsenceRow]] = {}
    for blackout in store.find(HostBlackout):
        bars.setdefault(blackout.organisation_id, []).extend(_bars(blackout, first, last))
        words = _with(blackout_words(blackout), blackout.reason)
        rows.setdefault(blackout.organisation_id, []).append(AbsenceRow(blackout.id, words))
    for one in store.find(HostExemption):
        bar = BlackoutBar(one.id, one.starts, min(one.ends or last, last), one.reason or "exemptée")
        if bar.starts <= bar.ends:
            bars.setdefault(one.organisation_id, []).append(bar)
        words = _with(exemption_words(one), one.reason)
        rows.setdefault(one.organisation_id, []).append(AbsenceRow(one.id, words, exempts=True))
    return {
        organisation_id: Absences(tuple(bars.get(organisation_id, ())), tuple(found))
        for organisation_id, found in rows.items()
    }


def _bars(blackout: HostBlackout, first: date, last: date) -> Iterator[BlackoutBar]:
    for starts, ends in blackout.periods(first, last):
        yield BlackoutBar(blackout.id, starts, ends, blackout.reason)


def _with(words: str, reason: str) -> str:
    return f"{words}, {reason}" if reason else words


def blackout_words(blackout: HostBlackout) -> str:
    """Say when: « Indisponible chaque année du 1er juillet au 31 août », « Pas avant le 1er mars 2027 »."""
    if blackout.kind is BlackoutKind.NOT_BEFORE:
        return f"Pas avant le {date_long(blackout.ends + timedelta(days=1))}"
    if blackout.kind is BlackoutKind.YEARLY:
        days = f"du {day_and_month(blackout.starts)} au {day_and_month(blackout.ends)}"
        return f"Indisponible chaque année {days}"
    if blackout.starts == blackout.ends:
        return f"Indisponible le {date_long(blackout.starts)}"
    return f"Indisponible du {date_long(blackout.starts)} au {date_long(blackout.ends)}"


def exemption_words(exemption: HostExemption) -> str:
    """Say for how long."""
    if exemption.ends is None:
        return f"Exemptée depuis le {date_long(exemption.starts)}, sans fin"
    return f"Exemptée du {date_long(exemption.starts)} au {date_long(exemption.ends)}"
