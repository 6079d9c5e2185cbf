"""Who belongs to a circle on a day: its rule of that day, asked of each post, then the exceptions by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dgsdesk.application.membership import (
    Member,
    current_organisations,
    director_posts,
    director_role,
    post_member,
    posts_on,
)
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.circle import MembershipException, MembershipRule
from dgsdesk.domain.membership_rule import Everyone, Rule, Seat, belongs, ranks, roles_in_question
from dgsdesk.domain.membership_rule_text import LONGEST, ROLE_WORDS, parse_rule
from dgsdesk.domain.network import (
    DIRECTOR_ROLES,
    Appointment,
    EarlierPopulation,
    Organisation,
    OrganisationKind,
    Person,
    Role,
    ServiceMembership,
    SharedService,
    is_current,
)
from dgsdesk.domain.rota.problem import Period

EXAMPLE_RULES = "population < 4500, population_rank <= 4, not shared_service, role = DST"

add_sentences(
    {
        "rule_syntax": (
            "La règle de composition ne se comprend plus au caractère {where}, devant « {found} ».",
            f"Écrivez par exemple : {EXAMPLE_RULES}. Rien n’a été changé.",
        ),
        "rule_end": (
            "La règle de composition devrait finir au caractère {where}, avant « {found} ».",
            "Reliez deux critères par « and » ou « or », ou retirez la suite. Rien n’a été changé.",
        ),
        "rule_role": (
            "La règle de composition nomme une fonction inconnue au caractère {where} : « {given} ».",
            f"Fonctions connues : {', '.join(ROLE_WORDS)}. Rien n’a été changé.",
        ),
        "rule_number": (
            "La règle de composition donne un nombre impossible au caractère {where} : {given}.",
            "Donnez un nombre entier à partir de {least}, de neuf chiffres au plus. Rien n’a été changé.",
        ),
        "rule_too_long": (
            "La règle de composition est trop longue.",
            f"Restez sous {LONGEST} caractères. Rien n’a été changé.",
        ),
        "rule_too_deep": (
            "La règle de composition emboîte trop de parenthèses, au caractère {where}.",
            "Écrivez-la plus simplement. Rien n’a été changé.",
        ),
        "rule_other_network": (
            "Ce fichier n’est pas le réseau de l’intercommunalité « {siren} ».",
            "Donnez le fichier de son réseau, ou laissez « --database » de côté. Rien n’a été changé.",
        ),
        "rule_unknown_commune": (
            "La règle nomme une commune qui n’est pas de cette intercommunalité : « {given} ».",
            "Donnez des codes INSEE de ses communes. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class SeatOf:
    """One post of one organisation, held or not, and what a rule may ask of it."""

    organisation: Organisation
    role: Role
    post: Appointment | None
    facts: Seat


@dataclass
class NetworkFacts:
    """All that rules ask of the network, read once; each day is then computed without the store."""

    store: Store
    roles: frozenset[Role] = field(default=DIRECTOR_ROLES)

    @cached_property
    def _organisations(self) -> list[Organisation]:
        return self.store.find(Organisation)

    @cached_property
    def _appointments(self) -> list[Appointment]:
        return self.store.find(Appointment, role=self.roles)

    @cached_property
    def _earlier(self) -> dict[str, list[EarlierPopulation]]:
        found: dict[str, list[EarlierPopulation]] = {}
        for row in sorted(self.store.find(EarlierPopulation), key=lambda row: (row.until, row.id)):
            found.setdefault(row.organisation_id, []).append(row)
        return found

    @cached_property
    def _services(self) -> list[tuple[ServiceMembership, str]]:
        names = {service.id: service.name for service in self.store.find(SharedService)}
        return [(row, names[row.service_id]) for row in self.store.find(ServiceMembership)]

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.id: person for person in self.store.find(Person)}

    def population(self, organisation: Organisation, day: date) -> int:
        """Return today's population, or the earlier one that was entered for that day."""
        rows = self._earlier.get(organisation.id, ())
        return next((row.population for row in rows if day <= row.until), organisation.population)

    def seats(self, day: date) -> list[SeatOf]:
        """Return the posts of that day: directors of all, and those of the roles that are asked about."""
        current = current_organisations(self._organisations, day)
        populations = {org.id: self.population(org, day) for org in current}
        codes = {org.id: org.code or org.id for org in current if org.kind is OrganisationKind.COMMUNE}
        rank = ranks({code: populations[one] for one, code in codes.items()})
        services: dict[str, set[str]] = {}
        for row, name in self._services:
            if is_current(row.starts, row.ends, day):
                services.setdefault(row.organisation_id, set()).add(name)
        return [
            SeatOf(
                org,
                role,
                post,
                Seat(
                    code=codes.get(org.id, org.code),
                    population=populations[org.id],
                    rank=rank.get(codes.get(org.id, ""), 0),
                    role=role,
                    sector=org.sector,
                    services=frozenset(services.get(org.id, ())),
                ),
            )
            for org, role, post in self._posts(current, day)
        ]

    def _posts(
        self, current: Iterable[Organisation], day: date
    ) -> Iterator[tuple[Organisation, Role, Appointment | None]]:
        directors = director_posts((post for post in self._appointments if post.role in DIRECTOR_ROLES), day)
        others = [post for post in self._appointments if post.role not in DIRECTOR_ROLES]
        by_organisation = posts_on(others, day)
        for org in current:
            post = directors.get(org.id)
            yield org, post.role if post else director_role(org, self.population(org, day)), post
            held = by_organisation.get(org.id, [])
            yield from ((org, one.role, one) for one in held)
            lawful = Role.MAYOR if org.kind is OrganisationKind.COMMUNE else Role.PRESIDENT
            if lawful in self.roles and all(one.role is not lawful for one in held):
                yield org, lawful, None

    def member(self, seat: SeatOf) -> Member:
        """Return the seat with its holder and how to reach them."""
        return post_member(seat.organisation, seat.role, seat.post, self._people)


