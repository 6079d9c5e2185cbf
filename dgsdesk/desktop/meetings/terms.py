"""What is read over before a draft, an approval or a dispatch goes ahead, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dgsdesk.application.mailing.mailing import Unreachable
from dgsdesk.application.minutes.rectification import RectificationPreview
from dgsdesk.application.review.circulation import CirculationPreview
from dgsdesk.application.review.clock import Clock
from dgsdesk.application.review.page import DeadlineView, ReviewPage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.meetings.agreement import CheckList, Terms, recipient_lines
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import drafts_message, folder_message
from dgsdesk.domain.wording import NBSP, capitalised, date_full, plural


def circulation_terms(preview: CirculationPreview) -> Terms:
    """Say what sending a draft round does: the deadline in words, every recipient."""
    people = plural(len(preview.recipients), "destinataire", "destinataires")
    return Terms(
        f"Envoyer le projet, version {preview.version}",
        _circulation_sentence(preview),
        "Préparer l’envoi",
        (*_missing(preview.unreachable), CheckList(people, recipient_lines(preview.recipients))),
        _circulation_warnings(preview),
        ways=True,
        choices=_clocks(preview),
        unplaced=_unplaced_words(preview.unplaced),
    )


def _circulation_sentence(preview: CirculationPreview) -> str:
    if preview.running_until is not None:
        return "Un délai court déjà : choisissez ce qu’il devient avec cette nouvelle version."
    return f"{capitalised(preview.sentence)}."


def _clocks(preview: CirculationPreview) -> tuple[tuple[str, str], ...]:
    """What the new version may do to the clock that runs, with its last day."""
    if preview.running_until is None:
        return ()
    return (
        (Clock.RESTART.value, f"Faire repartir le délai, jusqu’au {date_full(preview.last_day)} inclus"),
        (Clock.KEEP.value, f"Garder le délai en cours, jusqu’au {date_full(preview.running_until)} inclus"),
    )


def _missing(unreachable: Sequence[Unreachable]) -> tuple[CheckList, ...]:
    if not unreachable:
        return ()
    lines = tuple(", ".join(filter(None, (one.quality, one.name))) for one in unreachable)
    return (CheckList("Sans adresse, à prévenir autrement", lines),)


def _circulation_warnings(preview: CirculationPreview) -> tuple[str, ...]:
    warnings = []
    if preview.items_without_text:
        warnings.append(f"Sans aucun texte{NBSP}: {', '.join(preview.items_without_text)}.")
    return tuple(warnings)


def _unplaced_words(count: int) -> str:
    if not count:
        return ""
    waits = plural(count, "texte revenu de Word reste", "textes revenus de Word restent")
    them = "le" if count == 1 else "les"
    return f"{waits} à rattacher{NBSP}: le compte rendu ne {them} contient pas."


def approval_terms(page: ReviewPage, deadline: DeadlineView) -> Terms:
    """Say what confirming does."""
    express = f" {capitalised(page.express)}." if page.express else ""
    return Terms(
        "Constater l’approbation",
        f"{deadline.sentence}{express} Le texte sera figé et le certificat établi. "
        "L’approbation se retire tant que rien n’est diffusé.",
        "Confirmer l’approbation",
        unplaced=_unplaced_words(page.unplaced),
    )


def rectification_terms(preview: RectificationPreview, reason: str) -> Terms:
    """Say what a rectification changes, why, and who is told of it."""
    people = plural(len(preview.recipients), "destinataire", "destinataires")
    changes = tuple(
        f"{one.heading}{NBSP}: «{NBSP}{one.quote}{NBSP}» → «{NBSP}{one.wording}{NBSP}»"
        for one in preview.corrections
    )
    return Terms(
        f"Rectificatif nº{NBSP}{preview.number}, à {people}",
        f"Motif{NBSP}: {reason} Les deux textes sont conservés ; qui ne peut pas lire un passage n’en reçoit "
        "rien.",
        "Préparer le rectificatif",
        (CheckList("Ce qui change", changes), CheckList(people, recipient_lines(preview.recipients))),
        ways=True,
    )


def laid_message(
    host: PageHost, paths: Sequence[str], what: str, *, where: str = "", copied: bool = False
) -> Message:
    """Say what was laid, and offer its messages, or its folder where there are none."""
    drafts = [path for path in paths if path.endswith(".eml")]
    said = f"{what}{NBSP}: {plural(len(paths), 'fichier déposé', 'fichiers déposés')}"
    if drafts:
        count = plural(len(drafts), "message à relire et à envoyer", "messages à relire et à envoyer")
        return drafts_message(host, f"{said}, dont {count}.", drafts, where=where)
    folder = str(Path(paths[0]).parent) if paths else ""
    told = "Les adresses sont copiées : collez-les dans votre messagerie." if copied else ""
    return folder_message(host, f"{said}.", folder, where=where, remedy=told)
