"""Extracts per commission: the items tied to its competences, for its members' own level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.dispatch import approved_version
from dgsdesk.application.dispatch_papers import LaidPaper, Paper, printed
from dgsdesk.application.dispatch_recipients import touches
from dgsdesk.application.documents.extract import extract_document
from dgsdesk.application.documents.minutes import approved_status
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes_content import text_from_content
from dgsdesk.application.minutes_text import MinutesText, TextItem, as_seen_by
from dgsdesk.application.minutes_version import images_of, paper_head, shelf_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Commission
from dgsdesk.domain.wording import plural

add_sentences(
    {
        "not_approved_yet": (
            "Le compte rendu n’est pas encore approuvé : il n’y a rien à extraire.",
            "Constatez d’abord l’approbation. Rien n’a été changé.",
        ),
        "no_commission_concerned": (
            "Aucune commission ne suit les compétences de cet ordre du jour.",
            "Donnez leurs compétences aux points dans « Préparer », ou aux commissions dans l’annuaire.",
        ),
    }
)

LEVEL = Audience.ELECTED
"""A commission is made of elected members: an extract holds what they may read."""


@dataclass(frozen=True)
class PrintExtracts(Command[tuple[str, ...]]):
    """Write an extract of the approved minutes for each commission concerned, as .docx and .pdf.

    Returns their paths. Raises RuleBroken("not_approved_yet"), RuleBroken("no_commission_concerned").
    """

    meeting_id: str


def items_for(text: MinutesText, commission: Commission) -> tuple[TextItem, ...]:
    """Return the items that a commission's members may read and that touch its competences."""
    items = as_seen_by(text, LEVEL).text.items
    return tuple(item for item in items if touches(commission.competences, item.competences))


@handles(PrintExtracts, "{count_words} par commission")
def print_extracts(act: Act, command: PrintExtracts) -> tuple[str, ...]:
    meeting = act.store.get(Meeting, command.meeting_id)
    approval, version = approved_version(act.store, meeting.id)
    if approval is None or version is None:
        raise RuleBroken("not_approved_yet")
    text = text_from_content(version.content)
    commissions = sorted(act.store.find(Commission), key=lambda one: sort_key(one.name))
    concerned = [(one, items) for one in commissions if (items := items_for(text, one))]
    if not concerned:
        raise RuleBroken("no_commission_concerned")
    head = paper_head(act, meeting, version, approved_status(approval.approved_on, LEVEL))
    papers = []
    for commission, items in concerned:
        edition = as_seen_by(replace(text, items=items), LEVEL)
        own = replace(head, images=images_of(act, edition.text))
        document = extract_document(edition, edition.text.items, commission.name, own)
        papers.append(Paper(f"extrait commission {commission.name}", document, f"v{version.number}"))
    shelf = shelf_of(act.store, meeting)
    laid: Sequence[LaidPaper] = list(printed(act, shelf, tuple(papers)))
    act.tell(count_words=plural(len(papers), "extrait préparé", "extraits préparés"))
    return tuple(act.lay(f"{shelf.folder}/Extraits", [file for one in laid for file in one.files]))
