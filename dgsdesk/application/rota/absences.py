"""When a commune cannot host: blackouts, withdrawals, exemptions. Each makes the plan anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.naming import of_organisation
from dgsdesk.application.rota.acts import coming_turn
from dgsdesk.application.rota.replan import followed, replan_all
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.host_rota import BlackoutKind, HostBlackout, HostExemption
from dgsdesk.domain.network import Organisation, OrganisationKind
from dgsdesk.domain.wording import date_full, date_long

add_sentences(
    {
        "blackout_period": (
            "L’indisponibilité finirait le {ends}, avant d’avoir commencé le {starts}.",
            "Corrigez l’une des deux dates. Rien n’a été changé.",
        ),
        "blackout_whole_year": (
            "Une indisponibilité qui revient chaque année ne peut pas durer un an ou plus.",
            "Raccourcissez-la, ou exemptez la commune. Rien n’a été changé.",
        ),
        "exemption_period": (
            "L’exemption finirait le {ends}, avant d’avoir commencé le {starts}.",
            "Corrigez l’une des deux dates, ou exemptez sans fin. Rien n’a été changé.",
        ),
        "not_a_commune": (
            "{name} n’est pas une commune : son tour n’est compté à personne.",
            "Choisissez une commune. Rien n’a été changé.",
        ),
        "turn_nobody_withdraws": (
            "Le tour du {day} n’est tenu par aucune commune : personne ne peut s’en désister.",
            "Choisissez un tour qui a son hôte. Rien n’a été changé.",
        ),
    }
)

WHOLE_YEAR = timedelta(days=364)
"""From the first to the last day of days that leave none of the year."""


@dataclass(frozen=True)
class AddBlackout(Command[str]):
    """Say that an organisation cannot host on some days; the plan is made anew around them.

    ``YEARLY``: the same days every year. ``NOT_BEFORE``: every day until ``ends``. Raises BadInput.
    """

    organisation_id: str
    starts: date
    ends: date
    reason: str = ""
    kind: BlackoutKind = BlackoutKind.ONCE


@dataclass(frozen=True)
class RemoveBlackout(Command[None]):
    blackout_id: str


@dataclass(frozen=True)
class WithdrawHost(Command[None]):
    """Say that a host cannot take its turn after all; it goes on owing, the best other one takes it over.

    Raises RuleBroken for a turn that is held, or that no commune has.
    """

    turn_id: str
    reason: str = ""


@dataclass(frozen=True)
class ExemptHost(Command[str]):
    """Say that a commune owes no turn and hosts none, until a day or (``ends`` None) for good."""

    organisation_id: str
    starts: date
    ends: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class EndExemption(Command[None]):
    exemption_id: str


@handles(AddBlackout, "Indisponibilité {of}{followed}")
def add_blackout(act: Act, command: AddBlackout) -> str:
    organisation = act.store.get(Organisation, command.organisation_id)
    _check_blackout(command)
    blackout = HostBlackout(
        id=act.new_id(),
        organisation_id=organisation.id,
        starts=command.starts,
        ends=command.ends,
        reason=command.reason.strip(),
        kind=command.kind,
    )
    act.store.add(blackout)
    act.tell(of=_of(organisation), followed=followed(replan_all(act)))
    return blackout.id


def _of(organisation: Organisation) -> str:
    return of_organisation(organisation.name, organisation.article, organisation.kind)


def _check_blackout(command: AddBlackout) -> None:
    if command.kind is BlackoutKind.NOT_BEFORE:
        return
    if command.ends < command.starts:
        raise BadInput("blackout_period", starts=date_full(command.starts), ends=date_full(command.ends))
    if command.kind is BlackoutKind.YEARLY and command.ends - command.starts >= WHOLE_YEAR:
        raise BadInput("blackout_whole_year")


@handles(RemoveBlackout, "Indisponibilité {of} levée{followed}")
def remove_blackout(act: Act, command: RemoveBlackout) -> None:
    blackout = act.store.get(HostBlackout, command.blackout_id)
    organisation = act.store.get(Organisation, blackout.organisation_id)
    act.store.remove(blackout)
    act.tell(of=_of(organisation), followed=followed(replan_all(act)))


@handles(WithdrawHost, "{name} se désiste du {day_words}{followed}")
def withdraw_host(act: Act, command: WithdrawHost) -> None:
    turn = coming_turn(act, command.turn_id)
    host = act.store.get(Organisation, turn.host_id) if turn.host_id else None
    if host is None or host.kind is not OrganisationKind.COMMUNE:
        raise RuleBroken("turn_nobody_withdraws", day=date_full(turn.day))
    turn.locked = False
    day, reason = turn.day, command.reason.strip() or "désistement"
    blackout = HostBlackout(id=act.new_id(), organisation_id=host.id, starts=day, ends=day, reason=reason)
    act.store.add(blackout)
    act.tell(name=host.name, day_words=date_full(day), followed=followed(replan_all(act)))


@handles(ExemptHost, "{name} exemptée {until}{followed}")
def exempt_host(act: Act, command: ExemptHost) -> str:
    organisation = act.store.get(Organisation, command.organisation_id)
    if organisation.kind is not OrganisationKind.COMMUNE:
        raise RuleBroken("not_a_commune", name=organisation.name)
    if command.ends is not None and command.ends < command.starts:
        raise BadInput("exemption_period", starts=date_full(command.starts), ends=date_full(command.ends))
    exemption = HostExemption(
        id=act.new_id(),
        organisation_id=organisation.id,
        starts=command.starts,
        ends=command.ends,
        reason=command.reason.strip(),
    )
    act.store.add(exemption)
    until = f"jusqu’au {date_long(command.ends)}" if command.ends else "sans fin"
    act.tell(name=organisation.name, until=until, followed=followed(replan_all(act)))
    return exemption.id


@handles(EndExemption, "Exemption {of} levée{followed}")
def end_exemption(act: Act, command: EndExemption) -> None:
    exemption = act.store.get(HostExemption, command.exemption_id)
    organisation = act.store.get(Organisation, exemption.organisation_id)
    act.store.remove(exemption)
    act.tell(of=_of(organisation), followed=followed(replan_all(act)))
