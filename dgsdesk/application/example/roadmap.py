"""What the elected members of the example network ask for: four requests, one of them done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.action.roadmap import AddRequest, EditRequest, LinkWork, SetRequestState
from dgsdesk.application.desk import Desk
from dgsdesk.application.example.content import SETTLED_ZONE, SHARED_SUBJECTS, THEMES
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.roadmap import RequestState


@dataclass(frozen=True)
class _Sample:
    """A request: who asked, how many days ago, due in how many days, where it stands, what answers it."""

    title: str
    asked_by: str
    ago: int
    due: int
    expected: str
    lead: str
    state: RequestState
    subjects: tuple[str, ...] = ()
    zones: tuple[int, ...] = ()


_SAMPLES = (
    _Sample(
        "Des abords de points d’apport volontaire propres",
        "Conférence des maires",
        120,
        90,
        "Savoir qui enlève quoi, sans nouvelle délibération.",
        "Direction des déchets",
        RequestState.UNDER_WAY,
        zones=(SETTLED_ZONE,),
    ),
    _Sample(
        "Être prêts pour la facturation électronique",
        "Bureau communautaire",
        75,
        210,
        "Une procédure unique, comprise de tous les secrétariats.",
        "Direction des finances",
        RequestState.OPEN,
        subjects=(SHARED_SUBJECTS[2][0],),
    ),
    _Sample(
        "Garder nos secrétaires généraux de mairie",
        "Conférence des maires",
        75,
        -15,
        "Trois mesures que le réseau peut porter dès cette année.",
        "",
        RequestState.OPEN,
        subjects=(THEMES[0][0],),
    ),
    _Sample(
        "Un registre RGPD commun",
        "Président",
        300,
        -60,
        "Un seul délégué, un seul registre.",
        "Direction générale des services",
        RequestState.DONE,
        subjects=(SHARED_SUBJECTS[0][0],),
    ),
)


def fill_roadmap(
    desk: Desk, zones: Mapping[int, str], subjects: Mapping[str, tuple[SourceKind, str]], today: date
) -> None:
    """Note the requests by rank and link what answers them."""
    for sample in _SAMPLES:
        asked = today - timedelta(days=sample.ago)
        due = today + timedelta(days=sample.due)
        request = desk.run(AddRequest(sample.title, sample.asked_by, asked, due)).value
        desk.run(EditRequest(request, expected=sample.expected, lead=sample.lead))
        for number in sample.zones:
            desk.run(LinkWork(request, SourceKind.GREY_ZONE, zones[number]))
        for title in sample.subjects:
            desk.run(LinkWork(request, *subjects[title]))
        if sample.state is not RequestState.OPEN:
            desk.run(SetRequestState(request, sample.state))
