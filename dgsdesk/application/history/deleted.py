"""« Éléments supprimés »: what was deleted in the last year, and bringing it back, whatever came since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.history.acts import moment, who
from dgsdesk.application.history.bringing_back import planned
from dgsdesk.application.history.names import Names
from dgsdesk.application.kept_words import counted
from dgsdesk.application.membership import sort_key
from dgsdesk.application.ports.store import GoneRow, Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.belonging import OWNERS, THINGS
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.wording import capitalised, date_full, join_and, plural

KEPT = timedelta(days=366)
"""For how long what was deleted can be brought back."""

add_sentences(
    {
        "deletion_gone": (
            "Cette suppression n’est plus dans l’historique : elle a été annulée, ou date de plus d’un an.",
            "Relisez les éléments supprimés. Rien n’a été changé.",
        ),
        "already_back": (
            "« {where} » est déjà là.",
            "Ouvrez-le à sa place. Rien n’a été changé.",
        ),
        "owner_deleted": (
            "« {where} » appartenait à ce qui a été supprimé aussi : {owners}.",
            "Rétablissez les deux ensemble. Rien n’a été changé.",
        ),
        "owner_lost": (
            "« {where} » appartenait à ce qui a été supprimé depuis plus d’un an.",
            "Une sauvegarde de cette époque peut encore le rendre. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class DeletedLine:
    """One thing that was deleted: its name, with what else, by whom and when; ``search`` is found by typing.

    ``sequence`` and ``id`` are what `BringBack` takes.
    """

    sequence: int
    kind: str
    id: str
    name: str
    along: str
    sentence: str
    day: str
    at: datetime
    search: str


@dataclass(frozen=True)
class BringBackPreview:
    """What bringing a thing back would do, in sentences; ``owners`` would come back with it when agreed."""

    name: str
    owners: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class BringBack(Command[int]):
    """Bring a deleted thing back with its details, as one act; returns how many rows came back.

    ``with_owners`` brings back what it belonged to as well. Raises NotFound("deletion_gone"),
    RuleBroken: "already_back", "owner_deleted", "owner_lost".
    """

    sequence: int
    id: str
    with_owners: bool = False


def deleted_things(view: View) -> tuple[DeletedLine, ...]:
    """Return what was deleted in the last year and is not back, newest first."""
    gone = view.ledger.gone(oldest(view.clock.today()))
    present = _present(view.store, gone)
    by_act: dict[int, list[GoneRow]] = {}
    for row in gone:
        if row.row_id not in present:
            by_act.setdefault(row.sequence, []).append(row)
    names = Names.of_gone(view, gone)
    today = view.clock.today()
    return tuple(line for rows in by_act.values() for line in _lines(rows, names, today))


def oldest(today: date) -> date:
    """Return the day since which what was deleted can be brought back."""
    return today - KEPT


def _present(store: Store, rows: Iterable[GoneRow]) -> set[str]:
    wanted: dict[str, set[str]] = {}
    for row in rows:
        wanted.setdefault(row.kind, set()).add(row.row_id)
    kinds = {kind.__name__: kind for kind in THINGS}
    return {entity.id for kind, ids in wanted.items() for entity in store.find(kinds[kind], id=ids)}


def _lines(rows: list[GoneRow], names: Names, today: date) -> Iterable[DeletedLine]:
    """Return a line for each thing of one act that was not deleted along with what it belonged to."""
    ids = {row.row_id for row in rows}
    owners = {row.row_id: {str(row.values.get(name)) for name in _owners_of(row.kind)} & ids for row in rows}
    for root in rows:
        if owners[root.row_id]:
            continue
        along = _below(root.row_id, owners)
        kinds = Counter(row.kind for row in rows if row.row_id in along)
        with_them = join_and([counted(kind, count) for kind, count in sorted(kinds.items())])
        name = f"{names.of(root.kind, root.row_id)}{names.within(root.row_id)}"
        by = who(root.actor, root.machine)
        words = [name, *(names.of(row.kind, row.row_id) for row in rows if row.row_id in along), by]
        yield DeletedLine(
            root.sequence,
            root.kind,
            root.row_id,
            capitalised(name),
            f"avec {with_them}" if with_them else "",
            f"{moment(root.at, today)}{f', par {by}' if by else ''}",
            capitalised(date_full(root.at.date())),
            root.at,
            sort_key(" ".join(words)),
        )


def _owners_of(kind: str) -> tuple[str, ...]:
    return next(fields for known, fields in OWNERS.items() if known.__name__ == kind)


def _below(root: str, owners: dict[str, set[str]]) -> set[str]:
    """Return the ids of all that belonged to a thing, directly or not."""
    found = {root}
    while more := {one for one, above in owners.items() if above & found} - found:
        found |= more
    return found - {root}


def bring_back_preview(view: View, sequence: int, thing_id: str) -> BringBackPreview:
    """Say what bringing a thing back would do; nothing is changed. Raises NotFound, RuleBroken as the act."""
    plan = planned(view, sequence, thing_id)
    details = len(plan.rows) - 1
    back = (
        [plural(details, "détail revient en même temps", "détails reviennent en même temps")]
        if details
        else []
    )
    sentences = [f"{capitalised(one)}." for one in back]
    return BringBackPreview(plan.name, plan.owners, (*sentences, *plan.said))


@handles(BringBack, "Rétabli : {name}")
def bring_back(act: Act, command: BringBack) -> int:
    plan = planned(act.view, command.sequence, command.id)
    if plan.owners and not command.with_owners:
        raise RuleBroken("owner_deleted", where=plan.name, owners=join_and(plan.owners))
    act.tell(name=plan.name)
    for kind, values in plan.rows:
        act.store.add(kind(**values))
    for entity, name, value in plan.changes:
        setattr(entity, name, value)
    return len(plan.rows)
