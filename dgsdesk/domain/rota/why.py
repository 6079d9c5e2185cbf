"""« Pourquoi nous ? »: one French sentence with its figures for each turn, and what the next best would cost.

The product's only place for these sentences. They never name a preposition before a commune that would have
to merge with its article (« à Le Pallet »).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dgsdesk.domain.rota.debt import TURN
from dgsdesk.domain.rota.eligibility import bits
from dgsdesk.domain.rota.options import Option
from dgsdesk.domain.rota.outcome import Alternative
from dgsdesk.domain.rota.standing import Standing
from dgsdesk.domain.wording import NBSP, THIN, cardinal, date_long, join_and, number, plural

_NAMED = 3
"""How many communes a sentence names before it counts."""

_NEVER = ("sans avoir encore accueilli", "n’a encore jamais accueilli")
"""The same said of a host, and as its verb."""


@dataclass(frozen=True, slots=True)
class _Wait:
    """Since when a host waits, in words, and whether it ever hosted."""

    start: date
    words: str
    hosted: bool

    def as_verb(self) -> str:
        """Return the words that follow the host's name."""
        return f"attend {self.words}" if self.hosted else self.words.replace(*_NEVER)


class Reasons:
    """The sentences of a settled plan."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.figures = standing.figures
        self.slots = standing.figures.problem.slots
        self.labels = [host.label for host in self.figures.hosts]

    def why(self, slot: int, next_best: Sequence[Option]) -> str:
        """Return why this host has this slot."""
        host = self.standing.chosen[slot]
        assert host is not None
        if self.figures.locked[slot] is not None:
            words = "par un choix fixé ou un échange convenu"
            return f"{self.labels[host]} accueille le {self._day(slot)} {words}."
        others = self.figures.takers[slot] & ~(1 << host)
        if not others:
            return self._alone(slot, host)
        return f"{self._waiting(slot, host, others)}{THIN}; {self._decisive(slot, host, next_best)}."

    def instead(self, slot: int, next_best: Sequence[Option]) -> tuple[Alternative, ...]:
        """Return the next best hosts with what each would cost."""
        return tuple(
            Alternative(self.figures.hosts[option.host].id, self._cost_sentence(slot, option))
            for option in next_best
        )

    def _day(self, slot: int) -> str:
        return date_long(self.slots[slot])

    def _alone(self, slot: int, host: int) -> str:
        count = len(self.labels)
        of_all = "commune du tour d’accueil" if count == 1 else f"des {number(count)}{NBSP}communes"
        return (
            f"{self.labels[host]} {self._waits[slot][host].as_verb()} et est la seule {of_all} "
            f"à pouvoir accueillir le {self._day(slot)}."
        )

    @cached_property
    def _waits(self) -> list[list[_Wait]]:
        """Return, slot by slot, since when each host waits: its last turn, planned or held, or its entry."""
        now = [self._wait_before(host) for host in range(len(self.labels))]
        found = []
        for slot, host in zip(self.slots, self.standing.chosen, strict=True):
            found.append(list(now))
            if host is not None:
                now[host] = _Wait(slot, f"depuis le {date_long(slot)}", hosted=True)
        return found

    def _wait_before(self, host: int) -> _Wait:
        last, joined = self.figures.last[host], self.figures.hosts[host].member_from
        if last is not None:
            return _Wait(last, f"depuis le {date_long(last)}", hosted=True)
        if joined is None:
            return _Wait(date.min, _NEVER[0], hosted=False)
        return _Wait(joined, f"{_NEVER[0]} depuis son entrée le {date_long(joined)}", hosted=False)

    def _waiting(self, slot: int, host: int, others: int) -> str:
        """Say how long the host has waited, against the others that are available that day."""
        everybody = self._waits[slot]
        own, waits = everybody[host], {other: everybody[other] for other in bits(others)}
        longer = [other for other, wait in waits.items() if wait.start < own.start]
        same = [other for other, wait in waits.items() if wait.start == own.start]
        opening = f"{self.labels[host]} {own.as_verb()}"
        if longer:
            return f"{opening} alors que {self._outwaited(slot, host, longer, waits)}"
        rest = len(waits) - len(same)
        if same:
            opening += f", à égalité d’attente avec {self._names(same)}"
        if not rest:
            return opening
        comma = "," if same or own.hosted else ""
        link = comma + (" et" if same or not own.hosted else "") + ("" if own.hosted else " attend")
        return f"{opening}{link} plus longtemps que {_the_others(rest)}"

    def _outwaited(self, slot: int, host: int, longer: Sequence[int], waits: dict[int, _Wait]) -> str:
        """Name who waits longer, and why it does not have this turn."""
        oldest = min(longer, key=lambda other: (waits[other].start, other))
        since, kept_back = waits[oldest].words, self._kept_back(slot, host, oldest)
        if len(longer) == 1:
            return f"{self.labels[oldest]}, {kept_back}, attend depuis plus longtemps ({since})"
        more = plural(len(longer), "commune disponible attend", "communes disponibles attendent")
        return f"{more} depuis plus longtemps, dont {self.labels[oldest]} ({since}), {kept_back}"

    def _kept_back(self, slot: int, host: int, oldest: int) -> str:
        later = [own for own in self.standing.slots_of[oldest] if own > slot]
        if later:
            return f"qui accueille le {self._day(later[0])}"
        before, left = self.standing.left[host] + TURN, self.standing.left[oldest]
        if left < before:
            return f"qui doit moins ({_turns(left)} contre {_turns(before)})"
        return f"qui doit autant ({_turns(left)})"

    def _decisive(self, slot: int, host: int, next_best: Sequence[Option]) -> str:
        """Say at which level the host comes before the next best one."""
        best = next_best[0]
        cost, rival = best.cost, self.labels[best.host]
        if not any(cost):
            return self._tie(slot, host)
        if cost.fairness:
            owed, left = self.standing.left[host] + TURN, self.standing.left[best.host]
            return f"avant ce tour, elle doit {_turns(owed)}, contre {_turns(left)} pour {rival}, la suivante"
        if cost.changes:
            turns = plural(cost.changes, "tour publié", "tours publiés")
            return f"le programme annoncé est respecté{NBSP}: {rival} ce jour-là changerait {turns}"
        if cost.order:
            tied = self._tied_at_the_start(host, best.host)
            return f"dans l’ordre d’attente{tied}, {rival} ce jour-là ajouterait {_strays(cost.order)}"
        here, there = _km(self.figures.distances[host]), _km(self.figures.distances[best.host])
        return (
            f"à égalité pour le reste, elle est à {here} des autres en moyenne, contre {there} pour {rival}"
        )

    def _tied_at_the_start(self, host: int, rival: int) -> str:
        """Say that the waiting order itself rests on ids, when the two waited alike before the plan."""
        if self._wait_before(host).start != self._wait_before(rival).start:
            return ""
        return f" (ex æquo avec {self.labels[rival]}, {self._by_ids([host, rival])})"

    def _by_ids(self, hosts: Sequence[int]) -> str:
        ids = join_and([self.figures.hosts[host].id for host in sorted(hosts)])
        return f"départagées par l’ordre de leurs codes{NBSP}: {ids}"

    def _tie(self, slot: int, host: int) -> str:
        equals = [other for other in bits(self.standing.equals[slot]) if other != host]
        by_ids = self._by_ids([host, *equals[:_NAMED]])
        return f"ex æquo avec {self._names(equals)}, {by_ids}, le plus petit à la première date"

    def _names(self, hosts: Sequence[int]) -> str:
        named = [self.labels[host] for host in hosts[:_NAMED]]
        if len(hosts) > _NAMED:
            named.append(plural(len(hosts) - _NAMED, "autre", "autres"))
        return join_and(named)

    def _cost_sentence(self, slot: int, option: Option) -> str:
        name = self.labels[option.host]
        if option.chain:
            return f"{name} conviendrait aussi bien, en déplaçant plusieurs tours."
        how = f"{name} à la place"
        if option.exchange is not None:
            how = f"{name}, en échange de son tour du {self._day(option.exchange)}"
        if not any(option.cost):
            return f"{how}{NBSP}: sans rien perdre."
        return f"{how}{NBSP}: {join_and(self._losses(slot, option))}."

    def _losses(self, slot: int, option: Option) -> list[str]:
        cost, losses = option.cost, []
        if cost.fairness:
            losses.append(self._imbalance(slot, option.host))
        if cost.changes:
            losses.append(_signed(cost.changes, "tour publié changé", "tours publiés changés"))
        if cost.order:
            losses.append(f"{_signed(cost.order, 'réunion', 'réunions')} d’écart à l’ordre d’attente")
        if cost.distance:
            sign = "+" if cost.distance > 0 else ""
            losses.append(f"{sign}{_km(cost.distance)} de distance moyenne")
        return losses

    def _imbalance(self, slot: int, other: int) -> str:
        host = self.standing.chosen[slot]
        assert host is not None
        mine, theirs = self.standing.left[host] + TURN, self.standing.left[other] - TURN
        return (
            f"équité moindre, soldes de {_turns(theirs)} pour {self.labels[other]} "
            f"et de {_turns(mine)} pour {self.labels[host]}"
        )


def _the_others(count: int) -> str:
    if count == 1:
        return "l’autre commune disponible ce jour-là"
    return f"les {cardinal(count)} autres communes disponibles ce jour-là"


def _turns(hundredths: int) -> str:
    return f"{number(hundredths / TURN, 2)}{NBSP}{'tour' if abs(hundredths) < 2 * TURN else 'tours'}"


def _strays(count: int) -> str:
    return plural(count, "réunion", "réunions") + " d’écart"


def _signed(count: int, one: str, several: str) -> str:
    return ("+" if count > 0 else "") + plural(count, one, several)


def _km(tenths: int) -> str:
    return f"{number(tenths / 10, 1)}{NBSP}km"
