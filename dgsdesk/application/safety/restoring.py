"""Going back to a backup: what would change is said first, then it is one act, which an undo takes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.kept_words import called, counted, word_key
from dgsdesk.application.ports.store import KindDifference, Past, Store
from dgsdesk.application.privacy.person_erasure import ErasePerson, contact_erasure
from dgsdesk.application.safety.kept_contents import names_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.network import Attachment, Network, Person
from dgsdesk.domain.wording import NBSP, THIN, date_full, hour, join_and, plural

add_sentences(
    {
        "no_backup": ("La sauvegarde « {where} » n’existe pas.", "Vérifiez le chemin. Rien n’a été changé."),
        "backup_damaged": (
            "La sauvegarde « {file} » est abîmée ou incomplète : elle ne peut pas être restaurée.",
            "Prenez-en une autre, plus ancienne ou sur une clé. Rien n’a été changé.",
        ),
        "fingerprint_unreadable": (
            "L’empreinte de la sauvegarde « {file} » est vide ou illisible : elle a été relue page par page, "
            "sans pouvoir l’être à la lettre près.",
            "Elle peut être restaurée. Pour en être sûr, refaites une copie.",
        ),
        "backup_unfinished": (
            "« {file} » n’est pas une sauvegarde mais un réseau ouvert, ou mal refermé : ce fichier seul ne "
            "contient pas tout.",
            "Ouvrez-le d’abord avec DGS Desk, faites-en une copie, puis restaurez cette copie. Rien n’a été "
            "changé.",
        ),
        "backup_of_another": (
            "La sauvegarde « {file} » est celle d’un autre réseau : {name}.",
            "Ouvrez-la comme un réseau à part. Rien n’a été changé.",
        ),
        "no_good_backup": (
            "Aucune sauvegarde lisible ne se trouve dans « {where} ».",
            "Si vous en avez une copie sur une clé : dgsdesk restore FICHIER. Rien n’a été changé.",
        ),
        "nothing_to_restore": (
            "La sauvegarde « {file} » dit exactement ce que dit le réseau.",
            "Il n’y a rien à restaurer.",
        ),
    }
)

_NAMED = 3
_TOLD = 5
"""Acts that would be undone, of which the newest are told."""

_AT_ONCE = 500


@dataclass(frozen=True)
class RestoreLine:
    """What would happen to one kind of things: how many, in words, and a few of their names.

    ``added`` would come back, ``changed`` take their former state, ``removed`` leave.
    """

    kind: str
    added: int
    changed: int
    removed: int
    added_names: tuple[str, ...]
    changed_names: tuple[str, ...]
    removed_names: tuple[str, ...]


@dataclass(frozen=True)
class RestorePreview:
    """What restoring a backup would change; ``lines`` is empty when no row would.

    ``acts`` are the newest acts that would be undone of ``acts_count``, ``missing_files`` the names of
    attachments found nowhere, ``returning_files`` of those that are gone or rotten here and would come back,
    ``kept_erased`` the rows that stay erased.

    ``replaces`` when the network's own file is damaged otherwise than in its rows: rows would heal nothing,
    so the backup is to take its whole place (`Desk.give_way_to`), in which ``erased_again`` is run before
    anything else.
    """

    file: str
    at: datetime | None
    lines: tuple[RestoreLine, ...]
    acts: tuple[str, ...]
    acts_count: int
    missing_files: tuple[str, ...]
    returning_files: tuple[str, ...]
    kept_erased: int
    replaces: bool = False
    erased_again: tuple[ErasePerson, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say it in words, a line each."""
        return tuple(_of_whole(self) if self.replaces else _of_rows(self))

    @property
    def does_something(self) -> bool:
        """Say whether restoring would change a row, bring a file back or heal the file."""
        return bool(self.lines or self.returning_files or self.replaces)


@dataclass(frozen=True)
class RestoreBackup(Command[int]):
    """Bring every row back to what a backup holds, as one act; returns how many rows changed.

    The journal stays, and grows by this act. What was erased for good since stays erased.
    """

    backs_up = "restauration"
    file: str


