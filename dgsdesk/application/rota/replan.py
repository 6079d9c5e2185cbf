"""Making the plan anew: whatever changed, the best hosts with the fewest changes to what was published."""

from __future__ import annotations

from datetime import date

from dgsdesk.application.command import Act
from dgsdesk.application.meeting.host_place import take_host
from dgsdesk.application.rota.problem import host_codes, rota_problem, turns_now
from dgsdesk.domain.circle import Circle, HostRule
from dgsdesk.domain.host_rota import HostTurn, Instead
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import Organisation, OrganisationKind
from dgsdesk.domain.rota.outcome import Plan
from dgsdesk.domain.rota.plan import plan
from dgsdesk.domain.wording import plural

CHOSEN_EACH_TIME = "L’hôte de ce format se choisit pour chaque réunion."


def replan(act: Act, circle_id: str) -> int:
    """Give every turn to come its best host and its reason; return how many changed their host."""
    circle = act.store.get(Circle, circle_id)
    if circle.host_rule is not HostRule.ROTATION:
        return _without_rota(act, circle)
    coming = {turn.day: turn for turn in turns_now(act.store, circle.id, act.today).coming}
    if not coming:
        return 0
    return _take_plan(act, coming, plan(rota_problem(act.store, circle, act.today), act.solve, act.halt))


def _without_rota(act: Act, circle: Circle) -> int:
    """Let the EPCI receive where that is the rule; elsewhere each host is chosen by hand."""
    seats = act.store.find(Organisation, kind=OrganisationKind.EPCI)
    changed = 0
    for turn in turns_now(act.store, circle.id, act.today).coming:
        if circle.host_rule is HostRule.FREE:
            turn.why = "" if turn.host_id else CHOSEN_EACH_TIME
        elif seats and not turn.locked:
            turn.locked, turn.why = True, f"{seats[0].name} accueille ce format à son siège."
            turn.instead = ()
            changed += give_turn(act, turn, seats[0].id)
    return changed


def replan_all(act: Act) -> int:
    """Plan every circle anew; return how many turns changed their host."""
    return sum(replan(act, circle.id) for circle in act.store.find(Circle))


def followed(changed: int) -> str:
    """Say after an act what came of it: « , 2 hôtes changés », or nothing."""
    return f", {plural(changed, 'hôte changé', 'hôtes changés')}" if changed else ""


def _take_plan(act: Act, coming: dict[date, HostTurn], best: Plan) -> int:
    changed = 0
    ids = {code: organisation_id for organisation_id, code in host_codes(act.store).items()}
    broken = {lock.slot: lock.why for lock in best.broken_locks}
    for planned in best.turns:
        turn = coming[planned.slot]
        turn.why = broken.get(planned.slot, planned.why)
        turn.instead = tuple(Instead(ids[other.host], other.why) for other in planned.instead)
        changed += give_turn(act, turn, ids[planned.host])
    for unfilled in best.unfilled:
        turn = coming[unfilled.slot]
        turn.why, turn.instead = unfilled.why, ()
        changed += give_turn(act, turn, None)
    return changed


def fix_turn(act: Act, turn: HostTurn, host: Organisation) -> None:
    """Give a turn the host that somebody chose, and keep it; planning anew says more where it can."""
    turn.locked = True
    give_turn(act, turn, host.id)
    itself = "" if host.kind is OrganisationKind.COMMUNE else " elle-même"
    turn.why, turn.instead = f"{host.name} accueille{itself}, par choix.", ()


def give_turn(act: Act, turn: HostTurn, host_id: str | None) -> bool:
    """Give a turn and its meeting their host; return whether it is another one."""
    if turn.host_id == host_id:
        return False
    turn.host_id = host_id
    if turn.meeting_id is not None:
        meeting = act.store.get(Meeting, turn.meeting_id)
        take_host(act, meeting, host_id)
        if meeting.state is MeetingState.INVITED:
            meeting.changed_since_invitation = True
    return True
