"""« Vérifier le réseau »: everything is looked through and hashed anew; what is uncertain is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from dgsdesk.application.frozen_text import is_sound, sentence_of
from dgsdesk.application.kept_contents import content_words, kept_contents
from dgsdesk.application.kept_words import called, counted
from dgsdesk.application.ports.store import StorageFindings, Store
from dgsdesk.application.sentences import sentence
from dgsdesk.application.view import View
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import MinutesVersion
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.wording import NBSP, join_and, plural

F = TypeVar("F")

_ROT = "Le fichier du réseau est abîmé par endroits. Restaurez la dernière sauvegarde."

_AT_ONCE = 100
_NAMED = 3


@dataclass(frozen=True)
class Finding:
    """Something uncertain: its code, where it is, and the one sentence that says so."""

    code: str
    where: str
    sentence: str


@dataclass(frozen=True)
class CheckReport:
    """What was looked at, in numbers, and what was found; no finding means that all is well."""

    rows: int
    files: int
    frozen_texts: int
    backups: int
    findings: tuple[Finding, ...]
    sentence: str


def check_network(view: View) -> CheckReport:
    """Look through everything that is kept; raises StorageUnavailable when it cannot be read at all."""
    found = view.keeper.inspect()
    texts = _as_far_as_read(_frozen(view.store), found)
    attached = _as_far_as_read(_attached(view, frozenset(found.altered_files)), found)
    gone = _as_far_as_read(_gone(view), found)
    rows = _of_rows(view.store, found.altered_rows)
    findings = (*_of_storage(found), *rows, *attached, *gone, *(one for one in texts if one is not None))
    looked = found.looked_at
    return CheckReport(
        looked["rows"],
        looked["files"],
        len(texts),
        looked["backups"],
        findings,
        _summary(looked, len(texts), findings),
    )


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
    end = plural(len(findings), "chose incertaine", "choses incertaines") if findings else "tout est intact"
    return f"Relus{NBSP}: {join_and(parts)}. {end[0].upper()}{end[1:]}."


def _of_storage(found: StorageFindings) -> Iterator[Finding]:
    if found.rot:
        yield Finding("database_rot", found.rot[0], _ROT)
    if found.lost:
        count = plural(found.lost, "ligne parle", "lignes parlent")
        yield Finding("lost_references", "", f"{count} de quelque chose qui n’existe plus.")
    if found.unindexed:
        count = plural(found.unindexed, "chose est mal rangée", "choses sont mal rangées")
        yield Finding("index_differs", "", f"{count} dans la recherche\u202f; aucune donnée n’est touchée.")
    for error in found.bad_backups:
        yield Finding(error.code, error.where, sentence(error).what)


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


def _attached(view: View, altered: frozenset[str]) -> Iterator[Finding]:
    """Name each attachment or arrival whose content is altered or gone, and other contents altered."""
    named: set[str] = set()
    for kept in (view.store.find(Attachment), view.store.find(Arrival)):
        for one in kept:
            named.add(one.sha256)
            if one.sha256 in altered:
                said = (
                    f"La pièce «{NBSP}{one.name}{NBSP}» a changé hors du programme, ou son disque l’a abîmée."
                )
                yield Finding("file_damaged", one.sha256, said)
            elif not view.files.has(one.sha256):
                yield Finding(
                    "file_gone", one.sha256, f"La pièce «{NBSP}{one.name}{NBSP}» a disparu du dossier."
                )
    for sha256 in sorted(altered - named):
        said = f"L’image ou le fichier {sha256[:8]}… ne correspond plus à ce qui avait été enregistré."
        yield Finding("file_damaged", sha256, said)


def _gone(view: View) -> Iterator[Finding]:
    """Name each picture of minutes, and each state that a dossier's return is compared with, that is gone."""
    for one in kept_contents(view.store):
        if not view.files.has(one.sha256):
            words = content_words(view.store, one)
            yield Finding("file_gone", one.sha256, f"{words[0].upper()}{words[1:]} a disparu des pièces.")


def _frozen(store: Store) -> Iterator[Finding | None]:
    """Look at each version of minutes that left the house; None for each that is as it was."""
    ids = [*store.count(MinutesVersion, "id")]
    for start in range(0, len(ids), _AT_ONCE):
        for version in store.find(MinutesVersion, id=ids[start : start + _AT_ONCE]):
            if is_sound(version):
                yield None
            else:
                meeting = store.get(Meeting, version.meeting_id)
                yield Finding("text_altered", version.id, sentence_of(meeting, version))
