"""What « Bienvenue » shows: intercommunalities as one types, their communes, the models in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dgsdesk.application.desk import View
from dgsdesk.application.ports.reference import CommuneRow, EpciRow, ModelRow
from dgsdesk.application.steps import COUNTING_WORDS
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.toponym import typeset_name
from dgsdesk.domain.wording import MONTHS, WEEKDAYS, cardinal, duration, hour, join_and, plural

_RANKS = ("", "premier", "deuxième", "troisième", "quatrième", "cinquième")


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
    """A model of network and its rules in words: what is ruled, and how."""

    model: ModelRow
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Founded:
    """Which intercommunality and which model the network was founded with."""

    siren: str
    model_id: str
    name: str


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
    return tuple(ModelChoice(model, model_rules(model)) for model in view.reference.models())


def founded(view: View) -> Founded | None:
    """Return what the network was founded with; nothing before the first start is done."""
    network = view.network()
    circles = view.store.find(Circle)
    if network is None:
        return None
    return Founded(network.siren, circles[0].model_id if circles else "", network.name)


def _typeset(row: EpciRow) -> EpciRow:
    return replace(
        row,
        name=typeset_name(row.name),
        short_name=typeset_name(row.short_name),
        found_through=typeset_name(row.found_through),
    )


def model_rules(model: ModelRow) -> tuple[tuple[str, str], ...]:
    """Return the rules of a model in words, those of its agenda left out."""
    days = plural(model.observation_days, "jour", "jours")
    mode = COUNTING_WORDS.get(model.counting_mode, "")
    return (
        ("Quand", _when(model)),
        ("Combien de temps", _length(model)),
        ("Qui", model.members),
        ("Où", model.hosting),
        ("Qui rédige", model.writer),
        ("Observations", f"{days} {mode} après l’envoi du projet".replace("  ", " ")),
        ("Diffusion", model.dispatch),
    )


def _when(model: ModelRow) -> str:
    months = "chaque mois" if model.every_months == 1 else f"tous les {cardinal(model.every_months)} mois"
    words = f"{months}, le {_RANKS[model.week]} {WEEKDAYS[model.weekday]} à {hour(model.starts_at)}"
    if not model.skipped_months:
        return words
    return f"{words}, sauf en {join_and([MONTHS[month - 1] for month in model.skipped_months])}"


def _length(model: ModelRow) -> str:
    whole = duration(model.minutes)
    return f"{whole}, suivies d’un déjeuner" if model.lunch else whole
