"""The host rota as JSON: problems in, plans in and out.

Reading is strict: a mistake raises BadInput with its place (``hosts[2].capacity``) before anything is
planned. Unknown keys are ignored, absent and null mean the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn, TypeVar

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.rota.outcome import (
    Alternative,
    BrokenLock,
    HostShare,
    Objective,
    Plan,
    PlannedTurn,
    Unfilled,
)
from dgsdesk.domain.rota.problem import Blackout, HostSpec, Period, Problem, Turn

MOST_SLOTS = 2_000
"""More slots than this are refused."""

_MOST = 1_000_000
"""Counts and debts beyond this are typing mistakes, and are refused."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half characters, which no file can hold."""

Thing = TypeVar("Thing")


def problem_from_json(text: str) -> Problem:
    """Read a problem; raise BadInput with its place when it makes no sense."""
    root = _Object(_parsed(text), "")
    slots = tuple(root.each("slots", _day, required=True))
    problem = Problem(
        hosts=tuple(root.each("hosts", _host, required=True)),
        slots=slots,
        past=tuple(root.each("past", _turn)),
        expected=root.count("expected") or 0,
        window=_or(root.count("window"), 2),
        blackouts=tuple(root.each("blackouts", _blackout)),
        locked=tuple(root.each("locked", _turn)),
        published=tuple(root.each("published", _turn)),
    )
    _check_slots(slots)
    _check_references(problem)
    return problem


def plan_from_json(text: str) -> Plan:
    """Read a plan, as ``plan_to_json`` writes it; sentences may be absent. Raise BadInput with its place."""
    root = _Object(_parsed(text), "")
    return Plan(
        turns=tuple(root.each("turns", _planned_turn, required=True)),
        unfilled=tuple(root.each("unfilled", _unfilled)),
        broken_locks=tuple(root.each("broken_locks", _broken_lock)),
        objective=_objective(root.child("objective")),
        proven_levels=_or(root.count("proven_levels"), 0),
        fairness=tuple(root.each("fairness", _share)),
    )


def plan_to_json(plan: Plan) -> str:
    """Write a plan as one JSON document."""
    document = {
        "turns": [
            {
                "slot": turn.slot.isoformat(),
                "host": turn.host,
                "why": turn.why,
                "locked": turn.locked,
                "instead": [{"host": other.host, "why": other.why} for other in turn.instead],
            }
            for turn in plan.turns
        ],
        "unfilled": [{"slot": gap.slot.isoformat(), "why": gap.why} for gap in plan.unfilled],
        "broken_locks": [
            {"slot": lock.slot.isoformat(), "host": lock.host, "why": lock.why} for lock in plan.broken_locks
        ],
        "objective": {
            "unfilled": plan.objective.unfilled,
            "fairness": plan.objective.fairness,
            "changes": plan.objective.changes,
            "order": plan.objective.order,
            "distance": plan.objective.distance,
        },
        "proven_levels": plan.proven_levels,
        "fairness": [
            {
                "host": share.host,
                "turns": share.turns,
                "owed": _number(share.owed),
                "debt": _number(share.debt),
            }
            for share in plan.fairness
        ],
    }
    return json.dumps(document, ensure_ascii=False)


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


# ---------------------------------------------------------------------------------------------- reading