@dataclass(frozen=True)
class Composition:
    """A circle's rules and exceptions, which answer for any day."""

    rules: tuple[MembershipRule, ...]
    exceptions: tuple[MembershipException, ...]
    parsed: Mapping[str, Rule]

    @property
    def roles(self) -> frozenset[Role]:
        """Return every role that a rule or an exception of any day speaks of."""
        found = DIRECTOR_ROLES.union(*(roles_in_question(rule) for rule in self.parsed.values()))
        found |= {Role(one.role) for one in self.exceptions if one.role}
        return found | {Role.PRESIDENT} if Role.MAYOR in found else found

    @property
    def is_of_all(self) -> bool:
        """Tell whether every commune belongs to it on any day."""
        return not self.exceptions and all(isinstance(rule, Everyone) for rule in self.parsed.values())

    def rule_on(self, day: date) -> MembershipRule | None:
        """Return the rule of a day; nothing when the first one begins later: all belong."""
        begun = [rule for rule in self.rules if rule.starts is None or rule.starts <= day]
        return begun[-1] if begun else None

    def choose(self, seats: Iterable[SeatOf], day: date) -> list[SeatOf]:
        """Return the seats that belong to the circle that day."""
        rule = self.rule_on(day)
        current = [one for one in self.exceptions if is_current(one.starts, one.ends, day)]
        return [seat for seat in seats if self._is_in(seat, rule, current)]

    def _is_in(
        self, seat: SeatOf, rule: MembershipRule | None, exceptions: Iterable[MembershipException]
    ) -> bool:
        for one in exceptions:
            if one.organisation_id == seat.organisation.id and _same_post(one.role, seat.role):
                return not one.excused
        return self.fits_rule(seat, rule)

    def fits_rule(self, seat: SeatOf, rule: MembershipRule | None) -> bool:
        """Tell whether the rule alone takes a seat, whatever the exceptions."""
        asked = self.parsed[rule.text] if rule is not None else parse_rule("all")
        roles = roles_in_question(asked)
        if seat.organisation.kind is OrganisationKind.EPCI:
            return (rule is None or rule.with_seat) and seat.role in _own_roles(roles)
        return seat.role in roles and belongs(asked, seat.facts)


def _own_roles(roles: frozenset[Role]) -> frozenset[Role]:
    """Return the roles of the EPCI that sit: its president beside mayors, its director beside directors."""
    named = roles - DIRECTOR_ROLES
    if not named:
        return DIRECTOR_ROLES
    return named | ({Role.PRESIDENT} if Role.MAYOR in named else DIRECTOR_ROLES)


def _same_post(wanted: str, role: Role) -> bool:
    return role.value == wanted if wanted else role in DIRECTOR_ROLES


def composition(store: Store, circle_id: str) -> Composition:
    """Return a circle's rules and exceptions."""
    rules = store.find(MembershipRule, circle_id=circle_id)
    rules.sort(key=lambda rule: (rule.starts or date.min, rule.id))
    exceptions = store.find(MembershipException, circle_id=circle_id)
    parsed = {rule.text: parse_rule(rule.text) for rule in rules}
    return Composition(tuple(rules), tuple(exceptions), parsed)


def circle_seats(store: Store, circle_id: str, day: date) -> tuple[NetworkFacts, list[SeatOf]]:
    """Return the seats of a circle on a day, and the facts that they were found with."""
    made_of = composition(store, circle_id)
    facts = NetworkFacts(store, made_of.roles)
    return facts, made_of.choose(facts.seats(day), day)


def circle_members(store: Store, circle_id: str, day: date) -> list[Member]:
    """Return who sits in a circle on a day, in the order of the network; a bounded number of looks."""
    facts, seats = circle_seats(store, circle_id, day)
    return [facts.member(seat) for seat in seats]


def member_days(store: Store, circle_id: str, days: Iterable[date]) -> dict[str, frozenset[date]] | None:
    """Return organisation id -> the days among those given on which it belongs to the circle.

    Nothing for a circle of all: every commune of the network belongs to it.
    """
    made_of = composition(store, circle_id)
    if made_of.is_of_all:
        return None
    facts = NetworkFacts(store, made_of.roles)
    found: dict[str, set[date]] = {}
    for day in sorted(set(days)):
        for seat in made_of.choose(facts.seats(day), day):
            found.setdefault(seat.organisation.id, set()).add(day)
    return {organisation: frozenset(those) for organisation, those in found.items()}


def periods_without(days: Iterable[date], member: frozenset[date]) -> tuple[Period, ...]:
    """Return the stretches of ``days`` (ascending) that are not among ``member``."""
    found: list[Period] = []
    inside = True
    for day in days:
        if day in member:
            inside = True
        elif inside:
            found.append(Period(day, day))
            inside = False
        else:
            found[-1] = Period(found[-1].start, day)
    return tuple(found)
