"""What leaves is read again: no file and no message of an edition may hold what it withholds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dgsdesk.application.dispatch.editions import Edition
from dgsdesk.application.dispatch.leak_check import document_texts, guard_of
from dgsdesk.application.dispatch.papers import LaidPaper
from dgsdesk.application.mailing.mailing import Letter
from dgsdesk.application.ports.office import Office
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import RuleBroken

add_sentences(
    {
        "edition_leaks": (
            "« {words} » est réservé et figurerait pourtant dans « {where} ».",
            "Rien n’est parti et rien n’a été changé. Reformulez ce passage ou son niveau de diffusion.",
        ),
        "edition_annotated": (
            "« {where} » contiendrait des commentaires ou des modifications suivies.",
            "Retirez-les du papier à en-tête (fichier de base), puis recommencez. Rien n’a été changé.",
        ),
    }
)


def refuse_leaks(
    office: Office, edition: Edition, laid: Sequence[LaidPaper], letter: Letter, frame: Iterable[str]
) -> None:
    """Refuse files that would hold what their edition withholds, or what nobody has accepted yet.

    ``frame`` is what the papers say whatever the items. Raises RuleBroken("edition_leaks"),
    RuleBroken("edition_annotated").
    """
    guard = guard_of(edition, frame)
    for one in laid:
        texts = [*document_texts(one.paper.document), one.docx.name, one.pdf.name]
        _refuse(guard.leak_in(texts), one.docx.name)
        read = office.read_own_docx(one.docx.content)
        if read.comments or read.changes:
            raise RuleBroken("edition_annotated", where=one.docx.name)
    _refuse(guard.leak_in((letter.subject, letter.text)), "le message")


def _refuse(words: str, where: str) -> None:
    if words:
        raise RuleBroken("edition_leaks", words=words, where=where)
