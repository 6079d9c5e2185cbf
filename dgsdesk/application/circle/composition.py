"""Who belongs to a circle: its dated rules and the exceptions by hand, changed and shown (product § 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.circle.members import Composition, NetworkFacts, SeatOf, composition
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.membership import TITLES, current_organisations, sort_key
from dgsdesk.application.naming import of_organisation
from dgsdesk.application.rota.replan import replan
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.circle import Circle, MembershipException, MembershipRule
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.membership_rule import Listed, facts_of
from dgsdesk.domain.membership_rule_sentence import rule_sentence
from dgsdesk.domain.membership_rule_text import parse_rule, rule_text
from dgsdesk.domain.network import (
    Organisation,
    OrganisationKind,
    Role,
    SharedService,
    is_current,
)
from dgsdesk.domain.wording import capitalised, date_long, plural, uncapitalised

add_sentences(
    {
        "exception_period": (
            "L’exception finirait le {ends}, avant d’avoir commencé le {starts}.",
            "Corrigez l’une des deux dates. Rien n’a été changé.",
        ),
        "rule_first": (
            "C’est la première règle de ce format : elle vaut depuis toujours.",
            "Changez-la plutôt. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class SetMembershipRule(Command[str]):
    """Say who belongs to a circle, from a day on or (None) from the beginning; returns the rule's id.

    A rule that begins on that very day is replaced. ``text`` as ``parse_rule`` reads it; raises BadInput.
    """

    circle_id: str
    text: str
    with_seat: bool = True
    starts: date | None = None


@dataclass(frozen=True)
class RemoveMembershipRule(Command[None]):
    """Take a later rule out: the one before it holds on. Raises BadInput("rule_first")."""

    rule_id: str


@dataclass(frozen=True)
class AddMembershipException(Command[str]):
    """Add a post to a circle by hand, or excuse it, for a time or for good; returns its id.

    ``role`` None is the director's post. Raises BadInput("exception_period").
    """

    circle_id: str
    organisation_id: str
    excused: bool
    role: Role | None = None
    starts: date | None = None
    ends: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class RemoveMembershipException(Command[None]):
    exception_id: str


@handles(SetMembershipRule, "Composition de « {name} » : {sentence}")
def set_membership_rule(act: Act, command: SetMembershipRule) -> str:
    circle = act.store.get(Circle, command.circle_id)
    rule = parse_rule(command.text)
    names = _names(act.store.find(Organisation))
    for fact in facts_of(rule):
        for code in fact.codes if isinstance(fact, Listed) else ():
            if code not in names:
                raise BadInput("rule_unknown_commune", given=code)
    same = [
        row
        for row in act.store.find(MembershipRule, circle_id=circle.id)
        if (row.starts or date.min) == (command.starts or date.min)
    ]
    if same:
        kept = same[0]
        kept.text, kept.with_seat = rule_text(rule), command.with_seat
    else:
        kept = MembershipRule(
            id=act.new_id(),
            circle_id=circle.id,
            text=rule_text(rule),
            with_seat=command.with_seat,
            starts=command.starts,
        )
        act.store.add(kept)
    act.tell(name=circle.name, sentence=_inside(rule_sentence(rule, names)))
    replan(act, circle.id)
    return kept.id


def _inside(sentence: str) -> str:
    return uncapitalised(sentence).rstrip(".")


@handles(RemoveMembershipRule, "Règle du {starts_words} retirée")
def remove_membership_rule(act: Act, command: RemoveMembershipRule) -> None:
    rule = act.store.get(MembershipRule, command.rule_id)
    if rule.starts is None:
        raise BadInput("rule_first")
    act.tell(starts_words=date_long(rule.starts))
    act.store.remove(rule)
    replan(act, rule.circle_id)


@handles(AddMembershipException, "{what} {word} « {name} »")
def add_membership_exception(act: Act, command: AddMembershipException) -> str:
    circle = act.store.get(Circle, command.circle_id)
    organisation = act.store.get(Organisation, command.organisation_id)
    if command.starts and command.ends and command.ends < command.starts:
        raise BadInput("exception_period", starts=date_long(command.starts), ends=date_long(command.ends))
    exception = MembershipException(
        id=act.new_id(),
        circle_id=circle.id,
        organisation_id=organisation.id,
        excused=command.excused,
        role=command.role.value if command.role else "",
        starts=command.starts,
        ends=command.ends,
        reason=command.reason.strip(),
    )
    act.store.add(exception)
    of_direction = "e" if command.role is None else ""  # « La direction de Clisson ajoutée à… »
    word = f"dispensé{of_direction} de" if command.excused else f"ajouté{of_direction} à"
    act.tell(what=_post_words(organisation, command.role), word=word, name=circle.name)
    replan(act, circle.id)
    return exception.id


@handles(RemoveMembershipException, "Exception pour {name} retirée")
def remove_membership_exception(act: Act, command: RemoveMembershipException) -> None:
    exception = act.store.get(MembershipException, command.exception_id)
    act.tell(name=act.store.get(Organisation, exception.organisation_id).name)
    act.store.remove(exception)
    replan(act, exception.circle_id)


def _post_words(organisation: Organisation, role: Role | None) -> str:
    """« La direction de Clisson », « Maire de Gorges »."""
    of = of_organisation(organisation.name, organisation.article, organisation.kind)
    return f"{capitalised(TITLES[role]) if role else 'La direction'} {of}"


# ---- what a page shows


@dataclass(frozen=True)
class CompositionSeat:
    """One line: a post, its holder that day, and whether the rule or a hand put it there.

    ``by_hand`` is "" (by rule), "added" or "excused"; ``population`` in inhabitants on that day.
    """

    organisation_id: str
    organisation: str
    code: str
    population: int
    title: str
    name: str
    by_hand: str
    kind: OrganisationKind


@dataclass(frozen=True)
class RuleVersion:
    """One rule of a circle with the day from which it holds (None: from the beginning)."""

    id: str
    text: str
    with_seat: bool
    starts: date | None
    sentence: str


@dataclass(frozen=True)
class ExceptionLine:
    """An exception by hand in words: whom, since when and until when, why."""

    id: str
    organisation_id: str
    what: str
    period: str
    reason: str
    excused: bool
    holds: bool


@dataclass(frozen=True)
class CompositionPage:
    """Who belongs on a day: the rule in French, the list, how many; the rest of the network; the versions."""

    circle_id: str
    day: date
    text: str
    with_seat: bool
    sentence: str
    count: str
    seats: tuple[CompositionSeat, ...]
    excused: tuple[CompositionSeat, ...]
    others: int
    versions: tuple[RuleVersion, ...]
    exceptions: tuple[ExceptionLine, ...]


@dataclass(frozen=True)
class RuleChoices:
    """What criteria may name: communes (code, name), sectors, shared domains; then all organisations."""

    communes: tuple[tuple[str, str], ...]
    sectors: tuple[str, ...]
    services: tuple[str, ...]
    organisations: tuple[tuple[str, str], ...]


def composition_page(
    view: View, circle_id: str, day: date | None = None, text: str | None = None, with_seat: bool = True
) -> CompositionPage:
    """Return a circle's composition on a day; with ``text``, as it would be by that rule. Raises BadInput."""
    store, day = view.store, day or view.clock.today()
    made_of = composition(store, circle_id)
    rule = made_of.rule_on(day)
    if text is not None:
        rule = MembershipRule(id="", circle_id=circle_id, text=text, with_seat=with_seat)
        made_of = Composition((rule,), made_of.exceptions, {text: parse_rule(text)})
    facts = NetworkFacts(store, made_of.roles)
    every = facts.seats(day)
    chosen = made_of.choose(every, day)
    by_rule = {id(seat) for seat in every if made_of.fits_rule(seat, rule)}
    taken = {id(seat) for seat in chosen}
    excused = [seat for seat in every if id(seat) in by_rule and id(seat) not in taken]
    names = _names(store.find(Organisation))
    asked = rule.text if rule else "all"
    return CompositionPage(
        circle_id=circle_id,
        day=day,
        text=asked,
        with_seat=rule.with_seat if rule else True,
        sentence=rule_sentence(parse_rule(asked), names),
        count=_count(chosen),
        seats=tuple(_line(facts, seat, "" if id(seat) in by_rule else "added") for seat in chosen),
        excused=tuple(_line(facts, seat, "excused") for seat in excused),
        others=_others(every, chosen),
        versions=tuple(
            RuleVersion(
                one.id, one.text, one.with_seat, one.starts, rule_sentence(parse_rule(one.text), names)
            )
            for one in composition(store, circle_id).rules
        ),
        exceptions=_exceptions(view, made_of.exceptions, day),
    )


