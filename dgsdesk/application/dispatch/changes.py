"""Changing by hand who gets the minutes: additions, and withdrawals with their reason."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.directory.acts import checked_email
from dgsdesk.application.mailing.mailing import Recipient
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import required
from dgsdesk.domain.dispatch import DispatchChange
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState

add_sentences(
    {
        "dispatched_already": (
            "Ce compte rendu est déjà diffusé : la liste des destinataires ne change plus.",
            "Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class AddRecipient(Command[None]):
    """Add somebody to the recipients of a meeting's minutes; raises BadInput("bad_email")."""

    meeting_id: str
    recipient: Recipient


@dataclass(frozen=True)
class WithdrawRecipient(Command[None]):
    """Take a mailbox out of the recipients, and say why; one that was added by hand is simply gone."""

    meeting_id: str
    address: str
    reason: str


@dataclass(frozen=True)
class RestoreRecipient(Command[None]):
    """Put a withdrawn mailbox back."""

    meeting_id: str
    address: str


@handles(AddRecipient, "Destinataire ajouté : {who}")
def add_recipient(act: Act, command: AddRecipient) -> None:
    _open(act, command.meeting_id)
    given = command.recipient
    address = checked_email(act, given.address, "destinataire ajouté")
    if not address:
        raise BadInput("bad_email", where="destinataire ajouté", email=given.name)
    _forget(act, command.meeting_id, address)
    name = given.name.strip() or address
    act.tell(who=name)
    act.store.add(
        DispatchChange(
            id=act.new_id(),
            meeting_id=command.meeting_id,
            address=address,
            name=name,
            quality=given.quality.strip(),
            edition=given.edition,
        )
    )


@handles(WithdrawRecipient, "Destinataire retiré : {address}")
def withdraw_recipient(act: Act, command: WithdrawRecipient) -> None:
    _open(act, command.meeting_id)
    reason = required(command.reason, "motif du retrait")
    gone = _forget(act, command.meeting_id, command.address)
    if any(not change.withdrawn for change in gone):
        return
    act.store.add(
        DispatchChange(
            id=act.new_id(),
            meeting_id=command.meeting_id,
            address=command.address.strip(),
            withdrawn=True,
            reason=reason,
        )
    )


@handles(RestoreRecipient, "Destinataire rétabli : {address}")
def restore_recipient(act: Act, command: RestoreRecipient) -> None:
    _open(act, command.meeting_id)
    _forget(act, command.meeting_id, command.address)


def _open(act: Act, meeting_id: str) -> None:
    if act.store.get(Meeting, meeting_id).state is MeetingState.DISPATCHED:
        raise RuleBroken("dispatched_already")


def _forget(act: Act, meeting_id: str, address: str) -> list[DispatchChange]:
    wanted = address.strip().casefold()
    found = act.store.find(DispatchChange, meeting_id=meeting_id)
    gone = [one for one in found if one.address.casefold() == wanted]
    for change in gone:
        act.store.remove(change)
    return gone