def _parsed(text: str) -> object:
    def constant(name: str) -> NoReturn:
        raise BadInput("json_number", value=name)

    try:
        return json.loads(text, parse_float=Decimal, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise BadInput("json_syntax", f"{error.lineno}:{error.colno}", line=error.lineno) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise BadInput("json_syntax") from error


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


class _Object:
    """A JSON object and the place where it stands."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise BadInput("object_expected", where)
        self.values = value
        self.where = where

    def at(self, key: str) -> str:
        """Return the place of a key."""
        return f"{self.where}.{key}" if self.where else key

    def child(self, key: str) -> _Object:
        """Return the object below a key."""
        return _Object(self.values.get(key), self.at(key))

    def each(
        self, key: str, read: Callable[[object, str], Thing], *, required: bool = False
    ) -> Iterable[Thing]:
        """Read each element of the list below a key."""
        values = self.values.get(key)
        if values is None and not required:
            return []
        if values is None:
            raise BadInput("missing", self.at(key))
        if not isinstance(values, list):
            raise BadInput("list_expected", self.at(key))
        return [read(value, f"{self.at(key)}[{index}]") for index, value in enumerate(values)]

    def text(self, key: str) -> str:
        """Return the text below a key, or nothing."""
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str) or _SURROGATE.search(value):
            raise BadInput("text_expected", self.at(key))
        return value

    def name(self, key: str) -> str:
        """Return the text below a key; it must say something."""
        value = self.text(key)
        if not value.strip():
            raise BadInput("missing", self.at(key))
        return value

    def count(self, key: str) -> int | None:
        """Return the whole number, not negative, below a key."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadInput("whole_number_expected", self.at(key))
        if not 0 <= value <= _MOST:
            raise BadInput("number_out_of_range", self.at(key), least=0, most=_MOST)
        return value

    def number(self, key: str, most: int) -> Decimal | None:
        """Return the number below a key, at most ``most`` either side of zero, exactly as written."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise BadInput("number_expected", self.at(key))
        number = Decimal(value) if isinstance(value, int) and abs(value) <= _MOST else value
        if not isinstance(number, Decimal) or number.copy_abs() > most or _decimals(number) > _FINEST:
            raise BadInput("number_out_of_range", self.at(key), least=-most, most=most)
        return number

    def day(self, key: str, *, required: bool = False) -> date | None:
        """Return the day below a key."""
        value = self.values.get(key)
        if value is None and not required:
            return None
        return _day(value, self.at(key))

    def flag(self, key: str) -> bool:
        """Return the truth value below a key, false when absent."""
        value = self.values.get(key)
        if not isinstance(value, bool | None):
            raise BadInput("truth_value_expected", self.at(key))
        return bool(value)


_FINEST = 30
"""Numbers with more decimals than this are refused: they would only cost memory."""


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else _FINEST + 1


def _day(value: object, where: str) -> date:
    if value is None:
        raise BadInput("missing", where)
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise BadInput("date_expected", where, value=str(value)[:40])
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadInput("no_such_date", where, value=value) from error


def _host(value: object, where: str) -> HostSpec:
    fields = _Object(value, where)
    member_from, member_to = fields.day("member_from"), fields.day("member_to")
    if member_from and member_to and member_from > member_to:
        raise BadInput("empty_period", fields.at("member_to"), start=member_from, end=member_to)
    latitude, longitude = fields.number("lat", 90), fields.number("lon", 180)
    if (latitude is None) != (longitude is None):
        raise BadInput("half_place", where)
    return HostSpec(
        id=fields.name("id"),
        name=fields.text("name"),
        capacity=fields.count("capacity"),
        lat=None if latitude is None else float(latitude),
        lon=None if longitude is None else float(longitude),
        member_from=member_from,
        member_to=member_to,
        exempt=tuple(fields.each("exempt", _period)),
        debt=Fraction(fields.number("debt", _MOST) or 0),
        last_turn=fields.day("last_turn"),
    )


def _period(value: object, where: str) -> Period:
    fields = _Object(value, where)
    start, end = _bound(fields, "from"), _bound(fields, "to")
    if start > end:
        raise BadInput("empty_period", fields.at("to"), start=start, end=end)
    return Period(start, end)


def _bound(fields: _Object, key: str) -> date:
    if fields.values.get(key) is None:
        raise BadInput("endless_period", fields.at(key))
    return _day(fields.values[key], fields.at(key))


def _turn(value: object, where: str) -> Turn:
    fields = _Object(value, where)
    return Turn(_slot(fields), fields.name("host"))


def _slot(fields: _Object) -> date:
    return _day(fields.values.get("slot"), fields.at("slot"))


def _blackout(value: object, where: str) -> Blackout:
    fields = _Object(value, where)
    return Blackout(fields.name("host"), _period(value, where), fields.text("reason"))


def _check_slots(slots: tuple[date, ...]) -> None:
    if len(slots) > MOST_SLOTS:
        raise BadInput("too_many_slots", "slots", count=len(slots), most=MOST_SLOTS)
    for index in range(1, len(slots)):
        if slots[index] == slots[index - 1]:
            raise BadInput("duplicate_slot", f"slots[{index}]", slot=slots[index])
        if slots[index] < slots[index - 1]:
            raise BadInput("slots_not_ascending", f"slots[{index}]", slot=slots[index])


def _check_references(problem: Problem) -> None:
    """Check that every id and slot named elsewhere exists, and that nothing is said twice."""
    known = set(_once("hosts", "duplicate_host", (host.id for host in problem.hosts)))
    slots = set(problem.slots)
    _check_known("locked", problem.locked, known)
    _check_known("published", problem.published, known)
    _check_known("blackouts", problem.blackouts, known)
    for index, turn in enumerate(problem.locked):
        if turn.slot not in slots:
            raise BadInput("unknown_slot", f"locked[{index}].slot", slot=turn.slot)
    for index, turn in enumerate(problem.past):
        if turn.slot in slots:
            raise BadInput("slot_already_held", f"past[{index}].slot", slot=turn.slot)
    _once("locked", "duplicate_slot", (turn.slot for turn in problem.locked))
    _once("published", "duplicate_slot", (turn.slot for turn in problem.published))
    _once("past", "duplicate_turn", ((turn.slot, turn.host) for turn in problem.past))


def _once(where: str, code: str, values: Iterable[Thing]) -> list[Thing]:
    seen: dict[Thing, int] = {}
    for index, value in enumerate(values):
        if value in seen:
            raise BadInput(code, f"{where}[{index}]", value=str(value), first=f"{where}[{seen[value]}]")
        seen[value] = index
    return list(seen)


def _check_known(where: str, things: Iterable[Turn | Blackout], known: set[str]) -> None:
    for index, thing in enumerate(things):
        if thing.host not in known:
            raise BadInput("unknown_host", f"{where}[{index}].host", host=thing.host)


def _planned_turn(value: object, where: str) -> PlannedTurn:
    fields = _Object(value, where)
    return PlannedTurn(
        slot=_slot(fields),
        host=fields.name("host"),
        why=fields.text("why"),
        locked=fields.flag("locked"),
        instead=tuple(fields.each("instead", _alternative)),
    )


def _alternative(value: object, where: str) -> Alternative:
    fields = _Object(value, where)
    return Alternative(fields.name("host"), fields.text("why"))


def _unfilled(value: object, where: str) -> Unfilled:
    fields = _Object(value, where)
    return Unfilled(_slot(fields), fields.text("why"))


def _broken_lock(value: object, where: str) -> BrokenLock:
    fields = _Object(value, where)
    return BrokenLock(_slot(fields), fields.name("host"), fields.text("why"))


def _objective(fields: _Object) -> Objective:
    def level(name: str) -> int:
        value = fields.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadInput("whole_number_expected", fields.at(name))
        return value

    return Objective(*(level(name) for name in ("unfilled", "fairness", "changes", "order", "distance")))


def _share(value: object, where: str) -> HostShare:
    fields = _Object(value, where)
    return HostShare(
        host=fields.name("host"),
        turns=_or(fields.count("turns"), 0),
        owed=Fraction(fields.number("owed", _MOST) or 0),
        debt=Fraction(fields.number("debt", _MOST) or 0),
    )
