"""« Vérifier le réseau »: everything is looked through and hashed anew; what is uncertain is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dgsdesk.application.frozen_text import is_sound, sentence_of
from dgsdesk.application.ports.store import StorageFindings, Store
from dgsdesk.application.sentences import sentence
from dgsdesk.application.view import View
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import MinutesVersion
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.wording import NBSP, join_and, plural

_AT_ONCE = 100


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
    texts = list(_frozen(view.store))
    attached = list(_attached(view, frozenset(found.altered_files)))
    findings = (*_of_storage(found), *attached, *(one for one in texts if one is not None))
    looked = found.looked_at
    return CheckReport(
        looked["rows"],
        looked["files"],
        len(texts),
        looked["backups"],
        findings,
        _summary(looked, len(texts), findings),
    )


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
        said = "Le fichier du réseau est abîmé par endroits. Restaurez la dernière sauvegarde."
        yield Finding("database_rot", found.rot[0], said)
    if found.lost:
        count = plural(found.lost, "ligne parle", "lignes parlent")
        yield Finding("lost_references", "", f"{count} de quelque chose qui n’existe plus.")
    if found.unindexed:
        count = plural(found.unindexed, "chose est mal rangée", "choses sont mal rangées")
        yield Finding("index_differs", "", f"{count} dans la recherche\u202f; aucune donnée n’est touchée.")
    for error in found.bad_backups:
        yield Finding(error.code, error.where, sentence(error).what)


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
