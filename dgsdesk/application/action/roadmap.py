"""The political requests: noting, ranking, and linking what the network does about them (product § 3.15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.keep import KEEP, Keep, chosen
from dgsdesk.application.ports.store import Store
from dgsdesk.application.registers import title_of, words_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.roadmap import OWED, PoliticalRequest, RequestState, RequestWork
from dgsdesk.domain.theme import RaisedTheme, SharedSubject

STATE_WORDS = {
    RequestState.OPEN: "À mener",
    RequestState.UNDER_WAY: "En cours",
    RequestState.DONE: "Menée à bien",
    RequestState.DROPPED: "Abandonnée",
}
"""What each state is called."""

WORKS: dict[SourceKind, type[GreyZone] | type[SharedSubject] | type[RaisedTheme]] = {
    SourceKind.GREY_ZONE: GreyZone,
    SourceKind.SHARED_SUBJECT: SharedSubject,
    SourceKind.RAISED_THEME: RaisedTheme,
}
"""What a request may be answered by."""

add_sentences(
    {
        "request_settled": (
            "« {title} » n’a plus de rang : la commande est menée à bien ou abandonnée.",
            "Remettez-la d’abord à mener. Rien n’a été changé.",
        ),
        "work_not_offered": (
            "Une commande se rattache à une zone grise, à un sujet commun ou à un thème.",
            "Choisissez dans la liste. Rien n’a été changé.",
        ),
        "work_linked": (
            "« {title} » est déjà rattaché à cette commande.",
            "",
        ),
    }
)


@dataclass(frozen=True)
class AddRequest(Command[str]):
    """Note what the elected members ask for, behind all the others; returns its id."""

    title: str
    asked_by: str = ""
    asked_on: date | None = None
    due: date | None = None


@dataclass(frozen=True)
class EditRequest(Command[None]):
    """Change a request."""

    request_id: str
    title: str | Keep = KEEP
    asked_by: str | Keep = KEEP
    asked_on: date | Keep | None = KEEP
    expected: str | Keep = KEEP
    lead: str | Keep = KEEP
    due: date | Keep | None = KEEP


@dataclass(frozen=True)
class MoveRequest(Command[None]):
    """Give a request the rank ``steps`` further down (up when negative), as far as there are any.

    Raises RuleBroken("request_settled").
    """

    request_id: str
    steps: int


@dataclass(frozen=True)
class SetRequestState(Command[None]):
    """Say where a request stands."""

    request_id: str
    state: RequestState


@dataclass(frozen=True)
class RemoveRequest(Command[None]):
    """Take a request away; what the network did stays."""

    request_id: str


@dataclass(frozen=True)
class LinkWork(Command[None]):
    """Say that a grey zone, a subject or a theme answers a request.

    Raises BadInput("work_not_offered"), RuleBroken("work_linked").
    """

    request_id: str
    kind: SourceKind
    source_id: str


@dataclass(frozen=True)
class UnlinkWork(Command[None]):
    """Take such a link away."""

    work_id: str


@handles(AddRequest, "Commande « {title} » notée")
def add_request(act: Act, command: AddRequest) -> str:
    request = PoliticalRequest(
        id=act.new_id(),
        title=title_of(command.title),
        position=len(act.store.find(PoliticalRequest)),
        asked_by=words_of(command.asked_by),
        asked_on=command.asked_on,
        due=command.due,
    )
    act.store.add(request)
    act.tell(title=request.title)
    return request.id


@handles(EditRequest, "Commande « {title} » modifiée")
def edit_request(act: Act, command: EditRequest) -> None:
    request = act.store.get(PoliticalRequest, command.request_id)
    if not isinstance(command.title, Keep):
        request.title = title_of(command.title)
    request.asked_by = words_of(chosen(command.asked_by, request.asked_by))
    request.asked_on = chosen(command.asked_on, request.asked_on)
    request.expected = words_of(chosen(command.expected, request.expected))
    request.lead = words_of(chosen(command.lead, request.lead))
    request.due = chosen(command.due, request.due)
    act.tell(title=request.title)


@handles(MoveRequest, "Commande « {title} » au rang {rank}")
def move_request(act: Act, command: MoveRequest) -> None:
    request = act.store.get(PoliticalRequest, command.request_id)
    if request.state not in OWED:
        raise RuleBroken("request_settled", title=request.title)
    owed = [one for one in ranked(act.store) if one.state in OWED]
    at = owed.index(request)
    to = min(max(at + command.steps, 0), len(owed) - 1)
    owed.insert(to, owed.pop(at))
    _renumber(act.store, owed)
    act.tell(title=request.title, rank=to + 1)


@handles(SetRequestState, "Commande « {title} » : {words}")
def set_request_state(act: Act, command: SetRequestState) -> None:
    request = act.store.get(PoliticalRequest, command.request_id)
    request.state = command.state
    act.tell(title=request.title, words=STATE_WORDS[command.state].lower())


@handles(RemoveRequest, "Commande « {title} » retirée")
def remove_request(act: Act, command: RemoveRequest) -> None:
    request = act.store.get(PoliticalRequest, command.request_id)
    act.tell(title=request.title)
    for work in act.store.find(RequestWork, request_id=request.id):
        act.store.remove(work)
    act.store.remove(request)
    _renumber(act.store, [])


@handles(LinkWork, "« {title} » répond à la commande « {request} »")
def link_work(act: Act, command: LinkWork) -> None:
    request = act.store.get(PoliticalRequest, command.request_id)
    if command.kind not in WORKS:
        raise BadInput("work_not_offered")
    source = act.store.get(WORKS[command.kind], command.source_id)
    if act.store.find(RequestWork, request_id=request.id, source_id=source.id):
        raise RuleBroken("work_linked", title=source.title)
    act.store.add(
        RequestWork(id=act.new_id(), request_id=request.id, kind=command.kind.value, source_id=source.id)
    )
    act.tell(title=source.title, request=request.title)


@handles(UnlinkWork, "Un sujet ne répond plus à la commande « {request} »")
def unlink_work(act: Act, command: UnlinkWork) -> None:
    work = act.store.get(RequestWork, command.work_id)
    act.tell(request=act.store.get(PoliticalRequest, work.request_id).title)
    act.store.remove(work)


def ranked(store: Store) -> list[PoliticalRequest]:
    """Return the requests in their order: those owed first, then those settled."""
    found = store.find(PoliticalRequest)
    return sorted(found, key=lambda one: (one.state not in OWED, one.position, one.id))


def _renumber(store: Store, first: list[PoliticalRequest]) -> None:
    """Number ``first`` from 0, then all others as they stood."""
    order: list[Entity] = [*first, *(one for one in ranked(store) if one not in first)]
    for position, request in enumerate(order):
        assert isinstance(request, PoliticalRequest)
        request.position = position


def move_works(act: Act, former_id: str, kept_id: str) -> None:
    """Let requests follow what was merged into something else."""
    known = {work.request_id for work in act.store.find(RequestWork, source_id=kept_id)}
    for work in act.store.find(RequestWork, source_id=former_id):
        if work.request_id in known:
            act.store.remove(work)
        else:
            work.source_id = kept_id


def drop_works(act: Act, source_id: str) -> None:
    """Take the links away of something that is removed."""
    for work in act.store.find(RequestWork, source_id=source_id):
        act.store.remove(work)
