"""The chips of the palette: what a search is narrowed by, as it could be typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from dgsdesk.application.search.filters import SearchChoices
from dgsdesk.desktop.components.filter_chips import ChipChoice
from dgsdesk.domain.wording import plural

_YEARS = 5


def chips_of(choices: SearchChoices) -> Sequence[ChipChoice]:
    """Return the kinds of things, then circle, period, commune and competence, where there is a choice."""
    return [*_kinds(), *_values(choices)]


def _kinds() -> Iterator[ChipChoice]:
    kinds = (
        (_tr("Réunions"), "réunion"),
        (_tr("Points"), "point"),
        (_tr("Décisions"), "décision"),
        (_tr("Actions"), "action"),
        (_tr("Zones grises"), "zone"),
        (_tr("Sujets"), "sujet,thème"),
        (_tr("Commandes"), "commande"),
        (_tr("Observations"), "observation"),
        (_tr("Annuaire"), "personne,commune"),
        (_tr("Documents"), "document,arrivée"),
    )
    for name, kind in kinds:
        yield ChipChoice(name, ((name, f"type:{kind}"),), group="type")


def _values(choices: SearchChoices) -> Iterator[ChipChoice]:
    several = (
        (_tr("Format"), [(name, f'format:"{name}"') for name in choices.circles]),
        (_tr("Période"), _periods(choices)),
        (_tr("Commune"), [(name, f'commune:"{name}"') for name in choices.communes]),
        (_tr("Compétence"), [(label, f'compétence:"{code}"') for code, label in choices.competences]),
    )
    for name, values in several:
        if len(values) > 1:
            yield ChipChoice(name, tuple(values))


def _periods(choices: SearchChoices) -> list[tuple[str, str]]:
    today = choices.today
    month = f"{today:%m}"
    since = [
        (_tr("Depuis {}").format(plural(years, "an", "ans")), f"depuis:{today.year - years}-{month}")
        for years in (1, 2, _YEARS)
    ]
    return since + [(str(year), f"date:{year}") for year in range(today.year, today.year - _YEARS, -1)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("PaletteChips", text)
