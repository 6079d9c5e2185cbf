"""The message that carries an invitation, an update or a cancellation, exactly as it leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dgsdesk.application.agenda.lines import AgendaChanges
from dgsdesk.application.documents.agenda_document import agenda_text, change_groups
from dgsdesk.application.documents.invitation import reply_words
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.meeting.paper import DAY, HOURS, PLACE, VIDEO, MeetingPaper
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import CALLING_OFF, SendingKind
from dgsdesk.domain.wording import NBSP, capitalised, date_full, join_and


@dataclass(frozen=True)
class News:
    """What a mailing tells anew: what changed in the organisation, and in the agenda.

    ``particulars`` are the lines as they are now, ``former`` what some of them said before, by their name;
    ``postponed`` when people were invited to another day.
    """

    particulars: tuple[str, ...] = ()
    agenda: AgendaChanges | None = None
    postponed: bool = False
    former: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.particulars or self.agenda)

    def tells(self, *names: str) -> bool:
        """Tell whether one of these particulars changed."""
        return any(particular_name(line) in names for line in self.particulars)

    @property
    def for_calendars(self) -> bool:
        """Tell whether calendars must hear of it: when, where, or the videoconference."""
        return self.tells(DAY, HOURS, PLACE, VIDEO)


def particular_name(line: str) -> str:
    """Return what a particular is about (« Horaires »)."""
    return line.partition(NBSP)[0]


def message_subject(paper: MeetingPaper, kind: SendingKind, news: News) -> str:
    """Write the subject: « Invitation – réunion du mardi 8 décembre 2026 (Mairie de Clisson) »."""
    opening = {
        SendingKind.INVITATION: "Report" if news.postponed else "Invitation",
        SendingKind.UPDATE: _changed_subject(news),
        SendingKind.CANCELLATION: "Annulation",
        SendingKind.POSTPONEMENT: "Report à une date à fixer",
    }[kind]
    place = f" ({paper.place})" if paper.place and kind not in CALLING_OFF else ""
    return f"{opening} – réunion du {date_full(paper.day)}{place}"


def removal_subject(paper: MeetingPaper) -> str:
    """Write the subject of the message to somebody who is no longer invited."""
    return f"Invitation retirée – réunion du {date_full(paper.day)}"


def _changed_subject(news: News) -> str:
    moved = [*(["d’horaires"] if news.tells(HOURS) else []), *(["de lieu"] if news.tells(PLACE) else [])]
    return f"Changement {join_and(moved)}" if moved else "Mise à jour"


def invitation_text(paper: MeetingPaper, edition: Audience, news: News) -> str:
    """Write the message of an invitation; after a postponement it says so."""
    return _assembled(
        CALL,
        [_invites_again(paper, news) if news.postponed else _invites(paper)],
        [f"– {line}" for line in paper.particulars],
        ["Ordre du jour :", *agenda_text(paper.for_edition(edition))],
        _reply(paper),
        _enclosed(paper, edition),
        _signed(paper),
    )


def _invites(paper: MeetingPaper) -> str:
    host = f", accueillie par {paper.host}" if paper.host else ""
    return f"Nous avons le plaisir de vous inviter à notre prochaine réunion{host}."


def _invites_again(paper: MeetingPaper, news: News) -> str:
    """Say that it is moved in words that agree with whoever reads them."""
    before = f" prévue le {news.former[DAY]}" if DAY in news.former else ""
    host = f"{capitalised(paper.host)} l’accueille, et nous" if paper.host else "Nous"
    return f"Notre réunion{before} est déplacée. {host} vous y invitons de nouveau."


def update_text(paper: MeetingPaper, edition: Audience, news: News) -> str:
    """Write the message of an update: only what changes, then what stays true of when and where."""
    changes: list[str] = [f"– {with_former(line, news)}" for line in news.particulars]
    for title, lines in change_groups(news.agenda) if news.agenda else []:
        changes += [f"{title} :", *(f"– {line}" for line in lines)]
    unchanged = [f"– {line}" for line in paper.particulars if line not in news.particulars]
    return _assembled(
        CALL,
        [_what_moves(paper, news)],
        ["Ce qui change :", *changes],
        ["Ce qui reste :", *unchanged] if unchanged else [],
        _reply(paper),
        _enclosed(paper, edition, calendar=news.for_calendars),
        _signed(paper),
    )


def _what_moves(paper: MeetingPaper, news: News) -> str:
    """Open the message: « La réunion du mardi 8 décembre 2026 est déplacée. »."""
    day = date_full(paper.day)
    if news.tells(HOURS) and news.tells(PLACE):
        return f"La réunion du {day} est déplacée{NBSP}: ses horaires et son lieu changent."
    if news.tells(HOURS, DAY):
        return f"La réunion du {day} est déplacée."
    if news.tells(PLACE):
        return f"La réunion du {day} change de lieu."
    return f"Notre invitation à la réunion du {day} est mise à jour."


def with_former(line: str, news: News) -> str:
    """Write a particular with what it said before: « Horaires : de 10 h à 12 h (avant : de 9 h à 12 h) »."""
    former = news.former.get(particular_name(line))
    return f"{line} (avant{NBSP}: {former})" if former else line


def removal_text(paper: MeetingPaper) -> str:
    """Write the message to one person who is no longer invited to a meeting that stands."""
    return _assembled(
        CALL,
        [f"Nous retirons l’invitation que vous aviez reçue pour la réunion du {date_full(paper.day)}."],
        ["Le fichier d’agenda joint retire le rendez-vous de votre calendrier."],
        _signed(paper),
    )


def cancellation_text(paper: MeetingPaper, reason: str, *, calendar: bool) -> str:
    """Write the message that calls a meeting off; those who wait for its new date have no entry any more."""
    taken_out = "Le fichier d’agenda joint la retire de votre calendrier. " if calendar else ""
    was = "" if calendar else ", dont vous attendiez la nouvelle date,"
    return _assembled(
        CALL,
        [f"La réunion du {date_full(paper.day)}{was} est annulée.{_why(reason)}"],
        [f"{taken_out}Veuillez nous excuser de ce contretemps."],
        _signed(paper),
    )


def postponement_text(paper: MeetingPaper, reason: str) -> str:
    """Write the message that takes a meeting off its day, its new date not being known yet."""
    return _assembled(
        CALL,
        [f"La réunion du {date_full(paper.day)} est reportée à une date qui reste à fixer.{_why(reason)}"],
        [
            "Le fichier d’agenda joint libère ce créneau dans votre calendrier. Une nouvelle invitation vous "
            "parviendra dès que la date sera arrêtée. Veuillez nous excuser de ce contretemps."
        ],
        _signed(paper),
    )


def _why(reason: str) -> str:
    return f" Motif{NBSP}: {reason.rstrip('.')}." if reason else ""


def calendar_description(paper: MeetingPaper) -> str:
    """Write what a calendar shows of the meeting, for every reader: without restricted items.

    It names the agenda's version, since a change of the agenda alone sends no calendar file.
    """
    version = f", version {paper.letter}" if paper.letter else ""
    lines = [
        *([f"Visioconférence{NBSP}: {paper.video_link}"] if paper.video_link else []),
        f"Ordre du jour{version}{NBSP}:",
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


def _enclosed(paper: MeetingPaper, edition: Audience, *, calendar: bool = True) -> list[str]:
    names = [
        "l’invitation avec l’ordre du jour",
        *(["le rendez-vous pour votre calendrier"] if calendar else []),
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
