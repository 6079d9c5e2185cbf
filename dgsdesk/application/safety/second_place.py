"""The copy elsewhere: a stick or a folder that was chosen once, and when the next copy is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from dgsdesk.application.pace import Pace
from dgsdesk.application.ports.store import NetworkCopied, SecondPlace
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.wording import NBSP, date_full, days_away, hour

add_sentences(
    {
        "second_full": (
            "Il n’y a plus de place dans « {where} » : la copie n’y a pas été faite.",
            "Libérez-y de la place, ou choisissez un autre endroit ; le réseau de ce poste est intact.",
        ),
        "second_protected": (
            "Rien ne peut s’écrire dans « {where} » : la copie n’y a pas été faite.",
            "Ôtez-en la protection, ou choisissez un autre endroit ; le réseau de ce poste est intact.",
        ),
        "second_absent": (
            "L’endroit choisi pour la copie n’est pas là : {where}.",
            "Branchez la clé ou ouvrez le lecteur, ou choisissez un autre endroit. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class SecondRow:
    """Where copies go besides, every how many days, what to say of it, and whether one is due."""

    folder: str
    every_days: int
    sentence: str
    late: bool


def second_due(view: View) -> date | None:
    """Return the day on which the copy elsewhere was or is due; nothing where no place was chosen."""
    second = view.keeper.second()
    if second is None:
        return None
    if second.last is None:
        return view.clock.today()
    return second.last.date() + timedelta(days=second.every_days)


def second_row(view: View) -> SecondRow | None:
    """Return what was chosen and what to say of it; looks whether the place is there."""
    second, today = view.keeper.second(), view.clock.today()
    if second is None:
        return None
    last = second.last
    said = (
        f"Dernière copie dans «{NBSP}{second.folder}{NBSP}»{NBSP}: {date_full(last.date())} à "
        f"{hour(last.time())}, {days_away(last.date(), today)}."
        if last
        else f"Aucune copie n’a encore été faite dans «{NBSP}{second.folder}{NBSP}»."
    )
    late = (second_due(view) or today) <= today
    if not view.keeper.reaches_second():
        said += " Cet endroit n’est pas là en ce moment : branchez la clé, ou choisissez-en un autre."
    elif late and last:
        said += " Il est temps d’en refaire une."
    return SecondRow(second.folder, second.every_days, said, late)


def choose_second_place(view: View, folder: str, every_days: int) -> None:
    """Keep where copies go besides and how often; another place begins without a copy."""
    former = view.keeper.second()
    last = former.last if former and former.folder == folder else None
    view.keeper.choose_second(SecondPlace(folder, every_days, last))


def second_copy(view: View) -> Callable[[Pace], NetworkCopied]:
    """Return what makes the copy elsewhere, in any thread: a stick may take minutes.

    It raises NotFound("second_absent"), StorageUnavailable, RuleBroken("given_up").
    """
    from dgsdesk.domain.library import safe_name

    network = view.network()
    name = safe_name(f"DGS Desk, {network.name}" if network else "DGS Desk", "DGS Desk")
    return partial(view.keeper.copy_to_second, name, view.clock.now().replace(tzinfo=None))
