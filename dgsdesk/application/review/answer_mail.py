"""The messages that bring their answers to those who observed something, as drafts (product § 3.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dgsdesk.application.command import Act
from dgsdesk.application.invitation.files import DRAFTS_FOLDER
from dgsdesk.application.invitation.invitees import seat_recipients
from dgsdesk.application.mailing.draft import MailAttachment
from dgsdesk.application.mailing.mailing import Letter, Mailing, Recipient, Way, draft_files, record_sendings
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.minutes.version import DOCX, PDF, Shelf
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.review.circulation import signed
from dgsdesk.domain.meeting import Meeting, SendingKind
from dgsdesk.domain.minutes import MinutesVersion, Observation, ObservationState, version_label
from dgsdesk.domain.wording import date_full, plural


@dataclass
class _Answered:
    """What one mailbox is answered: how many observations, how many of them wait, the files of theirs."""

    recipient: Recipient
    settled: int = 0
    waiting: int = 0
    files: dict[str, OutFile] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerMail:
    """Writes one message to each member of the network who observed something on a version."""

    act: Act
    meeting: Meeting
    version: MinutesVersion
    shelf: Shelf

    def draft_files(
        self, observations: Iterable[Observation], table: OutFile, replies: Mapping[str, OutFile]
    ) -> list[OutFile]:
        """Return the drafts and record whom they are for; who is no member or has no address gets none.

        ``table`` goes to everybody, ``replies`` holds the Word file of an author by name. Raises
        RuleBroken("no_mailbox").
        """
        answered = [one for one in self._answered(observations, replies) if one.settled]
        if not answered:
            return []
        mailing = Mailing(
            Way.ONE_EACH,
            f"{self.version.id}.suites.{self.act.now:%Y%m%d%H%M}",
            lambda what: self.shelf.name(f"suites {what}", "eml"),
        )
        files = draft_files(self.act, mailing, [self._letter(one, table) for one in answered])
        record_sendings(
            self.act,
            self.meeting,
            SendingKind.ANSWER,
            [one.recipient for one in answered],
            version=version_label(self.version.number),
            way=Way.ONE_EACH,
        )
        return files

    def lay(self, drafts: list[OutFile]) -> tuple[str, ...]:
        """Lay the drafts in a folder of their own; return their paths."""
        if not drafts:
            return ()
        folder = f"{self.shelf.folder}/{DRAFTS_FOLDER}_suites_{self.act.now:%Y-%m-%d_%Hh%M}"
        return tuple(self.act.lay(folder, drafts))

    def _answered(
        self, observations: Iterable[Observation], replies: Mapping[str, OutFile]
    ) -> list[_Answered]:
        """Bring together what goes to one mailbox, be it that of several communes."""
        by_seat = seat_recipients(self.act.store, self.meeting)
        found: dict[str, _Answered] = {}
        for one in sorted(observations, key=lambda each: each.position):
            recipient = by_seat.get(one.organisation_id or "")
            if recipient is None:
                continue
            answered = found.setdefault(recipient.address.casefold(), _Answered(recipient))
            if one.state is ObservationState.OPEN:
                answered.waiting += 1
                continue
            answered.settled += 1
            if one.author in replies:
                answered.files[one.author] = replies[one.author]
        return list(found.values())

    def _letter(self, answered: _Answered, table: OutFile) -> Letter:
        theirs = [MailAttachment(file.name, file.content, DOCX) for file in answered.files.values()]
        return Letter(
            "",
            (answered.recipient,),
            f"Suites données à vos observations sur le compte rendu du {date_full(self.meeting.day)}",
            self._message(answered),
            (MailAttachment(table.name, table.content, PDF), *theirs),
        )

    def _message(self, answered: _Answered) -> str:
        made = plural(answered.settled + answered.waiting, "observation", "observations")
        said = (
            f"Vous avez présenté {made} sur le projet de compte rendu (version {self.version.number}) de la "
            f"réunion du {date_full(self.meeting.day)}, et nous vous en remercions. Le tableau joint, au "
            "format PDF, indique la suite donnée."
        )
        return "\n\n".join(
            filter(None, (CALL, said, _waiting(answered), _file(answered), signed(self.act.store)))
        )


def _waiting(answered: _Answered) -> str:
    if not answered.waiting:
        return ""
    if answered.waiting == 1:
        return "L’une d’elles reste à l’examen."
    return f"{plural(answered.waiting, 'observation', 'observations')} restent à l’examen."


def _file(answered: _Answered) -> str:
    """Say how to read the Word file, when there is one."""
    if not answered.files:
        return ""
    return (
        "Le fichier Word joint porte le texte retenu. Les modifications suivies vont de votre rédaction à "
        "celle qui est retenue ; chaque réponse s’y lit en commentaire."
    )
