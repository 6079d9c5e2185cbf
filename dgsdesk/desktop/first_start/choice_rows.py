"""What can be picked as rows with a mark at their left, one of which is picked."""

from __future__ import annotations

from dataclasses import replace

from dgsdesk.application.first_start.page import ModelChoice
from dgsdesk.application.ports.reference import EpciRow, FoundCommune
from dgsdesk.desktop.components.matched import match
from dgsdesk.desktop.components.rows import Row
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import NBSP, number, plural

_LIST_WIDTH = 486
_LIST_SHARE = 0.45


def left_width(theme: Theme, whole: int) -> int:
    """Return the width of the list at the left of a step, less than half of the whole with large text."""
    return min(theme.wide(_LIST_WIDTH), round(whole * _LIST_SHARE))


def picked_mark(picked: bool) -> tuple[str, str]:
    """Return icon and ink of the mark."""
    return ("circle-check", "accent_text") if picked else ("circle", "line_strong")


def epci_row(epci: EpciRow, typed: str, picked: bool) -> Row:
    """Show an intercommunality, what was typed marked in its name."""
    icon, tone = picked_mark(picked)
    return Row(
        epci.short_name,
        _epci_facts(epci),
        plural(epci.communes, "commune", "communes"),
        plural(epci.population, "hab.", "hab."),
        icon=icon,
        tone=tone,
        marks=_apart(match(typed, epci.short_name) or []),
    )


def _epci_facts(epci: EpciRow) -> str:
    facts = [epci.type_label, epci.departement_name]
    if epci.found_through and epci.found_through != epci.departement_name:
        facts.insert(0, f"dont {epci.found_through}")
    return f"{NBSP}· ".join(facts)


def _apart(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Drop the passages that overlap one before them."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def whole_row(epci: EpciRow, typed: str, taken: int) -> Row:
    """Show an intercommunality that is taken whole, with how many of its communes are taken already."""
    row = epci_row(epci, typed, taken == epci.communes)
    begun = 0 < taken < epci.communes
    return replace(row, right=f"{number(taken)} sur {row.right}") if begun else row


def commune_row(one: FoundCommune, typed: str, picked: bool) -> Row:
    """Show a commune and where it belongs now, what was typed marked in its name."""
    icon, tone = picked_mark(picked)
    commune = one.commune
    return Row(
        commune.name,
        f"{NBSP}· ".join(filter(None, (one.departement_name, one.epci_name))),
        plural(commune.population, "hab.", "hab."),
        icon=icon,
        tone=tone,
        marks=_apart(match(typed, commune.name) or []),
    )


def model_row(choice: ModelChoice, picked: bool) -> Row:
    """Show a model of network."""
    icon, tone = picked_mark(picked)
    model = choice.model
    names = ", ".join(circle.name for circle in model.circles)
    return Row(model.territory, names or "Sans format : à composer vous-même", icon=icon, tone=tone)