def preview_restore(view: View, file: str) -> RestorePreview:
    """Say what restoring a backup would change; nothing is changed.

    Raises NotFound("no_backup"), StorageUnavailable, RuleBroken("backup_of_another").
    """
    with view.keeper.past(file) as past:
        rotten = past.is_present_rotten
        found, people = _without_erased(past)
        _refuse_another(view, past, file)
        lines = tuple(_lines(found, past.store, past.store if rotten else view.store))
        acts = past.acts_since
        missing = tuple(_missing(found, past))
        returning = () if rotten else tuple(names_of(past.lost_contents(), view.store))
        return RestorePreview(
            file,
            past.made_at,
            lines,
            acts=tuple(acts[:_TOLD]),
            acts_count=len(acts),
            missing_files=missing,
            returning_files=returning,
            kept_erased=len(people),
            replaces=rotten,
            erased_again=tuple(map(ErasePerson, people)) if rotten else (),
        )


@handles(RestoreBackup, "Sauvegarde {which} restaurée")
def restore_backup(act: Act, command: RestoreBackup) -> int:
    with act.view.keeper.past(command.file) as past:
        found, _ = _without_erased(past)
        _refuse_another(act.view, past, command.file)
        lost = past.lost_contents()
        if not found and not lost:
            raise RuleBroken("nothing_to_restore", where=command.file)
        for sha256 in lost:
            past.bring_file(sha256)
        act.tell(which=_which(past.made_at))
        return take_from(act, past, found)


def take_from(act: Act, past: Past, found: Iterable[KindDifference]) -> int:
    """Take rows and the files that they speak of from a checked past; return how many rows changed."""
    rows = 0
    for one in found:
        for sha256 in sorted(one.contents):
            past.bring_file(sha256)
        _apply(act.store, past.store, one)
        rows += len(one.added) + len(one.changed) + len(one.removed)
    return rows


def _refuse_another(view: View, past: Past, file: str) -> None:
    """Refuse the backup of another intercommunality; into an empty network any goes."""
    here, there = _own(view, past), past.store.find(Network)
    if here is not None and there and (here.siren or here.id) != (there[0].siren or there[0].id):
        raise RuleBroken("backup_of_another", where=file, name=there[0].name)


def _own(view: View, past: Past) -> Network | None:
    """Return the network that is open, as far as rot lets it be read."""
    try:
        return view.network()
    except Exception:  # rot may break any reader in its own way
        if not past.is_present_rotten:
            raise
        return None


def _without_erased(past: Past) -> tuple[list[KindDifference], list[str]]:
    """Return the differences without what was erased for good since, and the people whom that is about."""
    people = sorted(row_id for kind, row_id in past.erased_since if kind == Person.__name__)
    found = past.compare([contact_erasure(person_id) for person_id in people])
    return found, sorted(one.id for one in past.store.find(Person, id=people))


def _apply(present: Store, former: Store, found: KindDifference) -> None:
    names = [field.name for field in fields(found.kind)]
    for entity in _each(present, found.kind, found.removed):
        present.remove(entity)
    for entity in _each(former, found.kind, found.added):
        present.add(found.kind(**{name: getattr(entity, name) for name in names}))
    were = {entity.id: entity for entity in _each(former, found.kind, found.changed)}
    for entity in _each(present, found.kind, found.changed):
        for name in names:
            value = getattr(were[entity.id], name)
            if getattr(entity, name) != value:
                setattr(entity, name, value)


def _each(store: Store, kind: type[Entity], ids: tuple[str, ...]) -> Iterator[Entity]:
    for start in range(0, len(ids), _AT_ONCE):
        yield from store.find(kind, id=ids[start : start + _AT_ONCE])


# -- what is said of it --------------------------------------------------------------------------------------


def _lines(found: Iterable[KindDifference], former: Store, present: Store) -> Iterator[RestoreLine]:
    """Return a line for each kind that people see, and one for all the others, last."""
    rest = (0, 0, 0)
    for one in found:
        counts = (len(one.added), len(one.changed), len(one.removed))
        if not word_key(one.kind.__name__):
            rest = (rest[0] + counts[0], rest[1] + counts[1], rest[2] + counts[2])
            continue
        yield RestoreLine(
            one.kind.__name__,
            *counts,
            _names(former, one.kind, one.added),
            _names(present, one.kind, one.changed),
            _names(present, one.kind, one.removed),
        )
    if any(rest):
        yield RestoreLine("", *rest, (), (), ())


