"""Communes that come, merge, or receive in another room; the plan follows each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.directory.known_commune import commune_named, known_commune
from dgsdesk.application.meeting.host_place import take_host
from dgsdesk.application.membership import TITLES
from dgsdesk.application.naming import of_organisation
from dgsdesk.application.rota.problem import SEAT, host_codes, rota_problem, turns_now
from dgsdesk.application.rota.replan import followed, give_turn, replan_all
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import required
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.host_rota import HostLegacy, HostRoom
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import (
    DIRECTOR_ROLES,
    Appointment,
    Network,
    Organisation,
    OrganisationKind,
    PostStatus,
    default_role,
    is_current,
)
from dgsdesk.domain.rota.debt import debts_after, hundredths, merged_debt
from dgsdesk.domain.rota.order import last_turns
from dgsdesk.domain.rota.problem import Turn
from dgsdesk.domain.toponym import fold
from dgsdesk.domain.wording import article_of, date_long, join_and

add_sentences(
    {
        "commune_known": (
            "Une commune du réseau porte déjà le nom ou le code « {given} ».",
            "Vérifiez l’annuaire, ou donnez un autre nom. Rien n’a été changé.",
        ),
        "commune_population": (
            "Une commune ne peut pas compter {given} habitants.",
            "Donnez un nombre entier positif. Rien n’a été changé.",
        ),
        "merge_alone": (
            "Une commune nouvelle réunit au moins deux communes.",
            "Choisissez-en une autre. Rien n’a été changé.",
        ),
        "merge_gone": (
            "{name} n’est pas membre du réseau la veille du {day}.",
            "Choisissez des communes membres, ou un autre jour. Rien n’a été changé.",
        ),
        "room_own": (
            "{name} ne peut pas emprunter sa propre salle.",
            "Choisissez une autre commune, ou le siège. Rien n’a été changé.",
        ),
        "room_size": (
            "Une salle ne peut pas compter {given} places.",
            "Donnez un nombre entier d’au moins 1, ou rien si elle est assez grande. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class JoinNetwork(Command[str]):
    """Let a commune enter the network on a day: it owes nothing of the past. Returns its id.

    ``code`` is its INSEE code, perhaps not known. What the national reference knows of it comes along; a
    ``population`` of 0 is then that of the reference. Raises BadInput.
    """

    name: str
    day: date
    code: str = ""
    population: int = 0


@dataclass(frozen=True)
class MergeCommunes(Command[str]):
    """Make one commune nouvelle of several, on a day; returns its id.

    It takes over the weighted mean of their debts (by population), the latest of their turns, those to come,
    and the town hall, room and directors of the most populous. Raises RuleBroken, BadInput.
    """

    part_ids: tuple[str, ...]
    name: str
    day: date
    code: str = ""


@dataclass(frozen=True)
class ArrangeRoom(Command[None]):
    """Say how many people a commune can receive, and in whose room it receives (None: its own).

    ``capacity`` None is no limit. Raises BadInput.
    """

    organisation_id: str
    capacity: int | None
    lender_id: str | None = None


@handles(JoinNetwork, "{name} entre dans le réseau{followed}")
def join_network(act: Act, command: JoinNetwork) -> str:
    name = required(command.name, "nom de la commune")
    code = command.code.strip()
    public = commune_named(act, name, code)
    known = (public.name, public.insee) if public else (name, code)
    _refuse_known(act, *known, command.day)
    if command.population < 0:
        raise BadInput("commune_population", given=command.population)
    if public is None:
        commune = Organisation(
            id=act.new_id(),
            kind=OrganisationKind.COMMUNE,
            name=name,
            article=article_of(name),
            code=code,
            population=command.population,
            town=name,
            member_from=command.day,
        )
    else:
        example = act.store.find(Network)[0].example
        commune = known_commune(act, public, example=example, member_from=command.day)
        commune.population = command.population or public.population
    act.store.add(commune)
    _open_post(act, commune)
    act.tell(name=commune.name, followed=followed(replan_all(act)))
    return commune.id


def _refuse_known(act: Act, name: str, code: str, day: date) -> None:
    for other in act.store.find(Organisation):
        if fold(other.name) == fold(name) and is_current(None, other.member_to, day):
            raise BadInput("commune_known", given=other.name)
        if code and other.code == code:
            raise BadInput("commune_known", given=code)


def _open_post(act: Act, commune: Organisation) -> None:
    role = default_role(commune.population)
    post = Appointment(
        id=act.new_id(),
        organisation_id=commune.id,
        role=role,
        title=TITLES[role],
        status=PostStatus.VACANT,
    )
    act.store.add(post)


@handles(MergeCommunes, "{parts} deviennent {name} le {day_words}{followed}")
def merge_communes(act: Act, command: MergeCommunes) -> str:
    parts = _parts(act, command)
    name = required(command.name, "nom de la commune nouvelle")
    if fold(name) not in {fold(part.name) for part in parts}:
        _refuse_known(act, name, "", command.day)
    legacies = [
        legacy
        for circle in act.store.find(Circle)
        if (legacy := _legacy(act, circle, parts, command.day)) is not None
    ]
    new = _merged(act, parts, command, name)
    for legacy in legacies:
        legacy.organisation_id = new.id
        act.store.add(legacy)
    for part in parts:
        part.member_to = command.day - timedelta(days=1)
    _hand_over(act, parts, new, command.day)
    act.tell(
        name=name,
        parts=join_and([part.name for part in parts]),
        day_words=date_long(command.day),
        followed=followed(replan_all(act)),
    )
    return new.id


def _parts(act: Act, command: MergeCommunes) -> list[Organisation]:
    """Return the communes, the most populous first."""
    parts = [act.store.get(Organisation, part_id) for part_id in dict.fromkeys(command.part_ids)]
    if len(parts) < 2:
        raise RuleBroken("merge_alone")
    eve = command.day - timedelta(days=1)
    for part in parts:
        if part.kind is not OrganisationKind.COMMUNE or not is_current(part.member_from, part.member_to, eve):
            raise RuleBroken("merge_gone", name=part.name, day=date_long(command.day))
    return sorted(parts, key=lambda part: (-part.population, part.name, part.id))


def _legacy(act: Act, circle: Circle, parts: list[Organisation], day: date) -> HostLegacy | None:
    """Return what the parts leave in a circle on that day, turns to come before it counted as held.

    Nothing where none of them ever belonged.
    """
    problem = rota_problem(act.store, circle, act.today)
    codes = host_codes(act.store)
    now = turns_now(act.store, circle.id, act.today)
    held = [
        Turn(turn.day, codes.get(turn.host_id or "", SEAT))
        for turn in (*now.past, *now.coming)
        if turn.day < day
    ]
    debts = debts_after(problem.hosts, held)
    shares = [(part.population, debts[codes[part.id]]) for part in parts if codes[part.id] in debts]
    if not shares:
        return None
    own = [host for host in problem.hosts if host.id in {codes[part.id] for part in parts}]
    last = last_turns(replace(problem, past=tuple(held)), own)
    return HostLegacy(
        id=act.new_id(),
        circle_id=circle.id,
        organisation_id=parts[0].id,
        debt=hundredths(merged_debt(shares)),
        last_turn=max((day for day in last if day is not None), default=None),
    )


def _merged(act: Act, parts: list[Organisation], command: MergeCommunes, name: str) -> Organisation:
    """Make the commune nouvelle: at the town hall of the most populous part, with the largest room."""
    seat = parts[0]
    rooms = [part.capacity for part in parts]
    new = Organisation(
        id=act.new_id(),
        kind=OrganisationKind.COMMUNE,
        name=name,
        article=seat.article if name == seat.name else article_of(name),
        code=command.code.strip() or seat.code,
        population=sum(part.population for part in parts),
        address=seat.address,
        postal_code=seat.postal_code,
        town=seat.town,
        email=seat.email,
        phone=seat.phone,
        latitude=seat.latitude,
        longitude=seat.longitude,
        capacity=None if None in rooms else max(room for room in rooms if room is not None),
        room=seat.room,
        access=seat.access,
        sector=seat.sector,
        member_from=command.day,
    )
    act.store.add(new)
    return new


def _hand_over(act: Act, parts: list[Organisation], new: Organisation, day: date) -> None:
    """Pass on what the parts would have done after that day: their turns, the posts of the town hall."""
    gone = {part.id for part in parts}
    for circle in act.store.find(Circle):
        for turn in turns_now(act.store, circle.id, act.today).coming:
            if turn.host_id in gone and turn.day >= day:
                give_turn(act, turn, new.id)
    for room in act.store.find(HostRoom):
        if room.lender_id in gone:
            room.lender_id = new.id
        if room.organisation_id in gone or room.organisation_id == room.lender_id:
            act.store.remove(room)
    posts = act.store.find(Appointment, organisation_id=parts[0].id)
    kept = [post for post in posts if is_current(post.starts, post.ends, day)]
    for post in kept:
        act.store.add(replace(post, id=act.new_id(), organisation_id=new.id, starts=day))
        post.ends = day - timedelta(days=1)
    if not any(post.role in DIRECTOR_ROLES for post in kept):
        _open_post(act, new)


@handles(ArrangeRoom, "Salle {of}{followed}")
def arrange_room(act: Act, command: ArrangeRoom) -> None:
    organisation = act.store.get(Organisation, command.organisation_id)
    if command.capacity is not None and command.capacity < 1:
        raise BadInput("room_size", given=command.capacity)
    if command.lender_id == organisation.id:
        raise BadInput("room_own", name=organisation.name)
    organisation.capacity = command.capacity
    for room in act.store.find(HostRoom, organisation_id=organisation.id):
        act.store.remove(room)
    if command.lender_id is not None:
        lender = act.store.get(Organisation, command.lender_id)
        room = HostRoom(id=act.new_id(), organisation_id=organisation.id, lender_id=lender.id)
        act.store.add(room)
    changed = replan_all(act)
    _move_meetings(act, organisation.id)
    of = of_organisation(organisation.name, organisation.article, organisation.kind)
    act.tell(of=of, followed=followed(changed))


def _move_meetings(act: Act, host_id: str) -> None:
    """Let the meetings to come that it hosts follow to the room."""
    for circle in act.store.find(Circle):
        for turn in turns_now(act.store, circle.id, act.today).coming:
            if turn.host_id == host_id and turn.meeting_id is not None:
                meeting = act.store.get(Meeting, turn.meeting_id)
                former = meeting.place, meeting.address
                take_host(act, meeting, host_id)
                if meeting.state is MeetingState.INVITED and former != (meeting.place, meeting.address):
                    meeting.changed_since_invitation = True
