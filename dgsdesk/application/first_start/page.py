"""What « Bienvenue » shows: intercommunalities as one types, their communes, the models in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dgsdesk.application.circle.words import rhythm_words
from dgsdesk.application.desk import View
from dgsdesk.application.meeting.steps import COUNTING_WORDS
from dgsdesk.application.ports.reference import (
    CommuneRow,
    EpciRow,
    FoundCommune,
    ModelCircleRow,
    ModelRow,
)
from dgsdesk.domain.network import COMPOSED_TYPES, Organisation, OrganisationKind
from dgsdesk.domain.toponym import typeset_name
from dgsdesk.domain.wording import duration, plural

_WHOLE_AT_MOST = 3


@dataclass(frozen=True)
class EpciSearch:
    """The intercommunalities that a text finds, best first, among ``total``."""

    text: str
    found: tuple[EpciRow, ...]
    total: int


@dataclass(frozen=True)
class EpciPreview:
    """One intercommunality with its communes by name, and the year of the data."""

    epci: EpciRow
    communes: tuple[CommuneRow, ...]
    year: int


@dataclass(frozen=True)
class ModelChoice:
    """A model of network and, for each of its circles, the rules in words: what is ruled, and how."""

    model: ModelRow
    rules: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class CommuneSearch:
    """The communes that a text finds, best first, and the intercommunalities to take whole."""

    text: str
    found: tuple[FoundCommune, ...]
    whole: tuple[EpciPreview, ...]


@dataclass(frozen=True)
class Made:
    """What tells one choice of network from another; communes are INSEE codes, ``town`` that of its seat."""

    name: str
    siren: str
    epci_type: str
    communes: frozenset[str]
    town: str = ""


@dataclass(frozen=True)
class Founded:
    """Which intercommunality and which model the network was founded with."""

    made: Made
    model_id: str


def find_epci(view: View, text: str) -> EpciSearch:
    """Return what a text finds: a name, a commune, a département or the first figures of a SIREN."""
    found = tuple(_typeset(row) for row in view.reference.find_epci(text))
    return EpciSearch(text, found, view.reference.count_epci())


def epci_preview(view: View, siren: str) -> EpciPreview:
    """Return what picking it would bring; raises NotFound("unknown_siren")."""
    communes = view.reference.communes_of(siren)
    named = tuple(replace(row, name=typeset_name(row.name)) for row in communes)
    return EpciPreview(_typeset(view.reference.epci(siren)), named, view.reference.reference_date.year)


def model_choices(view: View) -> tuple[ModelChoice, ...]:
    """Return the models of network in the order to offer them."""
    return tuple(model_choice(model) for model in view.reference.models())


def model_choice(model: ModelRow) -> ModelChoice:
    """Return a model with its rules in words."""
    return ModelChoice(model, tuple(circle_rules_in_words(row) for row in model.circles))


def find_communes(view: View, text: str) -> CommuneSearch:
    """Return what a text finds: a commune, a postal code, a département, and whole intercommunalities."""
    found = tuple(_typeset_found(one) for one in view.reference.find_communes(text))
    epcis = view.reference.find_epci(text, limit=_WHOLE_AT_MOST)
    return CommuneSearch(text, found, tuple(epci_preview(view, row.siren) for row in epcis))


def composed_types(view: View) -> list[tuple[str, str]]:
    """Return the types of intercommunality that may be composed by hand, and what they are called."""
    labels = dict(view.reference.epci_types())
    return [(code, labels[code]) for code in COMPOSED_TYPES]


def founded(view: View) -> Founded | None:
    """Return what the network was founded with; nothing before the first start is done."""
    network = view.network()
    if network is None:
        return None
    places = view.store.find(Organisation)
    communes = frozenset(one.code for one in places if one.kind is OrganisationKind.COMMUNE)
    town = next((one.town for one in places if one.kind is OrganisationKind.EPCI), "")
    made = Made(network.name, network.siren, network.epci_type, communes, town)
    return Founded(made, network.model_id)


def _typeset_found(one: FoundCommune) -> FoundCommune:
    commune = replace(one.commune, name=typeset_name(one.commune.name))
    return replace(one, commune=commune, epci_name=typeset_name(one.epci_name))


def _typeset(row: EpciRow) -> EpciRow:
    return replace(
        row,
        name=typeset_name(row.name),
        short_name=typeset_name(row.short_name),
        found_through=typeset_name(row.found_through),
    )


def circle_rules_in_words(row: ModelCircleRow) -> tuple[tuple[str, str], ...]:
    """Return the rules of one circle of a model in words, those of its agenda left out."""
    days = plural(row.observation_days, "jour", "jours")
    mode = COUNTING_WORDS.get(row.counting_mode, "")
    return (
        ("Quand", rhythm_words(row)),
        ("Combien de temps", _length(row)),
        ("Qui", row.members),
        ("Où", row.hosting),
        ("Qui rédige", row.writer),
        ("Observations", f"{days} {mode} après l’envoi du projet".replace("  ", " ")),
        ("Diffusion", row.dispatch),
    )


def _length(row: ModelCircleRow) -> str:
    whole = duration(row.minutes)
    return f"{whole}, suivies d’un déjeuner" if row.lunch else whole
