"""« Vérifier le réseau »: everything is looked through and hashed anew; what is uncertain is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from dgsdesk.application.kept_words import called, counted
from dgsdesk.application.minutes.frozen_text import is_sound, sentence_of
from dgsdesk.application.pace import Pace
from dgsdesk.application.ports.store import Files, StorageFindings, Store
from dgsdesk.application.safety.kept_contents import content_words, kept_contents
from dgsdesk.application.sentences import sentence
from dgsdesk.application.view import View
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import MinutesVersion
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.wording import NBSP, THIN, join_and, plural

F = TypeVar("F")

_ROT = "Le fichier du réseau est abîmé par endroits."

_HEALED = frozenset(
    {
        "database_rot",
        "lost_references",
        "row_altered",
        "act_altered",
        "adopted_chain_broken",
        "file_damaged",
        "file_gone",
        "text_altered",
    }
)
"""What a backup may hold whole."""

_UNSAVED = frozenset({"database_rot", "lost_references"})
"""What keeps any backup from being made, since none could be restored."""

_READABLE = frozenset({"fingerprint_unreadable"})
"""What is said of a backup that can be gone back to all the same."""

_AT_ONCE = 100
_NAMED = 3


@dataclass(frozen=True)
class Finding:
    """Something uncertain: its code, where it is, and the one sentence that says so.

    What is derived of sound rows and was made anew since is ``mended``.
    """

    code: str
    where: str
    sentence: str
    mended: bool = False


@dataclass(frozen=True)
class CheckReport:
    """What was looked at, in numbers, and what was found; no finding means that all is well.

    ``remedy`` says what to do about what is uncertain, empty when nothing is.
    """

    rows: int
    files: int
    frozen_texts: int
    backups: int
    findings: tuple[Finding, ...]
    sentence: str
    remedy: str = ""

    @property
    def is_uncertain(self) -> bool:
        """Tell whether anything was found that is not mended."""
        return any(not one.mended for one in self.findings)

    @property
    def lines(self) -> tuple[str, ...]:
        """Say all of it, a line each."""
        told = (self.sentence, *(one.sentence for one in self.findings), self.remedy)
        return tuple(filter(None, told))


def check_network(view: View, pace: Pace | None = None) -> CheckReport:
    """Look through everything that is kept; raises as `network_check` says."""
    return network_check(view)(pace or Pace())


def network_check(view: View) -> Callable[[Pace], CheckReport]:
    """Return what looks through everything that is kept, beside the acts that go on; any thread may call it.

    It raises StorageUnavailable when it cannot be read at all, and RuleBroken("given_up").
    """
    return partial(_checked, view)


def _checked(view: View, pace: Pace) -> CheckReport:
    with view.keeper.inspected(pace) as (found, store):
        pace.stage("Comptes rendus figés")
        texts = _as_far_as_read(_frozen(store, pace), found)
        attached = _as_far_as_read(_attached(store, view.files, frozenset(found.altered_files)), found)
        gone = _as_far_as_read(_gone(store, view.files), found)
        told = {one.where for one in texts if one is not None}
        rows = [*_of_rows(store, tuple(row for row in found.altered_rows if row[1] not in told))]
    derived = [*_of_derived(found, view.keeper.mend(found, pace))]
    findings = (
        *_of_storage(found),
        *derived,
        *rows,
        *attached,
        *gone,
        *(one for one in texts if one is not None),
    )
    looked = found.looked_at
    counts = looked["rows"], looked["files"], len(texts), looked["backups"]
    return CheckReport(*counts, findings, _summary(looked, len(texts), findings), _remedy(findings, found))


def _as_far_as_read(found: Iterator[F], storage: StorageFindings) -> list[F]:
    """Return what is found; where rows are altered, up to the first that cannot be read: it is named."""
    read: list[F] = []
    try:
        read.extend(found)
    except Exception:  # rot may break any reader in its own way
        if not (storage.altered_rows or storage.rot):
            raise
    return read


def _summary(looked: dict[str, int], texts: int, findings: tuple[Finding, ...]) -> str:
    parts = (
        plural(looked["rows"], "ligne", "lignes"),
        plural(looked["files"], "pièce", "pièces"),
        plural(texts, "texte figé", "textes figés"),
        plural(looked["backups"], "sauvegarde", "sauvegardes"),
    )
    return f"Relus{NBSP}: {join_and(parts)}. {_outcome(findings)}."


def _outcome(findings: tuple[Finding, ...]) -> str:
    mended = sum(one.mended for one in findings)
    uncertain = len(findings) - mended
    if not findings:
        return "Tout est intact"
    again = plural(mended, "chose refaite", "choses refaites")
    if not uncertain:
        return f"{again}, tout le reste est intact"
    said = plural(uncertain, "chose incertaine", "choses incertaines")
    return f"{said}, {again}" if mended else said


def _remedy(findings: tuple[Finding, ...], found: StorageFindings) -> str:
    """Say what heals what a backup may hold whole; a backup that rotted is told alone."""
    codes = {one.code for one in findings}
    if not codes & _HEALED:
        return ""
    then = ", puis prend la place du fichier abîmé, qui est gardé à côté" if "database_rot" in codes else ""
    meanwhile = (
        f"aucune sauvegarde ne peut être faite{NBSP}: n’ajoutez rien d’important"
        if codes & _UNSAVED
        else "le reste du réseau reste utilisable"
    )
    return (
        f"{_way_back(found)}{NBSP}: elle montre d’abord ce qui changerait{then}. En attendant, {meanwhile}."
    )


def _way_back(found: StorageFindings) -> str:
    """Say which copy to go back to: one that can still be read."""
    unreadable = sum(one.code not in _READABLE for one in found.bad_backups)
    if found.looked_at["backups"] == unreadable:
        return (
            "Ce poste n’a pas de sauvegarde qui puisse servir. Revenez à une copie faite ailleurs, sur une "
            "clé ou dans un autre dossier"
        )
    return "Revenez à une sauvegarde d’avant" + (", parmi les autres" if unreadable else "")


def _of_storage(found: StorageFindings) -> Iterator[Finding]:
    if found.rot:
        yield Finding("database_rot", found.rot[0], _ROT)
    if found.lost:
        count = plural(found.lost, "ligne parle", "lignes parlent")
        yield Finding("lost_references", "", f"{count} de quelque chose qui n’existe plus.")
    for error in found.bad_backups:
        yield Finding(error.code, error.where, sentence(error).what)


_MENDED = {
    "index_differs": (
        f"L’index de la recherche était abîmé{NBSP}: il vient d’être refait d’après le réseau{THIN}; la "
        "recherche trouve de nouveau tout."
    ),
    "trail_differs": (
        "Le fil de l’historique était abîmé\u00a0: il vient d’être refait d’après le journal, intact."
    ),
    "seals_differ": "Les empreintes des lignes étaient mal rangées\u00a0: elles viennent d’être refaites.",
}


def _of_derived(found: StorageFindings, mended: bool) -> Iterator[Finding]:
    """Tell of what is a function of the rows: it is made anew where they are sound."""
    wrong = {
        "index_differs": found.unindexed > 0,
        "trail_differs": found.untrailed,
        "seals_differ": found.unsealed,
    }
    if mended:
        yield from (
            Finding(code, "", _MENDED[code], mended=True) for code, is_wrong in wrong.items() if is_wrong
        )
    elif found.unindexed:
        count = plural(found.unindexed, "chose", "choses")
        said = (
            f"Pour {count}, la recherche ne dit pas ce que dit le réseau{NBSP}: son index sera refait par la "
            "vérification qui suivra le retour à une sauvegarde."
        )
        yield Finding("index_differs", "", said)


def _of_rows(store: Store, altered: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    """Name what is not what was kept: acts, the row of adopted texts, then things by kind."""
    by_kind: dict[str, list[str]] = {}
    for kind, row_id in altered:
        by_kind.setdefault(kind, []).append(row_id)
    if acts := by_kind.pop("journal", []):
        count = plural(len(acts), "geste de l’historique n’est", "gestes de l’historique ne sont")
        yield Finding("act_altered", acts[0], f"{count} plus ce qui avait été enregistré.")
    if by_kind.pop("schema", []):
        yield Finding("database_rot", "", _ROT)
    if by_kind.pop("chain", []):
        said = "Un compte rendu adopté a été retiré ou ajouté hors du programme."
        yield Finding("adopted_chain_broken", "", said)
    for kind, ids in by_kind.items():
        names = [f"«{NBSP}{name}{NBSP}»" for name in _called(store, kind, ids[:_NAMED])]
        which = f"{NBSP}: {', '.join(names)}" if names else ""
        said = f"{counted(kind, len(ids))} ne dit plus ce qui avait été enregistré{which}."
        yield Finding("row_altered", ids[0], said.replace("ne dit", "ne disent") if len(ids) > 1 else said)


def _called(store: Store, kind: str, ids: list[str]) -> Iterator[str]:
    """Name things that are altered, as far as they can be read at all."""
    known = {one.__name__: one for one in Entity.__subclasses__()}
    for row_id in ids:
        try:
            name = called(store.get(known[kind], row_id))
        except Exception:  # rot may break any reader in its own way
            continue
        if name:
            yield name


def _attached(store: Store, files: Files, altered: frozenset[str]) -> Iterator[Finding]:
    """Name each attachment or arrival whose content is altered or gone, and other contents altered."""
    named: set[str] = set()
    for kept in (store.find(Attachment), store.find(Arrival)):
        for one in kept:
            named.add(one.sha256)
            if one.sha256 in altered:
                said = (
                    f"La pièce «{NBSP}{one.name}{NBSP}» a changé hors du programme, ou son disque l’a abîmée."
                )
                yield Finding("file_damaged", one.sha256, said)
            elif not files.has(one.sha256):
                yield Finding(
                    "file_gone", one.sha256, f"La pièce «{NBSP}{one.name}{NBSP}» a disparu du dossier."
                )
    for sha256 in sorted(altered - named):
        said = f"L’image ou le fichier {sha256[:8]}… ne correspond plus à ce qui avait été enregistré."
        yield Finding("file_damaged", sha256, said)


def _gone(store: Store, files: Files) -> Iterator[Finding]:
    """Name each picture of minutes, and each state that a dossier's return is compared with, that is gone."""
    for one in kept_contents(store):
        if not files.has(one.sha256):
            words = content_words(store, one)
            yield Finding("file_gone", one.sha256, f"{words[0].upper()}{words[1:]} a disparu des pièces.")


def _frozen(store: Store, pace: Pace) -> Iterator[Finding | None]:
    """Look at each version of minutes that left the house; None for each that is as it was."""
    ids = [*store.count(MinutesVersion, "id")]
    for start in range(0, len(ids), _AT_ONCE):
        pace.step(start, len(ids))
        for version in store.find(MinutesVersion, id=ids[start : start + _AT_ONCE]):
            if is_sound(version):
                yield None
            else:
                meeting = store.get(Meeting, version.meeting_id)
                yield Finding("text_altered", version.id, sentence_of(meeting, version))
