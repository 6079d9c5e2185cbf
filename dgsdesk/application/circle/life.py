"""Circles opened, closed and taken out (product § 3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.circle.acts import NUMBERS
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.membership import organisations_on
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import required
from dgsdesk.domain.calendar import school_zone_of
from dgsdesk.domain.circle import (
    AgendaTemplate,
    Circle,
    ClosedPeriod,
    MembershipException,
    MembershipRule,
    PartKind,
    PartTemplate,
)
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.host_rota import HostLegacy, HostTurn, TurnState
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Network
from dgsdesk.domain.theme import ThemeCall
from dgsdesk.domain.wording import date_long

add_sentences(
    {
        "no_circle": (
            "Aucun format de rencontre n’est ouvert dans ce réseau.",
            "Ouvrez-en un dans « Formats », ou partez du modèle d’un territoire.",
        ),
        "circle_in_use": (
            "« {name} » a déjà des réunions, des tours d’accueil tenus ou des appels à thèmes.",
            "Fermez ce format à une date : ses comptes rendus restent. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class AddCircle(Command[str]):
    """Open a circle of all, monthly, in turn; everything of it can then be changed. Returns its id."""

    name: str


@dataclass(frozen=True)
class CloseCircle(Command[None]):
    """Let a circle meet no more from a day on, or again (None); what it has done stays."""

    circle_id: str
    day: date | None


@dataclass(frozen=True)
class RemoveCircle(Command[None]):
    """Take a circle out that never met nor called for themes, with its proposals.

    Raises RuleBroken("circle_in_use").
    """

    circle_id: str


@handles(AddCircle, "Format de rencontre « {name} » ouvert")
def add_circle(act: Act, command: AddCircle) -> str:
    members = len(organisations_on(act.store, act.today))
    network = act.store.find(Network)[0]
    circle = Circle(
        id=act.new_id(),
        name=required(command.name, "nom du format de rencontre"),
        expected=max(members, NUMBERS["expected"][1]),
        parts=(PartTemplate("Points à l’ordre du jour", PartKind.FREE, 120),),
        school_zone=school_zone_of(network.departement),
    )
    act.store.add(circle)
    act.store.add(MembershipRule(id=act.new_id(), circle_id=circle.id))
    act.tell(name=circle.name)
    return circle.id


@handles(CloseCircle, "{words}")
def close_circle(act: Act, command: CloseCircle) -> None:
    circle = act.store.get(Circle, command.circle_id)
    circle.closed_on = command.day
    name = f"Format de rencontre « {circle.name} »"
    act.tell(words=f"{name} fermé au {date_long(command.day)}" if command.day else f"{name} rouvert")


@handles(RemoveCircle, "Format de rencontre « {name} » retiré")
def remove_circle(act: Act, command: RemoveCircle) -> None:
    circle = act.store.get(Circle, command.circle_id)
    turns = act.store.find(HostTurn, circle_id=circle.id)
    began = any(turn.state is not TurnState.PROPOSED for turn in turns)
    if began or any(act.store.find(kind, circle_id=circle.id) for kind in (Meeting, ThemeCall)):
        raise RuleBroken("circle_in_use", name=circle.name)
    act.tell(name=circle.name)
    for turn in turns:
        act.store.remove(turn)
    for kind in _OWN:
        for row in act.store.find(kind, circle_id=circle.id):
            act.store.remove(row)
    act.store.remove(circle)


_OWN: tuple[type[Entity], ...] = (
    MembershipRule,
    MembershipException,
    ClosedPeriod,
    AgendaTemplate,
    HostLegacy,
)
"""What belongs to a circle alone, and goes with it."""
