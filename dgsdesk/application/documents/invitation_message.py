"""The message that carries an invitation, an update or a cancellation, exactly as it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgsdesk.application.agenda_lines import AgendaChanges
from dgsdesk.application.documents.agenda_document import agenda_text, change_groups
from dgsdesk.application.documents.invitation import reply_words
from dgsdesk.application.meeting_paper import MeetingPaper
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import SendingKind
from dgsdesk.domain.wording import NBSP, date_full

GREETINGS = {True: "Chère collègue, cher collègue,", False: "Chères et chers collègues,"}
"""The greeting of a message to one person, and to all."""


@dataclass(frozen=True)
class News:
    """What an update says: what changed in the organisation, and in the agenda."""

    particulars: tuple[str, ...] = ()
    agenda: AgendaChanges | None = None
    postponed: bool = False

    def __bool__(self) -> bool:
        return bool(self.particulars or self.agenda)


def message_subject(paper: MeetingPaper, kind: SendingKind, *, postponed: bool = False) -> str:
    """Write the subject: « Invitation – réunion du mardi 8 décembre 2026 (Mairie de Clisson) »."""
    opening = {
        SendingKind.INVITATION: "Report" if postponed else "Invitation",
        SendingKind.UPDATE: "Mise à jour",
        SendingKind.CANCELLATION: "Annulation",
    }[kind]
    place = f" ({paper.place})" if paper.place and kind is not SendingKind.CANCELLATION else ""
    return f"{opening} – réunion du {date_full(paper.day)}{place}"


def invitation_text(paper: MeetingPaper, edition: Audience, *, to_one: bool, postponed: bool = False) -> str:
    """Write the message of an invitation; after a postponement it says so."""
    first = "Nous avons le plaisir de vous inviter à notre prochaine réunion"
    if postponed:
        first = (
            "La réunion à laquelle nous vous avions invités change de date. Nous vous y invitons de nouveau"
        )
    host = f", accueillie par {paper.host}" if paper.host else ""
    return _assembled(
        GREETINGS[to_one],
        [f"{first}{host}."],
        [f"– {line}" for line in paper.particulars],
        ["Ordre du jour :", *agenda_text(paper.for_edition(edition))],
        _reply(paper),
        _enclosed(paper, edition),
        _signed(paper),
    )


def update_text(paper: MeetingPaper, edition: Audience, news: News, *, to_one: bool) -> str:
    """Write the message of an update: only what changes, then what stays true of when and where."""
    changes: list[str] = [f"– {line}" for line in news.particulars]
    for title, lines in change_groups(news.agenda) if news.agenda else []:
        changes += [f"{title} :", *(f"– {line}" for line in lines)]
    unchanged = [f"– {line}" for line in paper.particulars if line not in news.particulars]
    return _assembled(
        GREETINGS[to_one],
        [f"Notre invitation à la réunion du {date_full(paper.day)} est mise à jour."],
        ["Ce qui change :", *changes],
        ["Ce qui reste :", *unchanged] if unchanged else [],
        _reply(paper),
        _enclosed(paper, edition),
        _signed(paper),
    )


def cancellation_text(paper: MeetingPaper, reason: str, *, to_one: bool) -> str:
    """Write the message that calls a meeting off."""
    why = f" Motif{NBSP}: {reason.rstrip('.')}." if reason else ""
    return _assembled(
        GREETINGS[to_one],
        [f"La réunion du {date_full(paper.day)} est annulée.{why}"],
        ["Le fichier d’agenda joint la retire de votre calendrier. Veuillez nous excuser de ce contretemps."],
        _signed(paper),
    )


def calendar_description(paper: MeetingPaper) -> str:
    """Write what a calendar shows of the meeting, for every reader: without restricted items."""
    lines = [
        *([f"Visioconférence{NBSP}: {paper.video_link}"] if paper.video_link else []),
        "Ordre du jour :",
        *agenda_text(paper.for_edition(Audience.ALL)),
        *_reply(paper),
    ]
    return "\n".join(lines)


def _reply(paper: MeetingPaper) -> list[str]:
    words = reply_words(paper)
    if not words:
        return []
    lunch = ", en précisant si vous déjeunez avec nous" if paper.lunch else ""
    return [f"Merci de nous répondre {words}{lunch}."]


def _enclosed(paper: MeetingPaper, edition: Audience) -> list[str]:
    names = [
        "l’invitation avec l’ordre du jour",
        "le rendez-vous pour votre calendrier",
        *paper.documents(edition),
    ]
    return [f"Pièces jointes : {', '.join(names)}."]


def _signed(paper: MeetingPaper) -> list[str]:
    ours = paper.letterhead
    lines = (paper.signature.name, paper.signature.quality, ours.name, ours.phone)
    return ["Cordialement,", "", *filter(None, lines)]


def _assembled(*blocks: Sequence[str] | str) -> str:
    """Join blocks by an empty line; a block without lines is left out."""
    texts = (block if isinstance(block, str) else "\n".join(block) for block in blocks)
    return "\n\n".join(text for text in texts if text) + "\n"
