"""« Premiers pas »: what leads from an empty network to its first invitation; gone once that has left."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.membership import members_on
from dgsdesk.application.view import View
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.host_rota import HostTurn
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Letterhead


@dataclass(frozen=True)
class FirstStep:
    """One step: what to do, whether it is done, and where (a page and a subject)."""

    title: str
    done: bool
    page: str
    subject: str = ""


def first_steps(view: View) -> tuple[FirstStep, ...]:
    """Return the steps of a network from which no invitation has left yet.

    A network that began with no model of how it meets has its first circle to open, before all dates.
    """
    store = view.store
    letterhead = store.find(Letterhead)
    named = sum(member.person_id is not None for member in members_on(store, view.clock.today()))
    planned = store.find(Meeting)
    items = store.find(AgendaItem, meeting_id={meeting.id for meeting in planned}) if planned else []
    first_circle = FirstStep("Ouvrir un format de rencontre", False, "circles")
    return (
        FirstStep("Créer le réseau", True, "directory"),
        FirstStep(
            "Dire qui nous sommes",
            bool(letterhead and letterhead[0].tells_enough),
            "directory",
            "identity",
        ),
        FirstStep("Nommer les DGS", named > 1, "directory", "people"),
        *(() if store.find(Circle) else (first_circle,)),
        FirstStep("Proposer le tour d’accueil", bool(store.count(HostTurn, "state")), "rota"),
        FirstStep("Écrire un premier ordre du jour", bool(items), "meetings"),
        FirstStep("Préparer la première invitation", False, "meetings"),
    )