def _names(store: Store, kind: type[Entity], ids: tuple[str, ...]) -> tuple[str, ...]:
    names = (called(entity) for entity in store.find(kind, id=ids[:_NAMED]))
    return tuple(name for name in names if name)


def _missing(found: Iterable[KindDifference], past: Past) -> Iterator[str]:
    """Return the names of the attachments to be taken whose content is nowhere."""
    for one in found:
        if one.kind in (Attachment, Arrival):
            for entity in _each(past.store, one.kind, one.added + one.changed):
                assert isinstance(entity, Attachment | Arrival)
                if not past.has_file(entity.sha256):
                    yield entity.name


def _which(at: datetime | None) -> str:
    return f"du {date_full(at.date())} à {hour(at.time())}" if at else "antérieure"


def _of_rows(preview: RestorePreview) -> Iterator[str]:
    yield f"Sauvegarde {_which(preview.at)}."
    if not preview.lines:
        nothing = "aucune ligne" if preview.returning_files else "rien"
        yield f"Elle dit exactement ce que dit le réseau{NBSP}: {nothing} ne changerait."
    if not preview.lines and not preview.returning_files:
        return
    yield from _changes(preview)
    undone = ", et vous pourrez annuler" if preview.lines else ""
    yield f"Le réseau tel qu’il est sera d’abord sauvegardé{undone}."


def _of_whole(preview: RestorePreview) -> Iterator[str]:
    yield f"Sauvegarde {_which(preview.at)}."
    yield (
        f"Le fichier du réseau est abîmé dans sa structure même{NBSP}: y remettre des lignes ne le guérirait "
        "pas. La sauvegarde prendrait sa place en entier."
    )
    yield from _changes(preview)
    if not preview.lines and not preview.acts_count:
        yield f"Autant qu’on puisse encore le lire, rien n’a été saisi depuis{NBSP}: rien ne serait perdu."
    yield (
        "Le fichier abîmé serait gardé à côté, sous un autre nom. Ce remplacement ne s’annule pas d’un geste."
    )


def _changes(preview: RestorePreview) -> Iterator[str]:
    back = [_of(line.kind, line.added, line.added_names) for line in preview.lines if line.added]
    other = [_of(line.kind, line.changed, line.changed_names) for line in preview.lines if line.changed]
    gone = [_of(line.kind, line.removed, line.removed_names) for line in preview.lines if line.removed]
    for before, parts in (
        ("Ce qui reviendrait", back),
        ("Ce qui retrouverait son état d’alors", other),
        ("Ce qui serait retiré, car saisi depuis", gone),
    ):
        if parts:
            yield f"{before}{NBSP}: {join_and(parts)}."
    if count := preview.acts_count:
        newest = f"{THIN}; ".join(preview.acts[:_NAMED])
        done = plural(count, "geste fait depuis serait perdu", "gestes faits depuis seraient perdus")
        end = f"{THIN}; …" if count > _NAMED else "."
        yield f"{done}{NBSP}: {newest}{end}"
    if missing := preview.missing_files:
        lost = plural(len(missing), "pièce jointe est introuvable", "pièces jointes sont introuvables")
        yield f"{lost}{NBSP}: {_some(missing)}"
    if returning := preview.returning_files:
        one = "pièce jointe abîmée ou disparue reviendrait intacte"
        many = "pièces jointes abîmées ou disparues reviendraient intactes"
        yield f"{plural(len(returning), one, many)}{NBSP}: {_some(returning)}"
    if kept := preview.kept_erased:
        one = "fiche effacée depuis à la demande de la personne le restera"
        many = "fiches effacées depuis à la demande des personnes le resteront"
        yield f"{plural(kept, one, many)}."


def _some(names: tuple[str, ...]) -> str:
    """Write « plan.pdf et carte.pdf. », or the first few and an ellipsis."""
    words = join_and(names[:_NAMED])
    return _and_more(words) if len(names) > _NAMED else f"{words}."


def _of(kind: str, count: int, names: tuple[str, ...]) -> str:
    """Write « 12 points (Budget, Voirie…) »."""
    if not names:
        return counted(kind, count)
    words = ", ".join(names)
    return f"{counted(kind, count)} ({_and_more(words) if count > len(names) else words})"


def _and_more(words: str) -> str:
    """End an enumeration that goes on; a name that was shortened ends so already."""
    return words if words.endswith("…") else f"{words}…"