def _count(chosen: Iterable[SeatOf]) -> str:
    """« 45 communes et l’intercommunalité », or the people where communes have several."""
    seats = list(chosen)
    communes = {seat.organisation.id for seat in seats if seat.organisation.kind is OrganisationKind.COMMUNE}
    own = any(seat.organisation.kind is OrganisationKind.EPCI for seat in seats)
    words = plural(len(communes), "commune", "communes") + (" et l’intercommunalité" if own else "")
    posts = plural(len(seats), "siège", "sièges")
    return words if len(seats) == len(communes) + own else f"{words} ({posts})"


def _others(every: Iterable[SeatOf], chosen: Iterable[SeatOf]) -> int:
    communes = {seat.organisation.id for seat in every if seat.organisation.kind is OrganisationKind.COMMUNE}
    return len(communes - {seat.organisation.id for seat in chosen})


def _line(facts: NetworkFacts, seat: SeatOf, by_hand: str) -> CompositionSeat:
    member = facts.member(seat)
    return CompositionSeat(
        member.organisation_id,
        member.organisation,
        seat.facts.code,
        seat.facts.population,
        member.title,
        member.name,
        by_hand,
        member.kind,
    )


def _exceptions(
    view: View, exceptions: Iterable[MembershipException], day: date
) -> tuple[ExceptionLine, ...]:
    every = {org.id: org for org in view.store.find(Organisation)}
    return tuple(
        ExceptionLine(
            one.id,
            one.organisation_id,
            _post_words(every[one.organisation_id], Role(one.role) if one.role else None),
            _period(one.starts, one.ends),
            one.reason,
            one.excused,
            is_current(one.starts, one.ends, day),
        )
        for one in sorted(exceptions, key=lambda one: (sort_key(every[one.organisation_id].name), one.id))
    )


def _period(starts: date | None, ends: date | None) -> str:
    if starts and ends:
        return f"du {date_long(starts)} au {date_long(ends)}"
    if starts:
        return f"à partir du {date_long(starts)}"
    return f"jusqu’au {date_long(ends)}" if ends else "sans limite de date"


def rule_choices(view: View) -> RuleChoices:
    """Return what the criteria of this network can name."""
    organisations = current_organisations(view.store.find(Organisation), view.clock.today())
    communes = [org for org in organisations if org.kind is OrganisationKind.COMMUNE]
    return RuleChoices(
        communes=tuple((org.code or org.id, org.name) for org in communes),
        sectors=tuple(sorted({org.sector for org in communes if org.sector})),
        services=tuple(sorted(service.name for service in view.store.find(SharedService))),
        organisations=tuple((org.id, org.name) for org in organisations),
    )


def _names(organisations: Iterable[Organisation]) -> dict[str, str]:
    return {org.code or org.id: org.name for org in organisations if org.kind is OrganisationKind.COMMUNE}
